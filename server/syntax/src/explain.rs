//! Syntax errors in words that help someone who is writing: what is missing and where, which bracket it belongs to.
//!
//! Node's words ([`crate::wording`]) are for running programs, where people search for them. They name the token that surprised
//! the parser; an editor shows that token anyway.

use source::{LineIndex, Terminators, TextRange};
use swc_ecma_parser::error::SyntaxError as Kind;

use crate::tokens::{Brackets, Open, OpenKind, Scanner, Token, TokenKind, Unmatched};
use crate::{SourceKind, SyntaxError, parse, wording};

/// The first error of `text` in the editor's words.
pub fn explain(text: &str, kind: SourceKind) -> Option<SyntaxError> {
    let mut parsed = parse::run(text, kind, false, editor_words);
    (!parsed.errors.is_empty()).then(|| parsed.errors.swap_remove(0))
}

pub(crate) fn editor_words(text: &str, kind: SourceKind, at: TextRange, error: Kind) -> SyntaxError {
    let found = match &error {
        Kind::WithLabel { inner, .. } => {
            let inner_at = crate::range(swc_common::Spanned::span(&**inner));
            return match inner.kind() {
                inner if is_about_a_token(inner) => editor_words(text, kind, inner_at, inner.clone()),
                _ => wording::node_words(text, kind, at, error),
            };
        }
        Kind::UnterminatedStrLit => unclosed_token(text, kind, at, TokenKind::String, "The string"),
        Kind::UnterminatedTpl => unclosed_token(text, kind, at, TokenKind::Template, "The template"),
        Kind::UnterminatedBlockComment => unclosed_token(text, kind, at, TokenKind::BlockComment, "The comment"),
        Kind::UnterminatedRegExp => unclosed_token(text, kind, at, TokenKind::RegularExpression, "The regular expression"),
        Kind::JSXExpectedClosingTag { tag } => {
            Some((at, format!("`</{tag}>` expected to close `<{tag}>`")))
        }
        Kind::JSXExpectedClosingTagForLtGt => Some((at, "`</>` expected to close `<>`".to_owned())),
        Kind::UnterminatedJSXContents => unclosed_element(text, kind, at),
        kind_of_error if is_about_a_token(kind_of_error) => Surprise::new(text, kind, at.start()).words(&error),
        _ => None,
    };
    match found {
        Some((range, message)) => SyntaxError { range, message },
        None => wording::node_words(text, kind, at, error),
    }
}

/// Whether the parser met a token that it did not expect, and nothing more is known.
fn is_about_a_token(error: &Kind) -> bool {
    matches!(
        error,
        Kind::Eof
            | Kind::Expected(..)
            | Kind::Unexpected { .. }
            | Kind::UnexpectedTokenWithSuggestions { .. }
            | Kind::ExpectedSemiForExprStmt { .. }
            | Kind::ExpectedSemi
            | Kind::ExpectedIdent
            | Kind::InvalidExpr
            | Kind::EmptyParenExpr
            | Kind::TS1003
            | Kind::TS1005
            | Kind::TS1109
            | Kind::TS1110
            | Kind::ReservedWordInImport
            | Kind::ReservedWordInObjShorthandOrPat
    )
}

fn unclosed_token(text: &str, kind: SourceKind, at: TextRange, wanted: TokenKind, what: &str) -> Option<(TextRange, String)> {
    let open = |token: &Token| token.kind == wanted && !token.is_terminated;
    let token = Scanner::new(text, kind.language)
        .filter(open)
        .take_while(|token| token.range.start() <= at.end())
        .last()
        .or_else(|| Scanner::new(text, kind.language).find(open))?;
    let first_line = token.range.slice(text).lines().next().unwrap_or("");
    let range = TextRange::new(token.range.start(), token.range.start() + first_line.len() as u32);
    Some((range, format!("{what} is not closed")))
}

fn unclosed_element(text: &str, kind: SourceKind, at: TextRange) -> Option<(TextRange, String)> {
    let mut scanner = Scanner::new(text, kind.language);
    (&mut scanner).for_each(drop);
    let open = scanner.brackets.open.iter().rev().find(|open| open.kind == OpenKind::JsxChildren && open.at <= at.end())?;
    let name = open.name(text);
    Some((TextRange::new(open.at, open.name_end), format!("`<{name}>` is not closed: `</{name}>` expected")))
}

/// The token that the parser did not expect, and what is around it.
struct Surprise<'t> {
    text: &'t str,
    kind: SourceKind,
    /// What is open before the token.
    brackets: Brackets,
    /// The last token before it that is no comment, and the one before that.
    before: Option<Token>,
    earlier: Option<Token>,
    /// `None` at the end of the text.
    token: Option<Token>,
    expects_operand: bool,
}

impl<'t> Surprise<'t> {
    fn new(text: &'t str, kind: SourceKind, at: u32) -> Surprise<'t> {
        let mut scanner = Scanner::new(text, kind.language);
        let (mut earlier, mut before, mut token) = (None, None, None);
        let mut end = None;
        for found in Scanner::new(text, kind.language).filter(|token| !token.is_comment()) {
            if found.range.end() > at {
                token = Some(found);
                break;
            }
            (earlier, before) = (before, Some(found));
            end = Some(found.range.end());
        }
        // The same way once more, to have the scanner as it stands before the token.
        let mut expects_operand = true;
        if let Some(end) = end {
            while let Some(found) = scanner.next() {
                if found.range.end() >= end && !found.is_comment() {
                    break;
                }
            }
            expects_operand = scanner.expects_operand();
        }
        let brackets = if end.is_some() { scanner.brackets } else { Brackets::new() };
        Surprise { text, kind, brackets, before, earlier, token, expects_operand }
    }

    fn words(&self, error: &Kind) -> Option<(TextRange, String)> {
        let text = self.text;
        let Some(token) = self.token else { return self.at_end() };
        let mark = token.range.slice(text);
        if !token.is_terminated {
            let what = match token.kind {
                TokenKind::String => "The string",
                TokenKind::Template => "The template",
                TokenKind::RegularExpression => "The regular expression",
                _ => "The comment",
            };
            return unclosed_token(text, self.kind, token.range, token.kind, what);
        }
        let before_mark = self.before.map_or("", |token| token.range.slice(text));
        if matches!(mark, ")" | "]" | "}") && token.kind == TokenKind::Punctuator {
            if let Some(found) = self.wrong_closer(token, mark) {
                return Some(found);
            }
        }
        if matches!(before_mark, "." | "?.") {
            return Some((self.before?.range, format!("A name is expected behind `{before_mark}`")));
        }
        if token.kind == TokenKind::Unknown {
            return Some((token.range, format!("`{mark}` is no character of JavaScript outside of strings")));
        }
        if self.expects_operand && self.before.is_some_and(|token| is_operator(token, text)) {
            let message = match mark {
                ")" | "]" | "}" | ";" | "," | ":" => format!("A value is expected between `{before_mark}` and `{mark}`"),
                _ => format!("A value is expected behind `{before_mark}`"),
            };
            return Some((self.before?.range, message));
        }
        if let Some(wanted) = wanted(error) {
            if matches!(wanted, ")" | "]" | "}") {
                if let Some(open) = self.brackets.top().filter(|open| closer(*open) == wanted) {
                    return Some((self.place(token), self.expected(open, wanted, Some(mark))));
                }
            }
        }
        if let Some(found) = self.misspelt_keyword() {
            return Some(found);
        }
        if self.before.is_some_and(|token| is_value_end(token, text)) && starts_value(token, text) {
            let message = match self.brackets.top().map(|open| open.kind) {
                Some(OpenKind::Object) => "`,` expected before it".to_owned(),
                Some(OpenKind::Bracket) => "`,` or `]` expected before it".to_owned(),
                Some(OpenKind::Parenthesis) => {
                    let open = self.brackets.top()?;
                    if self.is_call(open) {
                        format!("`,` or `)` expected before `{mark}`")
                    } else {
                        return Some((self.place(token), self.expected(open, ")", Some(mark))));
                    }
                }
                _ => format!("`;` or a new line expected before `{}`", shortened(mark)),
            };
            return Some((token.range, message.replace("before it", &format!("before `{}`", shortened(mark)))));
        }
        if token.kind == TokenKind::Keyword && matches!(error, Kind::ExpectedIdent | Kind::TS1003 | Kind::Unexpected { .. } | Kind::InvalidExpr) {
            let declares = matches!(before_mark, "const" | "let" | "var" | "function" | "class" | "import" | "," | "{" | "(");
            if declares && !matches!(mark, "function" | "class" | "this" | "new") {
                return Some((token.range, format!("`{mark}` is a word of the language and can't be a name")));
            }
        }
        match wanted(error) {
            Some(wanted) if !wanted.is_empty() && wanted.len() < 12 => {
                Some((token.range, format!("`{wanted}` expected, not `{}`", shortened(mark))))
            }
            _ => None,
        }
    }

    /// The text ends where something is missing.
    fn at_end(&self) -> Option<(TextRange, String)> {
        let before = self.before?;
        let before_mark = before.range.slice(self.text);
        if let Some((open, is_guess)) = self.unclosed() {
            let bracket = TextRange::new(open.at, open.at + 1);
            let message = match open.kind {
                OpenKind::JsxChildren | OpenKind::JsxTag | OpenKind::JsxClosingTag => {
                    format!("`<{}` is not closed", open.name(self.text))
                }
                _ => {
                    let mark = bracket.slice(self.text);
                    let hint = if is_guess { ", as the indentation below shows" } else { "" };
                    format!("`{mark}` is never closed: `{}` expected{hint}", closer(open))
                }
            };
            return Some((bracket, message));
        }
        if matches!(before_mark, "." | "?.") {
            return Some((before.range, format!("A name is expected behind `{before_mark}`")));
        }
        self.expects_operand.then(|| (before.range, format!("A value is expected behind `{before_mark}`")))
    }

    /// The bracket that lacks its end: by the indentation of the lines that close others, else the innermost. The flag tells
    /// whether it was the indentation.
    fn unclosed(&self) -> Option<(Open, bool)> {
        let innermost = self.brackets.top()?;
        let by_indentation = unclosed_by_indentation(self.text, self.kind);
        match by_indentation {
            Some(open) => Some((open, true)),
            None => Some((innermost, false)),
        }
    }

    /// A closing bracket that meets the wrong opening one, or none.
    fn wrong_closer(&self, token: Token, mark: &str) -> Option<(TextRange, String)> {
        let opening = match mark {
            ")" => "(",
            "]" => "[",
            _ => "{",
        };
        match self.brackets.top() {
            None => Some((token.range, format!("`{mark}` closes nothing: there is no `{opening}` before it"))),
            Some(open) if closer(open) != mark && !matches!(open.kind, OpenKind::JsxTag | OpenKind::JsxClosingTag | OpenKind::JsxChildren) => {
                let is_further_out = self.brackets.open.iter().any(|open| closer(*open) == mark);
                if is_further_out {
                    Some((self.place(token), self.expected(open, closer(open), Some(mark))))
                } else {
                    let open_mark = TextRange::new(open.at, open.at + 1).slice(self.text);
                    Some((token.range, format!("`{mark}` closes nothing: `{open_mark}` is open{}", self.at_line(open.at, token.range.start()))))
                }
            }
            _ => None,
        }
    }

    fn expected(&self, open: Open, wanted: &str, found: Option<&str>) -> String {
        let mark = TextRange::new(open.at, open.at + 1).slice(self.text);
        let at = self.token.map_or(self.text.len() as u32, |token| token.range.start());
        let instead = match found {
            Some(found) if self.at_line(open.at, at).is_empty() => format!(", not `{}`", shortened(found)),
            _ => String::new(),
        };
        format!("`{wanted}` expected to close `{mark}`{}{instead}", self.at_line(open.at, at))
    }

    /// " at line 3", or nothing when that is the line of `here`.
    fn at_line(&self, offset: u32, here: u32) -> String {
        let lines = LineIndex::new(self.text, Terminators::Editor);
        let line = lines.line_of(offset);
        if line == lines.line_of(here) { String::new() } else { format!(" at line {}", line + 1) }
    }

    /// Where something is missing: at the unexpected token, or at the end of the line before it.
    fn place(&self, token: Token) -> TextRange {
        match self.before {
            Some(before) => {
                let between = TextRange::new(before.range.end(), token.range.start()).slice(self.text);
                if between.contains(['\n', '\r']) { last_character(before.range, self.text) } else { token.range }
            }
            None => token.range,
        }
    }

    fn is_call(&self, open: Open) -> bool {
        let before = self.text[..open.at as usize].trim_end();
        before.ends_with(|c: char| crate::tokens::is_identifier_part(c) || matches!(c, ')' | ']'))
            && !open.is_head()
    }

    /// `cosnt x`, `fucntion f`, `retrun x`.
    fn misspelt_keyword(&self) -> Option<(TextRange, String)> {
        let word = self.before.filter(|token| token.kind == TokenKind::Identifier)?;
        let starts_statement = self.earlier.is_none_or(|token| {
            let between = TextRange::new(token.range.end(), word.range.start()).slice(self.text);
            between.contains('\n') || matches!(token.range.slice(self.text), ";" | "{" | "}" | "export" | "async" | "=" | "(" | "default")
        });
        if !starts_statement || !self.token.is_some_and(|token| starts_value(token, self.text)) {
            return None;
        }
        let name = word.range.slice(self.text);
        let meant = KEYWORDS.iter().find(|keyword| is_slip(name, keyword))?;
        Some((word.range, format!("`{name}` is no keyword: `{meant}`?")))
    }
}

const KEYWORDS: &[&str] = &[
    "function", "const", "return", "import", "export", "class", "async", "await", "throw", "delete", "typeof", "while", "switch",
    "case", "static", "extends", "let", "var", "new", "for",
];

/// One letter too many, too few, another one, or two of them swapped.
fn is_slip(word: &str, keyword: &str) -> bool {
    if word == keyword || word.len() < 3 || word.len().abs_diff(keyword.len()) > 1 || !word.is_ascii() {
        return false;
    }
    let (word, keyword) = (word.as_bytes(), keyword.as_bytes());
    let start = word.iter().zip(keyword).take_while(|(a, b)| a == b).count();
    let (left, right) = (&word[start..], &keyword[start..]);
    let same_end = |a: &[u8], b: &[u8]| a == b;
    if left.len() == right.len() {
        let swapped = left.len() >= 2 && left[0] == right[1] && left[1] == right[0] && left[2..] == right[2..];
        // Short words are too near to names.
        return swapped || word.len() > 3 && start > 0 && same_end(&left[1..], &right[1..]);
    }
    if left.len() > right.len() { same_end(&left[1..], right) } else { word.len() > 3 && same_end(left, &right[1..]) }
}

fn last_character(range: TextRange, text: &str) -> TextRange {
    let length = range.slice(text).chars().next_back().map_or(0, char::len_utf8) as u32;
    TextRange::new(range.end() - length, range.end())
}

fn closer(open: Open) -> &'static str {
    match open.kind {
        OpenKind::Parenthesis => ")",
        OpenKind::Bracket => "]",
        OpenKind::Block | OpenKind::Object | OpenKind::TemplateHole | OpenKind::JsxHole => "}",
        OpenKind::JsxTag | OpenKind::JsxClosingTag | OpenKind::JsxChildren => ">",
    }
}

/// What the parser says that it wanted, without its quotes.
fn wanted(error: &Kind) -> Option<&str> {
    match error {
        Kind::Expected(wanted, _) => Some(wanted.trim_matches(['`', '\''])),
        _ => None,
    }
}

fn shortened(mark: &str) -> String {
    let line = mark.lines().next().unwrap_or("");
    if line.len() == mark.len() && line.chars().count() <= 24 {
        return mark.to_owned();
    }
    format!("{}…", line.chars().take(20).collect::<String>())
}

/// Marks and words behind which a value has to stand.
fn is_operator(token: Token, text: &str) -> bool {
    let mark = token.range.slice(text);
    match token.kind {
        TokenKind::Punctuator => !matches!(mark, "(" | "[" | "{" | ")" | "]" | "}" | ";" | "," | "." | "?." | "@" | "..."),
        TokenKind::Keyword => matches!(mark, "in" | "instanceof" | "typeof" | "void" | "delete" | "new" | "throw" | "case" | "extends"),
        _ => false,
    }
}

fn is_value_end(token: Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Identifier
        | TokenKind::PrivateName
        | TokenKind::Number
        | TokenKind::String
        | TokenKind::Template
        | TokenKind::RegularExpression => true,
        TokenKind::Keyword => matches!(token.range.slice(text), "this" | "super" | "null" | "true" | "false"),
        TokenKind::Punctuator => matches!(token.range.slice(text), ")" | "]" | "}"),
        _ => false,
    }
}

fn starts_value(token: Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Identifier
        | TokenKind::Keyword
        | TokenKind::PrivateName
        | TokenKind::Number
        | TokenKind::String
        | TokenKind::RegularExpression => true,
        TokenKind::Template => token.range.slice(text).starts_with('`'),
        TokenKind::Punctuator => matches!(token.range.slice(text), "{" | "[" | "(" | "!" | "~" | "@"),
        _ => false,
    }
}

/// The first brace whose end stands further left than the line that opened it: an inner one took its end.
fn unclosed_by_indentation(text: &str, kind: SourceKind) -> Option<Open> {
    let lines = LineIndex::new(text, Terminators::Editor);
    let indentation = |offset: u32| {
        let start = lines.line_start(lines.line_of(offset)) as usize;
        let line = &text[start..];
        (line.len() - line.trim_start_matches([' ', '\t']).len(), start)
    };
    let mut scanner = Scanner::new(text, kind.language);
    loop {
        let open_before = scanner.brackets.open.len();
        let top = scanner.brackets.top();
        let token = scanner.next()?;
        let closes = token.kind == TokenKind::Punctuator && token.range.slice(text) == "}";
        if !closes || scanner.brackets.open.len() >= open_before {
            continue;
        }
        let top = top.filter(|open| matches!(open.kind, OpenKind::Block | OpenKind::Object))?;
        let (closing, start) = indentation(token.range.start());
        let starts_line = start + closing == token.range.start() as usize;
        let (opening, _) = indentation(top.at);
        if starts_line && closing < opening && lines.line_of(top.at) != lines.line_of(token.range.start()) {
            return Some(top);
        }
    }
}

/// Closing brackets without a partner and opening ones that were given up, for whoever shows brackets.
pub fn unmatched_brackets(text: &str, kind: SourceKind) -> Vec<TextRange> {
    let mut scanner = Scanner::new(text, kind.language);
    (&mut scanner).for_each(drop);
    let mut all: Vec<u32> = scanner.brackets.open.iter().map(|open| open.at).collect();
    for unmatched in &scanner.brackets.unmatched {
        match unmatched {
            Unmatched::Open(open) => all.push(open.at),
            Unmatched::Close { at, met: None } => all.push(*at),
            Unmatched::Close { .. } => {}
        }
    }
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|at| TextRange::new(at, at + 1)).collect()
}

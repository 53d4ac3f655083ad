//! Syntax errors in words that help someone who is writing: what is missing and where, which bracket it belongs to.
//!
//! Node's words ([`crate::wording`]) are for running programs, where people search for them. They name the token that surprised
//! the parser; an editor shows that token anyway.

use source::{LineIndex, Terminators, TextRange};
use swc_ecma_parser::error::SyntaxError as Kind;

use crate::tokens::{Brackets, Open, OpenKind, Owner, Scanner, Token, TokenKind, Unmatched};
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
        Kind::UnterminatedRegExp => {
            unclosed_token(text, kind, at, TokenKind::RegularExpression, "The regular expression")
        }
        Kind::JSXExpectedClosingTag { tag } => Some((at, format!("`</{tag}>` expected to close `<{tag}>`"))),
        Kind::JSXExpectedClosingTagForLtGt => Some((at, "`</>` expected to close `<>`".to_owned())),
        Kind::UnterminatedJSXContents => unclosed_element(text, kind, at),
        Kind::UnexpectedChar { .. } => stray_character(text, at),
        Kind::InvalidIdentInStrict(name) if *name == *"let" => Surprise::new(text, kind, at.end()).reserved_word(),
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

fn unclosed_token(
    text: &str,
    kind: SourceKind,
    at: TextRange,
    wanted: TokenKind,
    what: &str,
) -> Option<(TextRange, String)> {
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

fn stray_character(text: &str, at: TextRange) -> Option<(TextRange, String)> {
    let character = text.get(at.start() as usize..)?.chars().next()?;
    let range = TextRange::new(at.start(), at.start() + character.len_utf8() as u32);
    Some((range, format!("`{character}` is no character of JavaScript outside of strings")))
}

/// The first element that is not closed, or the innermost that is open at the end.
fn unclosed_element(text: &str, kind: SourceKind, at: TextRange) -> Option<(TextRange, String)> {
    let mut scanner = Scanner::new(text, kind.language);
    (&mut scanner).for_each(drop);
    let given_up = scanner.brackets.unmatched.iter().filter_map(|unmatched| match unmatched {
        Unmatched::Open(open) => Some(open),
        Unmatched::Close { .. } => None,
    });
    let open = given_up
        .chain(scanner.brackets.open.iter().rev())
        .find(|open| matches!(open.kind, OpenKind::JsxChildren | OpenKind::JsxTag) && open.at <= at.end())?;
    let name = open.name(text);
    let range = TextRange::new(open.at, open.name_end);
    Some(match open.kind {
        OpenKind::JsxTag => (range, format!("`<{name}` has no end: `>` or `/>` expected")),
        _ => (range, format!("`<{name}>` is not closed: `</{name}>` expected")),
    })
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
    next: Option<Token>,
    expects_operand: bool,
}

impl<'t> Surprise<'t> {
    fn new(text: &'t str, kind: SourceKind, at: u32) -> Surprise<'t> {
        let mut scanner = Scanner::new(text, kind.language);
        let (mut earlier, mut before, mut token) = (None, None, None);
        let (mut end, mut next) = (None, None);
        let mut all = Scanner::new(text, kind.language).filter(|token| !token.is_comment());
        while let Some(found) = all.next() {
            if found.range.end() > at {
                token = Some(found);
                next = all.next();
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
        Surprise { text, kind, brackets, before, earlier, token, next, expects_operand }
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
        if matches!(before_mark, "." | "?.") {
            return Some((self.before?.range, format!("A name is expected behind `{before_mark}`")));
        }
        if token.kind == TokenKind::Unknown {
            return Some((token.range, format!("`{mark}` is no character of JavaScript outside of strings")));
        }
        if let Some(found) = self.import(before_mark, mark) {
            return Some(found);
        }
        if before_mark == "function" && mark == "(" {
            return Some((self.before?.range, "A name is expected behind `function`".to_owned()));
        }
        if mark == "," && matches!(before_mark, "," | "(") {
            return Some((token.range, format!("A value is expected between `{before_mark}` and `,`")));
        }
        if self.expects_operand && self.before.is_some_and(|token| is_operator(token, text)) {
            let message = match mark {
                ")" | "]" | "}" | ";" | "," | ":" => {
                    format!("A value is expected between `{before_mark}` and `{mark}`")
                }
                _ => format!("A value is expected behind `{before_mark}`"),
            };
            return Some((self.before?.range, message));
        }
        if matches!(mark, ")" | "]" | "}") && token.kind == TokenKind::Punctuator {
            if let Some(found) = self.wrong_closer(token, mark) {
                return Some(found);
            }
        }
        if self.level().is_in_case && self.before.is_some_and(|token| is_value_end(token, text)) {
            return Some((token.range, format!("`:` expected before `{}`", shortened(mark))));
        }
        if let Some(found) = self.left_open(token, mark) {
            return Some(found);
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
                        "`,` or `)` expected before it".to_owned()
                    } else {
                        return Some((self.place(token), self.expected(open, ")", Some(mark))));
                    }
                }
                _ => match unclosed_by_indentation(text, self.kind).filter(|open| open.at < token.range.start()) {
                    Some(open) => return Some(self.never_closed(open, true)),
                    None => "`;` or a new line expected before it".to_owned(),
                },
            };
            return Some((token.range, message.replace("before it", &format!("before `{}`", shortened(mark)))));
        }
        if matches!(error, Kind::ExpectedIdent | Kind::TS1003 | Kind::Unexpected { .. } | Kind::InvalidExpr) {
            if let Some(found) = self.reserved_word() {
                return Some(found);
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
        let is_element =
            |unmatched: &Unmatched| matches!(unmatched, Unmatched::Open(open) if open.kind == OpenKind::JsxChildren);
        if self.brackets.unmatched.iter().any(is_element) {
            return unclosed_element(self.text, self.kind, before.range);
        }
        let before_mark = before.range.slice(self.text);
        if let Some((open, is_guess)) = self.unclosed() {
            if matches!(open.kind, OpenKind::JsxChildren | OpenKind::JsxTag | OpenKind::JsxClosingTag) {
                return unclosed_element(self.text, self.kind, before.range);
            }
            return Some(self.never_closed(open, is_guess));
        }
        if matches!(before_mark, "." | "?.") {
            return Some((before.range, format!("A name is expected behind `{before_mark}`")));
        }
        if self.expects_operand && is_operator(before, self.text) {
            return Some((before.range, format!("A value is expected behind `{before_mark}`")));
        }
        (self.level().conditionals > 0).then(|| (before.range, "`:` expected: `?` has two branches".to_owned()))
    }

    fn never_closed(&self, open: Open, is_guess: bool) -> (TextRange, String) {
        let bracket = TextRange::new(open.at, open.at + 1);
        let hint = if is_guess { ", as the indentation below shows" } else { "" };
        (bracket, format!("`{}` is never closed: `{}` expected{hint}", bracket.slice(self.text), closer(open)))
    }

    /// What the scanner is directly in before the token.
    fn level(&self) -> Open {
        self.brackets.top().unwrap_or(self.brackets.outside)
    }

    /// `import a form 'b'`, `import a from b`
    fn import(&self, before_mark: &str, mark: &str) -> Option<(TextRange, String)> {
        let token = self.token?;
        if self.level().pending != Owner::Import || self.before.is_none_or(|token| token.kind == TokenKind::Keyword) {
            return None;
        }
        if before_mark == "from" {
            return Some((token.range, "A module's name in quotes is expected behind `from`".to_owned()));
        }
        let may_follow = before_mark == "}" || self.before.is_some_and(|token| token.kind == TokenKind::Identifier);
        (may_follow && mark != ",").then(|| (token.range, format!("`from` expected, not `{}`", shortened(mark))))
    }

    /// A list or call that was left open on an earlier line: the token is a `;`, or starts a line that stands no further right
    /// than the one that opened it.
    fn left_open(&self, token: Token, mark: &str) -> Option<(TextRange, String)> {
        let open = self.brackets.top()?;
        if !matches!(open.kind, OpenKind::Parenthesis | OpenKind::Bracket | OpenKind::Object)
            || open.owner == Owner::For
        {
            return None;
        }
        if mark != ";" && matches!(open.owner, Owner::Import | Owner::Export) {
            return None;
        }
        let is_closer = matches!(mark, ")" | "]" | "}");
        if mark == ";" || !is_closer && self.stands_left(token.range.start(), open.at) {
            return Some((self.place(token), self.expected(open, closer(open), Some(mark))));
        }
        None
    }

    /// Whether an offset starts a later line that is indented no more than the line of another offset.
    fn stands_left(&self, offset: u32, than: u32) -> bool {
        let lines = LineIndex::new(self.text, Terminators::Editor);
        let indentation = |offset: u32| {
            let start = lines.line_start(lines.line_of(offset));
            let line = &self.text[start as usize..];
            (line.len() - line.trim_start_matches([' ', '\t']).len()) as u32
        };
        let line = lines.line_of(offset);
        line > lines.line_of(than)
            && lines.line_start(line) + indentation(offset) == offset
            && indentation(offset) <= indentation(than)
    }

    /// A word of the language where a name has to be.
    fn reserved_word(&self) -> Option<(TextRange, String)> {
        let token = self.token.filter(|token| token.kind == TokenKind::Keyword)?;
        let mark = token.range.slice(self.text);
        let before = self.before.map_or("", |token| token.range.slice(self.text));
        let declares = matches!(before, "const" | "let" | "var" | "function" | "class" | "import" | "," | "{" | "(");
        let is_value =
            matches!(mark, "function" | "class" | "this" | "new") && !matches!(before, "const" | "let" | "var");
        (declares && !is_value)
            .then(|| (token.range, format!("`{mark}` is a word of the language and can't be a name")))
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
            Some(open)
                if closer(open) != mark
                    && !matches!(open.kind, OpenKind::JsxTag | OpenKind::JsxClosingTag | OpenKind::JsxChildren) =>
            {
                let is_further_out = self.brackets.open.iter().any(|open| closer(*open) == mark);
                if is_further_out {
                    Some((self.place(token), self.expected(open, closer(open), Some(mark))))
                } else {
                    let open_mark = TextRange::new(open.at, open.at + 1).slice(self.text);
                    Some((
                        token.range,
                        format!(
                            "`{mark}` closes nothing: `{open_mark}` is open{}",
                            self.at_line(open.at, token.range.start())
                        ),
                    ))
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
        before.ends_with(|c: char| crate::tokens::is_identifier_part(c) || matches!(c, ')' | ']')) && !open.is_head()
    }

    /// `cosnt x`, `async fucntion f`, `retrun x`.
    fn misspelt_keyword(&self) -> Option<(TextRange, String)> {
        let slip = |word: Option<Token>, before: Option<Token>, behind: Option<Token>| {
            let word = word.filter(|token| token.kind == TokenKind::Identifier)?;
            let starts_statement = before.is_none_or(|token| {
                let between = TextRange::new(token.range.end(), word.range.start()).slice(self.text);
                let mark = token.range.slice(self.text);
                between.contains('\n') || matches!(mark, ";" | "{" | "}" | "export" | "async" | "=" | "(" | "default")
            });
            let behind = behind.filter(|token| starts_value(*token, self.text))?;
            if !starts_statement
                || TextRange::new(word.range.end(), behind.range.start()).slice(self.text).contains('\n')
            {
                return None;
            }
            let name = word.range.slice(self.text);
            let meant = KEYWORDS.iter().find(|keyword| is_slip(name, keyword))?;
            Some((word.range, format!("`{name}` is no keyword: `{meant}`?")))
        };
        slip(self.before, self.earlier, self.token).or_else(|| slip(self.token, self.before, self.next))
    }
}

const KEYWORDS: &[&str] = &[
    "function", "const", "return", "import", "export", "class", "async", "await", "throw", "delete", "typeof", "while",
    "switch", "case", "static", "extends", "let", "var", "new", "for",
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
        TokenKind::Punctuator => {
            !matches!(mark, "(" | "[" | "{" | ")" | "]" | "}" | ";" | "," | "." | "?." | "@" | "...")
        }
        TokenKind::Keyword => matches!(
            mark,
            "default" | "in" | "instanceof" | "typeof" | "void" | "delete" | "new" | "throw" | "case" | "extends"
        ),
        TokenKind::Identifier => matches!(mark, "of" | "await" | "yield"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Goal, Language};

    /// The text has `[[` and `]]` around the range that is expected.
    #[track_caller]
    fn check(marked: &str, message: &str) {
        let text = marked.replacen("[[", "", 1).replacen("]]", "", 1);
        let error = explain(&text, SourceKind::new(Language::Jsx, Goal::Module)).expect("an error");
        let (start, end) = (error.range.start() as usize, error.range.end() as usize);
        let shown = format!("{}[[{}]]{}", &text[..start], error.range.slice(&text), &text[end..]);
        assert_eq!((error.message.as_str(), shown.as_str()), (message, marked));
    }

    #[test]
    fn brackets_that_lack_their_partner() {
        check("foo(a, b[[;]]\nbar();", "`)` expected to close `(`, not `;`");
        check("foo(\n  a,\n  [[b]]\nbar();", "`)` expected to close `(` at line 1");
        check("foo(\n  a,\n  b[[;]]\nbar();", "`)` expected to close `(` at line 1");
        check("x = [1, 2[[;]]", "`]` expected to close `[`, not `;`");
        check("x = [\n1,\n[[2]]\nfoo()", "`]` expected to close `[` at line 1");
        check("if (a [[{]] b }", "`)` expected to close `(`, not `{`");
        check("a[[)]];", "`)` closes nothing: there is no `(` before it");
        check("a[[}]]", "`}` closes nothing: there is no `{` before it");
        check(
            "function f() {\n  if (a) [[{]]\n    b();\n}\nfunction g() {}\n",
            "`{` is never closed: `}` expected, as the indentation below shows",
        );
        check("function f() [[{]]\n  b();\n", "`{` is never closed: `}` expected");
        check("foo([1, 2[[)]];", "`]` expected to close `[`, not `)`");
        check("if [[(]]a", "`(` is never closed: `)` expected");
        check("if ([[a]]\nb()", "`)` expected to close `(` at line 1");
        check("for (const x [[y]]) {}", "`)` expected to close `(`, not `y`");
        check("function f(a, [[{]]", "`{` is never closed: `}` expected");
        check("class A { m( { } [[}]]", "`)` expected to close `(`, not `}`");
        check(
            "class A {\n  m() [[{]]\n  n() {}\n}\n",
            "`{` is never closed: `}` expected, as the indentation below shows",
        );
        check("return [[(]]", "`(` is never closed: `)` expected");
        check("a = [[[]]1,, 2", "`[` is never closed: `]` expected");
        check("foo(function () {\n  bar([[;]]\n});", "`)` expected to close `(`, not `;`");
        check("[[}]] else {", "`}` closes nothing: there is no `{` before it");
        check("const [[{]] a, b = c", "`{` is never closed: `}` expected");
        check("a => [[{]] b", "`{` is never closed: `}` expected");
        check("const f = [[(]]a, b => a", "`(` is never closed: `)` expected");
        check("console.log('a')\nconsole.log('b[[']]\nconsole.log('c')", "`)` expected to close `(` at line 2");
        check("if (a) {\n  b()\n}[[}]]\n", "`}` closes nothing: there is no `{` before it");
    }

    #[test]
    fn strings_and_elements_without_an_end() {
        check("x = [['abc]]\ny", "The string is not closed");
        check("x = [[`abc]]\nd", "The template is not closed");
        check("[[/* abc]]\n", "The comment is not closed");
        check("x = [[<div]]>", "`<div>` is not closed: `</div>` expected");
        check("x = <div>\n  [[<b]]>\n</div>", "`<b>` is not closed: `</b>` expected");
        check("x = [[<div]]", "`<div` has no end: `>` or `/>` expected");
        check("`${x[[`]]", "The template is not closed");
        check("foo([[\"abc);]]\nbar();", "The string is not closed");
        check("x = [[/abc]]\ny", "The regular expression is not closed");
    }

    #[test]
    fn values_and_names_that_are_missing() {
        check("const x [[=]];", "A value is expected between `=` and `;`");
        check("const x [[=]]", "A value is expected behind `=`");
        check("const x =\nfoo[[.]]\n}", "A name is expected behind `.`");
        check("x = a [[+]] ;", "A value is expected between `+` and `;`");
        check("foo[[.]];", "A name is expected behind `.`");
        check("foo[[.]]\n}", "A name is expected behind `.`");
        check("foo[[?.]]", "A name is expected behind `?.`");
        check("for (const x [[of]] ) {}", "A value is expected between `of` and `)`");
        check("[[function]] (a) {}", "A name is expected behind `function`");
        check("import a from [[b]]", "A module's name in quotes is expected behind `from`");
        check("export [[default]]", "A value is expected behind `default`");
        check("x => x[[.]])", "A name is expected behind `.`");
        check("`${x[[.]]}`", "A name is expected behind `.`");
        check("a ? b [[:]] ;", "A value is expected between `:` and `;`");
        check("[[new]]", "A value is expected behind `new`");
        check("foo(a, [[,]] b)", "A value is expected between `,` and `,`");
    }

    #[test]
    fn separators_and_words() {
        check("if [[a]] { b }", "`(` expected, not `a`");
        check("x = {a: 1 [[b]]: 2}", "`,` expected before `b`");
        check("x = {\n  a: 1\n  [[b]]: 2\n}", "`,` expected before `b`");
        check("foo(a [[b]])", "`,` or `)` expected before `b`");
        check("foo(a\n [[b]])", "`,` or `)` expected before `b`");
        check("[[cosnt]] x = 1;", "`cosnt` is no keyword: `const`?");
        check("let [[class]] = 1", "`class` is a word of the language and can't be a name");
        check("a [[b]]", "`;` or a new line expected before `b`");
        check("[[retrun]] x", "`retrun` is no keyword: `return`?");
        check("x = 1 [[§]] 2", "`§` is no character of JavaScript outside of strings");
        check("function f(a [[b]]) {}", "`,` or `)` expected before `b`");
        check("import { a } [[form]] 'b'", "`from` expected, not `form`");
        check("import { a [[b]] } from 'c'", "`,` expected before `b`");
        check("switch (x) { case 1 [[foo]]() }", "`:` expected before `foo`");
        check("a ? [[b]]", "`:` expected: `?` has two branches");
        check("x = y [[z]]", "`;` or a new line expected before `z`");
        check("x.y [[z]].w", "`;` or a new line expected before `z`");
        check("async [[funtion]] f() {}", "`funtion` is no keyword: `function`?");
        check("module.exports = {\n  a,\n  b\n  [[c]]\n}", "`,` expected before `c`");
        check("x = {\n  a() {\n    b\n  }\n  [[c]]() {}\n}", "`,` expected before `c`");
        check("export { a [[b]] }", "`,` expected before `b`");
    }
}

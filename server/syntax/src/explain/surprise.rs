//! A token that the parser did not expect: what is missing before it.

use source::{LineIndex, Terminators, TextRange};
use swc_ecma_parser::error::SyntaxError as Kind;

use super::{unclosed_element, unclosed_token};
use crate::SourceKind;
use crate::tokens::{Brackets, Open, OpenKind, Owner, Scanner, Token, TokenKind, Unmatched};

/// The token that the parser did not expect, and what is around it.
pub(super) struct Surprise<'t> {
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
    pub fn new(text: &'t str, kind: SourceKind, at: u32) -> Surprise<'t> {
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
            for found in scanner.by_ref() {
                if found.range.end() >= end && !found.is_comment() {
                    break;
                }
            }
            expects_operand = scanner.expects_operand();
        }
        let brackets = if end.is_some() { scanner.brackets } else { Brackets::new() };
        Surprise { text, kind, brackets, before, earlier, token, next, expects_operand }
    }

    pub fn words(&self, error: &Kind) -> Option<(TextRange, String)> {
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
        if matches!(mark, ")" | "]" | "}")
            && token.kind == TokenKind::Punctuator
            && let Some(found) = self.wrong_closer(token, mark)
        {
            return Some(found);
        }
        if self.level().is_in_case && self.before.is_some_and(|token| is_value_end(token, text)) {
            return Some((token.range, format!("`:` expected before `{}`", shortened(mark))));
        }
        if let Some(found) = self.left_open(token, mark) {
            return Some(found);
        }
        if let Some(wanted) = wanted(error)
            && matches!(wanted, ")" | "]" | "}")
            && let Some(open) = self.brackets.top().filter(|open| closer(*open) == wanted)
        {
            return Some((self.place(token), self.expected(open, wanted, Some(mark))));
        }
        if let Some(found) = self.misspelt_keyword() {
            return Some(found);
        }
        if self.before.is_some_and(|token| is_value_end(token, text)) && starts_value(token, text) {
            let message = match self.brackets.top().map(|open| open.kind) {
                Some(OpenKind::Object) if self.level().owner == Owner::Nothing && self.is_behind_key() => {
                    match token.kind {
                        TokenKind::Identifier => "`:` or `,` expected before it".to_owned(),
                        _ => "`:` expected before it".to_owned(),
                    }
                }
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
        if matches!(error, Kind::ExpectedIdent | Kind::TS1003 | Kind::Unexpected { .. } | Kind::InvalidExpr)
            && let Some(found) = self.reserved_word()
        {
            return Some(found);
        }
        let by_indentation = unclosed_by_indentation(text, self.kind).filter(|open| open.at < token.range.start());
        if let Some(open) = by_indentation {
            return Some(self.never_closed(open, true));
        }
        match wanted(error) {
            Some(wanted) if !wanted.is_empty() && wanted.len() < 12 => {
                Some((token.range, format!("`{wanted}` expected, not `{}`", shortened(mark))))
            }
            _ if self.expects_operand
                && token.kind == TokenKind::Punctuator
                && !starts_value(token, text)
                && !matches!(mark, ")" | "]" | "}") =>
            {
                let message = match before_mark {
                    "{" | "," if mark == ":" => "A name is expected before `:`".to_owned(),
                    "(" | "[" | "," | "${" => format!("A value is expected between `{before_mark}` and `{mark}`"),
                    _ => format!("A value is expected before `{mark}`"),
                };
                Some((token.range, message))
            }
            _ => None,
        }
    }

    /// Whether the token before, on the same line, is the key of an object's entry, without its `:`.
    fn is_behind_key(&self) -> bool {
        if let (Some(before), Some(token)) = (self.before, self.token)
            && TextRange::new(before.range.end(), token.range.start()).slice(self.text).contains('\n')
        {
            return false;
        }
        let is_key = |token: Token| {
            matches!(token.kind, TokenKind::Identifier | TokenKind::Keyword | TokenKind::String | TokenKind::Number)
        };
        self.before.is_some_and(is_key)
            && self.earlier.is_some_and(|token| matches!(token.range.slice(self.text), "{" | ","))
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
    pub fn reserved_word(&self) -> Option<(TextRange, String)> {
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
    // Messages put it in backquotes.
    let mark = &mark.replace('`', "'");
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

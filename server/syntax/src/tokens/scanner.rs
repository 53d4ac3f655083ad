//! One pass over the bytes of a text.

use source::TextRange;

use super::brackets::{Brackets, Open, OpenKind, Owner};
use super::words::{is_identifier_part, is_reserved};
use super::{Token, TokenKind};
use crate::Language;

/// The last token that is no comment, as far as the next one depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// The start of the text.
    Start,
    Word,
    Keyword,
    Operand,
    /// `.` or `?.`
    Dot,
    Arrow,
    /// `:` of a `case`, of `default`, of a label.
    StatementColon,
    Colon,
    /// `)`
    Close,
    /// `}` behind which a statement starts, `;`, `{` of a block.
    StatementEdge,
    Operator,
}

#[derive(Clone)]
pub(crate) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) language: Language,
    pub brackets: Brackets,
    /// An operand may come next: `/` starts a regular expression, `<` an element.
    pub(super) operand_next: bool,
    previous: Mark,
    /// The keyword that `previous` is, or "".
    pub keyword: &'t str,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str, language: Language) -> Scanner<'t> {
        let at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        Scanner {
            text,
            bytes: text.as_bytes(),
            at,
            language,
            brackets: Brackets::new(),
            operand_next: true,
            previous: Mark::Start,
            keyword: "",
        }
    }

    /// Whether a value may start where the scanner stands.
    pub fn expects_operand(&self) -> bool {
        self.operand_next
    }

    /// The whole of a token that another scanner could read only the first part of, its text being cut.
    pub fn resumed(text: &'t str, language: Language, token: Token) -> Option<Token> {
        let start = token.range.start() as usize;
        let mut scanner = Scanner { at: start, ..Scanner::new(text, language) };
        match token.kind {
            TokenKind::Template => {
                scanner.at += 1;
                Some(scanner.template(start))
            }
            TokenKind::JsxText => scanner.children(),
            TokenKind::String => {
                // A tag's string may reach over lines; where it does, it was not cut at the end of one.
                let quote = *scanner.bytes.get(start)?;
                let in_tag = token.range.slice(text).contains('\n');
                let is_terminated = scanner.string(quote, in_tag);
                Some(scanner.token(TokenKind::String, start, is_terminated))
            }
            _ => scanner.code(),
        }
    }

    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts_with(&self, mark: &str) -> bool {
        self.bytes[self.at..].starts_with(mark.as_bytes())
    }

    pub(super) fn token(&self, kind: TokenKind, start: usize, is_terminated: bool) -> Token {
        Token { range: TextRange::from(start..self.at), kind, is_terminated }
    }

    pub(super) fn skip_white_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => self.at += 1,
                0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF => match self.text[self.at..].chars().next() {
                    Some(character) if character.is_whitespace() || character == '\u{FEFF}' => {
                        self.at += character.len_utf8();
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    pub(super) fn set(&mut self, previous: Mark, operand_next: bool) {
        self.previous = previous;
        self.operand_next = operand_next;
        if previous != Mark::Keyword {
            self.keyword = "";
        }
    }

    pub(super) fn code(&mut self) -> Option<Token> {
        self.skip_white_space();
        let start = self.at;
        let first = *self.bytes.get(start)?;
        Some(match first {
            b'#' if start == 0 && self.byte(1) == b'!' => {
                self.skip_line();
                self.token(TokenKind::Shebang, start, true)
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'\\' | 0x80.. => self.word(start),
            b'#' => {
                self.at += 1;
                self.word_end();
                self.set(Mark::Operand, false);
                self.token(TokenKind::PrivateName, start, true)
            }
            b'0'..=b'9' => self.number(start),
            b'.' if self.byte(1).is_ascii_digit() => self.number(start),
            b'"' | b'\'' => {
                let is_terminated = self.string(first, false);
                let level = self.brackets.level();
                if matches!(level.pending, Owner::Import | Owner::Export) {
                    level.pending = Owner::Nothing;
                }
                self.set(Mark::Operand, false);
                self.token(TokenKind::String, start, is_terminated)
            }
            b'`' => {
                self.at += 1;
                self.template(start)
            }
            b'/' if self.byte(1) == b'/' => {
                self.skip_line();
                self.token(TokenKind::LineComment, start, true)
            }
            b'/' if self.byte(1) == b'*' => self.block_comment(start),
            b'/' if self.operand_next => self.regular_expression(start),
            b'<' if self.starts_element() => {
                self.at += 1;
                let is_closing = self.byte(0) == b'/';
                let kind = if is_closing { OpenKind::JsxClosingTag } else { OpenKind::JsxTag };
                self.brackets.push(Open::new(kind, start as u32));
                self.token(TokenKind::Punctuator, start, true)
            }
            _ => self.punctuator(start, first),
        })
    }

    pub(super) fn skip_line(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            let is_end = match byte {
                b'\n' | b'\r' => true,
                0xE2 => self.byte(1) == 0x80 && matches!(self.byte(2), 0xA8 | 0xA9),
                _ => false,
            };
            if is_end {
                break;
            }
            self.at += 1;
        }
    }

    pub(super) fn word_end(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => self.at += 1,
                // `\u0061`, `\u{61}`
                b'\\' => {
                    self.at += 1;
                    if self.byte(0) == b'u' && self.byte(1) == b'{' {
                        while self.at < self.bytes.len() && !matches!(self.byte(0), b'}' | b'\n') {
                            self.at += 1;
                        }
                        self.at = (self.at + 1).min(self.bytes.len());
                    }
                }
                0x80.. => match self.text[self.at..].chars().next() {
                    Some(character) if is_identifier_part(character) => self.at += character.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn word(&mut self, start: usize) -> Token {
        self.word_end();
        if self.at == start {
            // Some character that no name has.
            self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
            self.set(Mark::Operand, false);
            return self.token(TokenKind::Unknown, start, true);
        }
        let word = &self.text[start..self.at];
        if self.previous == Mark::Dot || !is_reserved(word) {
            let is_operator = match word {
                "await" | "yield" => self.previous != Mark::Dot && self.language_is_loose(),
                "of" => self.brackets.top().is_some_and(|open| open.owner == Owner::For) && !self.operand_next,
                _ => false,
            };
            if matches!(word, "let" | "of") && self.previous != Mark::Dot {
                self.brackets.level().wants_value = word == "let" && self.operand_next;
            }
            self.set(Mark::Word, is_operator);
            return self.token(TokenKind::Identifier, start, true);
        }
        self.begin(word);
        let is_operand = matches!(word, "this" | "super" | "null" | "true" | "false");
        // `function <T>() {}` has no element.
        self.set(if is_operand { Mark::Operand } else { Mark::Keyword }, !is_operand && word != "function");
        self.keyword = word;
        self.token(TokenKind::Keyword, start, true)
    }

    /// Notes what a keyword begins.
    fn begin(&mut self, word: &str) {
        let behind_export = self.keyword == "export";
        let level = self.brackets.level();
        match word {
            "case" => level.is_in_case = true,
            "default" if !behind_export => level.is_in_case = true,
            "const" | "var" => level.wants_value = true,
            "in" | "return" | "if" | "throw" => level.wants_value = false,
            _ => {}
        }
        level.pending = match word {
            "class" => Owner::Class,
            "function" => Owner::Function,
            "import" => Owner::Import,
            "export" => Owner::Export,
            // `class A extends B {`, `export default`
            "extends" | "this" | "null" | "new" => level.pending,
            _ => Owner::Nothing,
        };
    }

    /// `await` and `yield` are nearly always operators where they stand before something.
    fn language_is_loose(&self) -> bool {
        let rest = self.text[self.at..].trim_start_matches([' ', '\t']);
        !rest.starts_with(['=', ')', ',', ';', '.', ':', '\n', '\r'])
    }

    fn punctuator(&mut self, start: usize, first: u8) -> Token {
        match first {
            b'(' | b'[' | b'{' => {
                self.at += 1;
                self.opening(start, first);
                return self.token(TokenKind::Punctuator, start, true);
            }
            b')' | b']' | b'}' => return self.closing(start, first),
            _ => {}
        }
        const LONG: &[&str] = &[
            ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=",
            "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        ];
        const SHORT: &[u8] = b".;,<>+-*/%&|^!~?:=@";
        let long = LONG.iter().find(|mark| self.starts_with(mark));
        // `a?.5:b`
        let long = long.filter(|mark| !(**mark == "?." && self.byte(2).is_ascii_digit()));
        let mark = match long {
            Some(mark) => mark,
            None if SHORT.contains(&first) => &self.text[start..start + 1],
            None => {
                self.at += 1;
                return self.token(TokenKind::Unknown, start, true);
            }
        };
        self.at += mark.len();
        match mark {
            "." | "?." => {
                // `import.meta`
                if self.keyword == "import" {
                    self.brackets.level().pending = Owner::Nothing;
                }
                self.set(Mark::Dot, false);
            }
            "=>" => self.set(Mark::Arrow, true),
            ";" => {
                let level = self.brackets.level();
                level.conditionals = 0;
                level.is_in_case = false;
                level.wants_value = false;
                level.pending = Owner::Nothing;
                level.semicolons = level.semicolons.saturating_add(1);
                self.set(Mark::StatementEdge, true);
            }
            "++" | "--" => {
                // Postfix behind an operand: still behind it.
                let operand_next = self.operand_next;
                self.set(if operand_next { Mark::Operator } else { Mark::Operand }, operand_next);
            }
            "?" => {
                // `a?: T`, `a?)`, `a?,` mark something optional.
                let rest = self.text[self.at..].trim_start();
                if !rest.starts_with([':', ')', ',', '=']) {
                    let level = self.brackets.level();
                    level.conditionals = level.conditionals.saturating_add(1);
                }
                self.set(Mark::Operator, true);
            }
            ":" => self.colon(),
            "=" => {
                let level = self.brackets.level();
                level.wants_value = false;
                // `import a = require('b')`
                level.pending = if level.pending == Owner::Import { Owner::Nothing } else { level.pending };
                self.set(Mark::Operator, true);
            }
            "!" if !self.operand_next && self.language.is_typescript() => self.set(Mark::Operand, false),
            _ => self.set(Mark::Operator, true),
        }
        self.token(TokenKind::Punctuator, start, true)
    }

    fn colon(&mut self) {
        let is_typescript = self.language.is_typescript();
        let level = self.brackets.level();
        let mark = if level.conditionals > 0 {
            level.conditionals -= 1;
            Mark::Colon
        } else if level.is_in_case {
            level.is_in_case = false;
            Mark::StatementColon
        } else if level.kind == OpenKind::Block && level.owner != Owner::Class && !is_typescript {
            // A label.
            Mark::StatementColon
        } else {
            Mark::Colon
        };
        self.set(mark, true);
    }

    fn opening(&mut self, start: usize, first: u8) {
        let mut open = Open::new(OpenKind::Parenthesis, start as u32);
        let pending = self.brackets.level().pending;
        match first {
            b'(' => {
                open.owner = match self.keyword {
                    "if" | "while" | "with" => Owner::Condition,
                    "for" => Owner::For,
                    "switch" => Owner::Switch,
                    "catch" => Owner::Catch,
                    _ if self.previous == Mark::Word && self.is_for_await(start) => Owner::For,
                    _ if pending == Owner::Function => Owner::Function,
                    _ => Owner::Nothing,
                };
                // `import(…)`
                if matches!(pending, Owner::Function | Owner::Import) {
                    self.brackets.level().pending = Owner::Nothing;
                }
                self.set(Mark::Operator, true);
            }
            b'[' => {
                open.kind = OpenKind::Bracket;
                self.set(Mark::Operator, true);
            }
            _ => {
                open.owner = match self.keyword {
                    "try" => Owner::Try,
                    "do" => Owner::Do,
                    _ if matches!(pending, Owner::Class | Owner::Import | Owner::Export) => pending,
                    _ => Owner::Nothing,
                };
                let is_list = matches!(open.owner, Owner::Import | Owner::Export);
                let is_block = !is_list && (open.owner == Owner::Class || self.opens_block());
                open.kind = if is_block { OpenKind::Block } else { OpenKind::Object };
                if pending == Owner::Class {
                    self.brackets.level().pending = Owner::Nothing;
                }
                self.set(if is_block { Mark::StatementEdge } else { Mark::Operator }, true);
            }
        }
        self.brackets.push(open);
    }

    fn is_for_await(&self, parenthesis: usize) -> bool {
        let before = self.text[..parenthesis].trim_end();
        before.strip_suffix("await").is_some_and(|before| before.trim_end().ends_with("for"))
    }

    /// Whether a `{` here is that of a block, of a function or of a class, and not of an object.
    fn opens_block(&self) -> bool {
        match self.previous {
            Mark::Start | Mark::StatementEdge | Mark::StatementColon | Mark::Arrow | Mark::Close => true,
            Mark::Keyword => matches!(self.keyword, "else" | "do" | "try" | "finally" | "catch" | "class" | "static"),
            // A class's name, `get x() {}` has a `)`, a return type.
            Mark::Word | Mark::Operand => true,
            Mark::Dot | Mark::Colon => false,
            // `class A extends B<T> {`
            Mark::Operator => self.language.is_typescript() && self.text[..self.at - 1].trim_end().ends_with('>'),
        }
    }

    fn closing(&mut self, start: usize, first: u8) -> Token {
        self.at += 1;
        let open = self.brackets.close(first, start as u32);
        match open {
            Some(open) => match open.kind {
                OpenKind::TemplateHole => return self.template(start),
                OpenKind::Block => {
                    let level = self.brackets.level();
                    level.wants_value = false;
                    level.pending = Owner::Nothing;
                    self.set(Mark::StatementEdge, true);
                }
                OpenKind::Parenthesis if open.is_head() => self.set(Mark::Close, true),
                OpenKind::Parenthesis => self.set(Mark::Close, false),
                _ => self.set(Mark::Operand, false),
            },
            None => self.set(if first == b'}' { Mark::StatementEdge } else { Mark::Operand }, first == b'}'),
        }
        self.token(TokenKind::Punctuator, start, true)
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        match self.brackets.top() {
            Some(open) => match open.kind {
                OpenKind::JsxTag | OpenKind::JsxClosingTag => self.tag(open),
                OpenKind::JsxChildren => self.children(),
                _ => self.code(),
            },
            None => self.code(),
        }
    }
}

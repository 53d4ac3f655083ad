//! Literals and comments: what has an inside of its own.

use super::brackets::{Open, OpenKind};
use super::scanner::{Mark, Scanner};
use super::{Token, TokenKind};

impl Scanner<'_> {
    pub(super) fn number(&mut self, start: usize) -> Token {
        let radix = self.byte(0) == b'0' && matches!(self.byte(1) | 0x20, b'x' | b'o' | b'b');
        if radix {
            self.at += 2;
            self.digits(true);
        } else {
            self.digits(false);
            if self.byte(0) == b'.' {
                self.at += 1;
                self.digits(false);
            }
            if self.byte(0) | 0x20 == b'e' {
                let sign = usize::from(matches!(self.byte(1), b'+' | b'-'));
                if self.byte(1 + sign).is_ascii_digit() {
                    self.at += 1 + sign;
                    self.digits(false);
                }
            }
        }
        if self.byte(0) == b'n' {
            self.at += 1;
        }
        self.set(Mark::Operand, false);
        self.token(TokenKind::Number, start, true)
    }

    fn digits(&mut self, letters: bool) {
        while self.byte(0).is_ascii_digit() || self.byte(0) == b'_' || letters && self.byte(0).is_ascii_alphabetic() {
            self.at += 1;
        }
    }

    /// Reads over a string; whether it is closed. A tag's strings have no escapes and may hold line ends.
    pub(super) fn string(&mut self, quote: u8, in_tag: bool) -> bool {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            match *byte {
                found if found == quote => {
                    self.at += 1;
                    return true;
                }
                b'\n' | b'\r' if !in_tag => return false,
                b'\\' if !in_tag => {
                    let is_line_end = self.byte(1) == b'\r' && self.byte(2) == b'\n';
                    let length = self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
                    self.at += if is_line_end { 3 } else { 1 + length };
                }
                _ => self.at += 1,
            }
        }
        false
    }

    /// Reads a template's text up to `${` or its end.
    pub(super) fn template(&mut self, start: usize) -> Token {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'`' => {
                    self.at += 1;
                    self.set(Mark::Operand, false);
                    return self.token(TokenKind::Template, start, true);
                }
                b'$' if self.byte(1) == b'{' => {
                    self.brackets.push(Open::new(OpenKind::TemplateHole, self.at as u32 + 1));
                    self.at += 2;
                    self.set(Mark::Operator, true);
                    return self.token(TokenKind::Template, start, true);
                }
                b'\\' => self.at = (self.at + 2).min(self.bytes.len()),
                _ => self.at += 1,
            }
        }
        self.set(Mark::Operand, false);
        self.token(TokenKind::Template, start, false)
    }

    pub(super) fn block_comment(&mut self, start: usize) -> Token {
        let end = self.text[start + 2..].find("*/");
        self.at = end.map_or(self.bytes.len(), |end| start + 2 + end + 2);
        self.token(TokenKind::BlockComment, start, end.is_some())
    }

    pub(super) fn regular_expression(&mut self, start: usize) -> Token {
        self.at += 1;
        let mut in_class = false;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' | b'\r' => break,
                b'\\' if !matches!(self.byte(1), b'\n' | b'\r') => {
                    self.at += 1 + self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
                }
                b'[' => {
                    in_class = true;
                    self.at += 1;
                }
                b']' => {
                    in_class = false;
                    self.at += 1;
                }
                b'/' if !in_class => {
                    self.at += 1;
                    self.word_end();
                    self.set(Mark::Operand, false);
                    return self.token(TokenKind::RegularExpression, start, true);
                }
                _ => self.at += 1,
            }
        }
        self.set(Mark::Operand, false);
        self.token(TokenKind::RegularExpression, start, false)
    }
}

//! Elements (`<a b={c}>d</a>`): what the scanner does where JavaScript's own tokens don't count.

use super::brackets::{Open, OpenKind};
use super::scanner::{Mark, Scanner};
use super::words::is_identifier_part;
use super::{Token, TokenKind};
use crate::Language;

impl Scanner<'_> {
    /// Whether the `<` here opens a tag.
    pub(super) fn starts_element(&self) -> bool {
        if !self.operand_next || matches!(self.language, Language::TypeScript | Language::Declarations) {
            return false;
        }
        let rest = &self.text[self.at + 1..];
        let Some(first) = rest.chars().next() else { return false };
        if first == '>' {
            return true;
        }
        if !(first.is_alphabetic() || first == '_' || first == '$') {
            return false;
        }
        // `<T,>() => …` and `<T extends U>() => …`
        let name_end = rest.find(|c: char| !is_identifier_part(c)).unwrap_or(rest.len());
        let behind = rest[name_end..].trim_start();
        !(self.language.is_typescript() && (behind.starts_with(',') || behind.starts_with("extends ")))
    }

    /// In `<name …`: the name, attributes, strings, holes, the end.
    pub(super) fn tag(&mut self, open: Open) -> Option<Token> {
        self.skip_white_space();
        let start = self.at;
        let first = *self.bytes.get(start)?;
        let is_closing = open.kind == OpenKind::JsxClosingTag;
        Some(match first {
            b'>' => {
                self.at += 1;
                self.brackets.open.pop();
                if is_closing {
                    self.close_children(open);
                } else {
                    self.brackets.push(Open { kind: OpenKind::JsxChildren, ..open });
                }
                self.set(Mark::Operand, false);
                self.token(TokenKind::Punctuator, start, true)
            }
            b'/' if self.byte(1) == b'>' && !is_closing => {
                self.at += 2;
                self.brackets.open.pop();
                self.set(Mark::Operand, false);
                self.token(TokenKind::Punctuator, start, true)
            }
            b'/' if self.byte(1) == b'/' => {
                self.skip_line();
                self.token(TokenKind::LineComment, start, true)
            }
            b'/' if self.byte(1) == b'*' => self.block_comment(start),
            b'/' | b'=' | b'.' | b':' => {
                self.at += 1;
                self.set(Mark::Operator, true);
                self.token(TokenKind::Punctuator, start, true)
            }
            b'"' | b'\'' => {
                let is_terminated = self.string(first, true);
                self.set(Mark::Operand, false);
                self.token(TokenKind::String, start, is_terminated)
            }
            b'{' => {
                self.at += 1;
                self.brackets.push(Open::new(OpenKind::JsxHole, start as u32));
                self.set(Mark::Operator, true);
                self.token(TokenKind::Punctuator, start, true)
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80.. => {
                self.word_end();
                while self.byte(0) == b'-' {
                    self.at += 1;
                    self.word_end();
                }
                if self.at == start {
                    self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
                }
                self.tag_name(start)
            }
            _ => {
                // Nothing that a tag holds: it was never finished, or it was none.
                self.brackets.open.pop();
                self.set(Mark::Operand, false);
                return self.code();
            }
        })
    }

    /// Takes the children that `</name>` closes, and whatever was not closed inside them. A name that nothing has closes the
    /// innermost.
    fn close_children(&mut self, closing: Open) {
        let text = self.text;
        let name = text.get(closing.at as usize + 2..closing.name_end as usize).unwrap_or("").trim();
        let open = &self.brackets.open;
        let first = open.iter().rposition(|open| open.kind != OpenKind::JsxChildren).map_or(0, |index| index + 1);
        let matching = open[first..].iter().rposition(|open| open.name(text) == name).map(|index| first + index);
        let index = matching.unwrap_or(open.len().saturating_sub(1));
        if open.len() > first {
            self.brackets.give_up(index + 1);
            self.brackets.open.pop();
        }
    }

    fn tag_name(&mut self, start: usize) -> Token {
        let end = self.at as u32;
        let separators: &[char] = &['.', ':', '/', '<'];
        let is_name = match self.brackets.open.last_mut() {
            Some(open) => {
                let between = self.text.get(open.name_end as usize..start).unwrap_or("");
                let is_first = open.name_end == open.at + 1;
                let is_name = is_first || !between.is_empty() && between.chars().all(|c| separators.contains(&c));
                if is_name {
                    open.name_end = end;
                }
                is_name
            }
            None => false,
        };
        self.set(Mark::Operand, false);
        self.token(if is_name { TokenKind::JsxTagName } else { TokenKind::JsxAttributeName }, start, true)
    }

    /// Between tags: text, holes, tags.
    pub(super) fn children(&mut self) -> Option<Token> {
        let start = self.at;
        let first = *self.bytes.get(start)?;
        match first {
            b'{' => {
                self.at += 1;
                self.brackets.push(Open::new(OpenKind::JsxHole, start as u32));
                self.set(Mark::Operator, true);
                Some(self.token(TokenKind::Punctuator, start, true))
            }
            b'<' => {
                self.at += 1;
                let kind = if self.byte(0) == b'/' { OpenKind::JsxClosingTag } else { OpenKind::JsxTag };
                self.brackets.push(Open::new(kind, start as u32));
                Some(self.token(TokenKind::Punctuator, start, true))
            }
            _ => {
                let rest = &self.bytes[start..];
                let length = rest.iter().position(|byte| matches!(byte, b'{' | b'<')).unwrap_or(rest.len());
                self.at += length;
                Some(self.token(TokenKind::JsxText, start, true))
            }
        }
    }
}

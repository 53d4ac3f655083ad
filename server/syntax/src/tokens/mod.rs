//! The tokens of a text, without a tree: for colours, folding, typing helpers, and for everything that has to be known about a
//! text that does not parse.
//!
//! swc's lexer is driven by its parser (the parser says whether `/` starts a regular expression and `<` an element) and so ends
//! where the parser gives up. This scanner decides both from the tokens and brackets before them. It never fails, reads each
//! byte once, and holds nothing but the brackets that are open.
//!
//! Invariants: tokens are in order and don't overlap; what lies between two of them is white space; an unclosed string, comment,
//! template or regular expression is a token with [`Token::is_terminated`] false.

mod brackets;
mod elements;
mod literals;
mod scanner;
mod words;

use source::TextRange;

use crate::SourceKind;

pub(crate) use brackets::{Brackets, Open, OpenKind, Owner, Unmatched};
pub(crate) use scanner::Scanner;
pub use words::is_identifier_name;
pub(crate) use words::{is_identifier_part, is_reserved};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    Identifier,
    /// A reserved word where it is not the name of a member. `async`, `of`, `get` and the like are identifiers.
    Keyword,
    /// `#name`
    PrivateName,
    Number,
    String,
    /// A stretch of a template's text with its marks: `` `a${ ``, `` }b${ ``, `` }c` ``.
    Template,
    RegularExpression,
    Punctuator,
    LineComment,
    BlockComment,
    /// `#!…` in the first line.
    Shebang,
    /// `div`, `a:b`, `Menu`, `Menu.Item` (three tokens).
    JsxTagName,
    JsxAttributeName,
    JsxText,
    /// A character that no token starts with.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub range: TextRange,
    pub kind: TokenKind,
    /// Whether a string, template, comment or regular expression has its end.
    pub is_terminated: bool,
}

impl Token {
    pub fn is_comment(self) -> bool {
        matches!(self.kind, TokenKind::LineComment | TokenKind::BlockComment | TokenKind::Shebang)
    }

    /// `/** … */`, but not `/***/` and not a row of stars.
    pub fn is_doc_comment(self, text: &str) -> bool {
        let comment = self.range.slice(text);
        self.kind == TokenKind::BlockComment
            && comment.starts_with("/**")
            && comment.len() > 4
            && !comment.starts_with("/***")
    }

    /// Whether a cursor at `offset` is inside, so that what is typed there becomes part of it.
    pub fn holds(self, offset: u32) -> bool {
        let open_ended = !self.is_terminated || matches!(self.kind, TokenKind::LineComment | TokenKind::JsxText);
        self.range.start() < offset && (offset < self.range.end() || offset == self.range.end() && open_ended)
    }
}

/// The tokens of `text`, comments among them.
pub fn tokens(text: &str, kind: SourceKind) -> impl Iterator<Item = Token> {
    Scanner::new(text, kind.language)
}

#[cfg(test)]
mod tests;

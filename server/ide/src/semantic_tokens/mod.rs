//! What each name of a text is, for colours: a class, a parameter, a constant, something deprecated.
//!
//! - `names`: names, by what they are bound to. `words`: keywords, literals and comments, for editors that know no grammar of their own.
//!
//! Names win: a comment around the name of a parameter is two tokens with the name between them. Tokens are in the order of the text
//! and don't overlap; one may span lines.

mod names;
#[cfg(test)]
mod tests;
mod words;

use project::Snapshot;
use source::{FileId, TextRange};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SemanticToken {
    pub range: TextRange,
    pub kind: TokenKind,
    pub modifiers: Modifiers,
}

/// In the order in which the protocol's legend lists them: see [`TokenKind::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    Namespace,
    Class,
    Enum,
    Interface,
    TypeParameter,
    Type,
    Parameter,
    Variable,
    Property,
    EnumMember,
    Function,
    Method,
    Keyword,
    Comment,
    String,
    Number,
    RegularExpression,
    Operator,
}

impl TokenKind {
    /// Each at the index that it is as a number, with its word in the protocol.
    pub const ALL: [(TokenKind, &'static str); 18] = [
        (TokenKind::Namespace, "namespace"),
        (TokenKind::Class, "class"),
        (TokenKind::Enum, "enum"),
        (TokenKind::Interface, "interface"),
        (TokenKind::TypeParameter, "typeParameter"),
        (TokenKind::Type, "type"),
        (TokenKind::Parameter, "parameter"),
        (TokenKind::Variable, "variable"),
        (TokenKind::Property, "property"),
        (TokenKind::EnumMember, "enumMember"),
        (TokenKind::Function, "function"),
        (TokenKind::Method, "method"),
        (TokenKind::Keyword, "keyword"),
        (TokenKind::Comment, "comment"),
        (TokenKind::String, "string"),
        (TokenKind::Number, "number"),
        (TokenKind::RegularExpression, "regexp"),
        (TokenKind::Operator, "operator"),
    ];
}

/// A set of what can be said of a name beside its kind: bit n is the n-th of [`Modifiers::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Modifiers(pub u32);

impl Modifiers {
    pub const DECLARATION: Modifiers = Modifiers(1);
    pub const READONLY: Modifiers = Modifiers(1 << 1);
    pub const ASYNC: Modifiers = Modifiers(1 << 2);
    pub const STATIC: Modifiers = Modifiers(1 << 3);
    pub const DEPRECATED: Modifiers = Modifiers(1 << 4);
    pub const DEFAULT_LIBRARY: Modifiers = Modifiers(1 << 5);
    pub const MODIFICATION: Modifiers = Modifiers(1 << 6);

    /// Their words in the protocol.
    pub const ALL: [&'static str; 7] =
        ["declaration", "readonly", "async", "static", "deprecated", "defaultLibrary", "modification"];

    #[must_use]
    pub fn with(self, other: Modifiers) -> Modifiers {
        Modifiers(self.0 | other.0)
    }

    #[must_use]
    pub fn with_if(self, other: Modifiers, is_so: bool) -> Modifiers {
        if is_so { self.with(other) } else { self }
    }
}

/// Which tokens are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Those that touch a part of the text; of the whole text where there is none.
    pub within: Option<TextRange>,
    /// Also what a grammar tells: keywords, literals, comments.
    pub has_words: bool,
}

/// In the order of the text.
pub fn semantic_tokens(
    snapshot: &Snapshot,
    file: FileId,
    wanted: Wanted,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<SemanticToken> {
    let (Some(facts), Some(text)) = (snapshot.facts(file), snapshot.text(file)) else { return Vec::new() };
    let is_wanted = |range: TextRange| wanted.within.is_none_or(|within| within.intersect(range).is_some());
    let mut names = names::of(snapshot, file, &facts, &is_wanted, is_cancelled);
    names.retain(|token| !token.range.is_empty() && token.range.end() as usize <= text.text().len());
    // The first that was said of a place counts.
    names.sort_by_key(|token| token.range.start());
    let mut end = 0;
    names.retain(|token| {
        let is_free = token.range.start() >= end;
        if is_free {
            end = token.range.end();
        }
        is_free
    });
    if !wanted.has_words {
        return names;
    }
    words::around(&names, text.text(), facts.kind, &is_wanted)
}

//! What a grammar tells as well.

use source::TextRange;
use syntax::{SourceKind, Token, TokenKind as WordKind, tokens};

use super::{Modifiers, SemanticToken, TokenKind};

/// Identifiers that are keywords where they are no name.
const CONTEXTUAL: [&str; 30] = [
    "abstract",
    "accessor",
    "as",
    "asserts",
    "async",
    "await",
    "declare",
    "from",
    "get",
    "global",
    "implements",
    "infer",
    "interface",
    "is",
    "keyof",
    "let",
    "module",
    "namespace",
    "of",
    "out",
    "override",
    "private",
    "protected",
    "public",
    "readonly",
    "satisfies",
    "set",
    "static",
    "type",
    "using",
];

/// Types that are words of the language.
const TYPES: [&str; 10] =
    ["any", "bigint", "boolean", "never", "number", "object", "string", "symbol", "undefined", "unknown"];

/// Names with the words between and around them.
pub(super) fn around(
    names: &[SemanticToken],
    text: &str,
    kind: SourceKind,
    is_wanted: &dyn Fn(TextRange) -> bool,
) -> Vec<SemanticToken> {
    let mut all = Vec::with_capacity(names.len() * 2);
    let mut rest = names.iter().copied().peekable();
    for token in tokens(text, kind) {
        let range = token.range;
        while let Some(name) = rest.next_if(|name| name.range.end() <= range.start()) {
            all.push(name);
        }
        let said = of_token(token, text, kind).filter(|_| is_wanted(range));
        let mut from = range.start();
        let push = |all: &mut Vec<SemanticToken>, start: u32, end: u32| {
            if let Some((kind, modifiers)) = said
                && start < end
            {
                all.push(SemanticToken { range: TextRange::new(start, end), kind, modifiers });
            }
        };
        while let Some(name) = rest.next_if(|name| name.range.start() < range.end()) {
            push(&mut all, from, name.range.start());
            from = name.range.end();
            all.push(name);
        }
        push(&mut all, from, range.end());
    }
    all.extend(rest);
    all
}

fn of_token(token: Token, text: &str, kind: SourceKind) -> Option<(TokenKind, Modifiers)> {
    let word = token.range.slice(text);
    let found = match token.kind {
        WordKind::Keyword => TokenKind::Keyword,
        WordKind::Identifier if CONTEXTUAL.contains(&word) => TokenKind::Keyword,
        WordKind::Identifier if kind.language.is_typescript() && TYPES.contains(&word) => {
            return Some((TokenKind::Type, Modifiers::DEFAULT_LIBRARY));
        }
        WordKind::Number => TokenKind::Number,
        WordKind::String | WordKind::Template => TokenKind::String,
        WordKind::RegularExpression => TokenKind::RegularExpression,
        WordKind::LineComment | WordKind::BlockComment | WordKind::Shebang => TokenKind::Comment,
        WordKind::Punctuator if !"(){}[];,.:".contains(word) => TokenKind::Operator,
        _ => return None,
    };
    Some((found, Modifiers::default()))
}

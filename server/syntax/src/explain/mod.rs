//! Syntax errors in words that help someone who is writing: what is missing and where, which bracket it belongs to.
//!
//! Node's words ([`crate::wording`]) are for running programs, where people search for them. They name the token that surprised
//! the parser; an editor shows that token anyway.

mod surprise;

use source::TextRange;
use swc_ecma_parser::error::SyntaxError as Kind;

use crate::tokens::{OpenKind, Scanner, Token, TokenKind, Unmatched};
use crate::{SourceKind, SyntaxError, depth, parse, wording};
use surprise::Surprise;

/// The first error of `text` in the editor's words.
pub fn explain(text: &str, kind: SourceKind) -> Option<SyntaxError> {
    if let Some(error) = depth::refusal(text, kind.language) {
        return Some(error);
    }
    let mut parsed = parse::run(text, kind, false, parse::Words::Editor);
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
pub(crate) fn is_about_a_token(error: &Kind) -> bool {
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
mod tests;

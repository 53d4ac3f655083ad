//! JavaScript, TypeScript and JSX as syntax trees: the one door to swc's parser.
//!
//! [`parse`] never fails: it gives a tree (an empty one when nothing could be saved) and the errors, worded as Node words
//! them. All positions that leave this crate are byte offsets into the text; swc's own positions start at 1, and
//! [`range`]/[`offset`] are the only places that know it.
//!
//! For what is being written there is more than one parse:
//! - [`cursor`]: a tree of a text that someone is typing into, and what the cursor stands in.
//! - [`parse_tolerant`]: a tree for as much as possible of any text, its error in words that help ([`explain()`]).
//! - [`tokens()`]: the tokens of any text, comments among them, without a tree.
//! - [`json`]: the same for JSON.
//! - [`semantic`]: the nodes of a tree with their parents, its scopes, variables and references.
//!
//! Deep nesting can't overflow the stack: [`parse`], [`Parsed::with`] and dropping a [`Parsed`] run on a stack that grows
//! with how deeply the text can nest. Whoever walks a tree does so inside [`Parsed::with`].
//!
//! What is absent on purpose: reading files, resolving specifiers, changing text.

mod annex_b;
mod comments;
pub mod cursor;
mod depth;
mod error;
mod explain;
#[cfg(test)]
mod hostile;
pub mod json;
mod kind;
mod parse;
pub mod semantic;
mod tokens;
mod tolerant;
mod wording;

pub use comments::Comment;
pub use error::SyntaxError;
pub use explain::{explain, unmatched_brackets};
pub use kind::{Goal, Language, SourceKind};
pub use parse::{Parsed, offset, parse, parse_for_printing, parse_type, parse_with_comments, range};
pub use tokens::{Token, TokenKind, is_identifier_name, tokens};
pub use tolerant::parse_tolerant;

/// swc's tree, under one name for the whole workspace.
pub mod ast {
    pub use swc_atoms::{Atom, Wtf8Atom};
    pub use swc_common::{BytePos, EqIgnoreSpan, Span, Spanned};
    pub use swc_ecma_ast::*;
}

/// Walking the tree without changing it.
pub mod visit {
    pub use swc_ecma_visit::{Visit, VisitWith, noop_visit_type};
}

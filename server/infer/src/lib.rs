//! What an expression is, without running it: values and their flow, call sites, prototypes and CommonJS idioms, JSDoc,
//! declarations (.d.ts), the standard library.
//!
//! There is one question, [`Infer::type_of`], asked on demand and answered within a budget. A [`Type`] is a small union of
//! [`Part`]s that say where a value comes from; members are looked up in their parts. Flow is not followed: a variable is
//! everything that is ever put into it.
//!
//! - `evaluator`: the budget. `question`: what is remembered, cycles. `expression`: each kind of expression. `this_value`, `parameter`, `call`,
//!   `module`, `expando`: what their names say. `collections`: what is put into a list or a map later. `iteration`: what is inside
//!   of a value, by an index, by iterating, by `await`.
//! - `callbacks`: where a function goes, and what it is called with there. `uses`: where values of a file are used. `importers`: who
//!   imports a file, in packages too. `taken`: what functions take out of what they are given.
//! - `declared`: types as they are written. `computed`: those that are computed of others. `signature`: which overload a call
//!   means. `unify`: what type parameters stand for. `member`: members of a type. `display`: types as people read them.
//!   `project_types`: names in comments that nothing declares.
//! - `emitter`: emitters of events, and what their listeners are given.
//! - `observed`: what was seen of values when files ran.
//! - `navigation`: from a use to where it is declared.
//! - `library`: the standard library and Node's modules.
//!
//! What is absent on purpose: assignability, errors of types, narrowing.

mod call;
mod callbacks;
mod collections;
mod computed;
mod declared;
mod display;
mod emitter;
mod evaluator;
mod expando;
mod expression;
mod importers;
mod iteration;
mod kept;
mod library;
mod member;
mod module;
mod navigation;
mod observed;
mod parameter;
mod project_types;
mod question;
mod signature;
mod taken;
#[cfg(test)]
mod tests;
mod this_value;
mod types;
mod unify;
mod uses;

pub use display::{SignatureText, print_pattern};
pub use emitter::{Emitter, EventCall, EventRole, Kinship};
pub use evaluator::Infer;
pub use library::{Environment, Library, declared_in};
pub use member::{Member, MemberKind, MemberValue, UNIVERSAL};
pub use navigation::{Follow, Meaning, Origin, Place, is_imported};
pub use observed::Seen;
pub use signature::Signature;
pub use types::{Constructor, Node, Part, Type};

//! From what a person writes to what the engine runs, line and column kept.
//!
//! | function | what it makes |
//! | --- | --- |
//! | [`module`] | an ES module: a function body and a table of its imports and exports |
//! | [`common_js`] | the body of Node's CommonJS wrapper |
//! | [`probe::probe`] | a text that tells its values, to be given to the others |
//!
//! The rewrite is a list of text edits, never a printed tree, so an error, a breakpoint or a value has its true place without
//! a source map; [`Positions`] takes back what edits added to a line. Only JSX, enums, namespaces with values, decorators,
//! parameter properties and `using` are printed anew, with a map.
//!
//! What is absent on purpose: running code, reading source files, resolving specifiers.

mod cache;
mod common_js;
mod common_js_exports;
mod compile;
mod delta;
mod edits;
mod error;
mod explain;
mod format;
mod lower;
mod module;
mod names;
mod options;
mod positions;
pub mod probe;
mod prompt;
mod rewrite;
mod scan;
mod source_map;
#[cfg(test)]
mod tests;

pub use cache::Cache;
pub use common_js::{CommonJs, Helper};
pub use common_js_exports::{CommonJsExports, common_js_exports};
pub use compile::{Script, ScriptNames, common_js, module, script, strip_types, transform_types};
pub use error::TransformError;
pub use explain::{explain_common_js, explain_module, explain_script};
pub use format::Format;
pub use module::{Import, IndirectExport, Layers, Local, LocalKind, Module, Request, Wrapped};
pub use options::{Jsx, Options, TypeScriptOptions};
pub use positions::{Position, Positions, Shift};
pub use prompt::{Typed, typed};
pub use source_map::{Mapping, SourceMap};
pub use syntax::Goal as SyntaxGoal;

//! One file for each command.

pub mod completions;
pub mod daemon;
pub mod doctor;
pub mod eval;
pub mod explain;
pub mod fmt;
pub mod lint;
pub mod lsp;
pub mod node;
pub mod query;
pub mod repl;
pub mod run;

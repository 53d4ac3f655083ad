//! One file for each command.

pub mod completions;
pub mod doctor;
pub mod eval;
pub mod lsp;
pub mod node;
pub mod repl;
pub mod run;

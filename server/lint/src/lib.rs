//! What is wrong with a file, and how it is mended: rules, and the engine that runs them.
//!
//! [`lint`] parses a text once, makes the tables of `syntax::semantic` once, and gives them to each rule that is on. A rule is one
//! file in `rules/`: its documentation, its options, its code, its tests. It asks the tables for the nodes, variables and
//! references it is about; it never walks the tree by itself, and keeps nothing from one file to the next.
//!
//! A rule that panics is told of as a problem of its own, and the others go on. A text that can't be parsed has one problem, the
//! syntax error.
//!
//! [`config`] reads what a project says of its rules.
//!
//! What is absent on purpose: a disk (files are read through `source::FileSystem`), printing, changing files.

mod bindings;
mod braces;
mod calls;
pub mod config;
mod descriptors;
mod directives;
#[cfg(test)]
mod documented;
mod elements;
mod estree;
mod file;
mod flow;
mod functions;
mod globals;
mod imports;
mod later;
mod limits;
mod lines;
mod minified;
mod names;
mod options;
mod order;
mod patterns;
mod precedence;
mod promises;
mod react;
mod regex;
mod relaxed;
mod report;
mod rule;
mod rules;
mod run;
mod same;
mod selectors;
mod semicolons;
mod similar;
mod suppressions;
#[cfg(test)]
mod testing;
mod this_binding;
mod tokens;
mod traced;
mod values;
mod voids;

pub use globals::{Global, Globals};
pub use imports::{Kept, Link, Modules};
pub use later::{Later, lint_in};
pub use minified::is_minified;
pub use options::{OptionsError, RuleOptions};
pub use report::{Problem, Suggestion};
pub use rule::{Fixes, Group, Rule, Severity};
pub use rules::{RULES, rule};
pub use run::{Clock, Configured, Language, Linted, Mending, compatible, fixed, lint, lint_while};
pub use similar::nearest;

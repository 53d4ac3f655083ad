//! Modules, and what rules can only tell of them together.
//!
//! A file is looked at once. Beside the problems of its own that gives its [`Module`]: what it imports and exports. When all
//! files have been looked at, the rules about modules look at these, and at those of the installed packages that are imported.
//!
//! - `module`: one file as the others see it; `collect`, `members`: how it is made of the tree.
//! - [`Modules`]: all of them, and where specifiers lead. `exports`: what a module gives. `graph`: who imports whom; `links`: what of it
//!   is kept from one run to the next.
//! - `importer`, `manifest`: what a rule gets, for a file and for a package.json. `setting`: whether Node runs a file as it is written. `declared`: dependencies.
//! - `aliases`: what configurations of bundlers make of specifiers.
//! - `lockfile`: what was noted of packages when they were installed. `usage`: what is used of the files that are linted.
//! - `builtins`: what Node's own modules give.

mod aliases;
pub(crate) mod builtins;
mod collect;
pub(crate) mod declared;
pub(crate) mod exports;
mod graph;
pub(crate) mod importer;
mod links;
mod lockfile;
pub(crate) mod manifest;
mod members;
pub(crate) mod module;
mod modules;
mod setting;
mod usage;

pub(crate) use collect::module as collect;
pub use links::{Kept, Link};
pub use modules::Modules;
pub(crate) use modules::Target;

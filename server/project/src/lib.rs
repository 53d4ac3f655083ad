//! The project as analysis sees it: facts of each file, how files import each other, and what is installed.
//!
//! - [`facts`]: what one file says, without its syntax tree. Everything above this crate works on facts.
//! - [`Project`]: the one writer. A [`Change`] goes in, a new revision is there.
//! - [`Snapshot`]: the project at one moment, for any number of readers.
//! - [`Discovery`]: the search for the project's own files.
//! - [`PackageIndex`]: what an installed package gives; [`IndexTask`]: how one is made. [`Usage`]: how often members are used.
//!
//! Inside: `paths` (files as numbers), `kind` (how a text is parsed), `store` (contents and what is derived of them, each once),
//! `json` (facts of JSON),
//! `shape` (what others can learn of a file), `resolution` (specifiers), `packages` (dependencies), `graph` (who imports whom),
//! `observed` (what values were like when files ran), `watched` (installs that nobody tells of), `overlay` (files that were never saved), `world` (what a snapshot holds).
//!
//! What is absent on purpose: LSP, threads, and what an expression means (`infer`).

mod cancel;
mod discover;
pub mod facts;
mod graph;
mod index;
mod json;
mod kind;
mod observed;
mod overlay;
mod packages;
mod paths;
mod project;
mod resolution;
mod scan;
mod shape;
mod snapshot;
mod store;
#[cfg(test)]
mod tests;
mod watched;
mod world;

pub use cancel::CancelToken;
pub use discover::{Discovered, Discovery};
pub use index::{
    ExportKind, IndexEntry, IndexExport, IndexStep, IndexTask, Indexed, OwnExport, Package, PackageIndex, Usage, Uses,
};
pub use kind::source_kind;
pub use observed::{Observation, Observed};
pub use packages::{Dependency, DependencyKind};
pub use project::{Change, Project, ProjectOptions, Revision, Shared};
pub use resolution::Resolved;
pub use snapshot::{LastGood, Mended, Snapshot};

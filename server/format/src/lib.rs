//! Formatting by the formatter of the project, never by a style of our own.
//!
//! - `folder`: what one folder says of formatters; `choice`: which of them formats a file, and where it is installed.
//! - `worker`: a child process in which a project's prettier stays loaded; `worker.js` is its side.
//! - `program`: Biome, oxfmt and dprint, which are programs.
//! - `formatters`: a text in, a formatted text out, for whoever has one text at a time: an editor, standard input.
//! - `remembered`: what came out for a text, and all that it depends on, kept between runs.
//! - `pinned`: the prettier for projects that have no formatter, fetched once.
//!
//! Code of the project runs in child processes only.

pub mod choice;
pub mod error;
pub mod folder;
pub mod formatters;
pub mod pinned;
pub mod program;
pub mod remembered;
pub mod worker;

pub use error::FormatError;

/// What came out for a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is formatted as it is.
    Same,
    Formatted(String),
    /// The formatter's ignore files leave it out.
    Ignored,
    /// The formatter does not know such files.
    Unknown,
}

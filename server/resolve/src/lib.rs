//! From a specifier and the file that names it to a file, a builtin or an error: Node's algorithm.
//!
//! - [`resolver`]: the [`Resolver`](resolver::Resolver) and what it answers; the doors for `require` and `import`.
//! - [`require`], `import`: Node's two algorithms, `exports`: what they share, the `exports` and `imports` of packages.
//! - `lookup`: asking the file system little, and real paths remembered.
//! - [`format`](mod@format): how a found file is to be read.
//! - [`typescript`]: what is tried beyond Node for a TypeScript importer: `paths` of tsconfig.json, `.js` for `.ts`.
//! - `declarations`: where the types of what a specifier names are declared, for editors. `entry_points`: what of a package
//!   can be named.
//! - `bundlers`: what those take that Node refuses.
//! - [`builtins`]: the one list of the names of Node's modules.
//! - [`error`]: Node's errors: code, class, message and properties to the letter. `suggest`: "Did you mean …?"
//! - [`file_url`]: paths as URLs and back, with the characters that Node escapes.
//!
//! Where it differs from Node, on purpose:
//! - `"node-addons"` is not among the conditions, as with Node's `--no-addons`: Lode loads no native code, and a package
//!   that has another way then shows it.
//! - An `imports` entry that maps to a builtin works under `require` too (Node 22 documents it and throws there).
//! - "Did you mean" looks beside the importer; Node 22 looks in the working directory.
//! - A TypeScript importer finds more than Node's would, never something else than Node's would.
//!
//! What is found is remembered for the life of the resolver, as Node remembers it; that something was not found is never
//! remembered outside `node_modules`, since programs write files and then load them.

pub mod builtins;
mod bundlers;
mod declarations;
mod entry_points;
pub mod error;
mod exports;
pub mod file_url;
pub mod format;
mod import;
mod lookup;
pub mod require;
pub mod resolver;
mod suggest;
#[cfg(test)]
mod tests;
pub mod typescript;

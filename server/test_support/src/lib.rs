//! What tests share: trees from text, whole-binary cases as folders, processes that can't outlive a test, Node as judge.
//!
//! - [`tree`]: files in a temporary folder from text in which `//- /path` starts a file.
//! - [`process`]: a program run in a group of its own, captured, with an end to its time.
//! - [`case`](mod@case): a folder that is a test: `main.js`, `expected.out`, …
//! - [`expect`]: output compared with what was expected, and expectations rewritten.
//! - [`node`]: where Node 22 is, if it is.
//! - [`packages`]: the npm packages that programs under test use, installed once into the user's cache.

pub mod case;
pub mod expect;
pub mod node;
pub mod packages;
pub mod process;
pub mod tree;

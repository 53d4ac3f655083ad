//! What tests share: trees from text, whole-binary cases as folders, processes that can't outlive a test, Node as judge.
//!
//! - [`fixture`]: files in memory from such a text, with a cursor and labels: what tests of analysis are made of.
//! - [`tree`]: files in a temporary folder from text in which `//- /path` starts a file.
//! - [`process`]: a program run in a group of its own, captured, with an end to its time.
//! - [`case`](mod@case): a folder that is a test: `main.js`, `expected.out`, …
//! - [`expect`]: output compared with what was expected, and expectations rewritten.
//! - [`lsp_client`]: a language client for any server on standard input and output.
//! - [`node`]: where Node 22 is, if it is.
//! - [`packages`]: the npm packages that programs under test use, installed once into the user's cache.

pub mod case;
pub mod expect;
pub mod fixture;
pub mod lsp_client;
pub mod node;
pub mod packages;
pub mod process;
pub mod session;
pub mod tree;

//! Node's builtin modules and the web's globals, over `engine` and `event_loop`.
//!
//! What this crate decides:
//! - One folder for each builtin: JavaScript for argument checks, error codes and shapes; Rust for small functions over plain
//!   data. `builtins` is the one list of them.
//! - Builtins are loaded when they are first wanted: an empty program loads almost none.
//! - JavaScript is entered from the loop through one trampoline (`enter`), which keeps Node's order: the callback, ticks,
//!   microtasks, then the next callback.
//!
//! It never resolves specifiers or reads packages: `runtime` does, and adds its own builtins (`module`, the loaders).
#![allow(unsafe_code)]

pub mod builtin;
mod builtins;
mod enter;
pub mod error;
mod event_loop;
pub mod permission;
mod realm;

/// Declares the module of each folder in the list.
macro_rules! declare {
    ($($folder:ident),* $(,)?) => { $( pub mod $folder; )* };
}
builtins::with_folders!(declare);

pub use builtins::BUILTINS;
pub use enter::Enter;
pub use error::{NodeError, NodeResult};
pub use event_loop::{EventLoop, NodeHost, Remote};
pub use realm::{Realm, RealmOptions};

/// The version of Node whose behaviour these builtins have. Change it here only.
pub const NODE_VERSION: &str = "v22.23.3";

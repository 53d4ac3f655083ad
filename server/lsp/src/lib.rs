//! The language server: what an editor says and hears, over `ide`.
//!
//! - `framing`, `message`, `transport`, `output`: bytes to calls of tower-lsp's service and back.
//! - `server`: the protocol's methods; each sends one [`inbox::Event`] before it waits for anything.
//! - `session`: the one owner of documents and project. Reads get a `view` and run in the `pool`; `cancel` is how they end early.
//! - `requests/`, `notifications/`: one file for each message.
//! - `from_lsp`, `to_lsp`, `uris`, `documents`: the client's words and ours.
//! - `daemon`: one process for all of a user's editors.
//! - `programs`: configurations that have to be run. `live`: files whose values are shown while they are typed.
//! - `diagnostics`, `indexing`, `watcher`, `outgoing`, `trace`: what is said and seen without being asked.
//!
//! What is absent on purpose: analysis (it is `ide`'s), and running any program of the user in this process.

mod cancel;
mod capabilities;
mod client_features;
pub mod daemon;
mod diagnostics;
mod documents;
mod formatting;
mod framing;
mod from_lsp;
mod inbox;
mod indexing;
mod library;
pub mod live;
mod message;
mod notifications;
mod outgoing;
mod output;
mod parent;
mod permissions;
mod pool;
mod programs;
mod read;
mod requests;
mod server;
mod session;
mod settings;
mod to_lsp;
mod trace;
mod transport;
mod uris;
mod view;
mod watcher;

pub use session::Host;
pub use settings::{SETTINGS, Setting};
pub use transport::{Connection, Ended, serve};

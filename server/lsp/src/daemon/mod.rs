//! One warm process for all of a user's editors: what is known of packages and projects is in memory once.
//!
//! - `place`: where it is found: a socket, a lock and a log in a folder that is the user's alone.
//! - `handshake`: the first line each way: who is there, and of which build. Another build takes its place.
//! - `server`: the process: accepts, serves each client on threads of its own, leaves when nobody has come for a while.
//! - `attach`, `link`, `remembered`: the client's side: bytes to the process and back, and everything that is needed to begin anew
//!   when it dies: the editor notices nothing.
//!
//! The server proper doesn't know of this: it has a client and a [`crate::Connection`].

mod attach;
mod handshake;
mod link;
mod place;
mod remembered;
mod server;

pub use attach::attach;
pub use handshake::Status;
pub use place::Place;
pub use server::{Lint, Options, lint, run, status, stop};

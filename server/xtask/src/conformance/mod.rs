//! What others wrote to test their own, as a judge of ours.

pub(crate) mod eslint;
mod node;

pub(crate) use eslint::{Cases, eslint};
pub(crate) use node::node;

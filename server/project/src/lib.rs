//! The project as analysis sees it: facts of each file, how files import each other, and what is installed.
//!
//! - [`facts`]: what one file says, without its syntax tree. Everything above this crate works on facts.
//!
//! What is absent on purpose: LSP, threads, and what an expression means (`infer`).

pub mod facts;

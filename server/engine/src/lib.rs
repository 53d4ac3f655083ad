//! JavaScriptCore for Lode: contexts, values, functions and native objects over the C API of the system's library.
//!
//! What this crate decides:
//! - The library is opened at run time (`sys`), so that nothing is needed to build and a machine without it gets a sentence.
//! - One `Isolate` (the library's context group) for each thread, never shared; a `Context` is a realm in it.
//! - A `Scope` is a borrowed context; a `Value<'s>` can't outlive it. Values on the stack are kept alive by the collector's
//!   conservative scan; a value that goes to the heap must become a `Protected` (or a `Function`).
//! - Every JavaScript exception is an `Err(Value)`.
//!
//! Invariants: all of the project's engine `unsafe` is here; nothing here knows Node or tokio.
#![allow(unsafe_code)]

mod boxing;
mod bytes;
mod context;
mod convert;
mod data;
mod error;
mod handle;
mod isolate;
mod native;
mod peek;
mod run_loop;
mod sandbox;
mod string;
mod sys;
#[cfg(test)]
mod tests;
mod value;

pub use bytes::{Buffer, Bytes, Float64Array, MappedNumbers, OwnedBytes, SharedBytes};
pub use context::{Context, Scope};
pub use convert::{BigInt, FromValue, IntoValue, Utf16, Utf16String};
pub use data::Data;
pub use error::{EngineError, EngineVersion, ErrorKind, jit_works, probe};
pub use handle::Handle;
pub use isolate::Isolate;
pub use native::{Call, Invoke, Native, NativeEntry, NativeFunction};
pub use peek::{IteratorState, PromiseState};
pub use run_loop::RunLoop;
pub use string::utf16_of_latin1;
pub use value::{Deferred, Function, Protected, Value, ValueType};

//! What a package says about itself: package.json, its name, its version, and which package a file belongs to.
//!
//! Reading only; nothing here resolves a specifier (`resolve`) or asks a registry (`install`).
//!
//! - [`manifest`]: package.json as it is written, read tolerantly, with the fields that Node looks at already typed.
//! - [`scope`]: the package that a file belongs to ("package scope"), remembered.
//! - [`name`]: what npm accepts as a package name.
//! - [`npmrc`]: where packages come from, and who may have them.
//! - [`version`]: versions and ranges as npm compares them.

mod browsers;
pub mod manifest;
pub mod name;
pub mod npmrc;
pub mod scope;
pub mod version;

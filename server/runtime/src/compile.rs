//! What both loaders do with a file's text: read it, choose how it is compiled, and explain what the engine refuses.

use std::path::Path;

use node::{NodeError, NodeResult};
use resolve::format::Format;
use transform::{Options, detect_format};

use crate::loader::Shared;

/// Text of a module's file: UTF-8 (what is not becomes U+FFFD), without a byte order mark.
pub(crate) fn read(path: &str) -> NodeResult<String> {
    let bytes = std::fs::read(path).map_err(|error| {
        let is_directory = error.kind() == std::io::ErrorKind::IsADirectory;
        // A directory opens; reading it is what fails.
        let syscall = if is_directory { "read" } else { "open" };
        NodeError::io(&error, syscall, (!is_directory).then_some(path))
    })?;
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::CommonJs => "commonjs",
        Format::Module => "module",
        Format::Undecided => "undecided",
        Format::Json => "json",
        Format::Wasm => "wasm",
        Format::Addon => "addon",
        Format::Unknown => "unknown",
    }
}

/// How a file is compiled.
pub(crate) fn options_for(_shared: &Shared, path: &Path) -> Options {
    Options::for_path(path)
}

pub(crate) fn is_module_by_syntax(path: &Path, text: &str) -> bool {
    detect_format(path, text) == transform::Format::Module
}

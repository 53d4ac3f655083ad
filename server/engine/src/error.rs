//! What can go wrong before JavaScript runs, and how a native function says what went wrong to JavaScript.

use crate::sys;

/// The engine could not be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No library under any of the known names.
    #[error("JavaScriptCore, the engine that runs JavaScript, is not on this machine")]
    NotFound { reasons: Vec<String> },
    /// A library that lacks a function Lode needs: too old.
    #[error("`{library}` lacks `{symbol}`, so it is too old to run Lode ({reason})")]
    Symbol { library: &'static str, symbol: &'static str, reason: String },
}

impl EngineError {
    /// What to type to get past this error.
    pub fn hint(&self) -> &'static str {
        if cfg!(target_os = "macos") {
            "it is part of macOS; update the system"
        } else {
            "install it: `apt install libjavascriptcoregtk-6.0-1` (Debian, Ubuntu), `dnf install javascriptcoregtk6.0` (Fedora), `pacman -S webkitgtk-6.0` (Arch)"
        }
    }
}

/// Which of JavaScript's error constructors a native error becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorKind {
    #[default]
    Error,
    TypeError,
    RangeError,
    SyntaxError,
}

impl ErrorKind {
    /// The constructor's global name.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Error => "Error",
            ErrorKind::TypeError => "TypeError",
            ErrorKind::RangeError => "RangeError",
            ErrorKind::SyntaxError => "SyntaxError",
        }
    }
}

/// Which engine was found.
#[derive(Clone, Debug)]
pub struct EngineVersion {
    /// The library's name as the dynamic linker knows it.
    pub library: &'static str,
    /// `major.minor.micro`, where the library tells.
    pub version: Option<String>,
}

/// Opens the library and tells which one it is, without making a context.
pub fn probe() -> Result<EngineVersion, EngineError> {
    let library = sys::library()?;
    let version = match (library.jsc_major_version, library.jsc_minor_version, library.jsc_micro_version) {
        // SAFETY: plain functions without arguments.
        (Some(major), Some(minor), Some(micro)) => unsafe { Some(format!("{}.{}.{}", major(), minor(), micro())) },
        _ => None,
    };
    Ok(EngineVersion { library: library.name, version })
}

/// Whether the engine compiles to machine code on this machine: it falls back to its interpreter where executable memory is
/// forbidden.
pub fn jit_works() -> Result<bool, EngineError> {
    let library = sys::library()?;
    let isolate = crate::Isolate::new()?;
    drop(isolate.context());
    let Some(get) = library.get_boolean_option else { return Ok(true) };
    let mut on = 1;
    // SAFETY: a C string and an out pointer to a local.
    let known = unsafe { get(c"useJIT".as_ptr(), &raw mut on) };
    Ok(known == 0 || on != 0)
}

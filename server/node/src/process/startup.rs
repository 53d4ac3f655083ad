//! What the process was started with.

use std::borrow::Cow;
use std::cell::RefCell;

use engine::{Data, Function, Scope};

use crate::enter::Enter;

/// Set by the runtime before the bootstrap, read by `process`.
#[derive(Clone, Debug, Default)]
pub struct Startup {
    /// The name under which the program was started.
    pub argv0: String,
    /// Path of the running program.
    pub exec_path: String,
    /// A folder in which `node` is this program: put before the PATH of children.
    pub node_folder: Option<String>,
    /// Options for the runtime itself (`process.execArgv`).
    pub exec_arguments: Vec<String>,
    /// Node's options that JavaScript asks about, `--name` or `--name=value`.
    pub flags: Vec<String>,
    /// Lode's own version.
    pub lode_version: String,
    /// The version of the engine's library, if it tells.
    pub engine_version: Option<String>,
}

/// What the program is called with, once that is known.
pub fn set_arguments(scope: &Scope, exec_path: &str, arguments: &[String]) {
    let all: Vec<&str> = std::iter::once(exec_path).chain(arguments.iter().map(String::as_str)).collect();
    let process = scope.global().get("process");
    let _ = process.and_then(|process| process.set("argv", all));
}

/// Has the program end as by itself, with its `exit` event.
pub fn end(scope: &Scope) {
    let exit = scope.global().get("process").and_then(|process| process.get("exit"));
    if let Ok(exit) = exit {
        Function::new(exit).enter(scope, None, &[]);
    }
}

#[derive(Default)]
struct Slot(RefCell<Startup>);

impl Startup {
    pub(crate) fn install(self, scope: &Scope) {
        *scope.state::<Slot>().0.borrow_mut() = self;
    }
}

/// The folder in which `node` is this program, if there is one.
pub fn node_folder(scope: &Scope) -> Option<String> {
    scope.state::<Slot>().0.borrow().node_folder.clone()
}

pub fn startup(scope: &Scope) -> Data {
    let slot = scope.state::<Slot>();
    let startup = slot.0.borrow();
    let list = |items: &[String]| Data::Array(items.iter().map(|item| Data::String(item.clone())).collect());
    Data::Object(vec![
        (Cow::Borrowed("argv0"), startup.argv0.as_str().into()),
        (Cow::Borrowed("execPath"), startup.exec_path.as_str().into()),
        (Cow::Borrowed("execArgv"), list(&startup.exec_arguments)),
        (Cow::Borrowed("flags"), list(&startup.flags)),
        (Cow::Borrowed("version"), crate::NODE_VERSION.into()),
        (Cow::Borrowed("lodeVersion"), startup.lode_version.as_str().into()),
        (Cow::Borrowed("engineVersion"), startup.engine_version.clone().into()),
        (Cow::Borrowed("pid"), Data::Number(f64::from(std::process::id()))),
        (Cow::Borrowed("arch"), architecture().into()),
        (Cow::Borrowed("platform"), platform().into()),
    ])
}

/// Node's name of the processor's architecture.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        "powerpc64" => "ppc64",
        other => other,
    }
}

/// Node's name of the operating system.
fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }
}

/// The environment as `[name, value, name, value, …]`.
pub fn environment() -> Vec<String> {
    std::env::vars_os()
        .flat_map(|(name, value)| [name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()])
        .collect()
}

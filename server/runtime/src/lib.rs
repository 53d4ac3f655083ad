//! A worker: one thread with engine, loop, loaders and builtins. `run` is what `lode run` does.
//!
//! What this crate decides:
//! - How a file becomes a running module: resolve → read → transform where needed → compile → call.
//! - When the program has ended, and with which exit code.
//!
//! The loaders are JavaScript over small natives, as builtins are: `commonjs` and `esm`; `module` is what programs see of them.

mod commonjs;
mod compile;
mod esm;
mod loader;
mod main_module;
mod module;
mod program;
mod repl;

use std::process::ExitCode;

use engine::EngineError;
use node::builtin::Builtin;
use node::process::Startup;
use node::{Realm, RealmOptions};

pub use main_module::{Entry, InputType};

/// How a program is to be run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub entry: Entry,
    /// The program's own arguments.
    pub arguments: Vec<String>,
    /// Options of the runtime as they were given (`process.execArgv`).
    pub exec_arguments: Vec<String>,
    /// The name under which Lode was started.
    pub argv0: String,
    /// Modules to load first: `--require`.
    pub require: Vec<String>,
    /// Modules to load first: `--import`.
    pub import: Vec<String>,
    /// Conditions for `exports` and `imports` beyond Node's own: `--conditions`.
    pub conditions: Vec<String>,
    pub preserve_symlinks: bool,
    pub preserve_symlinks_main: bool,
    /// How `-e` and standard input are to be read.
    pub input_type: Option<InputType>,
    /// The most bytes that the heap may take.
    pub maximum_heap: Option<usize>,
    /// Only parse the program: `--check`.
    pub check: bool,
    /// Files of environment variables, and whether each must exist: `--env-file`.
    pub env_files: Vec<(String, bool)>,
    /// Node's options that JavaScript asks about, from the command line and NODE_OPTIONS.
    pub flags: Vec<String>,
}

/// The version of Node whose behaviour Lode has.
pub const NODE_VERSION: &str = node::NODE_VERSION;

/// Where Lode keeps what it can make again.
pub fn cache_folder() -> std::path::PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(std::path::PathBuf::from);
    variable("LODE_CACHE_DIR")
        .or_else(|| variable("XDG_CACHE_HOME").map(|folder| folder.join("lode")))
        .or_else(|| variable("HOME").map(|folder| folder.join(".cache/lode")))
        .unwrap_or_else(|| std::env::temp_dir().join("lode"))
}

/// The builtins that this crate adds to Node's.
const BUILTINS: &[&[Builtin]] =
    &[commonjs::BUILTINS, esm::BUILTINS, module::BUILTINS, main_module::BUILTINS, repl::BUILTINS];

/// Runs a program to its end on the calling thread.
///
/// # Errors
/// If the engine's library is missing or too old.
pub fn run(options: Options) -> Result<ExitCode, EngineError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(blocking_threads())
        .build()
        .expect("the operating system gives a poller");
    node::process::ignore_signals();
    let node_folder = program::node_folder();
    let exec_path = match &node_folder {
        Some(folder) => folder.join("node"),
        None => std::env::current_exe().unwrap_or_default(),
    };
    let startup = Startup {
        argv0: options.argv0.clone(),
        exec_path: exec_path.to_string_lossy().into_owned(),
        node_folder: node_folder.map(|folder| folder.to_string_lossy().into_owned()),
        exec_arguments: options.exec_arguments.clone(),
        arguments: options.arguments.clone(),
        flags: options.flags.clone(),
        lode_version: env!("CARGO_PKG_VERSION").to_owned(),
        engine_version: engine::probe()?.version,
    };
    let realm =
        Realm::new(runtime.handle(), RealmOptions { builtins: BUILTINS.to_vec(), startup, is_main_thread: true })?;
    loader::install(realm.scope(), &options);
    node::process::limit_memory(options.maximum_heap);
    let code = runtime.block_on(realm.event_loop().drive(run_program(&realm)));
    // The kernel takes everything back faster than destructors would.
    node::process::exit_now(code)
}

/// As many as libuv has, or as UV_THREADPOOL_SIZE says.
fn blocking_threads() -> usize {
    std::env::var("UV_THREADPOOL_SIZE")
        .ok()
        .and_then(|size| size.parse().ok())
        .map_or(4, |size: usize| size.clamp(1, 1024))
}

async fn run_program(realm: &Realm) -> i32 {
    let scope = realm.scope();
    let program = match realm.require("internal/main") {
        Ok(program) => program,
        Err(error) => {
            // The program's own code has not started: this is ours.
            panic!("the main module failed: {}\n{}", error.to_text_lossy(), stack(error));
        }
    };
    let part = |name: &str| program.get(name).unwrap_or_else(|_| scope.undefined());
    realm.enter(part("start"), &[]);
    loop {
        realm.run_event_loop().await;
        realm.enter(part("beforeExit"), &[]);
        if !realm.event_loop().is_alive() {
            break;
        }
    }
    let code = realm.enter(part("exit"), &[]).map_or(1.0, engine::Value::to_number);
    code as i32
}

fn stack(error: engine::Value<'_>) -> String {
    error.get("stack").map(engine::Value::to_text_lossy).unwrap_or_default()
}

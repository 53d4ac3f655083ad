//! A worker: one thread with engine, loop, loaders and builtins. `run` is what `lode run` does.
//!
//! What this crate decides:
//! - How a file becomes a running module: resolve → read → transform where needed → compile → call.
//! - When the program has ended, and with which exit code.
//!
//! The loaders are JavaScript over small natives, as builtins are: `commonjs` and `esm`; `module` is what programs see of them.

mod commonjs;
mod compile;
mod edited;
mod esm;
mod loader;
mod main_module;
mod module;
mod observer;
mod program;
mod repl;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use engine::EngineError;
use node::builtin::Builtin;
use node::process::Startup;
use node::{Realm, RealmOptions};

use loader::Loader;
pub use main_module::{Entry, InputType};
pub use observer::Observer;
pub use program::node_folder;

/// What is to be run.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub entry: Entry,
    /// The program's own arguments.
    pub arguments: Vec<String>,
}

/// How programs are run.
#[derive(Clone, Debug, Default)]
pub struct Options {
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
    /// Who watches it.
    pub observer: Option<Arc<dyn Observer>>,
    /// Where compiled texts are kept; `None`: with the user's.
    pub cache: Option<PathBuf>,
}

/// How often an observer hears that the program is not busy.
const BEAT: Duration = Duration::from_millis(10);

/// The version of Node whose behaviour Lode has.
pub const NODE_VERSION: &str = node::NODE_VERSION;

/// Where Lode keeps what it can make again.
pub fn cache_folder() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
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
pub fn run(options: Options, program: Program) -> Result<ExitCode, EngineError> {
    Prepared::new(options)?.run(program)
}

/// A world that is up and has not run anything.
pub struct Prepared {
    runtime: tokio::runtime::Runtime,
    realm: Realm,
    exec_path: String,
}

impl Prepared {
    /// Everything that is up to the options.
    ///
    /// # Errors
    /// If the engine's library is missing or too old.
    pub fn new(options: Options) -> Result<Prepared, EngineError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(blocking_threads())
            .build()
            .expect("the operating system gives a poller");
        node::process::ignore_signals();
        let node_folder = program::node_folder(&options.cache_folder());
        let exec_path = match &node_folder {
            Some(folder) => folder.join("node"),
            None => std::env::current_exe().unwrap_or_default(),
        };
        let exec_path = exec_path.to_string_lossy().into_owned();
        let startup = Startup {
            argv0: options.argv0.clone(),
            exec_path: exec_path.clone(),
            node_folder: node_folder.map(|folder| folder.to_string_lossy().into_owned()),
            exec_arguments: options.exec_arguments.clone(),
            flags: options.flags.clone(),
            lode_version: env!("CARGO_PKG_VERSION").to_owned(),
            engine_version: engine::probe()?.version,
        };
        let observed = options.observer.as_ref().map(|observer| observer.builtins());
        let builtins = BUILTINS.iter().copied().chain(observed).collect();
        let realm = Realm::new(runtime.handle(), RealmOptions { builtins, startup, is_main_thread: true })?;
        node::process::limit_memory(options.maximum_heap);
        loader::install(realm.scope(), options);
        Ok(Prepared { runtime, realm, exec_path })
    }

    /// Loads builtins that most programs ask for, so that they are there when one does.
    pub fn load<'b>(&self, builtins: impl IntoIterator<Item = &'b str>) {
        for id in builtins {
            // Whoever needs it will be told.
            let _ = self.realm.require(id);
        }
    }

    /// Has the engine read what a file would run, so that it knows the text when the file is loaded. A text that is not well-formed may run
    /// in part: this is for a world in which it may do no harm.
    pub fn read(&self, path: &Path) {
        commonjs::read_ahead(self.realm.scope(), path);
    }

    /// Runs a program to its end.
    pub fn run(self, program: Program) -> ! {
        let Prepared { runtime, realm, exec_path } = self;
        node::process::set_arguments(realm.scope(), &exec_path, &program.arguments);
        let loader = realm.scope().state::<Loader>();
        if let Some(observer) = &loader.shared().options.observer {
            observe(&runtime, &realm, observer);
        }
        loader.begin(program.entry);
        let code = runtime.block_on(realm.event_loop().drive(run_program(&realm)));
        // The kernel takes everything back faster than destructors would.
        node::process::exit_now(code)
    }
}

impl Options {
    fn cache_folder(&self) -> PathBuf {
        self.cache.clone().unwrap_or_else(cache_folder)
    }
}

fn observe(runtime: &tokio::runtime::Runtime, realm: &Realm, observer: &Arc<dyn Observer>) {
    observer.clone().install(realm.scope());
    for builtin in observer.builtins().iter().take(1) {
        if let Err(error) = realm.require(builtin.id) {
            panic!("the observer failed: {}\n{}", error.to_text_lossy(), stack(error));
        }
    }
    let hearing = observer.clone();
    realm.hear_builtins(move |id| hearing.loads(id));
    let asked = observer.clone();
    realm.scope().set_time_limit(observer.patience(), move || (!asked.is_over()).then(|| asked.patience()));
    let remote = realm.event_loop().remote();
    let observer = observer.clone();
    // Runs on the program's own thread, so it is silent while that is busy, and holds no program alive.
    runtime.spawn(async move {
        let mut interval = tokio::time::interval(BEAT);
        interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            interval.tick().await;
            observer.beat();
            if observer.is_over() {
                remote.enqueue(node::process::end);
            }
        }
    });
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

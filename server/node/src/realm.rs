//! A realm with Node's builtins: the heap, the global object, the loop, and the bootstrap that ties them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use engine::{EngineError, Function, Isolate, Scope, Value};

use crate::builtin::{Builtin, BuiltinSource, builtin_source, camel_case};
use crate::builtins::BUILTINS;
use crate::enter::{Enter, Entrance, settle};
use crate::event_loop::{EventLoop, NodeHost};
use crate::native;
use crate::process::Startup;

/// What a realm is made with.
#[derive(Default)]
pub struct RealmOptions {
    /// Builtins beside those of this crate: the loaders.
    pub builtins: Vec<&'static [Builtin]>,
    /// What `process` tells of the start.
    pub startup: Startup,
    /// False in a worker thread.
    pub is_main_thread: bool,
}

/// A thread's JavaScript world.
pub struct Realm {
    host: NodeHost,
    event_loop: EventLoop,
}

/// The builtins of the thread's realm by id.
#[derive(Default)]
struct Table(RefCell<HashMap<&'static str, &'static Builtin>>);

/// Who hears which builtins are loaded.
#[derive(Default)]
struct Hearer(OnceCell<Box<dyn Fn(&'static str)>>);

const BOOTSTRAP: BuiltinSource = builtin_source!("internal/bootstrap.js");

impl Realm {
    /// Opens the engine and makes the world of this thread.
    ///
    /// # Errors
    /// If the engine's library is missing or too old.
    ///
    /// # Panics
    /// If the bootstrap throws, which is a fault of Lode.
    pub fn new(runtime: &tokio::runtime::Handle, options: RealmOptions) -> Result<Realm, EngineError> {
        let isolate = Rc::new(Isolate::new()?);
        let context = isolate.context();
        let scope = context.scope();
        {
            let table = scope.state::<Table>();
            let mut table = table.0.borrow_mut();
            for builtin in BUILTINS.iter().copied().chain(options.builtins).flatten() {
                table.insert(builtin.id, builtin);
            }
        }
        let event_loop = EventLoop::install(scope, event_loop::EventLoop::new(runtime.clone()));
        options.startup.install(scope);
        if let Err(error) = bootstrap(scope, options.is_main_thread) {
            let stack = error.get("stack").map(Value::to_text_lossy).unwrap_or_default();
            panic!("the bootstrap failed: {}\n{stack}", error.to_text_lossy());
        }
        Ok(Realm { host: NodeHost { context, isolate }, event_loop })
    }

    pub fn scope(&self) -> &Scope {
        self.host.scope()
    }

    pub fn event_loop(&self) -> &EventLoop {
        &self.event_loop
    }

    pub fn isolate(&self) -> &Isolate {
        &self.host.isolate
    }

    /// From now on `hear` is told each builtin that is loaded, by its id. There can be only one who hears.
    pub fn hear_builtins(&self, hear: impl Fn(&'static str) + 'static) {
        let _ = self.scope().state::<Hearer>().0.set(Box::new(hear));
    }

    /// An internal builtin's exports.
    ///
    /// # Errors
    /// What loading it throws.
    pub fn require<'s>(&'s self, id: &str) -> Result<Value<'s>, Value<'s>> {
        let scope = self.scope();
        let require = scope.state::<Bootstrapped>().require.borrow().clone();
        let require = require.expect("set by the bootstrap");
        let id = engine::IntoValue::into_value(id, scope);
        require.call(scope, None, &[id])
    }

    /// Turns the loop until nothing keeps it alive.
    pub async fn run_event_loop(&self) {
        self.event_loop.run(&self.host).await;
    }

    /// Enters JavaScript through the trampoline.
    pub fn enter<'s>(&'s self, function: Value<'s>, arguments: &[Value<'s>]) -> Option<Value<'s>> {
        Function::new(function).enter(self.scope(), None, arguments)
    }
}

/// What the bootstrap hands to Rust.
#[derive(Default)]
struct Bootstrapped {
    require: RefCell<Option<Function>>,
}

fn bootstrap(scope: &Scope, is_main_thread: bool) -> Result<(), Value<'_>> {
    let lode = scope.object();
    for entry in [
        native!(run_builtin),
        native!(native),
        native!(set_entrance),
        native!(drain_microtasks),
        native!(collect_garbage),
        native!(builtin_ids),
    ] {
        if entry.name() != "drain_microtasks" || scope.can_drain_microtasks() {
            lode.set(&camel_case(entry.name()), scope.function(&entry))?;
        }
    }
    lode.set("tickInfo", scope.state::<Entrance>().ticks.share())?;
    lode.set("isMainThread", is_main_thread)?;
    let this = scope.object();
    this.set("process", scope.object())?;
    this.set("lode", lode)?;
    BOOTSTRAP.run(scope, "internal/bootstrap", this)?;
    let require = Function::new(lode.get("require")?);
    *scope.state::<Bootstrapped>().require.borrow_mut() = Some(require);
    settle(scope);
    crate::perf_hooks::native::note_bootstrap_complete(scope);
    Ok(())
}

/// Runs the text of a builtin, whose variables (`exports`, `require`, …) are the properties of `this`.
fn run_builtin<'s>(scope: &'s Scope, id: String, this: Value<'s>) -> Result<Value<'s>, Value<'s>> {
    let table = scope.state::<Table>();
    let builtin = table.0.borrow().get(id.as_str()).copied();
    if let (Some(builtin), Some(hear)) = (builtin, scope.state::<Hearer>().0.get()) {
        hear(builtin.id);
    }
    match builtin {
        Some(builtin) => builtin.source.run(scope, builtin.id, this),
        // A file that was just added: debug builds don't ask for a build.
        None if cfg!(debug_assertions) && id.starts_with("internal/") => {
            let path = format!("{}/src/{id}.js", env!("CARGO_MANIFEST_DIR"));
            BuiltinSource { path: Box::leak(path.into_boxed_str()), wrapped: "" }.run(scope, &id, this)
        }
        None => Err(scope.error(engine::ErrorKind::Error, &format!("no builtin module `{id}`"))),
    }
}

fn native<'s>(scope: &'s Scope, id: String) -> Result<Value<'s>, Value<'s>> {
    let table = scope.state::<Table>();
    let builtin = table.0.borrow().get(id.as_str()).copied();
    match builtin {
        Some(builtin) => builtin.native_object(scope),
        None => Err(scope.error(engine::ErrorKind::Error, &format!("no builtin module `{id}`"))),
    }
}

fn set_entrance(scope: &Scope, enter: Function, process_ticks: Function, bind_callback: Function) {
    let entrance = scope.state::<Entrance>();
    let _ = entrance.bind_callback.set(bind_callback);
    let _ = entrance.enter.set(enter);
    let _ = entrance.process_ticks.set(process_ticks);
}

fn drain_microtasks(scope: &Scope) {
    scope.drain_microtasks();
}

fn collect_garbage(scope: &Scope) {
    scope.collect_garbage();
}

/// The ids that programs may require, sorted.
fn builtin_ids(scope: &Scope) -> Vec<&'static str> {
    let table = scope.state::<Table>();
    let mut ids: Vec<&'static str> =
        table.0.borrow().keys().copied().filter(|id| !id.starts_with("internal/") && *id != "globals").collect();
    ids.sort_unstable();
    ids
}

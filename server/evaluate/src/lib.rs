//! Inline evaluation, the worker's side: a program runs with probes, and what they see goes out over a socket.
//!
//! - `host`: the socket. `sandbox`: what holds a worker that runs what nobody asked for. `watcher`: what the runtime asks: which texts are
//!   probed, where values go. `probes.js`: the globals that probed texts call, and what else is seen of a program (its logs, its end).
//!   `preview.js`: a value, cut to what can be shown, without running the program's code.
//!
//! The host gives a worker its end of a socket as standard input, and with the first line a file of numbers (see `values`). A worker may
//! wait long for what it is to run: by then it is in its sandbox, and engine and builtins are up.
//!
//! What is absent on purpose: starting and stopping workers, showing values.

mod host;
pub mod sandbox;
mod watcher;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::Context;
use node::permission::Policy;
use runtime::{Entry, Options, Prepared, Program};
use values::{Enforced, Event, Refused, Run, Sandbox};

use host::Host;
use sandbox::{Layers, Paths};
use watcher::Watcher;

/// What nearly all programs load, and the probes with them.
const USUAL: [&str; 10] = [
    "internal/commonjs/loader",
    "internal/evaluate/preview",
    "internal/stack_frames",
    "path",
    "fs",
    "events",
    "util",
    "console",
    "timers",
    "internal/errors",
];

/// Waits for what the host wants to be run, and runs it to its end. `folder`: a place of its own for what it writes in passing.
///
/// # Errors
/// If the host makes no sense, or the engine is missing.
pub fn run(folder: &Path, argv0: String) -> anyhow::Result<ExitCode> {
    node::process::close_inherited();
    // Whoever asked is to find nothing left when it is gone.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    let (mut host, birth, counts) = Host::take()?;
    let cache = birth.sandbox.as_ref().map(cache_of);
    let held = birth.sandbox.as_ref().map(|sandbox| hold(sandbox, folder, cache.as_deref()));
    // The first thread.
    host.end_with_it()?;
    let watcher = Arc::new(Watcher::new(host.stream.try_clone()?, counts));
    let enforced = held.map(|(paths, enforced)| {
        watcher.tell(&Event::Ready {
            folders: paths.parts.split.iter().map(|(path, time)| (path.clone(), time.and_then(number))).collect(),
        });
        node::permission::hold(policy(birth.sandbox.as_ref(), paths, watcher.clone()));
        enforced
    });
    let options = Options { argv0, observer: Some(watcher.clone()), cache, ..Options::default() };
    let prepared = Prepared::new(options)?;
    prepared.load(USUAL);
    prepared.load(birth.likely.builtins.iter().map(String::as_str));
    if birth.sandbox.is_some() {
        read_ahead(&prepared, &birth.likely.files, &host);
    }
    let Some(run) = host.hear::<Run>()? else { return Ok(ExitCode::SUCCESS) };
    std::env::set_current_dir(&run.folder)
        .with_context(|| format!("`{}` can't be the working directory", run.folder.display()))?;
    let entry = run.file.to_string_lossy().into_owned();
    let arguments = std::iter::once(entry.clone()).chain(run.arguments.iter().cloned()).collect();
    watcher.begin(run);
    watcher.tell(&Event::Started { enforced });
    prepared.run(Program { entry: Entry::File(entry), arguments })
}

/// What packages' files become is parsed before it is wanted. In a sandbox alone: a text that ends the function which it is put into
/// would run.
fn read_ahead(prepared: &Prepared, files: &[PathBuf], host: &Host) {
    for path in files {
        let is_plain = path.extension().is_none_or(|extension| extension == "js" || extension == "cjs");
        if is_plain && path.components().any(|part| part.as_os_str() == "node_modules") {
            prepared.read(path);
        }
        // There is something to run.
        if host.has_said_more() {
            return;
        }
    }
}

/// Compiled texts of programs in a sandbox are kept for that sandbox alone: what one of them could put there, only its like would run.
fn cache_of(sandbox: &Sandbox) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    sandbox.hash(&mut hasher);
    runtime::cache_folder().join("sandbox").join(format!("{:016x}", hasher.finish()))
}

fn hold(sandbox: &Sandbox, folder: &Path, cache: Option<&Path>) -> (Paths, Enforced) {
    if let Some(cache) = cache {
        // Without it nothing is kept.
        let _ = std::fs::create_dir_all(cache);
    }
    sandbox::enter(sandbox, folder, cache, Layers { files: true, calls: true })
}

/// What the builtins hold the program to.
fn policy(sandbox: Option<&Sandbox>, paths: Paths, watcher: Arc<Watcher>) -> Policy {
    let report = move |permission: &str, what: &str| {
        let refused = Refused { permission: permission.to_owned(), what: what.to_owned() };
        watcher.tell(&Event::Refused { refused });
    };
    Policy {
        net: sandbox.is_some_and(|sandbox| sandbox.permissions.net),
        run: sandbox.is_some_and(|sandbox| sandbox.permissions.run),
        readable: paths.readable,
        writable: paths.writable,
        named: paths.named,
        is_secret: sandbox::secrets::is_secret,
        report: Box::new(report),
    }
}

/// As it goes over the socket.
fn number(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

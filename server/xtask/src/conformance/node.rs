//! Node's own tests, run from a tree that was fetched by hand: they are not ours to keep. Only those count that Node 22 passes
//! and that don't ask for V8's or Node's internals. The shares go to tests/conformance/node.json, and from there into the page.

use crate::workspace::{lode, root};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use test_support::node::node as node_22;
use test_support::process::{self, End};

/// The modules, and the beginnings of the names of their test files after `test-`.
const MODULES: &[(&str, &[&str])] = &[
    ("assert", &["assert"]),
    ("async_hooks", &["async-hooks", "async-local-storage", "async-wrap"]),
    ("buffer", &["buffer", "blob", "btoa-atob"]),
    ("child_process", &["child-process", "stdin-from-file", "stdout-close"]),
    ("console", &["console"]),
    ("crypto", &["crypto", "webcrypto"]),
    ("diagnostics_channel", &["diagnostics-channel"]),
    ("dns", &["dns"]),
    ("events", &["event-emitter", "events", "eventtarget", "aborted-util", "abortcontroller"]),
    ("fs", &["fs"]),
    (
        "globals",
        &["global", "structuredClone", "queue-microtask", "microtask-queue", "domexception", "unhandled-exception"],
    ),
    ("http", &["http-"]),
    ("module", &["module", "require", "common"]),
    ("net", &["net-"]),
    ("node:test", &["runner-"]),
    ("os", &["os"]),
    ("path", &["path"]),
    ("perf_hooks", &["perf-hooks", "performance"]),
    ("process", &["process"]),
    ("punycode", &["punycode"]),
    ("querystring", &["querystring"]),
    ("readline", &["readline"]),
    ("stream", &["stream", "streams"]),
    ("stream/web", &["webstream", "whatwg-readable", "whatwg-webstreams"]),
    ("string_decoder", &["string-decoder"]),
    ("timers", &["timers", "next-tick", "set-"]),
    ("tty", &["tty"]),
    ("url", &["url", "whatwg-url"]),
    ("util", &["util"]),
    ("v8", &["v8-"]),
    ("vm", &["vm-"]),
    (
        "worker_threads",
        &["worker", "messagechannel", "message-channel", "messageport", "messageevent", "broadcastchannel"],
    ),
    ("zlib", &["zlib"]),
];

/// What asks for the inside of V8 or Node.
const INTERNAL: &[&str] = &[
    "--expose-internals",
    "--expose_internals",
    "internalBinding",
    "--allow-natives",
    "--expose-gc",
    "--expose_gc",
    "--inspect",
];

const LIMIT: Duration = Duration::from_secs(20);

pub(crate) fn node(tree: &Path, program: Option<&Path>, modules: &[String]) -> Result<()> {
    let judge = node_22().context("Node 22 is needed to say which of its tests count: make setup")?;
    let program = match program {
        Some(path) => path.to_owned(),
        None => lode()?,
    };
    let tree = fs::canonicalize(tree).with_context(|| tree.display().to_string())?;
    let parallel = tree.join("parallel");
    if !parallel.is_dir() {
        bail!("{} holds no folder `parallel`", tree.display());
    }
    let kept = root().join("tests/conformance/node.json");
    let mut shares: Map<String, Value> =
        fs::read(&kept).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    for (module, beginnings) in MODULES {
        if !modules.is_empty() && !modules.iter().any(|wanted| wanted == module) {
            continue;
        }
        let files = tests_of(&parallel, beginnings)?;
        let results = run_all(&files, judge, &program);
        let failed: Vec<&String> = results.iter().filter(|(_, passed)| !**passed).map(|(name, _)| name).collect();
        println!("{module}: {} of {} pass", results.len() - failed.len(), results.len());
        let passed = results.len() - failed.len();
        shares.insert((*module).to_owned(), json!({ "passed": passed, "failed": failed.len(), "failing": failed }));
    }
    shares.sort_keys();
    fs::create_dir_all(kept.parent().unwrap_or(root()))?;
    fs::write(&kept, serde_json::to_string_pretty(&shares)? + "\n")?;
    Ok(())
}

fn tests_of(parallel: &Path, beginnings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(parallel)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ours = beginnings.iter().any(|beginning| name.starts_with(&format!("test-{beginning}")));
        if ours && (name.ends_with(".js") || name.ends_with(".mjs")) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if !INTERNAL.iter().any(|word| text.contains(word)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether each test passes on Lode; those that Node 22 fails are left out.
fn run_all(files: &[PathBuf], judge: &Path, lode: &Path) -> BTreeMap<String, bool> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for worker in 0..workers {
            let (next, results) = (&next, &results);
            scope.spawn(move || {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if !passes(judge, &[], file, worker) {
                        continue;
                    }
                    let passed = passes(lode, &["run"], file, worker);
                    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    results.lock().unwrap_or_else(|lock| lock.into_inner()).insert(name, passed);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(|lock| lock.into_inner())
}

fn passes(program: &Path, first: &[&str], file: &Path, worker: usize) -> bool {
    let text = fs::read_to_string(file).unwrap_or_default();
    let flags = text.lines().find_map(|line| line.strip_prefix("// Flags: ")).unwrap_or_default();
    let mut command = Command::new(program);
    process::same_everywhere(&mut command);
    // Each worker has a temporary folder of its own, as Node's own runner gives.
    command.env("TEST_THREAD_ID", worker.to_string()).env("NODE_TEST_DIR", std::env::temp_dir());
    command.args(first).args(flags.split_whitespace()).arg(file).current_dir(file.parent().unwrap_or(root()));
    process::run(&mut command, b"", LIMIT).is_ok_and(|output| output.end == End::Code(0))
}

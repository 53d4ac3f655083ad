//! What the runtime asks of a watched program.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use engine::{MappedNumbers, Scope};
use node::builtin::{Builtin, builtin_source, native};
use runtime::Observer;
use transform::{Shift, SyntaxGoal};
use values::{Counts, Event, Run};

#[derive(Debug)]
pub(crate) struct Watcher {
    /// Set when it is known what is to be run.
    running: OnceLock<Running>,
    host: Mutex<UnixStream>,
    counts: File,
    beats: AtomicU64,
    /// What time of the processor the program's thread had had at the last of them, in nanoseconds.
    beaten: AtomicU64,
    /// The number of the next probe.
    next: AtomicU32,
}

/// What is run.
#[derive(Debug)]
struct Running {
    probed: BTreeSet<PathBuf>,
    texts: BTreeMap<PathBuf, String>,
    /// An expression of a file that is to tell its value.
    asked: Option<(PathBuf, (u32, u32))>,
}

/// A busy program is asked this often whether it is over, in time of the processor: near its limit, and far from it.
const OFTEN: Duration = Duration::from_millis(4);
const SELDOM: Duration = Duration::from_millis(250);

/// The watcher of a thread's realm, for natives.
#[derive(Default)]
struct Installed(OnceCell<Arc<Watcher>>);

const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "internal/evaluate/probes",
        source: builtin_source!("probes.js"),
        natives: &[native!(tell), native!(numbers), native!(room), native!(mark)],
    },
    Builtin { id: "internal/evaluate/preview", source: builtin_source!("preview.js"), natives: &[] },
    Builtin { id: "internal/evaluate/shape", source: builtin_source!("shape.js"), natives: &[] },
];

impl Watcher {
    pub fn new(host: UnixStream, counts: File) -> Watcher {
        Watcher {
            running: OnceLock::new(),
            host: Mutex::new(host),
            counts,
            beats: AtomicU64::new(0),
            beaten: AtomicU64::new(0),
            next: AtomicU32::new(0),
        }
    }

    /// What is about to be run; there is no second one.
    pub fn begin(&self, run: Run) {
        let asked = run.asked.map(|asked| (run.file, asked));
        let (probed, texts) = (run.probed.into_iter().collect(), run.texts.into_iter().collect());
        let running = Running { probed, texts, asked };
        let _ = self.running.set(running);
        self.beaten.store(processor_time(), Ordering::Relaxed);
    }

    pub fn tell(&self, event: &Event) {
        self.send(&serde_json::to_string(event).unwrap_or_default());
    }

    /// One that the host has written.
    fn number(&self, offset: u64) -> f64 {
        let mut bytes = [0; size_of::<f64>()];
        self.counts.read_exact_at(&mut bytes, offset).map_or(0.0, |()| f64::from_ne_bytes(bytes))
    }

    /// The host may be gone; then this process is about to end as well.
    fn send(&self, line: &str) {
        let mut host = self.host.lock().unwrap_or_else(|lock| lock.into_inner());
        let _ = host.write_all(line.as_bytes()).and_then(|()| host.write_all(b"\n"));
    }
}

impl Observer for Watcher {
    fn builtins(&self) -> &'static [Builtin] {
        BUILTINS
    }

    fn install(self: Arc<Self>, scope: &Scope) {
        let _ = scope.state::<Installed>().0.set(self);
    }

    fn loads(&self, builtin: &'static str) {
        self.tell(&Event::LoadedBuiltin { id: builtin.to_owned() });
    }

    fn text(&self, path: &Path) -> Option<String> {
        self.running.get()?.texts.get(path).cloned()
    }

    fn probe(&self, path: &Path, text: &str, goal: SyntaxGoal) -> Option<(String, Vec<Shift>)> {
        if !self.running.get()?.probed.contains(path) {
            self.tell(&Event::Loaded { file: path.to_owned() });
            return None;
        }
        let first = self.next.load(Ordering::Relaxed);
        let asked = self.running.get()?.asked.as_ref().filter(|(file, _)| file == path).map(|(_, asked)| *asked);
        let mut goals = vec![goal];
        // TypeScript's own CommonJS is written with `import` and `export`.
        goals.extend((goal == SyntaxGoal::CommonJs).then_some(SyntaxGoal::Module));
        let probed = goals.into_iter().find_map(|goal| transform::probe::probe(path, text, goal, first, asked))?;
        self.next.fetch_add(probed.probes.len() as u32, Ordering::Relaxed);
        let event = Event::Probed { file: path.to_owned(), first, probes: probed.probes };
        self.tell(&event);
        Some((probed.text, probed.shifts))
    }

    fn beat(&self) {
        let beats = self.beats.fetch_add(1, Ordering::Relaxed) + 1;
        self.beaten.store(processor_time(), Ordering::Relaxed);
        let _ = self.counts.write_at(&(beats as f64).to_ne_bytes(), Counts::offset(Counts::BEATS));
    }

    fn is_over(&self) -> bool {
        self.number(Counts::end_offset()) != 0.0
    }

    /// Half of what is left of its limit, since other threads of the process may take of it as well, and what is told at the limit is
    /// to be heard soon.
    fn patience(&self) -> Duration {
        let limit = self.number(Counts::limit_offset());
        if limit == 0.0 {
            return SELDOM;
        }
        let used = processor_time().saturating_sub(self.beaten.load(Ordering::Relaxed)) as f64 / 1e9;
        Duration::from_secs_f64(((limit - used) / 2.0).clamp(OFTEN.as_secs_f64(), SELDOM.as_secs_f64()))
    }
}

/// What the calling thread has had, in nanoseconds.
fn processor_time() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

fn installed(scope: &Scope) -> Arc<Watcher> {
    scope.state::<Installed>().0.get().expect("installed before any JavaScript").clone()
}

/// Sends an event, as JSON.
fn tell(scope: &Scope, event: String) {
    installed(scope).send(&event);
}

/// The numbers that the host reads while the program runs.
fn numbers(scope: &Scope) -> Option<MappedNumbers> {
    MappedNumbers::new(&installed(scope).counts).ok()
}

/// How many probes there is room for: the last numbers stand behind as many hits.
fn room() -> u32 {
    Counts::ROOM
}

/// What stands around pieces of a probed text that are not the program's own.
fn mark() -> &'static str {
    transform::probe::MARK
}

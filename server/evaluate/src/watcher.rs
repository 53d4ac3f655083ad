//! What the runtime asks of a watched program.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use engine::{MappedNumbers, Scope, Value};
use node::builtin::{Builtin, builtin_source, native};
use runtime::Observer;
use transform::probe::{CAUGHT, COUNT, MAKE, NAME};
use transform::{Shift, SyntaxGoal};
use values::{Counts, Event, Probe, ProbeKind, Run};

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

/// A busy program is asked this often whether it is over, in time of the processor: near its limit, and far from it. To be asked costs it
/// the code that the engine has made of the loop it is in, and on a busy machine it is stopped for it more than once.
const OFTEN: Duration = Duration::from_millis(4);
const SELDOM: Duration = Duration::from_secs(1);

/// Recent hits that are moved to where there is room for any number of them: long before it is too many.
const MANY: u32 = 1 << 30;

/// The watcher of a thread's realm, for natives.
#[derive(Default)]
struct Installed(OnceCell<Arc<Watcher>>);

const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "internal/evaluate/probes",
        source: builtin_source!("probes.js"),
        natives: &[native!(begin), native!(tell), native!(numbers), native!(room), native!(mark)],
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

    /// Moves hits of a busy program out of the 32 bits that they are counted in. It stands still meanwhile, between two of them.
    fn carry(&self) {
        let mut all = vec![0; self.next.load(Ordering::Relaxed).min(Counts::ROOM) as usize * size_of::<u32>()];
        if self.counts.read_exact_at(&mut all, Counts::recent_offset(0)).is_err() {
            return;
        }
        for (probe, recent) in (0..).zip(all.as_chunks().0.iter().map(|bytes| u32::from_ne_bytes(*bytes))) {
            if recent >= MANY {
                let hits = self.number(Counts::offset(probe)) + f64::from(recent);
                let _ = self.counts.write_all_at(&0u32.to_ne_bytes(), Counts::recent_offset(probe));
                let _ = self.counts.write_all_at(&hits.to_ne_bytes(), Counts::offset(probe));
            }
        }
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

    fn probe(&self, scope: &Scope, path: &Path, text: &str, goal: SyntaxGoal) -> Option<(String, Vec<Shift>)> {
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
        // It fails if the program is being ended.
        declare(scope, first, &probed.probes).ok()?;
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
        self.carry();
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

/// What declares constants is called, to be found in stack traces.
const SCRIPT: &str = "lode:probes";

/// Takes what makes a probe's function of its number, what takes an error that was caught, and the array that counts blocks.
fn begin<'s>(scope: &'s Scope, make: Value<'s>, caught: Value<'s>, count: Value<'s>) -> Result<(), Value<'s>> {
    let given = scope.evaluate("let $_lode_given;(...given)=>{$_lode_given=given}", SCRIPT, 1)?;
    given.call(None, &[make, caught, count])?;
    scope.evaluate(&format!("const [{MAKE},{CAUGHT},{COUNT}]=$_lode_given"), SCRIPT, 1).map(drop)
}

/// Declares what the probes of a text are called by: constants of the global scope, which no look at the global object shows, and of
/// which the engine knows that they stay what they are.
fn declare<'s>(scope: &'s Scope, first: u32, probes: &[Probe]) -> Result<(), Value<'s>> {
    let mut script = String::new();
    for (number, _) in (first..).zip(probes).filter(|(_, probe)| probe.kind != ProbeKind::Block) {
        let before = if script.is_empty() { "const " } else { "," };
        let _ = write!(script, "{before}{NAME}{number}={MAKE}({number})");
    }
    scope.evaluate(&script, SCRIPT, 1).map(drop)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_carried_before_they_are_too_many() {
        let file = tempfile::tempfile().unwrap();
        let counts = Counts::new(file.try_clone().unwrap()).unwrap();
        let (host, _ours) = UnixStream::pair().unwrap();
        let watcher = Watcher::new(host, file.try_clone().unwrap());
        watcher.next.store(3, Ordering::Relaxed);
        let count = |probe: u32, recent: u32| {
            file.write_all_at(&recent.to_ne_bytes(), Counts::recent_offset(probe)).unwrap();
        };
        count(0, MANY - 1);
        count(1, MANY);
        count(2, u32::MAX);
        for _ in 0..2 {
            watcher.carry();
            assert_eq!([0, 1, 2].map(|probe| counts.hits(probe)), [MANY - 1, MANY, u32::MAX].map(u64::from));
        }
        count(1, 5);
        assert_eq!(counts.hits(1), u64::from(MANY) + 5);
    }
}

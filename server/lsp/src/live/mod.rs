//! Live files: what their code evaluates to, shown while it is typed.
//!
//! - `orders`: what the client asks for, edits, and what runs tell: the session's side, which never waits.
//! - `file`: one file, its run, and when something is due. `shown`: its values at their places in the text of now.
//! - `prepare`: from a text to a run, in the pool. `follow`: a run that goes on, on a thread of its own.
//! - `telling`: what a client has been told, and what it is to be told next.
//! - `observed`: what a run saw, for completion and hover.
//! - `fingerprint`: whether an edit changes more than places. `selection`: selected code alone or at its place.
//! - `messages`: the table of `lode/*`. `hints`, `told`, `actions`: answers to requests, from what is shown.
//!
//! Invariants: what is shown is never older than the text without saying so: an edit that changes what the program does makes all
//! values stale before anything is answered for the new text, and news of a run that is not the file's latest is dropped. The
//! programs run in child processes, sandboxed unless a person has asked for the very run.

mod actions;
mod file;
mod fingerprint;
mod follow;
mod hints;
pub mod messages;
mod observed;
mod orders;
mod prepare;
mod selection;
mod shown;
mod telling;
mod told;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;

use child::evaluation::Workers;
use project::Observation;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};
use tower_lsp_server::ls_types::{ExecuteCommandParams, Range};

pub(crate) use actions::{actions, switches};
pub(crate) use follow::{End, Values};
pub(crate) use hints::hints;
pub(crate) use prepare::Imports;
pub(crate) use shown::{AllShown, Moved, Shown};
pub(crate) use told::{EXPAND, HISTORY, hover};

use crate::cancel::Reply;
use file::LiveFile;
use messages::{EvalSelectionParams, EvalSelectionResult, LiveParams, LiveResult, VisibleParams};

/// Files that are live at a time.
pub(crate) const MOST_LIVE: usize = 3;

/// What the client wants.
pub(crate) enum Order {
    Live(LiveParams, Reply<LiveResult>),
    Run(messages::DocumentParams, Reply<()>),
    Stop(messages::DocumentParams, Reply<()>),
    Visible(VisibleParams),
    EvalSelection(EvalSelectionParams, Reply<EvalSelectionResult>),
}

/// What a run tells.
pub(crate) struct News {
    pub path: PathBuf,
    pub run: u64,
    pub what: What,
}

pub(crate) enum What {
    /// The text has a syntax error.
    Unreadable(String),
    CannotStart(String),
    Imports(Imports),
    /// The program is about to run.
    Started(Arc<shown::Known>),
    Values(Values),
    /// What its values were like, and what the modules export that it loaded.
    Observed(observed::Observed, Vec<Observation>),
    /// Whole lines of what it printed.
    Printed(String),
    Ended(End),
}

/// Turns a file live or not.
pub(crate) const LIVE: &str = "lode/live";

/// The messages that are commands too.
pub(crate) const COMMANDS: [&str; 6] =
    ["lode.live", "lode.run", "lode.stop", "lode.value.expand", "lode.value.history", "lode.evalSelection"];

/// The parameters of the message that a command stands for. A document may be named alone, and a mode behind it. `None`: it is no
/// command of these.
pub(crate) fn params_of(command: &ExecuteCommandParams) -> Option<Value> {
    COMMANDS.contains(&command.command.as_str()).then_some(())?;
    let given = command.arguments.first().cloned().unwrap_or_default();
    let Value::String(uri) = given else { return Some(given) };
    let mode = command.arguments.get(1).cloned().unwrap_or_else(|| "on".into());
    Some(match command.command.as_str() {
        "lode.live" => json!({ "uri": uri, "mode": mode }),
        _ => json!({ "uri": uri }),
    })
}

/// The workers of all clients of a process; nothing of them is there before the first run.
#[derive(Clone, Default)]
pub(crate) struct LiveWorkers(Arc<Mutex<Option<Workers>>>);

impl LiveWorkers {
    fn get(&self) -> io::Result<Workers> {
        let mut workers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if workers.is_none() {
            *workers = Some(Workers::new()?);
        }
        workers.clone().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// All live files of a client, and those that were run.
pub(crate) struct Live {
    files: FxHashMap<PathBuf, LiveFile>,
    shown: AllShown,
    workers: LiveWorkers,
    last_run: u64,
    /// Counts uses, to know which file was used last.
    uses: u64,
    /// What is on the screen, of documents that may become live.
    visible: FxHashMap<PathBuf, Range>,
    /// Scratch files that the person does not want to be live.
    declined: FxHashSet<PathBuf>,
    /// A client that asks for hints is to ask again.
    refresh: Refresh,
    /// A run has ended, and a lens may say something else.
    lenses_changed: bool,
    /// Selected code that is being evaluated.
    selections: Vec<Weak<follow::Handle>>,
}

#[derive(Default)]
struct Refresh {
    due: Option<Instant>,
    last: Option<Instant>,
}

impl Live {
    pub(crate) fn new(workers: LiveWorkers) -> Live {
        Live {
            files: FxHashMap::default(),
            shown: AllShown::default(),
            workers,
            last_run: 0,
            uses: 0,
            visible: FxHashMap::default(),
            declined: FxHashSet::default(),
            refresh: Refresh::default(),
            lenses_changed: false,
            selections: Vec::new(),
        }
    }

    pub(crate) fn shown(&self) -> AllShown {
        self.shown.clone()
    }

    /// Whether something is shown of a document.
    pub(crate) fn shows(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// When something is to be done next.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.files.values().filter_map(LiveFile::next).chain(self.refresh.due).min()
    }

    /// Every program ends.
    pub(crate) fn stop_all(&mut self) {
        self.files.values_mut().for_each(LiveFile::kill);
        self.selections.iter().filter_map(Weak::upgrade).for_each(|handle| handle.stop());
    }

    fn next_run(&mut self) -> u64 {
        self.last_run += 1;
        self.last_run
    }

    /// The file that was not used for longest, if another one would be too many.
    fn too_many(&self, except: &Path) -> Option<PathBuf> {
        let live = self.files.iter().filter(|(path, file)| file.is_live() && *path != except);
        let (count, oldest) = live.fold((0, None::<(&PathBuf, u64)>), |(count, oldest), (path, file)| {
            let oldest = oldest.filter(|(_, used)| *used <= file.used).or(Some((path, file.used)));
            (count + 1, oldest)
        });
        oldest.filter(|_| count >= MOST_LIVE).map(|(path, _)| path.clone())
    }
}

//! Watching folders, for commands that look again when something in them changes.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Changes come in bursts: an editor writes a file in several steps, a checkout writes hundreds.
const BURST: Duration = Duration::from_millis(30);
const LONGEST_BURST: Duration = Duration::from_millis(500);

/// To the top left, all of the screen and what was scrolled away erased.
pub(crate) const CLEAR: &str = "\u{1b}[H\u{1b}[2J\u{1b}[3J";

pub(crate) struct Eyes {
    system: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
    watched: HashSet<PathBuf>,
}

impl Eyes {
    pub(crate) fn new() -> anyhow::Result<Eyes> {
        let (send, events) = mpsc::channel();
        let system =
            notify::recommended_watcher(move |event| drop(send.send(event))).context("files can't be watched")?;
        Ok(Eyes { system, events, watched: HashSet::new() })
    }

    /// How many folders are watched.
    pub(crate) fn len(&self) -> usize {
        self.watched.len()
    }

    /// Watches what lies in folders, not below them. What can't be watched is looked at all the same when something else changes.
    pub(crate) fn look_at(&mut self, folders: impl IntoIterator<Item = PathBuf>) {
        // A folder that was taken away and made again is another one, though its name is the same.
        self.watched.retain(|folder| folder.is_dir());
        for folder in folders {
            if !self.watched.contains(&folder) && self.system.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                self.watched.insert(folder);
            }
        }
    }

    /// Waits for changes of paths that count; gives those. `written`: files that Lode has just written itself.
    pub(crate) fn next(
        &self,
        written: &[PathBuf],
        counts: impl Fn(&Path) -> bool,
    ) -> anyhow::Result<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        let mut ends: Option<Instant> = None;
        let mut is_own = !written.is_empty();
        loop {
            let event = match ends {
                None if is_own => self.events.recv_timeout(BURST),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => self.events.recv_timeout(BURST.min(end.saturating_duration_since(Instant::now()))),
            };
            match event {
                Ok(Ok(event)) if may_matter(&event.kind) => {
                    let paths =
                        event.paths.into_iter().filter(|path| counts(path) && !(is_own && written.contains(path)));
                    changed.extend(paths);
                    if !changed.is_empty() {
                        ends.get_or_insert_with(|| Instant::now() + LONGEST_BURST);
                    }
                }
                Ok(_) => {}
                // What Lode has written itself has been told by now.
                Err(RecvTimeoutError::Timeout) if changed.is_empty() => is_own = false,
                Err(RecvTimeoutError::Timeout) => return Ok(changed),
                Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the system tells of no changes"),
            }
        }
    }

    /// The paths that count of those that have changed by now, without waiting.
    pub(crate) fn changed(&self, counts: impl Fn(&Path) -> bool) -> BTreeSet<PathBuf> {
        let events = self.events.try_iter().flatten().filter(|event| may_matter(&event.kind));
        events.flat_map(|event| event.paths).filter(|path| counts(path)).collect()
    }
}

fn may_matter(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

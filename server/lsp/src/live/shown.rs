//! What is shown of a file: its values with their places in the text that the editor has now.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use source::{Edit, TextRange};
use values::{ItemKind, Log, Preview, Shown as Probed, State};

use super::messages::{Mode, State as ShownState};

/// A value at its place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Placed {
    pub id: u64,
    pub range: TextRange,
    pub kind: ItemKind,
    pub text: Arc<str>,
    /// Markdown of all that is known of it.
    pub hover: Option<Arc<str>>,
    pub hits: u64,
    pub has_members: bool,
    /// It belongs to a text that has been edited since.
    pub is_stale: bool,
}

/// What nothing caught, in this file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Uncaught {
    pub range: TextRange,
    pub message: Arc<str>,
    /// Where it came through, the innermost first: path, line and column in UTF-16 units, from 0.
    pub frames: Arc<[(PathBuf, u32, u32)]>,
}

/// One file, for all who answer. Clones are cheap.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// `None`: it is not live, but was run.
    pub mode: Option<Mode>,
    /// A program of it goes on, maybe of an older text.
    pub is_running: bool,
    pub state: ShownState,
    pub message: Option<Arc<str>>,
    pub run: Option<Arc<Known>>,
    pub items: Arc<[Placed]>,
    pub uncaught: Option<Uncaught>,
    pub missed: Arc<[TextRange]>,
}

impl Shown {
    pub(super) fn new() -> Shown {
        Shown {
            mode: None,
            is_running: false,
            state: ShownState::Stale,
            message: None,
            run: None,
            items: Arc::default(),
            uncaught: None,
            missed: Arc::default(),
        }
    }

    /// Whether it is live, or a program of it runs.
    pub(crate) fn can_be_stopped(&self) -> bool {
        self.mode.is_some() || self.is_running
    }

    /// Follows an edit of the text. What was replaced has no place any more.
    pub(super) fn shift(&mut self, moved: Moved) {
        self.items = self.items.iter().filter_map(|item| item.shifted(moved)).collect();
        self.missed = self.missed.iter().filter_map(|range| moved.range(*range)).collect();
        self.uncaught = self.uncaught.take().and_then(|uncaught| {
            let range = moved.range(uncaught.range)?;
            Some(Uncaught { range, ..uncaught })
        });
    }

    /// The text does something else now.
    pub(super) fn grow_stale(&mut self) {
        self.items = self.items.iter().map(|item| Placed { is_stale: true, ..item.clone() }).collect();
        self.missed = Arc::default();
        self.uncaught = None;
        self.message = None;
        self.state = ShownState::Stale;
    }
}

impl Placed {
    pub(super) fn shifted(&self, moved: Moved) -> Option<Placed> {
        let range = moved.range(self.range)?;
        Some(Placed { range, ..self.clone() })
    }
}

/// All files of which something is shown, by their paths. Reads get a clone.
pub(crate) type AllShown = Arc<FxHashMap<PathBuf, Shown>>;

/// What is known of a run, also after its end.
#[derive(Debug)]
pub(crate) struct Known {
    pub id: u64,
    /// The file that ran, as its program knows it.
    pub path: PathBuf,
    pub text: Arc<str>,
    /// Written by who follows the run, read by requests.
    state: Mutex<Arc<State>>,
}

/// Ids of what no probe told: logs, by line and their number in it; and the error.
const LOGS: u64 = 1 << 24;
const LOGS_OF_LINE: u64 = 4;
pub(super) const ERROR: u64 = 1 << 23;
pub(super) const STOPPED: u64 = ERROR + 1;

pub(super) fn log_id(line: u32, number: usize) -> u64 {
    LOGS + u64::from(line) * LOGS_OF_LINE + number as u64
}

impl Known {
    pub(super) fn new(id: u64, path: PathBuf, text: Arc<str>) -> Known {
        Known { id, path, text, state: Mutex::default() }
    }

    pub(crate) fn state(&self) -> Arc<State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set(&self, state: State) -> Arc<State> {
        let state = Arc::new(state);
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state.clone();
        state
    }
}

/// The probe that an id names.
pub(super) fn probe(state: &State, id: u64) -> Option<Probed<'_>> {
    state.probe(u32::try_from(id).ok().filter(|id| u64::from(*id) < ERROR)?)
}

/// The values that an id names, for one that is not of a probe: what a line has logged last, or the error.
pub(super) fn unprobed(state: &State, path: &Path, id: u64) -> Vec<Preview> {
    if id == ERROR {
        return state.failure.iter().map(|failure| failure.value.clone()).collect();
    }
    let Some(line) = id.checked_sub(LOGS).map(|rest| rest / LOGS_OF_LINE) else { return Vec::new() };
    let is_there =
        |log: &&Log| log.place.as_ref().is_some_and(|place| place.file == path && u64::from(place.line) == line);
    state.logs.iter().rfind(is_there).map(|log| log.values.clone()).unwrap_or_default()
}

/// An edit, as far as places behind and around it are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Moved {
    replaced: TextRange,
    /// Of what stands there now.
    length: u32,
}

impl Moved {
    pub(crate) fn by(edit: &Edit) -> Moved {
        Moved { replaced: edit.range, length: edit.text.len() as u32 }
    }

    /// Where a range is afterwards; `None`: all of it was replaced.
    pub(super) fn range(self, range: TextRange) -> Option<TextRange> {
        let (from, to) = (self.replaced.start(), self.replaced.end());
        let behind = |offset: u32| offset - (to - from) + self.length;
        if range.start() >= to {
            return Some(TextRange::new(behind(range.start()), behind(range.end())));
        }
        if range.end() <= from {
            return Some(range);
        }
        if from <= range.start() && range.end() <= to {
            return None;
        }
        let start = if range.start() < from { range.start() } else { from + self.length };
        let end = if range.end() > to { behind(range.end()) } else { from };
        Some(TextRange::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[…]` is the range, `<…|…>` what is replaced by what.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (mut before, mut after) = (String::new(), String::new());
        let (mut range, mut replaced) = ([0; 2], [0; 2]);
        let mut is_new = false;
        let mut length = 0;
        for character in text.chars() {
            match character {
                '[' => range[0] = before.len() as u32,
                ']' => range[1] = before.len() as u32,
                '<' => replaced[0] = before.len() as u32,
                '|' => (replaced[1], is_new) = (before.len() as u32, true),
                '>' => is_new = false,
                new if is_new => {
                    after.push(new);
                    length += 1;
                }
                old => before.push(old),
            }
        }
        let edit = Edit::replace(TextRange::new(replaced[0], replaced[1]), after);
        let text = source::apply(&before, std::slice::from_ref(&edit));
        assert_eq!(Moved::by(&edit).length, length);
        let moved = Moved::by(&edit).range(TextRange::new(range[0], range[1]));
        assert_eq!(moved.map_or("gone", |range| range.slice(&text)), expected, "{text}");
    }

    #[test]
    fn ranges_follow_the_text() {
        check("<|xx>a [bcd] e", "bcd");
        check("a [bcd] <e|f>", "bcd");
        check("a <|x>[bcd] e", "bcd");
        check("a [bcd]<|x> e", "bcd");
        check("a [b<|x>cd] e", "bxcd");
        check("a [b<c|xyz>d] e", "bxyzd");
        check("a [bc<d] e|x>", "bc");
        check("<a [b|x>cd] e", "cd");
        check("<a [bcd] e|x>", "gone");
        check("a <[bcd]|bcd> e", "gone");
    }
}

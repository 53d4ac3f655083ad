//! One file that is live or was run: its run, what is shown of it, and when something is due.

use std::sync::Arc;
use std::time::{Duration, Instant};

use source::TextRange;
use values::shape::Shape;

use super::follow::{End, Handle, Values};
use super::messages::{LiveResult, Mode, State};
use super::prepare::Imports;
use super::shown::{Known, Moved, Shown};
use super::telling::Telling;
use crate::cancel::Reply;

/// A program that dies so often with one text is not started again before an edit.
const MOST_CRASHES: u32 = 3;

pub(super) struct LiveFile {
    pub shown: Shown,
    pub telling: Telling,
    /// When it was used last, as a count of uses.
    pub used: u64,
    /// Of the text of now; `None`: it is too large to be looked through at each key.
    pub fingerprint: Option<u64>,
    run: Option<Going>,
    /// The run that what the text does now was seen in.
    observed: Option<u64>,
    /// When it is to run.
    due: Option<Instant>,
    /// The edits since the text of the latest run.
    moved: Vec<Moved>,
    /// `None`: not known yet.
    pub imports: Option<Imports>,
    crashes: u32,
    /// Who wants to know whether it could be turned live.
    pub replies: Vec<Reply<LiveResult>>,
}

/// The latest run, while it goes on.
struct Going {
    id: u64,
    handle: Arc<Handle>,
    known: Option<Arc<Known>>,
    /// A person has asked for it.
    is_explicit: bool,
    /// The text does something else now, and the program goes on all the same.
    is_outdated: bool,
}

/// What is to be done after news of a run.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct After {
    /// What is shown has changed.
    pub shows: bool,
    /// These are the first values of a run: nobody is to wait for them.
    pub is_first: bool,
    /// What nothing caught is another error, or none.
    pub diagnoses: bool,
}

impl After {
    pub const NOTHING: After = After { shows: false, is_first: false, diagnoses: false };
    pub const SHOW: After = After { shows: true, is_first: false, diagnoses: false };
}

impl LiveFile {
    pub fn new() -> LiveFile {
        LiveFile {
            shown: Shown::new(),
            telling: Telling::default(),
            used: 0,
            fingerprint: None,
            run: None,
            observed: None,
            due: None,
            moved: Vec::new(),
            imports: None,
            crashes: 0,
            replies: Vec::new(),
        }
    }

    pub fn is_live(&self) -> bool {
        matches!(self.shown.mode, Some(Mode::On | Mode::OnSave))
    }

    pub fn next(&self) -> Option<Instant> {
        [self.due, self.telling.due()].into_iter().flatten().min()
    }

    pub fn is_due(&self) -> bool {
        self.due.is_some_and(|at| at <= Instant::now())
    }

    pub fn run_after(&mut self, delay: Duration) {
        self.due = Some(Instant::now() + delay);
    }

    /// Whether a program of it goes on, or is about to.
    pub fn is_going(&self) -> bool {
        self.run.is_some() || self.due.is_some()
    }

    /// Whether a program of it goes on.
    pub fn is_running(&self) -> bool {
        self.run.is_some()
    }

    /// Whether the program has been begun with.
    pub fn has_begun(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.known.is_some())
    }

    /// Ends the program, if one runs; none is about to run.
    pub fn kill(&mut self) {
        self.due = None;
        if let Some(run) = self.run.take() {
            run.handle.stop();
        }
    }

    /// The text of now is about to run.
    pub fn begin(&mut self, id: u64, is_explicit: bool) -> Arc<Handle> {
        self.kill();
        let handle = Arc::<Handle>::default();
        self.run = Some(Going { id, handle: handle.clone(), known: None, is_explicit, is_outdated: false });
        self.moved.clear();
        self.observed = Some(id);
        self.imports = None;
        handle
    }

    /// Follows edits of its text. `is_other`: they change what it does.
    pub fn edited(&mut self, moved: &[Moved], is_other: bool, debounce: Duration) {
        for moved in moved {
            self.shown.shift(*moved);
            self.moved.push(*moved);
        }
        if is_other {
            self.outdated(debounce);
            self.crashes = 0;
        }
        self.telling.wanted();
    }

    /// What it does may be something else now. What a person has started goes on.
    pub fn outdated(&mut self, debounce: Duration) {
        self.observed = None;
        let is_explicit = self.run.as_ref().is_some_and(|run| run.is_explicit);
        if is_explicit && !self.is_live() {
            self.run.iter_mut().for_each(|run| run.is_outdated = true);
        } else {
            self.kill();
        }
        self.shown.grow_stale();
        if self.shown.mode == Some(Mode::On) {
            self.run_after(debounce);
        }
        self.telling.wanted();
    }

    /// Places that a run saw, where they are now, and whether they are where they were. `None`: the text does something else by now.
    pub fn places(&self, run: u64, places: Vec<(TextRange, Shape)>) -> Option<(Vec<(TextRange, Shape)>, bool)> {
        (self.observed == Some(run)).then_some(())?;
        let place = |range: TextRange| self.moved.iter().try_fold(range, |range, moved| moved.range(range));
        let moved = places.into_iter().filter_map(|(range, shape)| Some((place(range)?, shape)));
        Some((moved.collect(), self.moved.is_empty()))
    }

    /// Whether news of a run are of interest: it is the latest.
    pub fn is_latest(&self, run: u64) -> bool {
        self.run.as_ref().is_some_and(|going| going.id == run)
    }

    pub fn unreadable(&mut self, message: String) {
        self.run = None;
        self.shown.grow_stale();
        self.shown.message = Some(message.into());
        self.telling.wanted();
    }

    pub fn failed(&mut self, message: &str) {
        self.run = None;
        self.shown.state = State::Error;
        self.shown.message = Some(message.into());
        self.telling.wanted();
    }

    /// Nothing is shown of that unless a person waits for it: most programs are done before one could see that they run.
    pub fn started(&mut self, known: Arc<Known>) -> After {
        let Some(run) = &mut self.run else { return After::NOTHING };
        run.known = Some(known);
        if run.is_outdated || !run.is_explicit {
            return After::NOTHING;
        }
        self.shown.state = State::Running;
        self.shown.message = None;
        self.telling.wanted();
        After::SHOW
    }

    /// Takes over what a run tells.
    pub fn values(&mut self, values: Values) -> After {
        let Some(run) = self.run.as_ref().filter(|run| !run.is_outdated) else { return After::NOTHING };
        let is_first = run.known.as_ref().map(|known| known.id) != self.shown.run.as_ref().map(|known| known.id);
        self.shown.run.clone_from(&run.known);
        let moved = &self.moved;
        let place = |range: TextRange| moved.iter().try_fold(range, |range, moved| moved.range(range));
        let items = values.items.into_iter().filter_map(|mut item| {
            item.range = place(item.range)?;
            Some(item)
        });
        self.shown.items = items.collect();
        self.shown.missed = values.missed.into_iter().filter_map(place).collect();
        let uncaught = values.uncaught.and_then(|mut uncaught| {
            uncaught.range = place(uncaught.range)?;
            Some(uncaught)
        });
        let is_other_error = std::mem::replace(&mut self.shown.uncaught, uncaught) != self.shown.uncaught;
        self.shown.state = values.state;
        self.shown.message = values.message.map(Arc::from);
        if is_first {
            self.telling.wanted_now()
        } else {
            self.telling.wanted()
        };
        After { shows: true, is_first, diagnoses: is_other_error }
    }

    pub fn ended(&mut self, end: End, debounce: Duration) -> After {
        let after = self.values(end.values);
        self.run = None;
        if after == After::NOTHING {
            return after;
        }
        self.crashes = if end.is_crash { self.crashes + 1 } else { 0 };
        if end.is_crash {
            let mut message = self.shown.message.take().unwrap_or_default().to_string();
            let error = self.shown.uncaught.take();
            self.shown.grow_stale();
            self.shown.uncaught = error;
            self.shown.state = State::Error;
            if self.shown.mode == Some(Mode::On) && self.crashes < MOST_CRASHES {
                self.run_after(debounce);
            } else if self.crashes >= MOST_CRASHES {
                message.push_str(&format!(", {MOST_CRASHES} times: it waits for an edit"));
            }
            self.shown.message = Some(message.into());
        }
        after
    }

    /// A person has had enough of the program.
    pub fn stopped(&mut self) {
        if self.is_going() {
            self.kill();
            self.shown.state = State::Stopped;
            self.shown.message = Some("stopped".into());
            self.telling.wanted_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_has_asked_for_a_run_is_told_that_it_begins() {
        let begun = |is_explicit| {
            let mut file = LiveFile::new();
            file.begin(1, is_explicit);
            let after = file.started(Arc::new(Known::new(1, "/a.js".into(), "".into())));
            assert!(file.has_begun());
            (after, file.shown.state, file.telling.due().is_some())
        };
        assert_eq!(begun(false), (After::NOTHING, State::Stale, false));
        assert_eq!(begun(true), (After::SHOW, State::Running, true));
    }
}

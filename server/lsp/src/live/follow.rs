//! A run that goes on: its worker is heard on a thread of its own, and what is to be shown goes to the session.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use child::evaluation::{Ended, Heard, Limits, Outcome, Progress, Stopper};
use source::TextRange;
use values::{Durations, Item, ItemKind, Refused, Run, State, missed, one_line, where_it_was};

use super::messages::{State as ShownState, WIDTH};
use super::observed::Observed;
use super::shown::{ERROR, Known, Placed, STOPPED, Uncaught, log_id};
use super::{LiveWorkers, News, What};
use crate::inbox::{Event, Inbox};

/// Between two times that values are told.
pub(super) const PAUSE: Duration = Duration::from_millis(100);
/// So long the first values wait for those that come right behind them: most programs are done by then.
const FIRST: Duration = Duration::from_millis(8);
/// Between two times that it is told what was observed, while a program runs.
const OBSERVE: Duration = Duration::from_secs(1);
/// A program that is busy for no longer is not said to be.
const BUSY: Duration = Duration::from_millis(200);
/// Of a sentence for a status bar.
const MESSAGE: usize = 400;

/// The session's hold on a run: stops it, whether its worker is up or not.
#[derive(Default, Debug)]
pub(super) struct Handle(Mutex<Hold>);

#[derive(Default, Debug)]
enum Hold {
    #[default]
    Waiting,
    Running(Stopper),
    Stopped,
}

impl Handle {
    fn hold(&self) -> MutexGuard<'_, Hold> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stop(&self) {
        if let Hold::Running(stopper) = std::mem::replace(&mut *self.hold(), Hold::Stopped) {
            stopper.stop();
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        matches!(*self.hold(), Hold::Stopped)
    }

    pub(super) fn running(&self, stopper: Stopper) {
        let mut hold = self.hold();
        match *hold {
            Hold::Stopped => stopper.stop(),
            _ => *hold = Hold::Running(stopper),
        }
    }
}

/// What of a run is to be shown.
#[derive(Debug)]
pub(crate) struct Values {
    pub items: Vec<Placed>,
    pub missed: Vec<TextRange>,
    pub uncaught: Option<Uncaught>,
    pub state: ShownState,
    pub message: Option<String>,
}

/// How a run has ended.
#[derive(Debug)]
pub(crate) struct End {
    pub values: Values,
    /// By a signal that nobody sent on purpose.
    pub is_crash: bool,
}

/// What is followed, and who is told.
pub(super) struct Followed {
    /// As the session calls the file.
    pub path: PathBuf,
    pub known: Arc<Known>,
    pub handle: Arc<Handle>,
    pub inbox: Inbox,
    /// What the program prints is told.
    pub is_logged: bool,
}

impl Followed {
    pub(super) fn tell(&self, what: What) {
        self.inbox.send(Event::LiveNews(News { path: self.path.clone(), run: self.known.id, what }));
    }

    /// Runs it to its end, on this thread.
    pub(super) fn run(self, workers: &LiveWorkers, run: &Run, limits: Limits) {
        let evaluation = match workers.get().and_then(|workers| workers.start(run, limits)) {
            Ok(evaluation) => evaluation,
            Err(error) => return self.tell(What::CannotStart(format!("the program can't be run: {error}"))),
        };
        self.handle.running(evaluation.stopper());
        let mut telling = Telling {
            followed: &self,
            run,
            is_started: false,
            first_news: None,
            told: None,
            is_dirty: false,
            activity: ShownState::Running,
            busy_since: Some(Instant::now()),
            printed: [0; 2],
            printed_at: Instant::now(),
            observed: Observed::default(),
            observed_at: None,
            is_unobserved: false,
        };
        let outcome = evaluation.follow(|heard| telling.hear(&heard));
        telling.end(outcome);
    }
}

struct Telling<'f> {
    followed: &'f Followed,
    run: &'f Run,
    is_started: bool,
    first_news: Option<Instant>,
    told: Option<Instant>,
    /// There is something that was not told.
    is_dirty: bool,
    activity: ShownState,
    busy_since: Option<Instant>,
    /// How much of its standard output and of its errors has been told.
    printed: [usize; 2],
    printed_at: Instant,
    /// What was told of what was observed, and when it was looked at.
    observed: Observed,
    observed_at: Option<Instant>,
    /// There were news since then.
    is_unobserved: bool,
}

impl Telling<'_> {
    fn hear(&mut self, heard: &Heard) {
        if !self.is_started && heard.progress != Progress::Starting {
            self.is_started = true;
            self.followed.tell(What::Started(self.followed.known.clone()));
        }
        self.is_dirty |= heard.has_news | self.look_at_activity(heard.progress);
        // That it is busy is told of a program that says nothing, too.
        self.is_dirty |= self.told.is_none() && self.is_busy();
        if self.is_dirty {
            self.first_news.get_or_insert_with(Instant::now);
        }
        let is_due = match (self.told, self.first_news) {
            (Some(told), _) => told.elapsed() >= PAUSE,
            (None, Some(first)) => first.elapsed() >= FIRST || heard.progress == Progress::Live,
            (None, None) => false,
        };
        if self.printed_at.elapsed() >= PAUSE {
            self.print([heard.output, heard.errors]);
        }
        if self.is_dirty && is_due {
            let state = self.followed.known.set(heard.state.clone());
            let values = self.values(&state, self.activity, None);
            self.is_dirty = false;
            // That it runs, and nothing more, is told once one would wonder.
            let is_worth_it = self.told.is_some() || !values.items.is_empty() || self.activity != ShownState::Running;
            if is_worth_it || self.is_busy() {
                self.told = Some(Instant::now());
                self.followed.tell(What::Values(values));
            } else {
                self.first_news = None;
            }
        }
        self.is_unobserved |= heard.has_news;
        // Of a program that is done in a moment it is told once, at its end.
        let is_time = self.observed_at.map_or(heard.progress == Progress::Live, |at| at.elapsed() >= OBSERVE);
        if self.is_unobserved && is_time {
            self.observe(heard.state);
        }
    }

    fn is_busy(&self) -> bool {
        self.busy_since.is_some_and(|since| since.elapsed() > BUSY)
    }

    /// Whether it is another one now.
    fn look_at_activity(&mut self, progress: Progress) -> bool {
        let activity = if progress == Progress::Live {
            self.busy_since = None;
            ShownState::Live
        } else if self.busy_since.get_or_insert_with(Instant::now).elapsed() > BUSY {
            ShownState::Running
        } else {
            self.activity
        };
        std::mem::replace(&mut self.activity, activity) != activity
    }

    /// Whole lines, but at the end.
    fn print(&mut self, channels: [&[u8]; 2]) {
        self.print_until(channels, |fresh| fresh.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
    }

    fn print_until(&mut self, channels: [&[u8]; 2], end: fn(&[u8]) -> usize) {
        if !self.followed.is_logged {
            return;
        }
        self.printed_at = Instant::now();
        for (bytes, printed) in channels.into_iter().zip(&mut self.printed) {
            let fresh = bytes.get(*printed..).unwrap_or_default();
            let fresh = &fresh[..end(fresh)];
            *printed += fresh.len();
            if !fresh.is_empty() {
                let text = String::from_utf8_lossy(fresh).trim_end_matches('\n').to_owned();
                self.followed.tell(What::Printed(text));
            }
        }
    }

    fn end(mut self, outcome: Outcome) {
        self.print_until([&outcome.output, &outcome.errors], <[u8]>::len);
        let known = &self.followed.known;
        let state = known.set(outcome.state);
        let place = || where_it_was(&known.text, &state);
        let (shown, message) = match outcome.ended {
            Ended::Exited(0) => (ShownState::Ok, None),
            Ended::Exited(code) => (ShownState::Error, Some(failed(&state, &outcome.errors, code))),
            Ended::Killed(_) => (ShownState::Error, outcome.ended.sentence("")),
            ended => (ShownState::Stopped, ended.sentence(&place())),
        };
        let is_crash = matches!(outcome.ended, Ended::Killed(_));
        let mut values = self.values(&state, shown, message);
        if shown == ShownState::Stopped {
            let place = state.hottest().filter(|(file, _)| *file == known.path);
            values.items.extend(
                place.zip(values.message.as_deref()).map(|((_, place), said)| stopped(place.probe.start, said)),
            );
        }
        self.followed.tell(What::Ended(End { values, is_crash }));
        self.observe(&state);
    }

    /// Tells what values were like, if that is not what was told last.
    fn observe(&mut self, state: &State) {
        let observed = Observed::of(&self.followed.known, state);
        if observed != self.observed {
            let modules = observed.of_modules(self.run);
            self.followed.tell(What::Observed(observed.clone(), modules));
            self.observed = observed;
        }
        self.observed_at = Some(Instant::now());
        self.is_unobserved = false;
    }

    fn values(&self, state: &State, shown: ShownState, message: Option<String>) -> Values {
        let known = &self.followed.known;
        let durations = Durations::of(&known.text, &known.path, state);
        let mut items = Vec::new();
        let mut error = None;
        for (line, found) in values::lines(&known.text, &known.path, state, WIDTH) {
            let mut logs = 0;
            for item in found {
                let id = match (item.probe, item.kind) {
                    (Some(probe), _) => u64::from(probe),
                    (None, ItemKind::Error) => ERROR,
                    (None, _) => {
                        logs += 1;
                        log_id(line, logs - 1)
                    }
                };
                if id == ERROR {
                    error = Some(item.range);
                }
                items.push(placed(&known.text, state, &durations, id, item));
            }
        }
        let uncaught = error.zip(state.failure.as_ref()).map(|(range, failure)| Uncaught {
            range,
            message: one_line(&failure.value, MESSAGE).into(),
            frames: failure.frames.iter().map(|place| (place.file.clone(), place.line, place.column)).collect(),
        });
        let message = message.or_else(|| state.refused.first().map(blocked)).or_else(|| unheld(state));
        Values { items, missed: missed(&known.path, state), uncaught, state: shown, message }
    }
}

fn placed(text: &str, state: &State, durations: &Durations, id: u64, item: Item) -> Placed {
    let durations = item.probe.map_or(&[][..], |probe| durations.of_probe(probe));
    let shown = item.probe.and_then(|probe| state.probe(probe));
    let last = shown.and_then(|shown| shown.told).and_then(|told| told.last.as_ref());
    let has_members = last.is_some_and(|last| !last.preview.members.is_empty());
    // What the line says already is not said again.
    let says_more = has_members || item.hits > 1 || !durations.is_empty() || item.text.contains('…');
    let code = text.get(item.range.as_usize()).unwrap_or_default();
    let hover = shown.filter(|_| says_more).and_then(|shown| values::hover(&shown, name(item.kind, code), durations));
    Placed {
        id,
        range: item.range,
        kind: item.kind,
        text: item.text.into(),
        hover: hover.map(Arc::from),
        hits: item.hits,
        has_members,
        is_stale: false,
    }
}

/// What a value is shown behind, of the code that it is the value of: a variable's is its declaration.
pub(super) fn name(kind: ItemKind, code: &str) -> &str {
    match kind {
        ItemKind::Variable | ItemKind::Assignment => code.split([' ', '=', ':']).next().unwrap_or_default(),
        _ => code,
    }
}

/// That it was stopped, where it was.
fn stopped(at: u32, said: &str) -> Placed {
    Placed {
        id: STOPPED,
        range: TextRange::new(at, at + 1),
        kind: ItemKind::Error,
        text: said.into(),
        hover: None,
        hits: 1,
        has_members: false,
        is_stale: false,
    }
}

/// Why a program has ended with a code, in a sentence.
fn failed(state: &State, errors: &[u8], code: i32) -> String {
    if let Some(failure) = &state.failure {
        let place = failure.frames.first().map(|place| {
            let name = place.file.file_name().unwrap_or_default().to_string_lossy();
            format!(" ({name}:{})", place.line + 1)
        });
        return format!("{}{}", one_line(&failure.value, MESSAGE), place.unwrap_or_default());
    }
    // What stopped it before it ran: a syntax error in what it imports, a missing module, a missing engine.
    let said = String::from_utf8_lossy(errors);
    let is_message = |line: &&str| line.split_once(':').is_some_and(|(name, _)| name.contains("rror"));
    match said.lines().find(is_message).or(said.lines().find(|line| !line.trim().is_empty())) {
        Some(line) => line.trim().chars().take(MESSAGE).collect(),
        None => format!("ended with code {code}"),
    }
}

fn blocked(refused: &Refused) -> String {
    let Refused { permission, what } = refused;
    format!("the sandbox does not let it {what}; `// @lode allow: {permission}` at the beginning of the file does")
}

/// That the kernel does not see to the sandbox is not kept from anybody.
fn unheld(state: &State) -> Option<String> {
    let enforced = state.enforced.as_ref().filter(|enforced| !enforced.is_complete())?;
    let why = enforced.files.as_ref().or(enforced.calls.as_ref())?;
    Some(format!("only Lode itself holds the program in its sandbox, not the kernel: {why}"))
}

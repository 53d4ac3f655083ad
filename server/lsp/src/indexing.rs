//! Reading ahead, when nobody waits: the project's own files, and what its packages export. Where the client shows progress, it is
//! shown how far this is; nothing waits for it.

use std::time::{Duration, Instant};

use project::{IndexStep, IndexTask, Snapshot};
use tower_lsp_server::ls_types::notification::Progress;
use tower_lsp_server::ls_types::request::WorkDoneProgressCreate;
use tower_lsp_server::ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::inbox::Event;
use crate::pool::{Lane, Pool};
use crate::session::Session;

/// An install touches many files: one look at what is to be done is enough.
const CALM: Duration = Duration::from_millis(200);
/// Own files are read for so long before others have their turn.
const SLICE: Duration = Duration::from_millis(30);
/// Fewer packages are indexed before anybody has read that they are.
const WORTH_TELLING: usize = 10;

#[derive(Default)]
pub(crate) struct Indexing {
    due: Option<Instant>,
    /// Whether somebody is looking for what is to be done.
    is_looking: bool,
    /// Steps that are to be taken with packages, and all since this began, as far as it is known that they are needed.
    left: usize,
    all: usize,
    /// How often the client was asked to show progress: each time needs a name of its own.
    asked: u32,
    /// Whether progress has begun and not ended. What a client is told before it is ready it drops, the end included.
    is_shown: bool,
}

impl Indexing {
    pub(crate) fn next(&self) -> Option<Instant> {
        // What is being done comes first.
        self.due.filter(|_| !self.is_looking && self.left == 0)
    }

    /// Something has changed that may have to do with packages.
    pub(crate) fn is_needed(&mut self) {
        self.due.get_or_insert_with(|| Instant::now() + CALM);
    }

    /// Nothing is known yet.
    pub(crate) fn is_needed_at_once(&mut self) {
        self.due = Some(Instant::now());
    }

    fn token(&self) -> NumberOrString {
        NumberOrString::String(format!("lode/index/{}", self.asked))
    }
}

impl Session {
    pub(crate) fn start_indexing(&mut self) {
        if self.indexing.next().is_none_or(|due| due > Instant::now()) {
            return;
        }
        self.indexing.due = None;
        self.indexing.is_looking = true;
        let (snapshot, inbox) = (self.project.snapshot().with_cancel(self.ended.clone()), self.inbox.clone());
        self.pool.run(Lane::Background, move || {
            snapshot.read_own_files(&|| !snapshot.is_cancelled());
            inbox.send(Event::ToIndex(snapshot.index_tasks()));
        });
    }

    /// Has own files read, by turns with what else is done in the background: lists wait for packages as well.
    pub(crate) fn read_ahead(&self) {
        read_some(self.pool.clone(), self.project.snapshot().with_cancel(self.ended.clone()));
    }

    pub(crate) fn index(&mut self, tasks: Vec<IndexTask>) {
        self.indexing.is_looking = false;
        self.indexing.left = tasks.len();
        self.indexing.all = tasks.len();
        if tasks.len() >= WORTH_TELLING && self.client.work_done_progress {
            self.ask_for_progress();
        }
        for task in tasks {
            self.take_step(task);
        }
    }

    /// Behind the steps of all others: the first step of each package comes before the second of any.
    fn take_step(&self, task: IndexTask) {
        let (inbox, ended) = (self.inbox.clone(), self.ended.clone());
        self.pool.run(Lane::Background, move || {
            inbox.send(Event::Indexed(task.run(&|| !ended.is_cancelled()).map(Box::new)))
        });
    }

    pub(crate) fn indexed(&mut self, step: Option<Box<IndexStep>>) {
        let IndexStep { change, rest } = *step.unwrap_or_default();
        if let Some(change) = change {
            self.project.apply(change);
        }
        if let Some(rest) = rest {
            self.indexing.all += 1;
            self.indexing.left += 1;
            self.take_step(rest);
        }
        self.indexing.left = self.indexing.left.saturating_sub(1);
        let done = self.indexing.all - self.indexing.left;
        if self.indexing.left == 0 {
            self.end_progress();
        } else if done.is_multiple_of((self.indexing.all / 20).max(1)) {
            self.progress(WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(false),
                message: Some(format!("{done} of {}", self.indexing.all)),
                percentage: Some((done * 100 / self.indexing.all) as u32),
            }));
        }
    }

    fn ask_for_progress(&mut self) {
        self.end_progress();
        self.indexing.asked += 1;
        let (asked, inbox) = (self.indexing.asked, self.inbox.clone());
        self.outgoing.request::<WorkDoneProgressCreate>(
            WorkDoneProgressCreateParams { token: self.indexing.token() },
            move |answer| {
                if answer.is_ok() {
                    inbox.send(Event::ProgressReady(asked));
                }
            },
        );
    }

    /// Nothing is begun that is over, or that was asked for once more.
    pub(crate) fn begin_progress(&mut self, asked: u32) {
        if self.indexing.left == 0 || self.indexing.asked != asked {
            return;
        }
        self.indexing.is_shown = true;
        self.progress(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: "Lode: reading packages".to_owned(),
            cancellable: Some(false),
            message: None,
            percentage: Some(0),
        }));
    }

    fn end_progress(&mut self) {
        self.progress(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        self.indexing.is_shown = false;
    }

    fn progress(&self, value: WorkDoneProgress) {
        if self.indexing.is_shown {
            let params = ProgressParams { token: self.indexing.token(), value: ProgressParamsValue::WorkDone(value) };
            self.outgoing.notify::<Progress>(params);
        }
    }
}

/// Reads own files for a while, then again when others have had their turn.
fn read_some(pool: Pool, snapshot: Snapshot) {
    let again = pool.clone();
    pool.run(Lane::Background, move || {
        let end = Instant::now() + SLICE;
        let is_done = snapshot.read_own_files(&|| !snapshot.is_cancelled() && Instant::now() < end);
        if !is_done && !snapshot.is_cancelled() {
            read_some(again, snapshot);
        }
    });
}

//! Reading ahead, when nobody waits: the project's own files, and what its packages export. Where the client shows progress, it is
//! shown how far this is; nothing waits for it.

use std::time::{Duration, Instant};

use project::{Change, IndexTask};
use tower_lsp_server::ls_types::notification::Progress;
use tower_lsp_server::ls_types::request::WorkDoneProgressCreate;
use tower_lsp_server::ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::inbox::Event;
use crate::pool::Lane;
use crate::session::Session;

/// An install touches many files: one look at what is to be done is enough.
const CALM: Duration = Duration::from_millis(200);
/// Fewer packages are indexed before anybody has read that they are.
const WORTH_TELLING: usize = 10;

#[derive(Default)]
pub(crate) struct Indexing {
    due: Option<Instant>,
    /// Whether somebody is looking for what is to be done.
    is_looking: bool,
    /// Packages that are being indexed or wait for it, and all since this began.
    left: usize,
    all: usize,
    /// How often progress was shown: each time needs a name of its own.
    shown: u32,
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

    fn token(&self) -> NumberOrString {
        NumberOrString::String(format!("lode/index/{}", self.shown))
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

    pub(crate) fn index(&mut self, tasks: Vec<IndexTask>) {
        self.indexing.is_looking = false;
        self.indexing.left = tasks.len();
        self.indexing.all = tasks.len();
        if tasks.len() >= WORTH_TELLING && self.client.work_done_progress {
            self.begin_progress();
        }
        for task in tasks {
            let (inbox, ended) = (self.inbox.clone(), self.ended.clone());
            self.pool.run(Lane::Background, move || {
                inbox.send(Event::Indexed(task.run(&|| !ended.is_cancelled())));
            });
        }
    }

    pub(crate) fn indexed(&mut self, change: Option<Change>) {
        if let Some(change) = change {
            self.project.apply(change);
        }
        self.indexing.left = self.indexing.left.saturating_sub(1);
        let done = self.indexing.all - self.indexing.left;
        if self.indexing.left == 0 {
            self.progress(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
            self.indexing.is_shown = false;
        } else if done.is_multiple_of((self.indexing.all / 20).max(1)) {
            self.progress(WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(false),
                message: Some(format!("{done} of {}", self.indexing.all)),
                percentage: Some((done * 100 / self.indexing.all) as u32),
            }));
        }
    }

    fn begin_progress(&mut self) {
        self.indexing.shown += 1;
        self.indexing.is_shown = true;
        let (token, outgoing) = (self.indexing.token(), self.outgoing.clone());
        let params = WorkDoneProgressCreateParams { token: token.clone() };
        self.outgoing.request::<WorkDoneProgressCreate>(params, move |answer| {
            // Reports for what was refused, or not begun, are dropped by clients.
            if answer.is_ok() {
                let begin = WorkDoneProgress::Begin(WorkDoneProgressBegin {
                    title: "Lode: reading packages".to_owned(),
                    cancellable: Some(false),
                    message: None,
                    percentage: Some(0),
                });
                outgoing.notify::<Progress>(ProgressParams { token, value: ProgressParamsValue::WorkDone(begin) });
            }
        });
    }

    fn progress(&self, value: WorkDoneProgress) {
        if self.indexing.is_shown {
            let params = ProgressParams { token: self.indexing.token(), value: ProgressParamsValue::WorkDone(value) };
            self.outgoing.notify::<Progress>(params);
        }
    }
}

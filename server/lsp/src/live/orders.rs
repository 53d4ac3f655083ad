//! The session's side of live files: what the client asks for, what is edited, and what runs tell.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use child::evaluation::Limits;
use project::{CancelToken, Change, Observation};
use source::Edit;
use syntax::Language;
use tower_lsp_server::ls_types::notification::ShowMessage;
use tower_lsp_server::ls_types::request::{CodeLensRefresh, InlayHintRefreshRequest};
use tower_lsp_server::ls_types::{MessageType, ShowMessageParams, Uri};

use super::file::{After, LiveFile};
use super::fingerprint::fingerprint;
use super::follow::PAUSE;
use super::messages::{DocumentParams, LiveParams, LiveResult, Mode, State, Values};
use super::observed::Observed;
use super::prepare::Wanted;
use super::selection::Selection;
use super::shown::Shown;
use super::telling::Subject;
use super::{MOST_LIVE, Moved, News, Order, What};
use crate::cancel::{Reply, refused};
use crate::pool::Lane;
use crate::session::{BIG, Session};

/// What an explicit run may print before the rest is left out.
const PRINTED: usize = 16 << 20;

impl Session {
    pub(crate) fn live_order(&mut self, order: Order) {
        match order {
            Order::Live(params, reply) => self.live_turn(&params, reply),
            Order::Run(params, reply) => self.live_run(&params, &reply),
            Order::Stop(DocumentParams { uri }, reply) => {
                let path = self.path(&uri);
                self.with_live_file(&path, |file| {
                    file.stopped();
                    After::SHOW
                });
                reply.give(Ok(()));
            }
            Order::Visible(params) => {
                let path = self.path(&params.uri);
                self.live.visible.insert(path, params.range);
            }
            Order::EvalSelection(params, reply) => match self.why_not(&params.uri) {
                Some(sentence) => reply.give(Err(refused(sentence))),
                None => {
                    let selection = Selection {
                        path: self.path(&params.uri),
                        run: self.live.next_run(),
                        view: self.view(reply.cancel_token()),
                        workers: self.live.workers.clone(),
                        limits: self.live_limits(false),
                        handle: Arc::default(),
                        params,
                        reply,
                    };
                    self.live.selections.retain(|handle| handle.strong_count() > 0);
                    self.live.selections.push(Arc::downgrade(&selection.handle));
                    self.pool.run(Lane::Worker, move || selection.start());
                }
            },
        }
    }

    /// Why nothing of a document can be run.
    fn why_not(&self, uri: &Uri) -> Option<String> {
        let path = self.path(uri);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !self.settings.trusted {
            return Some("the workspace is not trusted, so nothing of it is run".to_owned());
        }
        if !self.documents.contains_key(&path) {
            return Some(format!("`{name}` is not open"));
        }
        (!is_program(&path)).then(|| format!("`{name}` is no program"))
    }

    fn live_turn(&mut self, params: &LiveParams, reply: Reply<LiveResult>) {
        let path = self.path(&params.uri);
        if params.mode == Mode::Off {
            self.live_off(&path, None);
            if is_scratch(&path) {
                self.live.declined.insert(path);
            }
            return reply.give(Ok(LiveResult { mode: Mode::Off }));
        }
        if let Some(sentence) = self.why_not(&params.uri) {
            return reply.give(Err(refused(sentence)));
        }
        let mode = Some(params.mode).filter(|mode| *mode != Mode::Once);
        if mode.is_some() {
            self.make_room(&path);
        }
        let file = self.live.files.entry(path.clone()).or_insert_with(LiveFile::new);
        file.shown.mode = mode.or(file.shown.mode);
        file.replies.push(reply);
        self.show(&path);
        self.live_begin(&path, false);
    }

    fn live_run(&mut self, params: &DocumentParams, reply: &Reply<()>) {
        if let Some(sentence) = self.why_not(&params.uri) {
            return reply.give(Err(refused(sentence)));
        }
        let path = self.path(&params.uri);
        self.live.files.entry(path.clone()).or_insert_with(LiveFile::new);
        self.live_begin(&path, true);
        reply.give(Ok(()));
    }

    /// Turns off what was not used for longest, if another live file would be too many.
    fn make_room(&mut self, path: &Path) {
        let Some(other) = self.live.too_many(path) else { return };
        let name = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sentence = format!("`{name}` is not live any more: {MOST_LIVE} files can be at a time");
        if !self.client.shows_values {
            let params = ShowMessageParams { typ: MessageType::INFO, message: sentence.clone() };
            self.outgoing.notify::<ShowMessage>(params);
        }
        self.live_off(&other, Some(sentence));
    }

    fn live_off(&mut self, path: &Path, sentence: Option<String>) {
        let Some(mut file) = self.live.files.remove(path) else { return };
        file.kill();
        let had_error = file.shown.uncaught.is_some();
        file.shown = Shown { state: State::Off, message: sentence.map(Arc::from), ..Shown::new() };
        self.tell_values(path, &mut file);
        Arc::make_mut(&mut self.live.shown).remove(path);
        self.live.refresh.want(true);
        self.live.lenses_changed = true;
        if had_error {
            self.diagnose(path, Duration::ZERO);
            self.refresh_diagnostics();
        }
        for reply in file.replies {
            reply.give(Ok(LiveResult { mode: Mode::Off }));
        }
    }

    /// Has the text of now run.
    fn live_begin(&mut self, path: &Path, is_explicit: bool) {
        let Some(document) = self.documents.get(path) else { return };
        let run = self.live.next_run();
        self.live.uses += 1;
        let print = (document.text().len() <= BIG).then(|| fingerprint(document.text(), Language::of(path)));
        let limits = self.live_limits(is_explicit);
        let view = self.view(CancelToken::default());
        let Some(file) = self.live.files.get_mut(path) else { return };
        file.used = self.live.uses;
        file.fingerprint = print;
        let handle = file.begin(run, is_explicit);
        let (inbox, workers) = (self.inbox.clone(), self.live.workers.clone());
        let wanted = Wanted { path: path.to_owned(), run, view, handle, inbox, workers, limits, is_explicit };
        // A person waits for the values: what they take does not stand behind work on whole projects.
        self.pool.run(Lane::Latency, move || wanted.start());
    }

    fn live_limits(&self, is_explicit: bool) -> Limits {
        match is_explicit {
            // What a person has started the person ends.
            true => Limits { busy: None, output: PRINTED, memory: None, ..Limits::default() },
            false => {
                let busy = Some(Duration::from_millis(self.settings.live_timeout.into()));
                Limits { busy, ..Limits::automatic() }
            }
        }
    }

    fn live_debounce(&self) -> Duration {
        Duration::from_millis(self.settings.live_debounce.into())
    }

    /// The text of a document has been edited, as the edits say one after the other.
    pub(crate) fn live_edited(&mut self, path: &Path, edits: &[Edit]) {
        let debounce = self.live_debounce();
        self.live_begin_scratch(path);
        if let (Some(file), Some(document)) = (self.live.files.get_mut(path), self.documents.get(path)) {
            let print = (document.text().len() <= BIG).then(|| fingerprint(document.text(), Language::of(path)));
            let is_other = print.is_none() || print != file.fingerprint;
            let had_error = file.shown.uncaught.is_some();
            file.fingerprint = print;
            self.live.uses += 1;
            file.used = self.live.uses;
            let moved: Vec<Moved> = edits.iter().map(Moved::by).collect();
            file.edited(&moved, is_other, debounce);
            // Whether it can be run is seen in the next run, if there is one.
            let mode = file.shown.mode.unwrap_or(Mode::Once);
            file.replies.drain(..).for_each(|reply| reply.give(Ok(LiveResult { mode })));
            let is_mended = had_error && file.shown.uncaught.is_none();
            self.show(path);
            if is_mended {
                self.refresh_diagnostics();
            }
        }
        self.live_imported_changed(&[path.to_owned()]);
    }

    /// A scratch file becomes live when it is edited for the first time, never because it is opened.
    fn live_begin_scratch(&mut self, path: &Path) {
        let is_wanted = self.settings.live_scratch && self.settings.trusted && is_scratch(path) && is_program(path);
        if !is_wanted || self.live.declined.contains(path) {
            return;
        }
        if self.live.files.get(path).is_none_or(|file| file.shown.mode.is_none()) {
            self.make_room(path);
            let file = self.live.files.entry(path.to_owned()).or_insert_with(LiveFile::new);
            file.shown.mode = Some(Mode::On);
            file.fingerprint = None;
        }
    }

    /// Live files that import one of these do something else now.
    fn live_imported_changed(&mut self, paths: &[PathBuf]) {
        if self.live.files.keys().all(|path| paths.contains(path)) {
            return;
        }
        let debounce = self.live_debounce();
        let snapshot = self.project.snapshot();
        let known = paths.iter().filter_map(|path| Some(snapshot.path(snapshot.file(path)?).to_path_buf()));
        let names: Vec<PathBuf> = known.chain(paths.iter().cloned()).collect();
        let mut others = Vec::new();
        for (path, file) in &mut self.live.files {
            if paths.contains(path) || file.shown.mode != Some(Mode::On) {
                continue;
            }
            let is_imported = match &file.imports {
                Some(imports) => names.iter().any(|name| imports.files.contains(name)),
                // It is about to be seen what it imports: better once too often.
                None => file.is_going(),
            };
            if is_imported {
                file.outdated(debounce);
                others.push(path.clone());
            }
        }
        others.iter().for_each(|path| self.show(path));
    }

    /// Files on the disk are others than they were.
    pub(crate) fn live_disk_changed(&mut self, paths: &[PathBuf]) {
        let closed: Vec<PathBuf> = paths.iter().filter(|path| !self.documents.contains_key(*path)).cloned().collect();
        if closed.is_empty() {
            return;
        }
        let debounce = self.live_debounce();
        let is_missing = |file: &LiveFile| file.imports.as_ref().is_some_and(|imports| imports.is_missing);
        let waiting =
            self.live.files.iter_mut().filter(|(_, file)| file.shown.mode == Some(Mode::On) && is_missing(file));
        let mut others = Vec::new();
        for (path, file) in waiting {
            // What it has missed may be there now.
            if !file.is_going() {
                file.outdated(debounce);
                others.push(path.clone());
            }
        }
        others.iter().for_each(|path| self.show(path));
        self.live_imported_changed(&closed);
    }

    pub(crate) fn live_saved(&mut self, path: &Path) {
        if self.live.files.get(path).is_some_and(|file| file.shown.mode == Some(Mode::OnSave)) {
            self.live_begin(path, false);
        }
    }

    pub(crate) fn live_closed(&mut self, path: &Path) {
        self.live.visible.remove(path);
        self.live.declined.remove(path);
        self.live_off(path, None);
    }

    /// Nothing is trusted any more, or all is; what was observed is wanted, or not.
    pub(crate) fn live_settings_changed(&mut self) {
        if !self.settings.live_observed {
            self.project.apply(Change::ForgetObserved);
        }
        if self.settings.trusted {
            return;
        }
        let paths: Vec<PathBuf> = self.live.files.keys().cloned().collect();
        for path in paths {
            self.live_off(&path, Some("the workspace is not trusted".to_owned()));
        }
    }

    pub(crate) fn live_news(&mut self, news: News) {
        let News { path, run, what } = news;
        let debounce = self.live_debounce();
        if let What::Printed(text) = what {
            // Also of a run that a newer one has taken the place of: it was printed.
            return self.outgoing.log(MessageType::LOG, text);
        }
        if let What::Observed(observed, modules) = what {
            return self.live_observed(&path, run, observed, modules);
        }
        let Some(file) = self.live.files.get_mut(&path).filter(|file| file.is_latest(run)) else { return };
        let mode = file.shown.mode.unwrap_or(Mode::Once);
        let mut answer = None;
        let after = match what {
            What::Unreadable(message) => {
                answer = Some(Ok(LiveResult { mode }));
                file.unreadable(message);
                After::SHOW
            }
            What::CannotStart(message) => {
                file.failed(&message);
                file.shown.mode = None;
                answer = Some(Err(refused(message)));
                After::SHOW
            }
            What::Imports(imports) => {
                file.imports = Some(imports);
                After::NOTHING
            }
            What::Started(known) => {
                answer = Some(Ok(LiveResult { mode }));
                file.started(known)
            }
            What::Values(values) => file.values(values),
            // The worker could not even begin: without an engine, for instance.
            What::Ended(end) if !file.has_begun() => {
                let message = end.values.message.unwrap_or_else(|| "the program can't be run".to_owned());
                file.failed(&message);
                file.shown.mode = None;
                answer = Some(Err(refused(message)));
                After::SHOW
            }
            What::Ended(end) => {
                answer = Some(Ok(LiveResult { mode }));
                file.ended(end, debounce)
            }
            What::Printed(_) | What::Observed(..) => After::NOTHING,
        };
        if let Some(answer) = answer {
            file.replies.drain(..).for_each(|reply| reply.give(answer.clone()));
        }
        self.after(&path, after);
    }

    /// Hands over what a run saw, so that it is known where the code does not tell.
    fn live_observed(&mut self, path: &Path, run: u64, observed: Observed, mut all: Vec<Observation>) {
        let seen = self.live.files.get(path).and_then(|file| file.places(run, observed.places));
        let (Some((places, is_unmoved)), Some(document)) = (seen, self.documents.get(path)) else { return };
        if !self.settings.live_observed {
            return;
        }
        let exports = observed.exports.filter(|_| is_unmoved);
        all.push(Observation::new(path.to_owned(), document.text(), places, exports));
        self.project.apply(Change::Observed(all));
    }

    fn with_live_file(&mut self, path: &Path, change: impl FnOnce(&mut LiveFile) -> After) {
        if let Some(file) = self.live.files.get_mut(path) {
            let after = change(file);
            self.after(path, after);
        }
    }

    fn after(&mut self, path: &Path, after: After) {
        if !after.shows {
            return;
        }
        self.show(path);
        self.live.refresh.want(after.is_first);
        if after.diagnoses {
            self.diagnose(path, Duration::ZERO);
            self.refresh_diagnostics();
        }
    }

    /// Requests see a file as it is now.
    fn show(&mut self, path: &Path) {
        if let Some(file) = self.live.files.get_mut(path) {
            file.shown.is_running = file.is_running();
            let before = Arc::make_mut(&mut self.live.shown).insert(path.to_owned(), file.shown.clone());
            self.live.lenses_changed |=
                before.is_some_and(|before| before.can_be_stopped()) != file.shown.can_be_stopped();
        }
    }

    /// Does what is due: runs, and tells.
    pub(crate) fn start_live(&mut self) {
        let due = self.live.files.iter().filter(|(_, file)| file.is_due()).map(|(path, _)| path.clone());
        for path in due.collect::<Vec<_>>() {
            self.live_begin(&path, false);
        }
        let due = self.live.files.iter().filter(|(_, file)| file.telling.is_due()).map(|(path, _)| path.clone());
        for path in due.collect::<Vec<_>>() {
            if let Some(mut file) = self.live.files.remove(&path) {
                self.tell_values(&path, &mut file);
                self.live.files.insert(path, file);
            }
        }
        if std::mem::take(&mut self.live.lenses_changed) {
            self.refresh_lenses();
        }
        if self.live.refresh.is_due() {
            self.live.refresh.done();
            if !self.client.shows_values && self.client.refreshes_inlay_hints {
                self.outgoing.request::<InlayHintRefreshRequest>((), |_| {});
            }
        }
    }

    /// Tells a client that shows values itself; others ask for hints.
    fn tell_values(&self, path: &Path, file: &mut LiveFile) {
        let snapshot = self.project.snapshot();
        let text = snapshot.file(path).and_then(|file| snapshot.text(file));
        let (Some(uri), Some(document), Some(text)) = (self.open.get(path), self.documents.get(path), text) else {
            return file.telling.unwanted();
        };
        if !self.client.shows_values {
            return file.telling.unwanted();
        }
        let (version, visible) = (document.version, self.live.visible.get(path).copied());
        let subject = Subject { uri, version, text: &text, encoding: self.encoding, shown: &file.shown, visible };
        if let Some(params) = file.telling.tell(&subject) {
            self.outgoing.notify::<Values>(params);
        }
    }

    /// A lens says what it would do now.
    fn refresh_lenses(&self) {
        if self.client.refreshes_code_lenses && self.settings.code_lens_run {
            self.outgoing.request::<CodeLensRefresh>((), |_| {});
        }
    }
}

fn is_scratch(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains(".scratch."))
}

/// By its name; one without an extension is what the editor says, or a script.
pub(super) fn is_program(path: &Path) -> bool {
    if Language::of(path) == Language::Declarations {
        return false;
    }
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_none_or(|extension| matches!(extension, "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx"))
}

impl super::Refresh {
    /// `is_now`: the first values are not waited for.
    fn want(&mut self, is_now: bool) {
        let now = Instant::now();
        let at = if is_now { now } else { self.last.map_or(now, |last| now.max(last + PAUSE)) };
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    fn is_due(&self) -> bool {
        self.due.is_some_and(|at| at <= Instant::now())
    }

    fn done(&mut self) {
        self.due = None;
        self.last = Some(Instant::now());
    }
}

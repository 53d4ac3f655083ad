//! When diagnostics are made and told: at once for a document that was opened or saved, a moment after the last key for one that is
//! typed in. They are told with the version that they were made for, and only while the document still is that version.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ide::Linting;
use project::CancelToken;
use rustc_hash::{FxHashMap, FxHasher};
use source::{FileId, TextRange};
use tower_lsp_server::ls_types::notification::{PublishDiagnostics, ShowMessage};
use tower_lsp_server::ls_types::request::WorkspaceDiagnosticRefresh;
use tower_lsp_server::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, MessageType, NumberOrString,
    PublishDiagnosticsParams, ShowMessageParams, Uri,
};

use crate::inbox::Event;
use crate::pool::Lane;
use crate::session::Session;
use crate::to_lsp;
use crate::view::View;

/// How long after the last key.
pub(crate) const AFTER_TYPING: Duration = Duration::from_millis(150);

/// Which documents are to be looked at, and when.
#[derive(Default)]
pub(crate) struct Schedule {
    due: FxHashMap<PathBuf, Instant>,
    running: FxHashMap<PathBuf, CancelToken>,
    /// A client that pulls is to be told that something may have changed.
    refresh: Option<Instant>,
    /// Of the linter, when files were looked at last.
    epoch: u64,
}

impl Schedule {
    /// When something is to be done next.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.due.values().copied().chain(self.refresh).min()
    }

    pub(crate) fn forget(&mut self, path: &Path) {
        self.due.remove(path);
        self.stop(path);
    }

    fn stop(&mut self, path: &Path) {
        if let Some(running) = self.running.remove(path) {
            running.cancel();
        }
    }

    fn take_due(&mut self) -> Vec<PathBuf> {
        let now = Instant::now();
        let due: Vec<PathBuf> = self.due.iter().filter(|(_, at)| **at <= now).map(|(path, _)| path.clone()).collect();
        for path in &due {
            self.due.remove(path);
        }
        due
    }
}

impl Session {
    /// Has a document looked at after `delay`; a look that is going on is given up.
    pub(crate) fn diagnose(&mut self, path: &Path, delay: Duration) {
        if !self.client.pulls_diagnostics {
            self.diagnostics.stop(path);
            self.diagnostics.due.insert(path.to_owned(), Instant::now() + delay);
        }
    }

    /// Has all open documents looked at: something outside of them has changed.
    pub(crate) fn diagnose_all(&mut self) {
        if self.client.pulls_diagnostics {
            if self.client.refreshes_diagnostics && !self.documents.is_empty() {
                self.diagnostics.refresh.get_or_insert(Instant::now() + AFTER_TYPING);
            }
            return;
        }
        let later = Instant::now() + AFTER_TYPING;
        for path in self.documents.keys() {
            // What is due sooner stays so.
            self.diagnostics.due.entry(path.clone()).or_insert(later);
        }
    }

    /// A client that pulls is told that something has changed, if it can be told.
    pub(crate) fn refresh_diagnostics(&mut self) {
        if self.client.pulls_diagnostics && self.client.refreshes_diagnostics {
            self.diagnostics.refresh = Some(Instant::now());
        }
    }

    pub(crate) fn start_diagnostics(&mut self) {
        if self.diagnostics.refresh.is_some_and(|at| at <= Instant::now()) {
            self.diagnostics.refresh = None;
            self.outgoing.request::<WorkspaceDiagnosticRefresh>((), |_| {});
        }
        for path in self.diagnostics.take_due() {
            let Some(version) = self.documents.get(&path).map(|document| document.version) else { continue };
            let cancel = CancelToken::default();
            self.diagnostics.stop(&path);
            self.diagnostics.running.insert(path.clone(), cancel.clone());
            let (view, inbox) = (self.view(cancel), self.inbox.clone());
            self.pool.run(Lane::Diagnostics, move || {
                if !view.go_on() {
                    return;
                }
                let diagnostics = view.snapshot.file(&path).map(|file| of(&view, file)).unwrap_or_default();
                if view.go_on() {
                    inbox.send(Event::Diagnosed { path, version, diagnostics });
                }
            });
        }
    }

    pub(crate) fn publish(&mut self, path: &Path, version: i32, diagnostics: Vec<Diagnostic>) {
        let is_current = self.documents.get(path).is_some_and(|document| document.version == version);
        if !is_current || self.client.pulls_diagnostics {
            return;
        }
        self.diagnostics.running.remove(path);
        self.tell(path, Some(version), diagnostics);
        let epoch = self.linter.epoch();
        if self.diagnostics.epoch != epoch {
            self.diagnostics.epoch = epoch;
            self.diagnose_all();
        }
    }

    /// A closed document has nothing wrong that is shown.
    pub(crate) fn clear_diagnostics(&mut self, path: &Path) {
        self.diagnostics.forget(path);
        if !self.client.pulls_diagnostics {
            self.tell(path, None, Vec::new());
        }
    }

    fn tell(&self, path: &Path, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        if let Some(uri) = self.open.get(path).cloned() {
            self.outgoing.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
        }
    }
}

/// What is wrong with a file.
pub(crate) fn of(view: &View, file: FileId) -> Vec<Diagnostic> {
    if !view.settings.diagnostics {
        return Vec::new();
    }
    let Some(text) = view.text(file) else { return Vec::new() };
    let is_earlier_fine = !view.unsaved.is_empty() && view.unsaved.contains(&view.snapshot.path(file).to_path_buf());
    let linting = view.settings.lint.then(|| Linting { linter: &view.linter, is_earlier_fine });
    let found = ide::diagnostics(&view.snapshot, file, linting, &|| view.go_on());
    tell_of_configurations(view);
    let mut pages: FxHashMap<&str, Option<Uri>> = FxHashMap::default();
    let mut page = |rule: &'static str| {
        let is_wanted = view.client.code_descriptions;
        let page = pages.entry(rule).or_insert_with(|| is_wanted.then(|| view.rule_page(rule)).flatten());
        page.clone().map(|href| CodeDescription { href })
    };
    // What is only faded would be underlined by a client that can't fade.
    let is_only_faded = |one: &ide::Diagnostic| one.tag.is_some() && one.severity == ide::Severity::Hint;
    let told = found.into_iter().filter(|diagnostic| !is_only_faded(diagnostic) || view.client.diagnostic_tags);
    let shown = told.map(|diagnostic| Diagnostic {
        range: view.range(&text, diagnostic.range),
        severity: Some(to_lsp::severity(diagnostic.severity)),
        code: Some(NumberOrString::String(diagnostic.code.to_owned())),
        code_description: page(diagnostic.code),
        source: Some("lode".to_owned()),
        message: diagnostic.message,
        related_information: related(view, diagnostic.related),
        tags: diagnostic.tag.map(|tag| vec![to_lsp::diagnostic_tag(tag)]),
        ..Diagnostic::default()
    });
    shown.chain(uncaught(view, file, &text)).collect()
}

/// What the program of a live file did not catch.
fn uncaught(view: &View, file: FileId, text: &source::SourceText) -> Option<Diagnostic> {
    let uri = view.uri(file)?;
    let uncaught = view.live_of(&uri)?.uncaught.as_ref()?;
    let frames = uncaught.frames.iter().filter_map(|(path, line, column)| {
        let file = view.snapshot.file(path)?;
        let text = view.text(file)?;
        let place = source::LineColumn { line: *line, column: *column };
        let offset = text.offset(place, source::Encoding::Utf16);
        let location = view.location(file, TextRange::empty(offset))?;
        Some(DiagnosticRelatedInformation { location, message: "called here".to_owned() })
    });
    // The first is where it was thrown.
    let related: Vec<_> = frames.skip(1).collect();
    Some(Diagnostic {
        range: view.range(text, uncaught.range),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("lode run".to_owned()),
        message: uncaught.message.to_string(),
        related_information: (view.client.related_information && !related.is_empty()).then_some(related),
        ..Diagnostic::default()
    })
}

/// That a configuration is wrong is seen in it, but it may not be open.
fn tell_of_configurations(view: &View) {
    for error in view.linter.errors() {
        let message = error.to_string();
        let mut told = view.told.lock().unwrap_or_else(|lock| lock.into_inner());
        if told.insert(message.clone()) {
            let message = format!("{message}; what can be read of it counts");
            view.outgoing.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::WARNING, message });
        }
    }
}

fn related(view: &View, related: Vec<ide::Related>) -> Option<Vec<DiagnosticRelatedInformation>> {
    if related.is_empty() || !view.client.related_information {
        return None;
    }
    let shown = related.into_iter().filter_map(|related| {
        let location = view.location(related.file, related.range)?;
        Some(DiagnosticRelatedInformation { location, message: related.message })
    });
    Some(shown.collect())
}

/// The same for the same diagnostics.
pub(crate) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_vec(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

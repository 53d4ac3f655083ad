//! The formatters of projects, for all clients of a process: which may be run, and what was said of them.
//!
//! A formatter is code of the project. It runs in a child process, never here, and only if the person has allowed it: by the setting,
//! or when asked, which counts for the folder from then on. The prettier that Lode has fetched itself is run without asking where
//! the project says nothing of formatting.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use format::choice::{Choice, Install};
use format::formatters::{Formatters, Options, Text};
use format::{FormatError, Outcome, pinned};
use rustc_hash::FxHashSet;
use tower_lsp_server::ls_types::notification::ShowMessage;
use tower_lsp_server::ls_types::request::ShowMessageRequest;
use tower_lsp_server::ls_types::{MessageType, ShowMessageParams};

use crate::permissions::{Permissions, agrees, question};
use crate::settings::RunPrograms;
use crate::view::View;

/// A person waits for one text.
const LIMIT: Duration = Duration::from_secs(10);

/// A prettier that nobody has asked for so long is let go.
const IDLE: Duration = Duration::from_secs(10 * 60);

/// How often it is asked whether the client still waits for its person.
const ROUND: Duration = Duration::from_millis(50);

/// Clones know the same.
#[derive(Clone)]
pub(crate) struct Formatting {
    formatters: Arc<Formatters>,
    /// The folders whose formatters may be run.
    permissions: Permissions,
    /// Folders that the person was asked about.
    asked: Arc<Mutex<FxHashSet<PathBuf>>>,
    /// What was said once is not said again.
    told: Arc<Mutex<FxHashSet<String>>>,
}

impl Formatting {
    pub(crate) fn new(cache_folder: Option<&Path>) -> Formatting {
        let cache = cache_folder.map_or_else(|| std::env::temp_dir().join("lode"), Path::to_owned);
        let permissions = Permissions::kept_in(cache.join("format").join("may-run"));
        // Where the program itself can't be found, starting it says so.
        let lode = child::own_program().unwrap_or_default();
        let options = Options { lode, cache, limit: LIMIT, idle: Some(IDLE) };
        Formatting {
            formatters: Arc::new(Formatters::new(options)),
            permissions,
            asked: Arc::default(),
            told: Arc::default(),
        }
    }

    /// The formatted text, or `None` where nothing is to be changed: why is told in a window, once.
    pub(crate) fn format(&self, view: &View, path: &Path, text: &str, range: Option<(u32, u32)>) -> Option<String> {
        let root = root(view, path);
        let outcome = self.formatters.choose(path).and_then(|choice| {
            if !self.may_run(view, &root, &choice) {
                return Ok(Outcome::Ignored);
            }
            if self.formatters.must_fetch(&choice) {
                let version = pinned::VERSION;
                self.tell(view, MessageType::INFO, format!(
                    "The project has no formatter: prettier {version} is fetched from the registry of npm into Lode's cache, once"
                ));
            }
            self.formatters.format(&Text { path, text, range, root: &root }, &choice, &|| view.go_on())
        });
        match outcome {
            Ok(Outcome::Formatted(text)) => Some(text),
            Ok(Outcome::Unknown) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.tell(
                    view,
                    MessageType::INFO,
                    format!("The formatter of the project does not know files such as `{name}`"),
                );
                None
            }
            Ok(Outcome::Same | Outcome::Ignored) | Err(FormatError::Cancelled) => None,
            Err(error) => {
                let hint = error.hint().map_or_else(String::new, |hint| format!("; {hint}"));
                // Where a text is wrong is shown as a diagnostic already.
                match &error {
                    FormatError::Syntax { message, .. } => {
                        view.outgoing
                            .log(MessageType::INFO, format!("`{}` is not formatted: {message}", path.display()));
                    }
                    _ => self.tell(
                        view,
                        MessageType::ERROR,
                        format!("`{}` is not formatted: {error}{hint}", path.display()),
                    ),
                }
                None
            }
        }
    }

    fn may_run(&self, view: &View, root: &Path, choice: &Choice) -> bool {
        let is_ours = choice.because.is_none() && matches!(choice.install, Install::Pinned { .. });
        match view.settings.format_run {
            _ if is_ours => true,
            _ if !view.settings.trusted => false,
            RunPrograms::Always => true,
            RunPrograms::Never => false,
            RunPrograms::Ask => self.permissions.has(root) || self.ask(view, root, choice),
        }
    }

    /// Waits for the person's answer as long as the client waits for ours.
    fn ask(&self, view: &View, root: &Path, choice: &Choice) -> bool {
        if !self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(root.to_owned()) {
            // A second request, while the first one's question is open or after a no, would seem to do nothing.
            let message = format!(
                "`{}` is not formatted: it was not agreed that {} may be run. The setting `lode.format.run` can say so",
                root.display(),
                choice.title()
            );
            self.tell(view, MessageType::INFO, message);
            return false;
        }
        let message = format!(
            "`{}` is formatted by {}, which is code of the project. May Lode run it, now and whenever it changes?",
            root.display(),
            choice.title()
        );
        let (answered, answer) = mpsc::channel();
        let (permissions, asked, folder) = (self.permissions.clone(), self.asked.clone(), root.to_owned());
        view.outgoing.request::<ShowMessageRequest>(question(message), move |chosen| {
            // Who closes the question has not answered it.
            if matches!(chosen, Ok(None)) {
                asked.lock().unwrap_or_else(PoisonError::into_inner).remove(&folder);
            }
            let may = agrees(chosen);
            // Whoever asked may have given up: then it counts for the next time.
            if may {
                permissions.add(&folder);
            }
            let _ = answered.send(may);
        });
        loop {
            match answer.recv_timeout(ROUND) {
                Ok(may) => return may,
                Err(RecvTimeoutError::Timeout) if view.go_on() => {}
                Err(_) => return false,
            }
        }
    }

    fn tell(&self, view: &View, typ: MessageType, message: String) {
        if self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(message.clone()) {
            view.outgoing.notify::<ShowMessage>(ShowMessageParams { typ, message });
        }
    }
}

/// The folder of the client that a file is in.
fn root(view: &View, path: &Path) -> PathBuf {
    let roots = view.snapshot.roots().iter().filter(|root| path.starts_with(root));
    let root = roots.max_by_key(|root| root.as_os_str().len());
    root.map_or_else(|| path.parent().unwrap_or(path), PathBuf::as_path).to_owned()
}

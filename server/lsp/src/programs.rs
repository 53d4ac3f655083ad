//! Configurations of the linter that are programs, such as eslint.config.js: whether they may be run, and what they export.
//!
//! They are run in a child process, never here, and only if the person has allowed it: by the setting, or when asked, which counts for
//! the folder from then on. What is remembered of an earlier run, by whatever started it, is used without running anything.
//!
//! Readers in the pool ask; they are told "not yet" and never wait. The session is told of what is wanted, and has all files looked
//! at again when it is there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::Value;
use tower_lsp_server::ls_types::notification::ShowMessage;
use tower_lsp_server::ls_types::request::ShowMessageRequest;
use tower_lsp_server::ls_types::{MessageType, ShowMessageParams};

use crate::inbox::{Event, Inbox};
use crate::permissions::{Permissions, agrees, question};
use crate::pool::Lane;
use crate::session::Session;
use crate::settings::RunPrograms;

/// A configuration that is one, or the presets that a configuration extends by these names, which are programs too.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Program {
    path: PathBuf,
    presets: Vec<String>,
}

/// What is known of them; clones know the same.
#[derive(Clone)]
pub(crate) struct Programs {
    cache: Option<Arc<Path>>,
    /// The folders whose programs may be run. `None`: nothing is kept.
    permissions: Option<Permissions>,
    inbox: Inbox,
    /// Written by readers that want one, and by the session.
    known: Arc<Mutex<FxHashMap<Program, Known>>>,
}

enum Known {
    /// It is being run, or the person is being asked.
    Awaited,
    Read(Result<Value, String>),
}

impl Programs {
    pub(crate) fn new(cache: Option<Arc<Path>>, inbox: Inbox) -> Programs {
        let list = cache.as_ref().map(|cache| cache.join("lint").join("may-run"));
        Programs { cache, permissions: list.map(Permissions::kept_in), inbox, known: Arc::default() }
    }

    /// What a program exports; `None`: that is not known yet.
    pub(crate) fn exported(&self, path: &Path, presets: &[String]) -> Result<Option<Value>, String> {
        let program = Program { path: path.to_owned(), presets: presets.to_owned() };
        if let Some(Known::Read(result)) = self.known().get(&program) {
            return result.clone().map(Some);
        }
        if let Some(value) = self.cache.as_ref().and_then(|cache| child::remembered(path, presets, cache)) {
            return Ok(Some(value));
        }
        if self.known().insert(program.clone(), Known::Awaited).is_none() {
            self.inbox.send(Event::ProgramWanted(program));
        }
        Ok(None)
    }

    fn may_run(&self, folder: &Path) -> bool {
        self.permissions.as_ref().is_some_and(|permissions| permissions.has(folder))
    }

    fn known(&self) -> MutexGuard<'_, FxHashMap<Program, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, program: Program, result: Result<Value, String>) {
        self.known().insert(program, Known::Read(result));
    }

    /// The files may be others now. Those that are awaited are told of when they are there.
    pub(crate) fn forget(&self) {
        self.known().retain(|_, known| matches!(known, Known::Awaited));
    }
}

impl Program {
    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
}

impl Session {
    /// A reader wants to know what a program exports.
    pub(crate) fn program_wanted(&mut self, program: Program) {
        if !self.settings.trusted {
            return self.program_read(program, Err("it is a program, and the workspace is not trusted".to_owned()));
        }
        match self.settings.lint_programs {
            RunPrograms::Always => self.run_program(program),
            RunPrograms::Ask if self.programs.may_run(program.folder()) => self.run_program(program),
            RunPrograms::Ask => self.ask_for_program(program),
            RunPrograms::Never => self.program_read(program, Err("it is a program and is not to be run".to_owned())),
        }
    }

    fn ask_for_program(&mut self, program: Program) {
        let name = program.path.file_name().unwrap_or_default().to_string_lossy();
        let what = if program.presets.is_empty() { "is a program" } else { "extends presets that are programs" };
        let message = format!(
            "`{name}` in `{}` says which lint rules are on, and {what}. May Lode run it, now and whenever it changes?",
            program.folder().display()
        );
        let inbox = self.inbox.clone();
        self.outgoing.request::<ShowMessageRequest>(question(message), move |answer| {
            inbox.send(Event::ProgramAnswered { program, is_allowed: agrees(answer) });
        });
    }

    pub(crate) fn program_answered(&mut self, program: Program, is_allowed: bool) {
        if !is_allowed {
            return self.program_read(program, Err("it is a program and was not run".to_owned()));
        }
        if let Some(permissions) = &self.programs.permissions {
            permissions.add(program.folder());
        }
        self.run_program(program);
    }

    fn run_program(&mut self, program: Program) {
        let (cache, inbox) = (self.programs.cache.clone(), self.inbox.clone());
        self.pool.run(Lane::Background, move || {
            let result = child::exported(&program.path, &program.presets, cache.as_deref());
            inbox.send(Event::ProgramRead { program, result });
        });
    }

    /// A program was run, as it was to be. That it can't be is told where it is seen: other rules count than it says.
    pub(crate) fn program_ended(&mut self, program: Program, result: Result<Value, String>) {
        if let Err(why) = &result {
            let name = program.path.file_name().unwrap_or_default().to_string_lossy();
            let why = why.split(['\n', '\r']).next().unwrap_or_default();
            let why = why.split_once(". ").map_or(why, |(first, _)| first);
            let message = format!("`{name}`: {why}; the recommended lint rules stand in for it");
            self.outgoing.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::WARNING, message });
        }
        self.program_read(program, result);
    }

    pub(crate) fn program_read(&mut self, program: Program, result: Result<Value, String>) {
        if let Err(why) = &result {
            let path = program.path.display();
            self.outgoing.log(MessageType::INFO, format!("`{path}`: {why}; the recommended rules stand in for it"));
        }
        self.programs.put(program, result);
        self.renew_linter();
    }

    /// Something that configures the linter has changed: it is read anew, and so are all files.
    pub(crate) fn configurations_changed(&mut self) {
        self.programs.forget();
        self.renew_linter();
    }
}

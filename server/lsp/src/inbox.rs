//! Everything that can wake the session, in one list and one queue.
//!
//! Whoever has something for the session sends an [`Event`]; sending never waits. The session takes events strictly in the order in
//! which they were sent, and the transport sends those of the client in the order in which their messages came.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use project::{Change, IndexStep, IndexTask};
use serde_json::Value;
use source::Encoding;
use tower_lsp_server::ls_types::{
    Diagnostic, DidChangeTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, TextDocumentIdentifier,
    WorkspaceFoldersChangeEvent,
};

use crate::live::{News, Order};
use crate::programs::Program;
use crate::read::QueuedRead;

pub(crate) enum Event {
    /// The client has said who it is and where it works; the answer has been given.
    Initialize(Box<InitializeParams>, Encoding),
    /// It is ready to be asked itself.
    Initialized,

    Open(DidOpenTextDocumentParams),
    Change(DidChangeTextDocumentParams),
    Save(TextDocumentIdentifier),
    Close(TextDocumentIdentifier),

    /// A request that only looks. It gets its snapshot when this is taken out.
    Read(QueuedRead),

    WorkspaceFolders(WorkspaceFoldersChangeEvent),
    /// Settings have changed; some clients say to what, others want to be asked.
    ConfigurationChanged(Value),
    /// What a client that was asked for its settings has answered.
    Configuration(Value),
    /// Files may have been made, changed or removed, as the client or a watcher of ours says.
    FilesChanged(Vec<PathBuf>),

    /// Work in the pool has found something that the project is to know.
    Found(Change),
    /// These packages are to be indexed.
    ToIndex(Vec<IndexTask>),
    /// The client is ready to show how far the reading of packages is, under the name that it was asked with.
    ProgressReady(u32),
    /// A step has been taken with one of them, or it was given up.
    Indexed(Option<Box<IndexStep>>),
    /// What a configuration exports that is a program is to be known.
    ProgramWanted(Program),
    /// The person has said whether it may be run.
    ProgramAnswered {
        program: Program,
        is_allowed: bool,
    },
    ProgramRead {
        program: Program,
        result: Result<Value, String>,
    },
    /// Diagnostics have been made for this version of a document.
    Diagnosed {
        path: PathBuf,
        version: i32,
        diagnostics: Vec<Diagnostic>,
    },

    /// Of live files.
    Live(Order),
    /// A program whose values are shown tells something.
    LiveNews(News),

    /// The connection is at its end.
    End,
}

#[derive(Clone)]
pub(crate) struct Inbox {
    sender: Sender<Event>,
}

impl Inbox {
    pub(crate) fn new() -> (Inbox, Receiver<Event>) {
        let (sender, receiver) = mpsc::channel();
        (Inbox { sender }, receiver)
    }

    pub(crate) fn send(&self, event: Event) {
        // Fails only when the session has ended: then there is nobody to know.
        let _ = self.sender.send(event);
    }
}

impl Event {
    /// For the log.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Event::Initialize(..) => "initialize",
            Event::Initialized => "initialized",
            Event::Open(_) => "textDocument/didOpen",
            Event::Change(_) => "textDocument/didChange",
            Event::Save(_) => "textDocument/didSave",
            Event::Close(_) => "textDocument/didClose",
            Event::Read(read) => read.method,
            Event::WorkspaceFolders(_) => "workspace/didChangeWorkspaceFolders",
            Event::ConfigurationChanged(_) => "workspace/didChangeConfiguration",
            Event::Configuration(_) => "settings",
            Event::FilesChanged(_) => "changed files",
            Event::Found(_) => "what was found",
            Event::ToIndex(_) => "packages to index",
            Event::ProgressReady(_) => "progress that can be shown",
            Event::Indexed(_) => "an indexed package",
            Event::ProgramWanted(_) | Event::ProgramAnswered { .. } => "a configuration",
            Event::ProgramRead { .. } => "what a configuration exports",
            Event::Diagnosed { .. } => "diagnostics",
            Event::Live(_) => "a live file",
            Event::LiveNews(_) => "news of a live file",
            Event::End => "the end",
        }
    }
}

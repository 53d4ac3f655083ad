//! An editor's side of one running server: open documents, edits, questions with their time, and what the server's processes use.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use source::{Encoding, LineIndex, Terminators, TextRange};
use test_support::lsp_client::{LspClient, uri};

use super::processes::{self, Memory};
use super::servers::PATIENCE;
use super::watching::Watchers;

pub(crate) struct Editor {
    client: LspClient,
    /// In the environment of the server's processes.
    pub mark: String,
    watchers: Watchers,
    documents: HashMap<PathBuf, Document>,
    /// When the last edit was sent.
    edited: Instant,
    /// Questions without an answer since the last one that had one.
    missed: usize,
    _runtime: tempfile::TempDir,
}

struct Document {
    version: i64,
    text: String,
    lines: LineIndex,
}

/// An answer, or its absence, and how long it took.
pub(crate) struct Answer {
    /// Null where there was none, or an error.
    pub result: Value,
    pub took: Duration,
    pub is_missing: bool,
    /// The line before the cursor, of a completion.
    pub before: String,
}

/// What made an editor ask for completion.
#[derive(Clone, Copy)]
pub(crate) enum Trigger {
    Asked,
    Character(char),
}

impl Editor {
    pub(super) fn new(client: LspClient, mark: String, watchers: Watchers, runtime: tempfile::TempDir) -> Editor {
        let documents = HashMap::new();
        Editor { client, mark, watchers, documents, edited: Instant::now(), missed: 0, _runtime: runtime }
    }

    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        if self.documents.contains_key(path) {
            return;
        }
        self.edited = Instant::now();
        self.client.open(&uri(path), "javascript", 1, text);
        let lines = LineIndex::new(text, Terminators::Editor);
        self.documents.insert(path.to_owned(), Document { version: 1, text: text.to_owned(), lines });
    }

    pub(crate) fn close(&mut self, path: &Path) {
        if self.documents.remove(path).is_some() {
            self.client.close(&uri(path));
        }
    }

    /// Replaces a part of an open document.
    pub(crate) fn edit(&mut self, path: &Path, range: TextRange, new: &str) {
        let Some(document) = self.documents.get_mut(path) else { return };
        let position = |offset| {
            let found = document.lines.position(&document.text, offset, Encoding::Utf16);
            json!({ "line": found.line, "character": found.column })
        };
        let change =
            json!([{ "range": { "start": position(range.start()), "end": position(range.end()) }, "text": new }]);
        document.version += 1;
        document.text.replace_range(range.start() as usize..range.end() as usize, new);
        document.lines = LineIndex::new(&document.text, Terminators::Editor);
        self.edited = Instant::now();
        self.client.change(&uri(path), document.version, change);
    }

    /// Completion at an offset of an open document, timed from the edit before it.
    pub(crate) fn complete_after_edit(&mut self, path: &Path, offset: u32, trigger: Trigger) -> Answer {
        let since = self.edited;
        self.complete_since(since, path, offset, trigger)
    }

    /// Completion at an offset of an open document.
    pub(crate) fn complete(&mut self, path: &Path, offset: u32, trigger: Trigger) -> Answer {
        self.complete_since(Instant::now(), path, offset, trigger)
    }

    pub(crate) fn definition(&mut self, path: &Path, offset: u32) -> Answer {
        let params = self.place(path, offset);
        self.ask(Instant::now(), "textDocument/definition", params)
    }

    pub(crate) fn resolve(&mut self, item: &Value) -> Answer {
        self.ask(Instant::now(), "completionItem/resolve", item.clone())
    }

    /// Tells the server of files that changed on disk, if it has asked for them.
    pub(crate) fn tell_of_changes(&self, paths: &[PathBuf]) {
        const CHANGED: u8 = 2;
        let changes: Vec<Value> = paths
            .iter()
            .filter(|path| self.watchers.wants(path))
            .map(|path| json!({ "uri": uri(path), "type": CHANGED }))
            .collect();
        if !changes.is_empty() {
            self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
        }
    }

    /// Whether there is no sense in asking on: the server has ended, or answers nothing any more.
    pub(crate) fn is_lost(&self) -> bool {
        self.client.is_closed() || self.missed >= 3
    }

    pub(crate) fn memory(&self) -> Memory {
        processes::memory(&processes::marked(&self.mark))
    }

    /// Takes leave as an editor does, so that the server keeps what it wants to keep.
    pub(crate) fn leave(mut self) {
        let _ = self.client.shutdown();
    }

    fn complete_since(&mut self, since: Instant, path: &Path, offset: u32, trigger: Trigger) -> Answer {
        let mut params = self.place(path, offset);
        params["context"] = match trigger {
            Trigger::Asked => json!({ "triggerKind": 1 }),
            Trigger::Character(character) => json!({ "triggerKind": 2, "triggerCharacter": character }),
        };
        let before = self.documents.get(path).map(|document| {
            let start = document.lines.line_start(document.lines.line_of(offset));
            document.text[start as usize..offset as usize].to_owned()
        });
        let answer = self.ask(since, "textDocument/completion", params);
        Answer { before: before.unwrap_or_default(), ..answer }
    }

    fn place(&self, path: &Path, offset: u32) -> Value {
        let position = self
            .documents
            .get(path)
            .map_or_else(Default::default, |document| document.lines.position(&document.text, offset, Encoding::Utf16));
        json!({
            "textDocument": { "uri": uri(path) },
            "position": { "line": position.line, "character": position.column },
        })
    }

    fn ask(&mut self, since: Instant, method: &str, params: Value) -> Answer {
        // What the server has said unasked is nobody's business here.
        self.client.take_incoming();
        let id = self.client.send(method, params);
        match self.client.wait_response(id, PATIENCE) {
            Some(response) => {
                self.missed = 0;
                let took = response.at.saturating_duration_since(since);
                Answer { result: response.result.unwrap_or_default(), took, is_missing: false, before: String::new() }
            }
            None => {
                self.client.cancel(id);
                self.missed += 1;
                Answer { result: Value::Null, took: PATIENCE, is_missing: true, before: String::new() }
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        processes::end(&self.mark);
    }
}

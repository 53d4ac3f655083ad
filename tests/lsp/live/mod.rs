//! Live files: what their code evaluates to, in editors that show values themselves and in those that show hints.

mod editing;
mod hints;
mod observed;
mod programs;
mod requests;

use super::{Body, spawn};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_support::lsp_client::{Incoming, LspClient, PATIENCE, ResponseError, uri};
use test_support::tree::Tree;

/// In parts, each a file.
pub fn tests() -> impl Iterator<Item = (&'static str, Body)> {
    [editing::TESTS, hints::TESTS, observed::TESTS, programs::TESTS, requests::TESTS].into_iter().flatten().copied()
}

/// An editor with a folder, and what it shows of values.
struct Editor {
    client: LspClient,
    tree: Tree,
}

/// What an editor says that shows values itself.
fn rich() -> Value {
    json!({
        "experimental": { "lodeValues": { "version": 1 } },
        "workspace": { "codeLens": { "refreshSupport": true } },
        "textDocument": {
            "hover": { "contentFormat": ["markdown"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
            "publishDiagnostics": { "relatedInformation": true },
        },
    })
}

/// What one says that shows hints.
fn plain() -> Value {
    json!({
        "workspace": { "inlayHint": { "refreshSupport": true } },
        "textDocument": {
            "hover": { "contentFormat": ["markdown"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
        },
    })
}

impl Editor {
    fn new(files: &str, capabilities: Value) -> Result<Editor, Failed> {
        Editor::with(files, capabilities, Value::Null)
    }

    fn with(files: &str, capabilities: Value, options: Value) -> Result<Editor, Failed> {
        let tree = Tree::new(files);
        let client = spawn()?;
        let root = uri(&tree.path(""));
        let folders = json!([{ "uri": root, "name": "folder" }]);
        client.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": folders,
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        )?;
        client.notify("initialized", json!({}));
        Ok(Editor { client, tree })
    }

    fn uri(&self, path: &str) -> String {
        uri(&self.tree.path(path))
    }

    /// Opens a file, which is made if it is not there.
    fn open(&self, path: &str, text: &str) {
        if !self.tree.path(path).exists() {
            self.tree.write(path, text);
        }
        self.client.open(&self.uri(path), "javascript", 1, text);
    }

    /// Another text as a whole.
    fn change(&self, path: &str, version: i64, text: &str) {
        self.client.change(&self.uri(path), version, json!([{ "text": text }]));
    }

    fn live(&self, path: &str, mode: &str) -> Result<Value, ResponseError> {
        self.client.request("lode/live", json!({ "uri": self.uri(path), "mode": mode }))
    }

    /// Opens a text and turns it live.
    fn begin(&self, path: &str, text: &str) -> Result<Shown, Failed> {
        self.open(path, text);
        assert_eq!(self.live(path, "on")?, json!({ "mode": "on" }));
        Ok(Shown::new(self.uri(path)))
    }
}

/// What an editor shows of one file, as `lode/values` tells it.
struct Shown {
    uri: String,
    run: u64,
    version: i64,
    state: String,
    message: String,
    items: BTreeMap<u64, Value>,
    coverage: Value,
}

impl Shown {
    fn new(uri: String) -> Shown {
        let (state, message) = (String::new(), String::new());
        Shown { uri, run: 0, version: 0, state, message, items: BTreeMap::new(), coverage: Value::Null }
    }

    fn is_about(&self, incoming: &Incoming) -> bool {
        incoming.method == "lode/values" && incoming.params["uri"] == self.uri
    }

    /// Takes in one message.
    fn take(&mut self, told: &Value) {
        let run = told["runId"].as_u64().unwrap_or(u64::MAX);
        assert!(run == self.run || told["full"] == true, "items of another run are not whole: {told}");
        if told["full"] == true {
            self.items.clear();
        }
        (self.run, self.version) = (run, told["version"].as_i64().unwrap_or(-1));
        self.state = told["state"].as_str().unwrap_or_default().to_owned();
        self.message = told["message"].as_str().unwrap_or_default().to_owned();
        self.coverage = told["coverage"].clone();
        for id in told["removed"].as_array().into_iter().flatten() {
            self.items.remove(&id.as_u64().unwrap_or(u64::MAX));
        }
        for item in told["items"].as_array().into_iter().flatten() {
            self.items.insert(item["id"].as_u64().unwrap_or(u64::MAX), item.clone());
        }
    }

    /// `line: text` of all items, `~` before those that are stale.
    fn lines(&self) -> Vec<String> {
        let mut items: Vec<&Value> = self.items.values().collect();
        items.sort_by_key(|item| (item["line"].as_u64(), item["range"]["end"]["character"].as_u64()));
        let line = |item: &&Value| {
            let stale = if item["stale"] == true { "~" } else { "" };
            format!("{stale}{}: {}", item["line"], item["text"].as_str().unwrap_or_default())
        };
        items.iter().map(line).collect()
    }

    /// Until what is shown is like that.
    fn wait(&mut self, editor: &Editor, what: &str, is_so: impl Fn(&Shown) -> bool) -> Result<(), Failed> {
        while !is_so(self) {
            let Some(told) = editor.client.wait_for(PATIENCE, |incoming| self.is_about(incoming)) else {
                let shown = format!("{} v{} {:?} {:?}", self.state, self.version, self.message, self.lines());
                return Err(format!("it never came about that {what}; shown is {shown}").into());
            };
            self.take(&told.params);
        }
        Ok(())
    }

    /// Until these are the values, in this state.
    fn wait_for(&mut self, editor: &Editor, state: &str, lines: &[&str]) -> Result<(), Failed> {
        self.wait(editor, &format!("{state} {lines:?}"), |shown| shown.state == state && shown.lines() == lines)
    }
}

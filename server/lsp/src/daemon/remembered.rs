//! What a client has told a server, as far as another server has to be told the same.

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde_json::{Value, json};
use source::Encoding;
use tower_lsp_server::ls_types::{DidChangeTextDocumentParams, ExecuteCommandParams};

use crate::documents::Document;
use crate::framing;
use crate::live::messages::{LiveParams, Mode};
use crate::live::{LIVE, MOST_LIVE, params_of};
use crate::parent::Parent;

/// What the ids of requests begin with that the client knows nothing of.
const AGAIN: &str = "lode/again";

#[derive(Default)]
pub(super) struct Remembered {
    initialize: Option<Value>,
    is_initialize_answered: bool,
    is_initialized: bool,
    encoding: Option<Encoding>,
    /// Notifications that are told again as they were, in order.
    told: Vec<Vec<u8>>,
    /// By URI as the client writes it.
    documents: FxHashMap<String, OpenDocument>,
    /// What the client has made of files last: live or not. Once they are closed they are not.
    live: Vec<LiveParams>,
    /// Requests without an answer, by id, in the order in which they came.
    pending: Vec<(Value, Vec<u8>)>,
    /// Ids of the server's requests that the client has not answered.
    asked: Vec<Value>,
    /// The same of a server that is gone: their answers are for nobody.
    stale: Vec<Value>,
    /// What the client has registered: once is enough.
    registered: FxHashSet<String>,
    pub has_shut_down: bool,
    pub has_exited: bool,
    /// The editor.
    pub parent: Parent,
}

enum OpenDocument {
    /// The message that opened it. Most are never edited, and reading a big one takes time.
    AsOpened(Vec<u8>),
    Edited {
        language: Value,
        document: Document,
    },
}

/// What a message says of its document, without the rest of it.
#[derive(Deserialize)]
struct OfDocument {
    params: DocumentParams,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DocumentParams {
    text_document: Named,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
}

/// What a message is about, without the rest of it.
#[derive(Deserialize)]
struct Head {
    id: Option<Value>,
    #[serde(default)]
    method: Option<String>,
}

/// What is to be done with a message of the server.
pub(super) enum Passing {
    ToClient,
    /// The client knows already; the server gets this instead, if it waits for something.
    Swallow(Option<Vec<u8>>),
}

impl Remembered {
    /// Whether what the client says answers a server that is gone: then nobody is to get it.
    pub(super) fn is_for_nobody(&mut self, body: &[u8]) -> bool {
        if self.stale.is_empty() {
            return false;
        }
        let Ok(Head { id: Some(id), method: None }) = serde_json::from_slice::<Head>(body) else { return false };
        let stale = self.stale.iter().position(|stale| *stale == id);
        stale.map(|at| self.stale.remove(at)).is_some()
    }

    /// Takes note of what the client has told the server.
    pub(super) fn note_of_client(&mut self, body: Vec<u8>) {
        let Ok(head) = serde_json::from_slice::<Head>(&body) else { return };
        let Some(method) = head.method else {
            return self.asked.retain(|asked| Some(asked) != head.id.as_ref());
        };
        match method.as_str() {
            "initialize" => {
                self.initialize = serde_json::from_slice(&body).ok();
                let params = self.initialize.as_ref().map(|message| &message["params"]);
                self.parent = Parent::new(params.and_then(|params| params["processId"].as_u64()).map(|id| id as u32));
                return;
            }
            "initialized" => self.is_initialized = true,
            "shutdown" => self.has_shut_down = true,
            "exit" => self.has_exited = true,
            "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose" => {
                return self.document(&method, body);
            }
            "workspace/didChangeWorkspaceFolders" => return self.told.push(body),
            "workspace/didChangeConfiguration" | "$/setTrace" => {
                self.told.retain(|told| {
                    !serde_json::from_slice::<Head>(told).is_ok_and(|told| told.method.as_ref() == Some(&method))
                });
                return self.told.push(body);
            }
            LIVE => self.live(serde_json::from_slice(&body).ok().map(|mut message: Value| message["params"].take())),
            "workspace/executeCommand" => {
                let message: Value = serde_json::from_slice(&body).unwrap_or_default();
                let command = ExecuteCommandParams::deserialize(&message["params"]).ok();
                self.live(
                    command.filter(|command| command.command == "lode.live").and_then(|command| params_of(&command)),
                );
            }
            _ => {}
        }
        if let Some(id) = head.id {
            self.pending.push((id, body));
        }
    }

    fn live(&mut self, params: Option<Value>) {
        let params = params.and_then(|params| serde_json::from_value::<LiveParams>(params).ok());
        let Some(params) = params.filter(|params| params.mode != Mode::Once) else { return };
        self.live.retain(|live| live.uri != params.uri);
        self.live.push(params);
        // The server has turned off another one.
        let is_live = |live: &LiveParams| live.mode != Mode::Off;
        if self.live.iter().filter(|live| is_live(live)).count() > MOST_LIVE
            && let Some(oldest) = self.live.iter().position(is_live)
        {
            self.live.remove(oldest);
        }
    }

    fn document(&mut self, method: &str, body: Vec<u8>) {
        let Ok(message) = serde_json::from_slice::<OfDocument>(&body) else { return };
        let uri = message.params.text_document.uri;
        match method {
            "textDocument/didOpen" => drop(self.documents.insert(uri, OpenDocument::AsOpened(body))),
            "textDocument/didChange" => {
                let encoding = self.encoding.unwrap_or(Encoding::Utf16);
                let Ok(mut message) = serde_json::from_slice::<Value>(&body) else { return };
                let Ok(params) = serde_json::from_value::<DidChangeTextDocumentParams>(message["params"].take()) else {
                    return;
                };
                if let Some(document) = self.documents.get_mut(&uri).and_then(OpenDocument::for_editing) {
                    document.version = params.text_document.version;
                    document.change(params.content_changes, encoding);
                }
            }
            _ => {
                self.documents.remove(&uri);
                self.live.retain(|live| live.uri.as_str() != uri);
            }
        }
    }

    /// Takes note of what the server says.
    pub(super) fn note_of_server(&mut self, body: &[u8]) -> Passing {
        let Ok(head) = serde_json::from_slice::<Head>(body) else { return Passing::ToClient };
        let Some(id) = head.id else { return Passing::ToClient };
        match head.method {
            Some(method) => self.asked_by_server(&method, id, body),
            None if id.as_str().is_some_and(|id| id.starts_with(AGAIN)) => Passing::Swallow(None),
            None => {
                if !self.is_initialize_answered && self.initialize.as_ref().is_some_and(|message| message["id"] == id) {
                    self.is_initialize_answered = true;
                    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
                    let encoding = &answer["result"]["capabilities"]["positionEncoding"];
                    self.encoding = Some(if encoding == "utf-8" { Encoding::Utf8 } else { Encoding::Utf16 });
                }
                self.pending.retain(|(pending, _)| *pending != id);
                Passing::ToClient
            }
        }
    }

    fn asked_by_server(&mut self, method: &str, id: Value, body: &[u8]) -> Passing {
        if method == "client/registerCapability" {
            let message: Value = serde_json::from_slice(body).unwrap_or_default();
            let registrations = message["params"]["registrations"].as_array().map_or(&[][..], Vec::as_slice);
            let ids: Vec<&str> = registrations.iter().filter_map(|registration| registration["id"].as_str()).collect();
            if ids.iter().all(|id| self.registered.contains(*id)) {
                let answer = json!({ "jsonrpc": "2.0", "id": id, "result": null });
                return Passing::Swallow(serde_json::to_vec(&answer).ok());
            }
            self.registered.extend(ids.into_iter().map(str::to_owned));
        }
        self.asked.push(id);
        Passing::ToClient
    }

    /// Tells a new server everything, up to where the old one was. The client will not hear what it has heard.
    pub(super) fn tell_again(&mut self, server: &mut impl Write) -> io::Result<()> {
        self.stale.append(&mut self.asked);
        let Some(initialize) = &self.initialize else { return Ok(()) };
        let mut initialize = initialize.clone();
        if self.is_initialize_answered {
            initialize["id"] = Value::from(AGAIN);
        }
        let mut say = |message: &Value| framing::write(server, &serde_json::to_vec(message)?);
        say(&initialize)?;
        if self.is_initialized {
            say(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }))?;
        }
        for told in &self.told {
            say(&serde_json::from_slice(told)?)?;
        }
        for (uri, open) in &self.documents {
            let (language, document) = match open {
                OpenDocument::AsOpened(body) => {
                    framing::write(server, body)?;
                    continue;
                }
                OpenDocument::Edited { language, document } => (language, document),
            };
            let document = json!({
                "uri": uri,
                "languageId": language,
                "version": document.version,
                "text": document.text(),
            });
            let params = json!({ "textDocument": document });
            let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params });
            framing::write(server, &serde_json::to_vec(&message)?)?;
        }
        for (number, live) in self.live.iter().enumerate() {
            let id = format!("{AGAIN}/{number}");
            let message = json!({ "jsonrpc": "2.0", "id": id, "method": LIVE, "params": live });
            framing::write(server, &serde_json::to_vec(&message)?)?;
        }
        for (_, body) in &self.pending {
            framing::write(server, body)?;
        }
        server.flush()
    }
}

impl OpenDocument {
    /// Nothing where what it was opened with makes no sense.
    fn for_editing(&mut self) -> Option<&mut Document> {
        if let OpenDocument::AsOpened(body) = self {
            let mut message: Value = serde_json::from_slice(body).ok()?;
            let mut opened = message["params"]["textDocument"].take();
            let Value::String(text) = opened["text"].take() else { return None };
            let version = opened["version"].as_i64().unwrap_or_default() as i32;
            let document = Document::new(version, text);
            *self = OpenDocument::Edited { language: opened["languageId"].take(), document };
        }
        match self {
            OpenDocument::Edited { document, .. } => Some(document),
            OpenDocument::AsOpened(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framing::Frame;

    fn bytes(message: Value) -> Vec<u8> {
        serde_json::to_vec(&message).unwrap()
    }

    fn told_again(remembered: &mut Remembered) -> Vec<Value> {
        let mut written = Vec::new();
        remembered.tell_again(&mut written).unwrap();
        let mut input = written.as_slice();
        std::iter::from_fn(|| match framing::read(&mut input).unwrap()? {
            Frame::Body(body) => Some(serde_json::from_slice(&body).unwrap()),
            Frame::Malformed(sentence) => panic!("{sentence}"),
        })
        .collect()
    }

    #[test]
    fn a_new_server_hears_what_counts() {
        let mut remembered = Remembered::default();
        assert!(told_again(&mut remembered).is_empty());
        let uri = "file:///a.js";
        for message in [
            json!({ "id": 1, "method": "initialize", "params": { "processId": 7 } }),
            json!({ "method": "initialized", "params": {} }),
            json!({ "method": "$/setTrace", "params": { "value": "off" } }),
            json!({ "method": "$/setTrace", "params": { "value": "verbose" } }),
            json!({ "method": "textDocument/didOpen", "params": { "textDocument": { "uri": uri, "languageId": "javascript", "version": 1, "text": "ab" } } }),
            json!({ "method": "textDocument/didOpen", "params": { "textDocument": { "uri": "file:///b.js", "languageId": "x", "version": 1, "text": "" } } }),
            json!({ "method": "textDocument/didClose", "params": { "textDocument": { "uri": "file:///b.js" } } }),
            json!({ "id": 2, "method": "textDocument/hover", "params": {} }),
            json!({ "id": "x", "method": "textDocument/completion", "params": {} }),
        ] {
            let message = bytes(message);
            assert!(!remembered.is_for_nobody(&message));
            remembered.note_of_client(message);
        }
        let encoding = json!({ "capabilities": { "positionEncoding": "utf-8" } });
        remembered.note_of_server(&bytes(json!({ "id": 1, "result": encoding })));
        remembered.note_of_server(&bytes(json!({ "id": 2, "result": null })));
        let range = json!({ "start": { "line": 0, "character": 1 }, "end": { "line": 0, "character": 2 } });
        let change = json!({ "textDocument": { "uri": uri, "version": 5 }, "contentChanges": [{ "range": range, "text": "é" }] });
        remembered.note_of_client(bytes(json!({ "method": "textDocument/didChange", "params": change })));

        let again = told_again(&mut remembered);
        let methods: Vec<&str> = again.iter().filter_map(|message| message["method"].as_str()).collect();
        assert_eq!(
            methods,
            ["initialize", "initialized", "$/setTrace", "textDocument/didOpen", "textDocument/completion"]
        );
        assert_eq!(again[0]["id"], AGAIN);
        assert_eq!(again[2]["params"]["value"], "verbose");
        assert_eq!(again[3]["params"]["textDocument"]["text"], "aé");
        assert_eq!(again[3]["params"]["textDocument"]["version"], 5);
        assert!(matches!(
            remembered.note_of_server(&bytes(json!({ "id": AGAIN, "result": {} }))),
            Passing::Swallow(None)
        ));
    }

    #[test]
    fn live_files_are_made_live_again() {
        let mut remembered = Remembered::default();
        remembered.note_of_client(bytes(json!({ "id": 1, "method": "initialize", "params": {} })));
        let mut say = |message: Value| remembered.note_of_client(bytes(message));
        let live = |name: &str, mode: &str| json!({ "method": "lode/live", "params": { "uri": format!("file:///{name}"), "mode": mode } });
        ["a.js", "b.js", "c.js", "d.js", "e.scratch.js"].into_iter().for_each(|name| say(live(name, "on")));
        say(live("d.js", "onSave"));
        say(live("c.js", "once"));
        let off = json!({ "command": "lode.live", "arguments": ["file:///e.scratch.js", "off"] });
        say(json!({ "method": "workspace/executeCommand", "params": off }));
        say(
            json!({ "method": "workspace/executeCommand", "params": { "command": "lode.live", "arguments": ["file:///f.js"] } }),
        );
        say(json!({ "method": "textDocument/didClose", "params": { "textDocument": { "uri": "file:///f.js" } } }));
        let again = told_again(&mut remembered);
        let told: Vec<String> = again[1..]
            .iter()
            .map(|message| format!("{} {} {}", message["id"], message["params"]["uri"], message["params"]["mode"]))
            .collect();
        // Of four the one that was not used for longest is live no more.
        let expected = [
            r#""lode/again/0" "file:///c.js" "on""#,
            r#""lode/again/1" "file:///d.js" "onSave""#,
            r#""lode/again/2" "file:///e.scratch.js" "off""#,
        ];
        assert_eq!(told, expected);
        let answer = bytes(json!({ "id": "lode/again/1", "result": { "mode": "onSave" } }));
        assert!(matches!(remembered.note_of_server(&answer), Passing::Swallow(None)));
    }

    #[test]
    fn answers_to_a_server_that_is_gone_are_for_nobody() {
        let mut remembered = Remembered::default();
        let register =
            json!({ "id": 0, "method": "client/registerCapability", "params": { "registrations": [{ "id": "a" }] } });
        assert!(matches!(remembered.note_of_server(&bytes(register.clone())), Passing::ToClient));
        remembered.tell_again(&mut Vec::new()).unwrap();
        let answer = bytes(json!({ "id": 0, "result": null }));
        assert!(remembered.is_for_nobody(&answer));
        // The new server's request has the same id, and is answered for the client.
        let Passing::Swallow(Some(swallowed)) = remembered.note_of_server(&bytes(register)) else {
            panic!("it was passed on")
        };
        assert_eq!(serde_json::from_slice::<Value>(&swallowed).unwrap()["id"], 0);
        assert!(!remembered.is_for_nobody(&answer));
    }
}

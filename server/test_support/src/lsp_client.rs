//! A language client for tests and benchmarks: speaks to any server that is a command on standard input and output.
//!
//! Calls are synchronous. One thread reads what the server says and keeps it in order with the moment at which it came; requests of
//! the server are answered on that thread by a function that may be replaced. Nothing waits for ever: every wait has an end, and the
//! server's process group is killed when the client is dropped.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};

/// How long a call waits that does not say it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Answers a request of the server: its method and parameters.
pub type Answerer = Box<dyn FnMut(&str, &Value) -> Result<Value, ResponseError> + Send>;

/// A notification or a request that came from the server.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub method: String,
    pub params: Value,
    /// Of a request; it has been answered already.
    pub id: Option<Value>,
    pub at: Instant,
}

#[derive(Clone, Debug)]
pub struct Response {
    pub result: Result<Value, ResponseError>,
    pub at: Instant,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ResponseError {
    pub code: i64,
    pub message: String,
    pub data: Value,
}

impl ResponseError {
    pub const METHOD_NOT_FOUND: i64 = -32601;
    pub const INTERNAL_ERROR: i64 = -32603;
    pub const REQUEST_CANCELLED: i64 = -32800;
    pub const CONTENT_MODIFIED: i64 = -32801;
    /// Not of the protocol: no answer came in time, or the server went away.
    pub const NO_ANSWER: i64 = 0;

    pub fn new(code: i64, message: impl Into<String>) -> Self {
        ResponseError { code, message: message.into(), data: Value::Null }
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for ResponseError {}

pub struct LspClient {
    child: Child,
    shared: Arc<Shared>,
}

struct Shared {
    /// Written by callers and by the reading thread when it answers; `None` once closed.
    input: Mutex<Option<ChildStdin>>,
    /// Written by the reading threads, read by callers.
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next_id: i64,
    responses: HashMap<i64, Response>,
    /// Responses whose id is null or not ours.
    stray_responses: Vec<Value>,
    incoming: VecDeque<Incoming>,
    /// What could not be read as a message.
    garbage: Vec<String>,
    errors: String,
    bytes_received: u64,
    closed: bool,
}

impl LspClient {
    /// Starts the server. Its requests get a usual editor's answers ([`usual_answer`]).
    pub fn spawn(command: &mut Command) -> io::Result<LspClient> {
        LspClient::spawn_with(command, Box::new(usual_answer))
    }

    pub fn spawn_with(command: &mut Command, answerer: Answerer) -> io::Result<LspClient> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0).spawn()?;
        let shared = Arc::new(Shared {
            input: Mutex::new(child.stdin.take()),
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        });
        let (output, errors) = (child.stdout.take(), child.stderr.take());
        let reader = shared.clone();
        thread::spawn(move || {
            if let Some(output) = output {
                read_messages(&reader, output, answerer);
            }
            reader.change(|state| state.closed = true);
        });
        let reader = shared.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            let mut errors = errors;
            while let Some(count) = errors.as_mut().and_then(|errors| errors.read(&mut buffer).ok()).filter(|n| *n > 0)
            {
                let text = String::from_utf8_lossy(&buffer[..count]).into_owned();
                reader.change(|state| state.errors.push_str(&text));
            }
        });
        Ok(LspClient { child, shared })
    }

    /// `initialize` and `initialized` for one folder (or none); gives what the server says of itself.
    pub fn initialize(&self, folder: Option<&Path>, capabilities: Value) -> Result<Value, ResponseError> {
        let uri = folder.map(uri);
        let folders = uri.as_ref().map(|uri| json!([{ "uri": uri, "name": "folder" }]));
        let result = self.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "clientInfo": { "name": "lode tests" },
                "rootUri": uri,
                "workspaceFolders": folders,
                "capabilities": capabilities,
            }),
        )?;
        self.notify("initialized", json!({}));
        Ok(result)
    }

    /// Sends a request and waits for its answer.
    pub fn request(&self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.send(method, params);
        self.wait_response(id, PATIENCE)
            .ok_or_else(|| ResponseError::new(ResponseError::NO_ANSWER, format!("no answer to {method}")))?
            .result
    }

    /// Sends a request; the answer is asked for by its id.
    pub fn send(&self, method: &str, params: Value) -> i64 {
        let id = {
            let mut state = self.shared.state();
            state.next_id += 1;
            state.next_id
        };
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        // A method without parameters has none, not null.
        if !params.is_null() {
            message["params"] = params;
        }
        self.send_message(&message);
        id
    }

    pub fn cancel(&self, id: i64) {
        self.notify("$/cancelRequest", json!({ "id": id }));
    }

    pub fn notify(&self, method: &str, params: Value) {
        let mut message = json!({ "jsonrpc": "2.0", "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send_message(&message);
    }

    pub fn send_message(&self, message: &Value) {
        self.shared.send_message(message);
    }

    /// Bytes as they are, framing included. False if the server no longer reads.
    pub fn send_raw(&self, bytes: &[u8]) -> bool {
        self.shared.send_raw(bytes)
    }

    /// The answer to a request, once.
    pub fn wait_response(&self, id: i64, patience: Duration) -> Option<Response> {
        self.shared.wait(patience, |state| state.responses.remove(&id))
    }

    /// Answers that belong to no request of ours: those to messages that could not be read have no id.
    pub fn wait_stray_response(&self, patience: Duration) -> Option<Value> {
        self.shared.wait(patience, |state| (!state.stray_responses.is_empty()).then(|| state.stray_responses.remove(0)))
    }

    /// Takes the first notification or request of the server that the predicate is true for, now or when it comes. Others stay.
    pub fn wait_for(&self, patience: Duration, mut predicate: impl FnMut(&Incoming) -> bool) -> Option<Incoming> {
        self.shared.wait(patience, |state| {
            let at = state.incoming.iter().position(&mut predicate)?;
            state.incoming.remove(at)
        })
    }

    pub fn wait_for_method(&self, method: &str) -> Option<Incoming> {
        self.wait_for(PATIENCE, |incoming| incoming.method == method)
    }

    /// Takes all that came and was not taken.
    pub fn take_incoming(&self) -> Vec<Incoming> {
        self.shared.state().incoming.drain(..).collect()
    }

    pub fn open(&self, uri: &str, language: &str, version: i64, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": language, "version": version, "text": text } }),
        );
    }

    /// `changes` as the protocol has them: `[{ "range": …, "text": … }]`.
    pub fn change(&self, uri: &str, version: i64, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    pub fn close(&self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// What the server wrote to its standard error.
    pub fn errors(&self) -> String {
        self.shared.state().errors.clone()
    }

    /// What it wrote to its standard output that is no message.
    pub fn garbage(&self) -> Vec<String> {
        self.shared.state().garbage.clone()
    }

    pub fn bytes_received(&self) -> u64 {
        self.shared.state().bytes_received
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the server's output has ended.
    pub fn is_closed(&self) -> bool {
        self.shared.state().closed
    }

    /// `shutdown` and `exit`, as an editor leaves.
    pub fn shutdown(&mut self) -> Result<ExitStatus, ResponseError> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null);
        self.wait_end(PATIENCE)
            .ok_or_else(|| ResponseError::new(ResponseError::NO_ANSWER, "the server goes on after exit"))
    }

    /// Ends the server's standard input.
    pub fn close_input(&self) {
        *self.shared.input.lock().unwrap_or_else(|lock| lock.into_inner()) = None;
    }

    /// Waits until the process has ended.
    pub fn wait_end(&mut self, patience: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + patience;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(2)),
                _ => return None,
            }
        }
    }
}

impl Drop for LspClient {
    fn drop(&mut self) {
        // What it started may still hold its pipes.
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|lock| lock.into_inner())
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Until `take` gives something, the time is over, or the server has said its last word.
    fn wait<T>(&self, patience: Duration, mut take: impl FnMut(&mut State) -> Option<T>) -> Option<T> {
        let end = Instant::now() + patience;
        let mut state = self.state();
        loop {
            if let Some(found) = take(&mut state) {
                return Some(found);
            }
            let left = end.saturating_duration_since(Instant::now());
            if state.closed || left.is_zero() {
                return None;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(|lock| lock.into_inner()).0;
        }
    }

    fn send_message(&self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn send_raw(&self, bytes: &[u8]) -> bool {
        let mut input = self.input.lock().unwrap_or_else(|lock| lock.into_inner());
        input.as_mut().is_some_and(|input| input.write_all(bytes).and_then(|()| input.flush()).is_ok())
    }
}

fn read_messages(shared: &Shared, output: impl Read, mut answerer: Answerer) {
    let mut output = BufReader::new(output);
    while let Some(body) = read_message(shared, &mut output) {
        let at = Instant::now();
        let Ok(message) = serde_json::from_slice::<Value>(&body) else {
            let text = String::from_utf8_lossy(&body).into_owned();
            shared.change(|state| state.garbage.push(text));
            continue;
        };
        let Some(method) = message["method"].as_str() else {
            shared.change(|state| take_response(state, message, at));
            continue;
        };
        let params = message["params"].clone();
        let id = message.get("id").cloned();
        if let Some(id) = &id {
            let mut answer = json!({ "jsonrpc": "2.0", "id": id });
            match answerer(method, &params) {
                Ok(result) => answer["result"] = result,
                Err(error) => answer["error"] = json!({ "code": error.code, "message": error.message }),
            }
            shared.send_message(&answer);
        }
        let incoming = Incoming { method: method.to_owned(), params, id, at };
        shared.change(|state| state.incoming.push_back(incoming));
    }
}

fn take_response(state: &mut State, message: Value, at: Instant) {
    let Some(id) = message["id"].as_i64().filter(|id| (1..=state.next_id).contains(id)) else {
        state.stray_responses.push(message);
        return;
    };
    let result = match message.get("error") {
        Some(error) => Err(ResponseError {
            code: error["code"].as_i64().unwrap_or_default(),
            message: error["message"].as_str().unwrap_or_default().to_owned(),
            data: error["data"].clone(),
        }),
        None => Ok(message["result"].clone()),
    };
    state.responses.insert(id, Response { result, at });
}

/// One body; `None` at the end of the output.
fn read_message(shared: &Shared, output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let header = line.trim_end_matches(['\r', '\n']);
        match (header.split_once(':'), length) {
            (None, Some(_)) if header.is_empty() => break,
            (Some((name, value)), _) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok()
            }
            (Some((name, _)), _) if name.eq_ignore_ascii_case("content-type") => {}
            _ => shared.change(|state| state.garbage.push(line.clone())),
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    shared.change(|state| state.bytes_received += body.len() as u64);
    Some(body)
}

/// What an editor without settings answers: no configuration, every registration and progress granted, edits applied.
pub fn usual_answer(method: &str, params: &Value) -> Result<Value, ResponseError> {
    match method {
        "workspace/configuration" => {
            let count = params["items"].as_array().map_or(0, Vec::len);
            Ok(Value::Array(vec![Value::Null; count]))
        }
        "workspace/applyEdit" => Ok(json!({ "applied": true })),
        "window/showDocument" => Ok(json!({ "success": true })),
        "client/registerCapability"
        | "client/unregisterCapability"
        | "window/workDoneProgress/create"
        | "window/showMessageRequest"
        | "workspace/workspaceFolders"
        | "workspace/semanticTokens/refresh"
        | "workspace/inlayHint/refresh"
        | "workspace/codeLens/refresh"
        | "workspace/diagnostic/refresh"
        | "workspace/foldingRange/refresh" => Ok(Value::Null),
        other => Err(ResponseError::new(ResponseError::METHOD_NOT_FOUND, format!("{other} is not known"))),
    }
}

/// The `file:` URI of an absolute path.
pub fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(*byte as char),
            byte if byte.is_ascii_alphanumeric() => uri.push(*byte as char),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// A position as the protocol has it.
pub fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// What requests about one place of a document take.
pub fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": position(line, character) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server in a few lines of shell: reads nothing, says what it is given.
    fn says(messages: &[&str]) -> LspClient {
        let text: String =
            messages.iter().map(|text| format!("Content-Length: {}\r\n\r\n{text}", text.len())).collect();
        let mut command = Command::new("sh");
        command.args(["-c", "printf %s \"$0\"; cat >/dev/null", &text]);
        LspClient::spawn(&mut command).unwrap()
    }

    #[test]
    fn messages_are_sorted_by_what_they_are() {
        let client = says(&[
            r#"{"jsonrpc":"2.0","method":"window/logMessage","params":{"message":"é"}}"#,
            r#"{"jsonrpc":"2.0","id":"a","method":"client/registerCapability","params":{}}"#,
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"what"}}"#,
            "nonsense",
        ]);
        assert_eq!(client.wait_for_method("window/logMessage").unwrap().params["message"], "é");
        assert_eq!(client.wait_for_method("client/registerCapability").unwrap().id, Some(json!("a")));
        assert_eq!(client.wait_stray_response(PATIENCE).unwrap()["error"]["code"], -32700);
        client.close_input();
        assert!(client.wait_for_method("never").is_none());
        assert_eq!(client.garbage(), ["nonsense"]);
    }

    #[test]
    fn nothing_waits_for_ever() {
        let client = says(&[]);
        let id = client.send("initialize", json!({}));
        assert!(client.wait_response(id, Duration::from_millis(10)).is_none());
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri(Path::new("/a b/ü[1].js")), "file:///a%20b/%C3%BC%5B1%5D.js");
    }
}

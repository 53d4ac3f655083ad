//! From the first message to the last, and every way to leave.

use super::{Body, outline, spawn, start};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::Duration;
use test_support::lsp_client::{LspClient, PATIENCE, ResponseError};
use test_support::tree::Tree;

pub const TESTS: &[(&str, Body)] = &[
    ("from_initialize_to_exit", from_initialize_to_exit),
    ("exit_without_shutdown", exit_without_shutdown),
    ("input_closed", input_closed),
    ("too_early_and_too_late", too_early_and_too_late),
    ("a_client_that_can_nothing", a_client_that_can_nothing),
    ("a_client_that_does_not_wait", a_client_that_does_not_wait),
    ("the_client_s_process_is_gone", the_clients_process_is_gone),
    ("folders_come_and_go", folders_come_and_go),
    ("editors_that_can_be_asked", editors_that_can_be_asked),
    ("tracing", tracing),
];

fn from_initialize_to_exit() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\nlet a;\n");
    let mut client = spawn()?;
    let said = client.initialize(Some(&tree.path("")), json!({}))?;
    assert_eq!(said["serverInfo"]["name"], "lode");
    assert_eq!(said["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(said["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(client.shutdown()?.code(), Some(0));
    assert_eq!(client.garbage(), Vec::<String>::new());
    assert_eq!(client.errors(), "");
    Ok(())
}

fn exit_without_shutdown() -> Result<(), Failed> {
    let mut client = start(None, json!({}))?;
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(1));
    Ok(())
}

/// Everything that was asked is answered first.
fn input_closed() -> Result<(), Failed> {
    let mut client = start(None, json!({}))?;
    let slow = client.send("lode/testSleep", json!({ "milliseconds": 300 }));
    client.close_input();
    let answer = client.wait_response(slow, PATIENCE).ok_or("no answer")?;
    assert_eq!(answer.result, Ok(json!(300)));
    assert_eq!(client.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(1));
    Ok(())
}

fn too_early_and_too_late() -> Result<(), Failed> {
    let client = spawn()?;
    let symbols =
        || client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": "file:///a.js" } }));
    let code = |answer: Result<Value, ResponseError>| answer.err().map(|error| error.code);
    assert_eq!(code(symbols()), Some(-32002));
    client.initialize(None, json!({}))?;
    assert_eq!(code(client.request("initialize", json!({ "capabilities": {} }))), Some(-32600));
    assert_eq!(code(symbols()), None);
    assert_eq!(code(client.request("no/such", json!({}))), Some(-32601));
    assert_eq!(code(client.request("$/no/such", json!({}))), Some(-32601));
    assert_eq!(code(client.request("textDocument/documentSymbol", json!({ "x": 1 }))), Some(-32602));
    client.request("shutdown", Value::Null)?;
    assert_eq!(code(symbols()), Some(-32600));
    Ok(())
}

fn a_client_that_can_nothing() -> Result<(), Failed> {
    let client = start(None, json!({}))?;
    client.open("file:///x/a.js", "javascript", 1, "class A { b() {} }");
    let symbols =
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": "file:///x/a.js" } }))?;
    assert_eq!(symbols[1]["name"], "b");
    assert_eq!(symbols[1]["containerName"], "A");
    assert_eq!(symbols[1]["location"]["uri"], "file:///x/a.js");
    // Nothing is asked of a client that does not say that it answers.
    assert!(client.take_incoming().iter().all(|incoming| incoming.id.is_none()));
    Ok(())
}

/// All messages at once, as a script sends them.
fn a_client_that_does_not_wait() -> Result<(), Failed> {
    let mut client = spawn()?;
    let start = client.send("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", Value::Null);
    client.open("file:///x/a.js", "javascript", 1, "let one;");
    let symbols = client.send("textDocument/documentSymbol", json!({ "textDocument": { "uri": "file:///x/a.js" } }));
    let end = client.send("shutdown", json!({}));
    let answer = |id| client.wait_response(id, PATIENCE).map(|answer| answer.result);
    assert!(answer(start).is_some_and(|answer| answer.is_ok()));
    assert_eq!(answer(symbols).ok_or("no answer")??[0]["name"], "one");
    assert_eq!(answer(end), Some(Ok(Value::Null)));
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(0));
    Ok(())
}

fn the_clients_process_is_gone() -> Result<(), Failed> {
    let mut editor = Command::new("sleep").arg("60").stdin(Stdio::null()).spawn()?;
    let mut client = spawn()?;
    client.request("initialize", json!({ "processId": editor.id(), "rootUri": null, "capabilities": {} }))?;
    client.notify("initialized", json!({}));
    assert!(client.wait_end(Duration::from_millis(50)).is_none());
    editor.kill()?;
    editor.wait()?;
    assert_eq!(client.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(1));
    Ok(())
}

fn folders_come_and_go() -> Result<(), Failed> {
    let (first, second) = (Tree::new("//- /a.js\nlet a;\n"), Tree::new("//- /b.js\nlet b;\n"));
    let client = start(Some(&first.path("")), json!({ "workspace": { "workspaceFolders": true } }))?;
    let folder = |tree: &Tree| json!([{ "uri": test_support::lsp_client::uri(&tree.path("")), "name": "x" }]);
    let changed = json!({ "event": { "added": folder(&second), "removed": folder(&first) } });
    client.notify("workspace/didChangeWorkspaceFolders", changed);
    // Both are still there to be read.
    for (tree, name, file) in [(&first, "a", "a.js"), (&second, "b", "b.js")] {
        assert_eq!(outline(&client, &test_support::lsp_client::uri(&tree.path(file)))?, [name]);
    }
    Ok(())
}

fn editors_that_can_be_asked() -> Result<(), Failed> {
    let client = spawn()?;
    client.initialize(
        None,
        json!({ "workspace": {
            "configuration": true,
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        } }),
    )?;
    let registered = client.wait_for_method("client/registerCapability").ok_or("nothing is registered")?;
    let methods: Vec<&str> = registered.params["registrations"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|registration| registration["method"].as_str())
        .collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let asked = client.wait_for_method("workspace/configuration").ok_or("nothing is asked")?;
    assert_eq!(asked.params["items"][0]["section"], "lode");
    // Asked again when the editor says that something changed.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_for_method("workspace/configuration").ok_or("nothing is asked again")?;
    Ok(())
}

fn tracing() -> Result<(), Failed> {
    let client: LspClient = start(None, json!({}))?;
    client.notify("$/setTrace", json!({ "value": "messages" }));
    outline(&client, "file:///none.js")?;
    let line = client.wait_for_method("$/logTrace").ok_or("nothing is traced")?;
    let message = line.params["message"].as_str().unwrap_or_default().to_owned();
    assert!(message.starts_with("textDocument/documentSymbol answered after"), "{message}");
    Ok(())
}

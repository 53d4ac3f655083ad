//! What is wrong with a document: told to those who listen, with its version; answered to those who ask.

use super::{Body, replace, start};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::time::Duration;
use test_support::lsp_client::{Incoming, LspClient, PATIENCE};

pub const TESTS: &[(&str, Body)] =
    &[("pushed", pushed), ("pushed_once_while_typing", typing), ("pulled", pulled), ("switched_off", switched_off)];

const URI: &str = "file:///diagnostics/a.js";

fn published(client: &LspClient, version: i64) -> Result<Incoming, Failed> {
    client
        .wait_for(PATIENCE, |incoming| {
            incoming.method == "textDocument/publishDiagnostics" && incoming.params["version"] == version
        })
        .ok_or_else(|| format!("nothing is told of version {version}").into())
}

fn pushed() -> Result<(), Failed> {
    let client = start(None, json!({}))?;
    client.open(URI, "javascript", 1, "let a = ;\n");
    let first = published(&client, 1)?.params;
    assert_eq!(first["uri"], URI);
    assert_eq!(first["diagnostics"][0]["severity"], 1);
    assert_eq!(first["diagnostics"][0]["source"], "lode");
    assert_eq!(first["diagnostics"][0]["range"]["start"], json!({ "line": 0, "character": 6 }));
    client.change(URI, 2, replace((0, 8), (0, 8), "1"));
    assert_eq!(published(&client, 2)?.params["diagnostics"], json!([]));
    client.change(URI, 3, replace((0, 8), (0, 9), ""));
    assert_ne!(published(&client, 3)?.params["diagnostics"], json!([]));
    client.close(URI);
    let last = client
        .wait_for(PATIENCE, |incoming| {
            incoming.method == "textDocument/publishDiagnostics" && incoming.params["version"].is_null()
        })
        .ok_or("a closed document keeps what was wrong with it")?;
    assert_eq!(last.params["diagnostics"], json!([]));
    Ok(())
}

fn typing() -> Result<(), Failed> {
    let client = start(None, json!({}))?;
    client.open(URI, "javascript", 1, "");
    published(&client, 1)?;
    for version in 2..=40 {
        client.change(URI, version, replace((0, 0), (0, 0), "("));
    }
    published(&client, 40)?;
    // All were typed within the moment that is waited for, unless the machine was busy.
    let told = client.take_incoming();
    assert!(told.len() < 20, "{} versions were told of", told.len());
    Ok(())
}

fn pulled() -> Result<(), Failed> {
    let client = start(None, json!({ "textDocument": { "diagnostic": {} } }))?;
    client.open(URI, "javascript", 1, "let a = ;\n");
    let pull = |previous: Value| {
        let mut params = json!({ "textDocument": { "uri": URI } });
        if !previous.is_null() {
            params["previousResultId"] = previous;
        }
        client.request("textDocument/diagnostic", params)
    };
    let report = pull(Value::Null)?;
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"][0]["source"], "lode");
    assert_eq!(pull(report["resultId"].clone())?["kind"], "unchanged");
    client.change(URI, 2, replace((0, 8), (0, 8), "1"));
    let fixed = pull(report["resultId"].clone())?;
    assert_eq!((&fixed["kind"], &fixed["items"]), (&json!("full"), &json!([])));
    assert!(client.wait_for(Duration::from_millis(300), |it| it.method == "textDocument/publishDiagnostics").is_none());
    Ok(())
}

fn switched_off() -> Result<(), Failed> {
    let client = start(None, json!({}))?;
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "lode": { "diagnostics": { "enable": false } } } }),
    );
    client.open(URI, "javascript", 1, "let a = ;\n");
    assert_eq!(published(&client, 1)?.params["diagnostics"], json!([]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": {} } }));
    assert_ne!(published(&client, 1)?.params["diagnostics"], json!([]));
    Ok(())
}

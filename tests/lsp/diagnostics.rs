//! What is wrong with a document: told to those who listen, with its version; answered to those who ask.

use super::{Body, replace, start};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use test_support::lsp_client::{Incoming, LspClient, PATIENCE, uri};
use test_support::tree::Tree;

pub const TESTS: &[(&str, Body)] = &[
    ("pushed", pushed),
    ("pushed_once_while_typing", typing),
    ("pulled", pulled),
    ("pulled_of_all_files", pulled_of_all_files),
    ("switched_off", switched_off),
];

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
    client.open(URI, "javascript", 1, "module.a = ;\n");
    let first = published(&client, 1)?.params;
    assert_eq!(first["uri"], URI);
    assert_eq!(first["diagnostics"][0]["severity"], 1);
    assert_eq!(first["diagnostics"][0]["source"], "lode");
    assert_eq!(first["diagnostics"][0]["range"]["start"], json!({ "line": 0, "character": 9 }));
    client.change(URI, 2, replace((0, 11), (0, 11), "1"));
    assert_eq!(published(&client, 2)?.params["diagnostics"], json!([]));
    client.change(URI, 3, replace((0, 11), (0, 12), ""));
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
    client.open(URI, "javascript", 1, "module.a = ;\n");
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
    client.change(URI, 2, replace((0, 11), (0, 11), "1"));
    let fixed = pull(report["resultId"].clone())?;
    assert_eq!((&fixed["kind"], &fixed["items"]), (&json!("full"), &json!([])));
    assert!(client.wait_for(Duration::from_millis(300), |it| it.method == "textDocument/publishDiagnostics").is_none());
    Ok(())
}

fn pulled_of_all_files() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\nlet a = ;\n//- /b.js\nexports.b = 1;\n//- /c.js\nf(1 2);\n");
    let client = start(Some(&tree.path("")), json!({ "textDocument": { "diagnostic": {} } }))?;
    let pull = |previous: &[(Value, Value)]| -> Result<Vec<Value>, Failed> {
        let ids = previous.iter().map(|(uri, value)| json!({ "uri": uri, "value": value })).collect::<Vec<_>>();
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": ids }))?;
        Ok(report["items"].as_array().cloned().unwrap_or_default())
    };
    let ids =
        |items: &[Value]| items.iter().map(|item| (item["uri"].clone(), item["resultId"].clone())).collect::<Vec<_>>();
    let shown = |items: &[Value]| {
        let of = |item: &Value| {
            let uri = item["uri"].as_str().unwrap_or_default();
            let name = uri.rsplit('/').next().unwrap_or_default();
            format!(
                "{name} {} {}",
                item["kind"].as_str().unwrap_or_default(),
                item["items"].as_array().map_or(0, Vec::len)
            )
        };
        let mut all: Vec<String> = items.iter().map(of).collect();
        all.sort();
        all.join(", ")
    };
    // The project's files are found in the background.
    let mut first = pull(&[])?;
    let start = Instant::now();
    while first.is_empty() && start.elapsed() < PATIENCE {
        first = pull(&[])?;
    }
    assert_eq!(shown(&first), "a.js full 1, c.js full 1");
    assert_eq!(shown(&pull(&ids(&first))?), "a.js unchanged 0, c.js unchanged 0");
    client.open(&uri(&tree.path("a.js")), "javascript", 1, "export const a = 1;\n");
    let second = pull(&ids(&first))?;
    assert_eq!(shown(&second), "a.js full 0, c.js unchanged 0");
    // Nothing is told any more of a file that has nothing wrong with it, unless it is the first.
    assert!(shown(&pull(&ids(&second))?).contains("c.js unchanged 0"));
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

//! Faults of ours and of clients cost one message, never the server.

use super::{Body, hierarchical, outline, start};
use libtest_mimic::Failed;
use serde_json::json;
use test_support::lsp_client::{PATIENCE, ResponseError};

pub const TESTS: &[(&str, Body)] = &[
    ("a_panicking_handler_fails_alone", panics),
    ("messages_that_make_no_sense", nonsense),
    ("documents_that_were_never_opened", never_opened),
    ("hostile_documents", hostile),
];

const URI: &str = "file:///faults/a.js";

fn panics() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let a;");
    let slow = client.send("lode/testSleep", json!({ "milliseconds": 100 }));
    for _ in 0..20 {
        let error = client.request("lode/testPanic", json!({})).err().ok_or("it did not panic")?;
        assert_eq!(error.code, ResponseError::INTERNAL_ERROR);
        assert!(error.message.contains("lode/testPanic: a test has asked for it"), "{}", error.message);
    }
    assert_eq!(outline(&client, URI)?, ["a"]);
    assert_eq!(client.wait_response(slow, PATIENCE).ok_or("no answer")?.result, Ok(json!(100)));
    client.wait_for_method("window/logMessage").ok_or("the fault is not in the log")?;
    Ok(())
}

fn nonsense() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let a;");
    let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    for (bytes, code) in [
        ("what is this?\r\n\r\n".to_owned(), -32700),
        ("Content-Length: many\r\n\r\n".to_owned(), -32700),
        (framed("{\"jsonrpc\":\"2.0\","), -32700),
        (framed("[1, 2]"), -32600),
        (framed("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"x\"}"), -32600),
        (framed("{\"jsonrpc\":\"2.0\"}"), -32600),
    ] {
        client.send_raw(bytes.as_bytes());
        let answer = client.wait_stray_response(PATIENCE).ok_or_else(|| format!("no answer to {bytes}"))?;
        assert_eq!(answer["error"]["code"], code, "{bytes}: {answer}");
        assert_eq!(outline(&client, URI)?, ["a"], "after {bytes}");
    }
    // Answers to what was never asked, notifications that are unknown or wrong.
    client.send_message(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    client.send_message(&json!({ "jsonrpc": "2.0", "id": "x", "error": { "code": 1 } }));
    client.notify("no/such/notification", json!({}));
    client.notify("textDocument/didChange", json!({ "textDocument": 5 }));
    client.notify("textDocument/didOpen", json!(["x"]));
    assert_eq!(outline(&client, URI)?, ["a"]);
    Ok(())
}

fn never_opened() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.change("file:///never/opened.js", 2, json!([{ "text": "x" }]));
    client.close("file:///never/opened.js");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": "file:///never/opened.js" } }));
    assert_eq!(outline(&client, "file:///never/opened.js")?, Vec::<String>::new());
    assert_eq!(outline(&client, "untitled:never")?, Vec::<String>::new());
    assert_eq!(outline(&client, "weird-scheme:a:b?c#d")?, Vec::<String>::new());
    Ok(())
}

fn hostile() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    let deep = "[".repeat(10_000);
    let long = format!("let a = '{}';", "x".repeat(3_000_000));
    let nul = "let a\0b = \u{FEFF}\u{2028}1;\r\rlet c;".to_owned();
    for (number, text) in [deep, long, nul, String::new()].iter().enumerate() {
        let uri = format!("file:///hostile/{number}.js");
        client.open(&uri, "javascript", 1, text);
        outline(&client, &uri)?;
        for method in ["textDocument/foldingRange", "textDocument/diagnostic"] {
            client.request(method, json!({ "textDocument": { "uri": uri } }))?;
        }
        let selection = json!({ "textDocument": { "uri": uri }, "positions": [{ "line": 0, "character": 3 }] });
        client.request("textDocument/selectionRange", selection)?;
    }
    client.open(URI, "javascript", 1, "let a;");
    assert_eq!(outline(&client, URI)?, ["a"]);
    Ok(())
}

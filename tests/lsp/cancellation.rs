//! Who no longer wants an answer is told so at once, whatever the handler does.

use super::{Body, hierarchical, outline, replace, start};
use libtest_mimic::Failed;
use serde_json::json;
use std::time::{Duration, Instant};
use test_support::lsp_client::{PATIENCE, ResponseError};

pub const TESTS: &[(&str, Body)] = &[
    ("a_cancelled_request_is_answered_at_once", cancelled),
    ("an_edit_fails_what_it_makes_worthless", edited),
    ("slow_work_holds_up_nothing_else", others),
    ("hundreds_of_requests_can_wait", hundreds),
];

const URI: &str = "file:///cancel/a.js";

/// Longer than any wait here, so that an answer can't be the handler's.
const SLOW: u64 = 8_000;

fn cancelled() -> Result<(), Failed> {
    let client = start(None, json!({}))?;
    let mut fastest = Duration::MAX;
    for _ in 0..9 {
        let id = client.send("lode/testSleep", json!({ "milliseconds": SLOW }));
        std::thread::sleep(Duration::from_millis(5));
        let sent = Instant::now();
        client.cancel(id);
        let answer = client.wait_response(id, PATIENCE).ok_or("no answer")?;
        let took = answer.at.saturating_duration_since(sent);
        assert_eq!(answer.result.map_err(|error| error.code), Err(ResponseError::REQUEST_CANCELLED));
        assert!(took < Duration::from_millis(SLOW / 4), "{took:?}");
        fastest = fastest.min(took);
    }
    // The machine may be busy with something else, but not nine times.
    assert!(fastest < Duration::from_millis(10), "{fastest:?}");
    // To cancel what is answered, or was never asked, is no fault.
    client.cancel(1);
    client.cancel(99_999);
    outline(&client, URI)?;
    Ok(())
}

fn edited() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let a;");
    client.open("file:///cancel/b.js", "javascript", 1, "let b;");
    let other = client.send("lode/testSleep", json!({ "milliseconds": 300, "document": "file:///cancel/b.js" }));
    let same = client.send("lode/testSleep", json!({ "milliseconds": SLOW, "document": URI }));
    let symbols = client.send("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    client.change(URI, 2, replace((0, 4), (0, 5), "changed"));
    let failed = client.wait_response(same, Duration::from_millis(SLOW / 2)).ok_or("no answer")?;
    assert_eq!(failed.result.map_err(|error| error.code), Err(ResponseError::CONTENT_MODIFIED));
    // What can still be used is answered: for the text that it was asked about, and for other documents.
    let symbols = client.wait_response(symbols, PATIENCE).ok_or("no answer")?.result?;
    assert_eq!(super::names(&symbols), ["a"]);
    assert_eq!(client.wait_response(other, PATIENCE).ok_or("no answer")?.result, Ok(json!(300)));
    Ok(())
}

fn others() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let a;");
    for _ in 0..20 {
        client.send("lode/testSleep", json!({ "milliseconds": SLOW }));
    }
    let asked = Instant::now();
    assert_eq!(outline(&client, URI)?, ["a"]);
    let took = asked.elapsed();
    assert!(took < Duration::from_millis(SLOW / 4), "{took:?}");
    Ok(())
}

/// More than any queue that is counted in hundreds holds.
fn hundreds() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let a;");
    let ids: Vec<i64> =
        (0..1000).map(|_| client.send("lode/testSleep", json!({ "milliseconds": SLOW, "document": URI }))).collect();
    assert_eq!(outline(&client, URI)?, ["a"]);
    for id in &ids {
        client.cancel(*id);
    }
    for id in ids {
        let answer = client.wait_response(id, PATIENCE).ok_or("no answer")?;
        assert_eq!(answer.result.map_err(|error| error.code), Err(ResponseError::REQUEST_CANCELLED));
    }
    Ok(())
}

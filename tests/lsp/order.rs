//! A request sees all edits before it and none after it.

use super::{Body, hierarchical, names, replace, start};
use libtest_mimic::Failed;
use serde_json::json;
use test_support::lsp_client::PATIENCE;

pub const TESTS: &[(&str, Body)] =
    &[("three_thousand_edits", three_thousand_edits), ("two_documents_are_each_in_order", two_documents)];

const URI: &str = "file:///order/a.js";

fn symbols(uri: &str) -> serde_json::Value {
    json!({ "textDocument": { "uri": uri } })
}

/// Each edit renames a variable to the edit's number; answers must show the number of the last edit before their request.
fn three_thousand_edits() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open(URI, "javascript", 0, "// é\nlet v00000 = 1;\n");
    let mut asked = Vec::new();
    for number in 1..=3000 {
        // As an editor sends typing: what was there goes in one change, what comes in another.
        let mut changes = replace((1, 5), (1, 10), "");
        let typed = replace((1, 5), (1, 5), &format!("{number:05}"));
        changes.as_array_mut().ok_or("no changes")?.extend(typed.as_array().cloned().unwrap_or_default());
        client.change(URI, number, changes);
        if number % 3 == 0 {
            asked.push((number, client.send("textDocument/documentSymbol", symbols(URI))));
        }
    }
    let mut wrong = 0;
    for (number, id) in &asked {
        let answer = client.wait_response(*id, PATIENCE).ok_or("no answer")?.result?;
        wrong += usize::from(names(&answer) != [format!("v{number:05}")]);
    }
    assert_eq!((wrong, asked.len()), (0, 1000));
    Ok(())
}

fn two_documents() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    let uris = ["file:///order/b.js", "file:///order/c.js"];
    for uri in uris {
        client.open(uri, "javascript", 0, "let n0000;");
    }
    let mut asked = Vec::new();
    for number in 1..=300 {
        let (edited, other) = (uris[number % 2], uris[(number + 1) % 2]);
        client.change(edited, number as i64, replace((0, 5), (0, 9), &format!("{number:04}")));
        asked.push((number, client.send("textDocument/documentSymbol", symbols(edited))));
        asked.push((number - 1, client.send("textDocument/documentSymbol", symbols(other))));
    }
    for (number, id) in asked {
        let answer = client.wait_response(id, PATIENCE).ok_or("no answer")?.result?;
        assert_eq!(names(&answer), [format!("n{number:04}")]);
    }
    Ok(())
}

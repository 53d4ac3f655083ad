//! Editors that know nothing of values: hints at the ends of lines, and what can be asked about them.

use super::{Editor, plain};
use crate::lsp::{Body, replace};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use test_support::lsp_client::at;

pub const TESTS: &[(&str, Body)] = &[
    ("one_hint_a_line_at_its_end", hints),
    ("a_long_hint_is_cut_where_one_sees_it", long),
    ("lenses_say_what_they_would_do", lenses),
    ("commands_stand_for_messages", commands),
];

/// `line:column label` of all hints, when they are there.
fn wait_for(editor: &Editor, path: &str, expected: &[&str]) -> Result<Vec<Value>, Failed> {
    let uri = editor.uri(path);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    loop {
        let params = json!({ "textDocument": { "uri": uri }, "range": range });
        let hints = editor.client.request("textDocument/inlayHint", params)?;
        let hints = hints.as_array().cloned().unwrap_or_default();
        let shown = |hint: &Value| {
            let position = &hint["position"];
            format!("{}:{} {}", position["line"], position["character"], hint["label"].as_str().unwrap_or_default())
        };
        let found: Vec<String> = hints.iter().map(shown).collect();
        if found == expected {
            return Ok(hints);
        }
        if editor.client.wait_for_method("workspace/inlayHint/refresh").is_none() {
            return Err(format!("hints stay {found:?}, not {expected:?}").into());
        }
    }
}

fn hints() -> Result<(), Failed> {
    let editor = Editor::new("", plain())?;
    editor.open("a.js", "const a = { b: 1 + 1 };\nfor (const c of [1, 2]) { console.log('é', c); }\n");
    editor.live("a.js", "on")?;
    let hints = wait_for(&editor, "a.js", &["0:23 { b: 2 }", "1:48 c = 1, 2  » é 1  » é 2"])?;
    assert!(hints.iter().all(|hint| hint["paddingLeft"] == true), "{hints:#?}");
    let tooltip = hints[1]["tooltip"]["value"].as_str().unwrap_or_default();
    assert!(tooltip.contains("×2") && tooltip.contains("» é 2"), "{tooltip}");
    // Clients ask by themselves after an edit: the answer is there at once.
    editor.client.change(&editor.uri("a.js"), 2, replace((0, 0), (0, 0), "// first\n"));
    wait_for(&editor, "a.js", &["1:23 { b: 2 }", "2:48 c = 1, 2  » é 1  » é 2"])?;
    editor.live("a.js", "off")?;
    wait_for(&editor, "a.js", &[])?;
    Ok(())
}

fn long() -> Result<(), Failed> {
    let editor = Editor::new("", plain())?;
    editor.open("a.js", "const a = 'x'.repeat(100);\n");
    editor.live("a.js", "on")?;
    let hint = format!("0:26 '{}…", "x".repeat(38));
    wait_for(&editor, "a.js", &[&hint])?;
    Ok(())
}

fn titles(editor: &Editor, path: &str) -> Result<Vec<String>, Failed> {
    let params = json!({ "textDocument": { "uri": editor.uri(path) } });
    let lenses = editor.client.request("textDocument/codeLens", params)?;
    let shown = |lens: &Value| {
        let command = &lens["command"];
        let arguments = command["arguments"].as_array().cloned().unwrap_or_default();
        let arguments: Vec<String> = arguments.iter().map(|one| one.as_str().unwrap_or_default().into()).collect();
        let arguments = arguments.join(" ").replace(&editor.uri(path), "URI");
        format!("{} {} {arguments}", command["title"].as_str().unwrap_or_default(), command["command"])
    };
    Ok(lenses.as_array().into_iter().flatten().map(shown).collect())
}

fn lenses() -> Result<(), Failed> {
    let mut capabilities = plain();
    capabilities["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    let editor = Editor::new("", capabilities)?;
    editor.open("a.js", "console.log(1);\n");
    let run = "▶ Run \"lode.run\" URI";
    assert_eq!(titles(&editor, "a.js")?, [run, "◉ Live \"lode.live\" URI on"]);
    editor.live("a.js", "on")?;
    editor.client.wait_for_method("workspace/codeLens/refresh").ok_or("lenses are not asked for again")?;
    assert_eq!(titles(&editor, "a.js")?, [run, "■ Stop \"lode.live\" URI off"]);
    editor.live("a.js", "off")?;
    assert_eq!(titles(&editor, "a.js")?, [run, "◉ Live \"lode.live\" URI on"]);
    Ok(())
}

fn commands() -> Result<(), Failed> {
    let editor = Editor::new("", plain())?;
    let uri = editor.uri("a.js");
    let execute = |command: &str, arguments: Value| {
        editor.client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }))
    };
    editor.open("a.js", "const a = 1 + 1;\n");
    assert_eq!(execute("lode.live", json!([uri, "on"]))?, json!({ "mode": "on" }));
    wait_for(&editor, "a.js", &["0:16 2"])?;
    assert_eq!(execute("lode.live", json!([{ "uri": uri, "mode": "off" }]))?, json!({ "mode": "off" }));
    wait_for(&editor, "a.js", &[])?;
    assert_eq!(execute("lode.live", json!([uri]))?, json!({ "mode": "on" }));
    wait_for(&editor, "a.js", &["0:16 2"])?;
    assert_eq!(execute("lode.stop", json!([uri]))?, Value::Null);
    let range = json!({ "start": { "line": 0, "character": 10 }, "end": { "line": 0, "character": 15 } });
    let selected = execute("lode.evalSelection", json!([{ "uri": uri, "range": range, "context": "fresh" }]))?;
    assert_eq!(selected, json!({ "text": "2", "kind": "value" }));
    assert!(execute("lode.value.history", json!([{ "uri": uri, "runId": 0, "id": 0 }])).is_err());
    assert!(execute("lode.live", json!([7])).is_err());
    let hover = editor.client.request("textDocument/hover", at(&uri, 0, 6))?;
    let said = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(said.contains("a = 2") && said.contains("const a"), "{said}");
    Ok(())
}

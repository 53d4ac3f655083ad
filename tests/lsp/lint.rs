//! What rules say while a person types, what is done about it, and how configurations come in.

use super::{Body, replace, start};
use crate::lode;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::process::Command;
use std::time::Instant;
use test_support::lsp_client::{LspClient, PATIENCE, uri, usual_answer};
use test_support::process;
use test_support::tree::Tree;

pub const TESTS: &[(&str, Body)] = &[
    ("comes_and_goes_while_typing", comes_and_goes),
    ("pulled", pulled),
    ("links_tags_and_severities", links),
    ("fixed", fixed),
    ("all_fixed_on_save", all_fixed),
    ("a_late_fix_of_an_old_text_is_refused", late_fix),
    ("silenced_for_a_line", silenced),
    ("explained", explained),
    ("a_configuration_changes", configuration_changes),
    ("a_wrong_configuration_is_told", wrong_configuration),
    ("a_program_is_run_when_that_is_allowed", program_allowed),
    ("a_program_is_not_run_when_that_is_refused", program_refused),
    ("two_roots", two_roots),
    ("only_on_save", only_on_save),
    ("switched_off", switched_off),
    ("nothing_is_stale_in_a_big_file", big_file),
];

/// What an editor says of itself that shows all there is.
fn capable() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } },
                "resolveSupport": { "properties": ["edit"] }, "dataSupport": true,
            },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "window": { "showDocument": { "support": true } },
    })
}

fn shown(diagnostics: &Value) -> Vec<String> {
    let all = diagnostics.as_array().map_or(&[][..], Vec::as_slice);
    all.iter().map(|one| format!("{}:{}", one["range"]["start"]["line"], one["code"].as_str().unwrap_or("?"))).collect()
}

/// Waits until just these problems are told of a document, as `line:code`.
#[track_caller]
fn wait_for(client: &LspClient, uri: &str, expected: &[&str]) -> Result<Value, Failed> {
    let mut last = Vec::new();
    let found = client.wait_for(PATIENCE, |incoming| {
        if incoming.method != "textDocument/publishDiagnostics" || incoming.params["uri"] != uri {
            return false;
        }
        last = shown(&incoming.params["diagnostics"]);
        last == expected
    });
    match found {
        Some(found) => Ok(found.params["diagnostics"].clone()),
        None => Err(format!("{uri}: {last:?} is told, {expected:?} is expected").into()),
    }
}

fn actions(client: &LspClient, uri: &str, line: u32, only: &[&str]) -> Result<Vec<Value>, Failed> {
    let at = json!({ "line": line, "character": 0 });
    let end = json!({ "line": line, "character": 200 });
    let mut context = json!({ "diagnostics": [] });
    if !only.is_empty() {
        context["only"] = json!(only);
    }
    let found = client.request(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": uri }, "range": { "start": at, "end": end }, "context": context }),
    )?;
    Ok(found.as_array().cloned().unwrap_or_default())
}

fn titled<'a>(actions: &'a [Value], title: &str) -> Result<&'a Value, Failed> {
    let found = actions.iter().find(|action| action["title"].as_str().is_some_and(|it| it.starts_with(title)));
    found.ok_or_else(|| format!("no action is called {title:?}: {actions:#?}").into())
}

/// The text after the edits of an action, which are for this version.
fn after(text: &str, action: &Value, version: i64) -> Result<String, Failed> {
    let changed = &action["edit"]["documentChanges"][0];
    assert_eq!(changed["textDocument"]["version"], version, "{action:#}");
    let mut edits: Vec<&Value> = changed["edits"].as_array().ok_or("no edits")?.iter().collect();
    let key = |edit: &&Value| {
        let start = &edit["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    };
    edits.sort_by_key(key);
    let offset = |place: &Value| {
        let (line, column) = (place["line"].as_u64().unwrap_or(0), place["character"].as_u64().unwrap_or(0));
        let before: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        before + column as usize
    };
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap_or_default());
    }
    Ok(text)
}

fn comes_and_goes() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let uri = uri(&tree.path("a.js"));
    client.open(&uri, "javascript", 1, "f();\n");
    wait_for(&client, &uri, &["0:no-undef"])?;
    client.change(&uri, 2, replace((0, 0), (0, 0), "export function f() {}\n"));
    wait_for(&client, &uri, &[])?;
    client.change(&uri, 3, replace((1, 0), (1, 0), "debugger;"));
    wait_for(&client, &uri, &["1:no-debugger"])?;
    client.change(&uri, 4, replace((1, 8), (1, 9), "("));
    wait_for(&client, &uri, &["1:syntax"])?;
    Ok(())
}

fn pulled() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), json!({ "textDocument": { "diagnostic": {} } }))?;
    let uri = uri(&tree.path("a.js"));
    // A client that can't fade is told of what is unused all the same: a rule says it.
    client.open(&uri, "javascript", 1, "debugger;\nlet unused;\n");
    let pull = || client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(shown(&pull()?["items"]), ["0:no-debugger", "1:no-unused-vars"]);
    client.change(&uri, 2, replace((0, 0), (0, 8), "f"));
    assert_eq!(shown(&pull()?["items"]), ["0:no-undef", "1:no-unused-vars"]);
    Ok(())
}

fn links() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n//- /lode.json\n{ \"lint\": { \"rules\": { \"no-debugger\": \"warn\" } } }\n");
    let client = start(Some(&tree.path("")), capable())?;
    let uri = uri(&tree.path("a.js"));
    client.open(&uri, "javascript", 1, "debugger;\nconst unused = 1;\n");
    let found = wait_for(&client, &uri, &["0:no-debugger", "1:no-unused-vars"])?;
    assert_eq!((&found[0]["severity"], &found[0]["source"]), (&json!(2), &json!("lode")));
    assert_eq!((&found[1]["severity"], &found[1]["tags"]), (&json!(1), &json!([1])));
    let page = found[0]["codeDescription"]["href"].as_str().and_then(|href| href.strip_prefix("file://"));
    let page = std::fs::read_to_string(page.ok_or("there is no page")?)?;
    assert!(page.starts_with("# no-debugger"), "{page}");
    Ok(())
}

fn fixed() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let uri = uri(&tree.path("a.js"));
    let text = "export const a = /b  c/;\nexport const d = /e  f/;\n";
    client.open(&uri, "javascript", 1, text);
    let found = wait_for(&client, &uri, &["0:no-regex-spaces", "1:no-regex-spaces"])?;
    let asked = client.request(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": [found[0]] } }),
    )?;
    let asked = asked.as_array().cloned().unwrap_or_default();
    // Beside a problem an editor may ask about it as well.
    let start = json!({ "line": 0, "character": 0 });
    let beside = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": uri },
            "range": { "start": start, "end": start },
            "context": { "diagnostics": [found[0]] },
        }),
    )?;
    titled(beside.as_array().map_or(&[][..], Vec::as_slice), "Fix this `no-regex-spaces` problem")?;
    let fix = titled(&asked, "Fix this `no-regex-spaces` problem")?;
    assert_eq!((&fix["isPreferred"], &fix["diagnostics"][0]), (&json!(true), &found[0]));
    assert_eq!(after(text, fix, 1)?, "export const a = /b {2}c/;\nexport const d = /e  f/;\n");
    let all = titled(&asked, "Fix all `no-regex-spaces`")?;
    assert_eq!(after(text, all, 1)?, "export const a = /b {2}c/;\nexport const d = /e {2}f/;\n");
    Ok(())
}

fn all_fixed() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let text = "export const a = /b  c/;\nexport const d = !!a ? /e  f/ : a;\n";
    let mended = "export const a = /b {2}c/;\nexport const d = a ? /e {2}f/ : a;\n";
    let uri = uri(&tree.path("a.js"));
    let client = start(Some(&tree.path("")), capable())?;
    client.open(&uri, "javascript", 7, text);
    for kind in ["source.fixAll", "source.fixAll.lode"] {
        let found = actions(&client, &uri, 0, &[kind])?;
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((&found[0]["kind"], &found[0]["edit"]), (&json!("source.fixAll.lode"), &Value::Null));
        let whole = client.request("codeAction/resolve", found[0].clone())?;
        assert_eq!(after(text, &whole, 7)?, mended);
    }
    assert!(actions(&client, &uri, 0, &["source.fixAll.eslint"])?.is_empty());
    // A client that can't ask for the edits later gets them with the action.
    let mut capabilities = capable();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let client = start(Some(&tree.path("")), capabilities)?;
    client.open(&uri, "javascript", 7, text);
    let found = actions(&client, &uri, 0, &["source.fixAll"])?;
    assert_eq!(after(text, titled(&found, "Fix all problems")?, 7)?, mended);
    Ok(())
}

fn late_fix() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let uri = uri(&tree.path("a.js"));
    let client = start(Some(&tree.path("")), capable())?;
    client.open(&uri, "javascript", 1, "export const a = /b  c/;\n");
    let found = actions(&client, &uri, 0, &["source.fixAll"])?;
    client.change(&uri, 2, replace((0, 0), (0, 0), "\n"));
    let error = client.request("codeAction/resolve", found[0].clone()).expect_err("the text is another");
    assert_eq!(error.code, -32801);
    Ok(())
}

fn silenced() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let uri = uri(&tree.path("a.js"));
    let text = "if (globalThis.a) {\n  debugger;\n}\n";
    client.open(&uri, "javascript", 1, text);
    wait_for(&client, &uri, &["1:no-debugger"])?;
    let found = actions(&client, &uri, 1, &["quickfix"])?;
    let silent = after(text, titled(&found, "Disable `no-debugger` for this line")?, 1)?;
    assert_eq!(silent, "if (globalThis.a) {\n  // lode-disable-next-line no-debugger\n  debugger;\n}\n");
    client.change(&uri, 2, json!([{ "text": silent }]));
    wait_for(&client, &uri, &[])?;
    Ok(())
}

fn explained() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let uri = uri(&tree.path("a.js"));
    client.open(&uri, "javascript", 1, "debugger;\n");
    let found = actions(&client, &uri, 0, &["quickfix"])?;
    let command = &titled(&found, "Explain `no-debugger`")?["command"];
    client.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    )?;
    let shown = client.wait_for_method("window/showDocument").ok_or("no page is shown")?;
    assert!(shown.params["uri"].as_str().is_some_and(|uri| uri.ends_with("/no-debugger.md")), "{}", shown.params);
    assert!(client.request("workspace/executeCommand", json!({ "command": "lode.none", "arguments": [] })).is_err());
    Ok(())
}

fn configuration_changes() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n//- /sub/b.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let (a, b) = (uri(&tree.path("a.js")), uri(&tree.path("sub/b.js")));
    client.open(&a, "javascript", 1, "debugger;\n");
    client.open(&b, "javascript", 1, "debugger;\n");
    wait_for(&client, &a, &["0:no-debugger"])?;
    wait_for(&client, &b, &["0:no-debugger"])?;
    let changed = |path: &str| {
        let changes = json!({ "changes": [{ "uri": uri(&tree.path(path)), "type": 2 }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
    };
    std::fs::write(tree.path("sub/.eslintrc.json"), r#"{ "root": true, "rules": { "no-unused-labels": 1 } }"#)?;
    changed("sub/.eslintrc.json");
    wait_for(&client, &b, &[])?;
    std::fs::write(tree.path("lode.json"), r#"{ "lint": { "ignorePatterns": ["a.js"] } }"#)?;
    changed("lode.json");
    wait_for(&client, &a, &[])?;
    std::fs::remove_file(tree.path("lode.json"))?;
    changed("lode.json");
    wait_for(&client, &a, &["0:no-debugger"])?;
    Ok(())
}

fn wrong_configuration() -> Result<(), Failed> {
    let configuration = "{ \"lint\": { \"rules\": { \"no-debugger\": \"off\", \"there-is-none\": 1 } } }\n";
    let tree = Tree::new(&format!("//- /a.js\n\n//- /lode.json\n{configuration}"));
    let client = start(Some(&tree.path("")), capable())?;
    let (a, file) = (uri(&tree.path("a.js")), uri(&tree.path("lode.json")));
    client.open(&a, "javascript", 1, "debugger;\nf();\n");
    wait_for(&client, &a, &["1:no-undef"])?;
    let told = client.wait_for_method("window/showMessage").ok_or("nothing is said of it")?;
    assert!(told.params["message"].as_str().is_some_and(|it| it.contains("there-is-none")), "{}", told.params);
    client.open(&file, "json", 1, configuration);
    let found = wait_for(&client, &file, &["0:configuration"])?;
    assert_eq!(found[0]["message"], "there is no rule `there-is-none`");
    // Typed right, it is not saved yet; then it is.
    let right = configuration.replace("there-is-none", "no-undef");
    client.change(&file, 2, json!([{ "text": right }]));
    wait_for(&client, &file, &[])?;
    std::fs::write(tree.path("lode.json"), right.replace('1', "0"))?;
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": file } }));
    wait_for(&client, &a, &[])?;
    Ok(())
}

/// A client that answers so when it is asked whether a program may be run.
fn asked(tree: &Tree, answer: Value) -> Result<LspClient, Failed> {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["lsp", "--standalone"]).env("LODE_CACHE_DIR", tree.path(".cache"));
    let answerer = move |method: &str, params: &Value| match method {
        "window/showMessageRequest" => Ok(answer.clone()),
        _ => usual_answer(method, params),
    };
    let client = LspClient::spawn_with(&mut command, Box::new(answerer))?;
    client.initialize(Some(&tree.path("")), capable())?;
    Ok(client)
}

const PROGRAM: &str = "//- /a.js\n\n//- /eslint.config.mjs\nexport default [{ rules: { 'no-alert': 2 } }];\n";

fn program_allowed() -> Result<(), Failed> {
    let tree = Tree::new(PROGRAM);
    let client = asked(&tree, json!({ "title": "Run it" }))?;
    let a = uri(&tree.path("a.js"));
    client.open(&a, "javascript", 1, "debugger;\nalert();\n");
    wait_for(&client, &a, &["1:no-alert"])?;
    assert!(client.wait_for_method("window/showMessageRequest").is_some());
    // It may be run from now on, whatever it says.
    std::fs::write(tree.path("eslint.config.mjs"), "export default [{ rules: { 'no-debugger': 1 } }];\n")?;
    let changes = json!({ "changes": [{ "uri": uri(&tree.path("eslint.config.mjs")), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    wait_for(&client, &a, &["0:no-debugger"])?;
    let again = client.take_incoming();
    assert!(again.iter().all(|incoming| incoming.method != "window/showMessageRequest"));
    Ok(())
}

fn program_refused() -> Result<(), Failed> {
    let tree = Tree::new(PROGRAM);
    let writes = "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran.txt', '');\nexport default [];\n";
    tree.write("eslint.config.mjs", writes);
    let client = asked(&tree, Value::Null)?;
    let a = uri(&tree.path("a.js"));
    client.open(&a, "javascript", 1, "debugger;\nglobalThis.alert();\n");
    // What is recommended stands in.
    wait_for(&client, &a, &["0:no-debugger"])?;
    assert!(!tree.path("ran.txt").exists());
    Ok(())
}

fn two_roots() -> Result<(), Failed> {
    let tree = Tree::new(
        "//- /one/a.js\n\n//- /one/lode.json\n{ \"lint\": { \"rules\": { \"no-debugger\": \"off\" } } }\n//- /two/a.js\n\n//- /two/lode.json\n{ \"lint\": { \"rules\": { \"no-undef\": \"off\" } } }\n",
    );
    let client = start(Some(&tree.path("one")), capable())?;
    let two = json!({ "uri": uri(&tree.path("two")), "name": "two" });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [two], "removed": [] } }));
    let (one, two) = (uri(&tree.path("one/a.js")), uri(&tree.path("two/a.js")));
    client.open(&one, "javascript", 1, "debugger;\nf();\n");
    client.open(&two, "javascript", 1, "debugger;\nf();\n");
    wait_for(&client, &one, &["1:no-undef"])?;
    wait_for(&client, &two, &["0:no-debugger"])?;
    Ok(())
}

fn only_on_save() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    client
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": { "lint": { "run": "onSave" } } } }));
    let a = uri(&tree.path("a.js"));
    client.open(&a, "javascript", 1, "debugger;\n");
    wait_for(&client, &a, &["0:no-debugger"])?;
    client.change(&a, 2, replace((0, 0), (0, 0), "f();\n\n"));
    // What was found stays where it is in the text; what is new is not looked for.
    wait_for(&client, &a, &["2:no-debugger"])?;
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": a } }));
    wait_for(&client, &a, &["0:no-undef", "2:no-debugger"])?;
    Ok(())
}

fn switched_off() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let a = uri(&tree.path("a.js"));
    client.open(&a, "javascript", 1, "const unused = 1;\ndebugger;\n");
    wait_for(&client, &a, &["0:no-unused-vars", "1:no-debugger"])?;
    client
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": { "lint": { "enable": false } } } }));
    wait_for(&client, &a, &["0:unused"])?;
    assert!(actions(&client, &a, 1, &["source.fixAll"])?.is_empty());
    Ok(())
}

/// Edits of all kinds, one by one; in the end what is told is what is told of the same text when it is opened anew.
fn big_file() -> Result<(), Failed> {
    const LINES: u32 = 10_000;
    const EDITS: u32 = 200;
    let tree = Tree::new("//- /a.js\n\n");
    let client = start(Some(&tree.path("")), capable())?;
    let a = uri(&tree.path("a.js"));
    let mut lines: Vec<String> = (0..LINES).map(|line| format!("export const v{line} = {line};")).collect();
    client.open(&a, "javascript", 0, &(lines.join("\n") + "\n"));
    wait_for(&client, &a, &[])?;
    let started = Instant::now();
    for edit in 1..=EDITS {
        let line = edit * 7919 % LINES;
        let text = match edit % 3 {
            0 => format!("export const v{line} = undefined{edit};"),
            1 => "debugger;".to_owned(),
            _ => format!("export const v{line} = /a  b/;"),
        };
        let width = lines[line as usize].len() as u32;
        client.change(&a, i64::from(edit), replace((line, 0), (line, width), &text));
        lines[line as usize] = text;
    }
    let last = client
        .wait_for(PATIENCE, |incoming| {
            incoming.method == "textDocument/publishDiagnostics" && incoming.params["version"] == EDITS
        })
        .ok_or("nothing is told of the last version")?;
    let told = shown(&last.params["diagnostics"]);
    assert!(told.len() >= EDITS as usize / 2, "{told:?}, after {:?}", started.elapsed());
    let fresh = start(Some(&tree.path("")), capable())?;
    fresh.open(&a, "javascript", 1, &(lines.join("\n") + "\n"));
    let expected: Vec<&str> = told.iter().map(String::as_str).collect();
    wait_for(&fresh, &a, &expected)?;
    Ok(())
}

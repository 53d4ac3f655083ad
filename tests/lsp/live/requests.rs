//! What can be asked about values: hovers, members, histories, actions, and what is selected.

use super::{Editor, plain, rich};
use crate::lsp::Body;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use test_support::lsp_client::{ResponseError, at};

pub const TESTS: &[(&str, Body)] = &[
    ("a_value_is_expanded_level_by_level", expand),
    ("a_loop_has_a_history", history),
    ("hover_tells_the_value_above_the_type", hover),
    ("actions_copy_and_write_down", actions),
    ("actions_ask_for_more", asking),
    ("actions_turn_a_file_live_where_there_may_be_no_lenses", switches),
    ("a_client_is_told_that_values_are_known", capability),
    ("selected_code_where_it_stands", selection_in_file),
    ("selected_code_alone", selection_alone),
    ("lines_that_are_not_reached", coverage),
];

fn expand() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = { b: [10, 20, 30], c: { d: new Map([['k', 1]]) } };\n")?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok" && !shown.items.is_empty())?;
    let item = shown.items.values().next().ok_or("no item")?;
    assert_eq!(item["hasMembers"], true);
    let (run, id) = (shown.run, &item["id"]);
    let expand = |path: Value, more: Value| {
        let mut params = json!({ "uri": shown.uri, "runId": run, "id": id, "path": path });
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        editor.client.request("lode/value/expand", params)
    };
    let names = |answer: &Value| -> Vec<String> {
        let members = answer["members"].as_array().cloned().unwrap_or_default();
        members
            .iter()
            .map(|member| {
                format!("{}: {}", member["name"].as_str().unwrap_or("?"), member["text"].as_str().unwrap_or("?"))
            })
            .collect()
    };
    assert_eq!(names(&expand(json!([]), json!({}))?), ["b: [ 10, 20, 30 ]", "c: { d: Map(1) { 'k' => 1 } }"]);
    assert_eq!(names(&expand(json!([0]), json!({}))?), ["0: 10", "1: 20", "2: 30"]);
    let page = expand(json!([0]), json!({ "start": 1, "count": 1 }))?;
    assert_eq!((names(&page), &page["more"]), (vec!["1: 20".to_owned()], &json!(1)));
    assert_eq!(names(&expand(json!([1, 0]), json!({}))?), ["'k': 1"]);
    assert_eq!(expand(json!([1]), json!({}))?["members"][0]["hasMembers"], true);
    let code = |answer: Result<Value, ResponseError>| answer.err().map(|error| error.code);
    assert_eq!(code(expand(json!([9]), json!({}))), Some(-32602));
    assert_eq!(code(expand(json!([]), json!({ "runId": run + 1 }))), Some(-32602));
    Ok(())
}

fn history() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "for (let i = 0; i < 100; i++) { i * i; }\n")?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok" && !shown.items.is_empty())?;
    let item = shown.items.values().find(|item| item["kind"] == "expression").ok_or("no item")?;
    assert_eq!(item["count"], 100);
    let ask = |more: Value| {
        let mut params = json!({ "uri": shown.uri, "runId": shown.run, "id": item["id"] });
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        editor.client.request("lode/value/history", params)
    };
    let all = ask(json!({}))?;
    assert_eq!(all["hits"], 100);
    let values = all["values"].as_array().cloned().unwrap_or_default();
    assert_eq!((&values[0]["hit"], &values[0]["text"]), (&json!(1), &json!("0")));
    let last = values.last().ok_or("no values")?;
    assert_eq!((&last["hit"], &last["text"]), (&json!(100), &json!("9801")));
    assert_eq!(ask(json!({ "start": 2, "count": 1 }))?["values"][0]["text"], "4");
    let first = json!({ "uri": shown.uri, "runId": shown.run, "id": item["id"], "hit": 3 });
    assert_eq!(editor.client.request("lode/value/expand", first)?, json!({ "members": [], "more": 0 }));
    Ok(())
}

fn hover() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "const a = { b: 1 + 1 };\nfor (const c of [3, 4]) { a.b += c; }\nconsole.log(a);\n";
    let mut shown = editor.begin("a.js", text)?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    let say = |line: u32, column: u32| -> Result<String, Failed> {
        let hover = editor.client.request("textDocument/hover", at(&shown.uri, line, column))?;
        Ok(hover["contents"]["value"].as_str().unwrap_or_default().to_owned())
    };
    let declared = say(0, 6)?;
    let (value, kind) = declared.split_once("\n---\n").ok_or_else(|| format!("no value: {declared}"))?;
    assert!(value.contains("a = { b: 2 }") && kind.contains("const a"), "{declared}");
    // A name that is used elsewhere.
    assert!(say(2, 12)?.contains("a = { b: 2 }"), "{}", say(2, 12)?);
    let looped = say(1, 11)?;
    assert!(looped.contains("c = 4") && looped.contains("×2") && looped.contains("1: 3"), "{looped}");
    Ok(())
}

/// The actions at a place, by their titles.
fn actions_at(editor: &Editor, path: &str, line: u32, columns: (u32, u32)) -> Result<Vec<Value>, Failed> {
    actions_for(editor, path, (line, columns), json!({ "diagnostics": [], "only": ["refactor.rewrite"] }))
}

fn actions_for(editor: &Editor, path: &str, place: (u32, (u32, u32)), context: Value) -> Result<Vec<Value>, Failed> {
    let (line, columns) = place;
    let place = |character: u32| json!({ "line": line, "character": character });
    let params = json!({
        "textDocument": { "uri": editor.uri(path) },
        "range": { "start": place(columns.0), "end": place(columns.1) },
        "context": context,
    });
    let found = editor.client.request("textDocument/codeAction", params)?;
    Ok(found.as_array().cloned().unwrap_or_default())
}

fn titled<'a>(actions: &'a [Value], title: &str) -> Option<&'a Value> {
    actions.iter().find(|action| action["title"] == title)
}

/// What an action puts in, and where.
fn edit(editor: &Editor, path: &str, action: &Value) -> (String, Value) {
    let edit = &action["edit"]["changes"][editor.uri(path)][0];
    (edit["newText"].as_str().unwrap_or_default().to_owned(), edit["range"]["start"]["character"].clone())
}

fn actions() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = [1, 2].map((n) => n * 2);\na.length; //=> 3\n")?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    let found = actions_at(&editor, "a.js", 0, (6, 6))?;
    let copied = &titled(&found, "Copy value").ok_or_else(|| format!("{found:#?}"))?["command"];
    assert_eq!((&copied["command"], &copied["arguments"]), (&json!("lode.copyValue"), &json!(["[ 2, 4 ]"])));
    let written = titled(&found, "Write value as comment").ok_or("it can't be written down")?;
    assert_eq!(edit(&editor, "a.js", written), (" //=> [ 2, 4 ]".to_owned(), json!(35)));
    // What a comment says already is said anew.
    let found = actions_at(&editor, "a.js", 1, (0, 0))?;
    let written = titled(&found, "Write value as comment").ok_or("it can't be written down")?;
    assert_eq!(edit(&editor, "a.js", written), (" //=> 2".to_owned(), json!(9)));
    // An editor without a clipboard for it gets no such action.
    let other = Editor::new("", plain())?;
    other.open("a.js", "const a = 1 + 1;\n");
    other.live("a.js", "on")?;
    while titled(&actions_at(&other, "a.js", 0, (6, 6))?, "Write value as comment").is_none() {
        other.client.wait_for_method("workspace/inlayHint/refresh").ok_or("there are no values")?;
    }
    assert!(titled(&actions_at(&other, "a.js", 0, (6, 6))?, "Copy value").is_none());
    Ok(())
}

fn asking() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = 1;\nconst b = [a].concat(2).length;\n")?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    let found = actions_at(&editor, "a.js", 0, (6, 6))?;
    let asked = titled(&found, "Show value here").ok_or_else(|| format!("{found:#?}"))?;
    assert_eq!(edit(&editor, "a.js", asked), (" //?".to_owned(), json!(12)));
    let found = actions_at(&editor, "a.js", 1, (10, 23))?;
    let asked = titled(&found, "Show value here").ok_or_else(|| format!("{found:#?}"))?;
    assert_eq!(edit(&editor, "a.js", asked), ("/*?*/".to_owned(), json!(23)));
    Ok(())
}

fn switches() -> Result<(), Failed> {
    let editor = Editor::new("", plain())?;
    editor.open("a.js", "const a = 1 + 1;\n");
    let uri = editor.uri("a.js");
    let titles = |context: Value| -> Result<Vec<String>, Failed> {
        let found = actions_for(&editor, "a.js", (0, (0, 0)), context)?;
        Ok(found.iter().filter_map(|action| Some(action["title"].as_str()?.to_owned())).collect())
    };
    let asked = json!({ "diagnostics": [], "triggerKind": 1 });
    let found = titles(asked.clone())?;
    assert!(
        found.ends_with(&["Show values while typing".to_owned(), "Run, and show values once".to_owned()]),
        "{found:?}"
    );
    // No light bulb at every line for it.
    let unasked = titles(json!({ "diagnostics": [], "triggerKind": 2 }))?;
    assert!(!unasked.iter().any(|title| title.contains("values")), "{unasked:?}");
    let found = actions_for(&editor, "a.js", (0, (0, 0)), json!({ "diagnostics": [], "only": ["source"] }))?;
    let command = &titled(&found, "Show values while typing").ok_or("it can't be shown")?["command"];
    assert_eq!((&command["command"], &command["arguments"]), (&json!("lode.live"), &json!([uri, "on"])));
    editor.client.request("workspace/executeCommand", command.clone())?;
    let found = titles(asked)?;
    assert!(found.contains(&"Stop showing values".to_owned()), "{found:?}");
    // Editors of ours have commands of their own, and other documents are no programs.
    let other = Editor::new("", rich())?;
    other.open("a.js", "const a = 1 + 1;\n");
    let found = actions_for(&other, "a.js", (0, (0, 0)), json!({ "diagnostics": [] }))?;
    assert!(titled(&found, "Show values while typing").is_none());
    editor.tree.write("a.json", "{}");
    editor.client.open(&editor.uri("a.json"), "json", 1, "{}");
    let found = actions_for(&editor, "a.json", (0, (0, 0)), json!({ "diagnostics": [] }))?;
    assert!(titled(&found, "Show values while typing").is_none());
    Ok(())
}

fn capability() -> Result<(), Failed> {
    let said = |capabilities: Value| -> Result<Value, Failed> {
        let client = crate::lsp::spawn()?;
        Ok(client.initialize(None, capabilities)?)
    };
    assert_eq!(said(rich())?["capabilities"]["experimental"], json!({ "lodeValues": { "version": 1 } }));
    assert_eq!(said(json!({}))?["capabilities"]["experimental"], Value::Null);
    let commands = said(json!({}))?["capabilities"]["executeCommandProvider"]["commands"].clone();
    for command in
        ["lode.live", "lode.run", "lode.stop", "lode.evalSelection", "lode.value.expand", "lode.value.history"]
    {
        assert!(commands.as_array().is_some_and(|all| all.contains(&json!(command))), "{command}: {commands}");
    }
    Ok(())
}

fn select(editor: &Editor, path: &str, place: (u32, u32, u32), context: &str) -> Result<Value, ResponseError> {
    let (line, from, to) = place;
    let range = json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
    let params = json!({ "uri": editor.uri(path), "range": range, "context": context });
    editor.client.request("lode/evalSelection", params)
}

fn selection_in_file() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    editor.open("a.js", "function f(a, b) {\n  return [a + b * 2, a];\n}\nf(1, 20);\nfunction g() { return 1 + 1; }\nsetInterval(() => {}, 1000);\n");
    let value = |text: &str| json!({ "text": text, "kind": "value" });
    assert_eq!(select(&editor, "a.js", (1, 10, 19), "file")?, value("41"));
    assert_eq!(select(&editor, "a.js", (1, 14, 15), "file")?, value("20"));
    assert_eq!(select(&editor, "a.js", (3, 0, 9), "file")?, value("[ 41, 1 ]"));
    let never = select(&editor, "a.js", (4, 22, 27), "file")?;
    assert_eq!(never, json!({ "text": "the program does not reach it", "kind": "error" }));
    assert_eq!(select(&editor, "a.js", (2, 1, 1), "file").expect_err("nothing").message, "nothing is selected");
    Ok(())
}

fn selection_alone() -> Result<(), Failed> {
    let editor = Editor::new("//- /b.js\nexports.b = 7;\n", rich())?;
    editor.open("a.js", "never();\n{ c: 1 + 1 }\nconst d = require('./b').b; d + 1;\nmissing.x\n(\n");
    let value = |text: &str| json!({ "text": text, "kind": "value" });
    assert_eq!(select(&editor, "a.js", (1, 0, 12), "fresh")?, value("{ c: 2 }"));
    assert_eq!(select(&editor, "a.js", (2, 0, 34), "fresh")?, value("8"));
    let failed = select(&editor, "a.js", (3, 0, 9), "fresh")?;
    assert_eq!(failed["kind"], "error");
    assert!(failed["text"].as_str().is_some_and(|text| text.starts_with("ReferenceError")), "{failed}");
    assert!(select(&editor, "a.js", (4, 0, 1), "fresh").is_err());
    Ok(())
}

fn coverage() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "function f(a) {\n  if (a) {\n    return 1 + 1;\n  }\n  return 2 + 2;\n}\nf(0);\n";
    let mut shown = editor.begin("a.js", text)?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    assert_eq!(shown.coverage, json!({ "missed": [[2, 2]], "partly": [] }));
    editor.change("a.js", 2, "function f(a) { if (a) return 1 + 1; return 2 + 2; }\nf(0);\n");
    shown.wait(&editor, "it runs again", |shown| shown.version == 2 && shown.state == "ok")?;
    assert_eq!(shown.coverage, json!({ "missed": [], "partly": [[0, 0]] }));
    Ok(())
}

//! What a run saw is offered and told where the code says nothing of it.

use super::{Editor, Shown, rich};
use crate::lsp::Body;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::time::Instant;
use test_support::lsp_client::{PATIENCE, at};

pub const TESTS: &[(&str, Body)] = &[
    ("what_a_run_saw_is_offered", offered),
    ("what_a_package_makes_as_it_is_loaded_is_offered", exported),
    ("what_a_program_saw_is_offered_while_it_runs", running),
    ("other_files_learn_what_a_function_was_given", shared),
    ("what_was_seen_goes_with_its_text", gone),
    ("what_was_seen_is_not_offered_where_nobody_wants_it", unwanted),
];

/// Of the names that are offered at a place, those that were seen; in the order of the alphabet.
fn seen(editor: &Editor, path: &str, line: u32, column: u32) -> Result<String, Failed> {
    let list = editor.client.request("textDocument/completion", at(&editor.uri(path), line, column))?;
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let is_seen = |item: &&Value| item["detail"] == "observed" || item["labelDetails"]["description"] == "observed";
    let mut names: Vec<&str> = items.iter().filter(is_seen).filter_map(|item| item["label"].as_str()).collect();
    names.sort_unstable();
    Ok(names.join(" "))
}

/// Until these are seen: what a run saw is handed over when it has ended.
fn wait_for(editor: &Editor, place: (&str, u32, u32), names: &str) -> Result<(), Failed> {
    let (path, line, column) = place;
    let end = Instant::now() + PATIENCE;
    loop {
        let found = seen(editor, path, line, column)?;
        if found == names {
            return Ok(());
        }
        if Instant::now() > end {
            return Err(format!("at {path}:{line}:{column} never was `{names}`, but `{found}`").into());
        }
    }
}

fn wait_until_done(editor: &Editor, shown: &mut Shown) -> Result<(), Failed> {
    shown.wait(editor, "it is done", |shown| shown.state == "ok")
}

/// Types at the end of a line, as an editor tells it.
fn type_in(editor: &Editor, path: &str, version: i64, line: u32, column: u32, text: &str) {
    let place = json!({ "line": line, "character": column });
    let change = json!({ "range": { "start": place, "end": place }, "text": text });
    editor.client.change(&editor.uri(path), version, json!([change]));
}

fn offered() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "const data = JSON.parse('{\"name\":\"a\",\"size\":3}');\nfunction f(options) {\n  options;\n  return options.list;\n}\nconst given = JSON.parse('{\"list\":[{\"id\":1}],\"deep\":true}');\nf(given)[0];\nf.call(null, given);\n";
    let mut shown = editor.begin("a.js", text)?;
    wait_until_done(&editor, &mut shown)?;
    wait_for(&editor, ("a.js", 3, 17), "deep list")?;
    // A dot is typed behind it: the text can't be run any more.
    type_in(&editor, "a.js", 2, 2, 9, ".");
    assert_eq!(seen(&editor, "a.js", 2, 10)?, "deep list");
    let hover = editor.client.request("textDocument/hover", at(&shown.uri, 0, 6))?;
    let told = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(told.contains("const data: { name: string; size: number }") && told.contains("`observed`"), "{told}");
    Ok(())
}

const PACKAGE: &str = "
//- /node_modules/api/package.json
{ \"name\": \"api\", \"version\": \"1.0.0\", \"main\": \"index.js\" }
//- /node_modules/api/index.js
class Client { constructor(url) { this.url = url; } open(mode) {} }
const made = { Client };
for (const name of Buffer.from('Z2V0LHBvc3Q=', 'base64').toString().split(',')) made[name] = (path, options) => path;
module.exports = Object.assign(Object.create(null), made);
Object.keys(made).forEach((name) => { module.exports[name] = made[name]; });
";

fn exported() -> Result<(), Failed> {
    let editor = Editor::new(PACKAGE, rich())?;
    let mut shown = editor.begin("a.js", "const api = require('api');\napi;\n")?;
    wait_until_done(&editor, &mut shown)?;
    // A file that never ran, of the other kind.
    editor.open("b.mjs", "import api from 'api';\napi.\n");
    wait_for(&editor, ("b.mjs", 1, 4), "get post")?;
    let list = editor.client.request("textDocument/completion", at(&editor.uri("b.mjs"), 1, 4))?;
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let get = items.into_iter().find(|item| item["label"] == "get").ok_or("no `get`")?;
    let resolved = editor.client.request("completionItem/resolve", get)?;
    assert_eq!(resolved["detail"], "get: (path, options) => any", "{resolved}");
    Ok(())
}

fn running() -> Result<(), Failed> {
    let editor = Editor::new(PACKAGE, rich())?;
    editor.begin("a.mjs", "import api from 'api';\nsetInterval(() => {}, 1000);\napi;\n")?;
    editor.open("b.mjs", "import api from 'api';\napi.\n");
    wait_for(&editor, ("b.mjs", 1, 4), "get post")
}

fn shared() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text =
        "exports.save = (options) => JSON.parse('{\"saved\":[1]}');\nexports.save(JSON.parse('{\"name\":1}'));\n";
    let mut shown = editor.begin("lib.js", text)?;
    editor.open("main.js", "const { save } = require('./lib');\nsave().\n");
    wait_until_done(&editor, &mut shown)?;
    wait_for(&editor, ("main.js", 1, 7), "saved")
}

fn gone() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "// first\nfunction f(options) {\n  options.a;\n}\nf(JSON.parse('{\"name\":1}'));\n";
    let mut shown = editor.begin("a.js", text)?;
    wait_until_done(&editor, &mut shown)?;
    wait_for(&editor, ("a.js", 2, 10), "name")?;
    // What is known moves with what stands before it.
    type_in(&editor, "a.js", 2, 0, 8, " line\n// second");
    assert_eq!(seen(&editor, "a.js", 3, 10)?, "name");
    // Another parameter in its place, in a text that can't be run either.
    let range = json!({ "start": { "line": 2, "character": 11 }, "end": { "line": 3, "character": 9 } });
    let change = json!({ "range": range, "text": "other) {\n  (other" });
    editor.client.change(&editor.uri("a.js"), 3, json!([change]));
    assert_eq!(seen(&editor, "a.js", 3, 9)?, "");
    // The whole text anew, without the function.
    editor.change("a.js", 4, "let options;\noptions.\n");
    assert_eq!(seen(&editor, "a.js", 1, 8)?, "");
    Ok(())
}

fn unwanted() -> Result<(), Failed> {
    let editor = Editor::with("", rich(), json!({ "live": { "observed": false } }))?;
    let mut shown = editor.begin("a.js", "const data = JSON.parse('{\"name\":1}');\ndata.a;\n")?;
    wait_until_done(&editor, &mut shown)?;
    // Another run, by the end of which what the first one saw has long been told.
    let first = shown.run;
    editor.live("a.js", "on")?;
    shown.wait(&editor, "it is done again", |shown| shown.run > first && shown.state == "ok")?;
    assert_eq!(seen(&editor, "a.js", 1, 5)?, "");
    Ok(())
}

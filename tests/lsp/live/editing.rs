//! What becomes of values while their text is typed.

use super::{Editor, Shown, plain, rich};
use crate::lsp::{Body, replace};
use libtest_mimic::Failed;
use serde_json::json;
use test_support::lsp_client::PATIENCE;

pub const TESTS: &[(&str, Body)] = &[
    ("an_edit_runs_it_again", rerun),
    ("a_syntax_error_keeps_the_values", syntax_error),
    ("an_edit_of_a_comment_moves_the_values", comment),
    ("a_text_that_is_sent_as_a_whole_moves_them_too", whole_text),
    ("no_value_is_drawn_on_a_text_that_it_does_not_belong_to", storm),
    ("nor_is_a_hint", storm_of_hints),
    ("what_is_imported_counts_as_it_is_typed", imported),
    ("what_is_imported_counts_as_it_is_on_the_disk", imported_from_disk),
    ("a_scratch_file_is_live_once_it_is_edited", scratch),
    ("on_save", on_save),
    ("once", once),
    ("what_was_never_saved_runs_too", unsaved),
];

fn rerun() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = 1 + 1;\nconst b = a * 2;\n")?;
    shown.wait_for(&editor, "ok", &["0: 2", "1: 4"])?;
    editor.client.change(&editor.uri("a.js"), 2, replace((0, 14), (0, 15), "5"));
    shown.wait_for(&editor, "ok", &["0: 6", "1: 12"])?;
    assert_eq!(shown.version, 2);
    Ok(())
}

fn syntax_error() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = 1 + 1;\nconst b = a * 2;\n")?;
    shown.wait_for(&editor, "ok", &["0: 2", "1: 4"])?;
    let run = shown.run;
    editor.client.change(&editor.uri("a.js"), 2, replace((0, 0), (0, 0), "const c = (\n"));
    shown.wait(&editor, "the error is told", |shown| shown.state == "stale" && !shown.message.is_empty())?;
    assert_eq!(shown.lines(), ["~1: 2", "~2: 4"]);
    assert_eq!(shown.run, run);
    editor.client.change(&editor.uri("a.js"), 3, replace((0, 11), (0, 11), "7 + 0 );"));
    shown.wait_for(&editor, "ok", &["0: 7", "1: 2", "2: 4"])
}

fn comment() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = Math.random() < 2;\nconst b = performance.now();\n")?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    let (run, before) = (shown.run, shown.lines());
    editor.client.change(&editor.uri("a.js"), 2, replace((1, 0), (1, 0), "// nothing\n\n"));
    shown.wait(&editor, "values have moved", |shown| shown.version == 2)?;
    let moved: Vec<String> = before.iter().map(|line| line.replace("1: ", "3: ")).collect();
    assert_eq!((shown.lines(), shown.run, shown.state.as_str()), (moved, run, "ok"));
    // A comment that asks for something is no such comment.
    editor.client.change(&editor.uri("a.js"), 3, replace((0, 28), (0, 28), " //?"));
    shown.wait(&editor, "it runs again", |shown| shown.state == "ok" && shown.run > run)
}

fn whole_text() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = 1 + 1;\nconst b = a * 2;\n")?;
    shown.wait_for(&editor, "ok", &["0: 2", "1: 4"])?;
    let run = shown.run;
    editor.change("a.js", 2, "// one\nconst a = 1 + 1;\n// two\nconst b = a * 2;\n");
    shown.wait_for(&editor, "ok", &["1: 2", "3: 4"])?;
    assert_eq!(shown.run, run);
    Ok(())
}

/// A program that says which version it is of, on as many lines.
fn telling(version: i64, lines: i64) -> String {
    let line = |line: i64| format!("const a{line} = 'v' + {version};\n");
    (0..lines).map(line).collect()
}

fn storm() -> Result<(), Failed> {
    const EDITS: i64 = 400;
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", &telling(1, 3))?;
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    let mut seen = 0;
    let check = |shown: &Shown| {
        for line in shown.lines().iter().filter(|line| !line.starts_with('~')) {
            assert!(line.ends_with(&format!("'v{}'", shown.version)), "version {}: {line}", shown.version);
        }
    };
    for version in 2..=EDITS {
        editor.change("a.js", version, &telling(version, 1 + version % 5));
        // Now and then one looks up from the keys.
        if version % 40 == 0 {
            shown.wait(&editor, "it is done", |shown| {
                check(shown);
                shown.state == "ok" && shown.version == version
            })?;
            seen += 1;
        } else if let Some(told) = editor.client.wait_for(std::time::Duration::ZERO, |one| shown.is_about(one)) {
            shown.take(&told.params);
            check(&shown);
        }
    }
    assert_eq!(seen, 10);
    Ok(())
}

fn storm_of_hints() -> Result<(), Failed> {
    let editor = Editor::new("", plain())?;
    editor.open("a.js", &telling(1, 3));
    editor.live("a.js", "on")?;
    let uri = editor.uri("a.js");
    let ask = || {
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        editor.client.send("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": range }))
    };
    for version in 2..=200 {
        editor.change("a.js", version, &telling(version, 1 + version % 5));
        let is_last = version % 50 == 0;
        loop {
            let answer = editor.client.wait_response(ask(), PATIENCE).ok_or("no answer")?;
            let hints = answer.result?;
            let labels: Vec<String> = hints
                .as_array()
                .into_iter()
                .flatten()
                .map(|hint| hint["label"].as_str().unwrap_or("").into())
                .collect();
            let of_now = format!("'v{version}'");
            for label in &labels {
                assert!(label.starts_with("~ ") || *label == of_now, "version {version}: {label}");
            }
            if !is_last || !labels.is_empty() && labels.iter().all(|label| *label == of_now) {
                break;
            }
            editor.client.wait_for_method("workspace/inlayHint/refresh").ok_or("nothing new is said to be there")?;
        }
    }
    Ok(())
}

fn imported() -> Result<(), Failed> {
    let editor = Editor::new("//- /b.js\nexports.b = 1;\n//- /c.js\nexports.c = 1;\n", rich())?;
    editor.open("b.js", "exports.b = 10 + require('./c').c;\n");
    editor.open("c.js", "exports.c = 100;\n");
    let mut shown = editor.begin("a.js", "const { b } = require('./b');\n")?;
    shown.wait_for(&editor, "ok", &["0: b = 110"])?;
    // What is imported by what is imported, not saved.
    editor.change("c.js", 2, "exports.c = 200;\n");
    shown.wait_for(&editor, "ok", &["0: b = 210"])?;
    // Closed, the disk counts.
    editor.client.close(&editor.uri("c.js"));
    editor.change("b.js", 2, "exports.b = 20 + require('./c').c;\n");
    shown.wait_for(&editor, "ok", &["0: b = 21"])
}

fn imported_from_disk() -> Result<(), Failed> {
    let editor = Editor::new("//- /b.mjs\nexport const b = 1;\n", rich())?;
    let mut shown = editor.begin("a.mjs", "import { b } from './b.mjs';\nconst c = b + 1;\n")?;
    shown.wait_for(&editor, "ok", &["1: 2"])?;
    editor.tree.write("b.mjs", "export const b = 41;\n");
    let changes = json!({ "changes": [{ "uri": editor.uri("b.mjs"), "type": 2 }] });
    editor.client.notify("workspace/didChangeWatchedFiles", changes);
    shown.wait_for(&editor, "ok", &["1: 42"])
}

fn scratch() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    editor.open("a.scratch.js", "const a = 1 + 1;\n");
    let mut shown = Shown::new(editor.uri("a.scratch.js"));
    // An answer about it is made after what was opened has been taken note of.
    editor.client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": shown.uri } }))?;
    assert!(editor.client.take_incoming().iter().all(|incoming| incoming.method != "lode/values"));
    editor.client.change(&shown.uri, 2, replace((0, 14), (0, 15), "2"));
    shown.wait_for(&editor, "ok", &["0: 3"])?;
    // Whoever turns it off has turned it off.
    editor.live("a.scratch.js", "off")?;
    shown.wait_for(&editor, "off", &[])?;
    editor.client.change(&shown.uri, 3, replace((0, 14), (0, 15), "3"));
    editor.client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": shown.uri } }))?;
    assert!(editor.client.take_incoming().iter().all(|incoming| incoming.method != "lode/values"));
    Ok(())
}

fn on_save() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    editor.open("a.js", "const a = 1 + 1;\n");
    assert_eq!(editor.live("a.js", "onSave")?, json!({ "mode": "onSave" }));
    let mut shown = Shown::new(editor.uri("a.js"));
    shown.wait_for(&editor, "ok", &["0: 2"])?;
    editor.client.change(&shown.uri, 2, replace((0, 14), (0, 15), "2"));
    shown.wait_for(&editor, "stale", &["~0: 2"])?;
    editor.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": shown.uri } }));
    shown.wait_for(&editor, "ok", &["0: 3"])
}

fn once() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    editor.open("a.js", "const a = 1 + 1;\n");
    assert_eq!(editor.live("a.js", "once")?, json!({ "mode": "once" }));
    let mut shown = Shown::new(editor.uri("a.js"));
    shown.wait_for(&editor, "ok", &["0: 2"])?;
    let run = shown.run;
    editor.client.change(&shown.uri, 2, replace((0, 14), (0, 15), "2"));
    shown.wait_for(&editor, "stale", &["~0: 2"])?;
    assert_eq!(editor.live("a.js", "once")?, json!({ "mode": "once" }));
    shown.wait_for(&editor, "ok", &["0: 3"])?;
    // The run that an edit would have caused is not among them.
    assert_eq!(shown.run, run + 1);
    Ok(())
}

fn unsaved() -> Result<(), Failed> {
    let editor = Editor::new("//- /b.js\nexports.b = 1;\n", rich())?;
    let never = editor.uri("never.mjs");
    editor.client.open(&never, "javascript", 1, "export const c = 20;\n");
    let uri = "untitled:Untitled-1";
    let text = "import { b } from './b.js';\nimport { c } from './never.mjs';\nconst d: number = b + c;\n";
    editor.client.open(uri, "typescript", 1, text);
    editor.client.request("lode/live", json!({ "uri": uri, "mode": "on" }))?;
    let mut shown = Shown::new(uri.to_owned());
    shown.wait_for(&editor, "ok", &["2: 21"])?;
    editor.client.change(&never, 2, json!([{ "text": "export const c = 30;\n" }]));
    shown.wait_for(&editor, "ok", &["2: 31"])
}

//! Programs that go on, that do not end, that die, and that may not.

use super::{Editor, Shown, rich};
use crate::lsp::{Body, replace};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use test_support::lsp_client::PATIENCE;

pub const TESTS: &[(&str, Body)] = &[
    ("values_stream_while_it_runs", timers),
    ("a_server_logs_what_it_is_asked", server),
    ("a_loop_without_end_is_pointed_at", endless),
    ("it_can_be_stopped_and_runs_again_with_the_next_edit", stop),
    ("an_edit_kills_what_runs", killed_by_an_edit),
    ("a_closed_file_runs_no_more", closed),
    ("three_files_at_a_time", three),
    ("what_dies_again_and_again_waits_for_an_edit", crashes),
    ("an_error_is_a_diagnostic_until_the_next_edit", uncaught),
    ("nothing_of_an_untrusted_folder_is_run", untrusted),
    ("what_is_no_program_is_refused", no_program),
    ("a_run_that_was_asked_for_may_do_everything", explicit),
    ("one_that_was_not_may_not", sandboxed),
    ("it_ends_with_its_editor", gone),
];

fn timers() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "let n = 0;\nsetInterval(() => {\n  n = n + 1;\n}, 20);\n")?;
    let count = |shown: &Shown| {
        let item = shown.items.values().find(|item| item["kind"] == "assignment");
        item.map_or(0, |item| item["count"].as_u64().unwrap_or(1))
    };
    shown.wait(&editor, "it counts", |shown| count(shown) >= 3)?;
    let before = count(&shown);
    shown.wait(&editor, "it counts on", |shown| count(shown) > before + 5 && shown.state == "live")?;
    Ok(())
}

/// What a server of the text says when it is asked for a path.
fn ask(port: u16, path: &str) -> Result<String, Failed> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn server() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "// @lode allow: net\nconst http = require('http');\nconst server = http.createServer((request, response) => {\n  console.log(request.url);\n  response.end('seen');\n});\nserver.listen(0, '127.0.0.1', () => {\n  const { port } = server.address();\n});\n";
    let mut shown = editor.begin("a.js", text)?;
    let port = |shown: &Shown| {
        let told = shown.items.values().find_map(|item| item["text"].as_str()?.strip_prefix("port = "));
        told.and_then(|told| told.parse::<u16>().ok())
    };
    shown.wait(&editor, "it listens", |shown| port(shown).is_some())?;
    let port = port(&shown).ok_or("it has no port")?;
    assert!(ask(port, "/one")?.contains("seen"));
    shown.wait(&editor, "it logs", |shown| shown.lines().iter().any(|line| line == "3: /one"))?;
    assert!(ask(port, "/two")?.contains("seen"));
    shown.wait(&editor, "it logs on", |shown| shown.lines().iter().any(|line| line == "3: /two"))?;
    shown.wait(&editor, "it waits", |shown| shown.state == "live")?;
    Ok(())
}

fn endless() -> Result<(), Failed> {
    let editor = Editor::with("", rich(), json!({ "live": { "timeout": 300 } }))?;
    let mut shown = editor.begin("a.js", "let n = 0;\nfor (let i = 0; ; i++) {\n  n += i;\n}\n")?;
    shown.wait(&editor, "it is stopped", |shown| shown.state == "stopped")?;
    let message = &shown.message;
    assert!(message.starts_with("stopped after 0.3 s without a pause in line 2 · "), "{message}");
    assert!(message.contains(" · i = "), "{message}");
    let at_line: Vec<String> = shown.lines().into_iter().filter(|line| line.starts_with("1: ")).collect();
    assert!(at_line.iter().any(|line| line.contains("stopped after 0.3 s")), "{at_line:?}");
    // Mended, it runs.
    editor.client.change(&shown.uri, 2, replace((1, 16), (1, 16), "i < 2"));
    shown.wait(&editor, "it runs", |shown| shown.state == "ok")
}

const FOREVER: &str = "const a = 1 + 1;\nvoid setInterval(() => {}, 1000);\n";

fn stop() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", FOREVER)?;
    shown.wait_for(&editor, "live", &["0: 2"])?;
    assert_eq!(editor.client.request("lode/stop", json!({ "uri": shown.uri }))?, Value::Null);
    shown.wait_for(&editor, "stopped", &["0: 2"])?;
    editor.client.change(&shown.uri, 2, replace((0, 14), (0, 15), "2"));
    shown.wait_for(&editor, "live", &["0: 3"])
}

/// The processes that run a text, by what they write down of themselves.
fn process_of(editor: &Editor, shown: &mut Shown) -> Result<u32, Failed> {
    let number = |shown: &Shown| {
        let told = shown.items.values().find_map(|item| item["text"].as_str()?.parse::<u32>().ok());
        told.filter(|_| shown.state == "live")
    };
    shown.wait(editor, "its process is known", |shown| number(shown).is_some())?;
    number(shown).ok_or_else(|| "no process".into())
}

fn wait_until_gone(process: u32) -> Result<(), Failed> {
    let end = std::time::Instant::now() + PATIENCE;
    while is_alive(process) {
        if std::time::Instant::now() > end {
            return Err(format!("process {process} goes on").into());
        }
        std::thread::yield_now();
    }
    Ok(())
}

fn is_alive(process: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

const PROCESS: &str = "const a = process.pid + 0;\nvoid setInterval(() => {}, 1000);\n";

fn killed_by_an_edit() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", PROCESS)?;
    let first = process_of(&editor, &mut shown)?;
    assert!(is_alive(first));
    // Also where the new text can't be run.
    editor.client.change(&shown.uri, 2, replace((0, 0), (0, 0), "const"));
    wait_until_gone(first)?;
    editor.client.change(&shown.uri, 3, replace((0, 0), (0, 5), ""));
    shown.wait(&editor, "it runs again", |shown| shown.version == 3)?;
    let second = process_of(&editor, &mut shown)?;
    assert_ne!(first, second);
    Ok(())
}

fn closed() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", PROCESS)?;
    let process = process_of(&editor, &mut shown)?;
    editor.client.close(&shown.uri);
    wait_until_gone(process)
}

fn gone() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", PROCESS)?;
    let process = process_of(&editor, &mut shown)?;
    editor.client.close_input();
    wait_until_gone(process)
}

fn three() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = |number: u32| format!("const a = {number} + 0;\nvoid setInterval(() => {{}}, 1000);\n");
    let mut all = Vec::new();
    for number in 1..=3 {
        let mut shown = editor.begin(&format!("{number}.js"), &text(number))?;
        shown.wait_for(&editor, "live", &[&format!("0: {number}")])?;
        all.push(shown);
    }
    // The first is used; the second is the one that was not for longest.
    editor.client.change(&all[0].uri, 2, replace((0, 10), (0, 11), "7"));
    all[0].wait_for(&editor, "live", &["0: 7"])?;
    let mut fourth = editor.begin("4.js", &text(4))?;
    all[1].wait_for(&editor, "off", &[])?;
    assert_eq!(all[1].message, "`2.js` is not live any more: 3 files can be at a time");
    fourth.wait_for(&editor, "live", &["0: 4"])
}

fn crashes() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", "const a = 1 + 1;\nprocess.kill(process.pid, 'SIGKILL');\n")?;
    shown.wait(&editor, "it waits", |shown| shown.message.contains("it waits for an edit"))?;
    assert_eq!(shown.state, "error");
    assert!(shown.message.starts_with("ended by signal 9"), "{}", shown.message);
    assert!(shown.lines().iter().all(|line| line.starts_with('~')), "{:?}", shown.lines());
    editor.client.change(&shown.uri, 2, replace((1, 0), (1, 36), ""));
    shown.wait_for(&editor, "ok", &["0: 2"])
}

fn uncaught() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let text = "function f(x) {\n  return x.a.b;\n}\nf({});\n";
    let mut shown = editor.begin("a.js", text)?;
    shown.wait(&editor, "it has failed", |shown| shown.state == "error")?;
    assert!(shown.items.values().any(|item| item["kind"] == "error" && item["line"] == 1), "{:?}", shown.lines());
    let uri = shown.uri.clone();
    let ours = |told: &Value| {
        let all = told["diagnostics"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one["source"] == "lode run")
    };
    let published = |wanted: bool| {
        editor.client.wait_for(PATIENCE, |incoming| {
            let is_about = incoming.method == "textDocument/publishDiagnostics" && incoming.params["uri"] == uri;
            is_about && ours(&incoming.params).is_some() == wanted
        })
    };
    let told = published(true).ok_or("no diagnostic")?;
    let one = ours(&told.params).ok_or("no diagnostic")?;
    assert_eq!((&one["severity"], &one["range"]["start"]["line"]), (&json!(1), &json!(1)));
    assert!(one["message"].as_str().is_some_and(|it| it.starts_with("TypeError")), "{one}");
    let called = &one["relatedInformation"][0]["location"];
    assert_eq!((&called["uri"], &called["range"]["start"]["line"]), (&json!(uri), &json!(3)));
    editor.client.change(&uri, 2, replace((3, 3), (3, 3), " a: {} "));
    published(false).ok_or("it stays")?;
    shown.wait(&editor, "it is fine", |shown| shown.state == "ok")
}

fn untrusted() -> Result<(), Failed> {
    let editor = Editor::with("", rich(), json!({ "trusted": false }))?;
    editor.open("a.scratch.js", "const a = 1 + 1;\n");
    let uri = editor.uri("a.scratch.js");
    for (method, params) in [
        ("lode/live", json!({ "uri": uri, "mode": "on" })),
        ("lode/live", json!({ "uri": uri, "mode": "once" })),
        ("lode/run", json!({ "uri": uri })),
        (
            "lode/evalSelection",
            json!({ "uri": uri, "range": { "start": { "line": 0, "character": 10 }, "end": { "line": 0, "character": 15 } }, "context": "fresh" }),
        ),
    ] {
        let error = editor.client.request(method, params).expect_err("it is not trusted");
        assert_eq!(error.message, "the workspace is not trusted, so nothing of it is run");
    }
    // Settings that do not speak of trust give none.
    editor.client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": {} } }));
    assert!(editor.live("a.scratch.js", "on").is_err());
    editor.client.change(&uri, 2, replace((0, 14), (0, 15), "2"));
    editor.client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))?;
    assert!(editor.client.take_incoming().iter().all(|incoming| incoming.method != "lode/values"));
    editor.client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": { "trusted": true } } }));
    editor.live("a.scratch.js", "on")?;
    let mut shown = Shown::new(uri);
    shown.wait_for(&editor, "ok", &["0: 3"])?;
    editor.client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": { "trusted": false } } }));
    shown.wait_for(&editor, "off", &[])
}

fn no_program() -> Result<(), Failed> {
    let editor = Editor::new("//- /b.js\n1;\n", rich())?;
    editor.client.open(&editor.uri("a.json"), "json", 1, "{}");
    editor.client.open(&editor.uri("a.d.ts"), "typescript", 1, "export {};\n");
    let sentence = |path: &str| editor.live(path, "on").expect_err("it can't be live").message;
    assert_eq!(sentence("a.json"), "`a.json` is no program");
    assert_eq!(sentence("a.d.ts"), "`a.d.ts` is no program");
    assert_eq!(sentence("b.js"), "`b.js` is not open");
    Ok(())
}

const WRITES: &str =
    "console.log('begins');\nrequire('fs').writeFileSync(__dirname + '/out.txt', 'x');\nconst a = 1 + 1;\n";

fn explicit() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    editor.open("a.js", WRITES);
    assert_eq!(editor.client.request("lode/run", json!({ "uri": editor.uri("a.js") }))?, Value::Null);
    let mut shown = Shown::new(editor.uri("a.js"));
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    assert!(shown.lines().contains(&"2: 2".to_owned()), "{:?}", shown.lines());
    assert!(editor.tree.path("out.txt").exists());
    let printed = editor.client.wait_for(PATIENCE, |incoming| {
        incoming.method == "window/logMessage" && incoming.params["message"] == "begins"
    });
    printed.ok_or("what it prints is not told")?;
    // It was run, and does not run again by itself.
    let run = shown.run;
    editor.client.change(&shown.uri, 2, replace((2, 14), (2, 15), "2"));
    shown.wait(&editor, "the edit is seen", |shown| shown.state == "stale" && shown.version == 2)?;
    assert_eq!(shown.run, run);
    Ok(())
}

fn sandboxed() -> Result<(), Failed> {
    let editor = Editor::new("", rich())?;
    let mut shown = editor.begin("a.js", WRITES)?;
    shown.wait(&editor, "it has failed", |shown| shown.state == "error")?;
    let out: PathBuf = editor.tree.path("out.txt");
    assert!(!out.exists());
    shown.wait(&editor, "it is said why", |shown| shown.message.contains("// @lode allow: write="))?;
    let line = |character: u32| json!({ "line": 1, "character": character });
    let params = json!({
        "textDocument": { "uri": shown.uri },
        "range": { "start": line(0), "end": line(0) },
        "context": { "diagnostics": [] },
    });
    let found = editor.client.request("textDocument/codeAction", params)?;
    let opens = |action: &&Value| {
        let text = action["edit"]["changes"][&shown.uri][0]["newText"].as_str().unwrap_or_default();
        text.starts_with("// @lode allow: write=") && text.ends_with('\n')
    };
    assert!(found.as_array().into_iter().flatten().any(|action| opens(&action)), "{found:#}");
    // What it asks for it gets.
    editor.client.change(&shown.uri, 2, replace((0, 0), (0, 0), "// @lode allow: write=.\n"));
    shown.wait(&editor, "it is done", |shown| shown.state == "ok")?;
    assert!(out.exists());
    Ok(())
}

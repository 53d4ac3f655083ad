//! Formatting in an editor: what is open, not what is on the disk; asked for once; a formatter that fails changes nothing.

use crate::lode;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use test_support::lsp_client::{LspClient, ResponseError, uri, usual_answer};
use test_support::{process, tree};

type Body = fn(&Editor) -> Result<(), Failed>;

pub fn add(trials: &mut Vec<Trial>, stand_in: &Path) {
    let tests: [(&str, Body); 5] = [
        ("a_document_and_a_part_of_it", a_document_and_a_part_of_it),
        ("who_says_no_is_not_asked_again", who_says_no_is_not_asked_again),
        ("who_says_nothing_is_asked_again", who_says_nothing_is_asked_again),
        ("what_fails_changes_nothing", what_fails_changes_nothing),
        ("a_changed_plugin_counts", a_changed_plugin_counts),
    ];
    for (name, body) in tests {
        let stand_in = stand_in.to_owned();
        trials.push(Trial::test(format!("fmt::editor::{name}"), move || {
            let folder = tempfile::tempdir()?;
            let project = fs::canonicalize(folder.path())?.join("project");
            tree::copy(&stand_in, &project.join("node_modules/prettier"))?;
            let answer = match name {
                "who_says_no_is_not_asked_again" => json!({ "title": "Not now" }),
                "who_says_nothing_is_asked_again" => Value::Null,
                _ => json!({ "title": "Run it" }),
            };
            body(&Editor::start(&project, answer)?)
        }));
    }
}

struct Editor {
    client: LspClient,
    project: std::path::PathBuf,
}

impl Editor {
    /// Whatever is asked, the person says the same.
    fn start(project: &Path, answer: Value) -> Result<Editor, Failed> {
        let mut command = Command::new(lode());
        process::same_everywhere(&mut command).args(["lsp", "--standalone"]);
        command.env("LODE_CACHE_DIR", project.with_file_name("cache"));
        let answerer = move |method: &str, params: &Value| -> Result<Value, ResponseError> {
            if method == "window/showMessageRequest" { Ok(answer.clone()) } else { usual_answer(method, params) }
        };
        let client = LspClient::spawn_with(&mut command, Box::new(answerer))?;
        client.initialize(Some(project), json!({}))?;
        Ok(Editor { client, project: project.to_owned() })
    }

    /// What a document becomes that is on no disk. `part`: lines from and to, the last one not included.
    fn formatted(&self, name: &str, text: &str, part: Option<(u32, u32)>) -> Result<String, Failed> {
        let uri = uri(&self.project.join(name));
        self.client.open(&uri, "javascript", 1, text);
        let mut params = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } });
        let method = match part {
            Some((from, to)) => {
                params["range"] =
                    json!({ "start": { "line": from, "character": 0 }, "end": { "line": to, "character": 0 } });
                "textDocument/rangeFormatting"
            }
            None => "textDocument/formatting",
        };
        let edits = self.client.request(method, params)?;
        self.client.close(&uri);
        Ok(applied(text, &edits))
    }

    fn messages(&self) -> Vec<String> {
        let said = self.client.take_incoming().into_iter().filter(|said| said.method.starts_with("window/showMessage"));
        said.filter_map(|said| Some(said.params["message"].as_str()?.to_owned())).collect()
    }
}

fn applied(text: &str, edits: &Value) -> String {
    let mut result = text.to_owned();
    let edits: Vec<Value> = edits.as_array().cloned().unwrap_or_default();
    let offset = |place: &Value| {
        let (line, character) = (place["line"].as_u64().unwrap_or(0), place["character"].as_u64().unwrap_or(0));
        let before: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        before + character as usize
    };
    for edit in edits.iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        result.replace_range(range, edit["newText"].as_str().unwrap_or_default());
    }
    result
}

fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<(), Failed> {
    if found == expected { Ok(()) } else { Err(format!("{found:?} instead of {expected:?}").into()) }
}

fn a_document_and_a_part_of_it(editor: &Editor) -> Result<(), Failed> {
    same(editor.formatted("a.js", "let a  = 1;\nlet b  = 2;\n", None)?, "let a = 1;\nlet b = 2;\n".to_owned())?;
    same(
        editor.formatted("b.js", "let a  = 1;\nlet b  = 2;\n", Some((1, 2)))?,
        "let a  = 1;\nlet b = 2;\n".to_owned(),
    )?;
    same(editor.messages().len(), 1)?;
    fs::write(editor.project.join(".prettierrc"), r#"{ "semi": false }"#)?;
    same(editor.formatted("a.js", "let a  = 1;\n", None)?, "let a = 1\n".to_owned())?;
    fs::write(editor.project.join(".prettierignore"), "a.js\n")?;
    same(editor.formatted("a.js", "let a  = 1;\n", None)?, "let a  = 1;\n".to_owned())
}

fn who_says_no_is_not_asked_again(editor: &Editor) -> Result<(), Failed> {
    for _ in 0..3 {
        same(editor.formatted("a.js", "let a  = 1;\n", None)?, "let a  = 1;\n".to_owned())?;
    }
    // The question, and why nothing happens.
    let messages = editor.messages();
    same(messages.len(), 2)?;
    same(messages[1].contains("lode.format.run"), true)
}

fn who_says_nothing_is_asked_again(editor: &Editor) -> Result<(), Failed> {
    for _ in 0..2 {
        same(editor.formatted("a.js", "let a  = 1;\n", None)?, "let a  = 1;\n".to_owned())?;
    }
    let messages = editor.messages();
    same(messages.iter().filter(|message| message.contains("May Lode run it")).count(), 2)
}

fn what_fails_changes_nothing(editor: &Editor) -> Result<(), Failed> {
    for text in ["let a  = @@;\n", "leave  now\n", "let a  = @@;\n", "leave  now\n"] {
        same(editor.formatted("a.js", text, None)?, text.to_owned())?;
    }
    let messages = editor.messages();
    same(messages.iter().filter(|message| message.contains("has ended by itself (exit status: 7)")).count(), 1)?;
    same(editor.formatted("a.js", "let a  = 1;\n", None)?, "let a = 1;\n".to_owned())
}

fn a_changed_plugin_counts(editor: &Editor) -> Result<(), Failed> {
    let plugin = editor.project.join("plugin.mjs");
    fs::write(&plugin, "export default (text) => text.replace('let', 'var');")?;
    fs::write(editor.project.join(".prettierrc"), json!({ "plugins": [plugin] }).to_string())?;
    same(editor.formatted("a.js", "let a = 1;\n", None)?, "var a = 1;\n".to_owned())?;
    fs::write(&plugin, "export default (text) => text.replace('let', 'const');")?;
    same(editor.formatted("a.js", "let a = 1;\n", None)?, "const a = 1;\n".to_owned())
}

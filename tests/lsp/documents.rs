//! Whose text counts, by what name, and in what units.

use super::{Body, hierarchical, outline, replace, spawn, start};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use test_support::lsp_client::{LspClient, at, uri};
use test_support::tree::Tree;

pub const TESTS: &[(&str, Body)] = &[
    ("columns_in_utf_16_and_in_utf_8", encodings),
    ("the_editor_s_text_counts_while_it_is_open", open_and_close),
    ("what_an_editor_does_to_files_is_known_at_once", file_operations),
    ("a_document_is_one_however_its_uri_is_written", spellings),
    ("documents_that_are_no_files", untitled),
    ("languages_without_an_extension", languages),
];

fn symbols(client: &LspClient, uri: &str) -> Result<Value, Failed> {
    Ok(client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))?)
}

fn encodings() -> Result<(), Failed> {
    for (offered, agreed, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 17),
        (json!(["utf-16"]), "utf-16", 14),
        (json!(["utf-32"]), "utf-16", 14),
    ] {
        let client = spawn()?;
        let mut capabilities = hierarchical();
        capabilities["general"] = json!({ "positionEncodings": offered });
        let said = client.initialize(None, capabilities)?;
        assert_eq!(said["capabilities"]["positionEncoding"], agreed);
        let document = "file:///encodings/a.js";
        client.open(document, "javascript", 1, "f('é😀'); let a;");
        // Two bytes and one unit; four bytes and two units.
        client.change(document, 2, replace((0, column), (0, column + 1), "name"));
        let found = symbols(&client, document)?;
        assert_eq!(found[0]["name"], "name");
        assert_eq!(found[0]["selectionRange"]["start"], json!({ "line": 0, "character": column }));
        assert_eq!(found[0]["selectionRange"]["end"], json!({ "line": 0, "character": column + 4 }));
    }
    Ok(())
}

fn open_and_close() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\nlet saved;\n");
    let client = start(Some(&tree.path("")), hierarchical())?;
    let document = uri(&tree.path("a.js"));
    assert_eq!(outline(&client, &document)?, ["saved"]);
    client.open(&document, "javascript", 1, "let unsaved;");
    assert_eq!(outline(&client, &document)?, ["unsaved"]);
    client.close(&document);
    assert_eq!(outline(&client, &document)?, ["saved"]);
    // What another program writes is seen too.
    std::fs::write(tree.path("a.js"), "let written;")?;
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": document, "type": 2 }] }));
    assert_eq!(outline(&client, &document)?, ["written"]);
    Ok(())
}

/// For an editor that watches nothing: nobody waits for our own watcher here.
fn file_operations() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\nimport { b } from './b.js';\nb();\n");
    let client = spawn()?;
    let said = client.initialize(Some(&tree.path("")), json!({}))?;
    for operation in ["willRename", "didCreate", "didRename", "didDelete"] {
        let filters = &said["capabilities"]["workspace"]["fileOperations"][operation]["filters"];
        assert_eq!(filters[0]["pattern"]["glob"], "**/*", "{operation}");
    }
    let path = |name: &str| uri(&tree.path(name));
    let main = path("a.js");
    client.open(&main, "javascript", 1, &std::fs::read_to_string(tree.path("a.js"))?);
    let leads_to = || -> Result<Value, Failed> {
        let found = client.request("textDocument/definition", at(&main, 1, 0))?;
        Ok(found.get(0).map_or(Value::Null, |found| found["uri"].clone()))
    };
    assert_ne!(leads_to()?, path("b.js"));
    std::fs::write(tree.path("b.js"), "export function b() {}\n")?;
    client.notify("workspace/didCreateFiles", json!({ "files": [{ "uri": path("b.js") }] }));
    assert_eq!(leads_to()?, path("b.js"));

    std::fs::create_dir(tree.path("lib"))?;
    std::fs::rename(tree.path("b.js"), tree.path("lib/b.js"))?;
    let moved = json!({ "files": [{ "oldUri": path("b.js"), "newUri": path("lib/b.js") }] });
    client.notify("workspace/didRenameFiles", moved);
    assert_ne!(leads_to()?, path("b.js"));
    client.change(&main, 2, json!([{ "text": "import { b } from './lib/b.js';\nb();\n" }]));
    assert_eq!(leads_to()?, path("lib/b.js"));

    // A folder goes with all that is in it.
    std::fs::remove_dir_all(tree.path("lib"))?;
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": path("lib") }] }));
    assert_ne!(leads_to()?, path("lib/b.js"));
    Ok(())
}

fn spellings() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    client.open("file:///c%3A/a%20b/%5Bid%5D.js", "javascript", 1, "let one;");
    for same in ["file:///c%3A/a%20b/%5Bid%5D.js", "file:///c:/a%20b/%5Bid%5D.js", "file:///c:/a b/[id].js"] {
        assert_eq!(outline(&client, same)?, ["one"], "{same}");
    }
    client.change("file:///c:/a b/[id].js", 2, json!([{ "text": "let two;" }]));
    assert_eq!(outline(&client, "file:///c%3A/a%20b/%5Bid%5D.js")?, ["two"]);
    Ok(())
}

fn untitled() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\nlet saved;\n");
    let client = start(Some(&tree.path("")), hierarchical())?;
    for (document, language) in [("untitled:Untitled-1", "javascript"), ("git:/a/b.js?ref", "javascript")] {
        client.open(document, language, 1, "let text;");
        assert_eq!(outline(&client, document)?, ["text"]);
        client.close(document);
        assert_eq!(outline(&client, document)?, Vec::<String>::new());
    }
    Ok(())
}

fn languages() -> Result<(), Failed> {
    let client = start(None, hierarchical())?;
    let settings = json!({ "settings": { "lode": { "lint": { "enable": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    for (name, language, text) in [
        ("script", "javascript", "#!/usr/bin/env node\nlet found;"),
        ("component", "javascriptreact", "let found = <a b={1} />;"),
        ("typed", "typescript", "let found: number = <number>other;"),
        ("react.js", "javascript", "let found = <a />;"),
        ("a.tsx", "typescriptreact", "let found: T = <a />;"),
    ] {
        let document = format!("file:///languages/{name}");
        client.open(&document, language, 1, text);
        assert_eq!(outline(&client, &document)?, ["found"], "{name}");
        let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": document } }))?;
        assert_eq!(report["items"], json!([]), "{name}");
    }
    Ok(())
}

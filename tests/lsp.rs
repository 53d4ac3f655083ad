//! Conversations with the real language server, one file for each part of the protocol that can go wrong.

mod cancellation;
mod daemon;
mod diagnostics;
mod documents;
mod faults;
mod lifecycle;
mod lint;
mod live;
mod navigation;
mod order;

use crate::lode;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use test_support::lsp_client::LspClient;
use test_support::process;

type Body = fn() -> Result<(), Failed>;

pub fn add(trials: &mut Vec<Trial>) {
    for (name, test) in live::tests() {
        trials.push(Trial::test(format!("lsp::live::{name}"), test));
    }
    for (module, tests) in [
        ("cancellation", cancellation::TESTS),
        ("daemon", daemon::TESTS),
        ("diagnostics", diagnostics::TESTS),
        ("documents", documents::TESTS),
        ("faults", faults::TESTS),
        ("lifecycle", lifecycle::TESTS),
        ("lint", lint::TESTS),
        ("navigation", navigation::TESTS),
        ("order", order::TESTS),
    ] {
        for (name, test) in tests {
            trials.push(Trial::test(format!("lsp::{module}::{name}"), test));
        }
    }
}

/// A server of its own that has not been spoken to.
fn spawn() -> Result<LspClient, Failed> {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["lsp", "--standalone"]);
    Ok(LspClient::spawn(&mut command)?)
}

/// A server of its own for a folder, for a client with such capabilities.
fn start(folder: Option<&Path>, capabilities: Value) -> Result<LspClient, Failed> {
    let client = spawn()?;
    client.initialize(folder, capabilities)?;
    Ok(client)
}

/// What an editor with a tree of symbols says.
fn hierarchical() -> Value {
    json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } })
}

/// The names at the top of a document's outline.
fn names(outline: &Value) -> Vec<String> {
    let symbols = outline.as_array().map_or(&[][..], Vec::as_slice);
    symbols.iter().filter_map(|symbol| symbol["name"].as_str()).map(str::to_owned).collect()
}

fn outline(client: &LspClient, uri: &str) -> Result<Vec<String>, Failed> {
    Ok(names(&client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))?))
}

/// A change of one range.
fn replace(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!([{
        "range": { "start": { "line": start.0, "character": start.1 }, "end": { "line": end.0, "character": end.1 } },
        "text": text,
    }])
}

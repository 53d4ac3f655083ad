//! What the extension for VS Code has from the server's own tables: the settings in package.json, and the messages in src/protocol.ts.

use anyhow::{Context, Result};
use lsp::live::messages::{MESSAGES, MessageKind, SHAPES, Shape};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::fs;

use super::Made;
use crate::workspace::root;

/// What the editor itself knows, and nobody is to set.
const KNOWN_TO_THE_EDITOR: &[&str] = &["trusted"];

pub(super) fn made() -> Result<Vec<Made>> {
    Ok(vec![manifest()?, protocol()?])
}

/// Everything else in package.json is written by hand and stays as it is.
fn manifest() -> Result<Made> {
    let path = root().join("editors/vscode/package.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let groups = manifest.pointer_mut("/contributes/configuration").and_then(Value::as_array_mut);
    let mut groups = groups.into_iter().flatten();
    let group = groups.find(|group| group["id"] == "server").context("package.json has no settings of the server")?;
    group["properties"] = Value::Object(properties());
    Ok(Made { path, text: format!("{manifest:#}\n") })
}

fn properties() -> Map<String, Value> {
    let wanted = lsp::SETTINGS.iter().filter(|setting| !KNOWN_TO_THE_EDITOR.contains(&setting.name));
    let property = |setting: &lsp::Setting| {
        let default = (setting.default)();
        let kind = match &default {
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::String(_) | Value::Null => "string",
        };
        let description = setting.description.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut property =
            json!({ "type": kind, "default": default, "markdownDescription": format!("{description}.") });
        let words = (setting.words)();
        if !words.is_empty() {
            property["enum"] = Value::Array(words);
        }
        (format!("lode.{}", setting.name), property)
    };
    wanted.map(property).collect()
}

/// The messages as types of TypeScript: one for each shape, and by the name of each message what it takes and gives.
fn protocol() -> Result<Made> {
    let mut text = String::from(
        "// What editor and server say to each other beyond LSP. Made by `cargo run -p xtask -- gen`. Don't edit.\n\nimport type { Range } from 'vscode-languageclient/node';\n",
    );
    let mut shapes: Vec<&Shape> =
        MESSAGES.iter().flat_map(|message| [Some(message.params), message.result]).flatten().collect();
    shapes.extend(SHAPES);
    shapes.sort_by_key(|shape| shape.name);
    shapes.dedup_by_key(|shape| shape.name);
    for shape in shapes {
        text.push_str(&type_of(shape)?);
    }
    let is_request = |kind: MessageKind| kind == MessageKind::Request;
    text.push_str("\n/** What is asked by its name: what that takes, and gives. */\nexport interface Requests {\n");
    for message in MESSAGES.iter().filter(|message| is_request(message.kind)) {
        let result = message.result.map_or("null", |shape| shape.name);
        writeln!(text, "  '{}': {{ params: {}; result: {result} }};", message.method, message.params.name)?;
    }
    text.push_str("}\n\n/** What is told by its name. */\nexport interface Notifications {\n");
    for message in MESSAGES.iter().filter(|message| !is_request(message.kind)) {
        writeln!(text, "  '{}': {};", message.method, message.params.name)?;
    }
    text.push_str("}\n");
    Ok(Made { path: root().join("editors/vscode/src/protocol.ts"), text })
}

fn type_of(shape: &Shape) -> Result<String> {
    let mut text = String::from("\n");
    if !shape.description.trim().is_empty() {
        writeln!(text, "/** {} */", shape.description.trim())?;
    }
    if !shape.words.is_empty() {
        let words: Vec<_> = shape.words.iter().map(|word| format!("'{word}'")).collect();
        writeln!(text, "export type {} = {};", shape.name, words.join(" | "))?;
        return Ok(text);
    }
    writeln!(text, "export interface {} {{", shape.name)?;
    for field in shape.fields {
        if !field.description.trim().is_empty() {
            writeln!(text, "  /** {} */", field.description.trim())?;
        }
        let kind: String = field.kind.split_whitespace().collect();
        let inner = kind.strip_prefix("Option<").and_then(|kind| kind.strip_suffix('>'));
        // What is false is left out on the way.
        let mark = if inner.is_some() || kind == "bool" { "?" } else { "" };
        writeln!(text, "  {}{mark}: {};", camel_case(field.name), in_typescript(inner.unwrap_or(&kind)))?;
    }
    text.push_str("}\n");
    Ok(text)
}

fn in_typescript(kind: &str) -> String {
    if let Some(element) = kind.strip_prefix("Vec<").and_then(|kind| kind.strip_suffix('>')) {
        return format!("{}[]", in_typescript(element));
    }
    if let Some(parts) = kind.strip_prefix('(').and_then(|kind| kind.strip_suffix(')')) {
        return format!("[{}]", parts.split(',').map(in_typescript).collect::<Vec<_>>().join(", "));
    }
    match kind {
        "bool" => "boolean",
        "u32" | "u64" | "usize" | "i32" | "i64" | "f64" => "number",
        "String" | "Uri" | "ItemKind" | "values::Kind" => "string",
        shape => shape,
    }
    .to_owned()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        all + &head.to_uppercase() + tail
    })
}

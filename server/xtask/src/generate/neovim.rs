//! The server's settings as the Neovim plugin reads them. The plugin's own generator makes its help of them.

use anyhow::Result;
use serde_json::Value;
use std::fmt::Write;

use super::Made;
use crate::workspace::root;

pub(super) fn made() -> Result<Made> {
    let mut text = String::from(
        "-- The server's settings, without `lode.` before them. Made by `cargo run -p xtask -- gen`. Don't edit.\n\n---@type lode.Setting[]\nreturn {\n",
    );
    for setting in lsp::SETTINGS {
        let description = setting.description.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = match (setting.words)() {
            words if words.is_empty() => String::new(),
            words => format!(" words = {},", literal(&Value::Array(words))),
        };
        writeln!(
            text,
            "  {{ name = {}, default = {},{words} description = {} }},",
            string(setting.name),
            literal(&(setting.default)()),
            string(&description)
        )?;
    }
    text.push_str("}\n");
    Ok(Made { path: root().join("editors/neovim/lua/lode/settings.lua"), text })
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "nil".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => string(text),
        Value::Array(all) => format!("{{ {} }}", all.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("[{}] = {}", string(name), literal(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

fn string(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

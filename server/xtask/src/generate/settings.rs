//! The page of the language server's settings, for people whose editor has no list of them.

use anyhow::Result;
use std::fmt::Write;

use super::Made;
use crate::workspace::root;

const HEAD: &str = "<!-- Made by `cargo run -p xtask -- gen`. Don't edit. -->

# Settings

What the [language server](../guide/editors.md) can be told. An editor sends them as `lode`, nested or with dots: in its answers to `workspace/configuration`, with
`workspace/didChangeConfiguration`, or as `initializationOptions`. VS Code and Neovim have lists of their own settings besides.

| setting | default | |
| --- | --- | --- |
";

pub(super) fn made() -> Result<Made> {
    let mut text = HEAD.to_owned();
    for setting in lsp::SETTINGS {
        let description = setting.description.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(text, "| `lode.{}` | `{}` | {description} |", setting.name, (setting.default)())?;
    }
    Ok(Made { path: root().join("docs/reference/settings.md"), text })
}

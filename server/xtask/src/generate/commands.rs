//! docs/reference/commands.md: what each command says of itself.

use super::{HEAD, Made};
use crate::workspace::{lode, root};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

pub fn made() -> Result<Made> {
    let lode = lode()?;
    let help = |arguments: &[&str]| -> Result<String> {
        let output = Command::new(&lode).args(arguments).env("NO_COLOR", "1").env("COLUMNS", "100").output()?;
        String::from_utf8(output.stdout).context("help is not text")
    };
    let top = help(&["--help"])?;
    let mut text = format!("{HEAD}\n# Commands\n\n```text\n{}\n```\n", top.trim_end());
    for name in names(&top) {
        let help = help(&[name, "--help"])?;
        writeln!(text, "\n## lode {name}\n\n```text\n{}\n```", help.trim_end())?;
    }
    Ok(Made { path: root().join(Path::new("docs/reference/commands.md")), text })
}

/// The first words of the lines below `Commands:`.
fn names(help: &str) -> impl Iterator<Item = &str> {
    help.lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
}

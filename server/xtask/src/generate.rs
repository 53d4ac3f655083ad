//! Files that are made, not written: their first line says so. `gen` writes them, `check` compares.

mod commands;
mod crates;
mod messages;
mod neovim;
mod node;
mod rules;
mod schema;
mod settings;
mod vscode;

use crate::workspace::{root, shown};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// A generated file and what it must hold.
pub struct Made {
    pub path: PathBuf,
    pub text: String,
}

fn all() -> Result<Vec<Made>> {
    let mut made =
        vec![crates::made()?, commands::made()?, node::made()?, schema::made()?, neovim::made()?, messages::made()?];
    made.push(settings::made()?);
    made.extend(rules::made()?);
    made.extend(vscode::made()?);
    Ok(made)
}

/// Writes every generated file; with `check` only says which would change.
pub fn run(check: bool) -> Result<()> {
    for made in all()? {
        let same = fs::read_to_string(&made.path).is_ok_and(|text| text == made.text);
        println!(
            "{} {}",
            if same {
                "same   "
            } else if check {
                "differs"
            } else {
                "written"
            },
            shown(&made.path)
        );
        if !same && !check {
            fs::create_dir_all(made.path.parent().unwrap_or(root()))?;
            fs::write(&made.path, made.text).with_context(|| shown(&made.path))?;
        }
    }
    Ok(())
}

/// The files that `gen` would change.
pub fn stale() -> Result<Vec<String>> {
    let stale = |made: &Made| fs::read_to_string(&made.path).map_or(true, |text| text != made.text);
    let made = all()?;
    Ok(made
        .iter()
        .filter(|made| stale(made))
        .map(|made| format!("{}: cargo run -p xtask -- gen", shown(&made.path)))
        .collect())
}

/// What every generated page of the reference begins with.
pub const HEAD: &str = "<!-- Made by `cargo run -p xtask -- gen`. Don't edit. -->\n";

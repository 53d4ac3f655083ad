//! `lode lint --watch`: looks again whenever something changes that counts.
//!
//! The folders that files are looked for in are watched one by one, so that `node_modules` and what is ignored cost nothing; beside them
//! those that hold the configurations. Each time all results are made anew, since a change in one file may be seen in another; what
//! was found in a text is remembered, so the rules run over what has changed only. It ends when someone ends it.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Color, Style};
use anyhow::Context;

use super::results::count;
use super::walk;
use super::{Seen, UNUSABLE, look};
use crate::arguments::LintArguments;
use crate::eyes::{CLEAR, Eyes};
use crate::report;
use crate::report::shown;

const TITLE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan))).bold();
const QUIET: Style = Style::new().dimmed();

/// Changed files are named up to this many.
const SHOWN: usize = 3;

pub fn run(arguments: &LintArguments, here: &Path) -> anyhow::Result<ExitCode> {
    let mut eyes = Eyes::new()?;
    let mut heading = format!("{TITLE}lode lint{TITLE:#} {QUIET}looks again when a file changes{QUIET:#}");
    loop {
        // Somebody may make a configuration here, where none was.
        eyes.look_at(walk::folders(arguments, here).into_iter().chain([here.to_owned()]));
        if std::io::stdout().is_terminal() {
            print!("{CLEAR}");
        }
        anstream::println!("{heading}\n");
        let mut written = Vec::new();
        match look(arguments, here) {
            Ok(Seen { mended, configurations, .. }) => {
                eyes.look_at(configurations.iter().filter_map(|path| path.parent().map(Path::to_owned)));
                written = mended;
            }
            Err(error) if eyes.len() == 0 => {
                report::error(&error);
                return Ok(ExitCode::from(UNUSABLE));
            }
            Err(error) => drop(report::error(&error)),
        }
        let folders = count(eyes.len(), "folder");
        anstream::println!("{QUIET}{folders} watched; Ctrl-C ends it{QUIET:#}");
        std::io::stdout().flush()?;
        let changed = eyes.next(&written, counts).context("files are watched no more")?;
        let names: Vec<String> = changed.iter().take(SHOWN).map(|path| shown(path, here)).collect();
        let more = match changed.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        heading = format!("{TITLE}lode lint{TITLE:#} {QUIET}{}{more} changed{QUIET:#}", names.join(", "));
    }
}

/// Whether a change of this path can change what is found: code, configurations, what is ignored, what is suppressed, folders.
fn counts(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    match name.rsplit_once('.') {
        Some(("", "gitignore" | "eslintignore" | "ignore" | "eslintrc")) => true,
        Some((_, extension)) => matches!(
            extension,
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "json" | "jsonc" | "yaml" | "yml"
        ),
        None => name != "node_modules" && (path.is_dir() || !path.exists()),
    }
}

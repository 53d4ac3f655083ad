//! `lode fmt --stdin-filepath a.js`: one text from standard input to standard output.

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use format::Outcome;
use format::formatters::{Formatters, Options, Text};

use super::{UNUSABLE, difference, print};
use crate::arguments::fmt::FmtArguments;

pub fn format(arguments: &FmtArguments, options: Options, here: &Path) -> anyhow::Result<ExitCode> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("standard input can't be read as text")?;
    let name = arguments.stdin_filepath.as_deref().unwrap_or(Path::new("stdin.js"));
    let path = source::normalize_lexically(&here.join(name));
    let shown = name.display().to_string();
    let formatters = Formatters::new(options);
    let formatted = formatters.choose(&path).and_then(|choice| {
        print::before(&formatters, &choice);
        let root = if arguments.no_ignore { Path::new("/") } else { here };
        formatters.format(&Text { path: &path, text: &text, range: None, root }, &choice, &|| true)
    });
    let outcome = match formatted {
        Ok(outcome) => outcome,
        Err(error) => {
            print::error(&shown, &text, &error);
            return Ok(ExitCode::from(UNUSABLE));
        }
    };
    let after = match &outcome {
        Outcome::Formatted(formatted) => formatted,
        Outcome::Unknown if !arguments.ignore_unknown => {
            print::unknown(&shown);
            return Ok(ExitCode::from(UNUSABLE));
        }
        _ => &text,
    };
    if arguments.writes() {
        std::io::stdout().write_all(after.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let is_same = *after == text;
    if !is_same && arguments.diff {
        let mut out = String::new();
        difference::print(&mut out, &shown, &text, after);
        anstream::print!("{out}");
    } else if !is_same {
        anstream::println!("{shown}");
    }
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! The rules of the repository, each a function that lists what breaks it.

mod borders;
mod sources;

use crate::{generate, workspace};
use anyhow::{Result, bail};
use std::process::Command;

pub use borders::CRATES;

/// A rule's name and what breaks it.
type Rule = (&'static str, fn() -> Result<Vec<String>>);

const RULES: &[Rule] = &[
    ("crates depend downward only, as docs/contributing/architecture.md says", borders::downward),
    ("swc is named in `syntax` and `transform` only, and is one version", borders::swc),
    ("analysis reads files through `source::FileSystem` only", borders::file_system),
    ("`unsafe` is in `engine` and in the listed files, each with a reason", sources::unsafe_code),
    ("comments don't promise", sources::promises),
    ("builtin scripts are plain ASCII", sources::ascii),
    ("lockfiles name no registry", sources::lockfiles),
    ("generated files are up to date", generate::stale),
];

pub fn run(quick: bool) -> Result<()> {
    let mut broken = 0;
    for (name, rule) in RULES {
        let problems = rule()?;
        println!("{} {name}", if problems.is_empty() { "ok  " } else { "FAIL" });
        for problem in &problems {
            println!("       {problem}");
        }
        broken += problems.len();
    }
    if !quick {
        for (name, arguments) in [
            ("code is formatted", &["fmt", "--all", "--check"][..]),
            ("clippy is content", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"][..]),
        ] {
            let fine = Command::new("cargo").args(arguments).current_dir(workspace::root()).status()?.success();
            println!("{} {name}", if fine { "ok  " } else { "FAIL" });
            broken += usize::from(!fine);
        }
    }
    if broken > 0 {
        bail!("{broken} things to mend");
    }
    Ok(())
}

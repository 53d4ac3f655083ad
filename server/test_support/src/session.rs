//! What a person types at a terminal and what comes back, as one text:
//!
//! ```text
//! # A line like this says what the next ones show.
//! $ lode lint a.js
//! ✔ no problems [..]
//! $ lode lint nowhere.js
//! error: there is no `nowhere.js`
//! [2]
//! ```
//!
//! Each line behind a `$` is given to a shell in the folder of the session; then comes what it prints, on both channels, and in
//! brackets how it ended, unless with 0.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::expect;
use crate::process::{self, End};

/// Runs a session again in `folder` and gives its text with what comes back now. `program` is found as `lode`.
pub fn replay(
    text: &str,
    program: &Path,
    folder: &Path,
    environment: &[(String, String)],
    limit: Duration,
) -> Result<String, String> {
    let mut told = String::new();
    let tools = program.parent().ok_or("the program is in no folder")?;
    let path = std::env::join_paths(
        std::iter::once(tools.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let path = path.map_err(|error| error.to_string())?;
    for line in text.lines() {
        if line.starts_with('#') {
            told.push_str(&format!("{line}\n"));
        }
        let Some(command) = line.strip_prefix("$ ") else { continue };
        told.push_str(&format!("{line}\n"));
        let mut shell = Command::new("sh");
        process::same_everywhere(&mut shell).args(["-c", &format!("exec 2>&1\n{command}")]);
        shell.current_dir(folder).env("PATH", &path).env("HOME", folder);
        // Nothing of a person's git may count.
        shell.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        for who in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{who}_NAME"), "A").env(format!("GIT_{who}_EMAIL"), "a@example.com");
        }
        shell.envs(environment.iter().map(|(name, value)| (name, value)));
        let output = process::run(&mut shell, b"", limit).map_err(|error| format!("no shell: {error}"))?;
        let out = expect::settled(&output.out, folder);
        told.push_str(&out);
        if !out.is_empty() && !out.ends_with('\n') {
            told.push('\n');
        }
        if output.end != End::Code(0) {
            told.push_str(&format!("[{}]\n", output.end));
        }
    }
    Ok(told)
}

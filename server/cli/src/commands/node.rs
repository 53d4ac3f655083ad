//! Lode under the name `node`: Node's command line, for npm scripts and `#!/usr/bin/env node`.

use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::process::ExitCode;

use crate::commands::run::{self, INVALID_ARGUMENT};
use crate::{commands, node_options, script};

pub fn run(argv0: &OsStr, arguments: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let parsed = match node_options::parse(arguments) {
        Ok(parsed) => parsed,
        Err(sentence) => {
            anstream::eprintln!("{}: {sentence}", argv0.to_string_lossy());
            return Ok(ExitCode::from(INVALID_ARGUMENT));
        }
    };
    if parsed.version {
        anstream::println!("{}", runtime::NODE_VERSION);
        return Ok(ExitCode::SUCCESS);
    }
    if parsed.help {
        anstream::println!(
            "Usage: node [options] [ script.js ] [arguments]\n\nThis is Lode {}, which takes Node's command line under this name.\nSee `lode run --help` for the options.",
            env!("CARGO_PKG_VERSION")
        );
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(name) = &parsed.script {
        return script::run(name, &parsed.rest);
    }
    let nothing_to_run = parsed.rest.is_empty() && parsed.eval.is_none() && !parsed.print;
    if parsed.interactive || (nothing_to_run && std::io::stdin().is_terminal()) {
        return commands::repl::run(argv0);
    }
    run::start(argv0, parsed)
}

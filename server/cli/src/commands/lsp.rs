//! `lode lsp`: the language server, on standard input and output: through the daemon, or by itself.

use std::fs::File;
use std::io::{BufWriter, Stdin, Stdout};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::sync::Arc;

use lsp::daemon::{Place, attach};
use lsp::{Connection, Ended, Host};

use crate::arguments::LspArguments;

pub fn run(arguments: &LspArguments) -> anyhow::Result<ExitCode> {
    let connection = Connection {
        input: Box::new(input(&std::io::stdin())?),
        output: Box::new(BufWriter::with_capacity(64 << 10, output(&std::io::stdout())?)),
        // Who started the server is gone: nobody reads an exit code.
        hang_up: Arc::new(|| std::process::exit(1)),
    };
    let cache = runtime::cache_folder();
    let ended = if arguments.standalone {
        lsp::serve(connection, &Host::new(Some(cache)))?
    } else {
        let place = Place::of_user(&cache);
        if let Err(error) = &place {
            anstream::eprintln!("lode lsp: there is no place for a daemon ({error}); serving this editor alone");
        }
        attach(connection, place.ok().as_ref(), std::env::current_exe()?, Some(cache))?
    };
    Ok(match ended {
        Ended::Orderly => ExitCode::SUCCESS,
        Ended::Abruptly => ExitCode::FAILURE,
    })
}

/// Without the standard library's own buffers, which look for line ends.
fn input(standard: &Stdin) -> std::io::Result<File> {
    Ok(File::from(standard.as_fd().try_clone_to_owned()?))
}

fn output(standard: &Stdout) -> std::io::Result<File> {
    Ok(File::from(standard.as_fd().try_clone_to_owned()?))
}

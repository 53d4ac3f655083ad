//! `lode lsp`: the language server, on standard input and output.

use std::fs::File;
use std::io::{BufWriter, Stdin, Stdout};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::sync::Arc;

use crate::arguments::LspArguments;
use lsp::{Connection, Ended, Host};

pub fn run(_: &LspArguments) -> anyhow::Result<ExitCode> {
    let host = Host::new(Some(runtime::cache_folder().join("index")));
    let connection = Connection {
        input: Box::new(input(&std::io::stdin())?),
        output: Box::new(BufWriter::with_capacity(64 << 10, output(&std::io::stdout())?)),
        // Who started the server is gone: nobody reads an exit code.
        hang_up: Arc::new(|| std::process::exit(1)),
    };
    Ok(match lsp::serve(connection, &host)? {
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

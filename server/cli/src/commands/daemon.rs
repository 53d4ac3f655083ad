//! `lode daemon`: the process that all editors of the user share. `lode lsp` starts it.

use std::process::ExitCode;
use std::time::Duration;

use lsp::daemon::{self, Options, Place};

use crate::arguments::DaemonArguments;
use crate::commands::lint::served::Served;

pub fn run(arguments: &DaemonArguments) -> anyhow::Result<ExitCode> {
    let place = Place::of_user(&runtime::cache_folder())?;
    if arguments.status || arguments.stop {
        let found = if arguments.stop { daemon::stop(&place)? } else { daemon::status(&place)? };
        let Some(status) = found else {
            anstream::println!("no daemon runs");
            return Ok(if arguments.stop { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        };
        let action = if arguments.stop { "stops when its last editor has left" } else { "runs" };
        anstream::println!(
            "the daemon {action}: process {}, version {}, {} editors, {} MB, up for {} s; its log is {}",
            status.process,
            status.lode,
            status.clients,
            status.memory_in_bytes >> 20,
            status.up_for_seconds,
            place.log().display(),
        );
        return Ok(ExitCode::SUCCESS);
    }
    let idle = std::env::var("LODE_DAEMON_IDLE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let lint = Served::default();
    daemon::run(
        &place,
        Options {
            lint: Box::new(move |stream| lint.answer(stream)),
            cache_folder: Some(runtime::cache_folder()),
            idle: idle.map_or(Options::IDLE, Duration::from_secs),
            detach: arguments.detach,
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

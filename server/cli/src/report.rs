//! How errors and panics look. Nothing else in the program renders them.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use engine::EngineError;

const ERROR: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).bold();
const HINT: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan))).bold();

/// Shows what went wrong, its causes, and what to try.
pub fn error(error: &anyhow::Error) -> ExitCode {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {error}");
    for cause in error.chain().skip(1) {
        anstream::eprintln!("  because {cause}");
    }
    if let Some(engine) = error.downcast_ref::<EngineError>() {
        anstream::eprintln!("{HINT}hint{HINT:#}: {}", engine.hint());
        anstream::eprintln!("{HINT}hint{HINT:#}: `lode doctor` checks everything that Lode needs");
    }
    ExitCode::FAILURE
}

/// Shows what someone should know beside the answer.
pub fn note(sentence: &str) {
    anstream::eprintln!("{HINT}note{HINT:#}: {sentence}");
}

/// Shows what is wrong with the command line.
pub fn usage(sentence: &str, code: u8) -> ExitCode {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {sentence}");
    anstream::eprintln!("{HINT}hint{HINT:#}: `lode --help` lists the commands, `lode run --help` the options");
    ExitCode::from(code)
}

/// A panic is a fault of Lode, and says so.
pub fn install_panic_hook() {
    let inner = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        anstream::eprintln!("{ERROR}error{ERROR:#}: Lode has failed; the fault is Lode's, not your program's");
        inner(info);
        anstream::eprintln!(
            "{HINT}hint{HINT:#}: please report it with the lines above, `lode doctor`'s output and, if you can, the program \
             that shows it (version {}, {} {})",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
        );
    }));
}

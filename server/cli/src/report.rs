//! How errors and panics look. Nothing else in the program renders them.

use std::io::IsTerminal;
use std::path::Path;
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

/// How wide a terminal is, if it is one.
pub fn columns(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> Option<usize> {
    let size = stream.is_terminal().then(|| rustix::termios::tcgetwinsize(stream).ok())?;
    size.map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// The same of standard output, or of a usual terminal.
pub fn width() -> usize {
    const USUAL: usize = 100;
    columns(&std::io::stdout()).map_or(USUAL, |columns| columns.max(40))
}

/// A path as a person here would write it.
pub fn shown(path: &Path, here: &Path) -> String {
    // Nearly all paths are written plainly, and need not be taken apart.
    let below = path.to_str().zip(here.to_str()).and_then(|(path, here)| path.strip_prefix(here)?.strip_prefix('/'));
    match below.filter(|below| !below.starts_with('/')) {
        Some(below) => below.to_owned(),
        None => path.strip_prefix(here).unwrap_or(path).display().to_string(),
    }
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

//! What an evaluation reports, and how it is written on the way from the worker to who asked.
//!
//! Two processes talk over one socket, a JSON value to a line: the host says who the worker is ([`Birth`]) and, sooner or later, what to
//! run ([`Run`]); the worker says what happens ([`Event`]) until it ends. Beside that both have a file of numbers open ([`Counts`])
//! which the worker writes as it runs: what stands there survives a worker that is killed in the middle of a loop.
//!
//! - `preview`: a value, cut to what can be shown. [`shape`]: what values were like, for those who complete names. `text`: a preview as one line. `state`: all that is known of a run, for who shows it;
//!   `lines`: what is shown at the ends of lines; `hover`: all that one probe told, as Markdown. `sandbox`: what an automatic run may do.
//!   `stopped`: where a program was that did not end; `coverage`: what it never reached. `durations`: how long statements
//!   took.
//!
//! What is absent on purpose: the engine, processes, terminals, editors.

mod counts;
mod coverage;
mod durations;
mod hover;
mod lines;
mod preview;
mod sandbox;
pub mod shape;
mod state;
mod stopped;
mod text;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use counts::Counts;
pub use coverage::{MissedLines, missed, missed_lines};
pub use durations::Durations;
pub use hover::{hover, tree};
pub use lines::{Item, ItemKind, lines};
pub use preview::{Kind, Member, Preview};
pub use sandbox::{Enforced, Permissions, Refused, Sandbox};
pub use state::{Failure, Log, Shown, State, Told, Value};
pub use stopped::{count, where_it_was};
pub use text::one_line;

/// The first that a worker hears; its file of numbers comes with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Birth {
    pub sandbox: Option<Sandbox>,
    pub likely: Likely,
}

/// What earlier runs have loaded and the next is likely to load, so that what can be got ready of it without running the program is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Likely {
    /// By their ids.
    pub builtins: BTreeSet<String>,
    pub files: Vec<PathBuf>,
}

/// What to run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Run {
    pub file: PathBuf,
    /// The working directory.
    pub folder: PathBuf,
    pub arguments: Vec<String>,
    /// The files that are to tell their values; others only run.
    pub probed: Vec<PathBuf>,
    /// Texts that are not what the disk holds.
    pub texts: Vec<(PathBuf, String)>,
    /// An expression of the file that is to tell its value, in bytes of its text.
    #[serde(default)]
    pub asked: Option<(u32, u32)>,
    /// What holds it; `None`: it was asked for, and may do all that the person may.
    pub sandbox: Option<Sandbox>,
}

/// What happens in the worker.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// The program is about to run.
    Started { enforced: Option<Enforced> },
    /// The sandbox refused something.
    Refused { refused: Refused },
    /// A worker is up and waits for its run. What is new in these folders since then is closed to it (the time is in nanoseconds of
    /// the epoch).
    Ready { folders: Vec<(PathBuf, Option<u64>)> },
    /// A file was loaded that tells no values.
    Loaded { file: PathBuf },
    /// A builtin was loaded, named by its id.
    LoadedBuiltin { id: String },
    /// A file is about to run with these probes, numbered from `first`.
    Probed { file: PathBuf, first: u32, probes: Vec<Probe> },
    /// The expression of a probe had a value.
    Value {
        probe: u32,
        /// How often it had one, this one counted.
        hit: u64,
        /// Milliseconds since the program began.
        at: f64,
        value: Preview,
        /// Seen later than it was had: it may have changed in between.
        #[serde(default)]
        is_late: bool,
    },
    /// What the value of a probe is like, where a preview does not tell it.
    Shape { probe: u32, shape: shape::Shape },
    /// What a CommonJS module exports, told once it was loaded.
    Exports { file: PathBuf, shape: shape::Shape },
    /// The promise of an earlier value was settled.
    Settled { probe: u32, hit: u64, at: f64, value: Preview, is_rejected: bool },
    /// The program wrote with `console`.
    Log {
        /// `log`, `error`, …
        method: String,
        values: Vec<Preview>,
        place: Option<Place>,
    },
    /// Nothing caught it.
    Thrown {
        value: Preview,
        /// Where it was made, the innermost first; the program's own files only.
        frames: Vec<Place>,
    },
}

/// A place in a file, line and column from 0, columns in UTF-16 units.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    pub file: PathBuf,
    pub line: u32,
    pub column: u32,
}

/// One place of a text that tells something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// The expression, the name, or the block that is counted, in bytes of the text.
    pub start: u32,
    pub end: u32,
    pub kind: ProbeKind,
    /// A comment asks for it: shown even where it would be dull.
    #[serde(default)]
    pub is_asked: bool,
    /// `//=> 42`: what a comment says that it is.
    #[serde(default)]
    pub expected: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProbeKind {
    /// What a variable is given when it is declared; the name where a pattern takes apart.
    Variable,
    /// An expression that is a statement, or that a comment asks for.
    Expression,
    Assignment,
    Return,
    Parameter,
    /// A variable of a loop's head, at the beginning of each round.
    Loop,
    /// How often a block was entered; has no value.
    Block,
}

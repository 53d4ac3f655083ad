//! The arguments of `lode fmt`.

use std::path::PathBuf;

use clap::Args;

use crate::git::Changes;

#[derive(Args)]
#[command(
    after_help = "The formatter is the project's: prettier, Biome, oxfmt or dprint, with its own configuration and ignore files. Ends with 0 if all is formatted, with 1 if `--check`, `--list-different` or `--diff` find what is not, with 2 if something can't be formatted."
)]
pub struct FmtArguments {
    /// Files, folders, and patterns like 'src/**/*.ts'; this folder if there are none
    pub paths: Vec<PathBuf>,
    /// Write what is formatted; that is what happens if nothing else is asked for
    #[arg(short, long, conflicts_with_all = ["check", "list_different", "diff", "stdin", "stdin_filepath"])]
    pub write: bool,
    /// Change nothing, and tell what is not formatted
    #[arg(short, long)]
    pub check: bool,
    /// Change nothing, and print only the names of files that are not formatted
    #[arg(short, long, conflicts_with_all = ["check", "diff"])]
    pub list_different: bool,
    /// Change nothing, and print what would change
    #[arg(long, conflicts_with = "check")]
    pub diff: bool,
    /// Look at what is not committed yet, new files too
    #[arg(long, conflicts_with_all = ["staged", "since", "stdin", "stdin_filepath"])]
    pub changed: bool,
    /// Look at what is to be committed, and take what is formatted into it
    #[arg(long, conflicts_with_all = ["since", "stdin", "stdin_filepath"])]
    pub staged: bool,
    /// Look at what has changed since a branch or commit, as in `--since origin/main`
    #[arg(long, value_name = "REF", conflicts_with_all = ["stdin", "stdin_filepath"])]
    pub since: Option<String>,
    /// Format what standard input gives, and print it
    #[arg(long)]
    pub stdin: bool,
    /// The name of what standard input gives
    #[arg(long, value_name = "FILE", alias = "stdin-filename")]
    pub stdin_filepath: Option<PathBuf>,
    /// Say nothing of files that are named and that the formatter does not know
    #[arg(short = 'u', long)]
    pub ignore_unknown: bool,
    /// Look at ignored files too
    #[arg(long)]
    pub no_ignore: bool,
    /// Format each file anew, and remember nothing
    #[arg(long)]
    pub no_cache: bool,
    /// Give up on a file after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub time_limit: u64,
    /// How many prettiers work at once; as many as pay if it is not said
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Tell which formatter was chosen, and why
    #[arg(short, long)]
    pub verbose: bool,
}

impl FmtArguments {
    /// Which changes it is about, if about changes.
    pub fn changes(&self) -> Option<Changes> {
        Changes::of(self.changed, self.staged, self.since.as_deref())
    }

    /// Whether files are to be changed.
    pub fn writes(&self) -> bool {
        !self.check && !self.list_different && !self.diff
    }

    pub fn reads_standard_input(&self) -> bool {
        self.stdin || self.stdin_filepath.is_some()
    }
}

//! The commands and their arguments, from which help, completions and the reference are made.

pub mod fmt;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::git::Changes;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default())
    .error(AnsiColor::Red.on_default().bold())
    .valid(AnsiColor::Green.on_default())
    .invalid(AnsiColor::Yellow.on_default());

/// Runs JavaScript and TypeScript as Node.js does
#[derive(Parser)]
#[command(
    name = "lode",
    version,
    styles = STYLES,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "`lode app.js` is short for `lode run app.js`. Under the name `node` (a symlink), Lode takes Node's command line."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run a program
    Run(RunArguments),
    /// Evaluate a piece of code
    Eval(EvalArguments),
    /// Be the process that runs a program whose values are shown; `lode eval --inline` and editors start it
    #[command(hide = true)]
    Evaluate {
        /// Where the process that asked can be reached
        folder: PathBuf,
    },
    /// Try JavaScript at a prompt
    Repl,
    /// Answer an editor: the language server, on standard input and output
    Lsp(LspArguments),
    /// Be the process that all of the user's editors share; `lode lsp` starts it when it is needed
    Daemon(DaemonArguments),
    /// Ask at a place in a file what an editor would: what can be typed, what stands there, where it is made
    Query(QueryArguments),
    /// Find what is wrong in JavaScript and TypeScript files, and mend it
    Lint(Box<LintArguments>),
    /// Format files with the formatter of their project
    Fmt(fmt::FmtArguments),
    /// Tell what a lint rule is about, with examples
    Explain {
        /// The rule
        rule: String,
    },
    /// Check that everything Lode needs is on this machine
    Doctor,
    /// Print the script that completes Lode's commands in a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
#[command(
    after_help = "Options before the file are Node's: -r/--require MODULE, --import MODULE, -C/--conditions NAME, --env-file FILE,\n--input-type TYPE, --preserve-symlinks, --no-warnings, --max-old-space-size=MB, --stack-trace-limit=N, ..."
)]
pub struct RunArguments {
    /// Node's options, the file (or `-` for standard input), and the program's own arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "[OPTIONS] FILE [ARGUMENTS]")]
    pub arguments: Vec<OsString>,
}

#[derive(Args)]
pub struct EvalArguments {
    /// The code; with `--inline` or `--coverage` a file
    pub code: String,
    /// Print the value of the last expression
    #[arg(short, long, conflicts_with_all = ["inline", "coverage"])]
    pub print: bool,
    /// Read the code as this kind of module
    #[arg(long, value_name = "TYPE", value_parser = ["commonjs", "module", "commonjs-typescript", "module-typescript"], conflicts_with_all = ["inline", "coverage"])]
    pub input_type: Option<String>,
    /// Run a file and show its values where they came about
    #[arg(long)]
    pub inline: bool,
    /// Print the values as data
    #[arg(long, requires = "inline")]
    pub json: bool,
    /// Run a file and mark the lines that were not reached
    #[arg(long)]
    pub coverage: bool,
    /// Run it again when the file, or one that it has loaded, changes
    #[arg(long, conflicts_with = "json")]
    pub watch: bool,
    /// Run it as an editor does while one types: held to this folder
    #[arg(long)]
    pub sandbox: bool,
    /// Stop a program that does not pause for so long
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 2000)]
    pub timeout: u64,
    /// The program's own arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

#[derive(Args)]
pub struct LspArguments {
    /// Serve this editor alone, without the process that all of the user's editors share
    #[arg(long)]
    pub standalone: bool,
    /// What many editors pass; there is no other way
    #[arg(long, hide = true)]
    pub stdio: bool,
    /// What some editors pass; `initialize` says it too
    #[arg(long = "clientProcessId", hide = true, value_name = "ID")]
    pub client_process_id: Option<u32>,
}

#[derive(Args)]
pub struct DaemonArguments {
    /// Say whether one runs, and how it is
    #[arg(long)]
    pub status: bool,
    /// Tell the one that runs to leave with its last editor
    #[arg(long, conflicts_with = "status")]
    pub stop: bool,
    /// Let go of the terminal
    #[arg(long, hide = true)]
    pub detach: bool,
}

#[derive(Args)]
pub struct QueryArguments {
    /// What is asked
    #[arg(value_enum)]
    pub question: Question,
    /// Where: FILE:LINE:COLUMN, both from 1
    pub place: String,
    /// Print data for a program
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Question {
    /// What can be typed, the likely first
    Complete,
    /// What stands there
    Hover,
    /// Where it is made
    Definition,
}

#[derive(Args)]
#[command(
    after_help = "Ends with 0 if nothing is wrong or all of it are warnings, with 1 if there are errors or more warnings than `--max-warnings`, with 2 if a configuration or the command line is wrong, or the file of suppressions holds more than there is. `lode explain RULE` tells what a rule is about."
)]
pub struct LintArguments {
    /// Files, folders, and patterns like 'src/**/*.js'; this folder if there are none
    pub paths: Vec<PathBuf>,
    /// Look at what is not committed yet, new files too
    #[arg(long, group = "of_git", conflicts_with = "stdin")]
    pub changed: bool,
    /// Look at what is to be committed, as it is to be committed
    #[arg(long, group = "of_git", conflicts_with = "stdin")]
    pub staged: bool,
    /// Look at what has changed since a branch or commit, as in `--since origin/main`
    #[arg(long, value_name = "REF", group = "of_git", conflicts_with = "stdin")]
    pub since: Option<String>,
    /// Go on, and look again whenever a file changes
    #[arg(long, conflicts_with_all = ["stdin", "staged", "print_config"])]
    pub watch: bool,

    /// Mend what can be mended without changing what the code does
    #[arg(long, help_heading = MEND)]
    pub fix: bool,
    /// Make the first suggestion too where there is no fix; that may change what the code does
    #[arg(long, help_heading = MEND)]
    pub fix_unsafe: bool,
    /// Tell what would be left after `--fix`, and change nothing
    #[arg(long, conflicts_with = "fix", help_heading = MEND)]
    pub fix_dry_run: bool,
    /// Mend what is of these kinds only
    #[arg(long = "fix-type", value_name = "KIND", value_enum, value_delimiter = ',', help_heading = MEND)]
    pub fix_types: Vec<FixType>,

    /// Switch a rule, as in `--rule 'eqeqeq: [error, always, {null: ignore}]'`
    #[arg(long = "rule", value_name = "RULE: VALUE", help_heading = RULES)]
    pub rules: Vec<String>,
    /// Switch a rule or a group of rules off
    #[arg(short = 'A', long = "allow", value_name = "RULE|GROUP|all", help_heading = RULES)]
    pub allow: Vec<String>,
    /// Make a rule or a group of rules warn
    #[arg(short = 'W', long = "warn", value_name = "RULE|GROUP|all", help_heading = RULES)]
    pub warn: Vec<String>,
    /// Make what a rule or a group of rules finds an error
    #[arg(short = 'D', long = "deny", value_name = "RULE|GROUP|all", help_heading = RULES)]
    pub deny: Vec<String>,
    /// Declare a global, as in `--global VERSION` or `--global state:writable`
    #[arg(long = "global", value_name = "NAME", value_delimiter = ',', help_heading = RULES)]
    pub globals: Vec<String>,
    /// Use this configuration for all files
    #[arg(short, long, value_name = "FILE", help_heading = RULES)]
    pub config: Option<PathBuf>,
    /// Look for no configuration
    #[arg(long, conflicts_with = "config", help_heading = RULES)]
    pub no_config_lookup: bool,
    /// Let comments neither configure nor suppress rules
    #[arg(long, help_heading = RULES)]
    pub no_inline_config: bool,
    /// Report comments that suppress nothing
    #[arg(long, help_heading = RULES)]
    pub report_unused_disable_directives: bool,
    /// How loud comments are that suppress nothing
    #[arg(
        long,
        value_name = "SEVERITY",
        value_parser = ["off", "warn", "error", "0", "1", "2"],
        conflicts_with = "report_unused_disable_directives",
        help_heading = RULES
    )]
    pub report_unused_disable_directives_severity: Option<String>,
    /// Print what counts for a file, and lint nothing
    #[arg(long, value_name = "FILE", help_heading = RULES)]
    pub print_config: Option<PathBuf>,
    /// List the rules, and lint nothing
    #[arg(long = "rules", id = "list_rules", help_heading = RULES)]
    pub list_rules: bool,
    /// Tell what a rule is about, as `lode explain` does, and lint nothing
    #[arg(long, value_name = "RULE", help_heading = RULES)]
    pub explain: Option<String>,
    /// Write a lode.json to begin with, and lint nothing
    #[arg(long, help_heading = RULES)]
    pub init: bool,

    /// Look at ignored files too
    #[arg(long, help_heading = FILES)]
    pub no_ignore: bool,
    /// Leave out files, as a line of a `.gitignore` would
    #[arg(long = "ignore-pattern", value_name = "PATTERN", help_heading = FILES)]
    pub ignore_patterns: Vec<String>,
    /// Look at files with this ending too
    #[arg(long = "ext", value_name = ".EXTENSION", value_delimiter = ',', help_heading = FILES)]
    pub extensions: Vec<String>,
    /// Say nothing of files that are named and ignored
    #[arg(long, help_heading = FILES)]
    pub no_warn_ignored: bool,
    /// End with 0 where nothing is to be looked at
    #[arg(long, help_heading = FILES)]
    pub no_error_on_unmatched_pattern: bool,
    /// End with 0 if no files are named
    #[arg(long, help_heading = FILES)]
    pub pass_on_no_patterns: bool,
    /// Lint what standard input gives
    #[arg(long, help_heading = FILES)]
    pub stdin: bool,
    /// The name of what standard input gives
    #[arg(long, value_name = "FILE", requires = "stdin", help_heading = FILES)]
    pub stdin_filename: Option<PathBuf>,

    /// How to print
    #[arg(short, long, value_enum, default_value_t = LintFormat::Stylish, help_heading = OUTPUT)]
    pub format: LintFormat,
    /// Print to this file
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub output_file: Option<PathBuf>,
    /// Report errors only
    #[arg(long, help_heading = OUTPUT)]
    pub quiet: bool,
    /// End with 1 if there are more warnings; -1 for no limit
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, help_heading = OUTPUT)]
    pub max_warnings: Option<i64>,
    /// End with 2 if a file can't be parsed
    #[arg(long, help_heading = OUTPUT)]
    pub exit_on_fatal_error: bool,
    /// Tell how long each rule has taken; nothing is taken from the cache
    #[arg(long, help_heading = OUTPUT)]
    pub timing: bool,
    /// Print in colour, wherever it goes
    #[arg(long, overrides_with = "no_color", help_heading = OUTPUT)]
    pub color: bool,
    /// Print without colour
    #[arg(long, help_heading = OUTPUT)]
    pub no_color: bool,

    /// Keep all errors that there are now in a file, and report only what is new from now on
    #[arg(long, conflicts_with_all = ["suppress_rules", "prune_suppressions", "stdin"], help_heading = SUPPRESS)]
    pub suppress_all: bool,
    /// Keep the errors of a rule
    #[arg(
        long = "suppress-rule",
        value_name = "RULE",
        value_delimiter = ',',
        conflicts_with_all = ["prune_suppressions", "stdin"],
        help_heading = SUPPRESS
    )]
    pub suppress_rules: Vec<String>,
    /// The file that they are kept in; lode-suppressions.json if none is named, or ESLint's if only that is there
    #[arg(long, value_name = "FILE", help_heading = SUPPRESS)]
    pub suppressions_location: Option<PathBuf>,
    /// Take from the file what does not occur any more
    #[arg(long, conflicts_with = "stdin", help_heading = SUPPRESS)]
    pub prune_suppressions: bool,
    /// Do not mind what does not occur any more
    #[arg(long, help_heading = SUPPRESS)]
    pub pass_on_unpruned_suppressions: bool,

    /// How many files are looked at at once; as many as there are processors
    #[arg(long, visible_alias = "concurrency", value_name = "NUMBER", value_parser = threads, help_heading = SPEED)]
    pub threads: Option<usize>,
    /// Look only at what has changed, as it is done anyway
    #[arg(long, overrides_with = "no_cache", help_heading = SPEED)]
    pub cache: bool,
    /// Look at each file anew, and remember nothing
    #[arg(long, help_heading = SPEED)]
    pub no_cache: bool,
    /// The file, or the folder of files, where it is remembered what was found
    #[arg(long, value_name = "PATH", help_heading = SPEED)]
    pub cache_location: Option<PathBuf>,
    /// By what it is known that a file has not changed
    #[arg(long, value_name = "STRATEGY", value_enum, default_value_t = CacheStrategy::Metadata, help_heading = SPEED)]
    pub cache_strategy: CacheStrategy,
}

const MEND: &str = "Mending";
const RULES: &str = "Rules";
const FILES: &str = "Files";
const OUTPUT: &str = "Output";
const SUPPRESS: &str = "Suppressing what there is";
const SPEED: &str = "Speed";

/// What is mended, in ESLint's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum FixType {
    /// Comments that suppress nothing
    Directive,
    /// What is wrong
    Problem,
    /// What could be written better
    Suggestion,
    /// White space; no rule is about it
    Layout,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum CacheStrategy {
    /// By its times, its size and where it lies on the disk; by its text where these are others
    Metadata,
    /// By its text alone
    Content,
}

/// `auto` and `off` are ESLint's words.
fn threads(text: &str) -> Result<usize, String> {
    match text {
        "auto" => Ok(std::thread::available_parallelism().map_or(1, usize::from)),
        "off" => Ok(1),
        number => match number.parse() {
            Ok(0) | Err(_) => Err("a number from 1 is wanted, or `auto`, or `off`".to_owned()),
            Ok(number) => Ok(number),
        },
    }
}

impl LintArguments {
    /// Which changes it is about, if about changes.
    pub fn changes(&self) -> Option<Changes> {
        Changes::of(self.changed, self.staged, self.since.as_deref())
    }

    /// Whether texts are mended, be it on paper only.
    pub fn is_fixing(&self) -> bool {
        self.fix || self.fix_unsafe || self.fix_dry_run
    }

    /// Whether mended texts are written.
    pub fn is_writing(&self) -> bool {
        self.is_fixing() && !self.fix_dry_run
    }

    /// Whether nothing is remembered.
    pub fn forgets(&self) -> bool {
        self.no_cache || self.stdin || self.timing
    }

    /// How loud comments are that suppress nothing, if it is said.
    pub fn unused_suppressions(&self) -> Option<lint::Severity> {
        match self.report_unused_disable_directives_severity.as_deref() {
            Some("off" | "0") => Some(lint::Severity::Off),
            Some("warn" | "1") => Some(lint::Severity::Warning),
            Some(_) => Some(lint::Severity::Error),
            None => self.report_unused_disable_directives.then_some(lint::Severity::Error),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LintFormat {
    /// For people
    Stylish,
    /// For programs, as ESLint has it
    Json,
    /// The same, and what the rules are
    JsonWithMetadata,
    /// For language models: short, a line for each problem with how to mend it
    Agent,
    /// For a page or a comment
    Markdown,
    /// A line for each problem: FILE:LINE:COLUMN: MESSAGE
    Unix,
    /// A line for each problem, in words
    Compact,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's report of code quality
    Gitlab,
    /// For tools that show results of analyses
    Sarif,
    /// As test results
    Junit,
    /// As Checkstyle has it
    Checkstyle,
}

/// The names of the commands.
pub fn command_names() -> Vec<String> {
    Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

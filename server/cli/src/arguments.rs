//! The commands and their arguments, from which help, completions and the reference are made.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, Parser, Subcommand};

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
    /// The code
    pub code: String,
    /// Print the value of the last expression
    #[arg(short, long)]
    pub print: bool,
    /// Read the code as this kind of module
    #[arg(long, value_name = "TYPE", value_parser = ["commonjs", "module", "commonjs-typescript", "module-typescript"])]
    pub input_type: Option<String>,
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
    after_help = "Ends with 0 if nothing is wrong or all of it are warnings, with 1 if there are errors or more warnings than `--max-warnings`, with 2 if a configuration or the command line is wrong. `lode explain RULE` tells what a rule is about."
)]
pub struct LintArguments {
    /// Files and folders; this folder if there are none
    pub paths: Vec<PathBuf>,
    /// Mend what can be mended without changing what the code does
    #[arg(long)]
    pub fix: bool,
    /// Tell what would be left after `--fix`, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub fix_dry_run: bool,
    /// Report errors only
    #[arg(long)]
    pub quiet: bool,
    /// End with 1 if there are more warnings
    #[arg(long, value_name = "NUMBER")]
    pub max_warnings: Option<usize>,
    /// Switch a rule, as in `--rule 'eqeqeq: [error, {null: ignore}]'`
    #[arg(long = "rule", value_name = "RULE: VALUE")]
    pub rules: Vec<String>,
    /// Switch a rule or a group of rules off
    #[arg(short = 'A', long = "allow", value_name = "RULE|GROUP|all")]
    pub allow: Vec<String>,
    /// Make a rule or a group of rules warn
    #[arg(short = 'W', long = "warn", value_name = "RULE|GROUP|all")]
    pub warn: Vec<String>,
    /// Make what a rule or a group of rules finds an error
    #[arg(short = 'D', long = "deny", value_name = "RULE|GROUP|all")]
    pub deny: Vec<String>,
    /// Use this configuration for all files
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Look for no configuration
    #[arg(long, conflicts_with = "config")]
    pub no_config_lookup: bool,
    /// Print what counts for a file, and lint nothing
    #[arg(long, value_name = "FILE")]
    pub print_config: Option<PathBuf>,
    /// List the rules, and lint nothing
    #[arg(long = "rules", id = "list_rules")]
    pub list_rules: bool,
    /// Look at ignored files too
    #[arg(long)]
    pub no_ignore: bool,
    /// Leave out files, as a line of a `.gitignore` would
    #[arg(long = "ignore-pattern", value_name = "PATTERN")]
    pub ignore_patterns: Vec<String>,
    /// Report comments that suppress nothing
    #[arg(long)]
    pub report_unused_disable_directives: bool,
    /// Lint what standard input gives
    #[arg(long)]
    pub stdin: bool,
    /// The name of what standard input gives
    #[arg(long, value_name = "FILE", requires = "stdin")]
    pub stdin_filename: Option<PathBuf>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = LintFormat::Stylish)]
    pub format: LintFormat,
    /// Print to this file
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// How many files are looked at at once; as many as there are processors
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
    /// Look at each file anew, and remember nothing
    #[arg(long)]
    pub no_cache: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LintFormat {
    /// For people
    Stylish,
    /// For programs, as ESLint has it
    Json,
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

//! The commands and their arguments, from which help, completions and the reference are made.

use std::ffi::OsString;

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

/// The names of the commands.
pub fn command_names() -> Vec<String> {
    Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

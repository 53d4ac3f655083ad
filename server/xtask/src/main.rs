//! The repository's own tools: `cargo run -p xtask -- <command>`. Every rule and every generated file of the repository is
//! checked or made here, and nowhere else.

mod bench;
mod check;
mod conformance;
mod generate;
mod library;
mod new;
mod node;
mod workspace;

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "The tools of Lode's repository", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check what the repository promises: borders, formatting, clippy, unsafe, generated files
    Check {
        /// Leave out clippy and formatting, which take the longest
        #[arg(long)]
        quick: bool,
    },
    /// Write the generated files: docs/reference/, the table of crates
    Gen {
        /// Say which would change, and change none
        #[arg(long)]
        check: bool,
    },
    /// Make the declarations of the standard library and of Node's modules that `infer` has in it
    Library {
        /// Where npm has installed `typescript@5` and `@types/node@22`
        folder: PathBuf,
    },
    /// Make the table of what Node's modules give that `lint` has in it
    Node {
        /// Nodes to ask, then the folder of the newest `@types/node`
        #[arg(required = true, num_args = 2..)]
        inputs: Vec<PathBuf>,
    },
    /// Measure Lode beside Node
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Begin a builtin or a command, with every file it needs
    New { kind: Kind, name: String },
    /// Run tests that others wrote
    Conformance {
        #[command(subcommand)]
        whose: Conformance,
    },
    /// Create and drop a bare engine: what `bench` compares start-up with
    #[command(hide = true)]
    BareEngine,
}

#[derive(Subcommand)]
enum Bench {
    /// Programs: start-up, modules, loops, files, text, a server under load
    Run {
        /// The Lode to measure; the debug build if not named
        #[arg(long)]
        lode: Option<PathBuf>,
        /// Only benchmarks whose name contains this
        filter: Option<String>,
        /// How often each is run on each side
        #[arg(long, default_value_t = 7)]
        rounds: usize,
        /// Keep the raw numbers in tests/bench/runs/
        #[arg(long)]
        keep: bool,
    },
    /// Linters: time and memory on the sources of large packages, beside oxlint, Biome and ESLint
    Lint(bench::lint::LintPlan),
    /// Values while one types: from an edit to the first value, endless loops, what looking at hot loops costs
    Eval(bench::evaluate::EvaluatePlan),
    /// Language servers: completion, definitions, times and memory on public projects, beside TypeScript's
    Lsp {
        /// The Lode to measure; the debug build if not named
        #[arg(long)]
        lode: Option<PathBuf>,
        /// Only these projects
        #[arg(long, value_delimiter = ',')]
        projects: Vec<String>,
        /// How many questions of each kind are put in each project
        #[arg(long, default_value_t = 60)]
        positions: usize,
        /// What draws the questions
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Only these servers: lode, ts7, tsls
        #[arg(long, value_delimiter = ',')]
        servers: Vec<String>,
        /// Let TypeScript's servers fetch types from the registry, as they do by themselves
        #[arg(long)]
        fetch_types: bool,
        /// Only parts whose name contains this
        #[arg(long)]
        filter: Option<String>,
        /// Keep the raw numbers in tests/bench/runs/
        #[arg(long)]
        keep: bool,
    },
}

#[derive(Subcommand)]
enum Conformance {
    /// Node's own test/parallel: the share that passes for each module goes to docs/reference/node.md
    Node {
        /// The folder that holds `parallel`, `common` and `fixtures`
        tree: PathBuf,
        /// The Lode to test; the debug build if not named
        #[arg(long)]
        lode: Option<PathBuf>,
        /// Only these modules
        modules: Vec<String>,
    },
    /// ESLint's own cases of the rules that Lode has: the share that is the same for each rule
    Eslint(conformance::Cases),
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Builtin,
    Command,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check { quick } => check::run(quick),
        Command::Gen { check } => generate::run(check),
        Command::Library { folder } => library::make(&folder),
        Command::Node { inputs } => node::make(&inputs),
        Command::Bench { what: Bench::Run { lode, filter, rounds, keep } } => {
            bench::run(&bench::Plan { lode, filter, rounds, keep })
        }
        Command::Bench { what: Bench::Lsp { lode, projects, positions, seed, servers, fetch_types, filter, keep } } => {
            bench::lsp::run(&bench::lsp::Plan { lode, projects, positions, seed, servers, fetch_types, filter, keep })
        }
        Command::Bench { what: Bench::Lint(plan) } => bench::lint::lint(&plan),
        Command::Bench { what: Bench::Eval(plan) } => bench::evaluate::evaluate(&plan),
        Command::New { kind: Kind::Builtin, name } => new::builtin(&name),
        Command::New { kind: Kind::Command, name } => new::command(&name),
        Command::Conformance { whose: Conformance::Node { tree, lode, modules } } => {
            conformance::node(&tree, lode.as_deref(), &modules)
        }
        Command::Conformance { whose: Conformance::Eslint(cases) } => conformance::eslint(&cases),
        Command::BareEngine => bench::bare_engine(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! `bench lint`: linters on the same files, by turns.
//!
//! The files are what some large packages publish, without what a program wrote for machines. Each linter runs its own recommended
//! rules, prints a line for each problem where it can and nothing where it would print frames of code, and is measured by what the
//! system counted for its process: time of the processors, time on the clock, the most memory.
//!
//! Lode's recommended rules include those about imports, which look at other files and at `node_modules`; Oxlint's are in a plugin. So
//! both are measured with and without.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use wait4::Wait4;

use super::installed::{self, kept};
use super::table::Table;
use crate::workspace::{self, files};

#[derive(clap::Args)]
pub(crate) struct LintPlan {
    /// The Lode to measure; the debug build if not named
    #[arg(long)]
    lode: Option<PathBuf>,
    /// How often each is run; ESLint, which takes minutes, once
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only linters whose name contains this
    #[arg(long)]
    filter: Option<String>,
}

/// Where the files are from.
const CORPUS: &[&str] = &[
    "three@0.180.0",
    "webpack@5.113.0",
    "eslint@10.15.0",
    "@babel/core@7.28.4",
    "@babel/traverse@7.28.4",
    "@babel/generator@7.28.3",
    "svelte@5.39.0",
    "rollup@4.52.0",
    "chart.js@4.5.0",
    "jquery@3.7.1",
    "terser@5.44.0",
    "mocha@12.0.3",
    "moment@2.30.1",
    "lodash@4.17.21",
    "lodash-es@4.17.21",
    "d3@7.9.0",
    "rxjs@7.8.2",
    "date-fns@4.1.0",
    "@vue/compiler-core@3.5.21",
    "@vue/runtime-core@3.5.21",
    "core-js@3.45.1",
    "ramda@0.31.3",
    "@mui/material@7.3.2",
];

const TOOLS: &[&str] = &["oxlint@1.94.0", "@biomejs/biome@2.6.8", "eslint@10.15.0", "@eslint/js@10.0.1"];

/// ESLint's configuration, beside the tools.
const RECOMMENDED: &str = "recommended.mjs";

/// Longer files, and longer lines, were written by programs; some linters leave them out by themselves.
const LARGEST: u64 = 1 << 20;
const LONGEST_LINE: usize = 5000;

/// What one run took.
#[derive(Clone, Copy)]
struct Taken {
    /// Of all processors, in seconds.
    processor: f64,
    clock: f64,
    megabytes: f64,
}

struct Runner {
    name: &'static str,
    /// How many rules are on; `None`: it does not tell.
    rules: fn(&Places) -> Option<usize>,
    command: fn(&Places) -> Command,
    /// What is done before each run, and is not measured.
    before: fn(&Places) -> Result<()>,
    is_slow: bool,
}

struct Places {
    lode: PathBuf,
    corpus: PathBuf,
    tools: PathBuf,
    /// Of Lode, for this run alone.
    cache: PathBuf,
}

/// Lode's daemon, as long as it is measured.
struct Daemon<'p> {
    process: Child,
    places: &'p Places,
}

impl Daemon<'_> {
    /// Starts one that knows the corpus.
    fn start(places: &Places) -> Result<Daemon<'_>> {
        let process = lode_at(places, DAEMON).arg("daemon").stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let daemon = Daemon { process, places };
        while !lode_at(places, DAEMON).args(["daemon", "--status"]).stdout(Stdio::null()).status()?.success() {
            std::thread::yield_now();
        }
        measured(with_daemon(places))?;
        Ok(daemon)
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        let status = lode_at(self.places, DAEMON).args(["daemon", "--status"]).output();
        println!("{}", status.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default());
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the daemon is found, and where none is.
const DAEMON: &str = "daemon";
const ALONE: &str = "alone";

const RUNNERS: &[Runner] = &[
    Runner {
        name: "lode, cold, without imports",
        rules: of_lode_without_imports,
        command: without_imports,
        before: forget,
        is_slow: false,
    },
    Runner { name: "lode, cold", rules: of_lode, command: lode, before: forget, is_slow: false },
    Runner { name: "lode, warm", rules: of_lode, command: lode, before: |_| Ok(()), is_slow: false },
    Runner { name: "lode, warm, by content", rules: of_lode, command: by_content, before: |_| Ok(()), is_slow: false },
    Runner { name: "lode, one file changed", rules: of_lode, command: lode, before: change_one, is_slow: false },
    Runner { name: "lode, daemon", rules: of_lode, command: with_daemon, before: |_| Ok(()), is_slow: false },
    Runner {
        name: "lode, daemon, one file changed",
        rules: of_lode,
        command: with_daemon,
        before: change_one,
        is_slow: false,
    },
    Runner { name: "find, times of all files", rules: |_| None, command: walking, before: |_| Ok(()), is_slow: false },
    Runner {
        name: "oxlint",
        rules: |places| rules_of(oxlint(places)),
        command: |places| in_lines(oxlint(places)),
        before: |_| Ok(()),
        is_slow: false,
    },
    Runner {
        name: "oxlint, silent",
        rules: |places| rules_of(oxlint(places)),
        command: silent,
        before: |_| Ok(()),
        is_slow: false,
    },
    Runner {
        name: "oxlint, with imports",
        rules: |places| rules_of(oxlint_with_imports(places)),
        command: |places| in_lines(oxlint_with_imports(places)),
        before: |_| Ok(()),
        is_slow: false,
    },
    Runner { name: "biome", rules: |_| None, command: biome, before: |_| Ok(()), is_slow: true },
    Runner { name: "eslint", rules: of_eslint, command: eslint, before: |_| Ok(()), is_slow: true },
];

pub(crate) fn lint(plan: &LintPlan) -> Result<()> {
    let lode = match &plan.lode {
        Some(path) => fs::canonicalize(path).with_context(|| path.display().to_string())?,
        None => workspace::lode()?,
    };
    let within = installed::folder("lint");
    let cache = tempfile::tempdir()?;
    let tools = installed::packages(&within, "tools", TOOLS)?;
    fs::write(tools.join(RECOMMENDED), "import js from '@eslint/js';\nexport default [js.configs.recommended];\n")?;
    let places = Places { lode, corpus: corpus(&within)?, tools, cache: cache.path().to_owned() };
    let sources = sources(&places.corpus);
    let bytes: u64 = sources.iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum();
    println!("lode {}\n{} files, {:.1} MB\n", places.lode.display(), sources.len(), bytes as f64 / 1e6);
    let wanted = |runner: &&Runner| plan.filter.as_ref().is_none_or(|filter| runner.name.contains(filter.as_str()));
    let runners: Vec<&Runner> = RUNNERS.iter().filter(wanted).collect();
    if runners.is_empty() {
        bail!("no linter is called that");
    }
    let daemon =
        runners.iter().any(|runner| runner.name.contains("daemon")).then(|| Daemon::start(&places)).transpose()?;
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); runners.len()];
    for round in 0..plan.rounds {
        for (runner, taken) in runners.iter().zip(&mut taken) {
            if round == 0 || !runner.is_slow {
                (runner.before)(&places)?;
                taken.push(measured((runner.command)(&places)).with_context(|| runner.name)?);
            }
        }
    }
    let mut table = Table::new("", &["rules", "processor s", "clock s", "MB"]);
    for (runner, taken) in runners.iter().zip(&taken) {
        let middle = |of: fn(&Taken) -> f64| super::middle(&taken.iter().map(of).collect::<Vec<_>>());
        let cells = [middle(|it| it.processor), middle(|it| it.clock)].map(|it| format!("{it:.3}"));
        let rules = (runner.rules)(&places).map_or_else(|| "?".to_owned(), |rules| rules.to_string());
        let megabytes = format!("{:.0}", middle(|it| it.megabytes));
        table.row(runner.name, [rules].into_iter().chain(cells).chain([megabytes]));
    }
    println!("{table}");
    drop(daemon);
    Ok(())
}

fn measured(mut command: Command) -> Result<Taken> {
    let started = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    let clock = started.elapsed().as_secs_f64();
    // 1 says that something was found.
    if !matches!(used.status.code(), Some(0 | 1)) {
        bail!("{command:?} ended with {}", used.status);
    }
    let processor = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(Taken { processor, clock, megabytes: used.rusage.maxrss as f64 / 1e6 })
}

fn lode(places: &Places) -> Command {
    lint_at(places, ALONE)
}

fn with_daemon(places: &Places) -> Command {
    lint_at(places, DAEMON)
}

fn lint_at(places: &Places, runtime: &str) -> Command {
    let mut command = lode_at(places, runtime);
    command.arg("lint").arg(&places.corpus).current_dir(&places.corpus);
    in_lines(command)
}

/// One line for each problem, as both print it.
fn in_lines(mut command: Command) -> Command {
    command.arg("--format=unix");
    command
}

fn without_imports(places: &Places) -> Command {
    let mut command = lode(places);
    command.arg("--allow=imports");
    command
}

fn lode_at(places: &Places, runtime: &str) -> Command {
    let mut command = Command::new(&places.lode);
    command.env("LODE_CACHE_DIR", places.cache.join("lode")).env("LODE_RUNTIME_DIR", places.cache.join(runtime));
    command
}

fn by_content(places: &Places) -> Command {
    let mut command = lode(places);
    command.arg("--cache-strategy=content");
    command
}

fn of_lode(_: &Places) -> Option<usize> {
    Some(recommended().count())
}

fn of_lode_without_imports(_: &Places) -> Option<usize> {
    Some(recommended().filter(|rule| rule.group != lint::Group::Imports).count())
}

fn recommended() -> impl Iterator<Item = &'static lint::Rule> {
    lint::RULES.iter().filter(|rule| rule.default != lint::Severity::Off)
}

/// It says so at the end: `Finished in 8ms on 1 file with 96 rules using 2 threads.`
fn rules_of(mut oxlint: Command) -> Option<usize> {
    let output = oxlint.arg("--silent").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_once(" rules")?.0.rsplit(' ').next()?.parse().ok()
}

fn of_eslint(places: &Places) -> Option<usize> {
    let count =
        "import('@eslint/js').then((it) => console.log(Object.keys(it.default.configs.recommended.rules).length))";
    let output = Command::new("node").args(["-e", count]).current_dir(&places.tools).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

fn oxlint(places: &Places) -> Command {
    let mut command = Command::new(places.tools.join("node_modules/.bin/oxlint"));
    command.arg(&places.corpus);
    command
}

/// The least that can be done without anyone who tells of changes: walking through all folders and asking for each file's size and
/// times.
fn walking(places: &Places) -> Command {
    let mut command = Command::new("find");
    command.arg(&places.corpus).args(["-type", "f", "-printf", "%s %T@\n"]);
    command
}

/// Printing takes it as long as half of all the rest.
fn silent(places: &Places) -> Command {
    let mut command = oxlint(places);
    command.arg("--silent");
    command
}

fn oxlint_with_imports(places: &Places) -> Command {
    let mut command = oxlint(places);
    command.arg("--import-plugin");
    command
}

fn biome(places: &Places) -> Command {
    let mut command = Command::new(places.tools.join("node_modules/.bin/biome"));
    command.args(["lint", "--max-diagnostics=0"]).arg(&places.corpus);
    command
}

fn eslint(places: &Places) -> Command {
    let mut command = Command::new(places.tools.join("node_modules/.bin/eslint"));
    let output = places.cache.join("eslint.json");
    command.arg("--config").arg(places.tools.join(RECOMMENDED)).arg("--no-ignore").arg("--output-file").arg(output);
    command.arg("--format=json").arg(&places.corpus).current_dir(&places.corpus);
    command
}

fn forget(places: &Places) -> Result<()> {
    match fs::remove_dir_all(places.cache.join("lode")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes another comment at the end of a file.
fn change_one(places: &Places) -> Result<()> {
    let path = sources(&places.corpus).into_iter().next().context("the corpus is empty")?;
    let text = fs::read_to_string(&path)?;
    let text = text.split("// changed ").next().unwrap_or_default();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_nanos();
    Ok(fs::write(path, format!("{text}// changed {now}\n"))?)
}

fn sources(corpus: &Path) -> Vec<PathBuf> {
    ["js", "mjs", "cjs"].iter().flat_map(|extension| files(corpus, extension)).collect()
}

/// The sources of the packages, outside of any `node_modules`, which linters leave out; without configurations of ESLint, which not
/// all of them read.
fn corpus(within: &Path) -> Result<PathBuf> {
    let installed = installed::packages(within, "packages", CORPUS)?;
    let recipe = format!("{}\nno configurations", CORPUS.join("\n"));
    kept(within, "corpus", &recipe, |folder| {
        let modules = installed.join("node_modules");
        for path in sources(&modules) {
            if !is_written_by_people(&path) || path.file_stem().is_some_and(|stem| stem == "eslint.config") {
                continue;
            }
            let to = folder.join("src").join(path.strip_prefix(&modules)?);
            fs::create_dir_all(to.parent().context("no folder")?)?;
            fs::copy(&path, &to)?;
        }
        Ok(())
    })
}

fn is_written_by_people(path: &Path) -> bool {
    let is_small = fs::metadata(path).is_ok_and(|file| file.len() < LARGEST);
    let has_short_lines = |text: String| text.lines().all(|line| line.len() < LONGEST_LINE);
    is_small && !path.to_string_lossy().contains(".min.") && fs::read_to_string(path).is_ok_and(has_short_lines)
}

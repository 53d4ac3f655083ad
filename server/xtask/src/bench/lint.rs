//! `bench lint`: linters on the same files, by turns.
//!
//! The files are what some large packages publish, without what a program wrote for machines. Each linter says nothing (no output
//! is printed by any), runs its own recommended rules, and is measured by what the system counted for its process: time of the
//! processors, time on the clock, the most memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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

const RUNNERS: &[Runner] = &[
    Runner { name: "lode, cold", command: lode, before: forget, is_slow: false },
    Runner { name: "lode, warm", command: lode, before: |_| Ok(()), is_slow: false },
    Runner { name: "lode, one file changed", command: lode, before: change_one, is_slow: false },
    Runner { name: "oxlint", command: oxlint, before: |_| Ok(()), is_slow: false },
    Runner { name: "biome", command: biome, before: |_| Ok(()), is_slow: true },
    Runner { name: "eslint", command: eslint, before: |_| Ok(()), is_slow: true },
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
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); runners.len()];
    for round in 0..plan.rounds {
        for (runner, taken) in runners.iter().zip(&mut taken) {
            if round == 0 || !runner.is_slow {
                (runner.before)(&places)?;
                taken.push(measured((runner.command)(&places)).with_context(|| runner.name)?);
            }
        }
    }
    let mut table = Table::new("", &["processor s", "clock s", "MB"]);
    for (runner, taken) in runners.iter().zip(&taken) {
        let middle = |of: fn(&Taken) -> f64| super::middle(&taken.iter().map(of).collect::<Vec<_>>());
        let cells = [middle(|it| it.processor), middle(|it| it.clock)].map(|it| format!("{it:.3}"));
        table.row(runner.name, cells.into_iter().chain([format!("{:.0}", middle(|it| it.megabytes))]));
    }
    println!("{table}");
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
    let mut command = Command::new(&places.lode);
    command.arg("lint").arg(&places.corpus).arg("--quiet").env("XDG_CACHE_HOME", &places.cache);
    command
}

fn oxlint(places: &Places) -> Command {
    let mut command = Command::new(places.tools.join("node_modules/.bin/oxlint"));
    command.arg("--silent").arg(&places.corpus);
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
    fs::remove_dir_all(&places.cache)?;
    Ok(fs::create_dir_all(&places.cache)?)
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

/// The sources of the packages, outside of any `node_modules`, which linters leave out.
fn corpus(within: &Path) -> Result<PathBuf> {
    let installed = installed::packages(within, "packages", CORPUS)?;
    kept(within, "corpus", &CORPUS.join("\n"), |folder| {
        let modules = installed.join("node_modules");
        for path in sources(&modules) {
            if !is_written_by_people(&path) {
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

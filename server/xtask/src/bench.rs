//! Measuring. `lsp` is the benchmark of language servers, `lint` that of linters, `evaluate` that of values.
//!
//! `bench run`: each program run on Lode and on Node by turns, so that what else the machine does hits both alike. The middle
//! of the times counts; the raw ones are printed too, and kept with `--keep`.

pub(crate) mod evaluate;
mod installed;
pub(crate) mod lint;
mod load;
pub(crate) mod lsp;
mod programs;
mod table;

use crate::workspace::{lode, root, shown};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use test_support::node::node;

pub struct Plan {
    pub lode: Option<PathBuf>,
    pub filter: Option<String>,
    pub rounds: usize,
    pub keep: bool,
}

/// The two sides of a measurement, and their numbers by turn.
struct Measured {
    name: &'static str,
    unit: &'static str,
    lode: Vec<f64>,
    node: Vec<f64>,
    /// Whether more is better.
    more: bool,
}

pub fn run(plan: &Plan) -> Result<()> {
    let lode = match &plan.lode {
        Some(path) => fs::canonicalize(path).with_context(|| path.display().to_string())?,
        None => lode()?,
    };
    let node = node().context("Node 22 is needed to measure beside: make setup")?;
    let folder = programs::prepared()?;
    let wanted = |name: &str| plan.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()));
    println!("lode {}\nnode {}\n", lode.display(), node.display());
    let mut all = Vec::new();
    for program in programs::PROGRAMS {
        if !wanted(program.name) {
            continue;
        }
        let file = folder.join(program.file);
        let mut measured = Measured { name: program.name, unit: "ms", lode: vec![], node: vec![], more: false };
        for _ in 0..plan.rounds {
            measured.lode.push(timed(Command::new(&lode).arg("run").arg(&file))?);
            measured.node.push(timed(Command::new(node).arg(&file))?);
        }
        println!("{}", line(&measured));
        all.push(measured);
    }
    if wanted("bare engine") {
        // What a process that only creates and drops an engine takes: the least that an empty script can take.
        let own = std::env::current_exe()?;
        let empty = folder.join("empty.js");
        let mut measured =
            Measured { name: "empty / bare engine", unit: "ms", lode: vec![], node: vec![], more: false };
        for _ in 0..plan.rounds {
            measured.lode.push(timed(Command::new(&lode).arg("run").arg(&empty))?);
            measured.node.push(timed(Command::new(&own).arg("bare-engine"))?);
        }
        println!("{}   (the right column is the bare engine)", line(&measured));
        all.push(measured);
    }
    if wanted("transform") {
        let measured = transform(&lode, &folder, plan.rounds)?;
        println!("{}   (the right column is from the cache)", line(&measured));
        let seconds = (middle(&measured.lode) - middle(&measured.node)) / 1000.0;
        let megabytes = fs::metadata(folder.join(programs::BIG_MODULE))?.len() as f64 / 1e6;
        println!("{:<28} {:>10.1} MB/s", "transform of ES modules", megabytes / seconds.max(0.001));
        all.push(measured);
    }
    for (name, file) in programs::SERVERS {
        if !wanted(name) {
            continue;
        }
        let file = folder.join(file);
        let mut measured = Measured { name, unit: "requests/s", lode: vec![], node: vec![], more: true };
        for _ in 0..plan.rounds.min(3) {
            measured.lode.push(load::requests_a_second(Command::new(&lode).arg("run").arg(&file))?);
            measured.node.push(load::requests_a_second(Command::new(node).arg(&file))?);
        }
        println!("{}", line(&measured));
        all.push(measured);
    }
    if all.is_empty() {
        bail!("no benchmark is called that");
    }
    if plan.keep {
        println!("\nkept in {}", shown(&keep(&all, &lode)?));
    }
    Ok(())
}

/// A big module of plain JavaScript with nothing remembered, and from the cache: what lies between is the transform.
fn transform(lode: &Path, folder: &Path, rounds: usize) -> Result<Measured> {
    let mut measured = Measured { name: "transform / cached", unit: "ms", lode: vec![], node: vec![], more: false };
    let run = |cache: &Path| {
        timed(Command::new(lode).arg("run").arg(folder.join(programs::BIG_MODULE)).env("LODE_CACHE_DIR", cache))
    };
    for _ in 0..rounds {
        let cache = tempfile::tempdir()?;
        measured.lode.push(run(cache.path())?);
        measured.node.push(run(cache.path())?);
    }
    Ok(measured)
}

/// How long a program takes from its start to its end, in milliseconds.
fn timed(command: &mut Command) -> Result<f64> {
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).status()?;
    let took = started.elapsed();
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(took.as_secs_f64() * 1000.0)
}

fn middle(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn line(measured: &Measured) -> String {
    let (lode, node) = (middle(&measured.lode), middle(&measured.node));
    let (ratio, better) = if measured.more { (lode / node, lode >= node) } else { (lode / node, lode <= node) };
    format!(
        "{:<28} {:>10.1} {:>10.1} {:<10}  {ratio:>5.2} x {}",
        measured.name,
        lode,
        node,
        measured.unit,
        if better { "" } else { "behind" }
    )
    .trim_end()
    .to_owned()
}

/// Raw numbers as text.
fn keep(all: &[Measured], lode: &Path) -> Result<PathBuf> {
    let build = if lode.to_string_lossy().contains("release") { "release" } else { "debug" };
    let mut text = format!("lode ({build} build) beside node, medians, then every number by turn\n\n");
    for measured in all {
        writeln!(text, "{}", line(measured))?;
    }
    for measured in all {
        writeln!(
            text,
            "\n{} ({})\n  lode {:.1?}\n  node {:.1?}",
            measured.name, measured.unit, measured.lode, measured.node
        )?;
    }
    let path = kept_as("")?;
    fs::write(&path, text)?;
    Ok(path)
}

/// Where the numbers of today and this machine are kept; `suffix` tells one kind of run from another.
fn kept_as(suffix: &str) -> Result<PathBuf> {
    let machine =
        format!("{}-{}cpu", std::env::consts::ARCH, std::thread::available_parallelism().map_or(0, usize::from));
    let day = Command::new("date").arg("+%Y-%m-%d").output()?;
    let day = String::from_utf8_lossy(&day.stdout).trim().to_owned();
    let path = root().join(format!("tests/bench/runs/{day}-{machine}{suffix}.txt"));
    fs::create_dir_all(path.parent().unwrap_or(root()))?;
    Ok(path)
}

/// Creates an engine and a context, runs nothing, and ends.
pub fn bare_engine() -> Result<()> {
    // The question makes an engine and a context, and drops them.
    engine::jit_works()?;
    // As Lode ends: the system takes the memory back quicker than the engine gives it.
    std::process::exit(0);
}

/// How long the server is loaded.
const LOADED: Duration = Duration::from_secs(2);

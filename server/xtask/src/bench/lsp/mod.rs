//! `bench lsp`: language servers beside each other, on other people's JavaScript, in one run that asks them by turns.
//!
//! - `projects`: what they are tried on, installed into the user's cache; `positions`: the questions, drawn by a seed.
//! - `servers`, `editor`, `watching`, `processes`: how each is started, spoken to, and what its processes use.
//! - `offers`: completion lists as an editor shows them; `definitions`: who leads where.
//! - `replay`, `start`, `typing`, `upgrade`, `big_file`: the parts. `report`, `table`, `tally`: what is shown of them.
//!
//! An answer that takes longer than twenty seconds counts as none, and the run goes on. The same seed asks the same questions.

mod big_file;
mod definitions;
mod editor;
mod offers;
mod positions;
mod processes;
mod projects;
mod random;
mod replay;
mod report;
mod servers;
mod start;
mod tally;
mod typing;
mod upgrade;
mod wanted;
mod watching;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::workspace;
use report::Report;
use wanted::{OTHERS, REPLAYED, Wanted};

pub(crate) struct Plan {
    pub lode: Option<PathBuf>,
    /// All where there are none, as with the servers.
    pub projects: Vec<String>,
    pub positions: usize,
    pub seed: u64,
    pub servers: Vec<String>,
    /// Whether TypeScript's servers may fetch types from the registry.
    pub fetch_types: bool,
    pub filter: Option<String>,
    pub keep: bool,
}

pub(crate) fn run(plan: &Plan) -> Result<()> {
    let started = Instant::now();
    let wanted = Wanted(plan.filter.as_deref());
    if !REPLAYED.iter().chain(OTHERS).any(|part| wanted.has(part)) {
        bail!("no part is called that; there are {}, {}", REPLAYED.join(", "), OTHERS.join(", "));
    }
    let servers = servers::servers(&plan.servers, plan.fetch_types, || match &plan.lode {
        Some(path) => fs::canonicalize(path).with_context(|| path.display().to_string()),
        None => workspace::lode(),
    })?;
    let mut head = String::new();
    for server in &servers {
        head.push_str(&format!("{:<5} {}\n", server.name, server.description));
    }
    head.push_str(&format!("{} questions of each kind and project, seed {}\n", plan.positions, plan.seed));
    // Times of a machine that has other work say little.
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let load = load.split(' ').next().unwrap_or_default();
    head.push_str(&format!("{processors} processors, {load} processes wanted them before the start\n"));
    println!("{head}");
    let mut report = Report { servers: servers.iter().map(|server| server.name).collect(), ..Report::default() };
    if REPLAYED.iter().any(|part| wanted.has(part)) {
        for project in projects::projects(&plan.projects)? {
            let questions = positions::draw(&project, plan.positions, plan.seed)?;
            eprintln!("{} {}: {} files", project.name, project.version, questions.files.len());
            replay::replay(&servers, &project, &questions, &wanted, &mut report)?;
        }
    }
    type Measure = fn(&[servers::Server], &mut Report) -> Result<()>;
    let others: [Measure; 4] = [start::measure, typing::measure, upgrade::measure, big_file::measure];
    for (part, measure) in OTHERS.iter().zip(others) {
        if wanted.has(part) {
            measure(&servers, &mut report).with_context(|| format!("the part `{part}`"))?;
        }
    }
    let tables = report.tables();
    println!("{tables}took {} s", started.elapsed().as_secs());
    if plan.keep {
        let path = super::kept_as("-lsp")?;
        fs::write(&path, format!("{head}\n{tables}\n{}", report.raw()))?;
        println!("\nkept in {}", workspace::shown(&path));
    }
    Ok(())
}

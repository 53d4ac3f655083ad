//! `bench eval`: how long somebody waits for values.
//!
//! - `first_value`: from an edit to the first value, with nothing ready and with a worker that stands by, beside what Node takes to run
//!   the same file from nothing; and how soon an endless loop is reported. `loops`: what looking at hot loops costs.
//!
//! What an editor waits before it runs a text that is being typed is not in these numbers.

mod first_value;
mod loops;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use test_support::node::node;

use crate::workspace;

#[derive(clap::Args)]
pub(crate) struct EvaluatePlan {
    /// The Lode to measure; the debug build if not named
    #[arg(long)]
    lode: Option<PathBuf>,
    /// The Node to measure beside
    #[arg(long)]
    node: Option<PathBuf>,
    /// How often each is run
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Only parts whose name contains this: first value, endless, loops
    #[arg(long)]
    filter: Option<String>,
}

/// Who takes part.
struct Programs {
    lode: PathBuf,
    node: PathBuf,
    rounds: usize,
}

pub(crate) fn evaluate(plan: &EvaluatePlan) -> Result<()> {
    let lode = match &plan.lode {
        Some(path) => fs::canonicalize(path).with_context(|| path.display().to_string())?,
        None => workspace::lode()?,
    };
    let node = plan.node.as_ref().or_else(|| node()).context("Node 22 is needed to measure beside: make setup")?;
    let programs = Programs { lode, node: node.clone(), rounds: plan.rounds };
    println!("lode {}\nnode {}\n", programs.lode.display(), programs.node.display());
    let is_wanted = |name: &str| plan.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()));
    if is_wanted("first value") {
        println!("{}", first_value::first_values(&programs)?);
    }
    if is_wanted("endless") {
        println!("{}", first_value::endless(&programs)?);
    }
    if is_wanted("loops") {
        println!("{}", loops::loops(&programs)?);
    }
    Ok(())
}

/// What stands in the middle, and what only one in twenty is above.
fn middle_and_high(numbers: &[f64]) -> [String; 2] {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1)));
    [0.5, 0.95].map(|share| at(share).map_or_else(|| "-".to_owned(), |number| format!("{number:.1}")))
}

/// Writes a file, and gives its path as the system knows it.
fn written(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let file = fs::canonicalize(folder)?.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

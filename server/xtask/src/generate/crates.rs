//! The table of crates in docs/contributing/architecture.md, between two marks in a page that is written by hand.

use super::Made;
use crate::check::CRATES;
use crate::workspace::root;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;

const BEGIN: &str = "<!-- crates: made by `cargo run -p xtask -- gen` -->\n";
const END: &str = "<!-- end of crates -->";

pub fn made() -> Result<Made> {
    let path = root().join("docs/contributing/architecture.md");
    let page = fs::read_to_string(&path).context("docs/contributing/architecture.md")?;
    let (before, rest) =
        page.split_once(BEGIN).context("architecture.md has no mark where the table of crates begins")?;
    let (_, after) = rest.split_once(END).context("architecture.md has no mark where the table of crates ends")?;
    let mut table = String::from("| crate | what it is | may name | must never know |\n| --- | --- | --- | --- |\n");
    for known in CRATES {
        writeln!(table, "| {} | {} | {} | {} |", known.name, known.what, known.may.join(", "), known.never)?;
    }
    Ok(Made { path, text: format!("{before}{BEGIN}\n{table}\n{END}{after}") })
}

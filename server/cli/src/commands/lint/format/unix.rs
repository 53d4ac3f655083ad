//! `FILE:LINE:COLUMN: MESSAGE [SEVERITY/RULE]`, as compilers print it.

use super::NO_RULE;
use crate::commands::lint::results::{Results, count};

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    let mut number = 0;
    for (file, found) in results.all() {
        number += 1;
        let severity = if found.is_error() { "Error" } else { "Warning" };
        let (line, column) = (found.place.line, found.place.column);
        let rule = found.rule().unwrap_or(NO_RULE);
        out.push_str(&format!("{}:{line}:{column}: {} [{severity}/{rule}]\n", file.shown, found.problem.message));
    }
    if number > 0 {
        out.push_str(&format!("\n{}\n", count(number, "problem")));
    }
    out
}

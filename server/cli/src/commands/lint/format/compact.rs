//! `FILE: line LINE, col COLUMN, SEVERITY - MESSAGE (RULE)`, which editors know how to read.

use super::NO_RULE;
use crate::commands::lint::results::{Results, count};

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    let mut number = 0;
    for (file, found) in results.all() {
        number += 1;
        let severity = if found.is_error() { "Error" } else { "Warning" };
        let (line, column) = (found.place.line, found.place.column);
        let (message, rule) = (&found.problem.message, found.rule().unwrap_or(NO_RULE));
        out.push_str(&format!("{}: line {line}, col {column}, {severity} - {message} ({rule})\n", file.shown));
    }
    if number > 0 {
        out.push_str(&format!("\n{}\n", count(number, "problem")));
    }
    out
}

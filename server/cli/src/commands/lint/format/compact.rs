//! `FILE: line LINE, col COLUMN, SEVERITY - MESSAGE (RULE)`, which editors know how to read.

use super::{Line, lines};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    lines(results, |Line { file, line, column, severity, message, rule }| {
        format!("{file}: line {line}, col {column}, {severity} - {message} ({rule})")
    })
}

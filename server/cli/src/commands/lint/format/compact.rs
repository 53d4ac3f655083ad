//! `FILE: line LINE, col COLUMN, SEVERITY - MESSAGE (RULE)`, which editors know how to read.

use std::fmt::Write;

use super::{Line, lines};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    lines(results, |out, Line { file, line, column, severity, message, rule }| {
        write!(out, "{file}: line {line}, col {column}, {severity} - {message} ({rule})")
    })
}

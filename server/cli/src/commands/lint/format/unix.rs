//! `FILE:LINE:COLUMN: MESSAGE [SEVERITY/RULE]`, as compilers print it.

use std::fmt::Write;

use super::{Line, lines};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    lines(results, |out, Line { file, line, column, severity, message, rule }| {
        write!(out, "{file}:{line}:{column}: {message} [{severity}/{rule}]")
    })
}

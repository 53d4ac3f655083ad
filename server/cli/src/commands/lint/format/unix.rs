//! `FILE:LINE:COLUMN: MESSAGE [SEVERITY/RULE]`, as compilers print it.

use super::{Line, lines};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    lines(results, |Line { file, line, column, severity, message, rule }| {
        format!("{file}:{line}:{column}: {message} [{severity}/{rule}]")
    })
}

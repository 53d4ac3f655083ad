//! Annotations of GitHub Actions: commands on standard output.

use super::{in_repository, rule_or_kind};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    for (file, found) in results.all() {
        let command = if found.is_error() { "error" } else { "warning" };
        let (place, rule) = (found.place, rule_or_kind(file, found));
        // There are columns only within a line.
        let columns = match place.line == place.end_line {
            true => format!(",col={},endColumn={}", place.column, place.end_column),
            false => String::new(),
        };
        out.push_str(&format!(
            "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
            property(&in_repository(file, "GITHUB_WORKSPACE")),
            place.line,
            place.end_line,
            property(rule),
            data(&found.problem.message),
        ));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

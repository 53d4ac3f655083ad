//! Annotations of GitHub Actions: commands on standard output.

use super::NO_RULE;
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    for (file, found) in results.all() {
        let command = if found.is_error() { "error" } else { "warning" };
        let (place, rule) = (found.place, found.rule().unwrap_or(NO_RULE));
        out.push_str(&format!(
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
            property(&file.shown),
            place.line,
            place.end_line,
            place.column,
            place.end_column,
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

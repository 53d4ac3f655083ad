//! A table for a page or a comment, as GitHub and GitLab show it.

use super::{counts, rule_or_kind};
use crate::commands::lint::results::{Results, count};

pub fn print(results: &Results) -> String {
    let looked_at = count(results.looked_at(), "file");
    let counts = counts(results);
    if counts.is_empty() {
        return format!("**No problems** in {looked_at}\n");
    }
    let mut out = format!("**{counts}** in {looked_at}\n\n| | place | problem | rule |\n| --- | --- | --- | --- |\n");
    for (file, found) in results.all() {
        let sign = if found.is_error() { "❌" } else { "⚠️" };
        let (place, rule) = (found.place, rule_or_kind(file, found));
        let (name, message) = (cell(&file.shown), cell(&found.problem.message));
        out.push_str(&format!("| {sign} | {name}:{}:{} | {message} | `{rule}` |\n", place.line, place.column));
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\r', '\n'], " ")
}

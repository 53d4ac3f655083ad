//! For language models, who pay for each word and can't see colours: by file, a line for each problem with its place, its rule, what is
//! wrong, and the edit that mends it.

use source::Edit;

use super::{counts, joined, rule_or_kind};
use crate::commands::lint::results::{FileResult, Found, Results, count};

/// A longer piece of code is named by its place only.
const LONGEST: usize = 80;

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    for file in results.files.iter().filter(|file| !file.found.is_empty()) {
        out.push_str(&format!("{}\n", file.shown));
        let text = file.text();
        for found in &file.found {
            out.push_str(&line(file, text.as_deref(), found));
        }
    }
    let looked_at = count(results.looked_at(), "file");
    match counts(results) {
        none if none.is_empty() => out.push_str(&format!("no problems in {looked_at}\n")),
        counts => out.push_str(&format!("{counts} in {looked_at}\n")),
    }
    let fixable = results.all().filter(|(_, found)| !found.problem.fix.is_empty()).count();
    if fixable > 0 {
        out.push_str(&format!("`lode lint --fix` mends {fixable}\n"));
    }
    if results.errors() + results.warnings() > 0 {
        out.push_str("`lode explain RULE` tells why, with examples\n");
    }
    out
}

/// `text`: what the problem is in, if it is still there.
fn line(file: &FileResult, text: Option<&str>, found: &Found) -> String {
    let severity = if found.is_error() { "error" } else { "warning" };
    let (place, rule) = (found.place, rule_or_kind(file, found));
    let problem = &found.problem;
    let mut line =
        format!("  {}:{} {severity} {rule}: {}", place.line, place.column, problem.message.replace('\n', " "));
    for ((_, message), place) in problem.related.iter().zip(&found.related) {
        line.push_str(&format!(" ({message}: {}:{})", place.line, place.column));
    }
    match (text, problem.suggestions.first()) {
        (Some(text), _) if !problem.fix.is_empty() => line.push_str(&format!(" | fix: {}", change(text, &problem.fix))),
        (Some(text), Some(suggestion)) => {
            line.push_str(&format!(" | suggestion: {}: {}", suggestion.title, change(text, &suggestion.edits)));
        }
        _ => {}
    }
    line.push('\n');
    line
}

fn change(text: &str, edits: &[Edit]) -> String {
    let Some(edit) = joined(text, edits) else { return "none".to_owned() };
    let (old, new) = (code(edit.range.slice(text)), code(&edit.text));
    match (edit.range.is_empty(), edit.text.is_empty()) {
        (true, _) => format!("insert {new}"),
        (_, true) => format!("remove {old}"),
        _ => format!("{old} -> {new}"),
    }
}

fn code(text: &str) -> String {
    match text.chars().count() > LONGEST {
        true => format!("{} lines of code", text.lines().count()),
        false => format!("`{}`", text.replace('\r', "").replace('\n', "\\n")),
    }
}

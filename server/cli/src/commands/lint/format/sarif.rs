//! SARIF 2.1.0, which tools that show results of analyses read.

use std::collections::BTreeSet;

use lint::RULES;
use serde_json::{Value, json};

use super::NO_RULE;
use crate::commands::lint::results::{FileResult, Found, Results};

pub fn print(results: &Results) -> String {
    let used: BTreeSet<&str> = results.all().filter_map(|(_, found)| found.rule()).collect();
    let rules: Vec<Value> = RULES
        .iter()
        .filter(|rule| used.contains(rule.name))
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.description() },
                "help": { "text": rule.documentation(), "markdown": rule.documentation() },
                "properties": { "category": rule.group.name() },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "lode", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "utf16CodeUnits",
            "results": results.all().map(|(file, found)| result(file, found)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn result(file: &FileResult, found: &Found) -> Value {
    let place = found.place;
    json!({
        "ruleId": found.rule().unwrap_or(NO_RULE),
        "level": if found.is_error() { "error" } else { "warning" },
        "message": { "text": found.problem.message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": file.shown.replace('%', "%25").replace(' ', "%20") },
                "region": {
                    "startLine": place.line,
                    "startColumn": place.column,
                    "endLine": place.end_line,
                    "endColumn": place.end_column,
                },
            },
        }],
    })
}

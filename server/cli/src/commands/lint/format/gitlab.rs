//! GitLab's report of code quality.

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::NO_RULE;
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut seen = std::collections::HashMap::new();
    let mut issues = Vec::new();
    for (file, found) in results.all() {
        let rule = found.rule().unwrap_or(NO_RULE);
        let message = &found.problem.message;
        // The same wherever the lines go, so that GitLab knows which problems are new; equal ones are told apart by their order.
        let same = seen.entry((&file.shown, rule, message)).or_insert(0u32);
        *same += 1;
        let fingerprint = xxh3_64(format!("{}\0{rule}\0{message}\0{same}", file.shown).as_bytes());
        issues.push(json!({
            "description": message,
            "check_name": rule,
            "fingerprint": format!("{fingerprint:016x}"),
            "severity": if found.is_error() { "major" } else { "minor" },
            "location": {
                "path": file.shown,
                "lines": { "begin": found.place.line, "end": found.place.end_line },
            },
        }));
    }
    format!("{:#}\n", Value::Array(issues))
}

//! GitLab's report of code quality.

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::{in_repository, rule_or_kind};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut seen = std::collections::HashMap::new();
    let mut issues = Vec::new();
    for (file, found) in results.all() {
        let rule = rule_or_kind(file, found);
        let message = &found.problem.message;
        let path = in_repository(file, "CI_PROJECT_DIR");
        // The same wherever the lines go, so that GitLab knows which problems are new; equal ones are told apart by their order.
        let same = seen.entry((&file.path, rule, message)).or_insert(0u32);
        *same += 1;
        let fingerprint = xxh3_64(format!("{path}\0{rule}\0{message}\0{same}").as_bytes());
        issues.push(json!({
            "description": message,
            "check_name": rule,
            "fingerprint": format!("{fingerprint:016x}"),
            "severity": if found.is_error() { "major" } else { "minor" },
            "location": {
                "path": path,
                "lines": { "begin": found.place.line, "end": found.place.end_line },
            },
        }));
    }
    format!("{:#}\n", Value::Array(issues))
}

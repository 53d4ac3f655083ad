//! JUnit's XML: a file is a suite, a problem is a test that failed.

use super::{rule_or_kind, xml};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n");
    for file in &results.files {
        let name = xml(&file.shown);
        let (failures, tests) = (file.found.len(), file.found.len().max(1));
        out.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
        ));
        if file.found.is_empty() {
            out.push_str(&format!("    <testcase name=\"{name}\" classname=\"{name}\" />\n"));
        }
        for found in &file.found {
            let (rule, message) = (xml(rule_or_kind(file, found)), xml(&found.problem.message));
            let (line, column) = (found.place.line, found.place.column);
            let severity = if found.is_error() { "error" } else { "warning" };
            out.push_str(&format!(
                "    <testcase name=\"{rule}\" classname=\"{name}\"><failure type=\"{severity}\" message=\"{message}\">{severity} at line {line}, \
                 column {column}: {message}</failure></testcase>\n"
            ));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

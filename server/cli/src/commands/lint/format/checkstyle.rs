//! Checkstyle's XML.

use super::{rule_or_kind, xml};
use crate::commands::lint::results::Results;

pub fn print(results: &Results) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<checkstyle version=\"4.3\">\n");
    for file in results.files.iter().filter(|file| !file.found.is_empty()) {
        out.push_str(&format!("  <file name=\"{}\">\n", xml(&file.shown)));
        for found in &file.found {
            out.push_str(&format!(
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"lode.lint.{}\" />\n",
                found.place.line,
                found.place.column,
                if found.is_error() { "error" } else { "warning" },
                xml(&found.problem.message),
                xml(rule_or_kind(file, found)),
            ));
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}

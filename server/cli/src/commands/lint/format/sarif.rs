//! SARIF 2.1.0, which tools that show results of analyses read.

use std::collections::BTreeMap;

use lint::{RULES, Rule, Severity};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use source::Edit;

use super::{in_repository, rule_or_kind};
use crate::commands::lint::results::{BYTE_ORDER_MARK, FileResult, Found, Place, Results};

/// What needs no escape in the path of a URI.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub fn print(results: &Results) -> String {
    let all = || results.files.iter().flat_map(|file| file.found.iter().chain(&file.suppressed));
    let used: Vec<&Rule> = RULES.iter().filter(|rule| all().any(|found| found.rule() == Some(rule.name))).collect();
    let index: BTreeMap<&str, usize> = used.iter().enumerate().map(|(index, rule)| (rule.name, index)).collect();
    let of_file = |file: &FileResult| {
        let uri = utf8_percent_encode(&in_repository(file, "GITHUB_WORKSPACE"), IN_PATH).to_string();
        let found = file.found.iter().map(|found| result(file, &uri, found, &index));
        let suppressed = file.suppressed.iter().map(|found| {
            let mut value = result(file, &uri, found, &index);
            value["suppressions"] = json!([{ "kind": "external" }]);
            value
        });
        found.chain(suppressed).collect::<Vec<_>>()
    };
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "lode",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": used.into_iter().map(rule).collect::<Vec<_>>(),
                },
            },
            "columnKind": "utf16CodeUnits",
            "results": results.files.iter().flat_map(of_file).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.description() },
        "help": { "text": rule.documentation(), "markdown": rule.documentation() },
        "defaultConfiguration": {
            "enabled": rule.default != Severity::Off,
            "level": if rule.default == Severity::Error { "error" } else { "warning" },
        },
        "properties": { "category": rule.group.name() },
    })
}

fn result(file: &FileResult, uri: &str, found: &Found, index: &BTreeMap<&str, usize>) -> Value {
    let problem = &found.problem;
    let mut value = json!({
        "ruleId": rule_or_kind(file, found),
        "level": if found.is_error() { "error" } else { "warning" },
        "message": { "text": problem.message },
        "locations": [{ "physicalLocation": location(uri, found.place) }],
    });
    if let Some(index) = found.rule().and_then(|rule| index.get(rule)) {
        value["ruleIndex"] = json!(index);
    }
    let related = problem.related.iter().zip(&found.related).enumerate().map(|(id, ((_, message), place))| {
        json!({ "id": id, "physicalLocation": location(uri, *place), "message": { "text": message } })
    });
    if !problem.related.is_empty() {
        value["relatedLocations"] = related.collect();
    }
    // A file that is mended on paper has other offsets than the one on the disk.
    if !problem.fix.is_empty() && !file.is_mended {
        value["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": { "uri": uri },
                "replacements": problem.fix.iter().map(|edit| replacement(file, edit)).collect::<Vec<_>>(),
            }],
        }]);
    }
    value
}

fn location(uri: &str, place: Place) -> Value {
    json!({
        "artifactLocation": { "uri": uri },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

fn replacement(file: &FileResult, edit: &Edit) -> Value {
    let mark = if file.has_mark { BYTE_ORDER_MARK.len_utf8() as u32 } else { 0 };
    json!({
        "deletedRegion": { "byteOffset": mark + edit.range.start(), "byteLength": edit.range.len() },
        "insertedContent": { "text": edit.text },
    })
}

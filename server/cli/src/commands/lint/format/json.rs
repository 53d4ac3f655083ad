//! ESLint's JSON, for the programs that read it.

use lint::Problem;
use serde_json::{Value, json};
use source::{Edit, TextRange};

use crate::commands::lint::results::{FileResult, Found, Results};

pub fn print(results: &Results) -> String {
    let files: Vec<Value> = results.files.iter().map(file).collect();
    format!("{}\n", Value::Array(files))
}

fn file(file: &FileResult) -> Value {
    let is_fixable = |found: &&Found| !found.problem.fix.is_empty();
    let (fixable_errors, fixable_warnings): (Vec<_>, Vec<_>) =
        file.found.iter().filter(is_fixable).partition(|found| found.is_error());
    let messages: Vec<Value> = file.found.iter().map(|found| message(file, found)).collect();
    let mut value = json!({
        "filePath": file.path,
        "messages": messages,
        "suppressedMessages": [],
        "errorCount": file.errors(),
        "fatalErrorCount": usize::from(!file.is_parsed),
        "warningCount": file.warnings(),
        "fixableErrorCount": fixable_errors.len(),
        "fixableWarningCount": fixable_warnings.len(),
    });
    if file.is_mended {
        value["output"] = json!(file.text);
    } else if !file.found.is_empty() {
        value["source"] = json!(file.text);
    }
    value
}

fn message(file: &FileResult, found: &Found) -> Value {
    let Problem { message, fix, suggestions, .. } = &found.problem;
    let mut value = json!({
        "ruleId": found.rule(),
        "severity": if found.is_error() { 2 } else { 1 },
        "message": message,
        "line": found.place.line,
        "column": found.place.column,
        "endLine": found.place.end_line,
        "endColumn": found.place.end_column,
    });
    if !file.is_parsed {
        value["fatal"] = json!(true);
    }
    if let Some(fix) = edit(&file.text, fix) {
        value["fix"] = fix;
    }
    if !suggestions.is_empty() {
        let of = |suggestion: &lint::Suggestion| json!({ "desc": suggestion.title, "fix": edit(&file.text, &suggestion.edits) });
        value["suggestions"] = suggestions.iter().map(of).collect();
    }
    value
}

/// Edits as one, since ESLint's JSON knows no more. Its offsets count UTF-16.
fn edit(text: &str, edits: &[Edit]) -> Option<Value> {
    let whole = edits.iter().map(|edit| edit.range).reduce(TextRange::cover)?;
    let within: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            let start = edit.range.start() - whole.start();
            Edit::replace(TextRange::new(start, start + edit.range.len()), edit.text.clone())
        })
        .collect();
    let units = |offset: u32| text.get(..offset as usize).map_or(0, |before| before.encode_utf16().count());
    let range = [units(whole.start()), units(whole.end())];
    Some(json!({ "range": range, "text": source::apply(whole.slice(text), &within) }))
}

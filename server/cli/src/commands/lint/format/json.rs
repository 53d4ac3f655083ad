//! ESLint's JSON, for the programs that read it.

use lint::{Fixes, Group, Problem, RULES, Severity};
use serde_json::{Map, Value, json};
use source::Edit;

use super::joined;
use crate::commands::lint::list::has_suggestions;
use crate::commands::lint::results::{FileResult, Found, Results};

pub fn print(results: &Results) -> String {
    format!("{}\n", files(results))
}

/// With what ESLint calls the metadata of a run: where it was, and what the rules are that found something.
pub fn print_with_metadata(results: &Results) -> String {
    let is_of_use = |name: &str| {
        let suppressed = results.files.iter().flat_map(|file| &file.suppressed);
        results.all().map(|(_, found)| found).chain(suppressed).any(|found| found.rule() == Some(name))
    };
    let rules: Map<String, Value> = RULES
        .iter()
        .filter(|rule| is_of_use(rule.name))
        .map(|rule| {
            let fixable = matches!(rule.fixes, Fixes::Safe | Fixes::Both).then_some("code");
            let about = json!({
                "type": if rule.group == Group::Style { "suggestion" } else { "problem" },
                "docs": { "description": rule.description(), "recommended": rule.default != Severity::Off },
                "fixable": fixable,
                "hasSuggestions": has_suggestions(rule.fixes),
            });
            (rule.name.to_owned(), about)
        })
        .collect();
    let here = std::env::current_dir().unwrap_or_default();
    format!("{}\n", json!({ "results": files(results), "metadata": { "cwd": here, "rulesMeta": rules } }))
}

fn files(results: &Results) -> Value {
    results.files.iter().map(file).collect()
}

fn file(file: &FileResult) -> Value {
    let is_fixable = |found: &&Found| !found.problem.fix.is_empty();
    let (fixable_errors, fixable_warnings): (Vec<_>, Vec<_>) =
        file.found.iter().filter(is_fixable).partition(|found| found.is_error());
    let is_of_use = file.is_mended || !file.found.is_empty() || !file.suppressed.is_empty();
    let text = if is_of_use { file.text() } else { None };
    let units = text.as_deref().map(Units::of);
    let suppressed = |found: &Found| {
        let mut value = message(file, units.as_ref(), found);
        value["suppressions"] = json!([{ "kind": "file", "justification": "" }]);
        value
    };
    let mut value = json!({
        "filePath": file.path,
        "messages": file.found.iter().map(|found| message(file, units.as_ref(), found)).collect::<Vec<_>>(),
        "suppressedMessages": file.suppressed.iter().map(suppressed).collect::<Vec<_>>(),
        "errorCount": file.errors(),
        "fatalErrorCount": usize::from(!file.is_parsed),
        "warningCount": file.warnings(),
        "fixableErrorCount": fixable_errors.len(),
        "fixableWarningCount": fixable_warnings.len(),
    });
    if file.is_mended {
        value["output"] = json!(text);
    } else if !file.found.is_empty() {
        value["source"] = json!(text);
    }
    value
}

fn message(file: &FileResult, units: Option<&Units>, found: &Found) -> Value {
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
    // ESLint's JSON knows one edit only.
    let edit = |edits: &[Edit]| {
        let units = units?;
        let Edit { range, text } = joined(units.text, edits)?;
        Some(json!({ "range": [units.before(range.start()), units.before(range.end())], "text": text }))
    };
    if let Some(fix) = edit(fix) {
        value["fix"] = fix;
    }
    if !suggestions.is_empty() {
        let of = |suggestion: &lint::Suggestion| json!({ "desc": suggestion.title, "fix": edit(&suggestion.edits) });
        value["suggestions"] = suggestions.iter().map(of).collect();
    }
    value
}

/// Offsets in units of UTF-16, as ESLint counts them.
struct Units<'t> {
    text: &'t str,
    /// How many units there are before every so many bytes; none where bytes are units.
    marks: Vec<usize>,
}

/// Bytes from one mark to the next.
const STEP: usize = 1024;

impl<'t> Units<'t> {
    fn of(text: &'t str) -> Units<'t> {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let (mut at, mut units) = (0, 0);
            for start in (0..=text.len()).step_by(STEP).map(|start| text.floor_char_boundary(start)) {
                units += length(&text[at..start]);
                at = start;
                marks.push(units);
            }
        }
        Units { text, marks }
    }

    fn before(&self, offset: u32) -> usize {
        let offset = offset as usize;
        let Some(units) = self.marks.get(offset / STEP) else { return offset };
        let start = self.text.floor_char_boundary(offset / STEP * STEP);
        units + self.text.get(start..offset).map_or(0, length)
    }
}

fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

//! ESLint's own cases of its rules, from a file that was made by hand: they are not ours to keep.
//!
//! One JSON object on each line:
//!
//! ```text
//! { "rule": "no-empty", "code": "{}", "options": [], "filename": "file.js",
//!   "languageOptions": { "sourceType": "module" | "script" | "commonjs", "globals": { "name": true | false | "off" },
//!                        "parserOptions": { "ecmaFeatures": { "jsx": true, "globalReturn": true } } },
//!   "errors": [{ "line": 1, "column": 1, "endLine": 1, "endColumn": 3, "message": "…" }], "output": "…" | null }
//! ```
//!
//! Lines and columns are ESLint's: from 1, in UTF-16. `output` is the text after one pass of fixes. A case is *exact* when all
//! places are the same, *detected* when both say something or both are silent, and its fix is the same when the outputs are.
//!
//! A run over all rules keeps its counts in tests/conformance/eslint.json, and `gen` makes docs/reference/eslint.md of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lint::{Configured, Global, Globals, Language, Problem, Severity};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use source::{Encoding, LineIndex, Terminators, TextRange};
use syntax::{Goal, SourceKind};

use crate::workspace::root;

#[derive(clap::Args)]
pub(crate) struct Cases {
    /// The cases, one JSON object on each line
    #[arg(long)]
    cases: PathBuf,
    /// Only these rules
    rules: Vec<String>,
    /// Show so many of the cases of each rule that are not exact
    #[arg(long, default_value_t = 0)]
    misses: usize,
}

/// What was counted for one rule.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    pub cases: usize,
    /// What can't be told here: a strictness that is only in the parser's options, code that swc refuses.
    pub skipped: usize,
    pub exact: usize,
    pub detected: usize,
    pub with_output: usize,
    pub same_output: usize,
}

impl Row {
    pub(crate) fn add(&mut self, other: &Row) {
        self.cases += other.cases;
        self.skipped += other.skipped;
        self.exact += other.exact;
        self.detected += other.detected;
        self.with_output += other.with_output;
        self.same_output += other.same_output;
    }

    /// The share of the cases that could be told, in percent.
    pub(crate) fn share(&self, part: usize) -> f64 {
        let judged = self.cases - self.skipped;
        if judged == 0 { 0.0 } else { 100.0 * part as f64 / judged as f64 }
    }
}

/// Where the counts are kept.
pub(crate) fn kept() -> PathBuf {
    root().join("tests/conformance/eslint.json")
}

pub(crate) fn eslint(arguments: &Cases) -> Result<()> {
    let text = fs::read_to_string(&arguments.cases).with_context(|| arguments.cases.display().to_string())?;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut shown: BTreeMap<String, usize> = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let case: Value = serde_json::from_str(line).with_context(|| format!("line {}", index + 1))?;
        let name = case["rule"].as_str().context("a case without a rule")?;
        let is_wanted = arguments.rules.is_empty() || arguments.rules.iter().any(|rule| rule == name);
        let Some(rule) = lint::rule(name).filter(|_| is_wanted) else { continue };
        let row = rows.entry(name.to_owned()).or_default();
        row.cases += 1;
        let Some(judged) = judge(rule, &case) else {
            row.skipped += 1;
            continue;
        };
        row.exact += usize::from(judged.is_exact());
        row.detected += usize::from(judged.found.is_empty() == judged.expected.is_empty());
        if case["output"].is_string() {
            row.with_output += 1;
            row.same_output += usize::from(judged.output.as_deref() == case["output"].as_str());
        }
        let is_right = judged.is_exact() && judged.output.as_deref() == case["output"].as_str();
        let count = shown.entry(name.to_owned()).or_default();
        if !is_right && *count < arguments.misses {
            *count += 1;
            println!("{}", judged.difference(&case));
        }
    }
    if rows.is_empty() {
        bail!("no case is of a rule that Lode has");
    }
    print_table(&rows);
    if arguments.rules.is_empty() {
        fs::write(kept(), serde_json::to_string_pretty(&rows)? + "\n")?;
    }
    Ok(())
}

fn print_table(rows: &BTreeMap<String, Row>) {
    println!("{:<40} {:>6} {:>8} {:>7} {:>9} {:>12}", "", "cases", "skipped", "exact", "detected", "same fix");
    let mut all = Row::default();
    for (name, row) in rows {
        print_row(name, row);
        all.add(row);
    }
    print_row(&format!("all {}", rows.len()), &all);
}

fn print_row(name: &str, row: &Row) {
    let fixes = format!("{} of {}", row.same_output, row.with_output);
    let (exact, detected) = (row.share(row.exact), row.share(row.detected));
    println!("{name:<40} {:>6} {:>8} {exact:>6.1}% {detected:>8.1}% {fixes:>12}", row.cases, row.skipped);
}

/// A place as ESLint tells it: line, column, end line, end column.
type Place = (u64, u64, u64, u64);

struct Judged {
    expected: Vec<Place>,
    found: Vec<Place>,
    messages: Vec<String>,
    output: Option<String>,
}

impl Judged {
    fn is_exact(&self) -> bool {
        self.expected == self.found
    }

    fn difference(&self, case: &Value) -> String {
        format!(
            "--- {} {}\n{}\n  expected {:?}\n           {:?}\n  found    {:?}\n           {:?}\n  output   {:?}\n  ours     {:?}",
            case["rule"].as_str().unwrap_or_default(),
            case["options"],
            case["code"].as_str().unwrap_or_default(),
            self.expected,
            case["errors"].as_array().into_iter().flatten().map(|error| &error["message"]).collect::<Vec<_>>(),
            self.found,
            self.messages,
            case["output"].as_str(),
            self.output,
        )
    }
}

fn judge(rule: &'static lint::Rule, case: &Value) -> Option<Judged> {
    let options = &case["languageOptions"];
    let features = &options["parserOptions"]["ecmaFeatures"];
    if features["impliedStrict"] == true {
        return None;
    }
    let goal = match options["sourceType"].as_str() {
        Some("script") if features["globalReturn"] == true => Goal::CommonJs,
        Some("script") => Goal::Script,
        Some("commonjs") => Goal::CommonJs,
        _ => Goal::Module,
    };
    let language = match syntax::Language::of(Path::new(case["filename"].as_str().unwrap_or_default())) {
        syntax::Language::JavaScript if features["jsx"] == true => syntax::Language::Jsx,
        language => language,
    };
    let kind = SourceKind::new(language, goal);
    let mut globals = globals_of(options["ecmaVersion"].as_u64(), goal);
    for (name, value) in options["globals"].as_object().into_iter().flatten() {
        globals.set(name, global(value));
    }
    let code = case["code"].as_str()?;
    let values = case["options"].as_array().cloned().unwrap_or_default();
    let configured = match Configured::new(rule, Severity::Error, &values) {
        Ok(configured) => configured,
        Err(error) => {
            println!("--- {} {}: {}", rule.name, case["options"], error.0);
            return Some(Judged { expected: places_of(case), found: vec![], messages: vec![error.0], output: None });
        }
    };
    let linted = lint::lint(code, &Language { kind, globals, heeds_comments: true }, &[configured]);
    if !linted.is_parsed {
        return None;
    }
    let lines = LineIndex::new(code, Terminators::JavaScript);
    let mut found: Vec<Place> = linted.problems.iter().map(|problem| place(code, &lines, problem.range)).collect();
    found.sort_unstable();
    let edits = lint::compatible(&linted.problems);
    let output = (!edits.is_empty()).then(|| source::apply(code, &edits));
    let messages = linted.problems.into_iter().map(|Problem { message, .. }| message).collect();
    Some(Judged { expected: places_of(case), found, messages, output })
}

/// What an edition of ECMAScript has: rules ask whether there is a `Promise`.
fn globals_of(edition: Option<u64>, goal: Goal) -> Globals {
    let year = match edition {
        Some(number @ 0..2000) => number + 2009,
        Some(year) => year,
        None => NEWEST,
    };
    if year >= NEWEST {
        return Globals::new(goal);
    }
    let mut globals = Globals::default();
    for name in BEFORE_2015.split_whitespace() {
        globals.set(name, Global::Readonly);
    }
    globals.add_environment(&format!("es{year}"));
    if goal == Goal::CommonJs {
        globals.add_environment("commonjs");
    }
    globals
}

const NEWEST: u64 = 2026;

const BEFORE_2015: &str = "Array Boolean Date Error EvalError Function Infinity JSON Math NaN Number Object RangeError \
    ReferenceError RegExp String SyntaxError TypeError URIError constructor decodeURI decodeURIComponent encodeURI \
    encodeURIComponent escape eval hasOwnProperty isFinite isNaN isPrototypeOf parseFloat parseInt \
    propertyIsEnumerable toLocaleString toString undefined unescape valueOf";

fn global(value: &Value) -> Global {
    match value {
        Value::Bool(true) => Global::Writable,
        Value::String(text) if matches!(text.as_str(), "writable" | "writeable" | "true") => Global::Writable,
        Value::String(text) if text == "off" => Global::Off,
        _ => Global::Readonly,
    }
}

fn places_of(case: &Value) -> Vec<Place> {
    let mut all: Vec<Place> = case["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| {
            let number = |name: &str| error[name].as_u64();
            let (line, column) = (number("line").unwrap_or_default(), number("column").unwrap_or_default());
            (line, column, number("endLine").unwrap_or(line), number("endColumn").unwrap_or(column))
        })
        .collect();
    all.sort_unstable();
    all
}

fn place(text: &str, lines: &LineIndex, range: TextRange) -> Place {
    let at = |offset: u32| {
        let position = lines.position(text, offset, Encoding::Utf16);
        (u64::from(position.line) + 1, u64::from(position.column) + 1)
    };
    let ((line, column), (end_line, end_column)) = (at(range.start()), at(range.end()));
    (line, column, end_line, end_column)
}

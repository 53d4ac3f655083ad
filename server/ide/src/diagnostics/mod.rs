//! What is wrong with a file, or could be better.
//!
//! Of syntax errors the first is told: what the parser says after it is guesses. Whatever else is said of a text with syntax errors
//! would be guesses too, so nothing is. Packages' own files are read, not judged: of them only syntax errors are told.
//!
//! - `redeclared`: names that a scope has twice. `imports`: modules that can't be found. `unused`: what is declared or imported for nothing. `deprecated`: what its author
//!   warns of. `lint`: what rules say.

mod deprecated;
mod imports;
mod lint;
mod redeclared;
mod unused;

use project::Snapshot;
use project::facts::Facts;
use source::{FileId, TextRange};
use syntax::json::Dialect;

use crate::lint::Linting;
use crate::{lode_json, package_json};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub range: TextRange,
    pub severity: Severity,
    /// A word for the kind: `syntax`; of a rule its name.
    pub code: &'static str,
    /// A sentence without a full stop.
    pub message: String,
    pub tag: Option<DiagnosticTag>,
    pub related: Vec<Related>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    Error,
    Warning,
    Information,
    Hint,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DiagnosticTag {
    /// Shown faded.
    Unnecessary,
    /// Shown struck through.
    Deprecated,
}

/// Another place that has to do with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    pub file: FileId,
    pub range: TextRange,
    pub message: String,
}

/// In the order of the text. `linting`: rules say something too. `go_on` is asked before what takes long.
pub fn diagnostics(
    snapshot: &Snapshot,
    file: FileId,
    linting: Option<Linting>,
    go_on: &dyn Fn() -> bool,
) -> Vec<Diagnostic> {
    if !go_on() {
        return Vec::new();
    }
    if let Some(error) = syntax_error(snapshot, file) {
        return vec![error];
    }
    if let Some(found) = lode_json::diagnostics(snapshot, file, linting) {
        return found;
    }
    let Some(facts) = snapshot.facts(file) else { return Vec::new() };
    if !snapshot.is_own(file) {
        return Vec::new();
    }
    let mut found = Vec::new();
    redeclared::find(snapshot, file, &facts, &mut found);
    imports::find(snapshot, file, &facts, &mut found);
    unused::find(snapshot, file, &facts, &mut found);
    unreachable(&facts, &mut found);
    if go_on() {
        deprecated::find(snapshot, file, &facts, go_on, &mut found);
    }
    if let (Some(linting), Some(text)) = (linting, snapshot.text(file)) {
        if let Some(looked) = linting.look(snapshot, file, go_on) {
            lint::over(file, &text, &looked, &mut found);
        }
        lint::of_configuration(&snapshot.path(file), &text, linting.linter, &mut found);
    }
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    found
}

/// What is declared or imported for nothing: names, and whole imports.
pub(crate) fn unused_ranges(snapshot: &Snapshot, file: FileId, facts: &Facts) -> Vec<TextRange> {
    let mut found = Vec::new();
    unused::find(snapshot, file, facts, &mut found);
    found.into_iter().map(|diagnostic| diagnostic.range).collect()
}

fn unreachable(facts: &Facts, found: &mut Vec<Diagnostic>) {
    found.extend(
        facts
            .unreachable
            .iter()
            .map(|range| Diagnostic::faded(*range, "unreachable", "nothing can reach this".to_owned())),
    );
}

impl Diagnostic {
    pub(crate) fn new(range: TextRange, severity: Severity, code: &'static str, message: String) -> Diagnostic {
        Diagnostic { range, severity, code, message, tag: None, related: Vec::new() }
    }

    /// Not wrong, but for nothing.
    fn faded(range: TextRange, code: &'static str, message: String) -> Diagnostic {
        let tag = Some(DiagnosticTag::Unnecessary);
        Diagnostic { tag, ..Diagnostic::new(range, Severity::Hint, code, message) }
    }
}

fn syntax_error(snapshot: &Snapshot, file: FileId) -> Option<Diagnostic> {
    let text = snapshot.text(file)?;
    let dialect = if package_json::is_manifest(snapshot, file) {
        // What reads it bears no comments and trailing commas, as other JSON files may have them.
        Some(Dialect::Strict)
    } else {
        lode_json::is_configuration(snapshot, file).then_some(Dialect::WithComments)
    };
    let error = if let Some(dialect) = dialect {
        syntax::json::parse(text.text(), dialect).errors.into_iter().next()?
    } else {
        snapshot.syntax_errors(file).first()?.clone()
    };
    Some(Diagnostic::new(visible(text.text(), error.range), Severity::Error, "syntax", error.message))
}

/// A range that can be seen: at least one character, that is no line end if there is another on the line.
fn visible(text: &str, range: TextRange) -> TextRange {
    let length = text.len() as u32;
    let (start, end) = (range.start().min(length), range.end().min(length));
    if start < end && !text[start as usize..end as usize].trim().is_empty() {
        return TextRange::new(start, end);
    }
    let after = text[start as usize..].chars().next().filter(|character| !character.is_whitespace());
    if let Some(character) = after {
        return TextRange::new(start, start + character.len_utf8() as u32);
    }
    // At a line's or the file's end: the last character before.
    let before = text[..start as usize].trim_end();
    match before.chars().next_back() {
        Some(character) => TextRange::new(before.len() as u32 - character.len_utf8() as u32, before.len() as u32),
        None => TextRange::new(0, length.min(1)),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::tests::Checked;

    #[track_caller]
    pub(super) fn check(text: &str) {
        let checked = Checked::new(text);
        let found = diagnostics(&checked.snapshot, checked.main(), None, &|| true);
        let found: Vec<(TextRange, String)> = found.into_iter().map(|it| (it.range, it.message)).collect();
        let labels = checked.labels();
        assert_eq!(found.len(), labels.len(), "{text}: {found:?}");
        for ((range, message), (expected, words)) in found.iter().zip(&labels) {
            assert_eq!(range, expected, "{text}: {message}");
            assert!(message.contains(words.as_str()), "{text}: {message}");
        }
    }

    #[test]
    fn the_first_syntax_error_is_told() {
        check(
            "
f(1 2);
//  ^ `,` or `)` expected before `2`
g(3 4);
",
        );
    }

    #[test]
    fn an_error_at_the_end_is_shown_on_what_is_there() {
        let checked = Checked::new("f(\n");
        let found = diagnostics(&checked.snapshot, checked.main(), None, &|| true);
        assert_eq!(found.len(), 1);
        assert!(!found[0].range.is_empty());
    }

    #[test]
    fn a_manifest_is_strict_json() {
        check(
            "//- /package.json\n{ \"name\": \"a\" \"version\": \"1.0.0\" }\n//            ^^^^^^^^^ `,` expected before this\n",
        );
    }

    #[test]
    fn nothing_is_wrong_with_what_is_right() {
        check("export const a = await import('fs');");
        check("return require('node:path');");
    }

    #[test]
    fn what_nothing_can_reach_is_faded() {
        check(
            "
export function f() { return g(); g(); function g() {} }
//                                ^^^^ nothing can reach this
",
        );
        check("//- /a.json\n{}");
    }
}

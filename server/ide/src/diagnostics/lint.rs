//! What rules say, and which of it the editor says by itself already: of two that say the same the rule is heard if it is on, since
//! somebody has configured it.

use std::path::Path;

use source::{FileId, SourceText, TextRange};

use super::{Diagnostic, DiagnosticTag, Related, Severity, visible};
use crate::lint::{Linter, Looked};

/// Rules about code that could be taken out.
const UNNECESSARY: [&str; 6] = [
    "no-unreachable",
    "no-unused-labels",
    "no-unused-private-class-members",
    "no-unused-vars",
    "no-useless-constructor",
    "no-useless-return",
];

/// Rules about what its author warns of.
const DEPRECATED: [&str; 2] = ["deprecated-api", "deprecated-package"];

/// Our own kinds with the rules that stand for all of a kind where they are on.
const INSTEAD: [(&str, &str); 3] =
    [("unused", "no-unused-vars"), ("unreachable", "no-unreachable"), ("unresolved", "no-unresolved")];

/// What was not understood of a configuration that is a program, at its beginning.
pub(super) fn of_configuration(path: &Path, text: &SourceText, linter: &Linter, found: &mut Vec<Diagnostic>) {
    let first = TextRange::new(0, text.text().lines().next().map_or(0, str::len) as u32);
    let notes = linter.notes(path).into_iter();
    found.extend(notes.map(|note| Diagnostic::new(first, Severity::Information, "configuration", note)));
}

/// Lays what the rules found over what is known without them.
pub(super) fn over(file: FileId, text: &SourceText, looked: &Looked, found: &mut Vec<Diagnostic>) {
    let problems = &looked.linted.problems;
    found.retain(|own| {
        let is_of_rule = INSTEAD.iter().any(|(kind, rule)| *kind == own.code && looked.has(rule));
        let is_said = matches!(own.code, "redeclared" | "deprecated" | "unresolved")
            && problems.iter().any(|problem| problem.range.intersect(own.range).is_some_and(|both| !both.is_empty()));
        !is_of_rule && !is_said
    });
    found.extend(problems.iter().map(|problem| {
        let code = problem.rule.unwrap_or("lint");
        let tag = if UNNECESSARY.contains(&code) {
            Some(DiagnosticTag::Unnecessary)
        } else if DEPRECATED.contains(&code) {
            Some(DiagnosticTag::Deprecated)
        } else {
            None
        };
        let related = problem.related.iter();
        Diagnostic {
            range: visible(text.text(), problem.range),
            severity: severity(problem.severity),
            code,
            message: problem.message.clone(),
            tag,
            related: related.map(|(range, said)| Related { file, range: *range, message: said.clone() }).collect(),
        }
    }));
}

fn severity(severity: lint::Severity) -> Severity {
    match severity {
        lint::Severity::Error => Severity::Error,
        lint::Severity::Warning | lint::Severity::Off => Severity::Warning,
    }
}

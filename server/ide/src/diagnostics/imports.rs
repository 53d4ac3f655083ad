//! Modules that can't be found.
//!
//! What a bundler may make of a specifier is not known, so a doubtful one is let pass: with a query, a loader's mark, a scheme.

use project::facts::{ExpressionKind, Facts, Import, ImportKind};
use project::{Dependency, Resolved, Snapshot};
use source::FileId;

use super::{Diagnostic, Severity};

pub(super) fn find(snapshot: &Snapshot, file: FileId, facts: &Facts, found: &mut Vec<Diagnostic>) {
    for import in &facts.imports {
        if import.specifier.is_empty() || !names_a_module(import) {
            continue;
        }
        let specifier = import.specifier.as_str();
        if specifier.contains(['?', '!', '#']) || has_other_scheme(specifier) {
            continue;
        }
        if !matches!(snapshot.resolve(file, specifier, import.kind), Resolved::Missing(_)) {
            continue;
        }
        let (severity, message) = if is_path(specifier) {
            (Severity::Error, format!("Cannot find module '{specifier}'"))
        } else if let Some(name) = specifier.strip_prefix("node:") {
            (Severity::Error, format!("Node has no module '{name}'"))
        } else {
            (Severity::Warning, of_package(&snapshot.dependencies(file), specifier))
        };
        let severity = match import.kind {
            // What is tried may be missing.
            _ if is_tried(facts, import) => Severity::Hint,
            // The program runs without its types.
            ImportKind::Type => Severity::Warning,
            _ => severity,
        };
        found.push(Diagnostic::new(import.specifier_range, severity, "unresolved", message));
    }
}

fn names_a_module(import: &Import) -> bool {
    match import.kind {
        ImportKind::Static | ImportKind::ReExport | ImportKind::Require | ImportKind::Dynamic | ImportKind::Type => {
            true
        }
        ImportKind::Resolve | ImportKind::ReferencePath | ImportKind::ReferenceLibrary => false,
    }
}

fn is_path(specifier: &str) -> bool {
    specifier.starts_with("./")
        || specifier.starts_with("../")
        || specifier.starts_with('/')
        || matches!(specifier, "." | "..")
}

/// `virtual:x`, `https://…`, `bun:test`.
fn has_other_scheme(specifier: &str) -> bool {
    specifier.split_once(':').is_some_and(|(scheme, _)| scheme != "node" && !scheme.contains('/'))
}

fn of_package(dependencies: &[Dependency], specifier: &str) -> String {
    let mut parts = specifier.split('/');
    let first = parts.next().unwrap_or_default();
    let name = match parts.next() {
        Some(second) if first.starts_with('@') => format!("{first}/{second}"),
        _ => first.to_owned(),
    };
    match dependencies.iter().find(|dependency| dependency.name == name) {
        Some(dependency) if dependency.folder.is_none() => {
            format!("Cannot find package '{name}'; package.json names it, but it is not installed")
        }
        Some(_) if name != specifier => format!("Package '{name}' gives no '{}'", &specifier[name.len() + 1..]),
        _ => format!("Cannot find package '{name}'; package.json does not name it"),
    }
}

/// Whether it stands in a function or a condition and is no `import` of its own: `try { require('x') } catch {}`.
fn is_tried(facts: &Facts, import: &Import) -> bool {
    let is_call = matches!(import.kind, ImportKind::Require | ImportKind::Dynamic);
    is_call
        && import.is_nested
        && !facts.expressions.iter().any(|expression| {
            // In a function's body it is a part of what the function does; in a block that may fail it is an attempt.
            matches!(expression.kind, ExpressionKind::Function(function)
            if facts[function].body.is_some_and(|body| body.contains_range(import.range)))
        })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::super::{Severity, diagnostics};
    use crate::tests::Checked;

    #[track_caller]
    fn check_severity(text: &str, expected: Severity) {
        let checked = Checked::new(text);
        let found = diagnostics(&checked.snapshot, checked.main(), None, &|| true);
        assert_eq!(found.iter().map(|one| one.severity).collect::<Vec<_>>(), [expected], "{text}");
    }

    #[test]
    fn how_bad_it_is_that_a_file_is_not_there() {
        check_severity("require('./gone');", Severity::Error);
        check_severity("try { require('./gone'); } catch {}", Severity::Hint);
        check_severity("/** @typedef {import('./gone').T} T */", Severity::Warning);
    }

    #[test]
    fn files_that_are_not_there() {
        check(
            "
import { a } from './there.js';
a(require('../gone'));
//        ^^^^^^^^^ Cannot find module '../gone'
export * from './gone.js';
//            ^^^^^^^^^^^ Cannot find module './gone.js'
//- /there.js
export function a() {}
",
        );
    }

    #[test]
    fn packages_say_why() {
        check(
            "//- /main.js
require('installed');
require('installed/sub');
//      ^^^^^^^^^^^^^^^ Package 'installed' gives no 'sub'
require('named');
//      ^^^^^^^ package.json names it, but it is not installed
require('@scope/unknown/x');
//      ^^^^^^^^^^^^^^^^^^ Cannot find package '@scope/unknown'; package.json does not name it
require('node:nothing');
//      ^^^^^^^^^^^^^^ Node has no module 'nothing'
//- /package.json
{ \"dependencies\": { \"installed\": \"1\", \"named\": \"1\" } }
//- /node_modules/installed/package.json
{ \"name\": \"installed\", \"exports\": { \".\": \"./index.js\" } }
//- /node_modules/installed/index.js
",
        );
    }

    #[test]
    fn what_a_bundler_knows_is_let_pass() {
        check(
            "import './style.css?inline';\nimport 'virtual:x';\nimport 'https://example.org/x.js';\nimport 'bun:test';\n",
        );
    }
}

//! Lines above declarations: how often they are used; and above the program, that it can be run.

use project::Snapshot;
use project::facts::{BindingId, ClassMemberKind, DeclarationKind, ExpressionKind, Facts, PropertyKind, ScopeKind};
use source::{FileId, TextRange};

use crate::FilePosition;
use crate::references::{Reference, ReferenceKind, references};

#[derive(Clone, PartialEq, Debug)]
pub struct CodeLens {
    /// The name that it stands above.
    pub range: TextRange,
    pub what: Lens,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lens {
    /// Counted when it is shown: [`counted_references`].
    References,
    /// Run the file.
    Run,
    /// Show what it evaluates to while it is edited.
    Live,
}

/// In the order of the text.
pub fn code_lenses(snapshot: &Snapshot, file: FileId) -> Vec<CodeLens> {
    let Some(facts) = snapshot.facts(file) else { return Vec::new() };
    let mut lenses = Vec::new();
    if is_program(snapshot, file, &facts) {
        let range = TextRange::empty(0);
        lenses.extend([Lens::Run, Lens::Live].map(|what| CodeLens { range, what }));
    }
    let mut counted = names(&facts);
    counted.sort_by_key(|range| range.start());
    counted.dedup();
    lenses.extend(counted.into_iter().map(|range| CodeLens { range, what: Lens::References }));
    lenses
}

/// The uses of the name at a place that a lens counts.
pub fn counted_references(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<Reference> {
    let mut found = references(snapshot, at, false, is_cancelled);
    // Bringing a name into a file is no use of it yet.
    let counts = |kind| !matches!(kind, ReferenceKind::Import | ReferenceKind::Export | ReferenceKind::Documentation);
    found.retain(|reference| reference.is_certain && counts(reference.kind));
    found
}

/// Functions, classes and exported variables of the file, methods of classes, functions that are exported by assignment.
fn names(facts: &Facts) -> Vec<TextRange> {
    let mut found = Vec::new();
    for (index, binding) in facts.bindings.iter().enumerate() {
        if !matches!(facts[binding.scope].kind, ScopeKind::File | ScopeKind::Namespace(_)) {
            continue;
        }
        let id = BindingId(index as u32);
        let holds_function = binding
            .values
            .iter()
            .any(|value| matches!(facts[*value].kind, ExpressionKind::Function(_) | ExpressionKind::Class(_)));
        for declaration in &binding.declarations {
            let is_wanted = match declaration.kind {
                DeclarationKind::Function(_)
                | DeclarationKind::Class(_)
                | DeclarationKind::Interface(_)
                | DeclarationKind::Enum(_) => true,
                DeclarationKind::Variable(_) => holds_function || is_exported(facts, id),
                _ => false,
            };
            // Overloads are one.
            if is_wanted && !found.contains(&declaration.name_range) {
                found.push(declaration.name_range);
                break;
            }
        }
    }
    for class in &facts.classes {
        for member in &class.members {
            let is_method =
                matches!(member.kind, ClassMemberKind::Method | ClassMemberKind::Getter | ClassMemberKind::Setter);
            if is_method && member.key.name().is_some() {
                found.push(member.key_range);
            }
        }
    }
    for assignment in &facts.assignments {
        let ExpressionKind::Assign { target, value, operator: None } = &facts[assignment.expression].kind else {
            continue;
        };
        if assignment.function.is_some() {
            continue;
        }
        match (&facts[*target].kind, &facts[*value].kind) {
            (ExpressionKind::Member { property_range, property, .. }, ExpressionKind::Function(_))
                if *property != *"exports" =>
            {
                found.push(*property_range);
            }
            // `module.exports = { method() {} }`
            (ExpressionKind::Member { property, .. }, ExpressionKind::Object(properties))
                if *property == *"exports" =>
            {
                let methods = properties.iter().filter(|property| {
                    property.kind == PropertyKind::Method
                        || matches!(facts[property.value].kind, ExpressionKind::Function(_))
                });
                found.extend(methods.map(|property| property.key_range));
            }
            _ => {}
        }
    }
    found
}

fn is_exported(facts: &Facts, binding: BindingId) -> bool {
    facts.exports.iter().any(|export| export.what == project::facts::Exported::Binding(binding))
}

/// Whether a file is run rather than imported: it says so in its first line, its package says so, or nothing of it can be had
/// by others and it does something.
fn is_program(snapshot: &Snapshot, file: FileId, facts: &Facts) -> bool {
    let Some(text) = snapshot.text(file).filter(|_| !snapshot.is_installed(file)) else { return false };
    if text.text().starts_with("#!") || is_named_by_package(snapshot, file) {
        return true;
    }
    let gives = facts.has_export_syntax()
        || facts.references.iter().any(|reference| {
            reference.binding.is_none() && (reference.name == *"exports" || reference.name == *"module")
        });
    let does = facts.expressions.iter().any(|expression| match &expression.kind {
        ExpressionKind::Call { .. } | ExpressionKind::New { .. } | ExpressionKind::Await(_) => {
            !facts.functions.iter().any(|function| function.range.contains_range(expression.range))
        }
        _ => false,
    });
    let is_test_or_setting = {
        let path = snapshot.path(file);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.contains(".test.") || name.contains(".spec.") || name.contains(".config.") || name.ends_with(".d.ts")
    };
    !gives && does && !is_test_or_setting
}

/// `bin`, `main` without exports of its own, `node x.js` in a script.
fn is_named_by_package(snapshot: &Snapshot, file: FileId) -> bool {
    let Some(package) = snapshot.package_of(file) else { return false };
    let path = snapshot.path(file);
    let Ok(relative) = path.strip_prefix(package.directory()) else { return false };
    let relative = relative.to_string_lossy();
    let is_it = |written: &str| written.trim_start_matches("./") == relative;
    if package.bin().iter().any(|(_, path)| is_it(path)) {
        return true;
    }
    let mut scripts = package.strings("scripts");
    scripts.any(|(_, command)| {
        let mut words = command.split([' ', ';', '&', '|']).filter(|word| !word.is_empty());
        let runs = command.contains("node ") || command.contains("lode run") || command.contains("nodemon ");
        runs && words.any(&is_it)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_fixture::on_large_stack;
    use crate::tests::Checked;

    /// `name: count` for each counted name; `run` and `live` first.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let text = text.to_owned();
        let found = on_large_stack(move || {
            let checked = Checked::new(&text);
            let file = checked.main();
            let lenses = code_lenses(&checked.snapshot, file).into_iter();
            let shown = lenses.map(|lens| match lens.what {
                Lens::Run => "run".to_owned(),
                Lens::Live => "live".to_owned(),
                Lens::References => {
                    let at = FilePosition { file, offset: lens.range.start() };
                    let count = counted_references(&checked.snapshot, at, &|| false).len();
                    format!("{}: {count}", checked.slice(file, lens.range))
                }
            });
            shown.collect::<Vec<String>>()
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn uses_of_functions_classes_and_methods() {
        check(
            "
//- /main.js
export function f() { const local = () => {}; }
export class A { m() { f(); } #p() {} }
export const limit = 1;
const inner = 2;
//- /other.js
import { f, A, limit as most } from './main.js';
f(); new A().m(); f(most);
",
            &["f: 3", "A: 1", "m: 1", "#p: 0", "limit: 1"],
        );
    }

    #[test]
    fn functions_that_are_exported_by_assignment() {
        check(
            "
//- /main.js
exports.f = function () {};
module.exports.g = () => {};
//- /other.js
const m = require('./main');
m.f(); m.f(); m.g();
",
            &["f: 2", "g: 1"],
        );
    }

    #[test]
    fn a_program_can_be_run() {
        check("#!/usr/bin/env node\nexports.a = 1;", &["run", "live"]);
        check("const server = require('http').createServer();\nserver.listen(1);", &["run", "live"]);
        check("exports.a = f();\nfunction f() {}", &["f: 1"]);
    }

    #[test]
    fn what_a_package_runs_is_a_program() {
        check(
            "
//- /main.js
exports.a = 1;
//- /package.json
{ \"scripts\": { \"start\": \"node ./main.js\" } }
",
            &["run", "live"],
        );
    }
}

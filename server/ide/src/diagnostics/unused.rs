//! What is declared or imported for nothing: faded, not wrong.

use project::Snapshot;
use project::facts::{
    Binding, BindingId, BindingKind, DeclarationKind, Exported, ExpressionKind, Facts, Import, ImportId, ImportKind,
    Usage,
};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};
use syntax::{Goal, Language};

use super::Diagnostic;

/// What makes JSX work, though nothing names it.
const FOR_JSX: [&str; 4] = ["React", "Preact", "h", "Fragment"];

pub(super) fn find(snapshot: &Snapshot, file: FileId, facts: &Facts, found: &mut Vec<Diagnostic>) {
    let kind = snapshot.kind(file);
    // Code in a string may use anything.
    let has_eval = facts.references.iter().any(|reference| reference.binding.is_none() && reference.name == *"eval");
    if kind.language == Language::Declarations || has_eval {
        return;
    }
    let used = used(facts);
    let mut unused_imports = FxHashSet::default();
    for (index, binding) in facts.bindings.iter().enumerate() {
        let id = BindingId(index as u32);
        if used.contains(&id) || is_meant(facts, binding, kind.goal) {
            continue;
        }
        let Some(declaration) = binding.declarations.first() else { continue };
        match declaration.kind {
            DeclarationKind::Import(import) => drop(unused_imports.insert(import)),
            _ => {
                let is_written = facts.references.iter().any(|reference| reference.binding == Some(id));
                let what = if is_written { "is assigned but never read" } else { "is declared but never used" };
                let message = format!("'{}' {what}", binding.name);
                found.push(Diagnostic::faded(declaration.name_range, "unused", message));
            }
        }
    }
    for import in unused_imports {
        of_import(facts, import, &used, kind.goal, found);
    }
}

/// The whole import, if none of its names is used.
fn of_import(facts: &Facts, id: ImportId, used: &FxHashSet<BindingId>, goal: Goal, found: &mut Vec<Diagnostic>) {
    let import = &facts[id];
    let is_unused = |binding: &BindingId| !used.contains(binding) && !is_meant(facts, &facts[*binding], goal);
    let locals = || import.names.iter().filter_map(|name| Some((name, name.local?)));
    if locals().all(|(_, local)| is_unused(&local)) && stands_alone(import) {
        let message = match locals().map(|(_, local)| facts[local].name.as_str()).collect::<Vec<_>>().as_slice() {
            [one] => format!("'{one}' is imported but never used"),
            _ => "nothing of this import is used".to_owned(),
        };
        found.push(Diagnostic::faded(import.range, "unused", message));
        return;
    }
    for (name, local) in locals().filter(|(_, local)| is_unused(local)) {
        let message = format!("'{}' is imported but never used", facts[local].name);
        found.push(Diagnostic::faded(name.range, "unused", message));
    }
}

/// Whether the import is a statement, and not a call in one.
fn stands_alone(import: &Import) -> bool {
    import.kind == ImportKind::Static
}

/// Bindings whose value or type is asked for anywhere.
fn used(facts: &Facts) -> FxHashSet<BindingId> {
    let asked = facts.references.iter().filter(|reference| reference.usage != Usage::Write);
    let mut used: FxHashSet<BindingId> = asked.filter_map(|reference| reference.binding).collect();
    let all = facts.exports.iter();
    let all = all.chain(facts.namespaces.iter().flat_map(|namespace| namespace.exports.iter()));
    let all = all.chain(facts.ambient_modules.iter().flat_map(|module| module.exports.iter()));
    used.extend(all.filter_map(|export| match export.what {
        Exported::Binding(binding) => Some(binding),
        _ => None,
    }));
    used
}

/// Whether it is there on purpose, used or not.
fn is_meant(facts: &Facts, binding: &Binding, goal: Goal) -> bool {
    if binding.name.starts_with('_') || binding.name == *"this" || binding.name == *"arguments" {
        return true;
    }
    // A script's own names are everybody's.
    if goal == Goal::Script && binding.scope == Facts::FILE_SCOPE {
        return true;
    }
    let Some(declaration) = binding.declarations.first() else { return true };
    match declaration.kind {
        DeclarationKind::Parameter(function) => {
            let function = &facts[function];
            let is_property =
                function.parameters.iter().any(|it| it.is_property && it.range.contains_range(declaration.name_range));
            function.body.is_none() && !is_arrow_with_expression(facts, function.range)
                || function.uses_arguments
                || is_property
                || is_before_a_used_one(facts, function, declaration.name_range)
                || is_beside_a_rest(facts, declaration.name_range)
        }
        DeclarationKind::Caught | DeclarationKind::TypeParameter { .. } => true,
        DeclarationKind::Alias(_) | DeclarationKind::Interface(_) => {
            // Declared in a comment, for whoever imports the file.
            !is_in_code(facts, declaration.range) || declaration.is_ambient
        }
        DeclarationKind::Import(_) => {
            !is_in_code(facts, declaration.name_range)
                || FOR_JSX.iter().any(|name| binding.name == **name)
                    && facts.expressions.iter().any(|expression| matches!(expression.kind, ExpressionKind::Jsx(_)))
        }
        DeclarationKind::Variable(kind) => {
            declaration.is_ambient || kind == BindingKind::Using || is_beside_a_rest(facts, declaration.name_range)
        }
        _ => declaration.is_ambient || is_own_name(facts, binding),
    }
}

fn is_arrow_with_expression(facts: &Facts, function: TextRange) -> bool {
    facts.functions.iter().any(|it| it.range == function && it.flavor == project::facts::FunctionFlavor::Arrow)
}

/// A parameter that has to be there for one behind it.
fn is_before_a_used_one(facts: &Facts, function: &project::facts::Function, name: TextRange) -> bool {
    function.parameters.iter().any(|parameter| {
        parameter.range.start() > name.end()
            && parameter
                .binding
                .is_none_or(|binding| facts.references.iter().any(|reference| reference.binding == Some(binding)))
    })
}

/// `const { left, ...rest } = object` leaves something out.
fn is_beside_a_rest(facts: &Facts, name: TextRange) -> bool {
    facts.expressions.iter().any(|expression| match &expression.kind {
        ExpressionKind::RestProperties { object, .. } => facts.expressions.iter().any(|part| {
            part.range == name && matches!(&part.kind, ExpressionKind::Part { object: of, .. } if of == object)
        }),
        _ => false,
    })
}

/// The name of a function expression is for itself and for stacks.
fn is_own_name(facts: &Facts, binding: &Binding) -> bool {
    match facts[binding.scope].kind {
        project::facts::ScopeKind::Function(function) => {
            facts[function].name_range == binding.declarations.first().map(|it| it.name_range)
        }
        project::facts::ScopeKind::Class(class) => {
            facts[class].name_range == binding.declarations.first().map(|it| it.name_range)
        }
        _ => false,
    }
}

fn is_in_code(facts: &Facts, range: TextRange) -> bool {
    !facts.comments.iter().any(|comment| comment.range.contains_range(range))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn variables_functions_and_classes() {
        check(
            "
const used = 1, unused = used;
//              ^^^^^^ 'unused' is declared but never used
function f() {}
//       ^ 'f' is declared but never used
class A {}
//    ^ 'A' is declared but never used
let written;
//  ^^^^^^^ 'written' is assigned but never read
written = 2;
export const given = 3;
let _meant;
f2(function named() {});
",
        );
    }

    #[test]
    fn imports() {
        check(
            "
import fs from 'fs';
//^^^^^^^^^^^^^^^^^^ 'fs' is imported but never used
import { join, sep } from 'path';
//             ^^^ 'sep' is imported but never used
import { a, b } from 'os';
//^^^^^^^^^^^^^^^^^^^^^^^^ nothing of this import is used
import 'url';
const { inspect, format } = require('util');
//               ^^^^^^ 'format' is declared but never used
join(inspect);
",
        );
    }

    #[test]
    fn parameters() {
        check(
            "
app.get((request, response) => response.end());
app.get((request, response) => request.end());
//                ^^^^^^^^ 'response' is declared but never used
app.get(function (a) { return arguments; });
",
        );
    }

    #[test]
    fn what_is_left_out_of_the_rest_is_meant() {
        check("const { left, ...rest } = object;\nf(rest);\n");
    }

    #[test]
    fn names_in_comments_are_uses() {
        check(
            "import { Thing } from './thing.js';\n/** @type {Thing} */\nexport let thing;\n//- /thing.js\nexport class Thing {}\n",
        );
        check("/** @typedef {{ a: number }} Shape */\nexport {};\n");
        check("eval(code);\nlet unused;\n");
    }

    #[test]
    fn jsx_needs_its_maker() {
        check(
            "//- /main.jsx\nimport React from './react.js';\nexport const a = <b />;\n//- /react.js\nexport default {};\n",
        );
    }
}

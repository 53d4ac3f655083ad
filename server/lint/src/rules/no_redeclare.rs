//! Disallows declaring a variable twice.
//!
//! ## Why
//! The second `var` does not make a new variable: it writes over the first, which its author did not see.
//!
//! ## Bad
//! ```js
//! var a = 3;
//! var a = 10;
//! ```
//!
//! ## Good
//! ```js
//! var a = 3;
//! a = 10;
//! ```
//!
//! ## Options
//! - `builtinGlobals` (default `true`): also variables of a script that are named as a global of the environment.

use serde::Deserialize;
use source::TextRange;
use syntax::semantic::{Definition, DefinitionKind, Node, Scopes, Variable};

use crate::file::File;
use crate::globals::Global;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-redeclare", Correctness, Error, None, options: NoRedeclare);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoRedeclare {
    builtin_globals: bool,
}

impl Default for NoRedeclare {
    fn default() -> Self {
        NoRedeclare { builtin_globals: true }
    }
}

impl RuleOptions for NoRedeclare {}

fn run(file: &File, options: &NoRedeclare, report: &mut Report) {
    for variable in file.variables() {
        let is_global = variable.scope == Scopes::GLOBAL;
        // Whoever declares once, inside of a module or a function, is right.
        if !is_global && variable.definitions.len() < 2 {
            continue;
        }
        let is_builtin = is_global && options.builtin_globals && is_builtin(file, &variable.name);
        let all = variable.definitions.iter().filter(|definition| is_of_value(file, definition));
        let names = all.map(|definition| definition.range).chain(in_comments(file, variable));
        tell(&variable.name, is_builtin, names, report);
    }
    for (index, declared) in file.directives.globals.iter().enumerate() {
        let is_first = file.directives.globals[..index].iter().all(|earlier| earlier.name != declared.name);
        let name = declared.name.as_str().into();
        if is_first && file.scopes.in_scope(Scopes::GLOBAL, &name).is_none() {
            let is_builtin = options.builtin_globals && is_builtin(file, &name);
            let same = file.directives.globals.iter().filter(|other| other.name == declared.name);
            tell(&name, is_builtin, same.filter(|it| it.value != Global::Off).map(|it| it.range), report);
        }
    }
}

/// All declarations but the first, which is the environment's for a builtin.
fn tell(name: &str, is_builtin: bool, declarations: impl Iterator<Item = TextRange>, report: &mut Report) {
    for range in declarations.skip(usize::from(!is_builtin)) {
        report.at(
            range,
            match is_builtin {
                true => format!("`{name}` is a global of the environment already"),
                false => format!("`{name}` is declared already"),
            },
        );
    }
}

fn in_comments<'f>(file: &'f File, variable: &'f Variable) -> impl Iterator<Item = TextRange> + 'f {
    let is_global = variable.scope == Scopes::GLOBAL;
    let declared = file.directives.globals.iter().filter(move |it| is_global && *it.name == *variable.name);
    declared.map(|declared| declared.range)
}

/// Whether a name is a global even without the comments of the file.
fn is_builtin(file: &File, name: &syntax::ast::Atom) -> bool {
    let declared = file.directives.globals.iter().find(|declared| *declared.name == **name);
    let global = declared.map_or_else(|| file.globals.get(name), |declared| declared.was);
    global.is_some_and(|global| global != Global::Off)
}

/// Types, and what TypeScript lets be declared in parts, are not counted.
fn is_of_value(file: &File, definition: &Definition) -> bool {
    match definition.kind {
        DefinitionKind::Type | DefinitionKind::Enum | DefinitionKind::Namespace => false,
        DefinitionKind::Function => {
            !matches!(file.node(definition.node), Node::FnDecl(function) if function.function.body.is_none())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn the_second_declaration_is_reported() {
        case(
            &RULE,
            "
var aaa; function f(bbb) { var aaa; }
function f2(bbb) { var bbb; }
//                     ^^^ `bbb` is declared already
{ var aaa; }
//    ^^^ `aaa` is declared already
var Object;
//  ^^^^^^ `Object` is a global
/* global ccc, ccc */
//             ^^^ `ccc` is declared already
",
        )
        .script()
        .check();
    }

    #[test]
    fn globals_are_of_scripts() {
        case(&RULE, "var Object;").check();
        case(&RULE, "var Object;").script().options(json!([{ "builtinGlobals": false }])).check();
    }
}

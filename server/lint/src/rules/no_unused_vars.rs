//! Disallows variables, functions, parameters and imports that nothing uses.
//!
//! ## Why
//! They are left over from a change, or something that should use them does not.
//!
//! A variable that is only written, or only read to change itself (`a++`), is not used.
//!
//! ## Bad
//! ```js
//! import { readFile, writeFile } from 'node:fs';
//! readFile('a', (error, text, more) => text);
//! ```
//!
//! ## Good
//! ```js
//! import { readFile } from 'node:fs';
//! readFile('a', (error, text) => text);
//! ```
//!
//! ## Options
//! `"all"` or `"local"`, which stands for `{ "vars": … }`, or an object:
//! - `vars` (default `"all"`): `"local"` leaves out the variables of a script that others can see.
//! - `varsIgnorePattern` (default none): a regular expression for names that need no use.
//! - `args` (default `"after-used"`): `"after-used"` says nothing of parameters before one that is used; `"all"`, `"none"`.
//! - `argsIgnorePattern` (default none): the same for parameters.
//! - `caughtErrors` (default `"all"`): `"none"` says nothing of what a `catch` catches.
//! - `caughtErrorsIgnorePattern` (default none).
//! - `destructuredArrayIgnorePattern` (default none): for names in array patterns.
//! - `ignoreRestSiblings` (default `false`): `a` in `const { a, ...others } = b` needs no use: it is there to be left out.
//! - `ignoreClassWithStaticInitBlock` (default `false`): a class with a static block does something when it is made.
//! - `ignoreUsingDeclarations` (default `false`): what `using` declares is used at the end of its block.
//! - `reportUsedIgnorePattern` (default `false`): report names that a pattern ignores and that are used.

mod removal;
mod used;

use serde::Deserialize;
use serde_json::{Value, json};
use source::TextRange;
use syntax::Language;
use syntax::ast::{ClassMember, ObjectPat, ObjectPatProp};
use syntax::semantic::{Definition, DefinitionKind, Node, NodeKind, ScopeKind, Scopes, Variable};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("no-unused-vars", Correctness, Error, Suggestion, options: NoUnusedVars);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoUnusedVars {
    vars: Vars,
    vars_ignore_pattern: Option<Pattern>,
    args: Args,
    args_ignore_pattern: Option<Pattern>,
    caught_errors: CaughtErrors,
    caught_errors_ignore_pattern: Option<Pattern>,
    destructured_array_ignore_pattern: Option<Pattern>,
    ignore_rest_siblings: bool,
    ignore_class_with_static_init_block: bool,
    ignore_using_declarations: bool,
    report_used_ignore_pattern: bool,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Vars {
    #[default]
    All,
    Local,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Args {
    #[default]
    AfterUsed,
    All,
    None,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum CaughtErrors {
    #[default]
    All,
    None,
}

impl RuleOptions for NoUnusedVars {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values {
            [] => Ok(Self::default()),
            [vars @ Value::String(_)] => Ok(NoUnusedVars { vars: from_value(vars)?, ..Self::default() }),
            [options] => from_value(options),
            _ => Err(OptionsError("takes one option, a word or an object".to_owned())),
        }
    }

    fn schema() -> Vec<Value> {
        vec![json!({ "anyOf": [schema_of::<Vars>(), schema_of::<NoUnusedVars>()] })]
    }
}

fn run(file: &File, options: &NoUnusedVars, report: &mut Report) {
    // Declarations are there for others.
    if file.kind.language == Language::Declarations {
        return;
    }
    for variable in file.variables() {
        if !is_asked(file, options, variable) {
            continue;
        }
        let is_used = used::is_used(file, variable);
        match ignoring_pattern(file, options, variable) {
            Some(_) if !is_used => {}
            Some(kind) if options.report_used_ignore_pattern => {
                let message = format!("`{}` is used, though {kind} says that it needs no use", variable.name);
                report.at(variable.definitions[0].range, message);
            }
            Some(_) => {}
            None if is_used => {}
            None if is_let_off(file, options, variable) => {}
            None => {
                let is_written = file.references_of(variable).any(|reference| reference.is_write());
                let what = if is_written { "has a value that is never used" } else { "is never used" };
                let problem = report.at(place_of(file, variable), format!("`{}` {what}", variable.name));
                if let Some(edit) = removal::of(file, variable) {
                    problem.suggest(format!("Remove `{}`", variable.name), [edit]);
                }
            }
        }
    }
    if options.vars == Vars::All {
        report_globals_of_comments(file, report);
    }
}

/// Whether the rule is about a variable at all.
fn is_asked(file: &File, options: &NoUnusedVars, variable: &Variable) -> bool {
    let Some(definition) = variable.definitions.first() else { return false };
    let scope = file.scopes.scope(variable.scope);
    match scope.kind {
        ScopeKind::FunctionName => return false,
        ScopeKind::Class if definition.kind == DefinitionKind::Class => return false,
        ScopeKind::Global if options.vars == Vars::Local => return false,
        ScopeKind::Global if file.directives.exported.iter().any(|name| **name == *variable.name) => return false,
        _ => {}
    }
    !is_used_by_jsx(file, variable, definition) && !is_typescript_only(file, definition)
}

/// Elements are made by calls of `React`, unless the compiler knows a newer way.
fn is_used_by_jsx(file: &File, variable: &Variable, definition: &Definition) -> bool {
    let has_elements =
        || [NodeKind::JSXElement, NodeKind::JSXFragment].iter().any(|kind| !file.nodes.of_kind(*kind).is_empty());
    definition.kind == DefinitionKind::Import && variable.name == *"React" && has_elements()
}

/// Whether TypeScript uses a name by itself: members of enumerations, parameters that are properties or that have no body to be used
/// in, what stands in an ambient declaration.
fn is_typescript_only(file: &File, definition: &Definition) -> bool {
    if !file.kind.language.is_typescript() {
        return false;
    }
    let is_ambient = || {
        file.nodes.ancestors(definition.node).any(|id| matches!(file.node(id), Node::TsModuleDecl(it) if it.declare))
    };
    match (definition.kind, file.node(definition.node)) {
        (DefinitionKind::EnumMember, _) => true,
        (DefinitionKind::Parameter, Node::Function(function)) => function.body.is_none(),
        (DefinitionKind::Parameter, Node::Constructor(constructor)) => {
            constructor.body.is_none()
                || file
                    .nodes
                    .all::<syntax::ast::TsParamProp>()
                    .any(|(_, it)| it.range().contains_range(definition.range))
        }
        (DefinitionKind::Namespace, Node::TsModuleDecl(it)) if it.declare => true,
        (DefinitionKind::Function, Node::FnDecl(it)) if it.declare => true,
        _ => is_ambient(),
    }
}

/// The option whose pattern ignores a variable.
fn ignoring_pattern(file: &File, options: &NoUnusedVars, variable: &Variable) -> Option<&'static str> {
    let definition = variable.definitions.first()?;
    let matches = |pattern: &Option<Pattern>| pattern.as_ref().is_some_and(|it| it.matches(&variable.name));
    if matches(&options.destructured_array_ignore_pattern) && is_in_array_pattern(file, variable) {
        return Some("`destructuredArrayIgnorePattern`");
    }
    match definition.kind {
        DefinitionKind::Parameter => matches(&options.args_ignore_pattern).then_some("`argsIgnorePattern`"),
        DefinitionKind::Catch => {
            matches(&options.caught_errors_ignore_pattern).then_some("`caughtErrorsIgnorePattern`")
        }
        _ => matches(&options.vars_ignore_pattern).then_some("`varsIgnorePattern`"),
    }
}

fn is_in_array_pattern(file: &File, variable: &Variable) -> bool {
    let is_element = |range: TextRange| matches!(file.pattern_around(range), Some(Node::ArrayPat(_)));
    variable.definitions.first().is_some_and(|definition| is_element(definition.range))
        || file.references_of(variable).any(|reference| matches!(file.parent(reference.node), Some(Node::ArrayPat(_))))
}

/// Whether an unused variable is left in peace.
fn is_let_off(file: &File, options: &NoUnusedVars, variable: &Variable) -> bool {
    let definition = &variable.definitions[0];
    let of_kind = match definition.kind {
        DefinitionKind::Class => options.ignore_class_with_static_init_block && has_static_block(file, definition),
        DefinitionKind::Using => options.ignore_using_declarations,
        DefinitionKind::Catch => options.caught_errors == CaughtErrors::None,
        DefinitionKind::Parameter => is_parameter_let_off(file, options, variable, definition),
        _ => false,
    };
    of_kind
        || variable.definitions.iter().any(|definition| is_exported(file, definition))
        || options.ignore_rest_siblings && has_rest_sibling(file, variable)
}

fn is_parameter_let_off(file: &File, options: &NoUnusedVars, variable: &Variable, definition: &Definition) -> bool {
    if options.args == Args::None || is_of_setter(file, definition) {
        return true;
    }
    let is_plain = matches!(
        file.pattern_around(definition.range),
        Some(Node::Param(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::TsParamProp(_))
    );
    options.args == Args::AfterUsed && is_plain && has_used_parameter_behind(file, variable, definition)
}

/// The parameter of a setter has to be there.
fn is_of_setter(file: &File, definition: &Definition) -> bool {
    use syntax::ast::MethodKind;
    match file.parent(definition.node) {
        Some(Node::SetterProp(_)) => true,
        Some(Node::ClassMethod(method)) => method.kind == MethodKind::Setter,
        Some(Node::PrivateMethod(method)) => method.kind == MethodKind::Setter,
        _ => false,
    }
}

fn has_used_parameter_behind(file: &File, variable: &Variable, definition: &Definition) -> bool {
    let siblings = &file.scopes.scope(variable.scope).variables;
    siblings.iter().map(|id| file.scopes.variable(*id)).any(|other| {
        let is_behind = other.definitions.iter().any(|it| {
            it.kind == DefinitionKind::Parameter
                && it.node == definition.node
                && it.range.start() > definition.range.start()
        });
        is_behind && !other.references.is_empty()
    })
}

fn has_static_block(file: &File, definition: &Definition) -> bool {
    let class = match file.node(definition.node) {
        Node::ClassDecl(declaration) => &declaration.class,
        Node::ClassExpr(expression) => &expression.class,
        _ => return false,
    };
    class.body.iter().any(|member| matches!(member, ClassMember::StaticBlock(_)))
}

fn is_exported(file: &File, definition: &Definition) -> bool {
    let declaration = match definition.kind {
        DefinitionKind::Var | DefinitionKind::Let | DefinitionKind::Const | DefinitionKind::Using => {
            file.nodes.parent(definition.node)
        }
        DefinitionKind::Parameter | DefinitionKind::Catch => None,
        _ => Some(definition.node),
    };
    let parent = declaration.and_then(|id| file.parent(id));
    matches!(parent, Some(Node::ExportDecl(_) | Node::ExportDefaultDecl(_)))
}

/// Whether a name stands beside the rest of an object pattern.
fn has_rest_sibling(file: &File, variable: &Variable) -> bool {
    let definitions = variable.definitions.iter().map(|definition| definition.range);
    let references = file.references_of(variable).filter(|it| it.is_write()).map(|reference| reference.range);
    definitions
        .chain(references)
        .any(|range| matches!(file.property_pattern_around(range), Some(pattern) if has_rest(pattern)))
}

fn has_rest(pattern: &ObjectPat) -> bool {
    matches!(pattern.props.last(), Some(ObjectPatProp::Rest(_)))
}

/// The last place that writes to a variable where it is declared, or its name there.
fn place_of(file: &File, variable: &Variable) -> TextRange {
    let home = file.scopes.function_scope(variable.scope);
    file.references_of(variable)
        .filter(|reference| reference.is_write() && file.scopes.function_scope(reference.scope) == home)
        .last()
        .map_or(variable.definitions[0].range, |reference| reference.range)
}

fn report_globals_of_comments(file: &File, report: &mut Report) {
    for (index, declared) in file.directives.globals.iter().enumerate() {
        let is_first = file.directives.globals[..index].iter().all(|earlier| earlier.name != declared.name);
        let is_declared = || file.scopes.in_scope(Scopes::GLOBAL, &declared.name.as_str().into()).is_some();
        let is_used = || file.undeclared().any(|reference| *reference.name == *declared.name);
        if is_first && declared.was.is_none() && !is_declared() && !is_used() {
            report.at(declared.range, format!("`{}` is never used", declared.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn what_is_taken_away() {
        let taken = |text: &str, expected: &str| case(&RULE, text).check_suggestion(expected);
        taken("import a from 'm';\n", "import 'm';\n");
        taken("import { a, b } from 'm'; b();", "import { b } from 'm'; b();");
        taken("import { a, b } from 'm'; a();", "import { a } from 'm'; a();");
        taken("import a, { b } from 'm'; a();", "import a from 'm'; a();");
        taken("import a, { b } from 'm'; b();", "import { b } from 'm'; b();");
        taken("import a, * as b from 'm'; a();", "import a from 'm'; a();");
        taken("f();\n  function a() { a() }\ng();", "f();\ng();");
        taken("f(); let a = 1; g();", "f();  g();");
        taken("let a = 1, b; a();", "let a = 1; a();");
        taken("const { a, b } = c; a();", "const { a } = c; a();");
        taken("try { f() } catch (a) { g() }", "try { f() } catch { g() }");
        for text in [
            "let a = f();",
            "f()\nlet a\n(g)()",
            "f(function (a) {});",
            "let a; a = 1;",
            "for (const a in b) f();",
            "let { a } = b;",
        ] {
            let suggested = case(&RULE, text).suggestions();
            assert!(suggested.is_empty(), "{text}: {suggested:?}");
        }
    }

    #[test]
    fn what_nothing_uses() {
        check(
            &RULE,
            "
import aaa, { bbb as ccc } from 'm';
//     ^^^ `aaa` is never used
//                   ^^^ `ccc` is never used
export const d = 1;
let eee = 1; eee = 2; eee++;
//                    ^^^ `eee` has a value that is never used
function fff() { fff(); }
//       ^^^ `fff` is never used
try {} catch (ggg) {}
//            ^^^ `ggg` is never used
let h = 1; h = h + 1; for (const i in d) { return2(h); }
//                               ^ `i` has a value
"
            .replace("return2", "f")
            .as_str(),
        );
    }

    #[test]
    fn elements_are_made_by_react() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        case(&RULE, "import React from 'react'; export const a = <b />;").kind(kind).check();
    }

    #[test]
    fn parameters() {
        check(
            &RULE,
            "
export function f(a, bbb, c, ddd) { c; }
//                           ^^^ `ddd` is never used
export const o = { set p(q) {} };
",
        );
    }

    #[test]
    fn patterns_and_siblings() {
        case(&RULE, "const _a = 1; const { b, ...c } = d; f(c);")
            .options(json!([{ "varsIgnorePattern": "^_", "ignoreRestSiblings": true }]))
            .check();
    }
}

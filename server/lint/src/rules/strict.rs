//! Requires, or disallows, `"use strict"`.
//!
//! ## Why
//! Sloppy code makes globals of mistyped names, and tells nothing. Modules are strict anyway.
//!
//! ## Bad
//! ```js
//! "use strict";
//! export const version = 1;
//! ```
//!
//! ## Good
//! ```js
//! export const version = 1;
//! ```
//!
//! ## Options
//! A word for what is no module: `"safe"` (default: `"global"` in CommonJS modules, `"function"` in scripts), `"global"` (once, at
//! the top of the file), `"function"` (in each outermost function), `"never"`.

use serde::Deserialize;
use serde_json::Value;
use source::{Edit, TextRange};
use syntax::Goal;
use syntax::ast::{ArrowExpr, ArrowFunctionBody, Constructor, Expr, Function, Lit, ModuleItem, Pat, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::report::Report;
use crate::rule::rule;

rule!("strict", Suspicious, Off, Safe, options: Mode);

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Mode {
    #[default]
    Safe,
    Global,
    Function,
    Never,
}

impl RuleOptions for Mode {
    fn read(values: &[Value]) -> Result<Mode, OptionsError> {
        values.first().map_or(Ok(Mode::default()), from_value)
    }
}

const NOT_NEEDED: &str = "code is strict here anyway";

fn run(file: &File, mode: &Mode, report: &mut Report) {
    let of_program = directives(program_statements(file));
    let mode = match (file.kind.goal, mode) {
        (Goal::Module, _) => return everywhere(file, &of_program, NOT_NEEDED, report),
        (Goal::CommonJs, Mode::Safe) => Mode::Global,
        (_, Mode::Safe) => Mode::Function,
        (_, mode) => *mode,
    };
    match mode {
        Mode::Never => plainly(file, &of_program, report),
        Mode::Global => global(file, &of_program, report),
        _ => function(file, &of_program, report),
    }
}

fn program_statements<'a>(file: &File<'a>) -> Vec<&'a Stmt> {
    match file.node(NodeId::PROGRAM) {
        Node::Script(script) => script.body.iter().collect(),
        Node::Module(module) => module
            .body
            .iter()
            .map_while(|item| match item {
                ModuleItem::Stmt(statement) => Some(statement),
                ModuleItem::ModuleDecl(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The directives at the beginning that say `"use strict"`.
fn directives<'a>(statements: impl IntoIterator<Item = &'a Stmt>) -> Vec<TextRange> {
    let texts = statements.into_iter().map_while(|statement| match statement {
        Stmt::Expr(it) => match &*it.expr {
            Expr::Lit(Lit::Str(text)) => Some((it.range(), text)),
            _ => None,
        },
        _ => None,
    });
    texts.filter(|(_, text)| text.value.as_str() == Some("use strict")).map(|(range, _)| range).collect()
}

/// The functions with statements, their directives, and whether their parameters are names only.
fn functions(file: &File) -> Vec<(NodeId, Vec<TextRange>, bool)> {
    let is_name = |pattern: &Pat| matches!(pattern, Pat::Ident(_));
    let plain = file.nodes.all::<Function>().filter_map(|(id, it)| {
        let body = it.body.as_ref()?;
        Some((id, directives(&body.stmts), it.params.iter().all(|parameter| is_name(&parameter.pat))))
    });
    let arrows = file.nodes.all::<ArrowExpr>().map(|(id, it)| match &*it.body {
        ArrowFunctionBody::FunctionBody(body) => (id, directives(&body.stmts), it.params.iter().all(is_name)),
        ArrowFunctionBody::Expr(_) => (id, Vec::new(), true),
    });
    let constructors =
        file.nodes.all::<Constructor>().filter_map(|(id, it)| Some((id, directives(&it.body.as_ref()?.stmts), true)));
    plain.chain(arrows).chain(constructors).collect()
}

/// All directives, with a fix.
fn everywhere(file: &File, of_program: &[TextRange], message: &str, report: &mut Report) {
    let of_functions = functions(file).into_iter().flat_map(|(_, directives, _)| directives);
    for range in of_program.iter().copied().chain(of_functions) {
        report.at(range, message).fix([Edit::delete(range)]);
    }
}

fn plainly(file: &File, of_program: &[TextRange], report: &mut Report) {
    let of_functions = functions(file).into_iter().flat_map(|(_, directives, _)| directives);
    for range in of_program.iter().copied().chain(of_functions) {
        report.at(range, "strict code is not wanted");
    }
}

fn again(directives: &[TextRange], report: &mut Report) {
    for range in directives.iter().skip(1) {
        report.at(*range, "the directive is there already").fix([Edit::delete(*range)]);
    }
}

fn global(file: &File, of_program: &[TextRange], report: &mut Report) {
    if of_program.is_empty() && !program_statements(file).is_empty() {
        report.at(file.program_range(), "`\"use strict\"` is wanted at the top of the file");
    }
    again(of_program, report);
    for (_, directives, _) in functions(file) {
        for range in directives {
            report.at(range, "`\"use strict\"` is wanted at the top of the file, not in a function");
        }
    }
}

fn function(file: &File, of_program: &[TextRange], report: &mut Report) {
    for range in of_program {
        report.at(*range, "`\"use strict\"` is wanted in functions, not at the top of the file");
    }
    for (id, directives, has_simple_parameters) in functions(file) {
        // Classes and functions that are strict make what is in them strict.
        let is_strict_around = file.is_strict(id);
        let is_in_class = file.nodes.ancestors(id).any(|outer| matches!(file.node(outer), Node::Class(_)));
        let is_outermost = file.function_around(id).is_none();
        match directives.first() {
            Some(first) if is_in_class && is_outermost => {
                report.at(*first, NOT_NEEDED).fix([Edit::delete(*first)]);
                again(&directives, report);
            }
            Some(first) if is_strict_around && !is_outermost => {
                report.at(*first, "the function around has the directive").fix([Edit::delete(*first)]);
                again(&directives, report);
            }
            Some(first) if !has_simple_parameters => {
                report.at(*first, "the directive can't stand in a function with such parameters");
            }
            Some(_) => again(&directives, report),
            None if is_outermost && !is_in_class => {
                let range = whole(file, id);
                let message = match has_simple_parameters {
                    true => "`\"use strict\"` is wanted in the function",
                    false => "`\"use strict\"` is wanted around the function",
                };
                report.at(range, message);
            }
            None => {}
        }
    }
}

/// The function with its name, or the value of a property.
fn whole(file: &File, function: NodeId) -> TextRange {
    match file.parent(function) {
        Some(parent @ (Node::FnDecl(_) | Node::FnExpr(_))) => parent.range(),
        _ => file.node(function).range(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check_fix};

    #[test]
    fn modules_are_strict() {
        check_fix(&RULE, "'use strict'; a();", " a();");
    }

    #[test]
    fn once_for_a_file_or_in_each_function() {
        let text = "\nfunction f() { 'use strict'; } f();\n//             ^^^^^^^^^^^^^ not in a function\n";
        let whole = format!("'use strict';{text}");
        case(&RULE, &whole).script().options(json!(["global"])).check();
        let text = "\nfunction f() { 'use strict'; return () => { 'use strict'; }; }\n//                                          ^^^^^^^^^^^^^ the function around\n";
        case(&RULE, text).script().check();
    }
}

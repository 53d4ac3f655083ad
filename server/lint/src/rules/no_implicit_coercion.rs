//! Disallows operators as a way to make a boolean, a number or a text.
//!
//! ## Why
//! `Number(value)` says what `+value` does.
//!
//! ## Bad
//! ```js
//! const isOpen = !!door;
//! const count = +input.value;
//! const text = "" + count;
//! ```
//!
//! ## Good
//! ```js
//! const isOpen = Boolean(door);
//! const count = Number(input.value);
//! const text = String(count);
//! ```
//!
//! ## Options
//! - `boolean`, `number`, `string` (default `true`): which of them are looked at.
//! - `disallowTemplateShorthand` (default `false`): also `${value}` alone in a template.
//! - `allow` (default `[]`): operators that are fine: `"!!"`, `"~"`, `"+"`, `"- -"`, `"-"`, `"*"`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{AssignExpr, AssignOp, BinExpr, BinaryOp, Expr, Lit, Tpl, UnaryExpr, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::calls::Called;
use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("no-implicit-coercion", Style, Off, Both, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    boolean: bool,
    number: bool,
    string: bool,
    disallow_template_shorthand: bool,
    allow: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { boolean: true, number: true, string: true, disallow_template_shorthand: false, allow: Vec::new() }
    }
}

impl RuleOptions for Options {}

impl Options {
    fn asks(&self, is_asked: bool, operator: &str) -> bool {
        is_asked && !self.allow.iter().any(|allowed| allowed == operator)
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, unary) in file.nodes.all::<UnaryExpr>() {
        unaries(file, options, unary, report);
    }
    for (id, operation) in file.nodes.all::<BinExpr>() {
        binaries(file, options, id, operation, report);
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        if assignment.op == AssignOp::AddAssign && is_empty(&assignment.right) && options.asks(options.string, "+") {
            let target = file.source_of(&assignment.left);
            tell(file, assignment.range(), format!("{target} = String({target})"), Mend::Suggest, report);
        }
    }
    if options.disallow_template_shorthand && options.asks(options.string, "+") {
        for (id, template) in file.nodes.all::<Tpl>() {
            let is_tagged = matches!(file.parent(id), Some(Node::TaggedTpl(_)));
            if let Some(value) = only_value(template).filter(|_| !is_tagged) {
                tell(file, template.range(), format!("String({})", file.source_of(value)), Mend::Suggest, report);
            }
        }
    }
}

enum Mend {
    No,
    Suggest,
    Fix,
}

fn tell(file: &File, range: TextRange, text: String, mend: Mend, report: &mut Report) {
    let problem = report.at(range, format!("`{text}` says what is made"));
    let before = if needs_space(&file.text[..range.start() as usize], &text) { " " } else { "" };
    let edit = Edit::replace(range, format!("{before}{text}"));
    match mend {
        Mend::No => {}
        Mend::Suggest => {
            problem.suggest("Say what is made", [edit]);
        }
        Mend::Fix => {
            problem.fix([edit]);
        }
    }
}

fn unaries(file: &File, options: &Options, unary: &UnaryExpr, report: &mut Report) {
    let argument = without_parentheses(&unary.arg);
    let inner = match argument {
        Expr::Unary(inner) => Some(inner),
        _ => None,
    };
    let range = unary.range();
    match (unary.op, inner) {
        (UnaryOp::Bang, Some(inner)) if inner.op == UnaryOp::Bang && options.asks(options.boolean, "!!") => {
            let value = without_parentheses(&inner.arg);
            let is_global =
                file.has_global(&"Boolean".into()) && !file.variables().any(|variable| *variable.name == *"Boolean");
            let text = call("Boolean", file, value);
            tell(file, range, text, if is_global { Mend::Fix } else { Mend::Suggest }, report);
        }
        (UnaryOp::Tilde, _) if is_search(argument) && options.asks(options.boolean, "~") => {
            let sign = if matches!(argument, Expr::OptChain(_)) { ">= 0" } else { "!== -1" };
            tell(file, range, format!("{} {sign}", file.source_of(argument)), Mend::No, report);
        }
        (UnaryOp::Plus, _) if !is_numeric(argument) && options.asks(options.number, "+") => {
            tell(file, range, number(file, &unary.arg), Mend::Suggest, report);
        }
        (UnaryOp::Minus, Some(inner))
            if inner.op == UnaryOp::Minus
                && !is_numeric(without_parentheses(&inner.arg))
                && options.asks(options.number, "- -") =>
        {
            tell(file, range, number(file, &inner.arg), Mend::Suggest, report);
        }
        _ => {}
    }
}

fn number(file: &File, value: &Expr) -> String {
    call("Number", file, value)
}

/// `Number(…)`; a sequence keeps its parentheses.
fn call(kind: &str, file: &File, value: &Expr) -> String {
    let inner = without_parentheses(value);
    let text = file.source_of(inner);
    if matches!(inner, Expr::Seq(_)) { format!("{kind}(({text}))") } else { format!("{kind}({text})") }
}

fn binaries(file: &File, options: &Options, id: NodeId, operation: &BinExpr, report: &mut Report) {
    let (left, right) = (without_parentheses(&operation.left), without_parentheses(&operation.right));
    let range = operation.range();
    match operation.op {
        BinaryOp::Mul if (is_number(left, 1.0) || is_number(right, 1.0)) && options.asks(options.number, "*") => {
            let is_fraction = is_number(right, 1.0)
                && matches!(file.parent(id), Some(Node::BinExpr(outer))
                    if outer.op == BinaryOp::Div && outer.left.range() == range);
            let is_value = |side: &&Expr| !matches!(side, Expr::Bin(_)) && !is_numeric(side);
            if let Some(value) = [right, left].into_iter().find(is_value).filter(|_| !is_fraction) {
                tell(file, range, number(file, value), Mend::Suggest, report);
            }
        }
        BinaryOp::Sub if is_number(right, 0.0) && !is_numeric(left) && options.asks(options.number, "-") => {
            tell(file, range, number(file, left), Mend::Suggest, report);
        }
        BinaryOp::Add if options.asks(options.string, "+") => {
            let value = match (is_empty(left), is_empty(right)) {
                (true, _) if !is_text(right) => right,
                (_, true) if !is_text(left) => left,
                _ => return,
            };
            tell(file, range, call("String", file, value), Mend::Suggest, report);
        }
        _ => {}
    }
}

fn is_number(expression: &Expr, number: f64) -> bool {
    matches!(expression, Expr::Lit(Lit::Num(literal)) if literal.value == number)
}

/// What is a number already: a literal, `Number(…)`, `parseInt(…)`, `parseFloat(…)`.
fn is_numeric(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(Lit::Num(_)) => true,
        other => Called::by(other).is_some_and(|call| match without_parentheses(call.callee) {
            Expr::Ident(name) => matches!(&*name.sym, "Number" | "parseInt" | "parseFloat"),
            _ => false,
        }),
    }
}

/// What is a text already: a literal, a template, `String(…)`.
fn is_text(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(Lit::Str(_)) | Expr::Tpl(_) => true,
        other => Called::by(other).is_some_and(|call| match without_parentheses(call.callee) {
            Expr::Ident(name) => *name.sym == *"String",
            _ => false,
        }),
    }
}

fn is_empty(expression: &Expr) -> bool {
    literal_string(expression).is_some_and(str::is_empty)
}

/// `a.indexOf(b)`
fn is_search(expression: &Expr) -> bool {
    let called = Called::by(expression).and_then(|call| call.method());
    called.is_some_and(|(_, name)| matches!(&*name, "indexOf" | "lastIndexOf"))
}

/// The value of a template in which nothing else is.
fn only_value(template: &Tpl) -> Option<&Expr> {
    let is_nothing = template.quasis.iter().all(|it| it.cooked.as_ref().is_some_and(|text| text.is_empty()));
    match &*template.exprs {
        [only] if is_nothing && !is_text(without_parentheses(only)) => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn operators_that_make_something() {
        check(
            &RULE,
            "
x = [!!a, ~b.indexOf(c), d * 1, '' + e];
//   ^^^ `Boolean(a)`
//        ^^^^^^^^^^^^^ `b.indexOf(c) !== -1`
//                       ^^^^^ `Number(d)`
//                              ^^^^^^ `String(e)`
x = [!a, +1, a * 1 / 2, '' + `b`, 2 * c * 1];
",
        );
        check_fix(&RULE, "x = !!(a + b)", "x = Boolean(a + b)");
        case(&RULE, "x = typeof+a").check_suggestion("x = typeof Number(a)");
    }

    #[test]
    fn some_can_be_allowed() {
        case(&RULE, "x = [!!a, +b, '' + c]").options(json!([{ "string": false, "allow": ["!!", "+"] }])).check();
    }
}

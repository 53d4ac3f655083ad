//! Requires, or disallows, braces around the body of arrow functions.
//!
//! ## Why
//! `=> value` says the same as `=> { return value; }`.
//!
//! ## Bad
//! ```js
//! const double = (n) => { return n * 2; };
//! ```
//!
//! ## Good
//! ```js
//! const double = (n) => n * 2;
//! ```
//!
//! ## Options
//! A word: `"as-needed"` (default), `"always"`, `"never"`. Behind it an object:
//! - `requireReturnForObjectLiteral` (default `false`): with `"as-needed"`, objects are returned from braces.

use serde::Deserialize;
use serde_json::Value;
use source::{Edit, TextRange};
use syntax::ast::{ArrowExpr, ArrowFunctionBody, BinExpr, BinaryOp, Expr, FunctionBody, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::report::Report;
use crate::rule::rule;

rule!("arrow-body-style", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the word.
    #[serde(skip)]
    mode: Mode,
    require_return_for_object_literal: bool,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    AsNeeded,
    Always,
    Never,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (mode, details): (Option<Mode>, Options) = word_and_object(values)?;
        Ok(Options { mode: mode.unwrap_or_default(), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, arrow) in file.nodes.all::<ArrowExpr>() {
        match &*arrow.body {
            ArrowFunctionBody::FunctionBody(body) if options.mode != Mode::Always => {
                braces(file, options, id, body, report);
            }
            ArrowFunctionBody::FunctionBody(_) => {}
            ArrowFunctionBody::Expr(body) => {
                let is_object = matches!(without_parentheses(body), Expr::Object(_));
                let is_wanted = match options.mode {
                    Mode::Always => true,
                    Mode::AsNeeded => options.require_return_for_object_literal && is_object,
                    Mode::Never => false,
                };
                if is_wanted {
                    bare(file, body, report);
                }
            }
        }
    }
}

fn braces(file: &File, options: &Options, arrow: NodeId, body: &FunctionBody, report: &mut Report) {
    let only = match &*body.stmts {
        [Stmt::Return(only)] => Some(only),
        _ => None,
    };
    let value = only.and_then(|only| only.arg.as_deref());
    let is_object = matches!(value.map(without_parentheses), Some(Expr::Object(_)));
    let is_kept = options.mode == Mode::AsNeeded && options.require_return_for_object_literal && is_object;
    if options.mode == Mode::AsNeeded && only.is_none() || is_kept {
        return;
    }
    let problem = report.at(body.range(), "the braces around the body are not needed");
    if let Some(value) = value {
        problem.fix(opened(file, arrow, body, value));
    }
}

/// The edits that leave the value of a body, in parentheses where it needs them.
fn opened(file: &File, arrow: NodeId, body: &FunctionBody, value: &Expr) -> Vec<Edit> {
    let (whole, kept) = (body.range(), value.range());
    let (before, behind) = (TextRange::new(whole.start(), kept.start()), TextRange::new(kept.end(), whole.end()));
    let next = file.next_token(whole.end());
    // On a line of its own, a bracket behind the function would go on with the value.
    let goes_on = file.text[next as usize..].starts_with(['(', '[', '/', '`', '+', '-']);
    if goes_on && file.has_line_break(whole.end(), next) {
        return Vec::new();
    }
    let text = file.slice(kept);
    let needs_parentheses = !matches!(value, Expr::Paren(_))
        && (text.starts_with('{') || matches!(value, Expr::Seq(_)) || is_in_head(file, arrow) && has_in(file, arrow));
    let comments = |range: TextRange| {
        let all: Vec<&str> = file.comments_in(range).iter().map(|comment| file.slice(comment.range)).collect();
        all.join("")
    };
    let has_line_comment =
        [before, behind].iter().any(|it| file.comments_in(*it).iter().any(|comment| !comment.is_block));
    if has_line_comment {
        return Vec::new();
    }
    let (open, close) = if needs_parentheses { ("(", ")") } else { ("", "") };
    vec![
        Edit::replace(before, format!("{}{open}", comments(before))),
        Edit::replace(behind, format!("{close}{}", comments(behind))),
    ]
}

/// Whether a node stands in the first part of a `for`, where `in` means a loop.
fn is_in_head(file: &File, arrow: NodeId) -> bool {
    let range = file.node(arrow).range();
    file.nodes.ancestors(arrow).any(|id| match file.node(id) {
        Node::ForStmt(it) => it.init.as_ref().is_some_and(|init| init.range().contains_range(range)),
        _ => false,
    })
}

fn has_in(file: &File, arrow: NodeId) -> bool {
    file.nodes.all_in::<BinExpr>(arrow).any(|(_, it)| it.op == BinaryOp::In)
}

fn bare(file: &File, body: &Expr, report: &mut Report) {
    let inner = without_parentheses(body);
    let whole = body.range();
    let problem = report.at(inner.range(), "the body belongs into braces");
    if file.has_comments_in(whole) && matches!(body, Expr::Paren(_)) {
        return;
    }
    // Parentheses that kept an object from being a block are not needed behind `return`.
    let text = if matches!(inner, Expr::Object(_)) { file.source_of(inner) } else { file.slice(whole) };
    problem.fix([Edit::replace(whole, format!("{{return {text}}}"))]);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn braces_that_are_not_needed() {
        check(&RULE, "\nx = () => { return 1; };\n//        ^^^^^^^^^^^^^ not needed\ny = () => { a(); return 1; };\n");
        check_fix(&RULE, "x = () => { return {}; };", "x = () => ({});");
        case(&RULE, "x = () => { return {}; };")
            .options(json!(["as-needed", { "requireReturnForObjectLiteral": true }]))
            .check();
    }

    #[test]
    fn braces_that_are_wanted() {
        case(&RULE, "x = (a) => ({ b: a })").options(json!(["always"])).check_fix("x = (a) => {return { b: a }}");
    }
}

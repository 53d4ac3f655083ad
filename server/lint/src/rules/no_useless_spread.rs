//! Disallows spreads of what could stand there itself.
//!
//! ## Why
//! `[...[a, b]]` is `[a, b]`, and what takes an iterable needs no copy of it.
//!
//! ## Bad
//! ```js
//! const all = [first, ...[second, third]];
//! const names = new Set([...list]);
//! ```
//!
//! ## Good
//! ```js
//! const all = [first, second, third];
//! const names = new Set(list);
//! ```

use source::{Edit, TextRange};
use syntax::ast::{ArrayLit, Expr, ExprOrSpread, NewExpr, ObjectLit, PropOrSpread};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-spread", Suspicious, Off, Safe);

fn run(file: &File, report: &mut Report) {
    let arrays = file.nodes.all::<ArrayLit>().map(|(_, array)| array.elems.iter().flatten().collect::<Vec<_>>());
    let calls = file.calls().map(|call| call.arguments.iter().collect());
    let constructions = file.nodes.all::<NewExpr>().map(|(_, new)| new.args.iter().flatten().collect());
    for elements in arrays.chain(calls).chain(constructions) {
        for element in elements {
            if let ExprOrSpread { spread: Some(dots), expr } = element
                && let Expr::Array(array) = without_parentheses(expr)
                && !array.elems.iter().any(Option::is_none)
            {
                let range = syntax::range(*dots).cover(expr.range());
                report.at(range, "the elements could stand there themselves").fix(opened(file, range, array.range()));
            }
        }
    }
    for (_, object) in file.nodes.all::<ObjectLit>() {
        for spread in object.props.iter().filter_map(PropOrSpread::as_spread) {
            if let Expr::Object(inner) = without_parentheses(&spread.expr) {
                let range = syntax::range(spread.dot3_token).cover(spread.expr.range());
                report.at(range, "the properties could stand there themselves").fix(opened(file, range, inner.range()));
            }
        }
    }
    for new in file.constructions() {
        let [first, ..] = new.arguments else { continue };
        let takes_iterable = ["Map", "Set", "WeakMap", "WeakSet"].iter().any(|name| file.is_global(new.callee, name));
        copied(first, takes_iterable, report);
    }
    for call in file.calls() {
        let Some((object, name)) = call.method() else { continue };
        let takes_iterable = match &*name {
            "all" | "allSettled" | "any" | "race" => file.is_global(object, "Promise"),
            "from" => file.is_global(object, "Array") && call.arguments.len() == 1,
            "fromEntries" => file.is_global(object, "Object"),
            _ => false,
        };
        if let Some(first) = call.arguments.first() {
            copied(first, takes_iterable, report);
        }
    }
}

/// `[...list]` given to what takes any iterable.
fn copied(argument: &ExprOrSpread, takes_iterable: bool, report: &mut Report) {
    let Expr::Array(array) = without_parentheses(&argument.expr) else { return };
    if let [Some(ExprOrSpread { spread: Some(_), expr })] = &*array.elems
        && takes_iterable
        && argument.spread.is_none()
        && !matches!(without_parentheses(expr), Expr::Array(_))
    {
        let (range, inner) = (array.range(), expr.range());
        let around = [TextRange::new(range.start(), inner.start()), TextRange::new(inner.end(), range.end())];
        report.at(range, "the copy is not needed").fix(around.map(Edit::delete));
    }
}

/// The edits that leave what is in the brackets of a spread literal. A comma before the closing one goes with it.
fn opened(file: &File, spread: TextRange, literal: TextRange) -> Vec<Edit> {
    let end = file.previous_token_end(literal.end() - 1);
    let has_comma = file.text[..end as usize].ends_with(',');
    let is_empty = file.next_token(literal.start() + 1) == literal.end() - 1;
    if is_empty || file.has_comments_in(spread) {
        return Vec::new();
    }
    let inside_end = if has_comma { end - 1 } else { end };
    vec![
        Edit::delete(TextRange::new(spread.start(), file.next_token(literal.start() + 1))),
        Edit::delete(TextRange::new(inside_end, spread.end())),
    ]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn spreads_are_removed() {
        check_fix(&RULE, "x = [a, ...[b, c,], ...[]]; y = { ...{ d } };", "x = [a, b, c, ...[]]; y = { d };");
        check_fix(&RULE, "f(...[a]); new Set([...b]); Promise.all([...c]);", "f(a); new Set(b); Promise.all(c);");
    }
}

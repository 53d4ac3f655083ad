//! Requires the variables of one declaration to stand in the order of their names.
//!
//! ## Why
//! In a long list a name is found sooner.
//!
//! ## Bad
//! ```js
//! let width, height;
//! ```
//!
//! ## Good
//! ```js
//! let height, width;
//! ```
//!
//! ## Options
//! - `ignoreCase` (default `false`): large letters and small ones are the same.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{Expr, Lit, Pat, VarDecl, VarDeclarator};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::order::{Direction, Order};
use crate::report::Report;
use crate::rule::rule;

rule!("sort-vars", Style, Off, Safe, options: SortVars);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct SortVars {
    ignore_case: bool,
}

impl RuleOptions for SortVars {}

fn run(file: &File, options: &SortVars, report: &mut Report) {
    let order = Order { direction: Direction::Asc, is_case_sensitive: !options.ignore_case, is_natural: false };
    for (_, declaration) in file.nodes.all::<VarDecl>() {
        let named: Vec<(&str, &VarDeclarator)> = declaration.decls.iter().filter_map(name).collect();
        let mut is_mended = false;
        let Some((first, rest)) = named.split_first() else { continue };
        let mut last = first.0;
        for (name, declarator) in rest {
            if order.allows(last, name) {
                last = *name;
                continue;
            }
            let problem = report.at(declarator.range(), format!("`{name}` stands behind `{last}`"));
            let is_plain = named.iter().all(|(_, declarator)| is_free(declarator));
            if is_plain && !std::mem::replace(&mut is_mended, true) {
                problem.fix(sorted(file, &named, order));
            }
        }
    }
}

fn name(declarator: &VarDeclarator) -> Option<(&str, &VarDeclarator)> {
    match &declarator.name {
        Pat::Ident(name) => Some((&*name.id.sym, declarator)),
        _ => None,
    }
}

/// Whether it does not matter when the value of a variable is made.
fn is_free(declarator: &VarDeclarator) -> bool {
    declarator
        .init
        .as_deref()
        .is_none_or(|value| matches!(value, Expr::Lit(literal) if !matches!(literal, Lit::JSXText(_))))
}

/// The variables in order, what stands between them left where it is.
fn sorted(file: &File, named: &[(&str, &VarDeclarator)], order: Order) -> Option<Edit> {
    let (first, last) = (named.first()?.1.range(), named.last()?.1.range());
    let mut by_name = named.to_vec();
    by_name.sort_by(|(one, _), (other, _)| order.compare(one, other));
    let mut text = String::new();
    for (place, (_, declarator)) in by_name.iter().enumerate() {
        text.push_str(file.source_of(*declarator));
        if let Some((_, next)) = named.get(place + 1) {
            text.push_str(file.slice(TextRange::new(named[place].1.range().end(), next.range().start())));
        }
    }
    Some(Edit::replace(first.cover(last), text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn variables_in_order() {
        check(
            &RULE,
            "
var b, a, { z } = c, c = 1, b2;
//     ^ `a` stands behind `b`
//                          ^^ `b2` stands behind `c`
let B, a1;
",
        );
        case(&RULE, "let a, B, c;").options(json!([{ "ignoreCase": true }])).check();
        check_fix(&RULE, "var b = 1, /* one */ a = 'x', c;", "var a = 'x', /* one */ b = 1, c;");
        check_fix(&RULE, "var b = f(), a = 1;", "var b = f(), a = 1;");
    }
}

//! Disallows calling globals that are no functions: `Math()`, `new JSON()`.
//!
//! ## Why
//! It throws when the code runs.
//!
//! ## Bad
//! ```js
//! const half = Math(0.5);
//! ```
//!
//! ## Good
//! ```js
//! const half = Math.round(0.5);
//! ```

use rustc_hash::FxHashSet;
use syntax::ast::{Expr, VarDeclarator};

use crate::bindings::{GLOBAL_OBJECTS, names_of};
use crate::file::{File, without_parentheses};
use crate::names::member;
use crate::report::Report;
use crate::rule::rule;

rule!("no-obj-calls", Correctness, Error, None);

const NO_FUNCTIONS: &[&str] = &["Math", "JSON", "Reflect", "Atomics", "Intl", "Temporal"];

fn run(file: &File, report: &mut Report) {
    // Most calls are told apart by a name alone.
    let mut names: FxHashSet<&str> = NO_FUNCTIONS.iter().chain(GLOBAL_OBJECTS).copied().collect();
    for (_, declarator) in file.nodes.all::<VarDeclarator>() {
        if declarator.init.as_deref().is_some_and(|value| is_made_of(value, &names)) {
            let mut declared = Vec::new();
            names_of(&declarator.name, &mut declared);
            names.extend(declared.iter().map(|name| &*name.id.sym));
        }
    }
    for call in file.calls().chain(file.constructions()).filter(|call| is_made_of(call.callee, &names)) {
        if let Some(name) = file.global_of(call.callee).filter(|name| NO_FUNCTIONS.contains(&&**name)) {
            report.at(call.range, format!("`{name}` is no function"));
        }
    }
}

/// Whether an expression is, or may be, one of some names or a member of it.
fn is_made_of(expression: &Expr, names: &FxHashSet<&str>) -> bool {
    match without_parentheses(expression) {
        Expr::Ident(name) => names.contains(&*name.sym),
        Expr::Cond(choice) => is_made_of(&choice.cons, names) || is_made_of(&choice.alt, names),
        Expr::Bin(logic) => is_made_of(&logic.left, names) || is_made_of(&logic.right, names),
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_made_of(last, names)),
        other => member(other).is_some_and(|member| is_made_of(&member.obj, names)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn calls_and_constructions() {
        check(
            &RULE,
            "
Math.max(); new Intl.Segmenter();
a = Math();
//  ^^^^^^ `Math` is no function
a = new globalThis.JSON;
//  ^^^^^^^^^^^^^^^^^^^ `JSON` is no function
const { Reflect: reflect } = globalThis;
reflect();
//^^^^^^^ `Reflect` is no function
function f(Math) { Math(); }
",
        );
    }
}

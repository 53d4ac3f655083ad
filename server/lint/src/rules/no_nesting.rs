//! Disallows `then` and `catch` in callbacks of promises.
//!
//! ## Why
//! Returned instead, the inner promise is waited for, and the chain stays flat.
//!
//! ## Bad
//! ```js
//! load().then(() => parse().then(show));
//! ```
//!
//! ## Good
//! ```js
//! load().then(() => parse()).then(show);
//! ```

use syntax::ast::MemberProp;

use crate::file::{File, Ranged};
use crate::functions::functions_around;
use crate::names::member;
use crate::promises::given_to;
use crate::report::Report;
use crate::rule::rule;

rule!("no-nesting", Promise, Off, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        let Some((_, name)) = call.method() else { continue };
        if !matches!(&*name, "then" | "catch") {
            continue;
        }
        let mut around = functions_around(file, call.id);
        let Some(callback) = around.find(|function| given_to(file, *function).is_some()) else { continue };
        // Names of the callback are not there outside of it.
        let needs_callback = file.scopes.of_node(callback).is_some_and(|scope| {
            let variables = file.scopes.scope(scope).variables.iter();
            variables.flat_map(|id| file.scopes.references_to(*id)).any(|reference| {
                call.arguments.iter().any(|argument| argument.expr.range().contains_range(reference.range))
            })
        });
        if let Some(MemberProp::Ident(property)) = member(call.callee).map(|callee| &callee.prop)
            && !needs_callback
        {
            report.at(property.range(), format!("a `{name}` inside of a callback of a promise can stand behind it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn chains_in_chains() {
        check(
            &RULE,
            "
a.then(() => { return b.catch(c); });
//                      ^^^^^ inside of a callback
a.then((d) => b(d).then((e) => f(d, e)));
",
        );
    }
}

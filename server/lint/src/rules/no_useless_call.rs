//! Disallows `call` and `apply` that change nothing.
//!
//! ## Why
//! The function could be called as it is.
//!
//! ## Bad
//! ```js
//! f.call(undefined, a, b);
//! list.push.apply(list, [a, b]);
//! ```
//!
//! ## Good
//! ```js
//! f(a, b);
//! list.push(a, b);
//! ```

use syntax::ast::Expr;

use crate::file::{File, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::keeps_this;

rule!("no-useless-call", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        let Some((applied, name)) = call.method() else { continue };
        let [this, rest @ ..] = call.arguments else { continue };
        let is_useless = match &*name {
            "call" => true,
            "apply" => matches!(rest, [list] if matches!(without_parentheses(&list.expr), Expr::Array(_))),
            _ => false,
        };
        if is_useless && this.spread.is_none() && keeps_this(file, applied, &this.expr) {
            report.at(call.range, format!("`{name}` changes nothing here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn this_stays_the_same() {
        check(
            &RULE,
            "
x = a.b.f.call(a.b, c);
//  ^^^^^^^^^^^^^^^^^^ `call` changes nothing
f.call(a); a.f.call(null); f.apply(null, b);
",
        );
    }
}

//! Disallows `return` in the callback of a promise's `finally`.
//!
//! ## Why
//! Nobody gets the value.
//!
//! ## Bad
//! ```js
//! load().finally(() => {
//!     return close();
//! });
//! ```
//!
//! ## Good
//! ```js
//! load().finally(() => {
//!     close();
//! });
//! ```

use syntax::ast::{ArrowFunctionBody, Expr, Stmt};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member;
use crate::report::Report;
use crate::rule::rule;

rule!("no-return-in-finally", Promise, Off, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        let Some((_, name)) = call.method() else { continue };
        if name != "finally" {
            continue;
        }
        let body = match call.first().map(without_parentheses) {
            Some(Expr::Fn(it)) => it.function.body.as_ref(),
            Some(Expr::Arrow(it)) => match &*it.body {
                ArrowFunctionBody::FunctionBody(body) => Some(body),
                ArrowFunctionBody::Expr(_) => None,
            },
            _ => None,
        };
        let returns = body.is_some_and(|body| body.stmts.iter().any(|statement| matches!(statement, Stmt::Return(_))));
        if let Some(callee) = member(call.callee).filter(|_| returns) {
            report.at(callee.prop.range(), "what the callback of `finally` returns is dropped");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn returns() {
        check(&RULE, "\nx = a.finally(function () { return 1; });\n//    ^^^^^^^ is dropped\na.finally(() => b());\n");
    }
}

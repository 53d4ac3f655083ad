//! Disallows a `catch` that only throws again what it caught.
//!
//! ## Why
//! The error goes the same way without it.
//!
//! ## Bad
//! ```js
//! try { f(); } catch (error) { throw error; }
//! ```
//!
//! ## Good
//! ```js
//! try { f(); } catch (error) { log(error); throw error; }
//! ```

use syntax::ast::{CatchClause, Expr, Pat, Stmt, TryStmt};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-catch", Suspicious, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, statement) in file.nodes.all::<TryStmt>() {
        let Some(handler) = statement.handler.as_ref().filter(|handler| only_throws_again(handler)) else { continue };
        match statement.finalizer {
            Some(_) => report.at(handler.range(), "This `catch` only throws again what it caught"),
            None => report.at(statement.range(), "This `try` does nothing: its `catch` only throws again"),
        };
    }
}

fn only_throws_again(handler: &CatchClause) -> bool {
    let Some(Pat::Ident(caught)) = &handler.param else { return false };
    let Some(Stmt::Throw(thrown)) = handler.body.stmts.first() else { return false };
    matches!(without_parentheses(&thrown.arg), Expr::Ident(name) if name.sym == caught.sym)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn throwing_again() {
        check(
            &RULE,
            "
try { f(); } catch (a) { throw a; }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This `try` does nothing
try { f(); } catch (a) { throw a; } finally { g(); }
//           ^^^^^^^^^^^^^^^^^^^^^^ This `catch` only throws again
try { f(); } catch (a) { throw a.b; }
try { f(); } catch { throw a; }
",
        );
    }
}

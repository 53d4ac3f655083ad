//! Disallows an `if` that is alone in an `else`.
//!
//! ## Why
//! `else if` says the same with fewer braces.
//!
//! ## Bad
//! ```js
//! if (a) {
//!     first();
//! } else {
//!     if (b) {
//!         second();
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (a) {
//!     first();
//! } else if (b) {
//!     second();
//! }
//! ```

use source::{Edit, TextRange};
use syntax::ast::{IfStmt, Stmt};

use crate::braces::needs_braces;
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-lonely-if", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (_, outer) in file.nodes.all::<IfStmt>() {
        let Some(Stmt::Block(block)) = outer.alt.as_deref() else { continue };
        let [only @ Stmt::If(inner)] = &*block.stmts else { continue };
        if needs_braces(file, block, only) {
            continue;
        }
        let problem = report.at(inner.range(), "`else if` says the same");
        if can_do_without_braces(file, block.range(), inner) {
            let start = block.range().start();
            let space = if file.text[..start as usize].ends_with("else") { " " } else { "" };
            problem.fix([Edit::replace(block.range(), format!("{space}{}", file.source_of(inner)))]);
        }
    }
}

fn can_do_without_braces(file: &File, braces: TextRange, inner: &IfStmt) -> bool {
    let range = inner.range();
    let before = TextRange::new(braces.start() + 1, range.start());
    let behind = TextRange::new(range.end(), braces.end() - 1);
    if !file.slice(before).trim().is_empty() || !file.slice(behind).trim().is_empty() {
        return false;
    }
    let last = file.source_of(&*inner.cons);
    if matches!(&*inner.cons, Stmt::Block(_)) || last.ends_with(';') {
        return true;
    }
    // Without a semicolon the statement must not go on with what follows the braces.
    let next = file.next_token(braces.end());
    let rest = &file.text[next as usize..];
    rest.is_empty()
        || file.has_line_break(inner.cons.range().end(), next)
            && !rest.starts_with(['(', '[', '/', '+', '`', '-'])
            && !last.ends_with("++")
            && !last.ends_with("--")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn lonely_ones_are_reported() {
        check(
            &RULE,
            "
if (a) {} else { if (b) c(); }
//               ^^^^^^^^^^^ `else if`
if (a) {} else { if (b) c(); d(); }
",
        );
    }

    #[test]
    fn the_braces_are_removed_where_that_is_safe() {
        check_fix(&RULE, "if (a) {} else{ if (b) {} }", "if (a) {} else if (b) {}");
        check_fix(&RULE, "if (a) {} else { if (b) c } d", "if (a) {} else { if (b) c } d");
    }
}

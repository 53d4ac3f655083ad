//! Disallows declarations of `let`, `const`, `class` and `function` directly in a `case`.
//!
//! ## Why
//! Such a name is seen by all cases of the `switch`, but has a value only when its own case ran. A block keeps it where it
//! belongs.
//!
//! ## Bad
//! ```js
//! switch (kind) {
//!     case 1:
//!         let label = "one";
//!         break;
//! }
//! ```
//!
//! ## Good
//! ```js
//! switch (kind) {
//!     case 1: {
//!         let label = "one";
//!         break;
//!     }
//! }
//! ```

use source::Edit;
use syntax::ast::{Decl, Stmt, SwitchCase, VarDeclKind};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-case-declarations", Correctness, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, case) in file.nodes.all::<SwitchCase>() {
        for statement in case.cons.iter().filter(|statement| is_lexical(statement)) {
            let (first, last) = (&case.cons[0], &case.cons[case.cons.len() - 1]);
            let edits = [Edit::insert(first.range().start(), "{ "), Edit::insert(last.range().end(), " }")];
            report
                .at(statement.range(), "all cases of the `switch` see this declaration")
                .suggest("Put a block around the case", edits);
        }
    }
}

fn is_lexical(statement: &Stmt) -> bool {
    match statement {
        Stmt::Decl(Decl::Var(declaration)) => declaration.kind != VarDeclKind::Var,
        Stmt::Decl(Decl::Class(_) | Decl::Fn(_) | Decl::Using(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn lexical_declarations_are_reported() {
        check(
            &RULE,
            "
switch (a) {
    case 1: let x = 1; break;
    //      ^^^^^^^^^^ all cases of the `switch` see this
    case 2: var y; { let z; }
    default: function f() {}
    //       ^^^^^^^^^^^^^^^
}
",
        );
    }

    #[test]
    fn a_block_is_suggested() {
        case(&RULE, "switch (a) { case 1: let x; b(x); }").check_suggestion("switch (a) { case 1: { let x; b(x); } }");
    }
}

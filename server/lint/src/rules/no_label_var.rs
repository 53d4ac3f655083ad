//! Disallows labels that have the name of a variable.
//!
//! ## Why
//! The reader takes one for the other.
//!
//! ## Bad
//! ```js
//! const loop = 1;
//! loop: for (;;) break loop;
//! ```
//!
//! ## Good
//! ```js
//! const count = 1;
//! loop: for (;;) break loop;
//! ```

use syntax::ast::LabeledStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-label-var", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, labeled) in file.nodes.all::<LabeledStmt>() {
        let name = &labeled.label.sym;
        if file.scopes.find(file.nodes.scope(id), name).is_some() || file.has_global(name) {
            report.at(labeled.range(), format!("the label `{name}` has the name of a variable"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn names_of_variables() {
        check(&RULE, "\nfunction f(a) { a: for (;;); b: for (;;); }\n//              ^^^^^^^^^^^^ the label `a`\n");
    }
}

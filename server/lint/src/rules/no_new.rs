//! Disallows `new` whose object nobody keeps.
//!
//! ## Why
//! A constructor makes an object. One that is called for what it does besides is a function in disguise.
//!
//! ## Bad
//! ```js
//! new Person();
//! ```
//!
//! ## Good
//! ```js
//! const person = new Person();
//! ```

use syntax::ast::NewExpr;
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-new", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, _) in file.nodes.all::<NewExpr>() {
        let parent = file.parent_without_parentheses(id).map(|parent| file.node(parent));
        if let Some(Node::ExprStmt(statement)) = parent {
            report.at(statement.range(), "nobody keeps the object that `new` makes");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn objects_that_are_dropped() {
        check(&RULE, "\n(new A());\n//^^^^^^^^ nobody keeps\nb = new A(); new A().c();\n");
    }
}

//! Requires that `default` is the last case of a `switch`.
//!
//! ## Why
//! It is looked for there; before another case it is easily overlooked, and falls through to it.
//!
//! ## Bad
//! ```js
//! switch (kind) {
//!     default: other(); break;
//!     case 1: first(); break;
//! }
//! ```
//!
//! ## Good
//! ```js
//! switch (kind) {
//!     case 1: first(); break;
//!     default: other(); break;
//! }
//! ```

use syntax::ast::SwitchStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("default-case-last", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, switch) in file.nodes.all::<SwitchStmt>() {
        let Some((_, earlier)) = switch.cases.split_last() else { continue };
        if let Some(default) = earlier.iter().find(|case| case.test.is_none()) {
            report.at(default.range(), "`default` is not the last case");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn an_earlier_default_is_reported() {
        check(
            &RULE,
            "
switch (a) {
    default: b();
    //^^^^^^^^^^^ not the last case
    case 1: c();
}
switch (a) { case 1: default: }
",
        );
    }
}

//! Disallows `with`.
//!
//! ## Why
//! Inside of it a name may be a variable or a property of the object, and nobody can tell which. Strict code, and so each
//! module, refuses it anyway.
//!
//! ## Bad
//! ```js
//! with (point) {
//!     r = Math.sqrt(x * x + y * y);
//! }
//! ```
//!
//! ## Good
//! ```js
//! const { x, y } = point;
//! const r = Math.hypot(x, y);
//! ```

use source::TextRange;
use syntax::ast::WithStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-with", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, statement) in file.nodes.all::<WithStmt>() {
        let start = statement.range().start();
        report.at(TextRange::new(start, start + 4), "`with` makes names mean one thing or another");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn the_word_is_reported() {
        let text = "
if (a) with (b) {}
//     ^^^^ `with` makes
";
        case(&RULE, text).script().check();
    }
}

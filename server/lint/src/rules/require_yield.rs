//! Requires `yield` in generators.
//!
//! ## Why
//! A generator that never yields gives nothing to loop over; the `*` is a slip, or the `yield` was forgotten.
//!
//! ## Bad
//! ```js
//! function* numbers() {
//!     return 1;
//! }
//! ```
//!
//! ## Good
//! ```js
//! function* numbers() {
//!     yield 1;
//! }
//! ```

use rustc_hash::FxHashSet;
use syntax::ast::{Function, YieldExpr};

use crate::file::File;
use crate::functions::{described, head};
use crate::report::Report;
use crate::rule::rule;

rule!("require-yield", Suspicious, Error, None);

fn run(file: &File, report: &mut Report) {
    let is_meant = |function: &Function| {
        function.is_generator && function.body.as_ref().is_some_and(|body| !body.stmts.is_empty())
    };
    if !file.nodes.all::<Function>().any(|(_, function)| is_meant(function)) {
        return;
    }
    let yielding: FxHashSet<_> = file.nodes.all::<YieldExpr>().filter_map(|(id, _)| file.function_around(id)).collect();
    for (id, function) in file.nodes.all::<Function>() {
        if is_meant(function) && !yielding.contains(&id) {
            report.at(head(file, id), format!("the {} never yields", described(file, id)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn each_generator_yields_itself() {
        check(
            &RULE,
            "
function* a() { function* b() { yield 1; } return b; }
//^^^^^^^^^ generator function `a` never yields
function* c() {}
const d = { *e() { yield 1; } };
",
        );
    }
}

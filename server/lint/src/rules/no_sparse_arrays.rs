//! Disallows arrays with holes.
//!
//! ## Why
//! `[1, , 2]` has three elements, the second of which is not even `undefined`. Most often a comma is too much.
//!
//! ## Bad
//! ```js
//! const colors = ["red", , "blue"];
//! ```
//!
//! ## Good
//! ```js
//! const colors = ["red", undefined, "blue"];
//! ```

use source::TextRange;
use syntax::ast::ArrayLit;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-sparse-arrays", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, array) in file.nodes.all::<ArrayLit>() {
        if array.elems.iter().all(Option::is_some) {
            continue;
        }
        let mut offset = array.range().start() + 1;
        for element in &array.elems {
            let comma = file.next_token(element.as_ref().map_or(offset, |element| element.expr.range().end()));
            if element.is_none() {
                report.at(TextRange::new(comma, comma + 1), "this comma makes a hole in the array");
            }
            offset = comma + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_commas_of_holes_are_reported() {
        check(
            &RULE,
            "
a = [1, /* 2 */, 3, 4, , ];
//             ^ makes a hole
//                     ^
a = [1, 2, ];
const [, b] = a;
",
        );
    }
}

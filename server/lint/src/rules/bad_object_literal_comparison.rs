//! Disallows comparisons with `{}` and `[]`.
//!
//! ## Why
//! The literal makes a new object, which is the same as no other.
//!
//! ## Bad
//! ```js
//! if (list == []) stop();
//! ```
//!
//! ## Good
//! ```js
//! if (list.length === 0) stop();
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr};

use crate::file::{File, Ranged, without_casts};
use crate::report::Report;
use crate::rule::rule;

// Off, since `no-constant-binary-expression` tells most of it.
rule!("bad-object-literal-comparison", Correctness, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, comparison) in file.nodes.all::<BinExpr>() {
        let result = match comparison.op {
            BinaryOp::EqEq | BinaryOp::EqEqEq => "false",
            BinaryOp::NotEq | BinaryOp::NotEqEq => "true",
            _ => continue,
        };
        for side in [&comparison.left, &comparison.right] {
            let instead = match without_casts(side) {
                Expr::Object(object) if object.props.is_empty() => "`Object.keys` tells whether an object is empty",
                Expr::Array(array) if array.elems.is_empty() => "`length` tells whether an array is empty",
                _ => continue,
            };
            report.at(comparison.range(), format!("this is always {result}; {instead}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn new_objects_are_like_no_other() {
        check(&RULE, "\nx = a != [];\n//  ^^^^^^^ this is always true\ny = b === [1];\n");
    }
}

//! Disallows two parameters of one name.
//!
//! ## Why
//! The first of them can't be reached.
//!
//! ## Bad
//! ```js
//! function f(a, b, a) { return a + b; }
//! ```
//!
//! ## Good
//! ```js
//! function f(a, b, c) { return a + b + c; }
//! ```

use source::TextRange;
use syntax::semantic::{DefinitionKind, Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-dupe-args", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| kind == DefinitionKind::Parameter) {
        let mut parameters = variable.definitions.iter().filter(|it| it.kind == DefinitionKind::Parameter);
        if let (Some(first), Some(_)) = (parameters.next(), parameters.next())
            && let Some(range) = range_of_parameters(file, first.node)
        {
            report.at(range, format!("Two parameters are named `{}`", variable.name));
        }
    }
}

/// From the parenthesis before the first to that behind the last.
fn range_of_parameters(file: &File, function: NodeId) -> Option<TextRange> {
    let Node::Function(function) = file.node(function) else { return None };
    let (first, last) = (function.params.first()?.range(), function.params.last()?.range());
    let start = file.previous_token_end(first.start()).checked_sub(1)?;
    let mut end = file.next_token(last.end());
    if file.next_token_is(end, ",") {
        end = file.next_token(end + 1);
    }
    Some(TextRange::new(start, end + 1))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn parameters() {
        case(
            &RULE,
            "
function f(a, b, a,) {}
//        ^^^^^^^^^^ Two parameters are named `a`
function g(a) { var a; }
",
        )
        .script()
        .check();
    }
}

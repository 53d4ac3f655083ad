//! Requires rest parameters instead of `arguments`.
//!
//! ## Why
//! A rest parameter is a real array, has a name, and is seen in the list of parameters.
//!
//! ## Bad
//! ```js
//! function sum() {
//!     return add(arguments);
//! }
//! ```
//!
//! ## Good
//! ```js
//! function sum(...numbers) {
//!     return add(numbers);
//! }
//! ```

use syntax::ast::MemberProp;
use syntax::semantic::{Node, NodeId, Reference};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("prefer-rest-params", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for id in file.scopes.variable_ids() {
        let variable = file.scopes.variable(id);
        // The wrapper around a CommonJS module has parameters of its own.
        let is_of_function = file.scopes.scope(variable.scope).node != NodeId::PROGRAM;
        if variable.definitions.is_empty() && *variable.name == *"arguments" && is_of_function {
            for reference in file.scopes.references_to(id).filter(|reference| !is_property_of(file, reference)) {
                report.at(reference.range, "a rest parameter, `...args`, is better than `arguments`");
            }
        }
    }
}

/// `arguments.length`, `arguments.callee`: no array has the same.
fn is_property_of(file: &File, reference: &Reference) -> bool {
    match file.parent(reference.node) {
        Some(Node::MemberExpr(member)) => {
            matches!(member.prop, MemberProp::Ident(_)) && member.obj.range() == reference.range
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn arguments_are_reported() {
        check(
            &RULE,
            "
function f() { return [arguments[0], arguments.length]; }
//                     ^^^^^^^^^ a rest parameter
",
        );
    }
}

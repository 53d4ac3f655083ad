//! Disallows returning a value from a setter.
//!
//! ## Why
//! Nobody gets what a setter returns: an assignment gives what was assigned.
//!
//! ## Bad
//! ```js
//! const person = {
//!     set name(value) {
//!         this.first = value;
//!         return value;
//!     },
//! };
//! ```
//!
//! ## Good
//! ```js
//! const person = {
//!     set name(value) {
//!         this.first = value;
//!     },
//! };
//! ```

use syntax::ast::{ArrowFunctionBody, ClassMethod, MethodKind, PrivateMethod, ReturnStmt, SetterProp};
use syntax::semantic::{Node, NodeId};

use crate::descriptors;
use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

const MESSAGE: &str = "nobody gets what a setter returns";

rule!("no-setter-return", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let of_descriptors: Vec<NodeId> = descriptors::functions(file, "set").collect();
    for function in &of_descriptors {
        if let Node::ArrowExpr(arrow) = file.node(*function)
            && let ArrowFunctionBody::Expr(body) = &*arrow.body
        {
            report.at(without_parentheses(body).range(), MESSAGE);
        }
    }
    let has_setters = !of_descriptors.is_empty()
        || file.nodes.all::<SetterProp>().next().is_some()
        || file.nodes.all::<ClassMethod>().any(|(_, it)| it.kind == MethodKind::Setter)
        || file.nodes.all::<PrivateMethod>().any(|(_, it)| it.kind == MethodKind::Setter);
    if !has_setters {
        return;
    }
    for (id, it) in file.nodes.all::<ReturnStmt>().filter(|(_, it)| it.arg.is_some()) {
        let is_of_setter = file
            .function_around(id)
            .is_some_and(|function| is_setter(file, function) || of_descriptors.contains(&function));
        if is_of_setter {
            report.at(it.range(), MESSAGE);
        }
    }
}

fn is_setter(file: &File, function: NodeId) -> bool {
    match file.parent(function) {
        Some(Node::SetterProp(_)) => true,
        Some(Node::ClassMethod(it)) => it.kind == MethodKind::Setter,
        Some(Node::PrivateMethod(it)) => it.kind == MethodKind::Setter,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn setters_of_all_kinds_return_nothing() {
        check(
            &RULE,
            "
const a = { set b(value) { return 1; }, set c(value) { return; } };
//                         ^^^^^^^^^ nobody gets
class D { set e(value) { () => { return 1; }; } }
Object.defineProperty(f, 'g', { set: (value) => value });
//                                              ^^^^^ nobody gets
Reflect.defineProperty(f, 'g', { set(value) { return value; } });
//                                            ^^^^^^^^^^^^^ nobody gets
",
        );
    }
}

//! Requires constructors of derived classes to call `super()`, once on every way.
//!
//! ## Why
//! A derived class has no object before `super()` made it. Without the call, or with a second one, the constructor throws.
//!
//! ## Bad
//! ```js
//! class Square extends Shape {
//!     constructor(side) {
//!         if (side > 0) {
//!             super(side);
//!         }
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Square extends Shape {
//!     constructor(side) {
//!         super(Math.max(side, 0));
//!     }
//! }
//! ```

use syntax::ast::{AssignOp, AssignTarget, BinaryOp, Expr, SimpleAssignTarget};

use crate::file::{File, Ranged, without_parentheses};
use crate::flow::{BlockId, EventKind, SuperCalls, derived_constructors};
use crate::report::Report;
use crate::rule::rule;

rule!("constructor-super", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (id, constructor, extended) in derived_constructors(file) {
        let flow = file.flow(id);
        let calls = SuperCalls::new(file, &flow);
        let can_be_called = may_be_constructor(extended);
        for (event, before) in calls.events().filter(|(event, _)| event.kind == EventKind::SuperCall) {
            let range = file.node(event.node).range();
            if !can_be_called {
                report.at(range, "`super()` fails: what the class extends is no constructor");
            } else if before.sometimes {
                report.at(range, "`super()` may have been called before");
            }
        }
        let ends: Vec<_> = [BlockId::END, BlockId::RETURN].iter().filter_map(|end| calls.at(*end)).collect();
        if ends.iter().any(|end| !end.always) {
            let message = match ends.iter().any(|end| end.sometimes) {
                true => "`super()` is not called on every way through the constructor",
                false => "`super()` is never called",
            };
            report.at(constructor.range(), message);
        }
    }
}

/// Whether a class could extend the value of an expression.
fn may_be_constructor(expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Ident(name) => name.sym != *"undefined",
        Expr::Assign(it) => match it.op {
            AssignOp::Assign | AssignOp::AndAssign => may_be_constructor(&it.right),
            AssignOp::OrAssign | AssignOp::NullishAssign => {
                let is_name = |target: &AssignTarget| match target {
                    AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => name.id.sym != *"undefined",
                    _ => true,
                };
                is_name(&it.left) || may_be_constructor(&it.right)
            }
            _ => false,
        },
        Expr::Bin(it) => match it.op {
            BinaryOp::LogicalAnd => may_be_constructor(&it.right),
            BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => {
                may_be_constructor(&it.left) || may_be_constructor(&it.right)
            }
            _ => false,
        },
        Expr::Cond(it) => may_be_constructor(&it.cons) || may_be_constructor(&it.alt),
        Expr::Seq(it) => it.exprs.last().is_none_or(|last| may_be_constructor(last)),
        Expr::Lit(_) | Expr::Tpl(_) | Expr::Array(_) | Expr::Object(_) | Expr::Arrow(_) => false,
        Expr::Unary(_) | Expr::Update(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn every_way_calls_it_once() {
        check(
            &RULE,
            "
class A extends B { constructor() { a && super(); } }
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not called on every way
class C extends B { constructor() { return; } }
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^ never called
class D extends B { constructor() { super(); super(); } }
//                                           ^^^^^^^ called before
class E extends null { constructor() { super(); } }
//                                     ^^^^^^^ no constructor
class F extends B { constructor() { if (a) super(); else return {}; } }
class G extends B { constructor() { try { super(); } finally { b(); } } }
",
        );
    }
}

//! Disallows `this` and `super` in a constructor before `super()` was called.
//!
//! ## Why
//! In a derived class there is no `this` until `super()` has made it; using it throws a `ReferenceError`.
//!
//! ## Bad
//! ```js
//! class Square extends Shape {
//!     constructor(side) {
//!         this.side = side;
//!         super();
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Square extends Shape {
//!     constructor(side) {
//!         super();
//!         this.side = side;
//!     }
//! }
//! ```

use rustc_hash::FxHashSet;
use syntax::ast::{Expr, Lit};

use crate::file::{File, without_parentheses};
use crate::flow::{EventKind, SuperCalls, derived_constructors};
use crate::report::Report;
use crate::rule::rule;

rule!("no-this-before-super", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (id, _, extended) in derived_constructors(file) {
        if matches!(without_parentheses(extended), Expr::Lit(Lit::Null(_))) {
            continue;
        }
        let flow = file.flow(id);
        let calls = SuperCalls::new(file, &flow);
        // What stands in a `finally` is come by in two ways, and is one problem.
        let mut seen = FxHashSet::default();
        let early = calls.events().filter(|(event, before)| event.kind == EventKind::This && !before.always);
        for (event, _) in early.filter(|(event, _)| seen.insert(event.node)) {
            let range = file.node(event.node).range();
            let message = format!("`{}` is used before `super()`", file.slice(range));
            report.at(range, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_object_is_there_on_every_way() {
        check(
            &RULE,
            "
class A extends B { constructor() { this.a = 1; super(); } }
//                                  ^^^^ `this` is used before
class C extends B { constructor() { super(this.a); } }
//                                        ^^^^ used before
class D extends B { constructor() { if (a) super(); super.b(); } }
//                                                  ^^^^^ `super` is used before
class E extends B { constructor() { if (a) super(); else throw b; this.c(); } }
class F extends B { constructor() { const f = () => this; super(); } }
",
        );
    }
}

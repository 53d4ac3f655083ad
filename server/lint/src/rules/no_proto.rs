//! Disallows the property `__proto__`.
//!
//! ## Why
//! It is kept for old code only; `Object.getPrototypeOf` and `Object.setPrototypeOf` do the same for every object.
//!
//! ## Bad
//! ```js
//! const parent = value.__proto__;
//! ```
//!
//! ## Good
//! ```js
//! const parent = Object.getPrototypeOf(value);
//! ```

use syntax::ast::MemberExpr;

use crate::file::{File, Ranged};
use crate::names::member_name;
use crate::report::Report;
use crate::rule::rule;

rule!("no-proto", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, member) in file.nodes.all::<MemberExpr>() {
        if member_name(&member.prop).is_some_and(|name| name == "__proto__") {
            report.at(member.range(), "`Object.getPrototypeOf` does the same as `__proto__`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_property_is_reported() {
        check(
            &RULE,
            "
x = a.__proto__;
//  ^^^^^^^^^^^ `Object.getPrototypeOf`
x = a[`__proto__`];
//  ^^^^^^^^^^^^^^
x = a[__proto__]; x = { __proto__: null };
",
        );
    }
}

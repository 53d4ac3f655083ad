//! Disallows the property `__iterator__`.
//!
//! ## Why
//! Old versions of Firefox had it. `Symbol.iterator` is what loops ask for.
//!
//! ## Bad
//! ```js
//! List.prototype.__iterator__ = function () {};
//! ```
//!
//! ## Good
//! ```js
//! List.prototype[Symbol.iterator] = function* () {};
//! ```

use syntax::ast::MemberExpr;

use crate::file::{File, Ranged};
use crate::names::member_name;
use crate::report::Report;
use crate::rule::rule;

rule!("no-iterator", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, member) in file.nodes.all::<MemberExpr>() {
        if member_name(&member.prop).is_some_and(|name| name == "__iterator__") {
            report.at(member.range(), "loops ask for `Symbol.iterator`, not for `__iterator__`");
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
x = a.__iterator__;
//  ^^^^^^^^^^^^^^ `Symbol.iterator`
x = a[Symbol.iterator];
",
        );
    }
}

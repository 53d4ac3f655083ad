//! Disallows `new` before functions of `Promise`.
//!
//! ## Why
//! `Promise.resolve` is no constructor: the call throws.
//!
//! ## Bad
//! ```js
//! const done = new Promise.resolve(1);
//! ```
//!
//! ## Good
//! ```js
//! const done = Promise.resolve(1);
//! ```

use source::{Edit, TextRange};

use crate::file::{File, Ranged};
use crate::names::{member, member_name};
use crate::promises::{is_promise_class, maker};
use crate::report::Report;
use crate::rule::rule;

rule!("no-new-statics", Promise, Error, Safe);

fn run(file: &File, report: &mut Report) {
    for new in file.constructions() {
        let Some(callee) = member(new.callee) else { continue };
        let name = member_name(&callee.prop);
        let is_static = |name: &str| name == "withResolvers" || maker(new.callee).is_some();
        if let Some(name) = name.filter(|name| is_promise_class(&callee.obj) && is_static(name)) {
            let word = TextRange::new(new.range.start(), new.callee.range().start());
            report.at(new.range, format!("`Promise.{name}` is no constructor")).fix([Edit::delete(word)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn new_is_removed() {
        check_fix(
            &RULE,
            "x = new Promise.resolve(a); y = new Promise(b);",
            "x = Promise.resolve(a); y = new Promise(b);",
        );
    }
}

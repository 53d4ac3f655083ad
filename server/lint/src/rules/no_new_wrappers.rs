//! Disallows `new String`, `new Number` and `new Boolean`.
//!
//! ## Why
//! They make objects, which are not equal to the value that they hold, and are true whatever it is.
//!
//! ## Bad
//! ```js
//! if (new Boolean(false)) f();
//! ```
//!
//! ## Good
//! ```js
//! if (Boolean(a)) f();
//! ```

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-new-wrappers", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for call in file.constructions() {
        let wrapper = ["String", "Number", "Boolean"].into_iter().find(|name| file.is_global(call.callee, name));
        if let Some(name) = wrapper {
            report.at(call.range, format!("`new {name}` makes an object, not a value"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn objects_around_values() {
        check(
            &RULE,
            "
a = new String('b') + String(c);
//  ^^^^^^^^^^^^^^^ `new String` makes an object
function f(Number) { return new Number(); }
",
        );
    }
}

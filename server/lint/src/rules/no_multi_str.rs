//! Disallows strings that go on with the next line after a `\`.
//!
//! ## Why
//! A space behind the `\` breaks it, and the indent of the next line is in the string. A template, or a sum, says what is meant.
//!
//! ## Bad
//! ```js
//! const text = "one \
//!     two";
//! ```
//!
//! ## Good
//! ```js
//! const text = "one " +
//!     "two";
//! ```

use syntax::ast::Str;
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-multi-str", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, string) in file.nodes.all::<Str>() {
        let range = string.range();
        if file.has_line_break(range.start(), range.end()) && !matches!(file.parent(id), Some(Node::JSXAttr(_))) {
            report.at(range, "the string goes on with the next line");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn lines_in_strings_are_reported() {
        check(&RULE, "x = ['a', `b\nc`]");
    }
}

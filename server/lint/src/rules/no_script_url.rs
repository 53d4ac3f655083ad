//! Disallows `javascript:` URLs.
//!
//! ## Why
//! The code in such a URL is evaluated like that of `eval`.
//!
//! ## Bad
//! ```js
//! location.href = "javascript:void(0)";
//! ```
//!
//! ## Good
//! ```js
//! location.href = "https://example.com/";
//! ```

use source::TextRange;
use syntax::ast::{Str, Tpl};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-script-url", Suspicious, Off, None);

const SCHEME: &str = "javascript:";

fn run(file: &File, report: &mut Report) {
    let mut look = |text: Option<&str>, range: TextRange| {
        let start = text.and_then(|text| text.as_bytes().get(..SCHEME.len()));
        if start.is_some_and(|start| start.eq_ignore_ascii_case(SCHEME.as_bytes())) {
            report.at(range, "a `javascript:` URL is a kind of `eval`");
        }
    };
    for (_, text) in file.nodes.all::<Str>() {
        look(text.value.as_str(), text.range());
    }
    for (id, template) in file.nodes.all::<Tpl>() {
        if let ([], [quasi]) = (&*template.exprs, &*template.quasis)
            && !matches!(file.parent(id), Some(Node::TaggedTpl(_)))
        {
            look(quasi.cooked.as_ref().and_then(|text| text.as_str()), template.range());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn urls_with_code() {
        check(
            &RULE,
            "
x = ['JavaScript:', `javascript:`, 'xjavascript:', tag`javascript:`];
//   ^^^^^^^^^^^^^ a kind of `eval`
//                  ^^^^^^^^^^^^^
",
        );
    }
}

//! Disallows `[]` in regular expressions.
//!
//! ## Why
//! It matches nothing, and so does what it is a part of. Any character is `[^]`.
//!
//! ## Bad
//! ```js
//! const word = /^abc[]/;
//! ```
//!
//! ## Good
//! ```js
//! const word = /^abc[a-z]/;
//! ```

use oxc_regular_expression::ast::CharacterClass;
use oxc_regular_expression::visit::{Visit, walk};

use crate::file::File;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty-character-class", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for source in regex::all(file).filter(|source| source.is_literal() && source.text().contains("[]")) {
        let is_empty = source.look(|pattern| {
            let mut classes = Classes { is_empty: false };
            classes.visit_pattern(pattern);
            classes.is_empty
        });
        if is_empty == Some(true) {
            report.at(source.range, "the pattern has a class `[]`, which matches nothing");
        }
    }
}

struct Classes {
    is_empty: bool,
}

impl<'a> Visit<'a> for Classes {
    fn visit_character_class(&mut self, class: &CharacterClass<'a>) {
        self.is_empty |= !class.negative && class.body.is_empty();
        walk::walk_character_class(self, class);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn empty_classes_are_reported() {
        check(
            &RULE,
            r"
a = /b[]c/;
//  ^^^^^^ matches nothing
a = /[[b]--[]]/v;
//  ^^^^^^^^^^^^
a = /[^]\[]/;
",
        );
    }
}

//! Disallows `${…}` in strings that are no templates.
//!
//! ## Why
//! Nothing is put in there; the backticks were forgotten.
//!
//! ## Bad
//! ```js
//! const greeting = "Hello, ${name}!";
//! ```
//!
//! ## Good
//! ```js
//! const greeting = `Hello, ${name}!`;
//! ```

use syntax::ast::Str;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-template-curly-in-string", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, string) in file.nodes.all::<Str>() {
        let is_template = string
            .value
            .as_str()
            .and_then(|text| text.split_once("${"))
            .is_some_and(|(_, rest)| rest.find('}').is_some_and(|end| end > 0));
        if is_template {
            report.at(string.range(), "only in backticks is `${}` replaced");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn placeholders_in_strings_are_reported() {
        check(
            &RULE,
            "
x = ['a ${b}', '$c', '${}', `${d}`];
//   ^^^^^^^^ only in backticks
",
        );
    }
}

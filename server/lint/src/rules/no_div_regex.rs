//! Disallows regular expressions that begin with `=`.
//!
//! ## Why
//! `/=` looks like a division that assigns.
//!
//! ## Bad
//! ```js
//! const pattern = /=foo/;
//! ```
//!
//! ## Good
//! ```js
//! const pattern = /[=]foo/;
//! ```

use source::{Edit, TextRange};
use syntax::ast::Regex;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-div-regex", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (_, regex) in file.nodes.all::<Regex>() {
        if regex.exp.starts_with('=') {
            let range = regex.range();
            let sign = TextRange::new(range.start() + 1, range.start() + 2);
            report.at(range, "`/=` looks like a division").fix([Edit::replace(sign, "[=]")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn the_sign_is_put_in_brackets() {
        check_fix(&RULE, "x = /=a/g", "x = /[=]a/g");
    }
}

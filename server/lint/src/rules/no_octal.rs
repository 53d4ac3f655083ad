//! Disallows numbers with a leading `0`.
//!
//! ## Why
//! `071` is 57, and `081` is 81: the old way to write octal numbers surprises. `0o71` says what it is. Strict code, and so each
//! module, refuses the old way anyway.
//!
//! ## Bad
//! ```js
//! const mode = 0644;
//! ```
//!
//! ## Good
//! ```js
//! const mode = 0o644;
//! ```

use syntax::ast::Number;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-octal", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, number) in file.nodes.all::<Number>() {
        let text = file.source_of(number).as_bytes();
        if text[0] == b'0' && text.get(1).is_some_and(u8::is_ascii_digit) {
            report.at(number.range(), "octal numbers begin with `0o`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn leading_zeros_are_reported() {
        let text = "
a = 01234;
//  ^^^^^ begin with `0o`
a = [0, 0.1, 0x1, 0o17];
";
        case(&RULE, text).script().check();
    }
}

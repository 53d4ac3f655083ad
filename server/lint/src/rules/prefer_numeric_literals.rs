//! Requires `0b`, `0o` and `0x` literals instead of `parseInt` of a string.
//!
//! ## Why
//! The number is known when it is written.
//!
//! ## Bad
//! ```js
//! const mode = parseInt("755", 8);
//! ```
//!
//! ## Good
//! ```js
//! const mode = 0o755;
//! ```

use source::Edit;
use syntax::ast::{Expr, Lit};

use crate::calls::{Call, is_parse_int};
use crate::file::{File, without_parentheses};
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("prefer-numeric-literals", Style, Off, Safe);

/// Radix, prefix, and how the literals are called.
const SYSTEMS: &[(u32, &str, &str)] = &[(2, "0b", "binary"), (8, "0o", "octal"), (16, "0x", "hexadecimal")];

fn run(file: &File, report: &mut Report) {
    for Call { callee, arguments, range, .. } in file.calls() {
        let [text, radix] = arguments else { continue };
        let Expr::Lit(Lit::Num(radix)) = without_parentheses(&radix.expr) else { continue };
        let Some((radix, prefix, word)) = SYSTEMS.iter().find(|(it, ..)| f64::from(*it) == radix.value) else {
            continue;
        };
        let Some(digits) = literal_string(&text.expr).filter(|_| is_parse_int(file, callee)) else { continue };
        let problem = report.at(range, format!("a literal, `{prefix}…`, is better than a {word} string"));
        let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(*radix));
        if is_number && !file.has_comments_in(range) {
            let text = format!("{prefix}{digits}");
            let before = if needs_space(&file.text[..range.start() as usize], &text) { " " } else { "" };
            let behind = if needs_space(&text, &file.text[range.end() as usize..]) { " " } else { "" };
            problem.fix([Edit::replace(range, format!("{before}{text}{behind}"))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn strings_become_literals() {
        check_fix(&RULE, "x = (a)in parseInt('1F', 16) + parseInt('9', 8)", "x = (a)in 0x1F + parseInt('9', 8)");
    }
}

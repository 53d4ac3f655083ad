//! Disallows octal escapes in strings.
//!
//! ## Why
//! `"\251"` is hard to read, and refused in strict code, in templates and so in modules. `"\xA9"` says the same.
//!
//! ## Bad
//! ```js
//! const copyright = "\251";
//! ```
//!
//! ## Good
//! ```js
//! const copyright = "\xA9";
//! ```

use syntax::ast::Str;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-octal-escape", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, string) in file.nodes.all::<Str>() {
        let text = file.source_of(string);
        if text.contains('\\') && has_octal_escape(text.as_bytes()) {
            report.at(string.range(), "the string has an octal escape");
        }
    }
}

fn has_octal_escape(text: &[u8]) -> bool {
    let mut index = 0;
    while index + 1 < text.len() {
        if text[index] != b'\\' {
            index += 1;
            continue;
        }
        match text[index + 1] {
            b'1'..=b'7' => return true,
            b'0' if text.get(index + 2).is_some_and(u8::is_ascii_digit) => return true,
            _ => index += 2,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn octal_escapes_are_reported() {
        let text = r"
x = ['\251', '\08', '\0', '\\1', '\8'];
//   ^^^^^^ an octal escape
//           ^^^^^
";
        case(&RULE, text).script().check();
    }
}

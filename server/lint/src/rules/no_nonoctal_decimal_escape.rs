//! Disallows `\8` and `\9` in strings.
//!
//! ## Why
//! They look like the old octal escapes `\1` to `\7`, but are the digits themselves.
//!
//! ## Bad
//! ```js
//! const text = "\8";
//! ```
//!
//! ## Good
//! ```js
//! const text = "8";
//! ```

use source::{Edit, TextRange};
use syntax::ast::Str;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-nonoctal-decimal-escape", Correctness, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, string) in file.nodes.all::<Str>() {
        let text = file.source_of(string);
        if !text.contains('\\') {
            continue;
        }
        let mut bytes = text.bytes().enumerate();
        while let Some((index, byte)) = bytes.next() {
            if byte != b'\\' {
                continue;
            }
            if let Some((_, digit @ (b'8' | b'9'))) = bytes.next() {
                let start = string.range().start() + index as u32;
                let digit = digit as char;
                report
                    .at(TextRange::new(start, start + 2), format!("`\\{digit}` is no escape, only `{digit}`"))
                    .suggest("Remove the `\\`", [Edit::delete(TextRange::new(start, start + 1))])
                    .suggest("Keep the `\\` as a character", [Edit::insert(start, "\\")]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn escapes_are_reported() {
        let text = r"
a = 'b\8\\9\9';
//    ^^ is no escape
//         ^^
";
        case(&RULE, text).script().check();
    }
}

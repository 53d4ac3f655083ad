//! Disallows control characters in regular expressions.
//!
//! ## Why
//! Characters below U+0020 hardly ever stand in a text. `/\x1f/` is most often a slip, or meant something else.
//!
//! ## Bad
//! ```js
//! const separator = /\x1f/;
//! ```
//!
//! ## Good
//! ```js
//! const tab = /\t/;
//! ```

use oxc_regular_expression::ast::{Character, CharacterKind};
use oxc_regular_expression::visit::Visit;

use crate::file::File;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;

rule!("no-control-regex", Suspicious, Error, None);

fn run(file: &File, report: &mut Report) {
    for source in regex::all(file) {
        let text = source.text();
        if !text.contains(|character| character < ' ') && !ESCAPES.iter().any(|escape| text.contains(escape)) {
            continue;
        }
        let found = source.look(|pattern| {
            let mut controls = Controls::default();
            controls.visit_pattern(pattern);
            controls.found
        });
        if let Some(found) = found.filter(|found| !found.is_empty()) {
            report.at(source.pattern_range, format!("the pattern has control characters: {}", found.join(", ")));
        }
    }
}

/// How the escapes begin that can be control characters.
const ESCAPES: &[&str] = &["\\x0", "\\x1", "\\u00", "\\u{"];

#[derive(Default)]
struct Controls {
    found: Vec<String>,
}

impl Visit<'_> for Controls {
    fn visit_character(&mut self, character: &Character) {
        use CharacterKind::{HexadecimalEscape, Identifier, Symbol, UnicodeEscape};
        if character.value < 0x20 && matches!(character.kind, HexadecimalEscape | Identifier | Symbol | UnicodeEscape) {
            self.found.push(format!("`\\x{:02x}`", character.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn control_characters_are_reported() {
        check(
            &RULE,
            r"
a = /\x1f\u0002/;
//  ^^^^^^^^^^^^ control characters: `\x1f`, `\x02`
a = new RegExp('\x1f');
//             ^^^^^^
a = /\t\n\cA\0/;
",
        );
    }
}

//! Disallows the name `undefined`.
//!
//! ## Why
//! It is a variable that can be hidden. Where it may not be, `no-shadow-restricted-names` is enough.
//!
//! ## Bad
//! ```js
//! if (value === undefined) stop();
//! ```
//!
//! ## Good
//! ```js
//! if (typeof value === "undefined") stop();
//! ```

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-undefined", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    let message = "`undefined` is a variable like others";
    let mut last = None;
    for (_, reference) in file.scopes.references() {
        if *reference.name == *"undefined" && !reference.is_initializer && last != Some(reference.range) {
            last = Some(reference.range);
            report.at(reference.range, message);
        }
    }
    for variable in file.variables().filter(|variable| *variable.name == *"undefined") {
        for definition in &variable.definitions {
            report.at(definition.range, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_name_is_reported() {
        check(
            &RULE,
            "\nlet a = undefined, b = { undefined: 1 }.undefined;\n//      ^^^^^^^^^ a variable like others\n",
        );
    }
}

//! Disallows `replaceAll` with a regular expression that is not global.
//!
//! ## Why
//! It throws: `replaceAll` wants the flag `g`.
//!
//! ## Bad
//! ```js
//! const words = text.replaceAll(/\s+/, " ");
//! ```
//!
//! ## Good
//! ```js
//! const words = text.replaceAll(/\s+/g, " ");
//! ```

use crate::file::File;
use crate::regex::not_global;
use crate::report::Report;
use crate::rule::rule;

rule!("bad-replace-all-arg", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for pattern in not_global(file, &["replaceAll"]) {
        report.at(pattern, "`replaceAll` throws when the flag `g` is missing");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_flag_is_missing() {
        check(
            &RULE,
            "
a.replaceAll(b); a.replaceAll(new RegExp(b)); a.replaceAll(new RegExp('b', c ? 'g' : 'gi'));
const d = /a/i; x = e.replaceAll(d);
//                               ^ `g` is missing
",
        );
    }
}

//! Disallows `matchAll` with a regular expression that is not global.
//!
//! ## Why
//! It throws: `matchAll` wants the flag `g`.
//!
//! ## Bad
//! ```js
//! const words = text.matchAll(/\s+/);
//! ```
//!
//! ## Good
//! ```js
//! const words = text.matchAll(/\s+/g);
//! ```

use crate::file::File;
use crate::regex::not_global;
use crate::report::Report;
use crate::rule::rule;

rule!("bad-match-all-arg", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for pattern in not_global(file, &["matchAll"]) {
        report.at(pattern, "`matchAll` throws when the flag `g` is missing");
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
a.matchAll(b); a.matchAll(new RegExp(b)); a.matchAll(new RegExp('b', c ? 'g' : 'gi'));
const d = /a/i; x = e.matchAll(d);
//                             ^ `g` is missing
",
        );
    }
}

//! Disallows `Promise.all`, `any` and `race` with one promise.
//!
//! ## Why
//! The promise is enough by itself.
//!
//! ## Bad
//! ```js
//! const [page] = await Promise.all([load()]);
//! ```
//!
//! ## Good
//! ```js
//! const page = await load();
//! ```

use crate::file::{File, Ranged};
use crate::promises::combined;
use crate::report::Report;
use crate::rule::rule;

rule!("no-single-promise-in-promise-methods", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (name, array) in combined(file) {
        if name != "allSettled"
            && let [Some(only)] = &*array.elems
            && only.spread.is_none()
        {
            report.at(array.range(), format!("`Promise.{name}` is not needed for one promise"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn one_promise() {
        check(
            &RULE,
            "\nPromise.all([a()]);\n//          ^^^^^ for one promise\nPromise.all([a, b]); Promise.any([...c]);\n",
        );
    }
}

//! Disallows calling globals that are no functions: `Math()`, `new JSON()`.
//!
//! ## Why
//! It throws when the code runs.
//!
//! ## Bad
//! ```js
//! const half = Math(0.5);
//! ```
//!
//! ## Good
//! ```js
//! const half = Math.round(0.5);
//! ```

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-obj-calls", Correctness, Error, None);

const NO_FUNCTIONS: &[&str] = &["Math", "JSON", "Reflect", "Atomics", "Intl", "Temporal"];

fn run(file: &File, report: &mut Report) {
    for call in file.calls().chain(file.constructions()) {
        if let Some(name) = file.global_of(call.callee).filter(|name| NO_FUNCTIONS.contains(&&**name)) {
            report.at(call.range, format!("`{name}` is no function"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn calls_and_constructions() {
        check(
            &RULE,
            "
Math.max(); new Intl.Segmenter();
a = Math();
//  ^^^^^^ `Math` is no function
a = new globalThis.JSON;
//  ^^^^^^^^^^^^^^^^^^^ `JSON` is no function
const { Reflect: reflect } = globalThis;
reflect();
//^^^^^^^ `Reflect` is no function
function f(Math) { Math(); }
",
        );
    }
}

//! Disallows `new` with globals that can only be called: `new Symbol()`, `new BigInt(1)`.
//!
//! ## Why
//! It throws when the code runs.
//!
//! ## Bad
//! ```js
//! const key = new Symbol('key');
//! ```
//!
//! ## Good
//! ```js
//! const key = Symbol('key');
//! ```

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-new-native-nonconstructor", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for call in file.constructions_of(&["Symbol", "BigInt"]) {
        if let Some(name) = ["Symbol", "BigInt"].into_iter().find(|name| file.is_global(call.callee, name)) {
            report.at(without_parentheses(call.callee).range(), format!("`{name}` is no constructor"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn constructions() {
        check(
            &RULE,
            "
a = new Symbol('a') + Symbol('b') + new BigInt(1);
//      ^^^^^^ `Symbol` is no constructor
//                                      ^^^^^^ `BigInt` is no constructor
function f(Symbol) { return new Symbol(); }
",
        );
    }
}

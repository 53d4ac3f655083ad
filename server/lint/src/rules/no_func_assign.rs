//! Disallows writing to the name of a function.
//!
//! ## Why
//! The function is lost; mostly another name was meant.
//!
//! ## Bad
//! ```js
//! function f() {}
//! f = g;
//! ```
//!
//! ## Good
//! ```js
//! let f = function () {};
//! f = g;
//! ```

use syntax::semantic::DefinitionKind;

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-func-assign", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| matches!(kind, DefinitionKind::Function | DefinitionKind::FunctionName)) {
        for reference in file.references_of(variable).filter(|it| it.is_write()) {
            report.at(reference.range, format!("`{}` is a function", variable.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn every_way_of_writing() {
        check(
            &RULE,
            "
function fff() {}
fff = 1; g = function hh() { hh = 1; };
//^ `fff` is a function
//                           ^^ `hh` is a function
function i(i) { i = 1; }
",
        );
    }
}

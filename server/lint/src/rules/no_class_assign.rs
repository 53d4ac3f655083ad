//! Disallows writing to the name of a class.
//!
//! ## Why
//! The class is lost; mostly another name was meant.
//!
//! ## Bad
//! ```js
//! class A {}
//! A = 0;
//! ```
//!
//! ## Good
//! ```js
//! let A = class {};
//! A = 0;
//! ```

use syntax::semantic::DefinitionKind;

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-class-assign", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| kind == DefinitionKind::Class) {
        for reference in file.rewrites(variable) {
            report.at(reference.range, format!("`{}` is a class", variable.name));
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
class Aaa { f() { Aaa = 0; } }
//                ^^^ `Aaa` is a class
f([Aaa] = []);
// ^^^ `Aaa` is a class
let B = class {}; B = 0;
",
        );
    }
}

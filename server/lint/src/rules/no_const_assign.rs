//! Disallows writing to a constant.
//!
//! ## Why
//! It throws when the code runs.
//!
//! ## Bad
//! ```js
//! const a = 0;
//! a += 1;
//! ```
//!
//! ## Good
//! ```js
//! let a = 0;
//! a += 1;
//! ```

use syntax::semantic::DefinitionKind;

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-const-assign", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| matches!(kind, DefinitionKind::Const | DefinitionKind::Using)) {
        for reference in file.rewrites(variable) {
            report
                .at(reference.range, format!("`{}` is a constant", variable.name))
                .relate(variable.definitions[0].range, "It is declared here");
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
const aaa = 0, { bbb } = aaa;
for (const c of bbb) c;
aaa = 1; [bbb] = [2]; aaa++;
//^ `aaa` is a constant
//        ^^^ `bbb` is a constant
//                    ^^^ `aaa` is a constant
{ let aaa; aaa = 1; }
",
        );
    }
}

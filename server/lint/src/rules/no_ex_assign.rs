//! Disallows writing to the parameter of a `catch`.
//!
//! ## Why
//! What was thrown is lost, and with it the cause.
//!
//! ## Bad
//! ```js
//! try { f(); } catch (error) { error = 1; }
//! ```
//!
//! ## Good
//! ```js
//! try { f(); } catch (error) { let code = error.code; code ??= 1; }
//! ```

use syntax::semantic::DefinitionKind;

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-ex-assign", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| kind == DefinitionKind::Catch) {
        for reference in file.rewrites(variable) {
            report.at(reference.range, format!("`{}` is what was caught", variable.name));
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
try {} catch (eee) { eee = 1; }
//                   ^^^ `eee` is what was caught
try {} catch (e) { { let e; e = 1; } }
",
        );
    }
}

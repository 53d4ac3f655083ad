//! Disallows initializing variables to `undefined`.
//!
//! ## Why
//! They are `undefined` without it.
//!
//! ## Bad
//! ```js
//! let a = undefined;
//! ```
//!
//! ## Good
//! ```js
//! let a;
//! const b = undefined;
//! ```

use source::{Edit, TextRange};
use syntax::ast::{VarDecl, VarDeclKind, VarDeclarator};

use crate::file::{File, Ranged};
use crate::report::{Problem, Report};
use crate::rule::rule;
use crate::values::is_undefined;

rule!("no-undef-init", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (_, declaration) in file.nodes.all::<VarDecl>().filter(|(_, it)| it.kind != VarDeclKind::Const) {
        for declarator in &declaration.decls {
            if declarator.init.as_ref().is_some_and(|value| is_undefined(file, value)) {
                let name = file.source_of(&declarator.name);
                let problem = report.at(declarator.range(), format!("`{name}` is `undefined` without being told"));
                // A `var` in a loop keeps the value of the last turn.
                if declaration.kind == VarDeclKind::Let && declarator.name.is_ident() {
                    remove(file, declarator, problem);
                }
            }
        }
    }
}

fn remove(file: &File, declarator: &VarDeclarator, problem: &mut Problem) {
    let value = TextRange::new(declarator.name.range().end(), declarator.range().end());
    if !file.has_comments_in(value) {
        problem.fix([Edit::delete(value)]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn undefined_is_no_news() {
        check(
            &RULE,
            "
let aaa = undefined, b = 1;
//  ^^^^^^^^^^^^^^^ `aaa` is `undefined` without being told
const c = undefined;
function f(undefined) { let d = undefined; }
",
        );
    }

    #[test]
    fn it_is_removed() {
        check_fix(&RULE, "let a = undefined, b = 1; var c = undefined;", "let a, b = 1; var c = undefined;");
    }
}

//! Disallows variables that are read but never have a value.
//!
//! ## Why
//! They are always `undefined`: an assignment was forgotten or removed.
//!
//! ## Bad
//! ```js
//! let status;
//! if (status === 'ready') start();
//! ```
//!
//! ## Good
//! ```js
//! let status;
//! onStatus((now) => { status = now; });
//! if (status === 'ready') start();
//! ```

use syntax::ast::VarDecl;
use syntax::semantic::{Definition, DefinitionKind, Node};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unassigned-vars", Suspicious, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| matches!(kind, DefinitionKind::Let | DefinitionKind::Var)) {
        let is_read = || file.references_of(variable).any(|reference| reference.is_read());
        let is_written = || file.references_of(variable).any(|reference| reference.is_write());
        if variable.definitions.iter().all(|it| is_bare(file, it)) && is_read() && !is_written() {
            let range = variable.definitions[0].range;
            report.at(range, format!("`{}` never has a value but `undefined`", variable.name));
        }
    }
}

/// Whether a declaration gives no value, and none can come from elsewhere.
fn is_bare(file: &File, definition: &Definition) -> bool {
    let Node::VarDeclarator(declarator) = file.node(definition.node) else { return false };
    let is_declared_elsewhere =
        matches!(file.parent(definition.node), Some(Node::VarDecl(VarDecl { declare: true, .. })));
    declarator.init.is_none() && declarator.name.range() == definition.range && !is_declared_elsewhere
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn variables_without_a_value() {
        check(
            &RULE,
            "
let aaa, b, c, d = 1;
//  ^^^ `aaa` never has a value
f(aaa, b, d);
b = 1;
for (let e of d) f(e);
",
        );
    }
}

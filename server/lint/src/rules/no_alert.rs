//! Disallows `alert`, `confirm` and `prompt`.
//!
//! ## Why
//! They hold the whole page. Most often they were left in from a search for a mistake.
//!
//! ## Bad
//! ```js
//! alert("here");
//! ```
//!
//! ## Good
//! ```js
//! dialog.show("here");
//! ```

use syntax::ast::Expr;
use syntax::semantic::{NodeId, ScopeKind};

use crate::calls::Call;
use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-alert", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for Call { id, range, callee, .. } in file.calls() {
        if let Some(name) = dialog(file, id, callee) {
            report.at(range, format!("`{name}` holds the whole page"));
        }
    }
}

/// The name of the dialog that a call opens.
fn dialog(file: &File, call: NodeId, callee: &Expr) -> Option<String> {
    let callee = without_parentheses(callee);
    let name = match member(callee) {
        Some(member) if is_global_object(file, call, &member.obj) => member_name(&member.prop)?.into_owned(),
        Some(_) => return None,
        None => match callee {
            Expr::Ident(name) if is_dialog(&name.sym) && is_free(file, callee) => name.sym.to_string(),
            _ => return None,
        },
    };
    is_dialog(&name).then_some(name)
}

fn is_dialog(name: &str) -> bool {
    matches!(name, "alert" | "confirm" | "prompt")
}

fn is_global_object(file: &File, call: NodeId, object: &Expr) -> bool {
    match without_parentheses(object) {
        Expr::This(_) => file.scopes.scope(file.nodes.scope(call)).kind == ScopeKind::Global,
        Expr::Ident(name) if *name.sym == *"window" => is_free(file, object),
        other => file.is_global(other, "globalThis"),
    }
}

/// Whether nothing in the text declares a name.
fn is_free(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Ident(name) => file.reference(name).is_some_and(|reference| reference.variable.is_none()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn dialogs_are_reported() {
        check(
            &RULE,
            "
if (confirm(a)) window['alert'](b);
//  ^^^^^^^^^^ `confirm` holds
//              ^^^^^^^^^^^^^^^^^^ `alert`
a.alert(); function f(alert) { alert(); }
",
        );
    }
}

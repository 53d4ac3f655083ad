//! Disallows calling methods of `Object.prototype` on objects: `object.hasOwnProperty('a')`.
//!
//! ## Why
//! An object may have no prototype, or a property of its own under that name, which then is called.
//!
//! ## Bad
//! ```js
//! const has = object.hasOwnProperty('a');
//! ```
//!
//! ## Good
//! ```js
//! const has = Object.hasOwn(object, 'a');
//! ```

use source::{Edit, TextRange};
use syntax::ast::{Expr, MemberExpr, MemberProp};

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-prototype-builtins", Suspicious, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for call in file.calls_of(&["hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"]) {
        let Some(member) = member(call.callee) else { continue };
        let Some(name) = member_name(&member.prop) else { continue };
        let range = match &member.prop {
            MemberProp::Computed(computed) => without_parentheses(&computed.expr).range(),
            named => named.range(),
        };
        let problem = report.at(range, format!("`{name}` is called on an object that may have another one"));
        let is_chained = !matches!(without_parentheses(call.callee), Expr::Member(_)) || has_chain(&member.obj);
        if !is_chained && !is_object_hidden(file, call.callee) {
            let edits = through_prototype(file, &call, member, &name);
            problem.suggest(format!("Call it from `Object.prototype.{name}`"), edits);
        }
    }
}

/// `a?.b`: the rest of the chain would not be left out with it.
fn has_chain(object: &Expr) -> bool {
    match object {
        Expr::OptChain(_) => true,
        Expr::Member(member) => has_chain(&member.obj),
        _ => false,
    }
}

/// Whether the text has an `Object` of its own.
fn is_object_hidden(file: &File, callee: &Expr) -> bool {
    let start = callee.range().start();
    file.scopes.scope_ids().any(|scope| {
        let has_own = file.scopes.in_scope(scope, &"Object".into()).is_some();
        has_own && file.node(file.scopes.scope(scope).node).range().touches(start)
    })
}

fn through_prototype(file: &File, call: &Call, member: &MemberExpr, name: &str) -> [Edit; 2] {
    let object = file.source_of(&member.obj);
    let object = if member.obj.is_seq() { format!("({object})") } else { object.to_owned() };
    let open = file.next_token(call.callee.range().end());
    let comma = if call.arguments.is_empty() { "" } else { ", " };
    [
        Edit::replace(call.callee.range(), format!("Object.prototype.{name}.call")),
        Edit::replace(TextRange::new(open, open + 1), format!("({object}{comma}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn calls_on_objects() {
        check(
            &RULE,
            "
f(a.hasOwnProperty('b'), a?.['isPrototypeOf'](b));
//  ^^^^^^^^^^^^^^ `hasOwnProperty` is called
//                           ^^^^^^^^^^^^^^^ `isPrototypeOf` is called
Object.prototype.hasOwnProperty.call(a, 'b'); hasOwnProperty('a');
",
        );
    }

    #[test]
    fn is_called_from_the_prototype() {
        case(&RULE, "a.b.hasOwnProperty('c')").check_suggestion("Object.prototype.hasOwnProperty.call(a.b, 'c')");
    }
}

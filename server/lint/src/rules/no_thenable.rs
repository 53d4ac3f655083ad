//! Disallows `then` as a name of one's own.
//!
//! ## Why
//! `await` and promises call the `then` of whatever they are given: the object, the class or the module is taken for a promise.
//!
//! ## Bad
//! ```js
//! export function then() {}
//! const step = { then: null };
//! ```
//!
//! ## Good
//! ```js
//! export function next() {}
//! const step = { next: null };
//! ```

use source::TextRange;
use syntax::ast::{
    AssignExpr, AssignTarget, ClassMethod, ClassProp, Decl, ExportDecl, ExportNamedSpecifier, GetterProp, KeyValueProp,
    MemberExpr, MemberProp, MethodProp, ObjectLit, Prop, PropName, PropOrSpread, SimpleAssignTarget,
};

use crate::bindings::names_of;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member_name, name_range, property_name};
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

// Off, since libraries of rules and schemas have their reasons: `when(…, { then: … })`.
rule!("no-thenable", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    if !file.text.contains("then") {
        return;
    }
    let mut tell = |range: TextRange, what: &str| {
        report.at(range, format!("{what} with a `then` is taken for a promise"));
    };
    for (_, object) in file.nodes.all::<ObjectLit>() {
        for property in object.props.iter().filter_map(PropOrSpread::as_prop) {
            match &**property {
                Prop::Shorthand(name) if *name.sym == *"then" => tell(name.range(), "an object"),
                Prop::KeyValue(KeyValueProp { key, .. })
                | Prop::Method(MethodProp { key, .. })
                | Prop::Getter(GetterProp { key, .. })
                    if is_then(key) =>
                {
                    tell(name_range(key), "an object");
                }
                _ => {}
            }
        }
    }
    let methods = file.nodes.all::<ClassMethod>().map(|(_, it)| &it.key);
    for key in methods.chain(file.nodes.all::<ClassProp>().map(|(_, it)| &it.key)).filter(|key| is_then(key)) {
        tell(name_range(key), "a class");
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        if let AssignTarget::Simple(SimpleAssignTarget::Member(MemberExpr { prop, .. })) = &assignment.left
            && member_name(prop).is_some_and(|name| name == "then")
        {
            tell(property_range(prop), "an object");
        }
    }
    for call in file.calls_of(&["defineProperty"]) {
        let Some((object, _)) = call.method() else { continue };
        let is_definition = file.is_global(object, "Object") || file.is_global(object, "Reflect");
        if let Some(argument) = call.arguments.get(1).filter(|_| is_definition)
            && literal_string(&argument.expr) == Some("then")
        {
            tell(argument.expr.range(), "an object");
        }
    }
    for (_, export) in file.nodes.all::<ExportDecl>() {
        match &export.decl {
            Decl::Fn(it) if *it.ident.sym == *"then" => tell(it.ident.range(), "a module"),
            Decl::Class(it) if *it.ident.sym == *"then" => tell(it.ident.range(), "a module"),
            Decl::Var(declaration) => {
                let mut names = Vec::new();
                declaration.decls.iter().for_each(|it| names_of(&it.name, &mut names));
                names.iter().filter(|it| *it.id.sym == *"then").for_each(|it| tell(it.id.range(), "a module"));
            }
            _ => {}
        }
    }
    for (_, specifier) in file.nodes.all::<ExportNamedSpecifier>() {
        let exported = specifier.exported.as_ref().unwrap_or(&specifier.orig);
        if *exported.atom() == *"then" {
            tell(exported.range(), "a module");
        }
    }
}

fn is_then(key: &PropName) -> bool {
    property_name(key).is_some_and(|name| name == "then")
}

fn property_range(property: &MemberProp) -> TextRange {
    match property {
        MemberProp::Computed(computed) => without_parentheses(&computed.expr).range(),
        other => other.range(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn names_that_promises_call() {
        check(
            &RULE,
            "
x = { then() {} }; y['then'] = 1; class A { then() {} }
//    ^^^^ an object
//                   ^^^^^^ an object
//                                          ^^^^ a class
const then = 1, b = { if: 1 }; b.then(c);
export { then };
//       ^^^^ a module
",
        );
    }
}

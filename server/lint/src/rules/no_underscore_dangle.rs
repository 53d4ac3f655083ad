//! Disallows names that begin or end with `_`.
//!
//! ## Why
//! The sign says that something is private, and makes nothing so; `#name` does.
//!
//! ## Bad
//! ```js
//! const count_ = store._count;
//! ```
//!
//! ## Good
//! ```js
//! const count = store.count;
//! ```
//!
//! ## Options
//! - `allow` (default `[]`): names that are fine.
//! - `allowAfterThis`, `allowAfterSuper`, `allowAfterThisConstructor` (default `false`): `this._a` and its like are fine.
//! - `enforceInMethodNames`, `enforceInClassFields` (default `false`): also names of methods, of fields.
//! - `allowFunctionParams`, `allowInArrayDestructuring`, `allowInObjectDestructuring` (default `true`): parameters, and
//!   variables that are taken out of arrays and objects, are fine.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{
    ArrowExpr, ClassMethod, ClassProp, Expr, FnDecl, Function, MemberExpr, MemberProp, MethodProp, Pat, PrivateMethod,
    PrivateProp, PropName, SuperProp, SuperPropExpr, VarDeclarator,
};
use syntax::semantic::Node;

use crate::bindings::names_of;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-underscore-dangle", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow: Vec<String>,
    allow_after_this: bool,
    allow_after_super: bool,
    allow_after_this_constructor: bool,
    enforce_in_method_names: bool,
    enforce_in_class_fields: bool,
    allow_function_params: bool,
    allow_in_array_destructuring: bool,
    allow_in_object_destructuring: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            allow: Vec::new(),
            allow_after_this: false,
            allow_after_super: false,
            allow_after_this_constructor: false,
            enforce_in_method_names: false,
            enforce_in_class_fields: false,
            allow_function_params: true,
            allow_in_array_destructuring: true,
            allow_in_object_destructuring: true,
        }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut look = |name: &str, range: TextRange| {
        if (name.starts_with('_') || name.ends_with('_')) && !options.allow.iter().any(|allowed| allowed == name) {
            report.at(range, format!("`{name}` has a `_` at its edge"));
        }
    };
    for (_, declaration) in file.nodes.all::<FnDecl>() {
        look(&declaration.ident.sym, declaration.range());
    }
    for (id, declarator) in file.nodes.all::<VarDeclarator>() {
        let mut names = Vec::new();
        names_of(&declarator.name, &mut names);
        for name in names.into_iter().filter(|name| *name.id.sym != *"_") {
            let is_fine = match (&declarator.name, around(file, name.id.range())) {
                (Pat::Ident(_), _) => false,
                (_, Around::Array) => options.allow_in_array_destructuring,
                (_, Around::Object) => options.allow_in_object_destructuring,
            };
            if !is_fine {
                look(&name.id.sym, file.node(id).range());
            }
        }
    }
    for (_, access) in file.nodes.all::<MemberExpr>() {
        let name = match &access.prop {
            MemberProp::Ident(name) => &name.sym,
            MemberProp::PrivateName(name) => &name.name,
            MemberProp::Computed(computed) => match without_parentheses(&computed.expr) {
                Expr::Ident(name) => &name.sym,
                _ => continue,
            },
        };
        let is_fine = options.allow_after_this && matches!(without_parentheses(&access.obj), Expr::This(_))
            || options.allow_after_this_constructor && is_own_class(&access.obj);
        if !is_fine && !matches!(&**name, "_" | "__proto__") {
            look(name, access.range());
        }
    }
    for (_, access) in file.nodes.all::<SuperPropExpr>() {
        if let SuperProp::Ident(name) = &access.prop
            && !options.allow_after_super
        {
            look(&name.sym, access.range());
        }
    }
    if options.enforce_in_method_names {
        file.nodes.all::<ClassMethod>().for_each(|(_, it)| look(ident(&it.key), it.range()));
        file.nodes.all::<MethodProp>().for_each(|(_, it)| look(ident(&it.key), it.range()));
        file.nodes.all::<PrivateMethod>().for_each(|(_, it)| look(&it.key.name, it.range()));
    }
    if options.enforce_in_class_fields {
        file.nodes.all::<ClassProp>().for_each(|(_, it)| look(ident(&it.key), it.range()));
        file.nodes.all::<PrivateProp>().for_each(|(_, it)| look(&it.key.name, it.range()));
    }
    if !options.allow_function_params {
        let of_functions = file.nodes.all::<Function>().flat_map(|(_, it)| it.params.iter().map(|it| &it.pat));
        for parameter in of_functions.chain(file.nodes.all::<ArrowExpr>().flat_map(|(_, it)| &it.params)) {
            if let Some(name) = parameter_name(parameter) {
                let dots = parameter.as_rest().map(|rest| syntax::range(rest.dot3_token));
                let range = parameter.range();
                look(name, dots.map_or(range, |dots| dots.cover(range)));
            }
        }
    }
}

/// What a name of a pattern is taken out of.
enum Around {
    Array,
    Object,
}

fn around(file: &File, name: TextRange) -> Around {
    let found = file.identifier_at(name).and_then(|id| {
        file.nodes.ancestors(id).find_map(|id| match file.node(id) {
            Node::ArrayPat(_) => Some(Around::Array),
            Node::ObjectPat(_) => Some(Around::Object),
            _ => None,
        })
    });
    found.unwrap_or(Around::Object)
}

fn ident(key: &PropName) -> &str {
    match key {
        PropName::Ident(name) => &name.sym,
        _ => "",
    }
}

fn parameter_name(parameter: &Pat) -> Option<&str> {
    match parameter {
        Pat::Ident(name) => Some(&name.id.sym),
        Pat::Rest(it) => it.arg.as_ident().map(|name| &*name.id.sym),
        Pat::Assign(it) => it.left.as_ident().map(|name| &*name.id.sym),
        _ => None,
    }
}

/// Whether an expression is `this.constructor`.
fn is_own_class(object: &Expr) -> bool {
    member(object).is_some_and(|it| {
        matches!(without_parentheses(&it.obj), Expr::This(_))
            && member_name(&it.prop).is_some_and(|name| name == "constructor")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_with_a_sign_at_their_edge() {
        check(
            &RULE,
            "
const _a = b._c, _ = d.__proto__, [e_] = f;
//    ^^^^^^^^^ `_a` has
//         ^^^^ `_c` has
",
        );
        let options =
            json!([{ "allowAfterThis": true, "allowInArrayDestructuring": false, "enforceInMethodNames": true }]);
        let text = "
const [a_] = this._a;
//    ^^^^^^^^^^^^^^ `a_`
class B { #_c() {} }
//        ^^^^^^^^ `_c`
";
        case(&RULE, text).options(options).check();
    }
}

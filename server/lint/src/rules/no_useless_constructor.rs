//! Disallows constructors that do what a class without one does.
//!
//! ## Why
//! An empty constructor, or one that only calls `super` with what it gets, is there anyway.
//!
//! ## Bad
//! ```js
//! class Door extends Opening {
//!     constructor(...args) {
//!         super(...args);
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Door extends Opening {
//!     constructor(size) {
//!         super(size, true);
//!     }
//! }
//! ```

use source::Edit;
use syntax::ast::{
    CallExpr, Callee, Class, ClassMember, Constructor, Expr, ExprOrSpread, Param, ParamOrTsParamProp, Pat, Stmt,
};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-constructor", Style, Off, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, class) in file.nodes.all::<Class>() {
        for member in &class.body {
            if let ClassMember::Constructor(constructor) = member
                && is_useless(class, constructor)
            {
                report
                    .at(constructor.key.range(), "a class without this constructor does the same")
                    .suggest("Remove it", [Edit::delete(constructor.range())]);
            }
        }
    }
}

fn is_useless(class: &Class, constructor: &Constructor) -> bool {
    // One that others may not call, and parameters that become properties, are not there anyway.
    let Some(body) = constructor.body.as_ref().filter(|_| constructor.accessibility.is_none()) else { return false };
    let parameters: Option<Vec<&Param>> = constructor
        .params
        .iter()
        .map(|parameter| match parameter {
            ParamOrTsParamProp::Param(parameter) if parameter.decorators.is_empty() => Some(parameter),
            _ => None,
        })
        .collect();
    let Some(parameters) = parameters else { return false };
    match (&*body.stmts, &class.super_class) {
        ([], None) => true,
        ([Stmt::Expr(statement)], Some(_)) => match &*statement.expr {
            Expr::Call(call) => passes_all_on(&parameters, call),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a call gives `super` what the constructor gets, and nothing else.
fn passes_all_on(parameters: &[&Param], call: &CallExpr) -> bool {
    let is_simple = |parameter: &&Param| match &parameter.pat {
        Pat::Ident(_) => true,
        Pat::Rest(rest) => rest.arg.is_ident(),
        _ => false,
    };
    let is_arguments = |argument: &ExprOrSpread| {
        argument.spread.is_some() && matches!(&*argument.expr, Expr::Ident(name) if *name.sym == *"arguments")
    };
    let is_same = |(parameter, argument): (&&Param, &ExprOrSpread)| match (&parameter.pat, &*argument.expr) {
        (Pat::Ident(name), Expr::Ident(given)) => argument.spread.is_none() && name.id.sym == given.sym,
        (Pat::Rest(rest), Expr::Ident(given)) => {
            argument.spread.is_some() && matches!(&*rest.arg, Pat::Ident(name) if name.id.sym == given.sym)
        }
        _ => false,
    };
    matches!(call.callee, Callee::Super(_))
        && parameters.iter().all(is_simple)
        && (matches!(&*call.args, [only] if is_arguments(only))
            || parameters.len() == call.args.len() && parameters.iter().zip(&call.args).all(is_same))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn constructors_that_add_nothing_are_reported() {
        check(
            &RULE,
            "
class A { constructor() {} }
//        ^^^^^^^^^^^ does the same
class B extends A { constructor(a, ...b) { super(a, ...b); } }
//                  ^^^^^^^^^^^
class C extends A { constructor() {} }
class D extends A { constructor(a) { super(); } }
class E extends A { constructor(a = 1) { super(...arguments); } }
",
        );
    }

    #[test]
    fn it_is_removed() {
        case(&RULE, "class A { constructor() {} b() {} }").check_suggestion("class A {  b() {} }");
    }
}

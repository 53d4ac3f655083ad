//! Requires that an error thrown in a `catch` has what was caught as its `cause`.
//!
//! ## Why
//! Without it nobody sees where the trouble began.
//!
//! ## Bad
//! ```js
//! try { f(); } catch (error) { throw new Error('f failed'); }
//! ```
//!
//! ## Good
//! ```js
//! try { f(); } catch (error) { throw new Error('f failed', { cause: error }); }
//! ```
//!
//! ## Options
//! - `requireCatchParameter` (default `false`): also a `catch` without a parameter.
//! - `errorClassNames` (default `[]`): names of classes that take a cause like `Error` does, in their second argument; or
//!   `{ "name": "MyError", "argumentPosition": 1 }`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{
    CallExpr, Callee, CatchClause, Expr, ExprOrSpread, MemberProp, NewExpr, ObjectLit, Pat, Prop, PropName,
    PropOrSpread, ThrowStmt,
};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member_name, property_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("preserve-caught-error", Suspicious, Error, Suggestion, options: PreserveCaughtError);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct PreserveCaughtError {
    require_catch_parameter: bool,
    error_class_names: Vec<ErrorClass>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ErrorClass {
    Name(String),
    #[serde(rename_all = "camelCase")]
    Position {
        name: String,
        argument_position: usize,
    },
}

impl RuleOptions for PreserveCaughtError {}

/// A call that makes an error.
struct Construction<'a> {
    callee: &'a Expr,
    arguments: &'a [ExprOrSpread],
    range: TextRange,
    /// Which argument has the options.
    index: usize,
    /// What stands for the arguments before it when they are left out.
    defaults: &'static [&'static str],
}

fn run(file: &File, options: &PreserveCaughtError, report: &mut Report) {
    for (id, statement) in file.nodes.all::<ThrowStmt>() {
        let Some(construction) = construction(file, options, &statement.arg) else { continue };
        let Some(clause) = clause_around(file, id) else { continue };
        check(file, options, statement, &construction, clause, report);
    }
}

fn check(
    file: &File,
    options: &PreserveCaughtError,
    statement: &ThrowStmt,
    construction: &Construction,
    clause: &CatchClause,
    report: &mut Report,
) {
    let Construction { arguments, index, .. } = *construction;
    if arguments.iter().take(index + 1).any(|argument| argument.spread.is_some()) {
        return;
    }
    let caught = match &clause.param {
        Some(Pat::Ident(name)) => name,
        Some(_) => {
            report.at(clause.range(), "What was caught can't be the `cause`: only a part of it has a name");
            return;
        }
        None => {
            if options.require_catch_parameter {
                report.at(statement.range(), "What was caught can't be the `cause`: the `catch` gives it no name");
            }
            return;
        }
    };
    let missing = "What was caught is not the `cause` of this error";
    let Some(argument) = arguments.get(index) else {
        let problem = report.at(statement.range(), missing);
        if let Some(edit) = with_options(file, construction, &caught.id.sym) {
            problem.suggest("Give it as the cause", [edit]);
        }
        return;
    };
    let Expr::Object(object) = without_parentheses(&argument.expr) else { return };
    let Some(property) = object.props.iter().rev().find_map(cause) else {
        if !object.props.iter().any(|property| matches!(property, PropOrSpread::Spread(_))) {
            let edit = with_cause(object, &caught.id.sym);
            report.at(statement.range(), missing).suggest("Give it as the cause", [edit]);
        }
        return;
    };
    let (value, name) = value_of(file, property);
    if name.is_none_or(|name| name.sym != caught.id.sym) {
        let edit = Edit::replace(property.range(), format!("cause: {}", caught.id.sym));
        let is_only = object.props.iter().filter_map(cause).count() == 1;
        let problem = report.at(value, "The `cause` of this error is not what was caught");
        if is_only {
            problem.suggest("Give what was caught as the cause", [edit]);
        }
    } else if let Some(variable) = name.and_then(|name| file.variable(name))
        && variable.definitions.iter().all(|definition| definition.range != caught.id.range())
    {
        report
            .at(statement.range(), format!("The `cause` is another `{}`, which hides what was caught", caught.id.sym));
    }
}

/// The `catch` in which a statement stands, in the same function.
fn clause_around<'a>(file: &File<'a>, id: NodeId) -> Option<&'a CatchClause> {
    for around in file.nodes.ancestors(id) {
        match file.node(around) {
            Node::CatchClause(clause) => return Some(clause),
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => return None,
            _ => {}
        }
    }
    None
}

fn construction<'a>(file: &File, options: &PreserveCaughtError, thrown: &'a Expr) -> Option<Construction<'a>> {
    let (callee, arguments, range): (&Expr, &[ExprOrSpread], _) = match without_parentheses(thrown) {
        Expr::New(call @ NewExpr { callee, args, .. }) => (callee, args.as_deref().unwrap_or_default(), call.range()),
        Expr::Call(call @ CallExpr { callee: Callee::Expr(callee), args, .. }) => (callee, args, call.range()),
        _ => return None,
    };
    let callee_name = without_parentheses(callee);
    if let Expr::Ident(name) = callee_name
        && file.is_global_reference(name)
    {
        let builtin: Option<&'static [&'static str]> = match &*name.sym {
            "Error" | "EvalError" | "RangeError" | "ReferenceError" | "SyntaxError" | "TypeError" | "URIError" => {
                Some(&["\"\""])
            }
            "AggregateError" => Some(&["[]", "\"\""]),
            _ => None,
        };
        if let Some(defaults) = builtin {
            return Some(Construction { callee, arguments, range, index: defaults.len(), defaults });
        }
    }
    let name = match callee_name {
        Expr::Ident(name) => name.sym.as_str().into(),
        Expr::Member(member) => {
            member_name(&member.prop).filter(|_| !matches!(member.prop, MemberProp::PrivateName(_)))?
        }
        _ => return None,
    };
    let index = options.error_class_names.iter().rev().find_map(|class| match class {
        ErrorClass::Name(known) => (*known == name).then_some(1),
        ErrorClass::Position { name: known, argument_position } => {
            (*known == name).then(|| argument_position.saturating_sub(1))
        }
    })?;
    Some(Construction { callee, arguments, range, index, defaults: &[] })
}

/// The property that gives the cause.
fn cause(property: &PropOrSpread) -> Option<&Prop> {
    let PropOrSpread::Prop(property) = property else { return None };
    let is_cause = match &**property {
        Prop::Shorthand(name) => name.sym == "cause",
        other => key(other).and_then(property_name).is_some_and(|name| name == "cause"),
    };
    is_cause.then_some(property)
}

fn key(property: &Prop) -> Option<&PropName> {
    match property {
        Prop::KeyValue(it) => Some(&it.key),
        Prop::Method(it) => Some(&it.key),
        Prop::Getter(it) => Some(&it.key),
        Prop::Setter(it) => Some(&it.key),
        Prop::Shorthand(_) | Prop::Assign(_) => None,
    }
}

/// Where the value of a property stands, and the name that it is.
fn value_of<'a>(file: &File, property: &'a Prop) -> (TextRange, Option<&'a syntax::ast::Ident>) {
    match property {
        Prop::Shorthand(name) => (name.range(), Some(name)),
        Prop::KeyValue(it) => match without_parentheses(&it.value) {
            Expr::Ident(name) => (name.range(), Some(name)),
            other => (other.range(), None),
        },
        other => {
            // The value of a method begins with its parameters.
            let start = key(other).map_or(0, |key| file.next_token(key.range().end()));
            (TextRange::new(start, other.range().end()), None)
        }
    }
}

/// Adds the options to a call.
fn with_options(file: &File, construction: &Construction, caught: &str) -> Option<Edit> {
    let Construction { callee, arguments, range, index, defaults } = construction;
    let present = arguments.len();
    let mut added: Vec<&str> = defaults.get(present..).unwrap_or_default().to_vec();
    if present + added.len() != *index {
        return None;
    }
    let options = format!("{{ cause: {caught} }}");
    added.push(&options);
    let added = added.join(", ");
    match arguments.last() {
        Some(last) => Some(Edit::insert(last.expr.range().end(), format!(", {added}"))),
        None if callee.range().end() == range.end() => Some(Edit::insert(range.end(), format!("({added})"))),
        None => Some(Edit::insert(file.next_token(callee.range().end()) + 1, added)),
    }
}

/// Adds the cause to an object.
fn with_cause(object: &ObjectLit, caught: &str) -> Edit {
    match object.props.last() {
        Some(last) => Edit::insert(last.range().end(), format!(", cause: {caught}")),
        None => Edit::insert(object.range().start() + 1, format!("cause: {caught}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn errors_without_their_cause() {
        check(
            &RULE,
            "
try {} catch (a) {
    throw new Error('b');
//  ^^^^^^^^^^^^^^^^^^^^^ What was caught is not the `cause`
}
try {} catch (a) { throw new Error('b', { cause: c }); }
//                                               ^ The `cause` of this error is not what was caught
try {} catch (a) { throw new Error('b', { cause: a }); }
try {} catch (a) { throw new Error('b', c); }
try {} catch (a) { f(() => { throw new Error('b'); }); }
",
        );
    }

    #[test]
    fn own_classes() {
        case(&RULE, "try {} catch (a) { throw new b.My(c); }")
            .options(json!([{ "errorClassNames": ["My"] }]))
            .check_suggestion("try {} catch (a) { throw new b.My(c, { cause: a }); }");
    }

    #[test]
    fn the_cause_is_given() {
        case(&RULE, "try {} catch (a) { throw Error(); }")
            .check_suggestion("try {} catch (a) { throw Error(\"\", { cause: a }); }");
    }
}

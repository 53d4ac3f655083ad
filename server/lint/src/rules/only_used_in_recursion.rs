//! Disallows parameters that are only given on to the function itself.
//!
//! ## Why
//! Nothing depends on them: they can be left out, or something was forgotten.
//!
//! ## Bad
//! ```js
//! function count(node, depth) {
//!     return 1 + (node.next ? count(node.next, depth) : 0);
//! }
//! ```
//!
//! ## Good
//! ```js
//! function count(node) {
//!     return 1 + (node.next ? count(node.next) : 0);
//! }
//! ```

use source::TextRange;
use syntax::ast::{ArrowExpr, Expr, Function, JSXElementName, ObjectPatProp, Pat};
use syntax::semantic::{Node, NodeId, Reference, Variable};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::property_name;
use crate::report::Report;
use crate::rule::rule;

rule!("only-used-in-recursion", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    for (id, function) in file.nodes.all::<Function>() {
        look(file, id, function.params.iter().map(|parameter| &parameter.pat), report);
    }
    for (id, arrow) in file.nodes.all::<ArrowExpr>() {
        look(file, id, arrow.params.iter(), report);
    }
}

fn look<'a>(file: &File<'a>, id: NodeId, parameters: impl Iterator<Item = &'a Pat> + Clone, report: &mut Report) {
    if parameters.clone().next().is_none() {
        return;
    }
    let Some(own) = own_variable(file, id) else { return };
    let is_recursive = |reference: &Reference| file.nodes.contains(id, reference.node);
    if !file.references_of(own).any(is_recursive) {
        return;
    }
    for (index, parameter) in parameters.clone().enumerate() {
        match parameter {
            Pat::Ident(name) => {
                let is_given_on = |reference: &Reference| is_argument(file, reference, own, index);
                tell(file, id, name.id.range(), &name.id.sym, is_given_on, report);
            }
            Pat::Object(pattern) if index == 0 => {
                for property in &pattern.props {
                    let (key, name) = match property {
                        ObjectPatProp::Assign(it) => (Some((*it.key.sym).into()), &it.key.id),
                        ObjectPatProp::KeyValue(it) => match &*it.value {
                            Pat::Ident(name) => (property_name(&it.key), &name.id),
                            _ => continue,
                        },
                        ObjectPatProp::Rest(_) => continue,
                    };
                    let Some(key) = key else { continue };
                    let is_given_on = |reference: &Reference| is_attribute(file, reference, own, &key);
                    tell(file, id, name.range(), &name.sym, is_given_on, report);
                }
            }
            _ => {}
        }
    }
}

fn tell(
    file: &File,
    function: NodeId,
    name: TextRange,
    word: &str,
    is_given_on: impl Fn(&Reference) -> bool,
    report: &mut Report,
) {
    let Some(scope) = file.scopes.of_node(function) else { return };
    let Some(variable) = file.scopes.in_scope(scope, &word.into()).map(|id| file.scopes.variable(id)) else { return };
    // A default is written when nothing is given.
    let mut uses = file.references_of(variable).filter(|reference| !reference.is_initializer).peekable();
    if variable.definitions.len() == 1 && uses.peek().is_some() && uses.all(is_given_on) {
        report.at(name, format!("`{word}` is only given on to the function itself"));
    }
}

/// The variable that always is this function.
fn own_variable<'f>(file: &'f File, function: NodeId) -> Option<&'f Variable> {
    let holder = file.parent_without_parentheses(function)?;
    let holder = match file.node(holder) {
        Node::FnExpr(it) if it.ident.is_none() => file.parent_without_parentheses(holder)?,
        _ => holder,
    };
    let name = match file.node(holder) {
        Node::FnDecl(it) => &it.ident,
        Node::FnExpr(it) => it.ident.as_ref()?,
        Node::VarDeclarator(it) => &it.name.as_ident()?.id,
        _ => return None,
    };
    let scope = file.scopes.of_node(holder).unwrap_or_else(|| file.nodes.scope(holder));
    let variable = file.scopes.variable(file.scopes.find(scope, &name.sym)?);
    variable.definitions.iter().find(|definition| definition.range == name.range())?;
    let is_fixed = variable.definitions.len() == 1 && file.rewrites(variable).next().is_none();
    is_fixed.then_some(variable)
}

/// Whether a reference is the argument of a call of the function at the place of the parameter.
fn is_argument(file: &File, reference: &Reference, own: &Variable, index: usize) -> bool {
    if !reference.is_read() || reference.is_write() || file.is_in_type(reference) {
        return false;
    }
    let Some(Node::CallExpr(call)) = file.parent(reference.node) else { return false };
    let is_itself = call.callee.as_expr().is_some_and(|callee| match without_parentheses(callee) {
        Expr::Ident(name) => is_reference_to(file, name.range(), own),
        _ => false,
    });
    is_itself
        && call.args.iter().take(index + 1).all(|argument| argument.spread.is_none())
        && call.args.get(index).is_some_and(|argument| argument.expr.range() == reference.range)
}

/// Whether a reference is the value of an attribute of the component itself, under the name that it came by.
fn is_attribute(file: &File, reference: &Reference, own: &Variable, key: &str) -> bool {
    let mut around = file.nodes.ancestors(reference.node).map(|id| file.node(id));
    let (Some(Node::JSXExprContainer(_)), Some(Node::JSXAttr(attribute)), Some(Node::JSXOpeningElement(element))) =
        (around.next(), around.next(), around.next())
    else {
        return false;
    };
    let JSXElementName::Ident(name) = &element.name else { return false };
    file.slice(attribute.name.range()) == key && is_reference_to(file, name.range(), own)
}

fn is_reference_to(file: &File, name: TextRange, variable: &Variable) -> bool {
    file.references_of(variable).any(|reference| reference.range == name)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn parameters_that_go_round() {
        check(
            &RULE,
            "
function f(a, b) { return f('', b); }
//            ^ `b` is only given on
const g = (c) => g(c);
//         ^ `c`
function h(d, e) { h(e, d); }
function i(j) { i(j + 1); }
let k = function (l) { k(l); }; k = 1;
",
        );
    }

    #[test]
    fn of_components() {
        let text = "\nfunction A({ b, c, d = 1 }) { return <A b={b} c={b} d={d} />; }\n//                 ^ `d`\n";
        let kind = syntax::SourceKind::new(syntax::Language::Jsx, syntax::Goal::Module);
        case(&RULE, text).kind(kind).check();
    }
}

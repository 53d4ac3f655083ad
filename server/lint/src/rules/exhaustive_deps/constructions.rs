//! What is named in a list and made anew with each render, so that the list is of no use.

use source::{Edit, TextRange};
use syntax::ast::{Expr, Lit};
use syntax::semantic::{DefinitionKind, Node, Variable};

use super::Hook;
use super::gathered::Gathered;
use super::recommended::Declared;
use crate::file::{File, Ranged, without_casts};
use crate::report::Report;

pub(super) fn report(
    file: &File,
    hook: &Hook,
    list: &Expr,
    declared: &[Declared],
    gathered: &Gathered,
    report: &mut Report,
) {
    for Declared { path, .. } in declared {
        let Some(variable) = file.scopes.in_scope(gathered.component, &path.as_str().into()) else { continue };
        let variable = file.scopes.variable(variable);
        let Some(Construction { kind, range, value }) = construction(file, variable) else { continue };
        let wrapper = if kind == "function" { "useCallback" } else { "useMemo" };
        let verb = if matches!(kind, "conditional" | "logical expression") { "may be" } else { "is" };
        let is_used_elsewhere = is_used_outside(file, variable, list.range(), gathered);
        let advice = match is_used_elsewhere {
            true => format!("wrap it in `{wrapper}`"),
            false => format!("move it into the function, or wrap it in `{wrapper}`"),
        };
        let message =
            format!("`{path}` {verb} made anew with each render, so `{}` runs each time: {advice}", hook.name);
        let problem = report.at(range, message);
        if let Some(value) = value
            && is_used_elsewhere
            && kind == "function"
        {
            let edits = [Edit::insert(value.start(), "useCallback("), Edit::insert(value.end(), ")")];
            problem.suggest("Wrap it in `useCallback`", edits);
        }
    }
}

struct Construction {
    kind: &'static str,
    range: TextRange,
    value: Option<TextRange>,
}

fn construction(file: &File, variable: &Variable) -> Option<Construction> {
    let definition = variable.definitions.first()?;
    let node = file.node(definition.node);
    match node {
        Node::VarDeclarator(it) if it.name.is_ident() => {
            let value = it.init.as_deref()?;
            Some(Construction { kind: kind_of(value)?, range: node.range(), value: Some(value.range()) })
        }
        Node::FnDecl(_) => Some(Construction { kind: "function", range: node.range(), value: None }),
        Node::ClassDecl(_) if definition.kind == DefinitionKind::Class => {
            Some(Construction { kind: "class", range: node.range(), value: None })
        }
        _ => None,
    }
}

/// What an expression makes anew.
fn kind_of(value: &Expr) -> Option<&'static str> {
    match without_casts(value) {
        Expr::Object(_) => Some("object"),
        Expr::Array(_) => Some("array"),
        Expr::Arrow(_) | Expr::Fn(_) => Some("function"),
        Expr::Class(_) => Some("class"),
        Expr::New(_) => Some("object construction"),
        Expr::JSXElement(_) | Expr::JSXFragment(_) => Some("JSX element"),
        Expr::Lit(Lit::Regex(_)) => Some("regular expression"),
        Expr::Cond(choice) => kind_of(&choice.cons).or_else(|| kind_of(&choice.alt)).map(|_| "conditional"),
        Expr::Bin(logic) if crate::values::is_logical(logic.op) => {
            kind_of(&logic.left).or_else(|| kind_of(&logic.right)).map(|_| "logical expression")
        }
        Expr::Assign(it) => kind_of(&it.right).map(|_| "assignment expression"),
        _ => None,
    }
}

/// Whether a variable is used by more than the function and its list, or is written to again.
fn is_used_outside(file: &File, variable: &Variable, list: TextRange, gathered: &Gathered) -> bool {
    let mut writes = 0;
    file.references_of(variable).any(|reference| {
        if reference.is_write() {
            writes += 1;
            return writes > 1;
        }
        let is_inside = file.scopes.outwards(reference.scope).any(|scope| scope == gathered.scope);
        !is_inside && !list.contains_range(reference.range)
    })
}

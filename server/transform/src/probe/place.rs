//! Where a probe may stand, told by the tree alone.

use syntax::ast::*;

/// Without parentheses and types around it.
pub(super) fn bare(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(inner) => bare(&inner.expr),
        Expr::TsAs(inner) => bare(&inner.expr),
        Expr::TsNonNull(inner) => bare(&inner.expr),
        Expr::TsSatisfies(inner) => bare(&inner.expr),
        Expr::TsConstAssertion(inner) => bare(&inner.expr),
        Expr::TsTypeAssertion(inner) => bare(&inner.expr),
        other => other,
    }
}

/// Whether it gets its `name` from what it is assigned to: a call around it would take that away.
pub(super) fn is_named_by_its_place(expression: &Expr) -> bool {
    match bare(expression) {
        Expr::Arrow(_) => true,
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Class(class) => class.ident.is_none(),
        _ => false,
    }
}

/// Whether its value is what stands there: of no use to a reader.
pub(super) fn is_dull(expression: &Expr) -> bool {
    match bare(expression) {
        Expr::Lit(_) | Expr::Fn(_) | Expr::Class(_) | Expr::Arrow(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnaryOp::Minus | UnaryOp::Void) && is_dull(&unary.arg),
        Expr::Tpl(template) => template.exprs.is_empty(),
        _ => false,
    }
}

/// The variables that a pattern declares, in the order of the text.
pub(super) fn names<'p>(pattern: &'p Pat, found: &mut Vec<&'p Ident>) {
    match pattern {
        Pat::Ident(name) => found.push(&name.id),
        Pat::Array(array) => array.elems.iter().flatten().for_each(|element| names(element, found)),
        Pat::Rest(rest) => names(&rest.arg, found),
        Pat::Assign(assign) => names(&assign.left, found),
        Pat::Object(object) => {
            for property in &object.props {
                match property {
                    ObjectPatProp::KeyValue(pair) => names(&pair.value, found),
                    ObjectPatProp::Assign(short) => found.push(&short.key.id),
                    ObjectPatProp::Rest(rest) => names(&rest.arg, found),
                }
            }
        }
        Pat::Invalid(_) | Pat::Expr(_) => {}
    }
}

/// The names that statements declare for their own block.
pub(super) fn declared(statements: &[Stmt]) -> Vec<&str> {
    let (mut found, mut variables) = (Vec::new(), Vec::new());
    for statement in statements {
        match statement {
            Stmt::Decl(Decl::Class(class)) => found.push(&*class.ident.sym),
            Stmt::Decl(Decl::Fn(function)) => found.push(&*function.ident.sym),
            Stmt::Decl(Decl::Var(declaration)) if declaration.kind != VarDeclKind::Var => {
                declaration.decls.iter().for_each(|declarator| names(&declarator.name, &mut variables));
            }
            Stmt::Decl(Decl::Using(declaration)) => {
                declaration.decls.iter().for_each(|declarator| names(&declarator.name, &mut variables));
            }
            _ => {}
        }
    }
    found.extend(variables.iter().map(|variable| &*variable.sym));
    found
}

//! Requires `let` or `const` instead of `var`.
//!
//! ## Why
//! A `var` is seen in the whole function, above its declaration and outside of its block, and can be declared twice.
//!
//! ## Bad
//! ```js
//! var a = 1;
//! ```
//!
//! ## Good
//! ```js
//! let a = 1;
//! ```

use source::{Edit, TextRange};
use syntax::ast::{Pat, VarDecl, VarDeclKind};
use syntax::semantic::{Definition, Node, NodeId, NodeKind, Reference, Scopes, Variable};

use crate::bindings::names_of;
use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-var", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (id, declaration) in file.nodes.all::<VarDecl>() {
        let is_ambient =
            || declaration.declare || file.nodes.ancestors(id).any(|id| matches!(file.node(id), Node::TsModuleDecl(_)));
        if declaration.kind != VarDeclKind::Var || is_ambient() {
            continue;
        }
        let problem = report.at(declaration.range(), "`var` is seen outside of its block: use `let` or `const`");
        if can_be_let(file, id, declaration) {
            let start = declaration.range().start();
            problem.fix([Edit::replace(TextRange::new(start, start + "var".len() as u32), "let")]);
        }
    }
}

/// Whether `let` would do the same.
fn can_be_let(file: &File, id: NodeId, declaration: &VarDecl) -> bool {
    let Some(parent) = file.nodes.parent(id) else { return false };
    let is_of_each = match file.node(parent) {
        Node::ForInStmt(head) => head.left.range() == declaration.range(),
        Node::ForOfStmt(head) => head.left.range() == declaration.range(),
        _ => false,
    };
    let is_head =
        matches!(file.node(parent), Node::ForStmt(head) if head.body.range().start() > declaration.range().start());
    if !is_of_each && !is_head && !is_list(file.node(parent).kind()) {
        return false;
    }
    let Some(block) = file.nodes.ancestors(id).find(|id| is_block(file.node(*id).kind())) else { return false };
    let block = file.node(block).range();
    let is_in_loop = is_in_loop(file, id);
    if is_in_loop && !is_of_each && declaration.decls.iter().any(|declarator| declarator.init.is_none()) {
        return false;
    }
    declared_by(file, id, declaration).into_iter().all(|variable| {
        let is_closed_over = || {
            let home = file.scopes.function_scope(variable.scope);
            file.references_of(variable).any(|reference| file.scopes.function_scope(reference.scope) != home)
        };
        is_own(file, id, variable)
            && !(is_in_loop && is_closed_over())
            && file.references_of(variable).all(|reference| {
                block.contains_range(reference.range) && is_behind(file, variable, &variable.definitions[0], reference)
            })
    })
}

fn declared_by<'f>(file: &'f File, id: NodeId, declaration: &VarDecl) -> Vec<&'f Variable> {
    let mut names = Vec::new();
    for declarator in &declaration.decls {
        names_of(&declarator.name, &mut names);
    }
    let home = file.scopes.function_scope(file.nodes.scope(id));
    let declared = names.iter().filter_map(|name| file.scopes.in_scope(home, &name.id.sym));
    declared.map(|id| file.scopes.variable(id)).collect()
}

/// Whether a variable is declared nowhere else, is no global, and its name could be declared by `let`.
fn is_own(file: &File, declaration: NodeId, variable: &Variable) -> bool {
    let is_caught = || {
        let scopes = file.scopes.outwards(file.nodes.scope(declaration));
        let mut inner = scopes.take_while(|scope| *scope != variable.scope);
        inner.any(|scope| file.scopes.in_scope(scope, &variable.name).is_some())
    };
    variable.definitions.len() == 1 && variable.scope != Scopes::GLOBAL && variable.name != *"let" && !is_caught()
}

/// Whether a reference is evaluated only when the declaration has been.
fn is_behind(file: &File, variable: &Variable, definition: &Definition, reference: &Reference) -> bool {
    if reference.range == definition.range {
        return true;
    }
    if reference.range.start() < definition.range.start() {
        return false;
    }
    let Node::VarDeclarator(declarator) = file.node(definition.node) else { return false };
    let is_in = |range: TextRange| range.contains_range(reference.range);
    if is_in(declarator.name.range()) {
        let around = file.pattern_around(definition.range);
        return !around
            .is_some_and(|it| is_in(it.range()) && matches!(it, Node::AssignPat(_) | Node::AssignPatProp(_)));
    }
    if let Some(value) = declarator.init.as_deref().filter(|value| is_in(value.range())) {
        let is_function = without_parentheses(value).is_fn_expr() || without_parentheses(value).is_arrow();
        return is_function && matches!(declarator.name, Pat::Ident(_));
    }
    !is_in_function_called_before(file, variable, definition, reference)
}

/// Whether a reference stands in a function declaration that is called above the definition.
fn is_in_function_called_before(
    file: &File,
    variable: &Variable,
    definition: &Definition,
    reference: &Reference,
) -> bool {
    let home = file.scopes.function_scope(variable.scope);
    file.nodes.ancestors(reference.node).any(|id| {
        let Node::FnDecl(function) = file.node(id) else { return false };
        let scope = file.nodes.scope(id);
        file.scopes.function_scope(scope) == home
            && file.scopes.find(scope, &function.ident.sym).is_some_and(|id| {
                let mut before = file.scopes.references_to(id).filter(|it| it.range.start() < definition.range.start());
                before.any(|reference| is_called(file, reference))
            })
    })
}

fn is_called(file: &File, reference: &Reference) -> bool {
    let call = file.parent_without_parentheses(reference.node).and_then(|parent| Call::of(file, parent));
    call.is_some_and(|call| call.is_callee(reference.range))
}

fn is_in_loop(file: &File, id: NodeId) -> bool {
    use NodeKind::{
        ArrowExpr, Constructor, DoWhileStmt, ForInStmt, ForOfStmt, ForStmt, Function, StaticBlock, WhileStmt,
    };
    let kinds = file.nodes.ancestors(id).map(|id| file.node(id).kind());
    let mut kinds = kinds.take_while(|kind| !matches!(kind, Function | ArrowExpr | Constructor | StaticBlock));
    kinds.any(|kind| matches!(kind, ForStmt | ForInStmt | ForOfStmt | WhileStmt | DoWhileStmt))
}

/// Whether a declaration by `let` can stand in a node.
fn is_list(kind: NodeKind) -> bool {
    use NodeKind::{BlockStmt, FunctionBody, Module, Script, StaticBlock};
    matches!(kind, Script | Module | BlockStmt | FunctionBody | StaticBlock)
}

/// Whether what `let` declares in a node is not seen outside of it.
fn is_block(kind: NodeKind) -> bool {
    use NodeKind::{ForInStmt, ForOfStmt, ForStmt, SwitchStmt};
    is_list(kind) || matches!(kind, ForStmt | ForInStmt | ForOfStmt | SwitchStmt)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check_fix};

    #[test]
    fn becomes_let_where_that_does_the_same() {
        check_fix(&RULE, "var a = 1; if (a) { var b = 2; } f(b);", "let a = 1; if (a) { var b = 2; } f(b);");
        check_fix(&RULE, "f(a); var a = 1; var b = b;", "f(a); var a = 1; var b = b;");
        check_fix(
            &RULE,
            "for (var i of a) f(i); for (var j of a) f(() => j);",
            "for (let i of a) f(i); for (var j of a) f(() => j);",
        );
        check_fix(&RULE, "g(); var a = 1; function g() { a; }", "g(); var a = 1; function g() { a; }");
    }

    #[test]
    fn globals_stay() {
        case(&RULE, "var a = 1;\n//^^^^^^^^ `var` is seen").script().check();
        case(&RULE, "var a = 1;").script().check_fix("var a = 1;");
    }
}

//! Statements and declarations.

use swc_ecma_ast::{
    BlockStmt, CatchClause, Decl, ForHead, ForInStmt, ForOfStmt, ForStmt, Stmt, SwitchStmt, TryStmt, UsingDecl,
    VarDecl, VarDeclKind, VarDeclOrExpr, VarDeclarator,
};

use super::super::nodes::NodeId;
use super::super::scopes::{Access, DefinitionKind, ScopeKind};
use super::{Builder, Written};

impl<'a> Builder<'a> {
    pub(super) fn statements(&mut self, statements: &'a [Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    pub(super) fn statement(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Block(block) => self.block(block),
            Stmt::Empty(it) => self.leaf(it),
            Stmt::Debugger(it) => self.leaf(it),
            Stmt::With(with) => self.node(with, |builder, id| {
                builder.expression(&with.obj);
                builder.in_scope(ScopeKind::With, id, |builder| builder.statement(&with.body));
            }),
            Stmt::Return(it) => self.node(it, |builder, _| builder.maybe(it.arg.as_deref())),
            Stmt::Labeled(it) => self.node(it, |builder, _| builder.statement(&it.body)),
            Stmt::Break(it) => self.leaf(it),
            Stmt::Continue(it) => self.leaf(it),
            Stmt::If(it) => self.node(it, |builder, _| {
                builder.expression(&it.test);
                builder.statement(&it.cons);
                if let Some(alternate) = &it.alt {
                    builder.statement(alternate);
                }
            }),
            Stmt::Switch(it) => self.switch(it),
            Stmt::Throw(it) => self.node(it, |builder, _| builder.expression(&it.arg)),
            Stmt::Try(it) => self.try_statement(it),
            Stmt::While(it) => self.node(it, |builder, _| {
                builder.expression(&it.test);
                builder.statement(&it.body);
            }),
            Stmt::DoWhile(it) => self.node(it, |builder, _| {
                builder.statement(&it.body);
                builder.expression(&it.test);
            }),
            Stmt::For(it) => self.for_statement(it),
            Stmt::ForIn(it) => self.for_in(it),
            Stmt::ForOf(it) => self.for_of(it),
            Stmt::Decl(declaration) => self.declaration(declaration),
            Stmt::Expr(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
        }
    }

    pub(super) fn declaration(&mut self, declaration: &'a Decl) {
        match declaration {
            Decl::Class(it) => self.class_declaration(it),
            Decl::Fn(it) => self.function_declaration(it),
            Decl::Var(it) => self.variables(it),
            Decl::Using(it) => self.using(it),
            Decl::TsInterface(it) => self.interface(it),
            Decl::TsTypeAlias(it) => self.type_alias(it),
            Decl::TsEnum(it) => self.enumeration(it),
            Decl::TsModule(it) => self.namespace(it),
        }
    }

    pub(super) fn block(&mut self, block: &'a BlockStmt) {
        self.node(block, |builder, id| {
            builder.in_scope(ScopeKind::Block, id, |builder| builder.statements(&block.stmts));
        });
    }

    fn switch(&mut self, switch: &'a SwitchStmt) {
        self.node(switch, |builder, id| {
            builder.expression(&switch.discriminant);
            builder.in_scope(ScopeKind::Switch, id, |builder| {
                for case in &switch.cases {
                    builder.node(case, |builder, _| {
                        builder.maybe(case.test.as_deref());
                        builder.statements(&case.cons);
                    });
                }
            });
        });
    }

    fn try_statement(&mut self, it: &'a TryStmt) {
        self.node(it, |builder, _| {
            builder.block(&it.block);
            if let Some(handler) = &it.handler {
                builder.catch(handler);
            }
            if let Some(finalizer) = &it.finalizer {
                builder.block(finalizer);
            }
        });
    }

    fn catch(&mut self, clause: &'a CatchClause) {
        self.node(clause, |builder, id| {
            builder.in_scope(ScopeKind::Catch, id, |builder| {
                if let Some(parameter) = &clause.param {
                    builder.declare_pattern(parameter, builder.scope, DefinitionKind::Catch, id, None);
                }
                builder.block(&clause.body);
            });
        });
    }

    fn for_statement(&mut self, it: &'a ForStmt) {
        self.node(it, |builder, id| {
            let is_scope = matches!(&it.init, Some(VarDeclOrExpr::VarDecl(head)) if head.kind != VarDeclKind::Var);
            builder.maybe_scope(is_scope, id, |builder| {
                match &it.init {
                    Some(VarDeclOrExpr::VarDecl(head)) => builder.variables(head),
                    Some(VarDeclOrExpr::Expr(head)) => builder.expression(head),
                    None => {}
                }
                builder.maybe(it.test.as_deref());
                builder.maybe(it.update.as_deref());
                builder.statement(&it.body);
            });
        });
    }

    fn for_in(&mut self, it: &'a ForInStmt) {
        self.node(it, |builder, id| {
            builder.maybe_scope(is_scope(&it.left), id, |builder| {
                builder.for_head(&it.left, id);
                builder.expression(&it.right);
                builder.statement(&it.body);
            });
        });
    }

    fn for_of(&mut self, it: &'a ForOfStmt) {
        self.node(it, |builder, id| {
            builder.maybe_scope(is_scope(&it.left), id, |builder| {
                builder.for_head(&it.left, id);
                builder.expression(&it.right);
                builder.statement(&it.body);
            });
        });
    }

    fn maybe_scope(&mut self, is_scope: bool, node: NodeId, inside: impl FnOnce(&mut Self)) {
        if is_scope { self.in_scope(ScopeKind::For, node, inside) } else { inside(self) }
    }

    fn for_head(&mut self, head: &'a ForHead, of: NodeId) {
        let written = |is_initializer| Written { access: Access::Write, by: of, is_initializer, is_partial: true };
        match head {
            ForHead::VarDecl(declaration) => self.node(&**declaration, |builder, _| {
                builder.declarators(&declaration.decls, definition_kind(declaration.kind), Some(written(true)));
            }),
            ForHead::UsingDecl(declaration) => self.node(&**declaration, |builder, _| {
                builder.declarators(&declaration.decls, DefinitionKind::Using, Some(written(true)));
            }),
            ForHead::Pat(pattern) => self.write_pattern(pattern, written(false)),
        }
    }

    fn variables(&mut self, declaration: &'a VarDecl) {
        self.node(declaration, |builder, _| {
            builder.declarators(&declaration.decls, definition_kind(declaration.kind), None);
        });
    }

    fn using(&mut self, declaration: &'a UsingDecl) {
        self.node(declaration, |builder, _| builder.declarators(&declaration.decls, DefinitionKind::Using, None));
    }

    /// `looped`: how a loop writes what its head declares.
    fn declarators(&mut self, all: &'a [VarDeclarator], kind: DefinitionKind, looped: Option<Written>) {
        let scope = match kind {
            DefinitionKind::Var => self.scopes.function_scope(self.scope),
            _ => self.scope,
        };
        for declarator in all {
            self.node(declarator, |builder, id| {
                let initial = Written { access: Access::Write, by: id, is_initializer: true, is_partial: false };
                let written = looped.or(declarator.init.is_some().then_some(initial));
                builder.declare_pattern(&declarator.name, scope, kind, id, written);
                builder.maybe(declarator.init.as_deref());
            });
        }
    }
}

fn is_scope(head: &ForHead) -> bool {
    match head {
        ForHead::VarDecl(declaration) => declaration.kind != VarDeclKind::Var,
        ForHead::UsingDecl(_) => true,
        ForHead::Pat(_) => false,
    }
}

fn definition_kind(kind: VarDeclKind) -> DefinitionKind {
    match kind {
        VarDeclKind::Var => DefinitionKind::Var,
        VarDeclKind::Let => DefinitionKind::Let,
        VarDeclKind::Const => DefinitionKind::Const,
    }
}

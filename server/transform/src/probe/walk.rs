//! The walk that finds where probes go.

use syntax::ast::*;
use syntax::visit::{Visit, VisitWith, noop_visit_type};
use values::ProbeKind;

use super::insert::{Inserter, names_of, names_of_head};
use super::place::is_named_by_its_place;
use crate::edits::Rank;

impl Visit for Inserter<'_> {
    noop_visit_type!();

    fn visit_decorator(&mut self, _: &Decorator) {}

    fn visit_ts_enum_decl(&mut self, _: &TsEnumDecl) {}

    fn visit_ts_module_decl(&mut self, declaration: &TsModuleDecl) {
        if !declaration.declare {
            declaration.visit_children_with(self);
        }
    }

    fn visit_module_items(&mut self, items: &[ModuleItem]) {
        for item in items {
            item.visit_with(self);
            match item {
                ModuleItem::Stmt(statement) => self.after(statement),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(declaration), .. })) => {
                    self.after_declaration(declaration);
                }
                ModuleItem::ModuleDecl(_) => {}
            }
        }
    }

    fn visit_stmts(&mut self, statements: &[Stmt]) {
        for statement in statements {
            statement.visit_with(self);
            self.after(statement);
        }
    }

    fn visit_block_stmt(&mut self, block: &BlockStmt) {
        let told = self.count_block(block.span, &block.stmts);
        self.put(syntax::range(block.span).start() + 1, Rank::BeforeStatement, told);
        block.stmts.visit_with(self);
    }

    fn visit_var_decl(&mut self, declaration: &VarDecl) {
        if !declaration.declare {
            declaration.decls.iter().for_each(|declarator| self.declarator(declarator));
        }
    }

    fn visit_using_decl(&mut self, declaration: &UsingDecl) {
        declaration.decls.iter().for_each(|declarator| self.declarator(declarator));
    }

    /// Every name in there is looked for in the object first, which may be a proxy.
    fn visit_with_stmt(&mut self, statement: &WithStmt) {
        statement.obj.visit_with(self);
    }

    fn visit_expr_stmt(&mut self, statement: &ExprStmt) {
        self.expression_statement(statement);
    }

    fn visit_return_stmt(&mut self, statement: &ReturnStmt) {
        if let Some(value) = &statement.arg {
            self.result(value, ProbeKind::Return);
            self.end_statement(statement.span);
        }
    }

    fn visit_export_default_expr(&mut self, export: &ExportDefaultExpr) {
        if is_named_by_its_place(&export.expr) {
            export.expr.visit_children_with(self);
        } else {
            self.result(&export.expr, ProbeKind::Expression);
            self.end_statement(export.span);
        }
    }

    fn visit_if_stmt(&mut self, statement: &IfStmt) {
        statement.test.visit_with(self);
        self.body(&statement.cons, &[]);
        if let Some(alternative) = &statement.alt {
            // `else if` stays as it is: its own branches are counted.
            if matches!(&**alternative, Stmt::If(_)) {
                alternative.visit_with(self);
            } else {
                self.body(alternative, &[]);
            }
        }
    }

    fn visit_for_stmt(&mut self, statement: &ForStmt) {
        let mut variables = Vec::new();
        match &statement.init {
            Some(VarDeclOrExpr::VarDecl(declaration)) => {
                declaration.visit_children_with(self);
                variables = names_of(declaration.decls.iter().map(|declarator| &declarator.name));
            }
            Some(VarDeclOrExpr::Expr(init)) => init.visit_with(self),
            None => {}
        }
        statement.test.visit_with(self);
        statement.update.visit_with(self);
        self.body(&statement.body, &variables);
    }

    fn visit_for_in_stmt(&mut self, statement: &ForInStmt) {
        statement.right.visit_with(self);
        self.body(&statement.body, &names_of_head(&statement.left));
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        statement.right.visit_with(self);
        self.body(&statement.body, &names_of_head(&statement.left));
    }

    fn visit_while_stmt(&mut self, statement: &WhileStmt) {
        statement.test.visit_with(self);
        self.body(&statement.body, &[]);
    }

    fn visit_do_while_stmt(&mut self, statement: &DoWhileStmt) {
        self.body(&statement.body, &[]);
        statement.test.visit_with(self);
    }

    fn visit_switch_case(&mut self, case: &SwitchCase) {
        case.test.visit_with(self);
        if let Some(first) = case.cons.first() {
            let told = self.count(case.span, ';');
            self.put(syntax::range(first.span()).start(), Rank::BeforeStatement, told);
        }
        case.cons.visit_with(self);
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause) {
        let caught = names_of(clause.param.iter());
        let mut told = self.entered(clause.body.span, &caught, ProbeKind::Parameter, ';');
        if let Some(Pat::Ident(name)) = &clause.param {
            told.insert_str(0, &self.caught(&name.id));
        }
        self.put(syntax::range(clause.body.span).start() + 1, Rank::BeforeStatement, told);
        clause.body.stmts.visit_with(self);
    }

    fn visit_function(&mut self, function: &Function) {
        function.params.visit_with(self);
        if let Some(body) = &function.body {
            self.enter(body, &names_of(function.params.iter().map(|parameter| &parameter.pat)));
        }
    }

    fn visit_constructor(&mut self, constructor: &Constructor) {
        constructor.params.visit_with(self);
        let patterns = constructor.params.iter().filter_map(|parameter| match parameter {
            ParamOrTsParamProp::Param(parameter) => Some(&parameter.pat),
            ParamOrTsParamProp::TsParamProp(_) => None,
        });
        if let Some(body) = &constructor.body {
            self.enter(body, &names_of(patterns));
        }
    }

    fn visit_arrow_expr(&mut self, function: &ArrowExpr) {
        function.params.visit_with(self);
        let parameters = names_of(function.params.iter());
        match &*function.body {
            ArrowFunctionBody::FunctionBody(body) => self.enter(body, &parameters),
            ArrowFunctionBody::Expr(value) => {
                let told = self.entered(value.span(), &parameters, ProbeKind::Parameter, ',');
                let range = syntax::range(value.span());
                self.put(range.start(), Rank::OpenExpression, format!("({told}"));
                self.result(value, ProbeKind::Return);
                self.put(range.end(), Rank::CloseExpression, ")");
            }
        }
    }

    fn visit_class(&mut self, class: &Class) {
        if let Some(parent) = &class.super_class {
            self.reference(parent);
        }
        class.body.visit_with(self);
    }

    fn visit_expr(&mut self, expression: &Expr) {
        let can_stand_in_a_call = !matches!(
            expression,
            Expr::Invalid(_)
                | Expr::PrivateName(_)
                | Expr::JSXMember(_)
                | Expr::JSXNamespacedName(_)
                | Expr::JSXEmpty(_)
        );
        if can_stand_in_a_call && !is_named_by_its_place(expression) {
            let range = syntax::range(expression.span());
            if let Some(ask) = self.take_ask(range) {
                self.wrap(expression, range, ProbeKind::Expression, Some(ask));
            }
        }
        expression.visit_children_with(self);
    }

    fn visit_pat(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Expr(target) => self.reference(target),
            other => other.visit_children_with(self),
        }
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Paren(inner) => self.reference(&inner.expr),
            SimpleAssignTarget::TsAs(inner) => self.reference(&inner.expr),
            SimpleAssignTarget::TsSatisfies(inner) => self.reference(&inner.expr),
            SimpleAssignTarget::TsNonNull(inner) => self.reference(&inner.expr),
            SimpleAssignTarget::TsTypeAssertion(inner) => self.reference(&inner.expr),
            other => other.visit_children_with(self),
        }
    }

    fn visit_update_expr(&mut self, expression: &UpdateExpr) {
        self.reference(&expression.arg);
    }

    fn visit_unary_expr(&mut self, expression: &UnaryExpr) {
        match expression.op {
            UnaryOp::Delete | UnaryOp::TypeOf => self.reference(&expression.arg),
            _ => expression.visit_children_with(self),
        }
    }

    fn visit_call_expr(&mut self, expression: &CallExpr) {
        if let Callee::Expr(callee) = &expression.callee {
            self.reference(callee);
        }
        expression.args.visit_with(self);
    }

    fn visit_new_expr(&mut self, expression: &NewExpr) {
        self.reference(&expression.callee);
        expression.args.visit_with(self);
    }

    fn visit_tagged_tpl(&mut self, expression: &TaggedTpl) {
        self.reference(&expression.tag);
        expression.tpl.exprs.visit_with(self);
    }

    /// Of a chain the head may be told, and all of it; a link that stood in a call would no longer end the chain.
    fn visit_opt_chain_expr(&mut self, chain: &OptChainExpr) {
        match &*chain.base {
            OptChainBase::Member(member) => {
                self.link(&member.obj);
                member.prop.visit_with(self);
            }
            OptChainBase::Call(call) => {
                self.reference(&call.callee);
                call.args.visit_with(self);
            }
        }
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        self.link(&member.obj);
        member.prop.visit_with(self);
    }
}

impl Inserter<'_> {
    fn link(&mut self, object: &Expr) {
        match object {
            Expr::OptChain(chain) => self.visit_opt_chain_expr(chain),
            other => other.visit_with(self),
        }
    }
}

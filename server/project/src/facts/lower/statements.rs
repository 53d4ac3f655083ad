//! Statements, and declarations that are values.

use source::TextRange;
use syntax::ast::{
    BlockStmt, ClassDecl, Decl, Expr, ExprStmt, FnDecl, ForHead, ForStmt, IfStmt, Stmt, SwitchStmt, TryStmt, VarDecl,
    VarDeclKind, VarDeclOrExpr, VarDeclarator,
};

use super::control_flow::{is_endless, without_parentheses};
use super::functions::FunctionParts;
use super::patterns::{Site, Target};
use super::*;

impl Lowering<'_> {
    /// Statements in a row, in the scope where the walk is.
    pub(super) fn statements(&mut self, statements: &[Stmt]) {
        let hides_require = statements.iter().any(declares_require);
        self.hidden_requires += u32::from(hides_require);
        self.in_a_row(statements, Some, |lowering, statement| lowering.statement(statement));
        self.hidden_requires -= u32::from(hides_require);
    }

    pub(crate) fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Empty(_) | Stmt::Debugger(_) => {}
            Stmt::Expr(statement) => self.expression_statement(statement),
            Stmt::Decl(declaration) => {
                self.declaration(declaration, range_of(declaration));
            }
            Stmt::Block(block) => self.block(block),
            Stmt::If(statement) => self.if_statement(statement),
            Stmt::Return(statement) => self.return_statement(statement.arg.as_deref()),
            Stmt::Throw(statement) => {
                let value = self.expression(&statement.arg);
                if let Some(function) = self.body.function {
                    self.facts[function].throws.push(value);
                }
                self.body.is_reachable = false;
            }
            Stmt::Break(statement) => self.jump_out(statement.label.as_ref()),
            Stmt::Continue(_) => self.body.is_reachable = false,
            Stmt::Labeled(statement) => {
                let is_left = self.labelled(&statement.label.sym, |lowering| lowering.statement(&statement.body));
                self.body.is_reachable |= is_left;
            }
            Stmt::For(statement) => self.for_statement(statement),
            Stmt::ForIn(statement) => {
                self.for_each(range_of(statement), &statement.left, &statement.right, &statement.body, Each::Key);
            }
            Stmt::ForOf(statement) => {
                let each = Each::Element { is_async: statement.is_await };
                self.for_each(range_of(statement), &statement.left, &statement.right, &statement.body, each);
            }
            Stmt::While(statement) => {
                self.expression(&statement.test);
                self.loop_body(&statement.body, is_endless(Some(&statement.test)));
            }
            Stmt::DoWhile(statement) => {
                self.loop_body(&statement.body, is_endless(Some(&statement.test)));
                self.expression(&statement.test);
            }
            Stmt::Switch(statement) => self.switch(statement),
            Stmt::Try(statement) => self.try_statement(statement),
            Stmt::With(statement) => {
                self.expression(&statement.obj);
                self.enter_scope(ScopeKind::With, range_of(&*statement.body));
                self.statement(&statement.body);
                self.leave_scope();
            }
        }
    }

    /// `range` includes `export`. Gives the bindings that it declares.
    pub(crate) fn declaration(&mut self, declaration: &Decl, range: TextRange) -> Vec<BindingId> {
        match declaration {
            Decl::Var(variables) => {
                let kind = kind_of(variables.kind);
                self.variables(&variables.decls, kind, variables.declare, range)
            }
            Decl::Using(variables) => self.variables(&variables.decls, BindingKind::Using, false, range),
            Decl::Fn(function) => vec![self.function_declaration(function, range)],
            Decl::Class(class) => vec![self.class_declaration(class, range)],
            Decl::TsInterface(_) | Decl::TsTypeAlias(_) | Decl::TsEnum(_) | Decl::TsModule(_) => {
                self.without_parent(|lowering| lowering.lower_declaration(declaration, range)).into_iter().collect()
            }
        }
    }

    /// What documents an assignment stands before its statement.
    fn expression_statement(&mut self, statement: &ExprStmt) {
        match without_parentheses(&statement.expr) {
            Expr::Assign(_) => {
                self.hint.doc = self.doc_before(range_of(statement));
                self.expression(&statement.expr);
            }
            Expr::Member(_) => {
                let doc = self.doc_before(range_of(statement));
                let expression = self.expression(&statement.expr);
                if doc.is_some() {
                    let function = self.body.function;
                    self.facts.assignments.push(Assignment { expression, function, doc });
                }
            }
            _ => {
                self.expression(&statement.expr);
            }
        }
    }

    pub(super) fn block(&mut self, block: &BlockStmt) {
        // Most blocks declare nothing: without a scope of their own names are found sooner.
        let has_names = block.stmts.iter().any(declares_in_block);
        if has_names {
            self.enter_scope(ScopeKind::Block, range_of(block));
        }
        self.statements(&block.stmts);
        if has_names {
            self.leave_scope();
        }
    }

    fn if_statement(&mut self, statement: &IfStmt) {
        let mut is_end_reachable = false;
        let mut current = statement;
        // A loop, because chains of `else if` can be long.
        loop {
            self.expression(&current.test);
            is_end_reachable |= self.branch(|lowering| lowering.statement(&current.cons));
            match current.alt.as_deref() {
                Some(Stmt::If(next)) => current = next,
                Some(alternate) => {
                    is_end_reachable |= self.branch(|lowering| lowering.statement(alternate));
                    break;
                }
                None => {
                    is_end_reachable = true;
                    break;
                }
            }
        }
        self.body.is_reachable = is_end_reachable;
    }

    fn return_statement(&mut self, value: Option<&Expr>) {
        let value = value.map(|value| self.expression(value));
        if let Some(function) = self.body.function {
            let is_dead = self.body.is_dead;
            let function = &mut self.facts[function];
            match value {
                Some(value) => function.returns.push(value),
                None => function.may_return_undefined |= !is_dead,
            }
        }
        self.body.is_reachable = false;
    }

    fn for_statement(&mut self, statement: &ForStmt) {
        let has_scope = match &statement.init {
            Some(VarDeclOrExpr::VarDecl(variables)) => variables.kind != VarDeclKind::Var,
            _ => false,
        };
        if has_scope {
            self.enter_scope(ScopeKind::Loop, range_of(statement));
        }
        match &statement.init {
            Some(VarDeclOrExpr::VarDecl(variables)) => {
                let range = range_of(&**variables);
                self.variables(&variables.decls, kind_of(variables.kind), false, range);
            }
            Some(VarDeclOrExpr::Expr(expression)) => {
                self.expression(expression);
            }
            None => {}
        }
        for part in [&statement.test, &statement.update].into_iter().flatten() {
            self.expression(part);
        }
        self.loop_body(&statement.body, is_endless(statement.test.as_deref()));
        if has_scope {
            self.leave_scope();
        }
    }

    fn for_each(&mut self, range: TextRange, left: &ForHead, right: &Expr, body: &Stmt, each: Each) {
        let (variables, kind) = match left {
            ForHead::VarDecl(variables) => (variables.decls.as_slice(), kind_of(variables.kind)),
            ForHead::UsingDecl(variables) => (variables.decls.as_slice(), BindingKind::Using),
            ForHead::Pat(_) => (&[][..], BindingKind::Var),
        };
        let has_scope = kind != BindingKind::Var;
        if has_scope {
            self.enter_scope(ScopeKind::Loop, range);
        }
        let value = self.expression(right);
        let taken = match each {
            Each::Key => ExpressionKind::KeyOf(value),
            Each::Element { is_async } => ExpressionKind::ElementOf { value, is_async },
        };
        if let ForHead::Pat(pattern) = left {
            let value = self.push_expression(range_of(&**pattern), taken);
            self.pattern(pattern, Some(value), &mut Target::Assign);
        } else if let Some(variable) = variables.first() {
            // An initialiser of `for (var x = 1 in y)`.
            if let Some(initialiser) = &variable.init {
                self.expression(initialiser);
            }
            let value = self.push_expression(range_of(&variable.name), taken);
            let doc = self.doc_before(range_of(left));
            let scope = if has_scope { self.scope } else { self.body.var_scope };
            let mut site = Site::new(DeclarationKind::Variable(kind), scope, range_of(variable), doc);
            self.pattern(&variable.name, Some(value), &mut Target::Declare(&mut site));
        }
        self.loop_body(body, false);
        if has_scope {
            self.leave_scope();
        }
    }

    fn loop_body(&mut self, body: &Stmt, is_endless: bool) {
        let is_left = self.breakable(|lowering| {
            lowering.branch(|lowering| lowering.statement(body));
        });
        self.body.is_reachable = !is_endless || is_left;
    }

    fn switch(&mut self, statement: &SwitchStmt) {
        self.expression(&statement.discriminant);
        self.enter_scope(ScopeKind::Switch, range_of(statement));
        let mut is_end_reachable = true;
        let is_left = self.breakable(|lowering| {
            for case in &statement.cases {
                if let Some(test) = &case.test {
                    lowering.expression(test);
                }
                is_end_reachable = lowering.branch(|lowering| lowering.statements(&case.cons));
            }
        });
        self.leave_scope();
        let has_default = statement.cases.iter().any(|case| case.test.is_none());
        self.body.is_reachable = is_end_reachable || is_left || !has_default;
    }

    fn try_statement(&mut self, statement: &TryStmt) {
        let mut is_end_reachable = self.branch(|lowering| lowering.block(&statement.block));
        if let Some(handler) = &statement.handler {
            self.enter_scope(ScopeKind::Catch, range_of(handler));
            if let Some(pattern) = &handler.param {
                let range = range_of(pattern);
                let value = self.push_expression(range, ExpressionKind::Caught);
                let mut site = Site::new(DeclarationKind::Caught, self.scope, range, None);
                self.pattern(pattern, Some(value), &mut Target::Declare(&mut site));
            }
            is_end_reachable |= self.branch(|lowering| lowering.statements(&handler.body.stmts));
            self.leave_scope();
        }
        if let Some(finalizer) = &statement.finalizer {
            self.block(finalizer);
            is_end_reachable &= self.body.is_reachable;
        }
        self.body.is_reachable = is_end_reachable;
    }

    fn variables(
        &mut self,
        variables: &[VarDeclarator],
        kind: BindingKind,
        is_declared: bool,
        statement: TextRange,
    ) -> Vec<BindingId> {
        let statement_doc = self.doc_before(statement);
        let scope = if kind == BindingKind::Var { self.body.var_scope } else { self.scope };
        let mut bindings = Vec::new();
        for (index, variable) in variables.iter().enumerate() {
            let range = range_of(variable);
            let own_doc = self.doc_before(range);
            let doc = if index == 0 { own_doc.or(statement_doc) } else { own_doc };
            let value = variable.init.as_deref().map(|initialiser| {
                let name = variable.name.as_ident().map(|name| (name.sym.clone(), self.identifier_range(name)));
                self.hint = Hint { name, doc };
                self.expression(initialiser)
            });
            let mut site = Site::new(DeclarationKind::Variable(kind), scope, range, doc);
            site.is_ambient = is_declared;
            self.pattern(&variable.name, value, &mut Target::Declare(&mut site));
            if let Some(value) = value {
                self.names_of_import(value, &variable.name, scope);
            }
            bindings.append(&mut site.bindings);
        }
        bindings
    }

    fn function_declaration(&mut self, declaration: &FnDecl, range: TextRange) -> BindingId {
        let function = &*declaration.function;
        let doc = self.doc_before(range);
        let name_range = self.identifier_range(&declaration.ident);
        // Sloppy code sees a function in a block from everywhere in the function around it.
        let is_lexical = self.body.is_strict || function.is_async || function.is_generator;
        let scope = if is_lexical { self.scope } else { self.body.var_scope };
        let row = Declaration {
            kind: DeclarationKind::Function(FunctionId(self.facts.functions.len() as u32)),
            name_range,
            range,
            type_annotation: None,
            doc,
            is_ambient: self.is_ambient || declaration.declare,
        };
        let value = ExpressionId(self.facts.expressions.len() as u32);
        let binding = self.declare(scope, &declaration.ident.sym, row, Some(value));
        let mut parts = FunctionParts::of(function, FunctionFlavor::Declaration);
        parts.name = Some((declaration.ident.sym.clone(), name_range));
        parts.doc = doc;
        self.without_parent(|lowering| lowering.function(parts));
        binding
    }

    fn class_declaration(&mut self, declaration: &ClassDecl, range: TextRange) -> BindingId {
        let class = &*declaration.class;
        self.decorators(&class.decorators);
        let doc = self.doc_before_decorated(range, &class.decorators);
        let name_range = self.identifier_range(&declaration.ident);
        let row = Declaration {
            kind: DeclarationKind::Class(ClassId(self.facts.classes.len() as u32)),
            name_range,
            range,
            type_annotation: None,
            doc,
            is_ambient: self.is_ambient || declaration.declare,
        };
        let value = ExpressionId(self.facts.expressions.len() as u32);
        let binding = self.declare(self.scope, &declaration.ident.sym, row, Some(value));
        let was_ambient = self.is_ambient;
        self.is_ambient |= declaration.declare;
        let hint = Hint { name: Some((declaration.ident.sym.clone(), name_range)), doc };
        self.without_parent(|lowering| lowering.class(class, None, hint));
        self.is_ambient = was_ambient;
        binding
    }
}

/// What a loop takes out.
#[derive(Clone, Copy)]
enum Each {
    Key,
    Element { is_async: bool },
}

fn kind_of(kind: VarDeclKind) -> BindingKind {
    match kind {
        VarDeclKind::Var => BindingKind::Var,
        VarDeclKind::Let => BindingKind::Let,
        VarDeclKind::Const => BindingKind::Const,
    }
}

fn declares_in_block(statement: &Stmt) -> bool {
    match statement {
        Stmt::Decl(Decl::Var(variables)) => {
            matches!(**variables, VarDecl { kind: VarDeclKind::Let | VarDeclKind::Const, .. })
        }
        Stmt::Decl(_) => true,
        _ => false,
    }
}

fn declares_require(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Decl(Decl::Fn(function)) if function.ident.sym == *"require")
}

//! Which assignments mean a module's own binding and not a variable of the same name in an inner scope.

use rustc_hash::{FxHashMap, FxHashSet};
use syntax::ast::*;
use syntax::visit::{Visit, VisitWith};

use super::bindings::names_of_pattern;
use super::lo;

/// The `places` at which a name of `names` means the binding of the top level.
pub(super) fn unshadowed(program: &Program, names: &FxHashSet<Atom>, places: &FxHashSet<u32>) -> FxHashSet<u32> {
    let mut scopes = Scopes { names, places, hidden: FxHashMap::default(), found: FxHashSet::default() };
    // The top level is the scope that is meant, so its own declarations hide nothing.
    program.visit_children_with(&mut scopes);
    scopes.found
}

struct Scopes<'a> {
    names: &'a FxHashSet<Atom>,
    places: &'a FxHashSet<u32>,
    /// How many scopes around declare a name.
    hidden: FxHashMap<Atom, u32>,
    found: FxHashSet<u32>,
}

impl Scopes<'_> {
    fn within(&mut self, declared: Vec<Atom>, walk: impl FnOnce(&mut Self)) {
        let declared: Vec<Atom> = declared.into_iter().filter(|name| self.names.contains(name)).collect();
        for name in &declared {
            *self.hidden.entry(name.clone()).or_default() += 1;
        }
        walk(self);
        for name in &declared {
            if let Some(count) = self.hidden.get_mut(name) {
                *count -= 1;
            }
        }
    }
}

fn names_of(pattern: &Pat, into: &mut Vec<Atom>) {
    into.extend(names_of_pattern(pattern).into_iter().map(|(name, _)| name));
}

/// `let`, `const`, classes and functions that a list of statements declares itself.
fn declared_in(statements: &[Stmt]) -> Vec<Atom> {
    let mut names = Vec::new();
    for statement in statements {
        match statement {
            Stmt::Decl(Decl::Class(class)) => names.push(class.ident.sym.clone()),
            Stmt::Decl(Decl::Fn(function)) => names.push(function.ident.sym.clone()),
            Stmt::Decl(Decl::Var(variables)) if variables.kind != VarDeclKind::Var => {
                variables.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
            }
            Stmt::Decl(Decl::Using(variables)) => {
                variables.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
            }
            _ => {}
        }
    }
    names
}

/// `let`, `const` and classes among the items of a module.
pub(crate) fn lexical_names(items: &[ModuleItem]) -> Vec<Atom> {
    let statements = items.iter().filter_map(|item| match item {
        ModuleItem::Stmt(statement @ Stmt::Decl(Decl::Class(_) | Decl::Var(_))) => Some(statement),
        _ => None,
    });
    statements.flat_map(|statement| declared_in(std::slice::from_ref(statement))).collect()
}

/// Every `var` of a function or module, however deep in its blocks, with its place.
pub(super) fn vars_of<N: VisitWith<VarCollector> + ?Sized>(node: &N) -> Vec<(Atom, u32)> {
    let mut vars = VarCollector::default();
    node.visit_with(&mut vars);
    vars.names
}

#[derive(Default)]
pub(super) struct VarCollector {
    names: Vec<(Atom, u32)>,
}

impl Visit for VarCollector {
    fn visit_var_decl(&mut self, declaration: &VarDecl) {
        if declaration.kind == VarDeclKind::Var && !declaration.declare {
            declaration.decls.iter().for_each(|declarator| self.names.extend(names_of_pattern(&declarator.name)));
        }
    }

    fn visit_expr(&mut self, _: &Expr) {}
    fn visit_function(&mut self, _: &Function) {}
    fn visit_class(&mut self, _: &Class) {}
}

fn of_function<'a>(parameters: impl Iterator<Item = &'a Pat>, body: Option<&[Stmt]>) -> Vec<Atom> {
    let mut names = Vec::new();
    parameters.for_each(|parameter| names_of(parameter, &mut names));
    if let Some(statements) = body {
        names.extend(vars_of(statements).into_iter().map(|(name, _)| name));
        names.append(&mut declared_in(statements));
    }
    names
}

impl Visit for Scopes<'_> {
    fn visit_ident(&mut self, ident: &Ident) {
        let place = lo(ident.span);
        if self.places.contains(&place) && self.hidden.get(&ident.sym).is_none_or(|count| *count == 0) {
            self.found.insert(place);
        }
    }

    fn visit_function(&mut self, function: &Function) {
        let body = function.body.as_ref().map(|body| body.stmts.as_slice());
        let names = of_function(function.params.iter().map(|parameter| &parameter.pat), body);
        self.within(names, |this| function.visit_children_with(this));
    }

    fn visit_arrow_expr(&mut self, function: &ArrowExpr) {
        let body = match &*function.body {
            ArrowFunctionBody::FunctionBody(body) => Some(body.stmts.as_slice()),
            ArrowFunctionBody::Expr(_) => None,
        };
        let names = of_function(function.params.iter(), body);
        self.within(names, |this| function.visit_children_with(this));
    }

    fn visit_constructor(&mut self, constructor: &Constructor) {
        let parameters = constructor.params.iter().filter_map(|parameter| match parameter {
            ParamOrTsParamProp::Param(parameter) => Some(&parameter.pat),
            ParamOrTsParamProp::TsParamProp(_) => None,
        });
        let names = of_function(parameters, constructor.body.as_ref().map(|body| body.stmts.as_slice()));
        self.within(names, |this| constructor.visit_children_with(this));
    }

    fn visit_fn_expr(&mut self, expression: &FnExpr) {
        let own = expression.ident.iter().map(|ident| ident.sym.clone()).collect();
        self.within(own, |this| expression.function.visit_with(this));
    }

    fn visit_class_expr(&mut self, expression: &ClassExpr) {
        let own = expression.ident.iter().map(|ident| ident.sym.clone()).collect();
        self.within(own, |this| expression.class.visit_with(this));
    }

    fn visit_class_decl(&mut self, declaration: &ClassDecl) {
        // Inside a class its name is a constant of the class's own scope.
        self.within(vec![declaration.ident.sym.clone()], |this| declaration.class.visit_with(this));
    }

    fn visit_static_block(&mut self, block: &StaticBlock) {
        let names = of_function(std::iter::empty(), Some(&block.body.stmts));
        self.within(names, |this| block.visit_children_with(this));
    }

    fn visit_block_stmt(&mut self, block: &BlockStmt) {
        self.within(declared_in(&block.stmts), |this| block.visit_children_with(this));
    }

    fn visit_switch_stmt(&mut self, statement: &SwitchStmt) {
        statement.discriminant.visit_with(self);
        let names = statement.cases.iter().flat_map(|case| declared_in(&case.cons)).collect();
        self.within(names, |this| statement.cases.visit_with(this));
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause) {
        let mut names = Vec::new();
        clause.param.iter().for_each(|parameter| names_of(parameter, &mut names));
        self.within(names, |this| clause.visit_children_with(this));
    }

    fn visit_for_stmt(&mut self, statement: &ForStmt) {
        let mut names = Vec::new();
        if let Some(VarDeclOrExpr::VarDecl(declaration)) = &statement.init
            && declaration.kind != VarDeclKind::Var
        {
            declaration.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
        }
        self.within(names, |this| statement.visit_children_with(this));
    }

    fn visit_for_in_stmt(&mut self, statement: &ForInStmt) {
        self.within(of_head(&statement.left), |this| statement.visit_children_with(this));
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        self.within(of_head(&statement.left), |this| statement.visit_children_with(this));
    }

    fn visit_ts_type_ann(&mut self, _: &TsTypeAnn) {}
}

fn of_head(head: &ForHead) -> Vec<Atom> {
    let mut names = Vec::new();
    match head {
        ForHead::VarDecl(declaration) if declaration.kind != VarDeclKind::Var => {
            declaration.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
        }
        ForHead::UsingDecl(declaration) => {
            declaration.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
        }
        _ => {}
    }
    names
}

//! What only browsers had, and the language keeps in its Annex B: a function as the branch of an `if`, in code that is not strict.
//! The parser reports it as an error, and reads it rightly.

use swc_common::BytePos;
use swc_ecma_ast::{ArrowExpr, ArrowFunctionBody, Class, Decl, Function, IfStmt, Program, Stmt};
use swc_ecma_visit::{Visit, VisitWith};

use crate::semantic::has_use_strict;

/// Where such functions start.
pub(crate) fn functions_in_branches(program: &Program) -> Vec<BytePos> {
    let Program::Script(script) = program else { return Vec::new() };
    let mut finder = Finder { is_strict: has_use_strict(&script.body), found: Vec::new() };
    script.visit_children_with(&mut finder);
    finder.found
}

struct Finder {
    is_strict: bool,
    found: Vec<BytePos>,
}

impl Finder {
    fn within(&mut self, is_strict: bool, visit: impl FnOnce(&mut Finder)) {
        let outside = self.is_strict;
        self.is_strict |= is_strict;
        visit(self);
        self.is_strict = outside;
    }
}

impl Visit for Finder {
    fn visit_if_stmt(&mut self, statement: &IfStmt) {
        for branch in std::iter::once(&statement.cons).chain(&statement.alt) {
            if let Stmt::Decl(Decl::Fn(declared)) = &**branch
                && !self.is_strict
                && !declared.function.is_async
                && !declared.function.is_generator
            {
                self.found.push(declared.function.span.lo);
            }
        }
        statement.visit_children_with(self);
    }

    fn visit_function(&mut self, function: &Function) {
        let is_strict = function.body.as_ref().is_some_and(|body| has_use_strict(&body.stmts));
        self.within(is_strict, |finder| function.visit_children_with(finder));
    }

    fn visit_arrow_expr(&mut self, function: &ArrowExpr) {
        let is_strict = matches!(&*function.body, ArrowFunctionBody::FunctionBody(body) if has_use_strict(&body.stmts));
        self.within(is_strict, |finder| function.visit_children_with(finder));
    }

    fn visit_class(&mut self, class: &Class) {
        self.within(true, |finder| class.visit_children_with(finder));
    }
}

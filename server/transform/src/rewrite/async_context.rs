//! `AsyncLocalStorage` across `await`.
//!
//! The engine has no promise hooks, so each `await x` becomes `restore(save(), await x)`: the context is taken before the
//! function is suspended and put back before its value is used (measured: 1 to 3 % of a loop that does nothing but await).
//! When the promise is rejected `restore` is not reached; so a function with a `try` around an `await` keeps the context in
//! a variable, and its `catch` and `finally` put that back. `for await` does the same at the start of each turn and behind
//! the loop. `yield` needs nothing: whoever calls `next()` gives the context, as in Node.

use syntax::ast::*;
use syntax::visit::{Visit, VisitWith};

use super::{Goal, Rewriter, hi, lo};
use crate::edits::Rank;

impl Rewriter<'_> {
    pub(super) fn top_level_needs_context(&mut self, items: &[ModuleItem]) -> bool {
        if !self.options.async_context || self.goal == Goal::Types {
            return false;
        }
        let mut need = ContextNeed::default();
        items.visit_with(&mut need);
        if need.found {
            self.context_names();
            self.names.context = self.context_variable();
        }
        need.found
    }

    pub(super) fn enter_function(&mut self, statements: &[Stmt], start: u32, is_async: bool) {
        if !is_async || !self.options.async_context || self.goal == Goal::Types {
            return;
        }
        let mut need = ContextNeed::default();
        statements.visit_with(&mut need);
        if need.found {
            self.keeps_context = true;
            self.context_names();
            let ended = self.text.as_bytes().get(start as usize - 1).is_some_and(|byte| matches!(byte, b'{' | b';'));
            let end = if ended { "" } else { ";" };
            let declaration = format!("{end}let {}={}();", self.context_variable(), self.names.save);
            self.edits.insert(start, Rank::AfterStatement, declaration);
        }
    }

    fn note_top_level_await(&mut self, span: Span) {
        self.top_level_await = self.top_level_await.or(Some(lo(span)));
    }

    fn context_names(&mut self) {
        if self.names.save.is_empty() {
            self.names.save = format!("{}s", self.prefix);
            self.names.restore = format!("{}r", self.prefix);
        }
    }

    fn context_variable(&self) -> String {
        format!("{}c", self.prefix)
    }

    fn saving(&self) -> String {
        format!("{}={}()", self.context_variable(), self.names.save)
    }

    fn restoring(&self) -> String {
        format!("{}({});", self.names.restore, self.context_variable())
    }

    pub(super) fn keep_context_over(&mut self, expression: &AwaitExpr) {
        if self.function_depth == 0 {
            self.note_top_level_await(expression.span);
        }
        if !self.options.async_context
            || self.goal == Goal::Types
            || (self.function_depth == 0 && self.goal != Goal::Module)
        {
            return;
        }
        self.context_names();
        let saved = if self.keeps_context { self.saving() } else { format!("{}()", self.names.save) };
        let open = format!("{}({saved},", self.names.restore);
        self.wrap(expression.span, open);
    }

    pub(super) fn keep_context_in_try(&mut self, statement: &TryStmt) {
        if !self.keeps_context {
            return;
        }
        let in_block = awaits(&statement.block);
        let in_handler = statement.handler.as_ref().is_some_and(|handler| awaits(&handler.body));
        if !(in_block || in_handler && statement.finalizer.is_some()) {
            return;
        }
        let restoring = self.restoring();
        self.edits.insert(lo(statement.block.span) + 1, Rank::BeforeStatement, format!("{};", self.saving()));
        if let Some(handler) = statement.handler.as_ref().filter(|_| in_block) {
            self.edits.insert(lo(handler.body.span) + 1, Rank::BeforeStatement, restoring.clone());
        }
        if let Some(finalizer) = &statement.finalizer {
            self.edits.insert(lo(finalizer.span) + 1, Rank::BeforeStatement, restoring);
        }
    }

    pub(super) fn walk_for_of(&mut self, statement: &ForOfStmt) {
        if statement.is_await && self.function_depth == 0 {
            self.note_top_level_await(statement.span);
        }
        if statement.is_await && self.keeps_context {
            let saving = format!("({},", self.saving());
            self.edits.insert(lo(statement.right.span()), Rank::OpenExpression, saving);
            self.edits.insert(hi(statement.right.span()), Rank::CloseExpression, ")");
            let restoring = self.restoring();
            let body = statement.body.span();
            if matches!(&*statement.body, Stmt::Block(_)) {
                self.edits.insert(lo(body) + 1, Rank::BeforeStatement, restoring);
            } else {
                self.edits.insert(lo(body), Rank::BeforeStatement, format!("{{{restoring}"));
                self.edits.insert(hi(body), Rank::AfterStatement, "}");
            }
        }
        statement.right.visit_with(self);
        self.walk_body(&statement.body);
    }

    /// Behind a `for await` that stands in a list of statements.
    pub(super) fn after_for_await(&mut self, statement: &Stmt) {
        if self.keeps_context && is_for_await(statement) {
            let restoring = self.restoring();
            self.edits.insert(hi(statement.span()), Rank::AfterStatement, restoring);
        }
    }

    /// A statement that stands alone behind `if (…)` and the like.
    pub(super) fn walk_body(&mut self, statement: &Stmt) {
        if self.keeps_context && is_for_await(statement) {
            self.edits.insert(lo(statement.span()), Rank::BeforeStatement, "{");
            statement.visit_with(self);
            let restoring = self.restoring();
            self.edits.insert(hi(statement.span()), Rank::AfterStatement, format!("{restoring}}}"));
        } else {
            statement.visit_with(self);
        }
    }
}

fn is_for_await(statement: &Stmt) -> bool {
    match statement {
        Stmt::Labeled(labeled) => is_for_await(&labeled.body),
        Stmt::ForOf(statement) => statement.is_await,
        _ => false,
    }
}

fn awaits(block: &BlockStmt) -> bool {
    let mut finder = AwaitFinder::default();
    block.visit_with(&mut finder);
    finder.found
}

/// Finds an `await` that suspends the function it is looked for in.
#[derive(Default)]
struct AwaitFinder {
    found: bool,
}

impl Visit for AwaitFinder {
    fn visit_await_expr(&mut self, _: &AwaitExpr) {
        self.found = true;
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        self.found |= statement.is_await;
        statement.visit_children_with(self);
    }

    fn visit_function(&mut self, _: &Function) {}
    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
    fn visit_constructor(&mut self, _: &Constructor) {}
    fn visit_getter_prop(&mut self, _: &GetterProp) {}
    fn visit_setter_prop(&mut self, _: &SetterProp) {}
    fn visit_ts_type_ann(&mut self, _: &TsTypeAnn) {}
}

/// Finds a `try` with an `await` in it, or a `for await`.
#[derive(Default)]
struct ContextNeed {
    found: bool,
}

impl Visit for ContextNeed {
    fn visit_try_stmt(&mut self, statement: &TryStmt) {
        self.found = self.found
            || awaits(&statement.block)
            || statement.finalizer.is_some() && statement.handler.as_ref().is_some_and(|handler| awaits(&handler.body));
        if !self.found {
            statement.visit_children_with(self);
        }
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        self.found |= statement.is_await;
        statement.visit_children_with(self);
    }

    fn visit_expr(&mut self, _: &Expr) {}
    fn visit_function(&mut self, _: &Function) {}
    fn visit_class(&mut self, _: &Class) {}
}

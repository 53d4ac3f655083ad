//! What can be reached.
//!
//! `body.is_reachable` says whether the end of what was walked so far can be reached. Only what the text shows counts:
//! `return`, `throw`, `break`, `continue`, and loops that nothing leaves.

use source::TextRange;
use syntax::ast::{Expr, Ident, Lit, Stmt};

use super::*;

/// What `break` can leave: a loop, a `switch`, or a statement with a label.
pub(super) struct JumpTarget {
    /// `None`: a loop or a `switch`, which a plain `break` leaves.
    label: Option<Name>,
    is_left: bool,
}

impl Lowering<'_> {
    /// Walks statements in a row and notes where unreachable ones begin and end.
    pub(super) fn in_a_row<'s, T>(
        &mut self,
        items: &'s [T],
        as_statement: impl Fn(&'s T) -> Option<&'s Stmt>,
        mut walk: impl FnMut(&mut Self, &'s T),
    ) where
        T: syntax::ast::Spanned + 's,
    {
        let mut dead: Option<TextRange> = None;
        let was_dead = self.body.is_dead;
        let mut is_end_reachable = self.body.is_reachable;
        for item in items {
            if is_end_reachable {
                walk(self, item);
                is_end_reachable = self.body.is_reachable;
                continue;
            }
            // What cannot be reached is walked as if it could be, to say nothing about its own parts.
            self.body.is_reachable = true;
            let is_hoisted = as_statement(item).is_none_or(is_hoisted);
            if is_hoisted {
                self.facts.unreachable.extend(dead.take());
            }
            self.body.is_dead |= !is_hoisted;
            walk(self, item);
            self.body.is_dead = was_dead;
            let range = range_of(item);
            if !is_hoisted && !was_dead {
                dead = Some(dead.map_or(range, |dead| dead.cover(range)));
            }
        }
        self.facts.unreachable.extend(dead);
        self.body.is_reachable = is_end_reachable;
    }

    /// Walks what only runs under a condition, and gives whether its end can be reached; the walk goes on as before it.
    pub(super) fn branch(&mut self, work: impl FnOnce(&mut Self)) -> bool {
        let before = self.body.is_reachable;
        self.body.conditions += 1;
        work(self);
        self.body.conditions -= 1;
        std::mem::replace(&mut self.body.is_reachable, before)
    }

    /// Walks a loop or a `switch`, and gives whether a `break` leaves it.
    pub(super) fn breakable(&mut self, work: impl FnOnce(&mut Self)) -> bool {
        self.target(None, work)
    }

    pub(super) fn labelled(&mut self, label: &Name, work: impl FnOnce(&mut Self)) -> bool {
        self.target(Some(label.clone()), work)
    }

    pub(super) fn jump_out(&mut self, label: Option<&Ident>) {
        let target = match label {
            Some(label) => self.body.targets.iter_mut().rfind(|target| target.label.as_ref() == Some(&label.sym)),
            None => self.body.targets.iter_mut().rfind(|target| target.label.is_none()),
        };
        if let Some(target) = target {
            target.is_left |= !self.body.is_dead;
        }
        self.body.is_reachable = false;
    }

    fn target(&mut self, label: Option<Name>, work: impl FnOnce(&mut Self)) -> bool {
        self.body.targets.push(JumpTarget { label, is_left: false });
        work(self);
        self.body.targets.pop().is_some_and(|target| target.is_left)
    }
}

/// Whether a loop with this test goes on until it is left.
pub(super) fn is_endless(test: Option<&Expr>) -> bool {
    match test.map(without_parentheses) {
        None => true,
        Some(Expr::Lit(Lit::Bool(value))) => value.value,
        Some(Expr::Lit(Lit::Num(value))) => value.value != 0.0,
        Some(_) => false,
    }
}

pub(super) fn without_parentheses(mut expression: &Expr) -> &Expr {
    while let Expr::Paren(inner) = expression {
        expression = &inner.expr;
    }
    expression
}

/// Whether a statement does something, or nothing, wherever it stands: functions and types, and `var` without a value.
fn is_hoisted(statement: &Stmt) -> bool {
    use syntax::ast::{Decl, VarDeclKind};
    match statement {
        Stmt::Empty(_) => true,
        Stmt::Decl(Decl::Var(variables)) => {
            variables.kind == VarDeclKind::Var && variables.decls.iter().all(|variable| variable.init.is_none())
        }
        Stmt::Decl(declaration) => {
            matches!(declaration, Decl::Fn(_) | Decl::TsInterface(_) | Decl::TsTypeAlias(_))
        }
        _ => false,
    }
}

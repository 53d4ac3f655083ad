//! Statements.

use syntax::ast::{Expr, ForStmt, Lit, SwitchStmt};
use syntax::semantic::{Node, NodeId};

use super::build::Builder;
use super::jumps::{Jump, Target};
use super::{BlockId, EventKind, Fate};
use crate::file::without_parentheses;

impl<'a> Builder<'_, 'a> {
    pub(super) fn visit(&mut self, id: NodeId) {
        let node = self.file.node(id);
        if !is_statement(node) {
            return self.expression(id, node);
        }
        let fate = self.fates.len();
        self.fates.push((id, Fate { is_reached: self.is_reachable(self.current), ..Fate::default() }));
        self.statement(id, node, fate);
        self.fates[fate].1.is_completed = self.is_reachable(self.current);
    }

    /// `fate`: where what becomes of it is written.
    fn statement(&mut self, id: NodeId, node: Node<'a>, fate: usize) {
        let file = self.file;
        let mut children = file.nodes.children(id);
        let mut child = || children.next().unwrap_or(id);
        match node {
            Node::LabeledStmt(it) => {
                let behind = self.new_block();
                self.labels.push(&it.label.sym);
                self.targets.push(Target::Labeled { label: &it.label.sym, behind });
                self.visit(child());
                self.labels.clear();
                self.targets.pop();
                self.edge(self.current, behind);
                self.start(behind);
            }
            Node::ReturnStmt(_) => {
                self.children(id);
                self.event(EventKind::Return, id);
                self.jump(Jump::RETURN);
            }
            Node::ThrowStmt(_) => {
                self.children(id);
                self.jump(Jump::Throw);
            }
            Node::BreakStmt(it) => self.break_out(it.label.as_ref().map(|label| &label.sym)),
            Node::ContinueStmt(it) => self.continue_loop(it.label.as_ref().map(|label| &label.sym)),
            Node::IfStmt(it) => {
                let (test, then) = (child(), child());
                let otherwise = it.alt.is_some().then(child);
                let (yes, no, behind) = (self.new_block(), self.new_block(), self.new_block());
                self.condition(test, yes, no);
                self.start(yes);
                self.visit(then);
                self.edge(self.current, behind);
                self.start(no);
                if let Some(otherwise) = otherwise {
                    self.visit(otherwise);
                }
                self.edge(self.current, behind);
                self.start(behind);
            }
            Node::SwitchStmt(it) => {
                self.visit(child());
                self.cases(it, children.collect());
            }
            Node::TryStmt(it) => {
                let body = child();
                let handler = it.handler.is_some().then(&mut child);
                let finalizer = it.finalizer.is_some().then(child);
                self.try_statement(body, handler, finalizer);
            }
            Node::CatchClause(it) => {
                if it.param.is_some() {
                    self.pattern(child());
                }
                self.visit(child());
            }
            Node::WhileStmt(it) => {
                let (test, body) = (child(), child());
                self.while_loop(fate, Parts { test: Some(test), is_endless: is_true(&it.test), update: None, body });
            }
            Node::ForStmt(it) => self.for_loop(id, it, fate),
            Node::DoWhileStmt(it) => {
                let (body, test) = (child(), child());
                self.do_loop(fate, body, test, is_true(&it.test));
            }
            Node::ForInStmt(_) | Node::ForOfStmt(_) => {
                let (head, over, body) = (child(), child(), child());
                self.for_each(fate, head, over, body);
            }
            Node::FnDecl(_) | Node::ClassDecl(_) | Node::ImportDecl(_) => self.expression(id, node),
            _ => self.children(id),
        }
    }

    fn cases(&mut self, switch: &SwitchStmt, cases: Vec<NodeId>) {
        let behind = self.new_block();
        self.targets.push(Target::Switch { behind });
        let mut tests = self.current;
        let mut default = None;
        let mut previous = BlockId::DEAD;
        for (id, case) in cases.into_iter().zip(&switch.cases) {
            let body = self.new_block();
            match case.test {
                None => default = Some(body),
                Some(_) => {
                    let test = self.block_after(tests);
                    self.start(test);
                    self.file.nodes.children(id).take(1).for_each(|test| self.visit(test));
                    tests = self.current;
                    self.edge(tests, body);
                }
            }
            self.edge(previous, body);
            // Whatever stands before it, a default can be come to as long as the tests can.
            if default == Some(body) {
                self.edge(tests, body);
            }
            self.start(body);
            let fate = self.fates.len();
            self.fates.push((id, Fate { is_reached: self.is_reachable(body), ..Fate::default() }));
            self.children_from(id, usize::from(case.test.is_some()));
            self.fates[fate].1.is_completed = self.is_reachable(self.current);
            previous = self.current;
        }
        self.targets.pop();
        self.edge(previous, behind);
        self.edge(tests, default.unwrap_or(behind));
        self.start(behind);
    }

    fn for_loop(&mut self, id: NodeId, it: &ForStmt, fate: usize) {
        let file = self.file;
        let mut children = file.nodes.children(id);
        let mut maybe = |is_there: bool| if is_there { children.next() } else { None };
        let (init, test, update) = (maybe(it.init.is_some()), maybe(it.test.is_some()), maybe(it.update.is_some()));
        let body = maybe(true).unwrap_or(id);
        if let Some(init) = init {
            self.visit(init);
        }
        let is_endless = it.test.as_deref().is_none_or(is_true);
        self.while_loop(fate, Parts { test, is_endless, update, body });
    }

    fn while_loop(&mut self, fate: usize, Parts { test, is_endless, update, body }: Parts) {
        let (head, inside, next, behind) =
            (self.block_after(self.current), self.new_block(), self.new_block(), self.new_block());
        self.start(head);
        match test {
            Some(test) if !is_endless => self.condition(test, inside, behind),
            Some(test) => {
                self.visit(test);
                self.edge(self.current, inside);
            }
            None => self.edge(self.current, inside),
        }
        self.start(inside);
        self.looped(body, next, behind);
        self.edge(self.current, next);
        self.start(next);
        self.repeats(fate);
        if let Some(update) = update {
            self.visit(update);
        }
        self.edge(self.current, head);
        self.start(behind);
    }

    fn do_loop(&mut self, fate: usize, body: NodeId, test: NodeId, is_endless: bool) {
        let (head, next, behind) = (self.block_after(self.current), self.new_block(), self.new_block());
        self.start(head);
        self.looped(body, next, behind);
        self.edge(self.current, next);
        self.start(next);
        self.repeats(fate);
        if is_endless {
            self.visit(test);
            self.edge(self.current, head);
        } else {
            self.condition(test, head, behind);
        }
        self.start(behind);
    }

    fn for_each(&mut self, fate: usize, head: NodeId, over: NodeId, body: NodeId) {
        self.visit(over);
        let (next, behind) = (self.block_after(self.current), self.new_block());
        self.start(next);
        self.edge(next, behind);
        let inside = self.block_after(next);
        self.start(inside);
        self.each_target(head);
        let again = self.new_block();
        self.looped(body, again, behind);
        self.edge(self.current, again);
        self.start(again);
        self.repeats(fate);
        self.edge(again, next);
        self.start(behind);
    }

    fn looped(&mut self, body: NodeId, next: BlockId, behind: BlockId) {
        let labels = std::mem::take(&mut self.labels);
        self.targets.push(Target::Loop { labels, behind, next });
        self.visit(body);
        self.targets.pop();
    }

    /// Notes whether the loop has a next round, which would begin here.
    fn repeats(&mut self, fate: usize) {
        self.fates[fate].1.is_repeated = self.is_reachable(self.current);
    }

    /// What the head of a `for`-`of` or `for`-`in` writes.
    fn each_target(&mut self, head: NodeId) {
        match self.file.node(head) {
            Node::VarDecl(_) | Node::UsingDecl(_) => {
                for declarator in self.file.nodes.children(head) {
                    self.file.nodes.children(declarator).take(1).for_each(|pattern| self.pattern(pattern));
                }
            }
            _ => self.pattern(head),
        }
    }
}

struct Parts {
    test: Option<NodeId>,
    is_endless: bool,
    update: Option<NodeId>,
    body: NodeId,
}

fn is_statement(node: Node) -> bool {
    matches!(
        node,
        Node::BlockStmt(_)
            | Node::EmptyStmt(_)
            | Node::DebuggerStmt(_)
            | Node::WithStmt(_)
            | Node::ReturnStmt(_)
            | Node::LabeledStmt(_)
            | Node::BreakStmt(_)
            | Node::ContinueStmt(_)
            | Node::IfStmt(_)
            | Node::SwitchStmt(_)
            | Node::ThrowStmt(_)
            | Node::TryStmt(_)
            | Node::CatchClause(_)
            | Node::WhileStmt(_)
            | Node::DoWhileStmt(_)
            | Node::ForStmt(_)
            | Node::ForInStmt(_)
            | Node::ForOfStmt(_)
            | Node::ExprStmt(_)
            | Node::ClassDecl(_)
            | Node::FnDecl(_)
            | Node::VarDecl(_)
            | Node::UsingDecl(_)
            | Node::ImportDecl(_)
            | Node::ExportDecl(_)
            | Node::NamedExport(_)
            | Node::ExportDefaultDecl(_)
            | Node::ExportDefaultExpr(_)
            | Node::ExportAll(_)
    )
}

/// Whether a condition is a literal that is true.
fn is_true(condition: &Expr) -> bool {
    match without_parentheses(condition) {
        Expr::Lit(Lit::Bool(it)) => it.value,
        Expr::Lit(Lit::Num(it)) => it.value != 0.0 && !it.value.is_nan(),
        Expr::Lit(Lit::Str(it)) => !it.value.is_empty(),
        Expr::Lit(Lit::BigInt(it)) => *it.value != 0.into(),
        Expr::Lit(Lit::Regex(_)) => true,
        _ => false,
    }
}

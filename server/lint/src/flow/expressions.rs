//! Expressions and patterns.

use syntax::ast::{AssignOp, BinaryOp, Callee, OptChainExpr, UnaryOp};
use syntax::semantic::{Node, NodeId};

use super::build::Builder;
use super::{BlockId, EventKind};

impl<'a> Builder<'_, 'a> {
    pub(super) fn expression(&mut self, id: NodeId, node: Node<'a>) {
        let file = self.file;
        let mut children = file.nodes.children(id);
        let mut child = || children.next().unwrap_or(id);
        match node {
            // These have a flow of their own; what is computed of their keys stands beside them.
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => {}
            Node::ClassProp(it) => self.children_but_last(id, it.value.is_some()),
            Node::PrivateProp(it) => self.children_but_last(id, it.value.is_some()),
            Node::AutoAccessor(it) => self.children_but_last(id, it.value.is_some()),
            // Names that only declare are not evaluated.
            Node::FnDecl(_) | Node::FnExpr(_) | Node::ImportDecl(_) => {}
            Node::ClassDecl(_) | Node::ClassExpr(_) => {
                if let Some(class) = children.last() {
                    self.children(class);
                }
            }
            Node::Ident(_) => {
                self.event(EventKind::Read, id);
                self.may_throw();
            }
            Node::ThisExpr(_) => self.event(EventKind::This, id),
            Node::SuperPropExpr(_) => {
                self.event(EventKind::This, child());
                self.children_from(id, 1);
                self.may_throw();
            }
            Node::CallExpr(it) => {
                self.children(id);
                self.may_throw();
                if matches!(it.callee, Callee::Super(_)) {
                    self.event(EventKind::SuperCall, id);
                }
            }
            Node::NewExpr(_) | Node::MemberExpr(_) | Node::YieldExpr(_) | Node::AwaitExpr(_) | Node::TaggedTpl(_) => {
                self.children(id);
                self.may_throw();
            }
            Node::BinExpr(it) if it.op.may_short_circuit() => {
                let (left, right) = (child(), child());
                let behind = self.new_block();
                match it.op {
                    BinaryOp::LogicalAnd => {
                        let more = self.new_block();
                        self.condition(left, more, behind);
                        self.start(more);
                    }
                    BinaryOp::LogicalOr => {
                        let more = self.new_block();
                        self.condition(left, behind, more);
                        self.start(more);
                    }
                    _ => {
                        self.visit(left);
                        self.branch(behind);
                    }
                }
                self.visit(right);
                self.edge(self.current, behind);
                self.start(behind);
            }
            Node::CondExpr(_) => {
                let (test, then, otherwise) = (child(), child(), child());
                let (yes, no, behind) = (self.new_block(), self.new_block(), self.new_block());
                self.condition(test, yes, no);
                for (block, value) in [(yes, then), (no, otherwise)] {
                    self.start(block);
                    self.visit(value);
                    self.edge(self.current, behind);
                }
                self.start(behind);
            }
            Node::OptChainExpr(it) => {
                let behind = self.new_block();
                self.chain(id, it, behind);
                self.edge(self.current, behind);
                self.start(behind);
            }
            Node::AssignExpr(it) => {
                let (target, value) = (child(), child());
                self.assignment(target, value, it.op);
            }
            Node::UpdateExpr(_) => {
                let target = child();
                self.visit(target);
                self.written(target);
            }
            Node::VarDeclarator(it) => {
                if it.init.is_some() {
                    let (pattern, value) = (child(), children.last().unwrap_or(id));
                    self.visit(value);
                    self.pattern(pattern);
                }
            }
            Node::Param(_) | Node::TsParamProp(_) => {
                if let Some(pattern) = children.last() {
                    self.pattern(pattern);
                }
            }
            Node::ArrayPat(_) | Node::ObjectPat(_) | Node::AssignPat(_) | Node::RestPat(_) => self.pattern(id),
            _ => self.children(id),
        }
    }

    /// An expression that decides where to go on.
    pub(super) fn condition(&mut self, id: NodeId, yes: BlockId, no: BlockId) {
        let file = self.file;
        let mut children = file.nodes.children(id);
        let mut child = || children.next().unwrap_or(id);
        match file.node(id) {
            Node::ParenExpr(_) => self.condition(child(), yes, no),
            Node::UnaryExpr(it) if it.op == UnaryOp::Bang => self.condition(child(), no, yes),
            Node::BinExpr(it) if matches!(it.op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr) => {
                let (left, right) = (child(), child());
                let more = self.new_block();
                match it.op {
                    BinaryOp::LogicalAnd => self.condition(left, more, no),
                    _ => self.condition(left, yes, more),
                }
                self.start(more);
                self.condition(right, yes, no);
            }
            _ => {
                self.visit(id);
                self.edge(self.current, yes);
                self.edge(self.current, no);
            }
        }
    }

    /// Goes on in a new block, or else at `other`.
    fn branch(&mut self, other: BlockId) {
        self.edge(self.current, other);
        let more = self.block_after(self.current);
        self.start(more);
    }

    fn children_but_last(&mut self, id: NodeId, has_value: bool) {
        let count = self.file.nodes.children(id).count();
        for child in self.file.nodes.children(id).take(count - usize::from(has_value)) {
            self.visit(child);
        }
    }

    /// The parts of an optional chain, all of which are left for `behind` where one of them has nothing to go on with.
    fn chain(&mut self, id: NodeId, it: &OptChainExpr, behind: BlockId) {
        let file = self.file;
        let Some(base) = file.nodes.children(id).next() else { return };
        let mut parts = file.nodes.children(base);
        if let Some(object) = parts.next() {
            match file.node(object) {
                Node::OptChainExpr(inner) => self.chain(object, inner, behind),
                _ => self.visit(object),
            }
        }
        if it.optional {
            self.branch(behind);
        }
        for part in parts {
            self.visit(part);
        }
        self.may_throw();
    }

    fn assignment(&mut self, target: NodeId, value: NodeId, op: AssignOp) {
        let is_short = matches!(op, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
        let is_name = self.name_in(target).is_some();
        let is_pattern = matches!(self.file.node(target), Node::ArrayPat(_) | Node::ObjectPat(_));
        if is_pattern || is_name && op == AssignOp::Assign {
            self.may_throw();
        } else {
            self.visit(target);
        }
        if is_short {
            let behind = self.new_block();
            self.branch(behind);
            self.visit(value);
            self.written(target);
            self.edge(self.current, behind);
            self.start(behind);
        } else {
            self.visit(value);
            match is_pattern {
                true => self.pattern(target),
                false => self.written(target),
            }
        }
    }

    /// The identifier that a target is, within parentheses and types.
    fn name_in(&self, target: NodeId) -> Option<NodeId> {
        match self.file.node(target) {
            Node::Ident(_) => Some(target),
            Node::ParenExpr(_) | Node::TsAsExpr(_) | Node::TsNonNullExpr(_) | Node::TsSatisfiesExpr(_) => {
                self.name_in(self.file.nodes.children(target).next()?)
            }
            _ => None,
        }
    }

    fn written(&mut self, target: NodeId) {
        if let Some(name) = self.name_in(target) {
            self.event(EventKind::Write, name);
        }
    }

    /// A pattern that takes a value apart, when the value is there.
    pub(super) fn pattern(&mut self, id: NodeId) {
        let file = self.file;
        let mut children = file.nodes.children(id);
        let mut child = || children.next().unwrap_or(id);
        match file.node(id) {
            Node::AssignPat(_) => {
                let (target, default) = (child(), child());
                self.default(default);
                self.pattern(target);
            }
            Node::AssignPatProp(it) => {
                let name = child();
                if it.value.is_some() {
                    self.default(children.last().unwrap_or(id));
                }
                self.pattern(name);
            }
            Node::KeyValuePatProp(_) => {
                let (key, value) = (child(), child());
                self.visit(key);
                self.pattern(value);
            }
            Node::ArrayPat(_) | Node::ObjectPat(_) | Node::RestPat(_) => {
                for part in children {
                    self.pattern(part);
                }
            }
            node => match self.name_in(id) {
                Some(name) => self.event(EventKind::Write, name),
                None => self.expression(id, node),
            },
        }
    }

    fn default(&mut self, value: NodeId) {
        let behind = self.new_block();
        self.branch(behind);
        self.visit(value);
        self.edge(self.current, behind);
        self.start(behind);
    }
}

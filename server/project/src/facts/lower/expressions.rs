//! Expressions.

use source::TextRange;
use syntax::ast::{
    AssignExpr, AssignOp, AssignTarget, AssignTargetPat, BinaryOp, CondExpr, Expr, Ident, MemberExpr, MemberProp,
    MetaPropExpr, MetaPropKind, NewExpr, OptChainBase, OptChainExpr, ParenExpr, Pat, SimpleAssignTarget, SuperProp,
    SuperPropExpr, TaggedTpl, TsInstantiation, UnaryOp, YieldExpr,
};

use super::control_flow::without_parentheses;
use super::patterns::Target;
use super::*;

/// The expression being walked, for [`Lowering::finish`].
type Token = (ExpressionId, Option<ExpressionId>);

impl Lowering<'_> {
    /// An expression and all that is in it.
    pub(crate) fn expression(&mut self, expression: &Expr) -> ExpressionId {
        let hint = std::mem::take(&mut self.hint);
        match expression {
            Expr::Paren(inner) => self.parenthesised(inner, hint),
            Expr::Ident(name) => self.name(name),
            Expr::Lit(literal) => {
                let kind = self.literal(literal);
                self.push_expression(range_of(literal), kind)
            }
            Expr::Fn(function) => {
                let function = self.function_expression(function, hint);
                self.facts[function].expression
            }
            Expr::Arrow(arrow) => {
                let function = self.arrow(arrow, hint);
                self.facts[function].expression
            }
            Expr::Class(class) => {
                let class = self.class_expression(class, hint);
                self.facts[class].expression
            }
            Expr::JSXMember(member) => self.jsx_member(member),
            Expr::Call(call) => self.call(call),
            Expr::Member(member) => self.member(member, false, range_of(member)),
            Expr::Bin(_) => self.binary(expression),
            Expr::Assign(assignment) => self.assignment(assignment, hint),
            Expr::OptChain(chain) => self.optional_chain(chain),
            _ => {
                let token = self.begin(range_of(expression));
                let kind = self.other(expression, hint);
                self.finish(token, kind)
            }
        }
    }

    fn other(&mut self, expression: &Expr, hint: Hint) -> ExpressionKind {
        match expression {
            Expr::This(_) => ExpressionKind::This(self.note_this()),
            Expr::Array(array) => self.array(array),
            Expr::Object(object) => self.object(object),
            Expr::Unary(unary) => {
                ExpressionKind::Unary { operator: unary_operator(unary.op), operand: self.expression(&unary.arg) }
            }
            Expr::Update(update) => self.update(&update.arg),
            Expr::SuperProp(member) => self.super_member(member),
            Expr::Cond(conditional) => self.conditional(conditional, hint),
            Expr::New(new) => self.new_expression(new),
            Expr::Seq(sequence) => {
                ExpressionKind::Sequence(sequence.exprs.iter().map(|part| self.expression(part)).collect())
            }
            Expr::Tpl(template) => self.template(template),
            Expr::TaggedTpl(template) => self.tagged_template(template),
            Expr::Yield(expression) => self.yield_expression(expression),
            Expr::MetaProp(MetaPropExpr { kind: MetaPropKind::NewTarget, .. }) => ExpressionKind::NewTarget,
            Expr::MetaProp(MetaPropExpr { kind: MetaPropKind::ImportMeta, .. }) => ExpressionKind::ImportMeta,
            Expr::Await(expression) => ExpressionKind::Await(self.expression(&expression.arg)),
            Expr::JSXElement(element) => self.jsx_element(element),
            Expr::JSXFragment(fragment) => self.jsx_fragment(fragment),
            Expr::PrivateName(name) => ExpressionKind::String(private_name(&name.name)),
            Expr::TsAs(cast) => self.cast(&cast.expr, Some(&cast.type_ann), hint),
            Expr::TsTypeAssertion(cast) => self.cast(&cast.expr, Some(&cast.type_ann), hint),
            Expr::TsConstAssertion(cast) => self.cast(&cast.expr, None, hint),
            Expr::TsSatisfies(check) => {
                self.hint = hint;
                let value = self.expression(&check.expr);
                ExpressionKind::Satisfies { value, type_annotation: self.lower_type(&check.type_ann) }
            }
            Expr::TsNonNull(check) => ExpressionKind::NonNull(self.expression(&check.expr)),
            Expr::TsInstantiation(TsInstantiation { expr, type_args, .. }) => {
                let value = self.expression(expr);
                ExpressionKind::Instantiation { value, type_arguments: self.lower_type_arguments(Some(type_args)) }
            }
            _ => ExpressionKind::Unknown,
        }
    }

    /// What stands in parentheses is the value itself, unless a comment before them gives it a type.
    fn parenthesised(&mut self, expression: &ParenExpr, hint: Hint) -> ExpressionId {
        let range = range_of(expression);
        let Some(doc) = self.cast_before(range.start()) else {
            self.hint = hint;
            return self.expression(&expression.expr);
        };
        let token = self.begin(range);
        self.hint = hint;
        let value = self.expression(&expression.expr);
        self.pending_casts.push((token.0, doc));
        self.finish(token, ExpressionKind::As { value, type_annotation: None })
    }

    fn name(&mut self, name: &Ident) -> ExpressionId {
        self.note_if_arguments(&name.sym);
        self.reference_expression(&name.sym, range_of(name), Usage::Read)
    }

    pub(super) fn note_if_arguments(&mut self, name: &Name) {
        if *name == *"arguments" {
            self.note_arguments();
        }
    }

    pub(super) fn member(&mut self, member: &MemberExpr, is_optional: bool, range: TextRange) -> ExpressionId {
        let token = self.begin(range);
        let object = self.expression(&member.obj);
        let kind = match &member.prop {
            MemberProp::Ident(name) => ExpressionKind::Member {
                object,
                property: name.sym.clone(),
                property_range: range_of(name),
                is_optional,
            },
            MemberProp::PrivateName(name) => {
                let property = private_name(&name.name);
                ExpressionKind::Member { object, property, property_range: range_of(name), is_optional }
            }
            MemberProp::Computed(computed) => {
                ExpressionKind::Index { object, index: self.expression(&computed.expr), is_optional }
            }
        };
        self.finish(token, kind)
    }

    fn super_member(&mut self, member: &SuperPropExpr) -> ExpressionKind {
        let this = self.note_this();
        let object = self.push_expression(range_of(&member.obj), ExpressionKind::Super(this));
        match &member.prop {
            SuperProp::Ident(name) => {
                let property_range = range_of(name);
                ExpressionKind::Member { object, property: name.sym.clone(), property_range, is_optional: false }
            }
            SuperProp::Computed(computed) => {
                ExpressionKind::Index { object, index: self.expression(&computed.expr), is_optional: false }
            }
        }
    }

    fn optional_chain(&mut self, chain: &OptChainExpr) -> ExpressionId {
        let range = range_of(chain);
        match &*chain.base {
            OptChainBase::Member(member) => self.member(member, chain.optional, range),
            OptChainBase::Call(call) => {
                let token = self.begin(range);
                let callee = self.expression(&call.callee);
                let type_arguments = self.lower_type_arguments(call.type_args.as_deref());
                let arguments = self.arguments(&call.args);
                let is_optional = chain.optional;
                self.finish(token, ExpressionKind::Call { callee, arguments, type_arguments, is_optional })
            }
        }
    }

    fn new_expression(&mut self, new: &NewExpr) -> ExpressionKind {
        let callee = self.expression(&new.callee);
        let type_arguments = self.lower_type_arguments(new.type_args.as_deref());
        let arguments = self.arguments(new.args.as_deref().unwrap_or_default());
        ExpressionKind::New { callee, arguments, type_arguments }
    }

    fn tagged_template(&mut self, template: &TaggedTpl) -> ExpressionKind {
        let tag = self.expression(&template.tag);
        self.lower_type_arguments(template.type_params.as_deref());
        let parts = template.tpl.exprs.iter().map(|part| self.expression(part)).collect();
        ExpressionKind::TaggedTemplate { tag, parts }
    }

    fn yield_expression(&mut self, expression: &YieldExpr) -> ExpressionKind {
        let this = self.parent;
        let value = expression.arg.as_deref().map(|value| self.expression(value));
        let given = if expression.delegate { this } else { value };
        if let (Some(function), Some(given)) = (self.body.function, given) {
            self.facts[function].yields.push(given);
        }
        ExpressionKind::Yield { value, is_delegate: expression.delegate }
    }

    fn conditional(&mut self, conditional: &CondExpr, hint: Hint) -> ExpressionKind {
        let test = self.expression(&conditional.test);
        self.body.conditions += 1;
        self.hint = hint.clone();
        let consequent = self.expression(&conditional.cons);
        self.hint = hint;
        let alternate = self.expression(&conditional.alt);
        self.body.conditions -= 1;
        ExpressionKind::Conditional { test, consequent, alternate }
    }

    fn cast(&mut self, value: &Expr, annotation: Option<&syntax::ast::TsType>, hint: Hint) -> ExpressionKind {
        self.hint = hint;
        let value = self.expression(value);
        ExpressionKind::As { value, type_annotation: annotation.map(|annotation| self.lower_type(annotation)) }
    }

    /// Operators in a row lean to the left: a loop, because such rows can be thousands long.
    fn binary(&mut self, expression: &Expr) -> ExpressionId {
        let mut open: Vec<(Token, &syntax::ast::BinExpr)> = Vec::new();
        let mut innermost = expression;
        while let Expr::Bin(binary) = innermost {
            open.push((self.begin(range_of(binary)), binary));
            innermost = &binary.left;
        }
        let mut left = self.expression(innermost);
        while let Some((token, binary)) = open.pop() {
            let operator = binary_operator(binary.op);
            let is_condition = is_logical(operator);
            self.body.conditions += u32::from(is_condition);
            let right = self.expression(&binary.right);
            self.body.conditions -= u32::from(is_condition);
            left = self.finish(token, ExpressionKind::Binary { operator, left, right });
        }
        left
    }

    fn update(&mut self, target: &Expr) -> ExpressionKind {
        let this = self.parent;
        if let Expr::Ident(name) = without_parentheses(target) {
            let reference = self.reference(&name.sym, range_of(name), Usage::ReadWrite);
            let operand = self.push_expression(range_of(name), ExpressionKind::Reference(reference));
            self.pending_writes.extend(this.map(|this| (reference, this)));
            return ExpressionKind::Update(operand);
        }
        ExpressionKind::Update(self.expression(target))
    }

    fn assignment(&mut self, assignment: &AssignExpr, hint: Hint) -> ExpressionId {
        let token = self.begin(range_of(assignment));
        let kind = match &assignment.left {
            AssignTarget::Pat(pattern) => self.destructuring(pattern, &assignment.right),
            AssignTarget::Simple(target) => self.simple_assignment(token.0, assignment, target, hint),
        };
        self.finish(token, kind)
    }

    fn simple_assignment(
        &mut self,
        assign: ExpressionId,
        assignment: &AssignExpr,
        target: &SimpleAssignTarget,
        hint: Hint,
    ) -> ExpressionKind {
        let function = self.body.function;
        self.facts.assignments.push(Assignment { expression: assign, function, doc: hint.doc });
        let operator = assignment_operator(assignment.op);
        let usage = if operator.is_some() { Usage::ReadWrite } else { Usage::Write };
        let (target, written) = match target {
            SimpleAssignTarget::Ident(name) => self.assigned_name(name, usage),
            SimpleAssignTarget::Paren(inner) => match without_parentheses(&inner.expr) {
                Expr::Ident(name) => self.assigned_name(name, usage),
                inner => (self.expression(inner), None),
            },
            SimpleAssignTarget::Member(member) => (self.member(member, false, range_of(member)), None),
            SimpleAssignTarget::OptChain(chain) => (self.optional_chain(chain), None),
            target => (self.other_target(target), None),
        };
        // `a.b = c = function () {}`: the nearest name, the statement's documentation.
        self.hint = Hint { name: self.name_of_target(target), doc: hint.doc };
        let is_condition = operator.is_some_and(is_logical);
        self.body.conditions += u32::from(is_condition);
        let value = self.expression(&assignment.right);
        self.body.conditions -= u32::from(is_condition);
        if let Some(reference) = written {
            self.pending_writes.push((reference, if operator.is_some() { assign } else { value }));
        }
        ExpressionKind::Assign { target, value, operator }
    }

    fn assigned_name(&mut self, name: &Ident, usage: Usage) -> (ExpressionId, Option<ReferenceId>) {
        let range = self.identifier_range(name);
        let reference = self.reference(&name.sym, range, usage);
        (self.push_expression(range, ExpressionKind::Reference(reference)), Some(reference))
    }

    fn other_target(&mut self, target: &SimpleAssignTarget) -> ExpressionId {
        let token = self.begin(range_of(target));
        let kind = match target {
            SimpleAssignTarget::SuperProp(member) => self.super_member(member),
            SimpleAssignTarget::TsAs(cast) => self.cast(&cast.expr, Some(&cast.type_ann), Hint::default()),
            SimpleAssignTarget::TsTypeAssertion(cast) => self.cast(&cast.expr, Some(&cast.type_ann), Hint::default()),
            SimpleAssignTarget::TsSatisfies(check) => {
                let value = self.expression(&check.expr);
                ExpressionKind::Satisfies { value, type_annotation: self.lower_type(&check.type_ann) }
            }
            SimpleAssignTarget::TsNonNull(check) => ExpressionKind::NonNull(self.expression(&check.expr)),
            SimpleAssignTarget::TsInstantiation(instantiation) => {
                let value = self.expression(&instantiation.expr);
                let type_arguments = self.lower_type_arguments(Some(&instantiation.type_args));
                ExpressionKind::Instantiation { value, type_arguments }
            }
            _ => ExpressionKind::Unknown,
        };
        self.finish(token, kind)
    }

    fn name_of_target(&self, target: ExpressionId) -> Option<(Name, TextRange)> {
        match &self.facts[target].kind {
            ExpressionKind::Reference(reference) => {
                let reference = &self.facts[*reference];
                Some((reference.name.clone(), reference.range))
            }
            // `module.exports = …` and `C.prototype = …` say nothing of what the value is called.
            ExpressionKind::Member { property, .. } if matches!(&**property, "exports" | "prototype") => None,
            ExpressionKind::Member { property, property_range, .. } => Some((property.clone(), *property_range)),
            ExpressionKind::Index { index, .. } => match &self.facts[*index] {
                Expression { range, kind: ExpressionKind::String(name) } => Some((name.clone(), *range)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `[a, b.c] = value`: the value first, because the parts are parts of it.
    fn destructuring(&mut self, pattern: &AssignTargetPat, value: &Expr) -> ExpressionKind {
        let target = self.push_expression(range_of(pattern), ExpressionKind::Unknown);
        let value = self.expression(value);
        match pattern {
            AssignTargetPat::Array(pattern) => self.array_parts(pattern, value, &mut Target::Assign),
            AssignTargetPat::Object(pattern) => self.object_parts(pattern, value, &mut Target::Assign),
            AssignTargetPat::Invalid(invalid) => {
                self.pattern(&Pat::Invalid(*invalid), Some(value), &mut Target::Assign);
            }
        }
        ExpressionKind::Assign { target, value, operator: None }
    }
}

fn is_logical(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce)
}

fn binary_operator(operator: BinaryOp) -> BinaryOperator {
    match operator {
        BinaryOp::Add => BinaryOperator::Add,
        BinaryOp::Sub => BinaryOperator::Subtract,
        BinaryOp::Mul => BinaryOperator::Multiply,
        BinaryOp::Div => BinaryOperator::Divide,
        BinaryOp::Mod => BinaryOperator::Remainder,
        BinaryOp::Exp => BinaryOperator::Exponent,
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => BinaryOperator::Bits,
        BinaryOp::LShift | BinaryOp::RShift | BinaryOp::ZeroFillRShift => BinaryOperator::Bits,
        BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => BinaryOperator::Equality,
        BinaryOp::Lt | BinaryOp::LtEq | BinaryOp::Gt | BinaryOp::GtEq => BinaryOperator::Comparison,
        BinaryOp::In => BinaryOperator::In,
        BinaryOp::InstanceOf => BinaryOperator::InstanceOf,
        BinaryOp::LogicalAnd => BinaryOperator::And,
        BinaryOp::LogicalOr => BinaryOperator::Or,
        BinaryOp::NullishCoalescing => BinaryOperator::Coalesce,
    }
}

fn assignment_operator(operator: AssignOp) -> Option<BinaryOperator> {
    match operator {
        AssignOp::Assign => None,
        AssignOp::AddAssign => Some(BinaryOperator::Add),
        AssignOp::SubAssign => Some(BinaryOperator::Subtract),
        AssignOp::MulAssign => Some(BinaryOperator::Multiply),
        AssignOp::DivAssign => Some(BinaryOperator::Divide),
        AssignOp::ModAssign => Some(BinaryOperator::Remainder),
        AssignOp::ExpAssign => Some(BinaryOperator::Exponent),
        AssignOp::LShiftAssign | AssignOp::RShiftAssign | AssignOp::ZeroFillRShiftAssign => Some(BinaryOperator::Bits),
        AssignOp::BitOrAssign | AssignOp::BitXorAssign | AssignOp::BitAndAssign => Some(BinaryOperator::Bits),
        AssignOp::AndAssign => Some(BinaryOperator::And),
        AssignOp::OrAssign => Some(BinaryOperator::Or),
        AssignOp::NullishAssign => Some(BinaryOperator::Coalesce),
    }
}

fn unary_operator(operator: UnaryOp) -> UnaryOperator {
    match operator {
        UnaryOp::Bang => UnaryOperator::Not,
        UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Tilde => UnaryOperator::Numeric,
        UnaryOp::TypeOf => UnaryOperator::TypeOf,
        UnaryOp::Void => UnaryOperator::Void,
        UnaryOp::Delete => UnaryOperator::Delete,
    }
}

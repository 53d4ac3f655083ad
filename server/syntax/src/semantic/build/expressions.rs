//! Expressions.

use swc_ecma_ast::{
    AssignOp, Callee, Expr, ExprOrSpread, Lit, MemberExpr, MemberProp, ObjectLit, OptChainBase, OptChainExpr, Prop,
    PropName, PropOrSpread, SuperProp, SuperPropExpr, Tpl,
};

use super::super::scopes::Access;
use super::{Builder, Written};

impl<'a> Builder<'a> {
    pub(super) fn maybe(&mut self, expression: Option<&'a Expr>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    pub(super) fn expression(&mut self, expression: &'a Expr) {
        match expression {
            Expr::This(it) => self.leaf(it),
            Expr::Array(it) => self.node(it, |builder, _| builder.arguments(it.elems.iter().flatten())),
            Expr::Object(it) => self.object(it),
            Expr::Fn(it) => self.function_expression(it),
            Expr::Unary(it) => self.node(it, |builder, _| builder.expression(&it.arg)),
            Expr::Update(it) => self.node(it, |builder, id| {
                let access = Access::ReadWrite;
                builder
                    .written_expression(&it.arg, Written { access, by: id, is_initializer: false, is_partial: false });
            }),
            Expr::Bin(it) => self.node(it, |builder, _| {
                builder.expression(&it.left);
                builder.expression(&it.right);
            }),
            Expr::Assign(it) => self.node(it, |builder, id| {
                let access = if it.op == AssignOp::Assign { Access::Write } else { Access::ReadWrite };
                let written = Written { access, by: id, is_initializer: false, is_partial: false };
                builder.assign_target(&it.left, written);
                builder.expression(&it.right);
            }),
            Expr::Member(it) => self.member(it),
            Expr::SuperProp(it) => self.super_property(it),
            Expr::Cond(it) => self.node(it, |builder, _| {
                builder.expression(&it.test);
                builder.expression(&it.cons);
                builder.expression(&it.alt);
            }),
            Expr::Call(it) => self.node(it, |builder, _| {
                match &it.callee {
                    Callee::Super(it) => builder.leaf(it),
                    Callee::Import(it) => builder.leaf(it),
                    Callee::Expr(callee) => builder.expression(callee),
                }
                builder.maybe_types(it.type_args.as_deref());
                builder.arguments(&it.args);
            }),
            Expr::New(it) => self.node(it, |builder, _| {
                builder.expression(&it.callee);
                builder.maybe_types(it.type_args.as_deref());
                builder.arguments(it.args.iter().flatten());
            }),
            Expr::Seq(it) => self.node(it, |builder, _| {
                for one in &it.exprs {
                    builder.expression(one);
                }
            }),
            Expr::Ident(it) => self.read(it),
            Expr::Lit(literal) => self.literal(literal),
            Expr::Tpl(it) => self.template(it),
            Expr::TaggedTpl(it) => self.node(it, |builder, _| {
                builder.expression(&it.tag);
                builder.maybe_types(it.type_params.as_deref());
                builder.template(&it.tpl);
            }),
            Expr::Arrow(it) => self.arrow(it),
            Expr::Class(it) => self.class_expression(it),
            Expr::Yield(it) => self.node(it, |builder, _| builder.maybe(it.arg.as_deref())),
            Expr::MetaProp(it) => self.leaf(it),
            Expr::Await(it) => self.node(it, |builder, _| builder.expression(&it.arg)),
            Expr::Paren(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            Expr::JSXMember(it) => self.jsx_member(it),
            Expr::JSXNamespacedName(it) => self.leaf(it),
            Expr::JSXEmpty(it) => self.leaf(it),
            Expr::JSXElement(it) => self.jsx_element(it),
            Expr::JSXFragment(it) => self.jsx_fragment(it),
            Expr::TsTypeAssertion(it) => self.node(it, |builder, _| {
                builder.types(&it.type_ann);
                builder.expression(&it.expr);
            }),
            Expr::TsConstAssertion(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            Expr::TsNonNull(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            Expr::TsAs(it) => self.node(it, |builder, _| {
                builder.expression(&it.expr);
                builder.types(&it.type_ann);
            }),
            Expr::TsInstantiation(it) => self.node(it, |builder, _| {
                builder.expression(&it.expr);
                builder.types(&it.type_args);
            }),
            Expr::TsSatisfies(it) => self.node(it, |builder, _| {
                builder.expression(&it.expr);
                builder.types(&it.type_ann);
            }),
            Expr::PrivateName(it) => self.leaf(it),
            Expr::OptChain(it) => self.optional_chain(it),
            Expr::Invalid(it) => self.leaf(it),
        }
    }

    /// An expression that an assignment or `++` writes to.
    pub(super) fn written_expression(&mut self, expression: &'a Expr, written: Written) {
        match expression {
            Expr::Ident(name) => self.write(name, written),
            Expr::Paren(it) => self.node(it, |builder, _| builder.written_expression(&it.expr, written)),
            Expr::TsNonNull(it) => self.node(it, |builder, _| builder.written_expression(&it.expr, written)),
            Expr::TsAs(it) => self.node(it, |builder, _| {
                builder.written_expression(&it.expr, written);
                builder.types(&it.type_ann);
            }),
            other => self.expression(other),
        }
    }

    pub(super) fn literal(&mut self, literal: &'a Lit) {
        match literal {
            Lit::Str(it) => self.leaf(it),
            Lit::Bool(it) => self.leaf(it),
            Lit::Null(it) => self.leaf(it),
            Lit::Num(it) => self.leaf(it),
            Lit::BigInt(it) => self.leaf(it),
            Lit::Regex(it) => self.leaf(it),
            Lit::JSXText(it) => self.leaf(it),
        }
    }

    fn template(&mut self, template: &'a Tpl) {
        self.node(template, |builder, _| {
            for one in &template.exprs {
                builder.expression(one);
            }
        });
    }

    pub(super) fn arguments(&mut self, arguments: impl IntoIterator<Item = &'a ExprOrSpread>) {
        // The dots of a spread argument have no node in swc's tree.
        for argument in arguments {
            self.expression(&argument.expr);
        }
    }

    pub(super) fn member(&mut self, member: &'a MemberExpr) {
        self.node(member, |builder, _| builder.member_parts(member));
    }

    fn member_parts(&mut self, member: &'a MemberExpr) {
        self.expression(&member.obj);
        match &member.prop {
            MemberProp::Ident(name) => self.leaf(name),
            MemberProp::PrivateName(name) => self.leaf(name),
            MemberProp::Computed(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
        }
    }

    pub(super) fn super_property(&mut self, it: &'a SuperPropExpr) {
        self.node(it, |builder, _| {
            builder.leaf(&it.obj);
            match &it.prop {
                SuperProp::Ident(name) => builder.leaf(name),
                SuperProp::Computed(it) => builder.node(it, |builder, _| builder.expression(&it.expr)),
            }
        });
    }

    pub(super) fn optional_chain(&mut self, chain: &'a OptChainExpr) {
        self.node(chain, |builder, _| match &*chain.base {
            OptChainBase::Member(member) => builder.member(member),
            OptChainBase::Call(call) => builder.node(call, |builder, _| {
                builder.expression(&call.callee);
                builder.maybe_types(call.type_args.as_deref());
                builder.arguments(&call.args);
            }),
        });
    }

    pub(super) fn object(&mut self, object: &'a ObjectLit) {
        self.node(object, |builder, _| {
            for property in &object.props {
                match property {
                    PropOrSpread::Spread(it) => builder.node(it, |builder, _| builder.expression(&it.expr)),
                    PropOrSpread::Prop(property) => builder.property(property),
                }
            }
        });
    }

    fn property(&mut self, property: &'a Prop) {
        match property {
            Prop::Shorthand(name) => self.read(name),
            Prop::KeyValue(it) => self.node(it, |builder, _| {
                builder.property_name(&it.key);
                builder.expression(&it.value);
            }),
            Prop::Assign(it) => self.node(it, |builder, _| {
                builder.read(&it.key);
                builder.expression(&it.value);
            }),
            Prop::Getter(it) => self.node(it, |builder, _| {
                builder.property_name(&it.key);
                builder.function(&it.function);
            }),
            Prop::Setter(it) => self.node(it, |builder, _| {
                builder.property_name(&it.key);
                builder.function(&it.function);
            }),
            Prop::Method(it) => self.node(it, |builder, _| {
                builder.property_name(&it.key);
                builder.function(&it.function);
            }),
        }
    }

    pub(super) fn property_name(&mut self, name: &'a PropName) {
        match name {
            PropName::Ident(it) => self.leaf(it),
            PropName::Str(it) => self.leaf(it),
            PropName::Num(it) => self.leaf(it),
            PropName::BigInt(it) => self.leaf(it),
            PropName::Computed(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
        }
    }
}

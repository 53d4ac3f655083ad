//! Classes: a scope for the name and the members, one for each initializer and static block.

use swc_ecma_ast::{Class, ClassDecl, ClassExpr, ClassMember, Decorator, Expr, Ident, Key};

use super::super::nodes::NodeId;
use super::super::scopes::{DefinitionKind, ScopeKind};
use super::Builder;

impl<'a> Builder<'a> {
    pub(super) fn class_declaration(&mut self, declaration: &'a ClassDecl) {
        self.node(declaration, |builder, id| {
            builder.declare(builder.scope, &declaration.ident, DefinitionKind::Class, id);
            builder.leaf(&declaration.ident);
            builder.class(&declaration.class, Some(&declaration.ident), id);
        });
    }

    pub(super) fn class_expression(&mut self, expression: &'a ClassExpr) {
        self.node(expression, |builder, id| {
            if let Some(name) = &expression.ident {
                builder.leaf(name);
            }
            builder.class(&expression.class, expression.ident.as_ref(), id);
        });
    }

    fn class(&mut self, class: &'a Class, name: Option<&Ident>, named: NodeId) {
        self.node(class, |builder, id| {
            builder.decorators(&class.decorators);
            builder.in_scope(ScopeKind::Class, id, |builder| {
                builder.set_strict(true);
                if let Some(name) = name {
                    builder.declare(builder.scope, name, DefinitionKind::Class, named);
                }
                builder.type_parameters(class.type_params.as_deref(), id);
                builder.maybe(class.super_class.as_deref());
                builder.maybe_types(class.super_type_params.as_deref());
                for implemented in &class.implements {
                    builder.types(implemented);
                }
                for member in &class.body {
                    builder.class_member(member);
                }
            });
        });
    }

    fn class_member(&mut self, member: &'a ClassMember) {
        match member {
            ClassMember::Constructor(it) => self.constructor(it),
            ClassMember::Method(it) => self.node(it, |builder, _| {
                builder.property_name(&it.key);
                builder.function(&it.function);
            }),
            ClassMember::PrivateMethod(it) => self.node(it, |builder, _| {
                builder.leaf(&it.key);
                builder.function(&it.function);
            }),
            ClassMember::ClassProp(it) => self.node(it, |builder, id| {
                builder.decorators(&it.decorators);
                builder.property_name(&it.key);
                builder.maybe_types(it.type_ann.as_deref());
                builder.initializer(it.value.as_deref(), id);
            }),
            ClassMember::PrivateProp(it) => self.node(it, |builder, id| {
                builder.decorators(&it.decorators);
                builder.leaf(&it.key);
                builder.maybe_types(it.type_ann.as_deref());
                builder.initializer(it.value.as_deref(), id);
            }),
            ClassMember::AutoAccessor(it) => self.node(it, |builder, id| {
                builder.decorators(&it.decorators);
                match &it.key {
                    Key::Private(name) => builder.leaf(name),
                    Key::Public(name) => builder.property_name(name),
                }
                builder.maybe_types(it.type_ann.as_deref());
                builder.initializer(it.value.as_deref(), id);
            }),
            ClassMember::TsIndexSignature(it) => self.node(it, |builder, _| builder.types(it)),
            ClassMember::Empty(it) => self.leaf(it),
            ClassMember::StaticBlock(it) => self.node(it, |builder, id| {
                builder.in_scope(ScopeKind::StaticBlock, id, |builder| builder.statements(&it.body.stmts));
            }),
        }
    }

    fn initializer(&mut self, value: Option<&'a Expr>, property: NodeId) {
        if let Some(value) = value {
            self.in_scope(ScopeKind::FieldInitializer, property, |builder| builder.expression(value));
        }
    }

    pub(super) fn decorators(&mut self, decorators: &'a [Decorator]) {
        for decorator in decorators {
            self.node(decorator, |builder, _| builder.expression(&decorator.expr));
        }
    }
}

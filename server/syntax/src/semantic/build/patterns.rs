//! Patterns: what they declare, what they write.

use swc_ecma_ast::{AssignTarget, AssignTargetPat, BindingIdent, ObjectPat, ObjectPatProp, Pat, SimpleAssignTarget};

use super::super::nodes::NodeId;
use super::super::scopes::{Access, DefinitionKind, ScopeId};
use super::{Builder, Written};

/// What becomes of each name in a pattern.
#[derive(Clone, Copy)]
enum Names {
    Declared { scope: ScopeId, kind: DefinitionKind, node: NodeId, written: Option<Written> },
    Written(Written),
}

impl Names {
    fn inside(self) -> Names {
        match self {
            Names::Declared { scope, kind, node, written } => {
                let written = written.map(|written| Written { is_partial: true, ..written });
                Names::Declared { scope, kind, node, written }
            }
            Names::Written(written) => Names::Written(Written { is_partial: true, ..written }),
        }
    }

    /// A default is written to a parameter, which nothing else of the text writes.
    fn with_default(self) -> Names {
        match self {
            Names::Declared { scope, kind: kind @ DefinitionKind::Parameter, node, written: None } => {
                let written = Written { access: Access::Write, by: node, is_initializer: true, is_partial: false };
                Names::Declared { scope, kind, node, written: Some(written) }
            }
            other => other,
        }
    }
}

impl<'a> Builder<'a> {
    /// Declares the names of a pattern in a scope. `written`: that they have a value, and from where.
    pub(super) fn declare_pattern(
        &mut self,
        pattern: &'a Pat,
        scope: ScopeId,
        kind: DefinitionKind,
        node: NodeId,
        written: Option<Written>,
    ) {
        self.pattern(pattern, Names::Declared { scope, kind, node, written });
    }

    pub(super) fn write_pattern(&mut self, pattern: &'a Pat, written: Written) {
        self.pattern(pattern, Names::Written(written));
    }

    pub(super) fn assign_target(&mut self, target: &'a AssignTarget, written: Written) {
        match target {
            AssignTarget::Simple(simple) => match simple {
                SimpleAssignTarget::Ident(name) => self.write(&name.id, written),
                SimpleAssignTarget::Member(it) => self.member(it),
                SimpleAssignTarget::SuperProp(it) => self.super_property(it),
                SimpleAssignTarget::Paren(it) => {
                    self.node(it, |builder, _| builder.written_expression(&it.expr, written));
                }
                SimpleAssignTarget::OptChain(it) => self.optional_chain(it),
                SimpleAssignTarget::TsAs(it) => self.node(it, |builder, _| {
                    builder.written_expression(&it.expr, written);
                    builder.types(&it.type_ann);
                }),
                SimpleAssignTarget::TsSatisfies(it) => self.node(it, |builder, _| {
                    builder.written_expression(&it.expr, written);
                    builder.types(&it.type_ann);
                }),
                SimpleAssignTarget::TsNonNull(it) => {
                    self.node(it, |builder, _| builder.written_expression(&it.expr, written));
                }
                SimpleAssignTarget::TsTypeAssertion(it) => self.node(it, |builder, _| {
                    builder.types(&it.type_ann);
                    builder.written_expression(&it.expr, written);
                }),
                SimpleAssignTarget::TsInstantiation(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
                SimpleAssignTarget::Invalid(it) => self.leaf(it),
            },
            AssignTarget::Pat(pattern) => {
                let names = Names::Written(written);
                match pattern {
                    AssignTargetPat::Array(it) => {
                        self.node(it, |builder, _| builder.elements(it.elems.iter().flatten(), names));
                    }
                    AssignTargetPat::Object(it) => self.object_pattern(it, names),
                    AssignTargetPat::Invalid(it) => self.leaf(it),
                }
            }
        }
    }

    fn pattern(&mut self, pattern: &'a Pat, names: Names) {
        match pattern {
            Pat::Ident(name) => self.name(name, names),
            Pat::Array(it) => self.node(it, |builder, _| {
                builder.elements(it.elems.iter().flatten(), names);
                builder.maybe_types(it.type_ann.as_deref());
            }),
            Pat::Object(it) => self.object_pattern(it, names),
            Pat::Rest(it) => self.node(it, |builder, _| {
                builder.pattern(&it.arg, names.inside());
                builder.maybe_types(it.type_ann.as_deref());
            }),
            Pat::Assign(it) => self.node(it, |builder, _| {
                builder.pattern(&it.left, names.with_default());
                builder.expression(&it.right);
            }),
            Pat::Expr(it) => match names {
                Names::Written(written) => self.written_expression(it, written),
                Names::Declared { .. } => self.expression(it),
            },
            Pat::Invalid(it) => self.leaf(it),
        }
    }

    fn elements(&mut self, elements: impl Iterator<Item = &'a Pat>, names: Names) {
        for element in elements {
            self.pattern(element, names.inside());
        }
    }

    fn object_pattern(&mut self, pattern: &'a ObjectPat, names: Names) {
        self.node(pattern, |builder, _| {
            for property in &pattern.props {
                match property {
                    ObjectPatProp::KeyValue(it) => builder.node(it, |builder, _| {
                        builder.property_name(&it.key);
                        builder.pattern(&it.value, names.inside());
                    }),
                    ObjectPatProp::Assign(it) => builder.node(it, |builder, _| {
                        let names = if it.value.is_some() { names.with_default() } else { names };
                        builder.name(&it.key, names.inside());
                        builder.maybe(it.value.as_deref());
                    }),
                    ObjectPatProp::Rest(it) => {
                        builder.node(it, |builder, _| builder.pattern(&it.arg, names.inside()));
                    }
                }
            }
            builder.maybe_types(pattern.type_ann.as_deref());
        });
    }

    pub(super) fn parameter_name(&mut self, name: &'a BindingIdent, node: NodeId) {
        let kind = DefinitionKind::Parameter;
        self.name(name, Names::Declared { scope: self.scope, kind, node, written: None });
    }

    fn name(&mut self, name: &'a BindingIdent, names: Names) {
        match names {
            Names::Written(written) => self.write(&name.id, written),
            Names::Declared { scope, kind, node, written } => {
                self.declare(scope, &name.id, kind, node);
                match written {
                    Some(written) => self.write(&name.id, written),
                    None => self.leaf(&name.id),
                }
            }
        }
        self.maybe_types(name.type_ann.as_deref());
    }
}

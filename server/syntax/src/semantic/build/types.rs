//! TypeScript's declarations, and the names in types. Types have no nodes; a name that a type declares for itself (`infer U`, the
//! parameters of a function type) is not told from others of that name outside of the type.

use rustc_hash::FxHashSet;
use swc_atoms::Atom;
use swc_ecma_ast::{
    Expr, Ident, ModuleItem, TsEntityName, TsEnumDecl, TsEnumMemberId, TsExprWithTypeArgs, TsInterfaceDecl,
    TsModuleDecl, TsModuleName, TsNamespaceBody, TsThisTypeOrIdent, TsTypeAliasDecl, TsTypeParam, TsTypeParamDecl,
    TsTypePredicate, TsTypeQuery, TsTypeQueryExpr, TsTypeRef,
};
use swc_ecma_visit::{Visit, VisitWith};

use super::super::nodes::NodeId;
use super::super::scopes::{Access, DefinitionKind, ScopeKind};
use super::Builder;
use crate::parse::range;

impl<'a> Builder<'a> {
    pub(super) fn maybe_types<T: VisitWith<Names>>(&mut self, part: Option<&T>) {
        if let Some(part) = part {
            self.types(part);
        }
    }

    /// Refers to the names in a type.
    pub(super) fn types<T: VisitWith<Names> + ?Sized>(&mut self, part: &T) {
        let mut names = Names::default();
        part.visit_with(&mut names);
        for (name, access) in names.found {
            if access == Access::Read || !names.declared.contains(&name.sym) {
                self.refer(name.sym.clone(), range(name.span), self.parent, access, None);
            }
        }
    }

    pub(super) fn entity(&mut self, name: &TsEntityName) {
        let first = leftmost(name);
        self.refer(first.sym.clone(), range(first.span), self.parent, Access::Read, None);
    }

    pub(super) fn type_parameters(&mut self, parameters: Option<&TsTypeParamDecl>, node: NodeId) {
        let Some(parameters) = parameters else { return };
        for parameter in &parameters.params {
            self.declare(self.scope, &parameter.name, DefinitionKind::Type, node);
            self.maybe_types(parameter.constraint.as_deref());
            self.maybe_types(parameter.default.as_deref());
        }
    }

    pub(super) fn interface(&mut self, interface: &'a TsInterfaceDecl) {
        self.node(interface, |builder, id| {
            builder.declare(builder.scope, &interface.id, DefinitionKind::Type, id);
            builder.leaf(&interface.id);
            builder.in_scope(ScopeKind::Types, id, |builder| {
                builder.type_parameters(interface.type_params.as_deref(), id);
                for extended in &interface.extends {
                    builder.types(extended);
                }
                builder.types(&interface.body);
            });
        });
    }

    pub(super) fn type_alias(&mut self, alias: &'a TsTypeAliasDecl) {
        self.node(alias, |builder, id| {
            builder.declare(builder.scope, &alias.id, DefinitionKind::Type, id);
            builder.leaf(&alias.id);
            builder.in_scope(ScopeKind::Types, id, |builder| {
                builder.type_parameters(alias.type_params.as_deref(), id);
                builder.types(&*alias.type_ann);
            });
        });
    }

    pub(super) fn enumeration(&mut self, declared: &'a TsEnumDecl) {
        self.node(declared, |builder, id| {
            builder.declare(builder.scope, &declared.id, DefinitionKind::Enum, id);
            builder.leaf(&declared.id);
            builder.in_scope(ScopeKind::Types, id, |builder| {
                for member in &declared.members {
                    builder.node(member, |builder, id| {
                        if let TsEnumMemberId::Ident(name) = &member.id {
                            builder.declare(builder.scope, name, DefinitionKind::EnumMember, id);
                        }
                        builder.maybe(member.init.as_deref());
                    });
                }
            });
        });
    }

    pub(super) fn namespace(&mut self, namespace: &'a TsModuleDecl) {
        self.node(namespace, |builder, id| {
            if let (TsModuleName::Ident(name), false) = (&namespace.id, namespace.global) {
                builder.declare(builder.scope, name, DefinitionKind::Namespace, id);
                builder.leaf(name);
            }
            builder.in_scope(ScopeKind::Module, id, |builder| {
                if let Some(body) = &namespace.body {
                    builder.module_items(items(body));
                }
            });
        });
    }
}

/// The items of `namespace a.b.c { … }`, whose inner names nothing in the text refers to by themselves.
fn items(body: &TsNamespaceBody) -> &[ModuleItem] {
    match body {
        TsNamespaceBody::TsModuleBlock(block) => &block.body,
        TsNamespaceBody::TsNamespaceDecl(inner) => items(&inner.body),
    }
}

fn leftmost(name: &TsEntityName) -> &Ident {
    match name {
        TsEntityName::Ident(name) => name,
        TsEntityName::TsQualifiedName(qualified) => leftmost(&qualified.left),
    }
}

/// The names in a type.
#[derive(Default)]
pub(super) struct Names {
    found: Vec<(Ident, Access)>,
    declared: FxHashSet<Atom>,
}

impl Visit for Names {
    fn visit_ts_type_ref(&mut self, it: &TsTypeRef) {
        self.found.push((leftmost(&it.type_name).clone(), Access::Type));
        it.type_params.visit_with(self);
    }

    fn visit_ts_type_predicate(&mut self, it: &TsTypePredicate) {
        if let TsThisTypeOrIdent::Ident(name) = &it.param_name {
            self.found.push((name.clone(), Access::Read));
        }
        it.type_ann.visit_with(self);
    }

    fn visit_ts_type_query(&mut self, it: &TsTypeQuery) {
        if let TsTypeQueryExpr::TsEntityName(name) = &it.expr_name {
            self.found.push((leftmost(name).clone(), Access::Read));
        }
        it.type_args.visit_with(self);
    }

    fn visit_ts_expr_with_type_args(&mut self, it: &TsExprWithTypeArgs) {
        let mut expression = &*it.expr;
        while let Expr::Member(member) = expression {
            expression = &member.obj;
        }
        if let Expr::Ident(name) = expression {
            self.found.push((name.clone(), Access::Type));
        }
        it.type_args.visit_with(self);
    }

    fn visit_ts_type_param(&mut self, it: &TsTypeParam) {
        self.declared.insert(it.name.sym.clone());
        it.visit_children_with(self);
    }
}

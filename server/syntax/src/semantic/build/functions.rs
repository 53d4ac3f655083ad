//! Functions: a scope for the parameters and the body together.

use swc_common::Spanned;
use swc_ecma_ast::{
    ArrowExpr, ArrowFunctionBody, Constructor, FnDecl, FnExpr, Function, FunctionBody, Param, ParamOrTsParamProp, Pat,
    TsParamPropParam,
};

use super::super::nodes::NodeId;
use super::super::scopes::{DefinitionKind, ScopeKind};
use super::{Builder, has_use_strict};
use crate::parse::range;

impl<'a> Builder<'a> {
    pub(super) fn function_declaration(&mut self, declaration: &'a FnDecl) {
        self.node(declaration, |builder, id| {
            builder.declare(builder.scope, &declaration.ident, DefinitionKind::Function, id);
            builder.leaf(&declaration.ident);
            builder.function(&declaration.function);
        });
    }

    pub(super) fn function_expression(&mut self, expression: &'a FnExpr) {
        self.node(expression, |builder, id| match &expression.ident {
            None => builder.function(&expression.function),
            Some(name) => builder.in_scope(ScopeKind::FunctionName, id, |builder| {
                builder.declare(builder.scope, name, DefinitionKind::FunctionName, id);
                builder.leaf(name);
                builder.function(&expression.function);
            }),
        });
    }

    pub(super) fn function(&mut self, function: &'a Function) {
        self.node(function, |builder, id| {
            builder.decorators(&function.decorators);
            builder.in_scope(ScopeKind::Function, id, |builder| {
                builder.open_scope().has_arguments = true;
                builder.type_parameters(function.type_params.as_deref(), id);
                builder.maybe_types(function.this_param.as_deref());
                builder.begin_body(function.body.as_ref());
                for parameter in &function.params {
                    builder.parameter(parameter, id);
                }
                builder.maybe_types(function.return_type.as_deref());
                builder.function_body(function.body.as_ref());
            });
        });
    }

    pub(super) fn arrow(&mut self, arrow: &'a ArrowExpr) {
        self.node(arrow, |builder, id| {
            builder.in_scope(ScopeKind::Function, id, |builder| {
                builder.type_parameters(arrow.type_params.as_deref(), id);
                if let ArrowFunctionBody::FunctionBody(body) = &*arrow.body {
                    builder.begin_body(Some(body));
                }
                for parameter in &arrow.params {
                    builder.parameter_pattern(parameter, id);
                }
                builder.maybe_types(arrow.return_type.as_deref());
                match &*arrow.body {
                    ArrowFunctionBody::FunctionBody(body) => builder.function_body(Some(body)),
                    ArrowFunctionBody::Expr(body) => builder.expression(body),
                }
            });
        });
    }

    pub(super) fn constructor(&mut self, constructor: &'a Constructor) {
        self.node(constructor, |builder, id| {
            builder.property_name(&constructor.key);
            builder.in_scope(ScopeKind::Function, id, |builder| {
                builder.open_scope().has_arguments = true;
                builder.begin_body(constructor.body.as_ref());
                for parameter in &constructor.params {
                    match parameter {
                        ParamOrTsParamProp::Param(parameter) => builder.parameter(parameter, id),
                        ParamOrTsParamProp::TsParamProp(it) => builder.node(it, |builder, _| {
                            builder.decorators(&it.decorators);
                            match &it.param {
                                TsParamPropParam::Ident(name) => builder.parameter_name(name, id),
                                TsParamPropParam::Assign(it) => builder.node(it, |builder, _| {
                                    builder.parameter_pattern(&it.left, id);
                                    builder.expression(&it.right);
                                }),
                            }
                        }),
                    }
                }
                builder.function_body(constructor.body.as_ref());
            });
        });
    }

    fn begin_body(&mut self, body: Option<&'a FunctionBody>) {
        if let Some(body) = body {
            self.set_strict(has_use_strict(&body.stmts));
            self.open_scope().body = Some(range(body.span()).start());
        }
    }

    fn function_body(&mut self, body: Option<&'a FunctionBody>) {
        if let Some(body) = body {
            self.node(body, |builder, _| builder.statements(&body.stmts));
        }
    }

    fn parameter(&mut self, parameter: &'a Param, function: NodeId) {
        self.node(parameter, |builder, _| {
            builder.decorators(&parameter.decorators);
            builder.parameter_pattern(&parameter.pat, function);
        });
    }

    fn parameter_pattern(&mut self, pattern: &'a Pat, function: NodeId) {
        self.declare_pattern(pattern, self.scope, DefinitionKind::Parameter, function, None);
    }
}

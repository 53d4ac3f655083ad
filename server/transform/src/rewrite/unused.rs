//! Which names a TypeScript module uses as values. TypeScript drops imports that are used as types only, so a module must
//! not ask for a file that holds nothing but types.

use rustc_hash::FxHashSet;
use syntax::ast::*;
use syntax::visit::{Visit, VisitWith};

/// Names in value position, whatever they resolve to: a local variable of an import's name keeps that import, which is
/// harmless.
pub(crate) fn value_names(module: &Module) -> FxHashSet<Atom> {
    let mut names = ValueNames::default();
    module.visit_with(&mut names);
    names.names
}

#[derive(Default)]
struct ValueNames {
    names: FxHashSet<Atom>,
}

impl Visit for ValueNames {
    fn visit_ident(&mut self, ident: &Ident) {
        self.names.insert(ident.sym.clone());
    }

    fn visit_import_decl(&mut self, _: &ImportDecl) {}
    fn visit_binding_ident(&mut self, _: &BindingIdent) {}
    fn visit_ts_type(&mut self, _: &TsType) {}
    fn visit_ts_type_ann(&mut self, _: &TsTypeAnn) {}
    fn visit_ts_type_param_decl(&mut self, _: &TsTypeParamDecl) {}
    fn visit_ts_type_param_instantiation(&mut self, _: &TsTypeParamInstantiation) {}
    fn visit_ts_interface_decl(&mut self, _: &TsInterfaceDecl) {}
    fn visit_ts_type_alias_decl(&mut self, _: &TsTypeAliasDecl) {}
    fn visit_ts_expr_with_type_args(&mut self, _: &TsExprWithTypeArgs) {}

    fn visit_ts_module_decl(&mut self, declaration: &TsModuleDecl) {
        if !declaration.declare {
            declaration.body.visit_with(self);
        }
    }

    fn visit_fn_decl(&mut self, declaration: &FnDecl) {
        declaration.function.visit_with(self);
    }

    fn visit_fn_expr(&mut self, expression: &FnExpr) {
        expression.function.visit_with(self);
    }

    fn visit_class_decl(&mut self, declaration: &ClassDecl) {
        if !declaration.declare {
            declaration.class.visit_with(self);
        }
    }

    fn visit_class_expr(&mut self, expression: &ClassExpr) {
        expression.class.visit_with(self);
    }

    fn visit_labeled_stmt(&mut self, statement: &LabeledStmt) {
        statement.body.visit_with(self);
    }

    fn visit_named_export(&mut self, export: &NamedExport) {
        if export.type_only || export.src.is_some() {
            return;
        }
        for specifier in &export.specifiers {
            if let ExportSpecifier::Named(named) = specifier
                && let (false, ModuleExportName::Ident(local)) = (named.is_type_only, &named.orig)
            {
                self.names.insert(local.sym.clone());
            }
        }
    }

    fn visit_var_decl(&mut self, declaration: &VarDecl) {
        if !declaration.declare {
            declaration.visit_children_with(self);
        }
    }
}

//! Imports and exports.

use swc_ecma_ast::{
    DefaultDecl, ExportSpecifier, ImportDecl, ImportSpecifier, ModuleDecl, ModuleExportName, NamedExport, ObjectLit,
    TsModuleRef,
};

use super::super::scopes::DefinitionKind;
use super::Builder;

impl<'a> Builder<'a> {
    pub(super) fn module_declaration(&mut self, declaration: &'a ModuleDecl) {
        match declaration {
            ModuleDecl::Import(it) => self.import(it),
            ModuleDecl::ExportDecl(it) => self.node(it, |builder, _| builder.declaration(&it.decl)),
            ModuleDecl::ExportNamed(it) => self.named_export(it),
            ModuleDecl::ExportDefaultDecl(it) => self.node(it, |builder, _| match &it.decl {
                DefaultDecl::Class(class) => builder.default_class(class),
                DefaultDecl::Fn(function) => builder.default_function(function),
                DefaultDecl::TsInterfaceDecl(interface) => builder.interface(interface),
            }),
            ModuleDecl::ExportDefaultExpr(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            ModuleDecl::ExportAll(it) => self.node(it, |builder, _| {
                builder.leaf(&*it.src);
                builder.attributes(it.with.as_deref());
            }),
            ModuleDecl::TsImportEquals(it) => self.node(&**it, |builder, id| {
                builder.declare(builder.scope, &it.id, DefinitionKind::Import, id);
                builder.leaf(&it.id);
                match &it.module_ref {
                    TsModuleRef::TsEntityName(name) => builder.entity(name),
                    TsModuleRef::TsExternalModuleRef(it) => builder.leaf(&it.expr),
                }
            }),
            ModuleDecl::TsExportAssignment(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            ModuleDecl::TsNamespaceExport(it) => self.node(it, |builder, _| builder.leaf(&it.id)),
        }
    }

    /// A function or class that is exported as the default declares its name around itself, as a declaration does.
    fn default_function(&mut self, function: &'a swc_ecma_ast::FnExpr) {
        self.node(function, |builder, id| {
            if let Some(name) = &function.ident {
                builder.declare(builder.scope, name, DefinitionKind::Function, id);
                builder.leaf(name);
            }
            builder.function(&function.function);
        });
    }

    fn default_class(&mut self, class: &'a swc_ecma_ast::ClassExpr) {
        if let Some(name) = &class.ident {
            // The class is the next node.
            let id = super::NodeId::new(self.nodes.ids().count());
            self.declare(self.scope, name, DefinitionKind::Class, id);
        }
        self.class_expression(class);
    }

    fn import(&mut self, import: &'a ImportDecl) {
        self.node(import, |builder, _| {
            for specifier in &import.specifiers {
                match specifier {
                    ImportSpecifier::Named(it) => builder.node(it, |builder, id| {
                        if let Some(imported) = &it.imported {
                            builder.export_name(imported);
                        }
                        builder.declare(builder.scope, &it.local, DefinitionKind::Import, id);
                        builder.leaf(&it.local);
                    }),
                    ImportSpecifier::Default(it) => builder.node(it, |builder, id| {
                        builder.declare(builder.scope, &it.local, DefinitionKind::Import, id);
                        builder.leaf(&it.local);
                    }),
                    ImportSpecifier::Namespace(it) => builder.node(it, |builder, id| {
                        builder.declare(builder.scope, &it.local, DefinitionKind::Import, id);
                        builder.leaf(&it.local);
                    }),
                }
            }
            builder.leaf(&*import.src);
            builder.attributes(import.with.as_deref());
        });
    }

    fn named_export(&mut self, export: &'a NamedExport) {
        self.node(export, |builder, _| {
            for specifier in &export.specifiers {
                match specifier {
                    ExportSpecifier::Named(it) => builder.node(it, |builder, _| {
                        match &it.orig {
                            ModuleExportName::Ident(name) if export.src.is_none() => builder.read(name),
                            name => builder.export_name(name),
                        }
                        if let Some(exported) = &it.exported {
                            builder.export_name(exported);
                        }
                    }),
                    ExportSpecifier::Namespace(it) => builder.node(it, |builder, _| builder.export_name(&it.name)),
                    ExportSpecifier::Default(it) => builder.node(it, |builder, _| builder.leaf(&it.exported)),
                }
            }
            if let Some(source) = &export.src {
                builder.leaf(&**source);
            }
            builder.attributes(export.with.as_deref());
        });
    }

    fn export_name(&mut self, name: &'a ModuleExportName) {
        match name {
            ModuleExportName::Ident(name) => self.leaf(name),
            ModuleExportName::Str(text) => self.leaf(text),
        }
    }

    fn attributes(&mut self, attributes: Option<&'a ObjectLit>) {
        if let Some(attributes) = attributes {
            self.object(attributes);
        }
    }
}

//! Imports and exports of ES modules, and TypeScript's forms of them.

use source::TextRange;
use syntax::ast::{
    DefaultDecl, ExportAll, ExportDecl, ExportDefaultDecl, ExportDefaultExpr, ExportNamedSpecifier, ExportSpecifier,
    ImportDecl, ModuleDecl, ModuleExportName, ModuleItem, NamedExport, Str, TsEntityName, TsExportAssignment,
    TsImportEqualsDecl, TsModuleRef, TsNamespaceExportDecl,
};

use super::functions::FunctionParts;
use super::references::PendingExport;
use super::*;

/// Where `export` puts what it exports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ExportsOf {
    File,
    Namespace(NamespaceId),
    /// Index into [`Facts::ambient_modules`].
    AmbientModule(usize),
}

impl Lowering<'_> {
    /// The items of a module or a namespace, in the scope where the walk is.
    pub(crate) fn module_items(&mut self, items: &[ModuleItem]) {
        self.in_a_row(items, ModuleItem::as_stmt, |lowering, item| match item {
            ModuleItem::Stmt(statement) => lowering.statement(statement),
            ModuleItem::ModuleDecl(declaration) => lowering.module_declaration(declaration),
        });
    }

    pub(crate) fn export(&mut self, export: Export) {
        self.exports(self.exports_of).push(export);
    }

    pub(super) fn exports(&mut self, of: ExportsOf) -> &mut List<Export> {
        match of {
            ExportsOf::File => &mut self.facts.exports,
            ExportsOf::Namespace(namespace) => &mut self.facts.namespaces[namespace.index()].exports,
            ExportsOf::AmbientModule(index) => &mut self.facts.ambient_modules[index].exports,
        }
    }

    pub(crate) fn push_import(&mut self, import: Import) -> ImportId {
        let id = ImportId(self.facts.imports.len() as u32);
        self.facts.imports.push(import);
        id
    }

    fn module_declaration(&mut self, declaration: &ModuleDecl) {
        match declaration {
            ModuleDecl::Import(import) => self.import(import),
            ModuleDecl::ExportDecl(export) => self.export_declaration(export),
            ModuleDecl::ExportNamed(export) => self.export_names(export),
            ModuleDecl::ExportDefaultDecl(export) => self.export_default_declaration(export),
            ModuleDecl::ExportDefaultExpr(export) => self.export_default(export),
            ModuleDecl::ExportAll(export) => self.export_all(export),
            ModuleDecl::TsImportEquals(import) => self.import_equals(import),
            ModuleDecl::TsExportAssignment(export) => self.export_equals(export),
            ModuleDecl::TsNamespaceExport(export) => self.export_global(export),
        }
    }

    fn import(&mut self, declaration: &ImportDecl) {
        use syntax::ast::ImportSpecifier as Specifier;
        let range = range_of(declaration);
        let import = self.push_from(ImportKind::Static, &declaration.src, range, declaration.type_only);
        for specifier in &declaration.specifiers {
            let (local, imported, imported_range, is_type_only) = match specifier {
                Specifier::Default(specifier) => {
                    (&specifier.local, ImportedName::Default, range_of(&specifier.local), false)
                }
                Specifier::Namespace(specifier) => {
                    let star = TextRange::new(range_of(specifier).start(), range_of(specifier).start() + 1);
                    (&specifier.local, ImportedName::Namespace, star, false)
                }
                Specifier::Named(specifier) => {
                    let (imported, range) = match &specifier.imported {
                        Some(name) => exported_name(name),
                        None => (specifier.local.sym.clone(), range_of(&specifier.local)),
                    };
                    (&specifier.local, imported_name(imported), range, specifier.is_type_only)
                }
            };
            let range = range_of(specifier);
            let kind = ExpressionKind::Imported { import, name: imported.clone() };
            let value = self.push_expression(range, kind);
            let row = Declaration {
                kind: DeclarationKind::Import(import),
                name_range: range_of(local),
                range,
                type_annotation: None,
                doc: None,
                is_ambient: false,
            };
            let binding = self.declare(self.scope, &local.sym, row, Some(value));
            let is_type_only = is_type_only || declaration.type_only;
            let local = Some(binding);
            self.facts[import].names.push(ImportSpecifier { imported, imported_range, local, range, is_type_only });
        }
    }

    fn export_declaration(&mut self, export: &ExportDecl) {
        let range = range_of(export);
        for binding in self.declaration(&export.decl, range) {
            let row = &self.facts[binding];
            let Some(declaration) = row.declarations.last() else { continue };
            let is_type_only = !row.kind.is_value();
            let (name, name_range, range) = (row.name.clone(), declaration.name_range, declaration.range);
            // Overloads and merged declarations are one export.
            let is_merged = row.declarations.len() > 1;
            let what = Exported::Binding(binding);
            let merged = self.exports(self.exports_of).iter_mut().rev().find(|export| is_merged && export.what == what);
            if let Some(export) = merged {
                // `export interface X {}` and `export declare const X` are a type and a value.
                export.is_type_only &= is_type_only;
                continue;
            }
            self.export(Export { name: ExportName::Named(name), what, name_range, range, is_type_only });
        }
    }

    fn export_names(&mut self, export: &NamedExport) {
        let Some(source) = &export.src else {
            for specifier in &export.specifiers {
                if let ExportSpecifier::Named(specifier) = specifier {
                    self.export_local(specifier, export.type_only);
                }
            }
            return;
        };
        let import = self.push_from(ImportKind::ReExport, source, range_of(export), export.type_only);
        for specifier in &export.specifiers {
            let range = range_of(specifier);
            let (imported, imported_range, name, name_range, is_type_only) = match specifier {
                ExportSpecifier::Named(specifier) => {
                    let (original, original_range) = exported_name(&specifier.orig);
                    let (name, name_range) = match &specifier.exported {
                        Some(name) => exported_name(name),
                        None => (original.clone(), original_range),
                    };
                    (imported_name(original), original_range, name, name_range, specifier.is_type_only)
                }
                ExportSpecifier::Namespace(specifier) => {
                    let (name, name_range) = exported_name(&specifier.name);
                    let star = TextRange::new(range.start(), range.start() + 1);
                    (ImportedName::Namespace, star, name, name_range, false)
                }
                ExportSpecifier::Default(specifier) => {
                    let range = range_of(&specifier.exported);
                    (ImportedName::Default, range, specifier.exported.sym.clone(), range, false)
                }
            };
            let is_type_only = is_type_only || export.type_only;
            let what = Exported::Import { import, name: imported.clone() };
            self.export(Export { name: export_name(name), what, name_range, range, is_type_only });
            let local = None;
            self.facts[import].names.push(ImportSpecifier { imported, imported_range, local, range, is_type_only });
        }
    }

    /// `export { a as b }`
    fn export_local(&mut self, specifier: &ExportNamedSpecifier, is_type_only: bool) {
        let (local, local_range) = exported_name(&specifier.orig);
        let (name, name_range) = match &specifier.exported {
            Some(name) => exported_name(name),
            None => (local.clone(), local_range),
        };
        let reference = self.reference(&local, local_range, Usage::Export);
        let exports_of = self.exports_of;
        let index = self.exports(exports_of).len();
        self.pending_exports.push(PendingExport { exports_of, index, reference });
        self.export(Export {
            name: export_name(name),
            what: Exported::Nothing,
            name_range,
            range: range_of(specifier),
            is_type_only: is_type_only || specifier.is_type_only,
        });
    }

    fn export_default_declaration(&mut self, export: &ExportDefaultDecl) {
        let range = range_of(export);
        let doc = self.doc_before(range);
        let what = match &export.decl {
            DefaultDecl::Fn(function) => {
                let mut parts = FunctionParts::of(&function.function, FunctionFlavor::Declaration);
                parts.doc = doc;
                let id = FunctionId(self.facts.functions.len() as u32);
                let name = function.ident.as_ref().map(|name| (name.sym.clone(), self.identifier_range(name)));
                let binding = name.as_ref().map(|(name, name_range)| {
                    self.default_binding(name, *name_range, DeclarationKind::Function(id), range, doc)
                });
                parts.name = name;
                let id = self.function(parts);
                binding.map_or(Exported::Expression(self.facts[id].expression), Exported::Binding)
            }
            DefaultDecl::Class(class) => {
                self.decorators(&class.class.decorators);
                let doc = doc.or_else(|| self.doc_before_decorated(range, &class.class.decorators));
                let id = ClassId(self.facts.classes.len() as u32);
                let name = class.ident.as_ref().map(|name| (name.sym.clone(), self.identifier_range(name)));
                let binding = name.as_ref().map(|(name, name_range)| {
                    self.default_binding(name, *name_range, DeclarationKind::Class(id), range, doc)
                });
                let id = self.class(&class.class, None, Hint { name, doc });
                binding.map_or(Exported::Expression(self.facts[id].expression), Exported::Binding)
            }
            DefaultDecl::TsInterfaceDecl(interface) => {
                let declaration = syntax::ast::Decl::TsInterface(interface.clone());
                self.lower_declaration(&declaration, range).map_or(Exported::Nothing, Exported::Binding)
            }
        };
        let is_type_only = matches!(export.decl, DefaultDecl::TsInterfaceDecl(_));
        self.export_as_default(range, what, is_type_only);
    }

    /// Declares what is exported as default and lowered next.
    fn default_binding(
        &mut self,
        name: &Name,
        name_range: TextRange,
        kind: DeclarationKind,
        range: TextRange,
        doc: Option<DocId>,
    ) -> BindingId {
        let value = ExpressionId(self.facts.expressions.len() as u32);
        let is_ambient = self.is_ambient;
        let row = Declaration { kind, name_range, range, type_annotation: None, doc, is_ambient };
        self.declare(self.scope, name, row, Some(value))
    }

    fn export_default(&mut self, export: &ExportDefaultExpr) {
        let range = range_of(export);
        self.hint.doc = self.doc_before(range);
        let value = self.expression(&export.expr);
        self.export_as_default(range, Exported::Expression(value), false);
    }

    fn export_as_default(&mut self, range: TextRange, what: Exported, is_type_only: bool) {
        const WORD: &str = "default";
        let start = range.start() + range.slice(self.text).find(WORD).unwrap_or(0) as u32;
        let name_range = TextRange::new(start, start + WORD.len() as u32);
        self.export(Export { name: ExportName::Default, what, name_range, range, is_type_only });
    }

    fn export_all(&mut self, export: &ExportAll) {
        let range = range_of(export);
        let is_type_only = export.type_only;
        let import = self.push_from(ImportKind::ReExport, &export.src, range, is_type_only);
        let start = range.start() + range.slice(self.text).find('*').unwrap_or(0) as u32;
        let name_range = TextRange::new(start, start + 1);
        let what = Exported::Import { import, name: ImportedName::Namespace };
        self.export(Export { name: ExportName::All, what, name_range, range, is_type_only });
    }

    /// `import x = require('m')`, `import x = a.b`
    fn import_equals(&mut self, declaration: &TsImportEqualsDecl) {
        let range = range_of(declaration);
        let (kind, value) = match &declaration.module_ref {
            TsModuleRef::TsExternalModuleRef(module) => {
                let import = self.push_from(ImportKind::Require, &module.expr, range, declaration.is_type_only);
                (
                    DeclarationKind::Import(import),
                    self.push_expression(range_of(module), ExpressionKind::Module(import)),
                )
            }
            TsModuleRef::TsEntityName(name) => {
                (DeclarationKind::Variable(BindingKind::Import), self.entity_expression(name))
            }
        };
        let doc = self.doc_before(range);
        let name_range = range_of(&declaration.id);
        let is_ambient = self.is_ambient;
        let row = Declaration { kind, name_range, range, type_annotation: None, doc, is_ambient };
        let binding = self.declare(self.scope, &declaration.id.sym, row, Some(value));
        if declaration.is_export {
            let name = ExportName::Named(declaration.id.sym.clone());
            let is_type_only = declaration.is_type_only;
            self.export(Export { name, what: Exported::Binding(binding), name_range, range, is_type_only });
        }
    }

    /// `a.b.c` of TypeScript's as a value.
    pub(crate) fn entity_expression(&mut self, name: &TsEntityName) -> ExpressionId {
        match name {
            TsEntityName::Ident(name) => self.reference_expression(&name.sym, range_of(name), Usage::Read),
            TsEntityName::TsQualifiedName(name) => {
                let token = self.begin(range_of(&**name));
                let object = self.entity_expression(&name.left);
                let property = name.right.sym.clone();
                let property_range = range_of(&name.right);
                self.finish(token, ExpressionKind::Member { object, property, property_range, is_optional: false })
            }
        }
    }

    fn export_equals(&mut self, export: &TsExportAssignment) {
        let range = range_of(export);
        let value = self.expression(&export.expr);
        let name_range = self.facts[value].range;
        let what = Exported::Expression(value);
        self.export(Export { name: ExportName::Equals, what, name_range, range, is_type_only: false });
    }

    fn export_global(&mut self, export: &TsNamespaceExportDecl) {
        let name = ExportName::Global(export.id.sym.clone());
        let (name_range, range) = (range_of(&export.id), range_of(export));
        self.export(Export { name, what: Exported::Nothing, name_range, range, is_type_only: false });
    }

    fn push_from(&mut self, kind: ImportKind, source: &Str, range: TextRange, is_type_only: bool) -> ImportId {
        self.push_import(Import {
            kind,
            specifier: name_of_string(&source.value),
            specifier_range: range_of(source),
            range,
            is_type_only,
            names: List::new(),
            is_nested: false,
        })
    }

    /// `/// <reference types="m" />` and its kin before the first statement.
    pub(super) fn triple_slash_directives(&mut self, end: u32) {
        let found: Vec<Import> = self
            .facts
            .comments
            .iter()
            .take_while(|comment| comment.range.start() < end)
            .filter_map(|comment| reference_directive(comment.range, comment.range.slice(self.text)))
            .collect();
        self.facts.imports.extend(found);
    }
}

fn reference_directive(range: TextRange, comment: &str) -> Option<Import> {
    let directive = comment.strip_prefix("///")?.trim_start().strip_prefix("<reference")?;
    let kinds =
        [("types", ImportKind::Type), ("path", ImportKind::ReferencePath), ("lib", ImportKind::ReferenceLibrary)];
    kinds.into_iter().find_map(|(attribute, kind)| {
        let start = directive.find(&format!(" {attribute}"))? + 1 + attribute.len();
        let rest = directive[start..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let specifier = rest[1..].split(quote).next()?;
        let offset = range.start() + (comment.len() - rest.len()) as u32;
        Some(Import {
            kind,
            specifier: Name::from(specifier),
            specifier_range: TextRange::new(offset, offset + specifier.len() as u32 + 2),
            range,
            is_type_only: true,
            names: List::new(),
            is_nested: false,
        })
    })
}

fn exported_name(name: &ModuleExportName) -> (Name, TextRange) {
    match name {
        ModuleExportName::Ident(name) => (name.sym.clone(), range_of(name)),
        ModuleExportName::Str(text) => (name_of_string(&text.value), range_of(text)),
    }
}

fn imported_name(name: Name) -> ImportedName {
    if name == *"default" { ImportedName::Default } else { ImportedName::Named(name) }
}

fn export_name(name: Name) -> ExportName {
    if name == *"default" { ExportName::Default } else { ExportName::Named(name) }
}

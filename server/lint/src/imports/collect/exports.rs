//! What a file exports.

use source::TextRange;
use syntax::ast::{self, DefaultDecl, ExportSpecifier, Expr, ModuleExportName};
use syntax::semantic::{DefinitionKind, Node, NodeId, NodeKind};

use super::super::module::{Export, Imported};
use super::{Collector, export_name, imported};
use crate::bindings::names_of;
use crate::file::Ranged;

impl Collector<'_, '_> {
    pub(super) fn exports(&mut self) {
        let file = self.file;
        for (id, export) in file.nodes.all::<ast::ExportDecl>() {
            if self.is_inside_namespace(id) {
                continue;
            }
            let deprecated = self.deprecated(export.range().start());
            let mut add = |name: &str, range: TextRange, has_dead_zone: bool, is_type_only: bool| {
                self.module.exports.push(Export {
                    name: Some(name.to_owned()),
                    range: range.into(),
                    from: None,
                    is_type_only,
                    has_dead_zone,
                    deprecated: deprecated.clone(),
                });
            };
            match &export.decl {
                ast::Decl::Class(it) => add(&it.ident.sym, it.ident.range(), true, false),
                ast::Decl::Fn(it) => add(&it.ident.sym, it.ident.range(), false, false),
                ast::Decl::Var(it) => {
                    let mut names = Vec::new();
                    it.decls.iter().for_each(|declarator| names_of(&declarator.name, &mut names));
                    for name in names {
                        add(&name.sym, name.id.range(), it.kind != ast::VarDeclKind::Var, false);
                    }
                }
                ast::Decl::TsInterface(it) => add(&it.id.sym, it.id.range(), false, true),
                ast::Decl::TsTypeAlias(it) => add(&it.id.sym, it.id.range(), false, true),
                ast::Decl::TsEnum(it) => add(&it.id.sym, it.id.range(), false, false),
                ast::Decl::TsModule(it) => {
                    if let ast::TsModuleName::Ident(name) = &it.id {
                        add(&name.sym, name.range(), false, false);
                    }
                }
                ast::Decl::Using(_) => {}
            }
        }
        for (id, export) in file.nodes.all::<ast::ExportDefaultDecl>() {
            if !self.is_inside_namespace(id) {
                let is_type_only = matches!(export.decl, DefaultDecl::TsInterfaceDecl(_));
                let has_dead_zone = matches!(export.decl, DefaultDecl::Class(_));
                self.default(export.range(), is_type_only, has_dead_zone, None);
            }
        }
        for (id, export) in file.nodes.all::<ast::ExportDefaultExpr>() {
            if !self.is_inside_namespace(id) {
                let from = match &*export.expr {
                    Expr::Ident(name) if self.module.is_typescript => self.import_of(name),
                    _ => None,
                };
                self.default(export.range(), false, true, from);
            }
        }
        for (id, export) in file.nodes.all::<ast::ExportAll>() {
            if self.is_inside_namespace(id) {
                continue;
            }
            let request = self.starts.get(&export.range().start()).copied().unwrap_or_default();
            let from = Some((request, Imported::All));
            self.export(None, export.range(), from, export.type_only, false, None);
        }
        for (id, export) in file.nodes.all::<ast::NamedExport>() {
            if !self.is_inside_namespace(id) {
                self.named_export(export);
            }
        }
        self.module.has_export_assignment = !file.nodes.of_kind(NodeKind::TsExportAssignment).is_empty();
        for (_, import) in file.nodes.all::<ast::TsImportEqualsDecl>().filter(|(_, import)| import.is_export) {
            let name = import.id.sym.to_string();
            self.export(Some(name), import.id.range(), None, import.is_type_only, false, None);
        }
    }

    fn named_export(&mut self, export: &ast::NamedExport) {
        let request = export.src.is_some().then(|| self.starts.get(&export.range().start()).copied()).flatten();
        for specifier in &export.specifiers {
            match specifier {
                ExportSpecifier::Named(it) => {
                    let asked = export_name(&it.orig);
                    let exported = it.exported.as_ref().map_or_else(|| asked.clone(), export_name);
                    let range = it.exported.as_ref().map_or(it.orig.range(), |name| name.range());
                    let is_type_only = export.type_only || it.is_type_only;
                    match (request, &it.orig) {
                        (Some(request), _) => {
                            let from = Some((request, imported(&asked)));
                            self.export(Some(exported), range, from, is_type_only, false, None);
                        }
                        (None, ModuleExportName::Ident(local)) => {
                            let from = self.import_of(local);
                            let (has_dead_zone, is_type, deprecated) = self.local(local);
                            self.export(
                                Some(exported),
                                range,
                                from,
                                is_type_only || is_type,
                                has_dead_zone,
                                deprecated,
                            );
                        }
                        (None, ModuleExportName::Str(_)) => {}
                    }
                }
                ExportSpecifier::Namespace(it) => {
                    let from = request.map(|request| (request, Imported::All));
                    self.export(Some(export_name(&it.name)), it.range(), from, export.type_only, false, None);
                }
                ExportSpecifier::Default(it) => {
                    let from = request.map(|request| (request, Imported::Default));
                    self.export(Some(it.exported.sym.to_string()), it.range(), from, export.type_only, false, None);
                }
            }
        }
    }

    /// The import that a name of the file is, if it is one.
    fn import_of(&self, local: &ast::Ident) -> Option<(u32, Imported)> {
        let variable = self.file.variable(local)?;
        let definition = variable.definitions.first().filter(|first| first.kind == DefinitionKind::Import)?;
        let import = self.file.nodes.ancestors(definition.node).find_map(|id| match self.file.node(id) {
            Node::ImportDecl(import) => Some(import),
            _ => None,
        })?;
        let index = *self.starts.get(&import.range().start())?;
        let request = &self.module.requests[index as usize];
        let name = request.names.iter().find(|name| name.local == *local.sym)?;
        Some((index, name.imported.clone()))
    }

    /// Whether a name of the file can be read too early, whether it is a type, and whether it is deprecated.
    fn local(&mut self, local: &ast::Ident) -> (bool, bool, Option<String>) {
        let Some(variable) = self.file.variable(local) else { return (false, false, None) };
        let has_dead_zone = variable.definitions.iter().any(|definition| definition.kind.has_dead_zone());
        let is_type = !variable.definitions.is_empty()
            && variable.definitions.iter().all(|definition| definition.kind == DefinitionKind::Type);
        let Some(definition) = variable.definitions.first() else { return (has_dead_zone, is_type, None) };
        let statement = self.file.nodes.ancestors(definition.node).find_map(|id| match self.file.node(id) {
            Node::VarDecl(it) => Some(it.range().start()),
            _ => None,
        });
        let start = statement.unwrap_or(self.file.node(definition.node).range().start());
        (has_dead_zone, is_type, self.deprecated(start))
    }

    fn default(&mut self, range: TextRange, is_type: bool, has_dead_zone: bool, from: Option<(u32, Imported)>) {
        let deprecated = self.deprecated(range.start());
        self.export(Some("default".to_owned()), range, from, is_type, has_dead_zone, deprecated);
    }

    fn export(
        &mut self,
        name: Option<String>,
        range: TextRange,
        from: Option<(u32, Imported)>,
        is_type_only: bool,
        has_dead_zone: bool,
        deprecated: Option<String>,
    ) {
        self.module.exports.push(Export { name, range: range.into(), from, is_type_only, has_dead_zone, deprecated });
    }

    /// Exports inside of `declare module 'x' { … }` and of namespaces are not the file's.
    fn is_inside_namespace(&self, id: NodeId) -> bool {
        self.module.is_typescript
            && self.file.nodes.ancestors(id).any(|id| matches!(self.file.node(id), Node::TsModuleDecl(_)))
    }

    /// What the comment before a declaration says of it being deprecated.
    fn deprecated(&mut self, start: u32) -> Option<String> {
        let text = self.file.text;
        if !*self.has_deprecated.get_or_insert_with(|| text.contains("@deprecated")) {
            return None;
        }
        let comments = self.file.comments;
        let before = comments.partition_point(|comment| comment.range.end() <= start);
        let comment = comments[..before].last().filter(|comment| comment.is_block)?;
        let between = text.get(comment.range.end() as usize..start as usize)?;
        if !between.trim().trim_start_matches("export").trim_start_matches("declare").trim().is_empty() {
            return None;
        }
        let (_, said) = self.file.comment_text(comment).strip_prefix('*')?.split_once("@deprecated")?;
        Some(first_paragraph(said))
    }
}

/// What a tag of JSDoc says, as one line: up to an empty one, an example or another tag. `{@link a | b}` is `b`.
fn first_paragraph(said: &str) -> String {
    let lines = said.lines().map(|line| line.trim().trim_start_matches('*').trim());
    let is_end = |(index, line): &(usize, &str)| {
        line.starts_with('@') || line.starts_with("```") || *index > 0 && line.is_empty()
    };
    let lines: Vec<&str> = lines.enumerate().take_while(|line| !is_end(line)).map(|(_, line)| line).collect();
    let mut text = String::new();
    let whole = lines.join(" ");
    let mut rest = whole.trim();
    while let Some((before, behind)) = rest.split_once("{@link ") {
        let (link, after) = behind.split_once('}').unwrap_or((behind, ""));
        text.push_str(before);
        text.push_str(link.rsplit('|').next().unwrap_or(link).trim());
        rest = after;
    }
    text + rest
}

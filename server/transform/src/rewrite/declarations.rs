//! What a module imports, exports and declares, and the early errors in that.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use source::{LineIndex, TextRange};
use syntax::ast::*;

use super::bindings::names_of_pattern;
use super::shadowing::vars_of;
use super::unused::value_names;
use super::{hi, line_and_column, line_index, lo};
use crate::TransformError;
use crate::module::{Import, IndirectExport, Local, LocalKind, Request};
use crate::names::Namer;
use crate::options::Options;

/// The module's border. The fields are those of [`crate::Module`].
#[derive(Default)]
pub(crate) struct Declarations {
    pub requests: Vec<Request>,
    pub imports: Vec<Import>,
    pub locals: Vec<Local>,
    pub exports: Vec<(String, u32)>,
    pub indirect_exports: Vec<IndirectExport>,
    pub star_exports: Vec<u32>,
    /// The variable of a default export without a name of its own.
    pub default_local: Option<String>,
    assigned: FxHashSet<u32>,
}

impl Declarations {
    pub fn of(path: &Path, text: &str, module: &Module, options: &Options) -> Result<Self, TransformError> {
        let mut collector = Collector {
            path,
            text,
            index: line_index(text),
            result: Declarations::default(),
            imported: FxHashMap::default(),
            exported: FxHashMap::default(),
            pending: Vec::new(),
            used: (options.language.is_typescript() && !options.typescript.verbatim_module_syntax)
                .then(|| value_names(module)),
        };
        collector.result.default_local = Some(format!("{}d", Namer::new(text).prefix()));
        let declared = collector.declared(module)?;
        for item in &module.body {
            if let ModuleItem::ModuleDecl(declaration) = item {
                collector.collect(declaration)?;
            }
        }
        collector.resolve_exports(&declared)?;
        Ok(collector.result)
    }

    /// Local names that are exported, with their index.
    pub fn exported_locals(&self) -> FxHashMap<Atom, u32> {
        self.locals.iter().enumerate().map(|(index, local)| (Atom::from(local.name.as_str()), index as u32)).collect()
    }

    pub fn imported_locals(&self) -> FxHashSet<Atom> {
        self.imports.iter().map(|import| Atom::from(import.local.as_str())).collect()
    }

    /// Notes one more declaration with a value; a second one makes the local mutable.
    pub fn count_assignment(&mut self, local: u32) {
        if !self.assigned.insert(local) {
            self.mark_mutable(local);
        }
    }

    pub fn mark_mutable(&mut self, local: u32) {
        self.locals[local as usize].is_mutable = true;
    }
}

/// `export { local as exported }` before it is known what `local` is.
struct Pending {
    exported: String,
    local: Atom,
    at: TextRange,
}

struct Collector<'a> {
    path: &'a Path,
    text: &'a str,
    index: LineIndex,
    result: Declarations,
    /// Local name to index into imports.
    imported: FxHashMap<Atom, u32>,
    exported: FxHashMap<String, TextRange>,
    pending: Vec<Pending>,
    /// TypeScript: names used as values; an import that is not among them was of a type.
    used: Option<FxHashSet<Atom>>,
}

impl Collector<'_> {
    fn error<T>(&self, at: TextRange, message: impl Into<String>) -> Result<T, TransformError> {
        Err(TransformError::syntax(self.path, self.text, at, message))
    }

    /// The top level's own names. A module's functions count as lexical declarations: two of one name are an error,
    /// though the function body that the module becomes would allow it.
    fn declared(&self, module: &Module) -> Result<FxHashMap<Atom, LocalKind>, TransformError> {
        let mut names: FxHashMap<Atom, LocalKind> = FxHashMap::default();
        let mut lexical: FxHashSet<Atom> = FxHashSet::default();
        let mut add = |name: &Atom, at: u32, kind: LocalKind| {
            let is_lexical = kind != LocalKind::Var;
            let clashes = match names.get(name) {
                None => false,
                Some(_) => is_lexical || lexical.contains(name),
            };
            if clashes {
                let at = TextRange::new(at, at + name.len() as u32);
                return self.error(at, format!("Identifier '{name}' has already been declared"));
            }
            if is_lexical {
                lexical.insert(name.clone());
            }
            names.insert(name.clone(), kind);
            Ok(())
        };
        for item in &module.body {
            let declaration = match item {
                ModuleItem::Stmt(Stmt::Decl(declaration)) => Some(declaration),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => Some(&export.decl),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
                    match &export.decl {
                        DefaultDecl::Fn(function) if function.function.body.is_some() => {
                            if let Some(ident) = &function.ident {
                                add(&ident.sym, lo(ident.span), LocalKind::Function)?;
                            }
                        }
                        DefaultDecl::Class(class) => {
                            if let Some(ident) = &class.ident {
                                add(&ident.sym, lo(ident.span), LocalKind::Lexical)?;
                            }
                        }
                        _ => {}
                    }
                    None
                }
                ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
                    for specifier in &import.specifiers {
                        let local = specifier.local();
                        if !import.type_only && !specifier.is_type_only() && self.is_used(&local.sym) {
                            add(&local.sym, lo(local.span), LocalKind::Lexical)?;
                        }
                    }
                    None
                }
                _ => None,
            };
            match declaration {
                Some(Decl::Fn(function)) if !function.declare && function.function.body.is_some() => {
                    add(&function.ident.sym, lo(function.ident.span), LocalKind::Function)?;
                }
                Some(Decl::Class(class)) if !class.declare => {
                    add(&class.ident.sym, lo(class.ident.span), LocalKind::Lexical)?;
                }
                Some(Decl::Var(variables)) if variables.kind != VarDeclKind::Var && !variables.declare => {
                    for declarator in &variables.decls {
                        for (name, at) in names_of_pattern(&declarator.name) {
                            add(&name, at, LocalKind::Lexical)?;
                        }
                    }
                }
                _ => {}
            }
        }
        for (name, at) in vars_of(module) {
            add(&name, at, LocalKind::Var)?;
        }
        Ok(names)
    }

    fn is_used(&self, name: &Atom) -> bool {
        self.used.as_ref().is_none_or(|used| used.contains(name))
    }

    fn collect(&mut self, declaration: &ModuleDecl) -> Result<(), TransformError> {
        match declaration {
            ModuleDecl::Import(import) => self.collect_import(import),
            ModuleDecl::ExportDecl(export) => self.collect_declaration(&export.decl),
            ModuleDecl::ExportNamed(export) if export.type_only => Ok(()),
            ModuleDecl::ExportNamed(export) => self.collect_named(export),
            ModuleDecl::ExportAll(export) if export.type_only => Ok(()),
            ModuleDecl::ExportAll(export) => {
                let request = self.request(&export.src, export.with.as_deref(), hi(export.span))?;
                if !self.result.star_exports.contains(&request) {
                    self.result.star_exports.push(request);
                }
                Ok(())
            }
            ModuleDecl::ExportDefaultDecl(export) => {
                let (ident, span) = match &export.decl {
                    DefaultDecl::Fn(function) if function.function.body.is_none() => return Ok(()),
                    DefaultDecl::Fn(function) => (&function.ident, export.span),
                    DefaultDecl::Class(class) => (&class.ident, export.span),
                    DefaultDecl::TsInterfaceDecl(_) => return Ok(()),
                };
                let at = syntax::range(span);
                self.export_default_name(ident.is_none(), at)?;
                match ident {
                    Some(ident) => {
                        self.pending.push(Pending { exported: "default".to_owned(), local: ident.sym.clone(), at });
                    }
                    None => {
                        let is_function = matches!(&export.decl, DefaultDecl::Fn(_));
                        self.export_default(if is_function { LocalKind::Function } else { LocalKind::Lexical });
                    }
                }
                Ok(())
            }
            ModuleDecl::ExportDefaultExpr(export) => {
                self.export_default_name(true, syntax::range(export.span))?;
                self.export_default(LocalKind::Lexical);
                Ok(())
            }
            ModuleDecl::TsImportEquals(_) | ModuleDecl::TsExportAssignment(_) | ModuleDecl::TsNamespaceExport(_) => {
                Ok(())
            }
        }
    }

    /// Node's engine keeps the value of an anonymous default in a variable, and says so when there are two.
    fn export_default_name(&mut self, is_anonymous: bool, at: TextRange) -> Result<(), TransformError> {
        let is_second = self.result.exports.iter().any(|(name, _)| name == "default");
        if is_anonymous && is_second {
            return self.error(at, "Identifier '.default' has already been declared");
        }
        self.export_name("default", at)
    }

    fn export_default(&mut self, kind: LocalKind) {
        let name = self.result.default_local.clone().unwrap_or_default();
        self.result.exports.push(("default".to_owned(), self.result.locals.len() as u32));
        self.result.locals.push(Local { name, kind, is_mutable: false });
    }

    fn collect_import(&mut self, import: &ImportDecl) -> Result<(), TransformError> {
        if import.type_only {
            return Ok(());
        }
        if import.phase != ImportPhase::Evaluation {
            let word = if import.phase == ImportPhase::Defer { "import defer" } else { "import source" };
            return Err(TransformError::unsupported(
                self.path,
                self.text,
                syntax::range(import.span),
                format!("'{word}' is not supported"),
                "import the module without a phase",
            ));
        }
        let kept: Vec<&ImportSpecifier> = import
            .specifiers
            .iter()
            .filter(|specifier| !specifier.is_type_only() && self.is_used(&specifier.local().sym))
            .collect();
        // TypeScript drops an import of nothing but types; `import 'x'` was never of a type.
        if kept.is_empty() && !import.specifiers.is_empty() && self.used.is_some() {
            return Ok(());
        }
        let request = self.request(&import.src, import.with.as_deref(), hi(import.span))?;
        for specifier in kept {
            let local = specifier.local();
            let (name, at) = match specifier {
                ImportSpecifier::Default(_) => (Some("default".to_owned()), local.span),
                ImportSpecifier::Namespace(_) => (None, local.span),
                ImportSpecifier::Named(named) => match &named.imported {
                    Some(name) => (Some(self.export_name_of(name)?), name.span()),
                    None => (Some(local.sym.to_string()), local.span),
                },
            };
            let (line, column) = line_and_column(&self.index, self.text, lo(at));
            self.imported.insert(local.sym.clone(), self.result.imports.len() as u32);
            let local = local.sym.to_string();
            self.result.imports.push(Import { request, name, local, line, column });
        }
        Ok(())
    }

    fn collect_declaration(&mut self, declaration: &Decl) -> Result<(), TransformError> {
        let mut names = Vec::new();
        match declaration {
            Decl::Class(class) if !class.declare => names.push((class.ident.sym.clone(), lo(class.ident.span))),
            Decl::Fn(function) if !function.declare && function.function.body.is_some() => {
                names.push((function.ident.sym.clone(), lo(function.ident.span)));
            }
            Decl::Var(variables) if !variables.declare => {
                variables.decls.iter().for_each(|declarator| names.extend(names_of_pattern(&declarator.name)));
            }
            _ => {}
        }
        for (name, start) in names {
            let at = TextRange::new(start, start + name.len() as u32);
            self.export_name(&name, at)?;
            self.pending.push(Pending { exported: name.to_string(), local: name, at });
        }
        Ok(())
    }

    fn collect_named(&mut self, export: &NamedExport) -> Result<(), TransformError> {
        let request = match &export.src {
            Some(specifier) => {
                let all_types = !export.specifiers.is_empty() && export.specifiers.iter().all(is_type_only);
                if all_types && self.used.is_some() {
                    return Ok(());
                }
                Some(self.request(specifier, export.with.as_deref(), hi(export.span))?)
            }
            None => None,
        };
        for specifier in &export.specifiers {
            match specifier {
                ExportSpecifier::Named(named) if named.is_type_only => {}
                ExportSpecifier::Named(named) => {
                    let exported = self.export_name_of(named.exported.as_ref().unwrap_or(&named.orig))?;
                    let at = syntax::range(named.span);
                    self.export_name(&exported, at)?;
                    match request {
                        Some(request) => {
                            let name = Some(self.export_name_of(&named.orig)?);
                            let (line, column) = line_and_column(&self.index, self.text, lo(named.orig.span()));
                            self.result.indirect_exports.push(IndirectExport { exported, request, name, line, column });
                        }
                        None => {
                            let ModuleExportName::Ident(local) = &named.orig else {
                                return self.error(at, "Unexpected string");
                            };
                            self.pending.push(Pending { exported, local: local.sym.clone(), at });
                        }
                    }
                }
                ExportSpecifier::Namespace(namespace) => {
                    let exported = self.export_name_of(&namespace.name)?;
                    self.export_name(&exported, syntax::range(namespace.span))?;
                    let (line, column) = line_and_column(&self.index, self.text, lo(namespace.span));
                    let request = request.unwrap_or_default();
                    self.result.indirect_exports.push(IndirectExport { exported, request, name: None, line, column });
                }
                ExportSpecifier::Default(default) => {
                    let at = syntax::range(default.exported.span);
                    return self.error(at, format!("Unexpected identifier '{}'", default.exported.sym));
                }
            }
        }
        Ok(())
    }

    /// Now that all is declared: which exports are this module's own, and which hand on an import.
    fn resolve_exports(&mut self, declared: &FxHashMap<Atom, LocalKind>) -> Result<(), TransformError> {
        let mut indices: FxHashMap<Atom, u32> = FxHashMap::default();
        for Pending { exported, local, at } in std::mem::take(&mut self.pending) {
            if let Some(import) = self.imported.get(&local) {
                let Import { request, name, line, column, .. } = self.result.imports[*import as usize].clone();
                self.result.indirect_exports.push(IndirectExport { exported, request, name, line, column });
                continue;
            }
            let Some(kind) = declared.get(&local) else {
                // In TypeScript it may have been a type.
                if self.used.is_some() {
                    continue;
                }
                return self.error(at, format!("Export '{local}' is not defined in module"));
            };
            let index = *indices.entry(local.clone()).or_insert_with(|| {
                let index = self.result.locals.len() as u32;
                self.result.locals.push(Local { name: local.to_string(), kind: *kind, is_mutable: false });
                index
            });
            self.result.exports.push((exported, index));
        }
        Ok(())
    }

    fn export_name(&mut self, name: &str, at: TextRange) -> Result<(), TransformError> {
        match self.exported.insert(name.to_owned(), at) {
            Some(_) => self.error(at, format!("Duplicate export of '{name}'")),
            None => Ok(()),
        }
    }

    fn export_name_of(&self, name: &ModuleExportName) -> Result<String, TransformError> {
        match name {
            ModuleExportName::Ident(ident) => Ok(ident.sym.to_string()),
            ModuleExportName::Str(string) => match string.value.as_str() {
                Some(name) => Ok(name.to_owned()),
                None => {
                    let message = "Invalid module export name: contains unpaired surrogate character";
                    self.error(syntax::range(string.span), message)
                }
            },
        }
    }

    /// The index of a request, new or the same as an earlier one.
    fn request(&mut self, specifier: &Str, with: Option<&ObjectLit>, end: u32) -> Result<u32, TransformError> {
        let attributes = self.attributes(specifier, with, end)?;
        let (line, column) = line_and_column(&self.index, self.text, lo(specifier.span));
        let specifier = specifier.value.to_string_lossy().into_owned();
        let same = |request: &Request| request.specifier == specifier && request.attributes == attributes;
        if let Some(index) = self.result.requests.iter().position(same) {
            return Ok(index as u32);
        }
        self.result.requests.push(Request { specifier, attributes, line, column });
        Ok(self.result.requests.len() as u32 - 1)
    }

    fn attributes(
        &self,
        specifier: &Str,
        with: Option<&ObjectLit>,
        end: u32,
    ) -> Result<Vec<(String, String)>, TransformError> {
        let Some(with) = with else { return Ok(Vec::new()) };
        let between = &self.text[hi(specifier.span) as usize..end as usize];
        if let Some(at) = between.find("assert").filter(|at| !between[..*at].contains("with")) {
            let start = hi(specifier.span) + at as u32;
            return self.error(TextRange::new(start, start + 6), "Unexpected identifier 'assert'");
        }
        let mut attributes: Vec<(String, String)> = Vec::new();
        for property in &with.props {
            let PropOrSpread::Prop(property) = property else {
                return self.error(syntax::range(with.span), "Unexpected token '...'");
            };
            let Prop::KeyValue(KeyValueProp { key, value }) = &**property else {
                return self.error(syntax::range(property.span()), "Unexpected token '}'");
            };
            let name = match key {
                PropName::Ident(name) => name.sym.to_string(),
                PropName::Str(name) => name.value.to_string_lossy().into_owned(),
                other => return self.error(syntax::range(other.span()), "Unexpected token"),
            };
            let Expr::Lit(Lit::Str(value)) = &**value else {
                return self.error(syntax::range(value.span()), "Import attribute value must be a string");
            };
            if attributes.iter().any(|(known, _)| *known == name) {
                let message = format!("Import attributes has a duplicate key '{name}'");
                return self.error(syntax::range(key.span()), message);
            }
            attributes.push((name, value.value.to_string_lossy().into_owned()));
        }
        attributes.sort();
        Ok(attributes)
    }
}

fn is_type_only(specifier: &ExportSpecifier) -> bool {
    matches!(specifier, ExportSpecifier::Named(named) if named.is_type_only)
}

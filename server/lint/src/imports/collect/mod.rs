//! From the tree of a file to its [`Module`]: what it imports here, what it exports in `exports`.

mod exports;

use rustc_hash::FxHashMap;
use source::TextRange;
use syntax::ast::{
    self, CallExpr, Callee, ExportSpecifier, Expr, ImportSpecifier, MetaPropKind, ModuleExportName, TsModuleRef,
};
use syntax::semantic::{Access, DefinitionKind, Node, NodeId, NodeKind, Reference, ScopeKind, Variable};
use syntax::{Goal, Language};

use super::members;
use super::module::{Imported, Module, Name, Request, RequestKind, Word};
use crate::file::{File, Ranged, without_parentheses};
use crate::values::literal_string;

/// The words that Node puts around a CommonJS module.
const COMMON_JS_WORDS: [&str; 5] = ["require", "module", "exports", "__filename", "__dirname"];

pub(crate) fn module(file: &File) -> Module {
    let language = file.kind.language;
    let module = Module {
        is_module: file.kind.goal == Goal::Module,
        is_typescript: language.is_typescript(),
        is_declarations: language == Language::Declarations,
        has_jsx: language == Language::Tsx
            || [NodeKind::JSXElement, NodeKind::JSXFragment].iter().any(|kind| !file.nodes.of_kind(*kind).is_empty()),
        has_common_js_exports: file.kind.goal == Goal::CommonJs && file.text.contains("exports"),
        ..Module::default()
    };
    let names_others = ["import", "export", "require"].iter().any(|word| file.text.contains(word));
    if !names_others && !module.is_module {
        return module;
    }
    let mut collector = Collector { file, module, starts: FxHashMap::default(), has_deprecated: None };
    collector.imports();
    collector.calls();
    collector.module.requests.sort_by_key(|request| TextRange::from(request.statement).start());
    for (index, request) in collector.module.requests.iter().enumerate() {
        collector.starts.insert(TextRange::from(request.statement).start(), index as u32);
    }
    collector.exports();
    collector.common_js_words();
    let mut module = collector.module;
    let is_syntax = |request: &Request| request.kind.is_static() && !request.is_type_only;
    module.has_module_syntax = !module.exports.is_empty()
        || module.requests.iter().any(is_syntax)
        || file.nodes.of_kind(NodeKind::MetaPropExpr).iter().any(|id| is_import_meta(file, *id))
        || !file.nodes.of_kind(NodeKind::NamedExport).is_empty();
    module
}

fn is_import_meta(file: &File, id: NodeId) -> bool {
    matches!(file.node(id), Node::MetaPropExpr(meta) if meta.kind == MetaPropKind::ImportMeta)
}

struct Collector<'f, 'a> {
    file: &'f File<'a>,
    module: Module,
    /// Requests by where their statements start.
    starts: FxHashMap<u32, u32>,
    has_deprecated: Option<bool>,
}

fn export_name(name: &ModuleExportName) -> String {
    match name {
        ModuleExportName::Ident(name) => name.sym.to_string(),
        ModuleExportName::Str(name) => name.value.to_string_lossy().into_owned(),
    }
}

fn imported(name: &str) -> Imported {
    if name == "default" { Imported::Default } else { Imported::Named(name.to_owned()) }
}

fn request(kind: RequestKind, specifier: &ast::Str, statement: TextRange) -> Request {
    Request {
        kind,
        specifier: specifier.value.to_string_lossy().into_owned(),
        range: specifier.range().into(),
        statement: statement.into(),
        is_type_only: false,
        is_guarded: false,
        is_nested: false,
        names: Vec::new(),
    }
}

fn name(imported: Imported, range: TextRange, local: &str) -> Name {
    Name {
        imported,
        range: range.into(),
        local: local.to_owned(),
        is_type_only: false,
        is_value: true,
        at_load: None,
        members: Vec::new(),
        escapes: false,
    }
}

impl<'a> Collector<'_, 'a> {
    fn imports(&mut self) {
        let file = self.file;
        let variables: FxHashMap<u32, &Variable> = file
            .variables_of(|kind| kind == DefinitionKind::Import)
            .map(|variable| (variable.definitions[0].range.start(), variable))
            .collect();
        for (_, import) in file.nodes.all::<ast::ImportDecl>() {
            let mut request = request(RequestKind::Import, &import.src, import.range());
            request.is_type_only = import.type_only;
            for specifier in &import.specifiers {
                let mut name = match specifier {
                    ImportSpecifier::Named(it) => {
                        let asked = it.imported.as_ref().map_or_else(|| it.local.sym.to_string(), export_name);
                        let range = it.imported.as_ref().map_or(it.local.range(), |name| name.range());
                        let is_type_only = it.is_type_only;
                        Name { is_type_only, ..name(imported(&asked), range, &it.local.sym) }
                    }
                    ImportSpecifier::Default(it) => name(Imported::Default, it.local.range(), &it.local.sym),
                    ImportSpecifier::Namespace(it) => name(Imported::All, it.local.range(), &it.local.sym),
                };
                if let Some(variable) = variables.get(&specifier.local().range().start()) {
                    self.uses(&mut name, variable, &request.specifier);
                }
                request.names.push(name);
            }
            // What is imported for types alone is not there when the program runs.
            request.is_type_only |= self.module.is_typescript
                && !request.names.is_empty()
                && request.names.iter().all(|name| name.is_type_only);
            self.module.requests.push(request);
        }
        for (_, export) in file.nodes.all::<ast::ExportAll>() {
            let mut request = request(RequestKind::ReExport, &export.src, export.range());
            request.is_type_only = export.type_only;
            self.module.requests.push(request);
        }
        for (_, export) in file.nodes.all::<ast::NamedExport>() {
            let Some(source) = &export.src else { continue };
            let mut request = request(RequestKind::ReExport, source, export.range());
            request.is_type_only = export.type_only;
            for specifier in &export.specifiers {
                request.names.push(match specifier {
                    ExportSpecifier::Named(it) => {
                        let asked = export_name(&it.orig);
                        let is_type_only = it.is_type_only;
                        Name { is_type_only, ..name(imported(&asked), it.orig.range(), &asked) }
                    }
                    ExportSpecifier::Namespace(it) => {
                        let local = export_name(&it.name);
                        Name { escapes: true, ..name(Imported::All, it.range(), &local) }
                    }
                    ExportSpecifier::Default(it) => name(Imported::Default, it.range(), &it.exported.sym),
                });
            }
            self.module.requests.push(request);
        }
        for (_, import) in file.nodes.all::<ast::TsImportEqualsDecl>() {
            let TsModuleRef::TsExternalModuleRef(source) = &import.module_ref else { continue };
            let mut request = request(RequestKind::Require, &source.expr, import.range());
            request.is_type_only = import.is_type_only;
            self.module.requests.push(request);
        }
    }

    /// What a variable that is imported is used for.
    fn uses(&self, name: &mut Name, variable: &Variable, specifier: &str) {
        let file = self.file;
        name.is_value = !self.module.is_typescript;
        let wants_members =
            name.imported == Imported::All || name.imported == Imported::Default && is_builtin(specifier);
        for reference in file.references_of(variable) {
            if file.is_in_type(reference) {
                continue;
            }
            name.is_value = true;
            let at_load = self.is_at_load(reference);
            if at_load && name.at_load.is_none() && reference.access != Access::Write {
                name.at_load = Some(reference.range.into());
            }
            if wants_members {
                members::of(file, reference, at_load, name);
            }
        }
        name.escapes |= !wants_members;
    }

    /// Whether a reference is evaluated while the file is loaded, whatever happens.
    fn is_at_load(&self, reference: &Reference) -> bool {
        let file = self.file;
        let is_later = |kind: ScopeKind| matches!(kind, ScopeKind::Function | ScopeKind::FieldInitializer);
        if file.scopes.outwards(reference.scope).any(|scope| is_later(file.scopes.scope(scope).kind)) {
            return false;
        }
        !file.nodes.ancestors(reference.node).any(|id| match file.node(id) {
            Node::BinExpr(it) => it.op.may_short_circuit(),
            Node::Function(_) | Node::ArrowExpr(_) | Node::ExportNamedSpecifier(_) => true,
            other => is_conditional(other),
        })
    }

    fn calls(&mut self) {
        let file = self.file;
        for (id, call) in file.nodes.all::<CallExpr>() {
            let Some(argument) = call.args.first().filter(|first| first.spread.is_none()) else { continue };
            let kind = match &call.callee {
                Callee::Import(_) => RequestKind::Dynamic,
                Callee::Expr(callee) => match required(file, callee) {
                    Some(kind) => kind,
                    None => continue,
                },
                Callee::Super(_) => continue,
            };
            let Some(specifier) = literal_string(&argument.expr) else { continue };
            let is_async = kind == RequestKind::Dynamic;
            let mut request = Request {
                kind,
                specifier: specifier.to_owned(),
                range: argument.expr.range().into(),
                statement: call.range().into(),
                is_type_only: false,
                is_guarded: self.is_guarded(id, is_async),
                is_nested: is_async || self.is_nested(id),
                names: Vec::new(),
            };
            if kind == RequestKind::Require {
                self.required_names(id, &mut request);
            }
            self.module.requests.push(request);
        }
    }

    /// What becomes of a module that is required: `const x = require('m')`, `const { a } = require('m')`, `require('m').a`.
    fn required_names(&self, id: NodeId, request: &mut Request) {
        let file = self.file;
        let mut whole = name(Imported::All, TextRange::from(request.statement), "");
        let parent = file.parent_without_parentheses(id);
        match parent.map(|parent| file.node(parent)) {
            Some(Node::VarDeclarator(declarator)) => match &declarator.name {
                ast::Pat::Ident(local) => {
                    let variable = file.scopes.find(file.nodes.scope(id), &local.sym);
                    let variable = variable.map(|id| file.scopes.variable(id));
                    let is_plain = |variable: &&Variable| {
                        variable.definitions.len() == 1 && file.rewrites(variable).next().is_none()
                    };
                    whole.local = local.sym.to_string();
                    whole.range = local.id.range().into();
                    match variable.filter(is_plain).filter(|_| is_builtin(&request.specifier)) {
                        Some(variable) => {
                            for reference in file.references_of(variable).filter(|it| !it.is_write()) {
                                members::of(file, reference, false, &mut whole);
                            }
                        }
                        None => whole.escapes = true,
                    }
                }
                ast::Pat::Object(pattern) => members::of_pattern(pattern, &mut whole),
                _ => whole.escapes = true,
            },
            Some(Node::MemberExpr(_)) => {
                let _ = members::of_object(file, id, false, &mut whole);
            }
            Some(Node::ExprStmt(_)) => {}
            _ => whole.escapes = true,
        }
        request.names.push(whole);
    }

    fn is_guarded(&self, id: NodeId, is_async: bool) -> bool {
        let file = self.file;
        let range = file.node(id).range();
        let is_tried = file.nodes.ancestors(id).any(|around| {
            matches!(file.node(around), Node::TryStmt(it)
                if it.handler.is_some() && it.block.range().contains_range(range))
        });
        let is_caught = || {
            file.nodes.ancestors(id).take_while(|id| !matches!(file.node(*id), Node::FunctionBody(_))).any(|around| {
                matches!(file.node(around), Node::MemberExpr(it)
                    if it.prop.as_ident().is_some_and(|name| matches!(&*name.sym, "catch" | "then")))
            })
        };
        is_tried || is_async && is_caught()
    }

    fn is_nested(&self, id: NodeId) -> bool {
        let file = self.file;
        file.nodes.ancestors(id).any(|around| match file.node(around) {
            Node::BinExpr(it) => it.op.may_short_circuit(),
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => true,
            Node::ClassProp(_) | Node::PrivateProp(_) => true,
            other => is_conditional(other),
        })
    }

    fn common_js_words(&mut self) {
        let file = self.file;
        if !self.module.is_module || self.module.is_typescript {
            return;
        }
        let of_common_js =
            |reference: &&Reference| COMMON_JS_WORDS.contains(&&*reference.name) && !file.is_in_type(reference);
        let words: Vec<&Reference> = file.undeclared().filter(of_common_js).collect();
        // Who asks whether there is one knows that there may be none.
        let asked: Vec<&str> = words.iter().filter(|word| self.is_type_asked(word.node)).map(|it| &*it.name).collect();
        let sure = words.iter().filter(|word| !asked.contains(&&*word.name) && !self.is_tested(word.node));
        let words = sure.map(|word| Word { word: word.name.to_string(), range: file.node(word.node).range().into() });
        self.module.common_js_words = words.collect();
    }

    /// `typeof require`
    fn is_type_asked(&self, word: NodeId) -> bool {
        matches!(self.file.parent_without_parentheses(word).map(|id| self.file.node(id)),
            Some(Node::UnaryExpr(it)) if it.op == ast::UnaryOp::TypeOf)
    }

    fn is_tested(&self, word: NodeId) -> bool {
        let range = self.file.node(word).range();
        self.file.nodes.ancestors(word).any(|id| match self.file.node(id) {
            Node::TryStmt(it) => it.handler.is_some() && it.block.range().contains_range(range),
            Node::BinExpr(it) => it.op.may_short_circuit(),
            Node::IfStmt(_) | Node::CondExpr(_) => true,
            _ => false,
        })
    }
}

/// Whether what stands in a node is not always evaluated.
fn is_conditional(node: Node) -> bool {
    matches!(
        node,
        Node::IfStmt(_)
            | Node::CondExpr(_)
            | Node::SwitchStmt(_)
            | Node::WhileStmt(_)
            | Node::DoWhileStmt(_)
            | Node::ForStmt(_)
            | Node::ForInStmt(_)
            | Node::ForOfStmt(_)
            | Node::TryStmt(_)
            | Node::AssignPat(_)
            | Node::AssignPatProp(_)
    )
}

/// Which kind of request a call of this expression makes.
fn required(file: &File, callee: &Expr) -> Option<RequestKind> {
    let is_require = |expression: &Expr| {
        matches!(without_parentheses(expression), Expr::Ident(name)
            if &*name.sym == "require" && (file.variable(name).is_none() || is_created(file, name)))
    };
    match without_parentheses(callee) {
        Expr::Member(member) => {
            let is_resolve = member.prop.as_ident().is_some_and(|name| &*name.sym == "resolve");
            (is_resolve && is_require(&member.obj)).then_some(RequestKind::Resolve)
        }
        callee => is_require(callee).then_some(RequestKind::Require),
    }
}

/// Whether `require` is what `createRequire` made of this very file.
fn is_created(file: &File, name: &ast::Ident) -> bool {
    let Some(variable) = file.variable(name) else { return false };
    let [definition] = &*variable.definitions else { return false };
    let Node::VarDeclarator(declarator) = file.node(definition.node) else { return false };
    let Some(Expr::Call(call)) = declarator.init.as_deref().map(without_parentheses) else { return false };
    let Callee::Expr(callee) = &call.callee else { return false };
    let is_creator = match without_parentheses(callee) {
        Expr::Ident(callee) => &*callee.sym == "createRequire",
        Expr::Member(member) => member.prop.as_ident().is_some_and(|name| &*name.sym == "createRequire"),
        _ => false,
    };
    is_creator && call.args.first().is_some_and(|first| file.slice(first.expr.range()) == "import.meta.url")
}

pub(super) fn is_builtin(specifier: &str) -> bool {
    resolve::builtins::builtin(specifier).is_some()
}

//! Calls, among them those that name another module: `require('m')`, `import('m')`, `require.resolve('m')`,
//! `import.meta.resolve('m')`.
//!
//! Who declares a `require` of their own means another function by it, unless it comes from `createRequire`.

use syntax::ast::{CallExpr, Callee, Expr, ExprOrSpread, MemberExpr, MemberProp, ObjectPat, ObjectPatProp, Pat};

use super::literals::constant_name;
use super::*;

impl Lowering<'_> {
    pub(super) fn call(&mut self, call: &CallExpr) -> ExpressionId {
        let token = self.begin(range_of(call));
        let kind = match &call.callee {
            Callee::Import(_) => {
                let import = self.import_by_call(ImportKind::Dynamic, call);
                self.arguments(&call.args);
                ExpressionKind::Module(import)
            }
            Callee::Super(callee) => {
                let this = self.note_this();
                let callee = self.push_expression(range_of(callee), ExpressionKind::Super(this));
                self.call_of(callee, call)
            }
            Callee::Expr(callee) => match self.import_kind_of_call(callee, &call.args) {
                Some(ImportKind::Require) => {
                    let import = self.import_by_call(ImportKind::Require, call);
                    self.expression(callee);
                    self.arguments(&call.args);
                    ExpressionKind::Module(import)
                }
                kind => {
                    if let Some(kind) = kind {
                        self.import_by_call(kind, call);
                    }
                    let callee = self.expression(callee);
                    self.call_of(callee, call)
                }
            },
        };
        self.finish(token, kind)
    }

    fn call_of(&mut self, callee: ExpressionId, call: &CallExpr) -> ExpressionKind {
        let type_arguments = self.lower_type_arguments(call.type_args.as_deref());
        let arguments = self.arguments(&call.args);
        ExpressionKind::Call { callee, arguments, type_arguments, is_optional: false }
    }

    fn import_kind_of_call(&mut self, callee: &Expr, arguments: &[ExprOrSpread]) -> Option<ImportKind> {
        if arguments.is_empty() {
            return None;
        }
        match callee {
            Expr::Ident(name) if name.sym == *"require" && self.is_require(&name.sym) => Some(ImportKind::Require),
            Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(property), .. }) if property.sym == *"resolve" => {
                let is_resolve = match &**obj {
                    Expr::Ident(name) => name.sym == *"require" && self.is_require(&name.sym),
                    Expr::MetaProp(property) => property.kind == syntax::ast::MetaPropKind::ImportMeta,
                    _ => false,
                };
                is_resolve.then_some(ImportKind::Resolve)
            }
            _ => None,
        }
    }

    fn is_require(&mut self, require: &Name) -> bool {
        if self.hidden_requires > 0 {
            return false;
        }
        let Some(binding) = self.declared_so_far(require) else { return true };
        let binding = &self.facts[binding];
        if binding.declarations.iter().all(|declaration| declaration.is_ambient) {
            return true;
        }
        binding.values.iter().any(|value| self.is_created_require(*value))
    }

    /// `createRequire(import.meta.url)`, `module.createRequire(…)`
    fn is_created_require(&self, value: ExpressionId) -> bool {
        let ExpressionKind::Call { callee, .. } = self.facts[value].kind else { return false };
        match &self.facts[callee].kind {
            ExpressionKind::Reference(reference) => self.facts[*reference].name == *"createRequire",
            ExpressionKind::Member { property, .. } => *property == *"createRequire",
            _ => false,
        }
    }

    fn import_by_call(&mut self, kind: ImportKind, call: &CallExpr) -> ImportId {
        let argument = call.args.first().filter(|argument| argument.spread.is_none());
        let specifier = argument.and_then(|argument| constant_name(&argument.expr)).unwrap_or_default();
        let specifier_range = argument.map_or(range_of(call), |argument| range_of(&*argument.expr));
        self.push_import(Import {
            kind,
            specifier,
            specifier_range,
            range: range_of(call),
            is_type_only: false,
            names: List::new(),
            is_nested: self.body.function.is_some() || self.body.conditions > 0,
        })
    }

    /// `const { a, b: c } = require('m')`, `const { a } = await import('m')`: the names that are taken.
    pub(super) fn names_of_import(&mut self, value: ExpressionId, pattern: &Pat, scope: ScopeId) {
        let Pat::Object(pattern) = pattern else { return };
        let module = match self.facts[value].kind {
            ExpressionKind::Await(promise) => promise,
            _ => value,
        };
        if let ExpressionKind::Module(import) = self.facts[module].kind {
            self.facts[import].names = self.taken_names(pattern, scope);
        }
    }

    fn taken_names(&mut self, pattern: &ObjectPat, scope: ScopeId) -> List<ImportSpecifier> {
        let mut names = List::new();
        for property in &pattern.props {
            let (imported, imported_range, local) = match property {
                ObjectPatProp::Assign(shorthand) => {
                    (shorthand.key.sym.clone(), self.identifier_range(&shorthand.key), Some(&shorthand.key.sym))
                }
                ObjectPatProp::KeyValue(part) => {
                    let Some(imported) = key_name(&part.key) else { continue };
                    let local = match &*part.value {
                        Pat::Assign(pattern) => pattern.left.as_ident(),
                        pattern => pattern.as_ident(),
                    };
                    (imported, range_of(&part.key), local.map(|local| &local.sym))
                }
                ObjectPatProp::Rest(_) => continue,
            };
            let imported = if imported == *"default" { ImportedName::Default } else { ImportedName::Named(imported) };
            let local = local.and_then(|local| self.binding_of(scope, local));
            let range = range_of(property);
            names.push(ImportSpecifier { imported, imported_range, local, range, is_type_only: false });
        }
        names
    }

    fn binding_of(&mut self, scope: ScopeId, name: &Name) -> Option<BindingId> {
        let name = self.name_id(name);
        self.bindings.get(&(scope, name)).copied()
    }
}

fn key_name(key: &syntax::ast::PropName) -> Option<Name> {
    match key {
        syntax::ast::PropName::Ident(name) => Some(name.sym.clone()),
        syntax::ast::PropName::Str(text) => Some(name_of_string(&text.value)),
        _ => None,
    }
}

//! Declarations that only TypeScript has: interfaces, type aliases, enums, namespaces and ambient modules.
//!
//! Each declaration is a row of its own, also of names that merge: they are declarations of one binding.

use rustc_hash::FxHashSet;
use source::TextRange;
use syntax::ast::{
    Decl, Ident, ModuleDecl, ModuleItem, TsEnumDecl, TsEnumMemberId, TsInterfaceDecl, TsModuleDecl, TsModuleName,
    TsNamespaceBody, TsTypeAliasDecl,
};

use super::modules::ExportsOf;
use super::*;

impl Lowering<'_> {
    /// `range` includes `export`. Gives what it declares; `declare module 'x'` and `declare global` declare no name.
    pub(crate) fn lower_declaration(&mut self, declaration: &Decl, range: TextRange) -> Option<BindingId> {
        match declaration {
            Decl::TsInterface(node) => Some(self.interface(node, range)),
            Decl::TsTypeAlias(node) => Some(self.alias(node, range)),
            Decl::TsEnum(node) => Some(self.enumeration(node, range)),
            Decl::TsModule(node) => {
                let was_ambient = self.is_ambient;
                self.is_ambient |= node.declare || node.global;
                let binding = self.module(node, range);
                self.is_ambient = was_ambient;
                binding
            }
            Decl::Class(_) | Decl::Fn(_) | Decl::Var(_) | Decl::Using(_) => None,
        }
    }

    fn interface(&mut self, node: &TsInterfaceDecl, range: TextRange) -> BindingId {
        let id = InterfaceId(self.facts.interfaces.len() as u32);
        let doc = self.doc_before(range);
        let binding = self.declare_type(&node.id, DeclarationKind::Interface(id), range, doc, None);
        let scope = self.enter_scope(ScopeKind::Type, range_of(node));
        self.facts.interfaces.push(Interface {
            name: node.id.sym.clone(),
            scope,
            type_parameters: List::new(),
            extends: List::new(),
            members: List::new(),
            range,
            doc,
        });
        self.facts[id].type_parameters = self.lower_type_parameters(node.type_params.as_deref());
        self.facts[id].extends = node.extends.iter().map(|extended| self.lower_heritage(extended)).collect();
        self.facts[id].members = self.lower_type_members(&node.body.body);
        self.leave_scope();
        binding
    }

    fn alias(&mut self, node: &TsTypeAliasDecl, range: TextRange) -> BindingId {
        let id = AliasId(self.facts.aliases.len() as u32);
        let doc = self.doc_before(range);
        let binding = self.declare_type(&node.id, DeclarationKind::Alias(id), range, doc, None);
        let scope = self.enter_scope(ScopeKind::Type, range_of(node));
        let name = node.id.sym.clone();
        let target = TypeId(u32::MAX);
        self.facts.aliases.push(Alias { name, scope, type_parameters: List::new(), target, range, doc });
        self.facts[id].type_parameters = self.lower_type_parameters(node.type_params.as_deref());
        self.facts[id].target = self.lower_type(&node.type_ann);
        self.leave_scope();
        binding
    }

    fn enumeration(&mut self, node: &TsEnumDecl, range: TextRange) -> BindingId {
        let id = EnumId(self.facts.enums.len() as u32);
        let doc = self.doc_before(range);
        let value = self.push_expression(range, ExpressionKind::EnumObject(id));
        let binding = self.declare_type(&node.id, DeclarationKind::Enum(id), range, doc, Some(value));
        let name = node.id.sym.clone();
        self.facts.enums.push(Enum { name, members: List::new(), is_const: node.is_const, range, doc });
        for member in &node.members {
            let (name, name_range) = match &member.id {
                TsEnumMemberId::Ident(name) => (name.sym.clone(), range_of(name)),
                TsEnumMemberId::Str(text) => (name_of_string(&text.value), range_of(text)),
            };
            let range = range_of(member);
            let doc = self.doc_before(range);
            let value = member.init.as_deref().map(|value| self.expression(value));
            self.facts[id].members.push(EnumMember { name, name_range, range, value, doc });
        }
        binding
    }

    fn module(&mut self, node: &TsModuleDecl, range: TextRange) -> Option<BindingId> {
        match &node.id {
            TsModuleName::Ident(name) if !node.global => Some(self.namespace(name, node.body.as_ref(), range)),
            TsModuleName::Ident(_) => {
                self.ambient_module(Name::from("global"), node.body.as_ref(), range);
                None
            }
            TsModuleName::Str(name) => {
                self.ambient_module(name_of_string(&name.value), node.body.as_ref(), range);
                None
            }
        }
    }

    /// `namespace A.B { }` is `A` with a `B` that it exports.
    fn namespace(&mut self, name: &Ident, body: Option<&TsNamespaceBody>, range: TextRange) -> BindingId {
        let id = NamespaceId(self.facts.namespaces.len() as u32);
        let doc = self.doc_before(range);
        let value = self.push_expression(range, ExpressionKind::NamespaceObject(id));
        let binding = self.declare_type(name, DeclarationKind::Namespace(id), range, doc, Some(value));
        let scope = self.enter_scope(ScopeKind::Namespace(id), body.map_or(range, range_of));
        self.facts.namespaces.push(Namespace { name: name.sym.clone(), scope, exports: List::new(), range, doc });
        self.module_body(scope, ExportsOf::Namespace(id), body);
        self.leave_scope();
        binding
    }

    fn ambient_module(&mut self, name: Name, body: Option<&TsNamespaceBody>, range: TextRange) {
        let index = self.facts.ambient_modules.len();
        let scope = self.enter_scope(ScopeKind::Block, body.map_or(range, range_of));
        self.facts.ambient_modules.push(AmbientModule { name, scope, exports: List::new(), range });
        self.module_body(scope, ExportsOf::AmbientModule(index), body);
        self.leave_scope();
    }

    fn module_body(&mut self, scope: ScopeId, exports_of: ExportsOf, body: Option<&TsNamespaceBody>) {
        let outer = std::mem::replace(&mut self.exports_of, exports_of);
        let outer_var_scope = std::mem::replace(&mut self.body.var_scope, scope);
        match body {
            Some(TsNamespaceBody::TsModuleBlock(block)) => {
                self.module_items(&block.body);
                if self.is_ambient {
                    self.export_what_is_declared(&block.body, scope);
                }
            }
            Some(TsNamespaceBody::TsNamespaceDecl(inner)) => {
                let range = range_of(inner);
                let binding = self.namespace(&inner.id, Some(&inner.body), range);
                let (name, name_range) = (inner.id.sym.clone(), range_of(&inner.id));
                let what = Exported::Binding(binding);
                self.export(Export { name: ExportName::Named(name), what, name_range, range, is_type_only: false });
            }
            None => {}
        }
        self.body.var_scope = outer_var_scope;
        self.exports_of = outer;
    }

    /// What is ambient is exported with or without the word, unless a list or an `export =` says what is.
    pub(super) fn export_what_is_declared(&mut self, items: &[ModuleItem], scope: ScopeId) {
        if items.iter().any(is_export_list) {
            return;
        }
        let exported: FxHashSet<BindingId> = self
            .exports(self.exports_of)
            .iter()
            .filter_map(|export| match export.what {
                Exported::Binding(binding) => Some(binding),
                _ => None,
            })
            .collect();
        for binding in self.facts[scope].bindings.clone() {
            let row = &self.facts[binding];
            let own =
                row.declarations.iter().find(|declaration| BindingKind::of(declaration.kind) != BindingKind::Import);
            let Some(declaration) = own.filter(|_| !exported.contains(&binding)) else { continue };
            let (name_range, range) = (declaration.name_range, declaration.range);
            let name = ExportName::Named(row.name.clone());
            let is_type_only = !row.kind.is_value();
            self.export(Export { name, what: Exported::Binding(binding), name_range, range, is_type_only });
        }
    }

    fn declare_type(
        &mut self,
        name: &Ident,
        kind: DeclarationKind,
        range: TextRange,
        doc: Option<DocId>,
        value: Option<ExpressionId>,
    ) -> BindingId {
        let name_range = range_of(name);
        let is_ambient = self.is_ambient;
        let declaration = Declaration { kind, name_range, range, type_annotation: None, doc, is_ambient };
        self.declare(self.scope, &name.sym, declaration, value)
    }
}

/// `export { a }`, `export * from 'm'`, `export default a`, `export = a`: not a declaration that is exported where it stands.
fn is_export_list(item: &ModuleItem) -> bool {
    matches!(
        item,
        ModuleItem::ModuleDecl(
            ModuleDecl::ExportNamed(_)
                | ModuleDecl::ExportAll(_)
                | ModuleDecl::ExportDefaultExpr(_)
                | ModuleDecl::TsExportAssignment(_)
        )
    )
}

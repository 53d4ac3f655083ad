//! Scopes and the names declared in them.

use source::TextRange;

use super::references::NameId;
use super::*;

impl Lowering<'_> {
    /// Makes a scope and enters it. [`Lowering::leave_scope`] leaves it again.
    pub(crate) fn enter_scope(&mut self, kind: ScopeKind, range: TextRange) -> ScopeId {
        let id = ScopeId(self.facts.scopes.len() as u32);
        self.facts.scopes.push(Scope::new(kind, range, Some(self.scope)));
        self.scope = id;
        id
    }

    pub(crate) fn leave_scope(&mut self) {
        self.scope = self.facts[self.scope].parent.unwrap_or(Facts::FILE_SCOPE);
    }

    /// Declares a name, or adds one more declaration to what it is already; `value` is what it holds from the start.
    pub(crate) fn declare(
        &mut self,
        scope: ScopeId,
        name: &Name,
        declaration: Declaration,
        value: Option<ExpressionId>,
    ) -> BindingId {
        let key = (scope, self.name_id(name));
        let kind = BindingKind::of(declaration.kind);
        let id = match self.bindings.get(&key) {
            Some(id) => *id,
            None => {
                let id = BindingId(self.facts.bindings.len() as u32);
                let binding = Binding {
                    name: name.clone(),
                    kind,
                    scope,
                    declarations: List::with_capacity(1),
                    values: List::new(),
                };
                self.facts.bindings.push(binding);
                self.facts[scope].bindings.push(id);
                self.bindings.insert(key, id);
                id
            }
        };
        let binding = &mut self.facts[id];
        if !binding.kind.is_value() && kind.is_value() {
            binding.kind = kind;
        }
        binding.declarations.push(declaration);
        binding.values.extend(value);
        id
    }

    /// The binding that a name has here or around, as far as the text was read.
    pub(crate) fn declared_so_far(&mut self, name: &Name) -> Option<BindingId> {
        let name = *self.name_ids.get(name)?;
        let mut scope = Some(self.scope);
        while let Some(here) = scope {
            if let Some(binding) = self.bindings.get(&(here, name)) {
                return Some(*binding);
            }
            scope = self.facts[here].parent;
        }
        None
    }

    pub(crate) fn is_declared_in(&mut self, scope: ScopeId, name: &Name) -> bool {
        let name = self.name_id(name);
        self.bindings.contains_key(&(scope, name))
    }

    pub(super) fn name_id(&mut self, name: &Name) -> NameId {
        if let Some(id) = self.name_ids.get(name) {
            return *id;
        }
        let id = self.name_ids.len() as NameId;
        self.name_ids.insert(name.clone(), id);
        id
    }
}

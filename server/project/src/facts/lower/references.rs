//! Uses of names, resolved when every declaration is known.

use rustc_hash::FxHashMap;
use source::TextRange;

use super::modules::ExportsOf;
use super::*;

/// A name as a number, within one file.
pub(super) type NameId = u32;

/// An export of a name, whose binding is known at the end.
pub(super) struct PendingExport {
    pub(super) exports_of: ExportsOf,
    pub(super) index: usize,
    pub(super) reference: ReferenceId,
}

impl Lowering<'_> {
    /// A use of a name in the scope where the walk is.
    pub(crate) fn reference(&mut self, name: &Name, range: TextRange, usage: Usage) -> ReferenceId {
        let id = ReferenceId(self.facts.references.len() as u32);
        let name_id = self.name_id(name);
        self.reference_names.push(name_id);
        let scope = self.scope;
        self.facts.references.push(Reference { name: name.clone(), range, scope, binding: None, usage });
        id
    }

    /// A name that is read, as an expression.
    pub(crate) fn reference_expression(&mut self, name: &Name, range: TextRange, usage: Usage) -> ExpressionId {
        let reference = self.reference(name, range, usage);
        self.push_expression(range, ExpressionKind::Reference(reference))
    }

    pub(super) fn resolve_references(&mut self) {
        // Most uses of names that nothing declares are deep inside: they are not looked for.
        let mut is_declared = vec![false; self.name_ids.len()];
        for (_, name) in self.bindings.keys() {
            is_declared[*name as usize] = true;
        }
        let mut far = FxHashMap::default();
        for index in 0..self.facts.references.len() {
            let name = self.reference_names[index];
            if is_declared[name as usize] {
                let scope = self.facts.references[index].scope;
                self.facts.references[index].binding = self.resolve(scope, name, &mut far);
            }
        }
        for pending in std::mem::take(&mut self.pending_exports) {
            if let Some(binding) = self.facts[pending.reference].binding {
                self.exports(pending.exports_of)[pending.index].what = Exported::Binding(binding);
            }
        }
        let mut written = Vec::new();
        for (reference, value) in std::mem::take(&mut self.pending_writes) {
            if let Some(binding) = self.facts[reference].binding {
                self.facts[binding].values.push(value);
                written.push(binding);
            }
        }
        // Initialisers and assignments in the order of the text.
        written.sort_unstable();
        written.dedup();
        for binding in written {
            self.facts[binding].values.sort_unstable();
        }
    }

    /// The binding of a name in a scope or around it. `far` remembers what was found from a few scopes on the way: where
    /// thousands of scopes nest, not every use of a name is a walk through all of them.
    fn resolve(
        &self,
        from: ScopeId,
        name: NameId,
        far: &mut FxHashMap<(ScopeId, NameId), Option<BindingId>>,
    ) -> Option<BindingId> {
        // One in 64, whatever the step from one number to the next is.
        let is_milestone = |scope: ScopeId| scope.0.wrapping_mul(0x9E37_79B1) >> 26 == 0;
        let mut milestones = Vec::new();
        let mut found = None;
        for scope in self.facts.scopes_from(from) {
            found = self.bindings.get(&(scope, name)).copied();
            if found.is_some() {
                break;
            }
            if is_milestone(scope) {
                if let Some(known) = far.get(&(scope, name)) {
                    found = *known;
                    break;
                }
                milestones.push(scope);
            }
        }
        far.extend(milestones.into_iter().map(|scope| ((scope, name), found)));
        found
    }
}

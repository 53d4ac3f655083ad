//! Uses of names, resolved when every declaration is known.

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
        for (reference, name) in self.facts.references.iter_mut().zip(&self.reference_names) {
            let mut scope = Some(reference.scope);
            while let Some(here) = scope {
                if let Some(binding) = self.bindings.get(&(here, *name)) {
                    reference.binding = Some(*binding);
                    break;
                }
                scope = self.facts.scopes[here.index()].parent;
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
}

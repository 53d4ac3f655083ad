//! What is put into names, properties, lists, tables and modules is found by everybody who looks there.

use std::rc::Rc;
use std::sync::Arc;

use project::facts::{ExpressionId, ExpressionKind, Facts, ImportedName, Name};
use rustc_hash::FxHashSet;
use source::FileId;

use super::{Entered, Following, Step, WAY, Way, popped, with};
use crate::evaluator::Module;
use crate::expando::identity;
use crate::types::{Node, Part, Type};

/// Properties of one name that are looked at in a file.
const READS: usize = 60;

impl Following<'_> {
    /// Something is put where an expression says: everybody who looks there finds it.
    pub(super) fn put(
        &mut self,
        facts: &Arc<Facts>,
        target: Node<ExpressionId>,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        match &facts[target.id].kind {
            ExpressionKind::Reference(reference) => {
                let Some(binding) = facts[*reference].binding else {
                    if self.infer.global_name(facts, target.id).is_some_and(|name| *name == *"exports") {
                        self.exported(target.file, None, way);
                    }
                    return;
                };
                self.named(facts, target.with(binding), way, inside);
                // A list that stands elsewhere too: `const list = this.list; list.push(f)`.
                if !way.is_empty() {
                    for value in &facts[binding].values {
                        self.put_into_value(facts, target.with(*value), way, inside);
                    }
                }
            }
            ExpressionKind::Member { object, property, .. } => {
                let object = target.with(*object);
                let is_module = *property == *"exports"
                    && self.infer.global_name(facts, object.id).is_some_and(|name| *name == *"module");
                if is_module {
                    return self.exported(target.file, None, way);
                }
                self.kept(facts, object, property, way, inside);
            }
            ExpressionKind::Index { object, .. } => {
                self.put(facts, target.with(*object), &with(way, Step::Element), inside);
            }
            _ => {}
        }
    }

    fn put_into_value(
        &mut self,
        facts: &Arc<Facts>,
        value: Node<ExpressionId>,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        match &facts[value.id].kind {
            ExpressionKind::Member { .. } | ExpressionKind::Index { .. } => self.put(facts, value, way, inside),
            ExpressionKind::Assign { target, value: inner, .. } => {
                self.put(facts, value.with(*target), way, inside);
                self.put_into_value(facts, value.with(*inner), way, inside);
            }
            _ => {}
        }
    }

    /// Something is kept in a property: where it is read it comes out again.
    fn kept(
        &mut self,
        facts: &Arc<Facts>,
        holder: Node<ExpressionId>,
        property: &Name,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        if way.len() > WAY {
            return;
        }
        let infer = self.infer;
        let holders = identities(&infer.type_of(holder));
        if holders.is_empty() {
            return;
        }
        if holders.iter().any(|(file, part)| *part == Part::Exports(*file) && *file == holder.file) {
            self.exported(holder.file, None, &with(way, Step::Property(property.clone())));
        }
        let mut files = vec![holder.file];
        let mut entered = inside.as_ref();
        while let Some(one) = entered {
            files.extend([one.call.file, one.function.file]);
            entered = one.outer.as_ref();
        }
        files.extend(infer.importers_of(holder.file));
        let mut seen = FxHashSet::default();
        files.retain(|file| seen.insert(*file));
        for file in files {
            let Some(of_file) = infer.facts(file) else { continue };
            let uses = infer.uses(file, &of_file);
            for member in uses.members(property).iter().take(READS) {
                let (ExpressionKind::Member { object, .. } | ExpressionKind::Part { object, .. }) =
                    &of_file[*member].kind
                else {
                    continue;
                };
                if is_target(&of_file, *member) {
                    continue;
                }
                let same_text = file == holder.file && {
                    let (one, other) = (&of_file[*object].kind, &facts[holder.id].kind);
                    matches!((one, other), (ExpressionKind::This(one), ExpressionKind::This(other)) if one == other)
                };
                let is_it =
                    || identities(&infer.type_of(Node::new(file, *object))).iter().any(|one| holders.contains(one));
                if same_text || is_it() {
                    self.add(Node::new(file, *member), way.clone(), &None);
                }
            }
        }
    }

    /// A file gives it to those that import it, under a name or as the module itself.
    pub(super) fn exported(&mut self, file: FileId, name: Option<&Name>, way: &Way) {
        for importer in self.infer.importers_of(file) {
            let Some(facts) = self.infer.facts(importer) else { continue };
            let uses = self.infer.uses(importer, &facts);
            for module in uses.modules() {
                let (import, taken) = match &facts[*module].kind {
                    ExpressionKind::Module(import) => (*import, &ImportedName::Namespace),
                    ExpressionKind::Imported { import, name } => (*import, name),
                    _ => continue,
                };
                let import = &facts[import];
                if self.infer.module(importer, &import.specifier, import.kind) != Module::File(file) {
                    continue;
                }
                let way = match (taken, name) {
                    (ImportedName::Namespace, None) | (ImportedName::Default, None) => Some(way.clone()),
                    (ImportedName::Namespace, Some(name)) => Some(with(way, Step::Property(name.clone()))),
                    (ImportedName::Default, Some(name)) => (*name == *"default").then(|| way.clone()),
                    (ImportedName::Named(taken), Some(name)) => (taken == name).then(|| way.clone()),
                    (ImportedName::Named(taken), None) => popped(way, Some(taken)),
                };
                if let Some(way) = way {
                    self.add(Node::new(importer, *module), way, &None);
                }
            }
        }
    }
}

fn identities(of: &Type) -> Vec<(FileId, Part)> {
    of.parts()
        .iter()
        .filter_map(|part| match part {
            // What is put on a prototype, its instances have.
            Part::Prototype(of) => identity(&Part::instance(*of)),
            part => identity(part),
        })
        .collect()
}

/// Whether an expression is what is assigned to.
fn is_target(facts: &Facts, expression: ExpressionId) -> bool {
    facts.parent(expression).is_some_and(
        |parent| matches!(facts[parent].kind, ExpressionKind::Assign { target, operator: None, .. } if target == expression),
    )
}

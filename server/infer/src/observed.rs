//! What was seen of values when files ran, where the code says nothing of them.
//!
//! Invariant: what is observed is an example and no proof. It stands in where nothing is known, and fills up objects of which no
//! member is known; what a module exports is filled up by the names that its code does not tell.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use project::Observed;
use project::facts::{BindingId, ExpressionId, ExpressionKind, Facts, Name};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};
use values::shape::{self, Object, Shape, What};

use crate::evaluator::Infer;
use crate::member::{Member, MemberKind, MemberValue, UNIVERSAL, Walk, plain};
use crate::types::{Node, Part, Type};

/// An object, a function or a class that was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen(pub(crate) Arc<Object>);

/// Of large objects the first names tell enough.
impl Hash for Seen {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
        self.0.members.len().hash(state);
        self.0.members.iter().take(4).for_each(|member| member.name.hash(state));
    }
}

impl Infer<'_> {
    /// What is known of the values of a file. The facts may be those of a text as it would be with a name at the cursor.
    fn observed_of(&self, file: FileId) -> Option<Arc<Observed>> {
        if !self.snapshot.has_observed() {
            return None;
        }
        if let Some(known) = self.observed.borrow().get(&file) {
            return known.clone();
        }
        let observed = self.snapshot.observed(file);
        self.observed.borrow_mut().insert(file, observed.clone());
        observed
    }

    /// Beside [`Infer::with_facts`]: these are of the file's text with something else in the place of the name at the cursor.
    pub fn with_cursor(self, file: FileId, name: TextRange) -> Self {
        let Some(observed) = self.observed_of(file) else { return self };
        let own = self.snapshot.text(file).map_or(0, |text| text.text().len() as u32);
        let mended = self.facts(file).map_or(own, |facts| facts.length);
        let moved = observed.around(name, (name.len() + mended).saturating_sub(own));
        self.observed.borrow_mut().insert(file, Some(Arc::new(moved)));
        self
    }

    /// What an expression is by the code, and where that says nothing, by what was seen.
    pub(crate) fn or_seen(&self, facts: &Facts, node: Node<ExpressionId>, found: Type) -> Type {
        let Some(observed) = self.observed_of(node.file) else { return found };
        let assigned = || {
            let parent = facts.parent(node.id)?;
            let is_value =
                matches!(facts[parent].kind, ExpressionKind::Assign { value, operator: None, .. } if value == node.id);
            is_value.then_some(facts[parent].range)
        };
        let passed = || {
            let ExpressionKind::Parameter { function, index } = facts[node.id].kind else { return None };
            let binding = facts[function].parameters.get(index as usize)?.binding?;
            Some(facts[binding].declarations.first()?.name_range)
        };
        let places = std::iter::once(facts[node.id].range).chain(assigned()).chain(passed());
        self.or_seen_at(node.file, found, &observed, places)
    }

    /// What a name holds, likewise.
    pub(crate) fn or_seen_in(&self, facts: &Facts, node: Node<BindingId>, found: Type) -> Type {
        let Some(observed) = self.observed_of(node.file) else { return found };
        let declarations = facts[node.id].declarations.iter();
        let places = declarations.flat_map(|declaration| [declaration.name_range, declaration.range]);
        self.or_seen_at(node.file, found, &observed, places)
    }

    /// `places`: the first of which something is known counts.
    fn or_seen_at(
        &self,
        file: FileId,
        found: Type,
        observed: &Observed,
        places: impl Iterator<Item = TextRange>,
    ) -> Type {
        let Some((place, shape)) = places.filter_map(|place| Some((place, observed.at(place)?))).next() else {
            return found;
        };
        if self.says_enough(&found) {
            return found;
        }
        self.seen.borrow_mut().insert((file, place));
        let kept =
            found.filtered(|part| *part != Part::Any && !matches!(part, Part::Array(_) | Part::Interface { .. }));
        kept.or(self.type_of_shape(shape))
    }

    /// Whether the code tells more of a value than that it is there.
    fn says_enough(&self, found: &Type) -> bool {
        found.parts().iter().any(|part| match part {
            Part::Any | Part::Undefined | Part::Null | Part::TypeParameter(_) => false,
            Part::Array(element) => self.says_enough(element),
            Part::Interface { name, arguments } if self.is_promise(*name) => {
                arguments.iter().any(|argument| self.says_enough(argument))
            }
            Part::Interface { .. } => !self.is_vague(&Type::from(part.clone())),
            Part::Object(_) | Part::Exports(_) | Part::Shape(_) | Part::Members { .. } => {
                !self.particular_names(&Type::from(part.clone())).is_empty()
            }
            _ => true,
        })
    }

    /// The names that not every object has.
    fn particular_names(&self, of: &Type) -> FxHashSet<Name> {
        let members = self.members(of).into_iter();
        members.filter(|member| member.level < UNIVERSAL).map(|member| member.name).collect()
    }

    /// What a CommonJS module exports: what its code tells, and the names that were there when it ran.
    pub(crate) fn or_seen_exports(&self, file: FileId, found: Type) -> Type {
        let observed = self.observed_of(file);
        let Some(shape) = observed.as_ref().and_then(|observed| observed.exports()) else { return found };
        if !found.has_members() {
            return self.type_of_shape(shape);
        }
        let known = self.particular_names(&found);
        let mut result = found;
        for part in shape.parts() {
            let shape::Part::Object(object) = part else { continue };
            let is_new = |member: &&shape::Member| !known.contains(&Name::from(member.name.as_str()));
            let members: Vec<shape::Member> = object.members.iter().filter(is_new).cloned().collect();
            if !members.is_empty() {
                // What it is, beside what it has, the code tells.
                result.add(Part::Observed(Seen(Arc::new(Object { members, ..Object::default() }))));
            }
        }
        result
    }

    /// Whether what is said of a name is, as far as it goes, what was seen.
    pub fn is_observed(&self, node: Node<BindingId>) -> bool {
        let of = self.type_of_binding(node);
        if of.parts().iter().any(|part| matches!(part, Part::Observed(_))) {
            return true;
        }
        let Some(facts) = self.facts(node.file) else { return false };
        let seen = self.seen.borrow();
        let binding = &facts[node.id];
        let declared = binding.declarations.iter().flat_map(|one| [one.name_range, one.range]);
        let given = binding.values.iter().map(|value| facts[*value].range);
        declared.chain(given).any(|place| seen.contains(&(node.file, place)))
    }

    /// Values like those that were seen.
    pub(crate) fn type_of_shape(&self, shape: &Shape) -> Type {
        let of = |part: &shape::Part| match part {
            shape::Part::Undefined => Part::Undefined.into(),
            shape::Part::Null => Part::Null.into(),
            shape::Part::Boolean => Part::Boolean(None).into(),
            shape::Part::Number => Part::Number.into(),
            shape::Part::BigInt => Part::BigInt.into(),
            shape::Part::Symbol => Part::Symbol.into(),
            shape::Part::String => Part::String(None).into(),
            shape::Part::Array(element) => Part::array(self.type_of_shape(element)).into(),
            shape::Part::Set(element) => self.library_type("Set", &[self.type_of_shape(element)]),
            shape::Part::Map(keys, values) => {
                self.library_type("Map", &[self.type_of_shape(keys), self.type_of_shape(values)])
            }
            shape::Part::Promise(of) => self.promise(self.type_of_shape(of)),
            // A date, a regular expression: nothing but what its class has.
            shape::Part::Object(object)
                if object.members.is_empty() && object.name == object.base && !object.base.is_empty() =>
            {
                self.library_type(&object.base, &[])
            }
            shape::Part::Object(object) => Part::Observed(Seen(object.clone())).into(),
        };
        shape.parts().iter().map(of).collect()
    }

    pub(crate) fn walk_seen(&self, seen: &Seen, level: u32, walk: &mut Walk) {
        let object = &seen.0;
        let is_function = object.what != What::Object;
        for member in &object.members {
            if !walk.wants(&member.name) {
                continue;
            }
            let kind = match member.shape.parts().first() {
                Some(shape::Part::Object(value)) if value.what == What::Function => MemberKind::Method,
                Some(shape::Part::Object(value)) if value.what == What::Class => MemberKind::Class,
                _ => MemberKind::Property,
            };
            let level = match member.is_inherited {
                _ if is_function && member.name == "prototype" => level.max(UNIVERSAL),
                true => level + 1,
                false => level,
            };
            let value = MemberValue::Observed(member.shape.clone());
            let is_optional = member.is_optional;
            walk.found(Member { is_optional, ..plain(Name::from(member.name.as_str()), kind, value, level) });
        }
        if !object.base.is_empty() {
            self.walk_library(&object.base, &[], level + 1, walk);
        }
        if is_function {
            self.walk_library("Function", &[], UNIVERSAL + 1, walk);
        } else {
            self.walk_library("Object", &[], UNIVERSAL, walk);
        }
    }
}

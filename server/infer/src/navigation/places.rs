//! Where origins are written.

use project::facts::{
    Binding, BindingId, Declaration, DeclarationKind, ExpressionId, ExpressionKind, Facts, PropertyKey, TypeKind,
};
use source::{FileId, TextRange};

use super::Origin;
use crate::evaluator::Infer;
use crate::types::Node;

/// Where something is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    pub file: FileId,
    /// Its name; empty where it has none.
    pub name_range: TextRange,
    /// All of it.
    pub range: TextRange,
}

/// What a name is asked for that stands for a type and for a value: `interface Buffer` beside `var Buffer`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    Value,
    Type,
    /// As where it is declared: all that it is.
    Any,
}

impl Meaning {
    fn has(self, kind: DeclarationKind) -> bool {
        match kind {
            DeclarationKind::Class(_) | DeclarationKind::Enum(_) | DeclarationKind::Import(_) => true,
            DeclarationKind::Interface(_) | DeclarationKind::Alias(_) | DeclarationKind::TypeParameter { .. } => {
                self != Meaning::Value
            }
            // Beside a class or a function it only holds what belongs to that.
            DeclarationKind::Namespace(_) => self == Meaning::Any,
            _ => self != Meaning::Type,
        }
    }

    /// Whether something that a name is declared as has this meaning.
    pub fn fits(self, binding: &Binding) -> bool {
        binding.declarations.iter().any(|declaration| self.has(declaration.kind))
    }

    /// The declarations that have this meaning; all, where none has.
    pub fn of(self, binding: &Binding) -> impl Iterator<Item = &Declaration> {
        let is_any = !self.fits(binding);
        binding.declarations.iter().filter(move |declaration| is_any || self.has(declaration.kind))
    }
}

impl Infer<'_> {
    /// Where an origin is written; several places for what is declared in several.
    pub fn places(&self, origin: &Origin) -> Vec<Place> {
        self.places_meant(origin, Meaning::Any)
    }

    /// As above, only where it is declared with this meaning.
    pub fn places_meant(&self, origin: &Origin, meaning: Meaning) -> Vec<Place> {
        match origin {
            Origin::Binding(node) => self.places_of_binding(*node, meaning),
            Origin::Member(member) => member.place.map(|place| self.place_of_member(place)).into_iter().collect(),
            Origin::Value(node) => self.place_of_value(*node).into_iter().collect(),
            Origin::Module(file) => {
                vec![Place { file: *file, name_range: TextRange::empty(0), range: TextRange::empty(0) }]
            }
            Origin::AmbientModule(file, index) => {
                let Some(facts) = self.facts(*file) else { return Vec::new() };
                let Some(module) = facts.ambient_modules.get(*index as usize) else { return Vec::new() };
                let name_range = TextRange::empty(module.range.start());
                vec![Place { file: *file, name_range, range: module.range }]
            }
        }
    }

    fn places_of_binding(&self, node: Node<BindingId>, meaning: Meaning) -> Vec<Place> {
        let Some(facts) = self.facts(node.file) else { return Vec::new() };
        let all: Vec<&Declaration> = meaning.of(&facts[node.id]).collect();
        let has_body = |kind: DeclarationKind| match kind {
            DeclarationKind::Function(function) => facts[function].body.is_some(),
            _ => false,
        };
        let is_implemented = all.iter().any(|declaration| has_body(declaration.kind));
        let mut places: Vec<Place> = Vec::new();
        let mut has_signature = false;
        for declaration in all {
            // Of overloads the one with a body says it all, else the first.
            if let DeclarationKind::Function(_) = declaration.kind {
                let is_wanted = if is_implemented { has_body(declaration.kind) } else { !has_signature };
                has_signature = true;
                if !is_wanted {
                    continue;
                }
            }
            let place = Place { file: node.file, name_range: declaration.name_range, range: declaration.range };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// A member with all that belongs to it, by where its name is.
    pub fn place_of_member(&self, (file, name_range): (FileId, TextRange)) -> Place {
        let range = self.facts(file).map_or(name_range, |facts| range_of_member(&facts, name_range));
        Place { file, name_range, range }
    }

    fn place_of_value(&self, node: Node<ExpressionId>) -> Option<Place> {
        let facts = self.facts(node.file)?;
        let expression = &facts[node.id];
        let name_range = match expression.kind {
            ExpressionKind::Function(function) => facts[function].name_range,
            ExpressionKind::Class(class) => facts[class].name_range,
            _ => None,
        };
        // A value that is given a name by what it is put into has that name's range.
        let name_range = name_range.unwrap_or(TextRange::empty(expression.range.start()));
        Some(Place { file: node.file, name_range, range: expression.range.cover(name_range) })
    }

    /// Every place that declares an origin's name: what makes two uses uses of the same thing.
    pub fn keys(&self, origin: &Origin) -> Vec<(FileId, TextRange)> {
        match origin {
            Origin::Binding(node) => {
                let Some(facts) = self.facts(node.file) else { return Vec::new() };
                facts[node.id].declarations.iter().map(|declaration| (node.file, declaration.name_range)).collect()
            }
            other => self.places(other).into_iter().map(|place| (place.file, place.name_range)).collect(),
        }
    }
}

/// All that belongs to a member, by the range of its name.
fn range_of_member(facts: &Facts, name_range: TextRange) -> TextRange {
    let of_class = facts.classes.iter().flat_map(|class| &class.members);
    if let Some(member) = of_class.into_iter().find(|member| member.key_range == name_range) {
        return member.range;
    }
    let of_interface = facts.interfaces.iter().flat_map(|interface| &interface.members);
    let of_types = facts.types.iter().flat_map(|written| match &written.kind {
        TypeKind::Members(members) => members.as_slice(),
        _ => &[],
    });
    if let Some(member) = of_interface.chain(of_types).find(|member| member.name_range == name_range) {
        return member.range;
    }
    let of_enum = facts.enums.iter().flat_map(|declared| &declared.members);
    if let Some(member) = of_enum.into_iter().find(|member| member.name_range == name_range) {
        return member.range;
    }
    for (index, expression) in facts.expressions.iter().enumerate() {
        match &expression.kind {
            ExpressionKind::Member { property_range, .. } if *property_range == name_range => {
                return match facts.parents[index].map(|parent| &facts[parent]) {
                    Some(parent) if matches!(parent.kind, ExpressionKind::Assign { .. }) => parent.range,
                    _ => expression.range,
                };
            }
            ExpressionKind::Object(properties) => {
                let is_here = |property: &&project::facts::Property| {
                    property.key_range == name_range && matches!(property.key, PropertyKey::Name(_))
                };
                if let Some(property) = properties.iter().find(is_here) {
                    return property.range;
                }
            }
            _ => {}
        }
    }
    name_range
}

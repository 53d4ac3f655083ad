//! From a name to where it is declared, in other files as well; from the name of a module to its file.
//!
//! A package's definition is in the code that runs, as far as a person can read that; its declaration is in its `.d.ts` files.
//! Node's modules and the standard library are files of [`crate::library`].

mod guess;
#[cfg(test)]
mod tests;

use infer::{Follow, Infer, Node, Origin, Place};
use project::Snapshot;
use project::facts::{Facts, ImportId};
use source::{FileId, TextRange};
use syntax::Language;

use crate::FilePosition;
use crate::environment::has_browser;
use crate::events;
use crate::library;
use crate::named::{self, Holder, Named, named_at};
use crate::own_exports;
use crate::package_json;
use crate::type_hierarchy;

/// Where a name leads to.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// The name that was asked about.
    pub range: TextRange,
    /// The likeliest first.
    pub targets: Vec<Place>,
}

/// A line longer than this was written by a program.
const LONGEST_LINE: usize = 500;

/// Where the thing is made: the code that runs.
pub fn definition(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Definition> {
    if package_json::is_manifest(snapshot, at.file) {
        return package_json::definition(snapshot, at);
    }
    if let Some((range, targets)) = events::definition(snapshot, at, is_cancelled) {
        return (!targets.is_empty()).then_some(Definition { range, targets });
    }
    let question = Question::at(snapshot, at, is_cancelled)?;
    if own_exports::are_named(&question.infer(), &question.facts, &question.named) {
        let infer = question.infer().preferring_sources();
        let targets = own_exports::places(&infer, at.file, &question.facts, question.range);
        return question.answer(targets);
    }
    let by_sources = question.targets(&question.infer().preferring_sources());
    let readable: Vec<Place> = by_sources.into_iter().filter(|place| is_readable_source(snapshot, place)).collect();
    let infer = question.infer();
    let mut targets = if readable.is_empty() { question.targets(&infer) } else { readable };
    if targets.is_empty()
        && let Named::Member(member) = &question.named
    {
        targets = if *member.name == *"prototype" {
            let of = named::holder_type(&infer, at.file, member.holder);
            places(&infer, &infer.origins_of_type(&of))
        } else {
            guess::methods(snapshot, &infer, member, is_cancelled)
        };
    }
    question.answer(targets)
}

/// Where the thing is declared: for a package that comes with declarations, those.
pub fn declaration(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Definition> {
    let question = Question::at(snapshot, at, is_cancelled)?;
    let targets = question.targets(&question.infer());
    question.answer(targets)
}

/// Where the type of a value is declared.
pub fn type_definition(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Definition> {
    let question = Question::at(snapshot, at, is_cancelled)?;
    let infer = question.infer();
    let facts = &question.facts;
    let node = |expression| Node::new(at.file, expression);
    let of = match &question.named {
        Named::Binding(binding) => infer.type_of_binding(Node::new(at.file, *binding)),
        Named::This(expression) => infer.type_of(node(*expression)),
        Named::Member(member) => {
            let members = named::members_of(&infer, at.file, member);
            match members.first() {
                Some(nearest) => infer.type_of_member_value(&nearest.value),
                None => infer.property_of(&named::holder_type(&infer, at.file, member.holder), &member.name),
            }
        }
        Named::Global(_) | Named::Imported(..) | Named::Exported(_) | Named::InType(_) => {
            let origins = named::origins(&infer, at.file, facts, &question.named, Follow::Values);
            origins.iter().map(|origin| infer.type_of_origin(origin)).collect()
        }
        Named::Specifier(_) => return None,
    };
    let origins = infer.origins_of_type(&of);
    // A name that is a type itself has no other.
    let targets = match (origins.is_empty(), &question.named) {
        (true, Named::Binding(_) | Named::InType(_)) => {
            let origins = named::origins(&infer, at.file, facts, &question.named, Follow::Values);
            origins.into_iter().filter(|origin| is_type(&infer, origin)).collect()
        }
        _ => origins,
    };
    question.answer(places(&infer, &targets))
}

/// What implements an interface or its member, what overrides a method; of anything else its definition.
pub fn implementation(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Definition> {
    let question = Question::at(snapshot, at, is_cancelled)?;
    let infer = question.infer();
    let origins = named::origins(&infer, at.file, &question.facts, &question.named, Follow::Values);
    let found = match &question.named {
        Named::Member(member) => {
            type_hierarchy::implementations_of_member(snapshot, &infer, &origins, &member.name, is_cancelled)
        }
        _ => type_hierarchy::implementations_of(snapshot, &infer, &origins, is_cancelled),
    };
    if found.is_empty() { definition(snapshot, at, is_cancelled) } else { question.answer(found) }
}

/// What was asked.
struct Question<'s> {
    snapshot: &'s Snapshot,
    file: FileId,
    facts: std::sync::Arc<Facts>,
    named: Named,
    range: TextRange,
    is_cancelled: &'s dyn Fn() -> bool,
}

impl<'s> Question<'s> {
    fn at(snapshot: &'s Snapshot, at: FilePosition, is_cancelled: &'s dyn Fn() -> bool) -> Option<Question<'s>> {
        let facts = snapshot.facts(at.file)?;
        let text = snapshot.text(at.file)?;
        let (named, range) = named_at(&facts, text.text(), at.offset)?;
        Some(Question { snapshot, file: at.file, facts, named, range, is_cancelled })
    }

    fn infer(&self) -> Infer<'s> {
        Infer::new(self.snapshot, self.is_cancelled).with_browser(has_browser(self.snapshot, self.file))
    }

    fn targets(&self, infer: &Infer) -> Vec<Place> {
        if let Named::Specifier(import) = self.named {
            return places(infer, &self.module(infer, import));
        }
        let mut origins = named::origins(infer, self.file, &self.facts, &self.named, Follow::Values);
        // `const { name } = value`: the name in the pattern leads to the property.
        if let Named::Binding(binding) = self.named
            && let [Origin::Binding(only)] = origins.as_slice()
            && *only == Node::new(self.file, binding)
            && let Some(taken) = self.taken_by_pattern(infer)
        {
            origins = taken;
        }
        let meaning = named::meaning(&self.facts, &self.named, self.range);
        let origins = named::meant(infer, origins, meaning);
        let mut found: Vec<Place> = origins.iter().flat_map(|origin| infer.places_meant(origin, meaning)).collect();
        if found.len() > 1 || matches!(origins.first(), Some(Origin::Binding(_) | Origin::Member(_))) {
            self.choose_overload(infer, &origins, &mut found);
        }
        found
    }

    /// Of overloads only the one that is called, if it can be told.
    fn choose_overload(&self, infer: &Infer, origins: &[Origin], found: &mut Vec<Place>) {
        let Some(signature) = named::called_signature(infer, self.file, &self.facts, self.range) else { return };
        let function = signature.function;
        let Some(facts) = infer.facts(function.file) else { return };
        let row = &facts[function.id];
        let Some(name_range) = row.name_range.filter(|_| row.body.is_none()) else { return };
        let is_declared = origins.iter().any(|origin| infer.keys(origin).contains(&(function.file, name_range)));
        // Interfaces merge: the other overloads of a member may be in other files.
        let is_member = matches!(&self.named, Named::Member(member) if row.name.as_ref() == Some(&member.name));
        if (is_declared || is_member) && !found.iter().any(|place| place.name_range.is_empty()) {
            let has_body = |place: &Place| place.file == function.file && place.range.contains_range(row.range);
            // An implementation beside the signatures says more than any of them.
            if let Some(implemented) = self.implemented(infer, found) {
                *found = vec![implemented];
            } else if !found.iter().any(|place| has_body(place) && found.len() == 1) {
                *found = vec![Place { file: function.file, name_range, range: row.range }];
            }
        }
    }

    fn implemented(&self, infer: &Infer, found: &[Place]) -> Option<Place> {
        found.iter().copied().find(|place| {
            infer.facts(place.file).is_some_and(|facts| {
                facts
                    .functions
                    .iter()
                    .any(|function| function.name_range == Some(place.name_range) && function.body.is_some())
            })
        })
    }

    fn taken_by_pattern(&self, infer: &Infer) -> Option<Vec<Origin>> {
        let mut found = None;
        named::each_member(&self.facts, &mut |member| {
            if member.range == self.range && matches!(member.holder, Holder::Value(_)) && found.is_none() {
                found = Some(member);
            }
        });
        let origins = named::origins(infer, self.file, &self.facts, &Named::Member(found?), Follow::Values);
        (!origins.is_empty()).then_some(origins)
    }

    fn module(&self, infer: &Infer, import: ImportId) -> Vec<Origin> {
        let origin = infer.origin_of_module(Node::new(self.file, import));
        // A file that is no JavaScript is a file all the same.
        let resolved = || self.snapshot.resolve_import(self.file, import);
        origin.or_else(|| resolved()?.source().map(Origin::Module)).into_iter().collect()
    }

    fn answer(&self, mut targets: Vec<Place>) -> Option<Definition> {
        let mut seen = rustc_hash::FxHashSet::default();
        targets.retain(|place| seen.insert(*place));
        (!targets.is_empty()).then_some(Definition { range: self.range, targets })
    }
}

pub(crate) fn places(infer: &Infer, origins: &[Origin]) -> Vec<Place> {
    origins.iter().flat_map(|origin| infer.places(origin)).collect()
}

fn is_type(infer: &Infer, origin: &Origin) -> bool {
    let Origin::Binding(node) = origin else { return false };
    infer.facts(node.file).is_some_and(|facts| named::declared_type_at(&facts, node.id).is_some())
}

/// Whether a place is in code rather than in declarations, and that code is a person's.
fn is_readable_source(snapshot: &Snapshot, place: &Place) -> bool {
    if library::holds(place.file) || Language::of(&snapshot.path(place.file)) == Language::Declarations {
        return false;
    }
    let Some(text) = snapshot.text(place.file) else { return true };
    if snapshot.is_own(place.file) {
        return true;
    }
    let text = text.text();
    let start = (place.name_range.start() as usize).min(text.len());
    let before = text.get(..start).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_length = text.get(line_start..).unwrap_or("").lines().next().unwrap_or("").len();
    line_length <= LONGEST_LINE
}

//! What a CommonJS file exports as a whole, by the names that it has for it: `exports` and `module.exports`.

use infer::{Follow, Infer, Place};
use project::facts::{Exported, ExpressionId, ExpressionKind, Facts};
use source::{FileId, TextRange};

use crate::named::{Holder, Named};

/// Whether this is what is named.
pub(crate) fn are_named(infer: &Infer, facts: &Facts, named: &Named) -> bool {
    infer.is_common_js(facts)
        && match named {
            Named::Global(reference) => facts[*reference].name == *"exports",
            Named::Member(member) => match member.holder {
                Holder::Value(object) => member.name == *"exports" && is_global(facts, object, "module"),
                _ => false,
            },
            _ => false,
        }
}

/// Where it is assigned; else where the first thing is put on it. From an assignment: to what is assigned.
pub(crate) fn places(infer: &Infer, file: FileId, facts: &Facts, range: TextRange) -> Vec<Place> {
    let mut assigned: Vec<(Place, ExpressionId)> = Vec::new();
    let mut first_put = None;
    for expression in &facts.expressions {
        let ExpressionKind::Assign { target, value, operator: None, .. } = expression.kind else { continue };
        let place = |name_range| Place { file, name_range, range: expression.range };
        if let Some(name_range) = name_of_exports(facts, target) {
            assigned.push((place(name_range), value));
        } else if let ExpressionKind::Member { object, property_range, .. } = facts[target].kind
            && name_of_exports(facts, object).is_some()
            && first_put.is_none_or(|put: Place| expression.range.start() < put.range.start())
        {
            first_put = Some(place(property_range));
        }
    }
    if let Some((_, value)) = assigned.iter().find(|(place, _)| place.name_range == range) {
        let origins = infer.origins_of_export(file, &Exported::Expression(*value), Follow::Values);
        return origins.iter().flat_map(|origin| infer.places(origin)).collect();
    }
    // `exports = module.exports = …`: the one that counts.
    let is_module = |place: &Place| place.range.start() < place.name_range.start();
    let any_module = assigned.iter().any(|(place, _)| is_module(place));
    let mut places: Vec<Place> = assigned.into_iter().map(|(place, _)| place).collect();
    places.retain(|place| is_module(place) || !any_module);
    if places.is_empty() { first_put.into_iter().collect() } else { places }
}

/// The name by which an expression is what the file exports.
fn name_of_exports(facts: &Facts, expression: ExpressionId) -> Option<TextRange> {
    match &facts[expression].kind {
        ExpressionKind::Reference(_) if is_global(facts, expression, "exports") => Some(facts[expression].range),
        ExpressionKind::Member { object, property, property_range, .. } => {
            (*property == *"exports" && is_global(facts, *object, "module")).then_some(*property_range)
        }
        _ => None,
    }
}

fn is_global(facts: &Facts, expression: ExpressionId, name: &str) -> bool {
    match facts[expression].kind {
        ExpressionKind::Reference(reference) => facts[reference].binding.is_none() && *facts[reference].name == *name,
        _ => false,
    }
}

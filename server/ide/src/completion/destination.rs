//! What a value that is being typed is put into: `const entryName = options.` most often goes on with `entryName`, or with a name that
//! has words in common with it.

use project::facts::{BinaryOperator, ExpressionId, ExpressionKind, Facts, Name};

/// A name by its words.
pub(crate) struct Destination(Vec<String>);

impl Destination {
    /// Of the variable, the property or the key that an expression, or what calling it gives, is put into.
    pub fn of(facts: &Facts, expression: ExpressionId) -> Option<Destination> {
        name(facts, expression).map(|name| Destination(words(&name))).filter(|destination| !destination.0.is_empty())
    }

    /// From 0: nothing in common; to 1: the same.
    pub fn likeness(&self, name: &str) -> f32 {
        let words = words(name);
        let common = words.iter().filter(|word| self.0.contains(word)).count();
        common as f32 / self.0.len().max(words.len()) as f32
    }
}

fn name(facts: &Facts, mut expression: ExpressionId) -> Option<Name> {
    while let Some(parent) = facts.parent(expression) {
        match &facts[parent].kind {
            ExpressionKind::Assign { target, value, .. } if *value == expression => {
                return match &facts[*target].kind {
                    ExpressionKind::Member { property, .. } => Some(property.clone()),
                    ExpressionKind::Reference(reference) => Some(facts[*reference].name.clone()),
                    _ => None,
                };
            }
            ExpressionKind::Object(properties) => {
                let property = properties.iter().find(|property| property.value == expression)?;
                return property.key.name().cloned();
            }
            ExpressionKind::Conditional { test, .. } if *test == expression => return None,
            ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. } if *callee != expression => {
                return None;
            }
            ExpressionKind::Binary { operator: BinaryOperator::Or | BinaryOperator::Coalesce, .. }
            | ExpressionKind::Conditional { .. }
            | ExpressionKind::Call { .. }
            | ExpressionKind::New { .. }
            | ExpressionKind::Await(_)
            | ExpressionKind::As { .. } => expression = parent,
            _ => return None,
        }
    }
    let binding = facts.bindings.iter().find(|binding| binding.values.contains(&expression))?;
    Some(binding.name.clone())
}

/// `entryName`, `ENTRY_NAME` and `_entryName` are `entry` and `name`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    let mut goes_on = false;
    for character in name.chars() {
        if !character.is_alphabetic() {
            goes_on = false;
            continue;
        }
        if !goes_on || (was_lower && character.is_uppercase()) {
            words.push(String::new());
        }
        (was_lower, goes_on) = (character.is_lowercase(), true);
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words
}

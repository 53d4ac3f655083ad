//! JSON of configuration files, comments and commas at ends allowed, to values; and YAML.

use serde_json::{Map, Number, Value};
use source::{Encoding, LineIndex, Terminators};
use syntax::json::{self, Dialect, Document, NodeId};

/// Deeper values are no configuration.
const DEPTH: usize = 100;

/// # Errors
/// A sentence with the place of the first mistake.
pub(super) fn read(text: &str) -> Result<Value, String> {
    match as_far_as_possible(text) {
        (value, None) => Ok(value),
        (_, Some(error)) => Err(error),
    }
}

/// What can be read, and a sentence with the place of the first mistake.
pub(super) fn as_far_as_possible(text: &str) -> (Value, Option<String>) {
    let document = json::parse(text, Dialect::WithComments);
    let error = document.errors.first().map(|error| {
        let lines = LineIndex::new(text, Terminators::Editor);
        let place = lines.position(text, error.range.start(), Encoding::Utf16);
        format!("{} at line {} column {}", error.message, place.line + 1, place.column + 1)
    });
    (document.root.map_or(Value::Null, |root| value(&document, root, 0)), error)
}

/// YAML to values, and what is wrong with it.
pub(super) fn of_yaml(text: &str) -> (Value, Option<String>) {
    match serde_saphyr::from_str::<Value>(text) {
        Ok(value) => (value, None),
        Err(error) => {
            let message = error.to_string();
            (Value::Null, Some(format!("it is no YAML ({})", message.lines().next().unwrap_or_default())))
        }
    }
}

fn value(document: &Document, node: NodeId, depth: usize) -> Value {
    if depth > DEPTH {
        return Value::Null;
    }
    match &document[node].value {
        json::Value::Null | json::Value::Missing => Value::Null,
        json::Value::Boolean(boolean) => Value::Bool(*boolean),
        json::Value::Number(number) => number.parse::<Number>().map_or(Value::Null, Value::Number),
        json::Value::String(text) => Value::String(text.clone()),
        json::Value::Array(entries) => {
            Value::Array(entries.iter().map(|entry| value(document, *entry, depth + 1)).collect())
        }
        json::Value::Object(members) => {
            let members = members.iter().map(|it| (it.name.clone(), value(document, it.value, depth + 1)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// The strings of a list, or a string alone.
pub(super) fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The members of an object; none of anything else.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

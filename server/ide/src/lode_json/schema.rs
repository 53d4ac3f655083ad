//! A place in the schema of a configuration: all that may stand there.

use std::sync::LazyLock;

use serde_json::Value;
use syntax::json::Step;

static SCHEMA: LazyLock<Value> = LazyLock::new(lint::config::schema);

/// References that lead on and on lead nowhere.
const DEPTH: usize = 16;

/// The schemas that what stands at a place may follow; one of them is enough.
pub(super) struct Part {
    any: Vec<&'static Value>,
}

impl Part {
    /// What the file as a whole follows.
    pub fn root() -> Part {
        let mut part = Part { any: Vec::new() };
        part.add(&SCHEMA, 0);
        part
    }

    /// What stands at the end of a path.
    pub fn at(path: &[Step]) -> Part {
        path.iter().fold(Part::root(), |part, step| match step {
            Step::Name(name) => part.member(name),
            Step::Index(index) => part.entry(*index),
        })
    }

    /// Whether the schema says nothing of it.
    pub fn is_unknown(&self) -> bool {
        self.any.is_empty()
    }

    /// The value of a member of this name.
    pub fn member(&self, name: &str) -> Part {
        let mut part = Part { any: Vec::new() };
        for schema in &self.any {
            match schema.get("properties").and_then(|all| all.get(name)) {
                Some(found) => part.add(found, 0),
                None => schema.get("additionalProperties").into_iter().for_each(|found| part.add(found, 0)),
            }
        }
        part
    }

    /// The entry of a list.
    pub fn entry(&self, index: usize) -> Part {
        let mut part = Part { any: Vec::new() };
        for schema in &self.any {
            let items = schema.get("items");
            let places = schema.get("prefixItems").or(items.filter(|items| items.is_array()));
            let rest = if places == items { schema.get("additionalItems") } else { items };
            match places.and_then(|places| places.get(index)) {
                Some(found) => part.add(found, 0),
                None => rest.into_iter().for_each(|found| part.add(found, 0)),
            }
        }
        part
    }

    /// The names that an object may have here, with what they mean, in the order of the schema.
    pub fn names(&self) -> Vec<(&'static str, Option<&'static str>)> {
        let mut names: Vec<(&str, Option<&str>)> = Vec::new();
        for schema in &self.any {
            for (name, of) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if !names.iter().any(|(known, _)| known == name) {
                    names.push((name, description(of)));
                }
            }
        }
        names
    }

    /// Whether an object may have other names than those.
    pub fn has_other_names(&self) -> bool {
        let is_open = |schema: &&Value| {
            is_of(schema, "object") && schema.get("additionalProperties") != Some(&Value::Bool(false))
        };
        self.any.iter().any(is_open)
    }

    /// The values that are named, as JSON.
    pub fn values(&self) -> Vec<&'static Value> {
        static BOTH: [Value; 2] = [Value::Bool(true), Value::Bool(false)];
        let mut values: Vec<&Value> = Vec::new();
        for schema in &self.any {
            values.extend(schema.get("enum").and_then(Value::as_array).into_iter().flatten());
            values.extend(schema.get("const"));
            if schema.get("type").and_then(Value::as_str) == Some("boolean") && schema.get("const").is_none() {
                values.extend(&BOTH);
            }
        }
        let mut once: Vec<&Value> = Vec::new();
        for value in values {
            if !once.contains(&value) {
                once.push(value);
            }
        }
        once
    }

    /// Whether a kind of value (`string`, `object`, …) may stand here.
    pub fn allows(&self, kind: &str) -> bool {
        self.any.iter().any(|schema| is_of(schema, kind))
    }

    /// Whether only the values that are named may stand here, of a kind.
    pub fn is_closed(&self, kind: &str) -> bool {
        let mut of_kind = self.any.iter().filter(|schema| is_of(schema, kind)).peekable();
        of_kind.peek().is_some() && of_kind.all(|schema| schema.get("enum").is_some() || schema.get("const").is_some())
    }

    /// The kinds of values that may stand here.
    pub fn kinds(&self) -> Vec<&'static str> {
        const ALL: [&str; 6] = ["object", "array", "string", "boolean", "number", "null"];
        ALL.into_iter().filter(|kind| self.allows(kind)).collect()
    }

    pub fn description(&self) -> Option<&'static str> {
        self.any.iter().find_map(|schema| description(schema))
    }

    /// A schema, or those that it stands for.
    fn add(&mut self, schema: &'static Value, depth: usize) {
        if depth > DEPTH || schema == &Value::Bool(false) {
            return;
        }
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let target = name.strip_prefix('#').and_then(|pointer| SCHEMA.pointer(pointer));
            return target.into_iter().for_each(|found| self.add(found, depth + 1));
        }
        let mut is_choice = false;
        for word in ["anyOf", "oneOf", "allOf"] {
            for one in schema.get(word).and_then(Value::as_array).into_iter().flatten() {
                is_choice = true;
                self.add(one, depth + 1);
            }
        }
        let has_more = ["properties", "additionalProperties", "items", "enum", "const"];
        if !is_choice || has_more.iter().any(|word| schema.get(word).is_some()) || description(schema).is_some() {
            self.any.push(schema);
        }
    }
}

fn description(schema: &Value) -> Option<&str> {
    schema.get("markdownDescription").or_else(|| schema.get("description")).and_then(Value::as_str)
}

/// Whether a schema lets a kind of value through, as far as its words are about kinds.
fn is_of(schema: &Value, kind: &str) -> bool {
    let kind_of = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_same = |word: &str| word == kind || word == "integer" && kind == "number";
    match schema.get("type") {
        Some(Value::String(word)) => is_same(word),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).any(is_same),
        _ => {
            let named = schema.get("enum").and_then(Value::as_array).into_iter().flatten().chain(schema.get("const"));
            let mut named = named.peekable();
            let is_choice = ["anyOf", "oneOf", "allOf"].iter().any(|word| schema.get(word).is_some());
            // A choice is told by its parts.
            if named.peek().is_none() { !is_choice } else { named.any(|value| kind_of(value) == kind) }
        }
    }
}

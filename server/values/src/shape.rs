//! What values were like, without what was in them: what is known of a value by the values that were seen.
//!
//! A [`Shape`] is a small union. It is made of a [`Preview`], or told by the worker where a preview says too little (what is
//! inherited, what functions take), and shapes of several values are merged into one. No text and no number of a program is in it,
//! only names.
//!
//! Invariant: a shape is bounded, whatever it is made of: [`DEPTH`] objects in one another, [`MEMBERS`] members, [`PARTS`] parts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::preview::{Kind, Preview};

/// Objects in one another that are looked into.
pub const DEPTH: usize = 5;
/// Of one object; what a module exports is often more than that, what a table holds is no use.
pub const MEMBERS: usize = 400;
/// Of one union.
pub const PARTS: usize = 6;

/// What a value may be. Empty: nothing is known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Part>", into = "Vec<Part>")]
pub struct Shape {
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    Symbol,
    String,
    /// By what its elements are.
    Array(Shape),
    Set(Shape),
    /// By its keys and what they lead to.
    Map(Shape, Shape),
    Promise(Shape),
    Object(#[serde(with = "shared")] Arc<Object>),
}

/// An object, a function, a class.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Object {
    #[serde(rename = "w", skip_serializing_if = "is_object")]
    pub what: What,
    /// The name of the function, or of the object's class; empty for plain objects.
    #[serde(rename = "c", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The class of the language that it inherits from, if it is not `Object` or `Function`.
    #[serde(rename = "b", skip_serializing_if = "String::is_empty")]
    pub base: String,
    /// What a function calls what it takes; `None`: nobody knows.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Vec<String>>,
    #[serde(rename = "m", skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// It has, or may have, more members than these.
    #[serde(rename = "x", skip_serializing_if = "is_false")]
    pub is_cut: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    #[default]
    Object,
    Function,
    Class,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    #[serde(rename = "k")]
    pub name: String,
    #[serde(rename = "v", skip_serializing_if = "Shape::is_unknown")]
    pub shape: Shape,
    /// Not all of the objects had it.
    #[serde(rename = "o", skip_serializing_if = "is_false")]
    pub is_optional: bool,
    /// Of its class, not its own.
    #[serde(rename = "i", skip_serializing_if = "is_false")]
    pub is_inherited: bool,
}

fn is_object(what: &What) -> bool {
    *what == What::Object
}

fn is_false(value: &bool) -> bool {
    !value
}

/// An [`Arc`] is written as what it holds.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error> {
        (**value).serialize(serializer)
    }

    pub fn deserialize<'d, T: Deserialize<'d>, D: Deserializer<'d>>(deserializer: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}

impl Shape {
    pub fn is_unknown(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether there is anything to say of it: more than that it is nothing.
    pub fn says_something(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Undefined | Part::Null))
    }

    /// This or that.
    pub fn merge(&mut self, other: Shape) {
        self.merge_at(other, 0);
    }

    fn merge_at(&mut self, other: Shape, depth: usize) {
        for part in other.parts {
            if self.parts.contains(&part) {
                continue;
            }
            let known = self.parts.iter().position(|known| known.is_like(&part));
            match known {
                Some(known) => self.parts[known].merge(part, depth),
                None if self.parts.len() < PARTS => self.parts.push(part),
                None => {}
            }
        }
    }

    /// How much room it takes: parts and members, all counted.
    pub fn weight(&self) -> usize {
        self.parts.iter().map(Part::weight).sum()
    }

    fn of(preview: &Preview, depth: usize) -> Shape {
        let part = match preview.kind {
            Kind::Plain => return Shape { parts: plain(&preview.text).into_iter().collect() },
            Kind::Text => Part::String,
            Kind::Circular | Kind::Deep => return Shape::default(),
            // What is behind it: what a proxy adds is known to itself alone.
            Kind::Proxy | Kind::Box => {
                return preview.members.first().map(|inner| Shape::of(&inner.value, depth)).unwrap_or_default();
            }
            _ if depth >= DEPTH => return Shape::default(),
            Kind::Array if preview.text.is_empty() || preview.text == "[Arguments]" => {
                Part::Array(elements(preview, depth))
            }
            Kind::Set if preview.text == "Set" => Part::Set(elements(preview, depth)),
            Kind::Map if preview.text == "Map" => {
                let mut keys = Shape::default();
                let entries = preview.members.iter().filter_map(|member| member.key.as_deref());
                entries.for_each(|key| keys.merge_at(Shape::of(key, depth + 1), depth + 1));
                let mut values = Shape::default();
                let entries = preview.members.iter().filter(|member| member.key.is_some());
                entries.for_each(|member| values.merge_at(Shape::of(&member.value, depth + 1), depth + 1));
                Part::Map(keys, values)
            }
            Kind::Promise => {
                let fulfilled = preview.members.iter().find(|member| member.name == "fulfilled");
                Part::Promise(fulfilled.map(|member| Shape::of(&member.value, depth + 1)).unwrap_or_default())
            }
            Kind::Function | Kind::Class | Kind::Object | Kind::Array | Kind::Set | Kind::Map | Kind::Error => {
                Part::Object(Arc::new(object(preview, depth)))
            }
        };
        Shape { parts: vec![part] }
    }
}

/// Like parts are put together: who tells of elements tells of one after the other.
impl From<Vec<Part>> for Shape {
    fn from(parts: Vec<Part>) -> Shape {
        let mut shape = Shape::default();
        parts.into_iter().for_each(|part| shape.merge(Shape::from(part)));
        shape
    }
}

impl From<Shape> for Vec<Part> {
    fn from(shape: Shape) -> Vec<Part> {
        shape.parts
    }
}

impl From<Part> for Shape {
    fn from(part: Part) -> Shape {
        Shape { parts: vec![part] }
    }
}

impl From<&Preview> for Shape {
    fn from(preview: &Preview) -> Shape {
        Shape::of(preview, 0)
    }
}

/// Data as JSON writes it.
impl From<&serde_json::Value> for Shape {
    fn from(value: &serde_json::Value) -> Shape {
        use serde_json::Value;
        let part = match value {
            Value::Null => Part::Null,
            Value::Bool(_) => Part::Boolean,
            Value::Number(_) => Part::Number,
            Value::String(_) => Part::String,
            Value::Array(all) => {
                let mut element = Shape::default();
                all.iter().for_each(|one| element.merge(one.into()));
                Part::Array(element)
            }
            Value::Object(all) => {
                let member = |(name, value): (&String, &Value)| Member {
                    name: name.clone(),
                    shape: value.into(),
                    ..Member::default()
                };
                Part::Object(Arc::new(Object { members: all.iter().map(member).collect(), ..Object::default() }))
            }
        };
        Shape::from(part)
    }
}

impl Part {
    /// Whether two are one part of a union, whatever is in them.
    fn is_like(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Object(one), Part::Object(other)) => {
                one.what == other.what && one.base == other.base && (one.what != What::Object || one.name == other.name)
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    fn merge(&mut self, other: Part, depth: usize) {
        match (self, other) {
            (Part::Array(one), Part::Array(other))
            | (Part::Set(one), Part::Set(other))
            | (Part::Promise(one), Part::Promise(other)) => one.merge_at(other, depth + 1),
            (Part::Map(keys, values), Part::Map(other_keys, other_values)) => {
                keys.merge_at(other_keys, depth + 1);
                values.merge_at(other_values, depth + 1);
            }
            (Part::Object(one), Part::Object(other)) => Arc::make_mut(one).merge(&other, depth),
            _ => {}
        }
    }

    fn weight(&self) -> usize {
        1 + match self {
            Part::Array(inner) | Part::Set(inner) | Part::Promise(inner) => inner.weight(),
            Part::Map(keys, values) => keys.weight() + values.weight(),
            Part::Object(object) => object.members.iter().map(|member| 1 + member.shape.weight()).sum(),
            _ => 0,
        }
    }
}

impl Object {
    fn merge(&mut self, other: &Object, depth: usize) {
        if self.name != other.name {
            self.name.clear();
        }
        if self.parameters != other.parameters {
            self.parameters = self.parameters.take().xor(other.parameters.clone());
        }
        for member in &mut self.members {
            match other.members.iter().find(|theirs| theirs.name == member.name) {
                Some(theirs) if depth < DEPTH => {
                    member.is_optional |= theirs.is_optional;
                    member.shape.merge_at(theirs.shape.clone(), depth + 1);
                }
                Some(_) => {}
                // What is not shown may be there.
                None => member.is_optional |= !other.is_cut && !member.is_inherited,
            }
        }
        for theirs in &other.members {
            if self.members.len() >= MEMBERS {
                self.is_cut = true;
                break;
            }
            if self.members.iter().all(|member| member.name != theirs.name) {
                let is_optional = theirs.is_optional || !self.is_cut && !theirs.is_inherited;
                self.members.push(Member { is_optional, ..theirs.clone() });
            }
        }
        self.is_cut |= other.is_cut;
    }
}

/// What is written as it is.
fn plain(text: &str) -> Option<Part> {
    let named = |base: &str| {
        let object = Object { name: base.to_owned(), base: base.to_owned(), ..Object::default() };
        Some(Part::Object(Arc::new(object)))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text {
        "undefined" => Some(Part::Undefined),
        "null" => Some(Part::Null),
        "true" | "false" => Some(Part::Boolean),
        "NaN" | "Infinity" | "-Infinity" => Some(Part::Number),
        "Invalid Date" => named("Date"),
        _ if text.starts_with("Symbol(") => Some(Part::Symbol),
        // A text with halves of characters.
        _ if text.starts_with('\'') => Some(Part::String),
        _ if text.starts_with('/') => named("RegExp"),
        _ if text.strip_suffix('n').is_some_and(|text| digits(text.trim_start_matches('-'))) => Some(Part::BigInt),
        _ if text.ends_with('Z') && text.contains('T') && text.contains(':') => named("Date"),
        _ => text.parse::<f64>().ok().map(|_| Part::Number),
    }
}

fn elements(preview: &Preview, depth: usize) -> Shape {
    let mut element = Shape::default();
    for member in preview.members.iter().filter(|member| member.name.is_empty() && member.key.is_none()) {
        element.merge_at(Shape::of(&member.value, depth + 1), depth + 1);
    }
    element
}

/// Collections that are made of memory: their names are those of the language's classes.
fn is_of_memory(name: &str) -> bool {
    name.ends_with("Array") && name != "Array" || name == "Buffer"
}

fn object(preview: &Preview, depth: usize) -> Object {
    let what = match preview.kind {
        Kind::Function => What::Function,
        Kind::Class => What::Class,
        _ => What::Object,
    };
    let name = match preview.kind {
        Kind::Error => preview.text.split(':').next().unwrap_or_default(),
        // `Dog extends Animal`
        Kind::Class => preview.text.split(' ').next().unwrap_or_default(),
        _ => &preview.text,
    };
    let base = match preview.kind {
        Kind::Error => "Error",
        Kind::Array if is_of_memory(name) => name,
        Kind::Array => "Array",
        Kind::Set => "Set",
        Kind::Map => "Map",
        _ => "",
    };
    let named = preview.members.iter().filter_map(|member| {
        let name = property_name(&member.name)?;
        let shape = Shape::of(&member.value, depth + 1);
        Some(Member { name: name.to_owned(), shape, ..Member::default() })
    });
    Object {
        what,
        name: name.to_owned(),
        base: base.to_owned(),
        parameters: None,
        members: named.take(MEMBERS).collect(),
        // What only its class has is not shown.
        is_cut: preview.more > 0 || !matches!(preview.kind, Kind::Object) || !preview.text.is_empty(),
    }
}

/// As a program writes it behind a dot, or in brackets; `None`: a symbol, an element.
fn property_name(shown: &str) -> Option<&str> {
    match shown.as_bytes() {
        [] | [b'[', ..] => None,
        [first @ (b'\'' | b'"' | b'`'), inner @ .., last] if first == last => {
            shown.get(1..1 + inner.len()).filter(|name| !name.is_empty())
        }
        _ => Some(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{ name: string; tags?: string[] }`
    fn text(shape: &Shape) -> String {
        let all: Vec<String> = shape.parts.iter().map(part_text).collect();
        if all.is_empty() { "?".to_owned() } else { all.join(" | ") }
    }

    fn part_text(part: &Part) -> String {
        match part {
            Part::Array(element) => format!("[{}]", text(element)),
            Part::Set(element) => format!("Set<{}>", text(element)),
            Part::Map(keys, values) => format!("Map<{}, {}>", text(keys), text(values)),
            Part::Promise(of) => format!("Promise<{}>", text(of)),
            Part::Object(object) => {
                let mark = |member: &Member| if member.is_optional { "?" } else { "" };
                let member = |member: &Member| format!("{}{}: {}", member.name, mark(member), text(&member.shape));
                let mut members: Vec<String> = object.members.iter().map(member).collect();
                members.extend(object.is_cut.then(|| "…".to_owned()));
                let parameters = object.parameters.as_ref().map(|all| format!("({})", all.join(", ")));
                format!("{}{}{{ {} }}", object.name, parameters.unwrap_or_default(), members.join("; "))
            }
            other => format!("{other:?}").to_lowercase(),
        }
    }

    /// Previews as a worker writes them.
    #[track_caller]
    fn check(previews: &[&str], expected: &str) {
        let mut shape = Shape::default();
        for preview in previews {
            let preview: Preview = serde_json::from_str(preview).expect("a preview");
            shape.merge(Shape::from(&preview));
        }
        assert_eq!(text(&shape), expected);
    }

    #[test]
    fn what_stands_alone() {
        for (plain, expected) in [
            ("1.5", "number"),
            ("-0", "number"),
            ("1e+21", "number"),
            ("undefined", "undefined"),
            ("10n", "bigint"),
            ("Symbol(a)", "symbol"),
            ("true", "boolean"),
            ("/a/g", "RegExp{  }"),
            ("2026-01-01T00:00:00.000Z", "Date{  }"),
            ("[Getter]", "?"),
            ("<2 empty items>", "?"),
        ] {
            check(&[&serde_json::json!({ "t": plain }).to_string()], expected);
        }
        check(&[r#"{"k":"text","t":"secret"}"#, r#"{"t":"1"}"#, r#"{"t":"2"}"#], "string | number");
    }

    #[test]
    fn what_has_an_inside() {
        let user = r#"{"k":"object","m":[{"k":"name","v":{"k":"text","t":"a"}},{"k":"'a-b'","v":{"t":"1"}},{"k":"[Symbol(x)]","v":{"t":"1"}}]}"#;
        check(&[user], "{ name: string; a-b: number }");
        check(
            &[&format!(r#"{{"k":"array","n":2,"m":[{{"v":{user}}},{{"v":{{"t":"null"}}}}]}}"#)],
            "[{ name: string; a-b: number } | null]",
        );
        check(&[r#"{"k":"map","t":"Map","m":[{"f":{"k":"text","t":"a"},"v":{"t":"1"}}]}"#], "Map<string, number>");
        check(&[r#"{"k":"promise","m":[{"k":"fulfilled","v":{"t":"1"}}]}"#], "Promise<number>");
        check(&[r#"{"k":"array","t":"Uint8Array","m":[{"v":{"t":"1"}}]}"#], "Uint8Array{ … }");
        check(&[r#"{"k":"error","t":"TypeError: no"}"#], "TypeError{ … }");
    }

    #[test]
    fn several_values_are_merged() {
        let one = r#"{"k":"object","m":[{"k":"a","v":{"t":"1"}},{"k":"b","v":{"t":"1"}}]}"#;
        let other = r#"{"k":"object","m":[{"k":"a","v":{"k":"text","t":"x"}},{"k":"c","v":{"k":"array","m":[]}}]}"#;
        check(&[one, other], "{ a: number | string; b?: number; c?: [?] }");
        check(&[one, one], "{ a: number; b: number }");
        // What was cut off may have been there.
        let cut = r#"{"k":"object","x":3,"m":[{"k":"a","v":{"t":"1"}}]}"#;
        check(&[one, cut], "{ a: number; b: number; … }");
        check(&[one, r#"{"k":"object","t":"Dog","m":[]}"#], "{ a: number; b: number } | Dog{ … }");
    }

    #[test]
    fn a_shape_is_bounded() {
        let mut nested = r#"{"t":"1"}"#.to_owned();
        for _ in 0..20 {
            nested = format!(r#"{{"k":"object","m":[{{"k":"a","v":{nested}}}]}}"#);
        }
        let deep: Preview = serde_json::from_str(&nested).expect("a preview");
        assert!(Shape::from(&deep).weight() <= 2 * DEPTH);
        let mut table = Shape::default();
        for number in 0..1000 {
            table.merge(Shape::from(&serde_json::json!({ format!("k{number}"): number })));
        }
        assert!(table.weight() <= 1 + 2 * MEMBERS);
    }

    #[test]
    fn it_is_written_as_it_is_read() {
        let told =
            r#"[{"object":{"w":"function","c":"get","p":["url"],"m":[{"k":"defaults","v":["number"]}]}},"null"]"#;
        let shape: Shape = serde_json::from_str(told).expect("a shape");
        assert_eq!(text(&shape), "get(url){ defaults: number } | null");
        assert_eq!(serde_json::to_string(&shape).expect("JSON"), told);
    }
}

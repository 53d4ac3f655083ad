//! What a type reads, as a JSON schema, found out by letting it read: it asks for a structure with these fields, a word of these, a
//! number, and gets something small of that kind. So what the options of rules are has to be written once only, as their types.

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

/// What a type reads.
pub(crate) fn schema_of<T: DeserializeOwned>() -> Value {
    let mut schema = json!({});
    // One field at a time: a type that does not like a value reads no further.
    for only in 0.. {
        // What the type makes of the values, if anything, is of no interest.
        let _ = T::deserialize(Watcher { schema: &mut schema, only: Some(only), depth: 0 });
        let fields = schema.get("properties").and_then(Value::as_object).map_or(0, Map::len);
        if only + 1 >= fields {
            break;
        }
    }
    schema
}

/// Types that hold themselves end here.
const DEPTH: usize = 6;

/// Writes down what it is asked for, and gives something of that kind.
struct Watcher<'s> {
    schema: &'s mut Value,
    /// Which field of a structure is given; all of them in those further in.
    only: Option<usize>,
    depth: usize,
}

impl Watcher<'_> {
    fn is(&mut self, kind: &str) {
        *self.schema = json!({ "type": kind });
    }
}

/// Numbers: what they are called, and what is given.
macro_rules! numbers {
    ($($method:ident $kind:literal $visit:ident($($value:expr)?);)*) => {
        $(fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
            self.is($kind);
            visitor.$visit($($value)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Watcher<'_> {
    type Error = Error;

    numbers! {
        deserialize_bool "boolean" visit_bool(false);
        deserialize_i8 "integer" visit_i64(1);
        deserialize_i16 "integer" visit_i64(1);
        deserialize_i32 "integer" visit_i64(1);
        deserialize_i64 "integer" visit_i64(1);
        deserialize_u8 "integer" visit_u64(1);
        deserialize_u16 "integer" visit_u64(1);
        deserialize_u32 "integer" visit_u64(1);
        deserialize_u64 "integer" visit_u64(1);
        deserialize_f32 "number" visit_f64(1.0);
        deserialize_f64 "number" visit_f64(1.0);
        deserialize_char "string" visit_char('a');
        deserialize_str "string" visit_str("a");
        deserialize_string "string" visit_str("a");
        deserialize_bytes "string" visit_str("a");
        deserialize_byte_buf "string" visit_str("a");
        deserialize_unit "null" visit_unit();
    }

    /// Types that take several shapes ask for anything.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({});
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({ "type": "array", "items": {} });
        visitor.visit_seq(Items { schema: &mut self.schema["items"], left: 1, depth: self.depth + 1 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({ "type": "array", "items": {} });
        visitor.visit_seq(Items { schema: &mut self.schema["items"], left: length, depth: self.depth + 1 })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.schema = json!({ "type": "object", "additionalProperties": {} });
        let schema = &mut self.schema["additionalProperties"];
        visitor.visit_map(Fields { schema, names: &["a"], next: 0, is_map: true, depth: self.depth + 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.schema.get("properties").is_none() {
            let properties: Map<String, Value> = fields.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
            *self.schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        }
        let names = match self.only {
            Some(only) => fields.get(only..=only).unwrap_or_default(),
            None => fields,
        };
        let schema = &mut self.schema["properties"];
        visitor.visit_map(Fields { schema, names, next: 0, is_map: false, depth: self.depth + 1 })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.schema = json!({ "enum": variants });
        let first: StrDeserializer<Error> = variants.first().copied().unwrap_or_default().into_deserializer();
        visitor.visit_enum(first)
    }
}

/// Something to go on with, or an error where it goes too deep.
fn watch<'de, T: DeserializeSeed<'de>>(seed: T, schema: &mut Value, depth: usize) -> Result<T::Value, Error> {
    if depth > DEPTH {
        return Err(serde::de::Error::custom("too deep"));
    }
    seed.deserialize(Watcher { schema, only: None, depth })
}

struct Items<'s> {
    schema: &'s mut Value,
    left: usize,
    depth: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        watch(seed, self.schema, self.depth).map(Some)
    }
}

struct Fields<'s> {
    schema: &'s mut Value,
    names: &'static [&'static str],
    next: usize,
    /// All names have one schema.
    is_map: bool,
    depth: usize,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(name) = self.names.get(self.next) else { return Ok(None) };
        self.next += 1;
        let name: StrDeserializer<Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let schema = match self.is_map {
            true => &mut *self.schema,
            false => &mut self.schema[self.names[self.next - 1]],
        };
        watch(seed, schema, self.depth)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::schema_of;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code)]
    struct Options {
        word: Word,
        is_loud: Option<bool>,
        names: Vec<String>,
        at_most: u32,
        inner: Inner,
        any: serde_json::Value,
        by_name: HashMap<String, bool>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Word {
        AsNeeded,
        Always,
    }

    #[derive(Deserialize)]
    #[expect(dead_code)]
    struct Inner {
        again: Vec<Inner>,
    }

    #[test]
    fn what_a_type_reads_is_found_out() {
        let schema = schema_of::<Options>();
        let properties = &schema["properties"];
        assert_eq!(properties["word"], json!({ "enum": ["as-needed", "always"] }));
        assert_eq!(properties["isLoud"], json!({ "type": "boolean" }));
        assert_eq!(properties["names"], json!({ "type": "array", "items": { "type": "string" } }));
        assert_eq!(properties["atMost"], json!({ "type": "integer" }));
        assert_eq!(properties["inner"]["properties"]["again"]["type"], "array");
        assert_eq!(properties["any"], json!({}));
        assert_eq!(properties["byName"]["additionalProperties"], json!({ "type": "boolean" }));
    }
}

//! The option of rules that count: how many are allowed.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::options::{OptionsError, RuleOptions, from_value, schema_of};

/// A number, or an object with it as `max`.
pub(crate) struct Limit<const DEFAULT: usize>(pub usize);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Max {
    #[serde(alias = "maximum")]
    max: Option<usize>,
}

impl<const DEFAULT: usize> Default for Limit<DEFAULT> {
    fn default() -> Self {
        Limit(DEFAULT)
    }
}

impl<'de, const DEFAULT: usize> Deserialize<'de> for Limit<DEFAULT> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Limit(Max::deserialize(deserializer)?.max.unwrap_or(DEFAULT)))
    }
}

impl<const DEFAULT: usize> RuleOptions for Limit<DEFAULT> {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values.first() {
            None => Ok(Self::default()),
            Some(number @ Value::Number(_)) => from_value(number).map(Limit),
            Some(object) => from_value(object),
        }
    }

    fn schema() -> Vec<Value> {
        let object = json!({ "type": "object", "properties": { "max": { "type": "integer" } } });
        vec![json!({ "anyOf": [{ "type": "integer" }, object] })]
    }
}

/// Options with a `max`, for which a number alone stands as well.
pub(crate) trait LimitOptions: DeserializeOwned + Default + Send + Sync + 'static {}

impl<T: LimitOptions> RuleOptions for T {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values.first() {
            None => Ok(T::default()),
            Some(number @ Value::Number(_)) => from_value(&json!({ "max": number })),
            Some(object) => from_value(object),
        }
    }

    fn schema() -> Vec<Value> {
        vec![json!({ "anyOf": [{ "type": "integer" }, schema_of::<T>()] })]
    }
}

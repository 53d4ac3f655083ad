//! A rule's options, as a configuration gives them: the values behind the severity.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::rule::Options;
pub(crate) use crate::traced::schema_of;

/// What is wrong with the options of a rule, in words for who wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionsError(pub String);

/// The options of one rule. Most have one object, which is read as it is declared; unknown names are refused.
pub trait RuleOptions: DeserializeOwned + Default + Send + Sync + 'static {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values {
            [] => Ok(Self::default()),
            [only] => from_value(only),
            [_, _, ..] => Err(OptionsError("takes one option, an object".to_owned())),
        }
    }

    /// The JSON schemas of the values, one behind the other. Whoever reads them in a way of its own says them too.
    fn schema() -> Vec<Value> {
        vec![schema_of::<Self>()]
    }
}

/// One value as a type.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, OptionsError> {
    T::deserialize(value).map_err(|error| OptionsError(error.to_string()))
}

/// A word and an object, either of which may be missing.
pub(crate) fn word_and_object<W: DeserializeOwned, T: RuleOptions>(
    values: &[Value],
) -> Result<(Option<W>, T), OptionsError> {
    match values {
        [] => Ok((None, T::default())),
        [word] => Ok((Some(from_value(word)?), T::default())),
        [word, object] => Ok((Some(from_value(word)?), from_value(object)?)),
        _ => Err(OptionsError("takes a word and an object".to_owned())),
    }
}

pub(crate) fn read<T: RuleOptions>(values: &[Value]) -> Result<Options, OptionsError> {
    T::read(values).map(|options| Options(Box::new(options)))
}

pub(crate) fn none(values: &[Value]) -> Result<Options, OptionsError> {
    match values {
        [] => Ok(Options(Box::new(()))),
        _ => Err(OptionsError("takes no options".to_owned())),
    }
}

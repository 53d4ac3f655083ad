//! A tree of plain data on its way to JavaScript; unlike values it can be made on any thread.

use std::borrow::Cow;

use crate::bytes::Buffer;
use crate::context::Scope;
use crate::convert::IntoValue;
use crate::value::Value;

/// Plain data, as JSON has it, and bytes.
#[derive(Clone, Debug, Default)]
pub enum Data {
    #[default]
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    /// Becomes a Uint8Array.
    Bytes(Vec<u8>),
    Array(Vec<Data>),
    Object(Vec<(Cow<'static, str>, Data)>),
}

impl<'s> IntoValue<'s> for Data {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        match self {
            Data::Undefined => scope.undefined(),
            Data::Null => scope.null(),
            Data::Bool(value) => value.into_value(scope),
            Data::Number(value) => value.into_value(scope),
            Data::String(value) => value.into_value(scope),
            Data::Bytes(value) => Buffer(value).into_value(scope),
            Data::Array(items) => items.into_value(scope),
            Data::Object(properties) => {
                let object = scope.object();
                for (name, value) in properties {
                    let value = value.into_value(scope);
                    // A fresh plain object takes any property.
                    let _ = object.set(&name, value);
                }
                object
            }
        }
    }
}

impl From<bool> for Data {
    fn from(value: bool) -> Self {
        Data::Bool(value)
    }
}

impl From<f64> for Data {
    fn from(value: f64) -> Self {
        Data::Number(value)
    }
}

impl From<i32> for Data {
    fn from(value: i32) -> Self {
        Data::Number(value.into())
    }
}

impl From<&str> for Data {
    fn from(value: &str) -> Self {
        Data::String(value.to_owned())
    }
}

impl From<String> for Data {
    fn from(value: String) -> Self {
        Data::String(value)
    }
}

impl<T: Into<Data>> From<Option<T>> for Data {
    fn from(value: Option<T>) -> Self {
        value.map_or(Data::Undefined, Into::into)
    }
}

//! A value, cut to what can be shown.

use serde::{Deserialize, Serialize};

/// What a value is, with as much of its inside as was looked at. Looking never ran any code of the program.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preview {
    #[serde(rename = "k")]
    pub kind: Kind,
    /// Of what has no inside all there is to show; of others the name of the class, empty for plain objects and arrays.
    #[serde(rename = "t", skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(rename = "m", skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// How many members there are beyond those; of a text, how many characters.
    #[serde(rename = "x", skip_serializing_if = "is_zero")]
    pub more: u64,
    /// How many elements or entries it has.
    #[serde(rename = "n", skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Written as it is: a number, `undefined`, a symbol, a date, a regular expression; behind it its properties, if it has any.
    #[default]
    Plain,
    /// A string; `text` is what is in it.
    Text,
    Function,
    Class,
    Object,
    Array,
    /// Members are its elements.
    Set,
    /// Members have a `name_value`.
    Map,
    Error,
    /// One member when it is settled.
    Promise,
    Proxy,
    /// An object around a primitive, which is its first member.
    Box,
    /// An object that is being shown already, further out.
    Circular,
    /// Too deep to be looked into.
    Deep,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// The property; empty for an element.
    #[serde(rename = "k", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The key of a Map's entry.
    #[serde(rename = "f", skip_serializing_if = "Option::is_none")]
    pub key: Option<Box<Preview>>,
    #[serde(rename = "v")]
    pub value: Preview,
}

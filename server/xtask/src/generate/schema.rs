//! The JSON schema of `lode.json`.

use anyhow::Result;
use serde_json::{Map, Value};

use super::Made;
use crate::workspace::root;

pub(super) fn made() -> Result<Made> {
    let mut schema = Map::new();
    schema.insert("$comment".to_owned(), Value::from("Made by `cargo run -p xtask -- gen`. Don't edit."));
    if let Value::Object(members) = lint::config::schema() {
        schema.extend(members);
    }
    let text = format!("{:#}\n", Value::Object(schema));
    Ok(Made { path: root().join("docs/reference/lode.schema.json"), text })
}

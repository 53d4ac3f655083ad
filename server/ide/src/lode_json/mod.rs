//! lode.json while it is written: what can stand where, what it means, what is wrong with it.
//!
//! All of it is read from the schema that the linter has of its configurations, so nothing here knows a field or a rule by name,
//! but for one thing: a rule's page is shown for its name.
//!
//! - `schema`: a part of a schema, and how to go on from it. `completion`, `check`: what it says of a text.

mod check;
mod completion;
mod schema;
#[cfg(test)]
mod tests;

use project::Snapshot;
use source::FileId;
use syntax::json::{Dialect, Within, parse};

pub(crate) use check::diagnostics;
pub(crate) use completion::completions;

use crate::FilePosition;
use crate::hover::Hover;
use schema::Part;

/// Whether a file is one.
pub(crate) fn is_configuration(snapshot: &Snapshot, file: FileId) -> bool {
    let path = snapshot.path(file);
    let name = path.file_name().and_then(|name| name.to_str());
    matches!(name, Some("lode.json" | "lode.jsonc"))
}

/// What a name or a value means.
pub(crate) fn hover(snapshot: &Snapshot, at: FilePosition) -> Option<Hover> {
    let text = snapshot.text(at.file)?;
    let document = parse(text.text(), Dialect::WithComments);
    let cursor = document.path_at(at.offset);
    let (range, name) = match cursor.within {
        Within::Name(range) => (range, *cursor.names().last()?),
        Within::Value(node) => (document[node].range, document.string(node).unwrap_or_default()),
        _ => return None,
    };
    let part = Part::at(&cursor.path);
    let told = told(&part, name)?;
    Some(Hover { range, code: String::new(), documentation: told })
}

/// What an item of a list stands for.
pub(crate) fn told_of(snapshot: &Snapshot, at: FilePosition, label: &str) -> Option<String> {
    let text = snapshot.text(at.file)?;
    let document = parse(text.text(), Dialect::WithComments);
    let cursor = document.path_at(at.offset);
    let around = match cursor.within {
        Within::Name(_) => &cursor.path[..cursor.path.len().saturating_sub(1)],
        _ => cursor.path.as_slice(),
    };
    told(&Part::at(around).member(label), label)
}

/// A rule's page, or what the schema says.
fn told(part: &Part, name: &str) -> Option<String> {
    match crate::lint::rule_page(name) {
        Some(page) => Some(page.text),
        None => part.description().map(str::to_owned),
    }
}

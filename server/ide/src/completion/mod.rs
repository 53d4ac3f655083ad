//! What can be typed at the cursor, the likely first.
//!
//! - `context`: what stands at the cursor, by a repaired tree; `surroundings`: the blocks around it, by tokens.
//! - `members`, `names`, `keywords`, `specifiers`, `strings`, `keys`, `classes`, `jsx`, `jsdoc`, `auto_import`: where items come
//!   from. `ranking`: their order; `destination`: what a value is put into.
//! - [`resolve`]: documentation and edits of one item, when it is looked at.
//!
//! An item says where it comes from; what costs time to tell (its type's text, its documentation) is told by [`resolve`] alone.
//! Nothing here waits for indexing: what is not known yet is missing, and the list says that it is incomplete.

mod auto_import;
mod classes;
mod context;
mod destination;
mod jsdoc;
mod jsx;
mod keys;
mod keywords;
mod members;
mod names;
mod ranking;
mod resolve;
mod specifiers;
mod strings;
mod surroundings;
#[cfg(test)]
mod tests;

use project::Snapshot;
use source::TextRange;

pub use resolve::{Resolved, resolve};

use crate::imports::NewImport;
use crate::{FilePosition, lode_json, package_json};
use context::{Context, What};
use jsdoc::Written;

/// Items of one list.
const LIMIT: usize = 300;

/// A list for one place.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    /// The likely first.
    pub items: Vec<Item>,
    /// What an accepted item replaces: the part of a name that stands at the cursor.
    pub replace: TextRange,
    /// There may be more: the next letter typed is to ask again.
    pub is_incomplete: bool,
    /// The characters after which someone wants to see it who did not ask: a quote that ends a string, a slash that divides, a
    /// brace that begins a block are typed without a thought of lists.
    pub wanted_after: &'static str,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    pub label: String,
    pub kind: ItemKind,
    /// What is inserted, if it is not the label.
    pub insert: Option<String>,
    /// `insert` has `$1`, `${2:name}` of the snippet syntax.
    pub is_snippet: bool,
    /// Beside the label: where it comes from.
    pub detail: Option<String>,
    pub is_deprecated: bool,
    /// Nothing is known but that others write it after such a name.
    pub is_guess: bool,
    /// What has to be imported for it. [`resolve`] tells the edits.
    pub import: Option<NewImport>,
    pub(crate) score: f32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ItemKind {
    Variable,
    Constant,
    Parameter,
    Function,
    Class,
    Method,
    Property,
    Field,
    Enum,
    EnumMember,
    Interface,
    Type,
    TypeParameter,
    Module,
    File,
    Folder,
    Keyword,
    Snippet,
    Text,
    Event,
}

impl Item {
    pub(crate) fn new(label: impl Into<String>, kind: ItemKind, score: f32) -> Item {
        Item {
            label: label.into(),
            kind,
            insert: None,
            is_snippet: false,
            detail: None,
            is_deprecated: false,
            is_guess: false,
            import: None,
            score,
        }
    }
}

/// What can stand at a position.
pub fn completions(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Completions {
    if package_json::is_manifest(snapshot, at.file) {
        return package_json::completions(snapshot, at);
    }
    if lode_json::is_configuration(snapshot, at.file) {
        return lode_json::completions(snapshot, at);
    }
    let Some(context) = Context::at(snapshot, at, is_cancelled) else { return Completions::default() };
    let mut items = Vec::new();
    let mut is_incomplete = false;
    match &context.what {
        What::Nothing => return Completions::default(),
        What::Member { object } => members::of_expression(&context, *object, &mut items),
        What::MemberOf { chain } => members::of_chain(&context, chain, &mut items),
        What::Part { object, taken } => members::of_pattern(&context, *object, taken, &mut items),
        What::Key { object } => {
            keys::of_object(&context, *object, &mut items);
            is_incomplete = auto_import::exported(&context, &mut items);
        }
        What::Specifier { import } => is_incomplete = specifiers::of_import(&context, *import, &mut items),
        What::ImportedName { import } => members::of_module(&context, *import, &mut items),
        What::String { compared: Some(other), .. } => strings::compared_with(&context, *other, &mut items),
        What::String { expression, compared: None } => strings::of_expression(&context, *expression, &mut items),
        What::Type => names::types_in_scope(&context, &mut items),
        What::Name { expression } => {
            names::values_in_scope(&context, *expression, &mut items);
            keywords::statements(&context, *expression, &mut items);
            is_incomplete = auto_import::exported(&context, &mut items);
        }
        What::ExportedName { import: Some(import) } => members::of_module(&context, *import, &mut items),
        What::ExportedName { import: None } => names::exportable(&context, &mut items),
        What::ClassMember { class } => classes::members_of(&context, *class, &mut items),
        What::Tag => is_incomplete = jsx::tags(&context, &mut items),
        What::ClosingTag { tag } => jsx::closing_tag(&context, tag, &mut items),
        What::Attribute { element } => jsx::attributes(&context, *element, &mut items),
        What::AttributeValue { element, attribute } => {
            strings::of_type(&context, &jsx::expected_of_attribute(&context, *element, attribute), &mut items);
        }
        What::Documentation(Written::Tag) => jsdoc::tags(&context, &mut items),
        What::Documentation(Written::Type) => names::types_in_scope(&context, &mut items),
        What::Documentation(Written::Parameter) => jsdoc::parameters(&context, &mut items),
        What::Documentation(Written::Words) => {}
    }
    for item in &mut items {
        // Who types a capital means one.
        if !context.prefix.is_empty() && item.label.starts_with(&context.prefix) {
            item.score += AS_TYPED;
        }
    }
    items.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.label.cmp(&other.label)));
    if items.len() > LIMIT {
        items.truncate(LIMIT);
        is_incomplete = true;
    }
    let is_incomplete = is_incomplete || context.infer.is_exhausted();
    Completions { items, replace: context.replace, is_incomplete, wanted_after: wanted_after(&context.what) }
}

/// Of a name that begins with what was typed, letter by letter.
const AS_TYPED: f32 = 2.0;

fn wanted_after(what: &What) -> &'static str {
    match what {
        What::Part { .. } | What::ImportedName { .. } | What::ExportedName { .. } => " {",
        What::Attribute { .. } => " ",
        What::Specifier { .. } => "'\"`./@#-",
        What::String { .. } | What::AttributeValue { .. } => "'\"`",
        What::Tag => "<.",
        What::ClosingTag { .. } => "/",
        What::Documentation(Written::Tag) => "@",
        What::Documentation(Written::Parameter) => " ",
        What::Documentation(Written::Type) => "{.",
        What::ClassMember { .. } => "#",
        What::Member { .. } | What::MemberOf { .. } => ".#",
        // Behind `...`, and a decorator's.
        What::Name { .. } => ".@",
        What::Type => "<.",
        What::Key { .. } | What::Documentation(Written::Words) | What::Nothing => "",
    }
}

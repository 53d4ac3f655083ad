//! What is told of one item when it is looked at: its type, its documentation, the edits that bring it in.

use project::Snapshot;
use project::facts::Facts;
use source::Edit;

use super::context::{Context, What};
use crate::{FilePosition, package_json};

/// What an item's box shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Resolved {
    /// One line, as TypeScript writes it.
    pub detail: Option<String>,
    /// Markdown.
    pub documentation: Option<String>,
    /// Edits elsewhere in the file: the import of an auto-import.
    pub edits: Vec<Edit>,
}

/// Tells of the item `label` of the list that was given at `at`; `source`: the specifier of an auto-import.
pub fn resolve(
    snapshot: &Snapshot,
    at: FilePosition,
    label: &str,
    source: Option<&str>,
    is_cancelled: &dyn Fn() -> bool,
) -> Resolved {
    if package_json::is_manifest(snapshot, at.file) {
        return Resolved { documentation: package_json::told_of(snapshot, at, label), ..Resolved::default() };
    }
    let Some(mut context) = Context::at(snapshot, at, is_cancelled) else { return Resolved::default() };
    if let Some(specifier) = source {
        // The place is that of the word's first letter, where nothing of it is typed yet.
        context.prefix = label.to_owned();
        return of_import(&context, label, specifier);
    }
    let of = match &context.what {
        What::Member { object } | What::Part { object, .. } => context.infer.type_of(context.node(*object)),
        What::Key { object } => context.infer.expected_type(&context.facts, context.node(*object)).non_nullable(),
        What::ImportedName { import } => {
            let row = &context.facts[*import];
            let members = context.infer.exports(context.file, &row.specifier, row.kind);
            let Some(member) = members.into_iter().find(|member| *member.name == *label) else {
                return Resolved::default();
            };
            return of_member(&context, &member);
        }
        What::Name { .. } => return of_name(&context, label),
        _ => return Resolved::default(),
    };
    match context.infer.members_named(&of, label).into_iter().next() {
        Some(member) => of_member(&context, &member),
        None => Resolved::default(),
    }
}

fn of_member(context: &Context, member: &infer::Member) -> Resolved {
    let value = context.infer.type_of_member_value(&member.value);
    let signature = context.infer.signatures(&value).into_iter().next();
    let detail = match signature {
        Some(signature) => context.infer.signature_parts(&signature, &member.name).to_string(),
        None => format!("{}: {}", member.name, context.infer.display(&value)),
    };
    let documentation = member.doc.and_then(|doc| {
        let facts = context.infer.facts(doc.file)?;
        Some(documentation(&facts, doc.id))
    });
    Resolved { detail: Some(detail), documentation, edits: Vec::new() }
}

fn of_name(context: &Context, label: &str) -> Resolved {
    let Some(binding) = context.facts.lookup(context.scope, label) else {
        let of = context.infer.property_of(&infer::Part::Global.into(), label);
        let members = context.infer.members_named(&infer::Part::Global.into(), label);
        let detail = (!of.is_unknown()).then(|| format!("{label}: {}", context.infer.display(&of)));
        let documentation = members.into_iter().find_map(|member| {
            let doc = member.doc?;
            Some(documentation(&*context.infer.facts(doc.file)?, doc.id))
        });
        return Resolved { detail, documentation, edits: Vec::new() };
    };
    let row = &context.facts[binding];
    let doc = row.declarations.iter().find_map(|declaration| declaration.doc);
    Resolved {
        detail: Some(context.infer.describe_binding(infer::Node::new(context.file, binding))),
        documentation: doc.map(|doc| documentation(&context.facts, doc)),
        edits: Vec::new(),
    }
}

fn of_import(context: &Context, label: &str, specifier: &str) -> Resolved {
    let mut items = Vec::new();
    super::auto_import::exported(context, &mut items);
    let edits = items
        .into_iter()
        .find(|item| item.label == label && item.source.as_deref() == Some(specifier))
        .map(|item| item.edits);
    let members = context.infer.exports(context.file, specifier, project::facts::ImportKind::Static);
    let found = members
        .iter()
        .find(|member| *member.name == *label)
        .map(|member| of_member(context, member))
        .unwrap_or_default();
    let detail = found.detail.map_or_else(|| specifier.to_owned(), |detail| format!("{detail}\n{specifier}"));
    Resolved { detail: Some(detail), documentation: found.documentation, edits: edits.unwrap_or_default() }
}

/// A documentation comment as Markdown: what it says, then its tags that people read.
pub(crate) fn documentation(facts: &Facts, doc: project::facts::DocId) -> String {
    let doc = &facts[doc];
    let mut text = doc.description.trim().to_owned();
    for tag in doc.tags.iter() {
        let name = tag.name.as_deref().unwrap_or("");
        let line = match &*tag.tag {
            "param" | "arg" | "argument" if !tag.text.is_empty() => {
                format!("*@param* `{name}` — {}", tag.text.trim_start_matches(['-', ' ']))
            }
            "returns" | "return" if !tag.text.is_empty() => format!("*@returns* — {}", tag.text),
            "deprecated" => format!("**Deprecated.** {}", tag.text),
            "throws" | "see" | "since" if !tag.text.is_empty() => format!("*@{}* {}", tag.tag, tag.text),
            "example" if !tag.text.is_empty() => {
                let is_fenced = tag.text.contains("```");
                if is_fenced {
                    format!("*@example*\n{}", tag.text)
                } else {
                    format!("*@example*\n```js\n{}\n```", tag.text)
                }
            }
            _ => continue,
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&line);
    }
    text
}

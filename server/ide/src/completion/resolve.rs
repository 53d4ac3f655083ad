//! What is told of one item when it is looked at: its type, its documentation, the edits that bring it in.

use project::Snapshot;
use project::facts::ImportKind;
use source::Edit;

use super::context::{Context, What};
use super::jsx;
use crate::documentation::{OBSERVED, markdown};
use crate::hover;
use crate::imports::{self, ImportWay, NewImport};
use crate::{FilePosition, lode_json, package_json};

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

/// Tells of the item `label` of the list that was given at `at`; `import`: what that item says it has to import.
pub fn resolve(
    snapshot: &Snapshot,
    at: FilePosition,
    label: &str,
    import: Option<&NewImport>,
    is_cancelled: &dyn Fn() -> bool,
) -> Resolved {
    if package_json::is_manifest(snapshot, at.file) {
        return Resolved { documentation: package_json::told_of(snapshot, at, label), ..Resolved::default() };
    }
    if lode_json::is_configuration(snapshot, at.file) {
        return Resolved { documentation: lode_json::told_of(snapshot, at, label), ..Resolved::default() };
    }
    let Some(context) = Context::at(snapshot, at, is_cancelled) else { return Resolved::default() };
    if let Some(import) = import {
        return of_import(&context, import);
    }
    let of = match &context.what {
        What::Member { object } | What::Part { object, .. } => context.infer.type_of(context.node(*object)),
        What::Key { object } => context.infer.expected_type(&context.facts, context.node(*object)).non_nullable(),
        What::Attribute { element } => jsx::properties_of(&context, *element),
        What::ImportedName { import } | What::ExportedName { import: Some(import) } => {
            let row = &context.facts[*import];
            let members = context.infer.exports(context.file, &row.specifier, row.kind);
            let Some(member) = members.into_iter().find(|member| *member.name == *label) else {
                return Resolved::default();
            };
            return of_member(&context, &member);
        }
        What::Name { .. } | What::Tag | What::ExportedName { import: None } => return of_name(&context, label),
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
        Some(markdown(&facts, doc.id))
    });
    let is_observed = matches!(member.value, infer::MemberValue::Observed(_));
    let documentation = documentation.or_else(|| is_observed.then(|| OBSERVED.to_owned()));
    Resolved { detail: Some(detail), documentation, edits: Vec::new() }
}

fn of_name(context: &Context, label: &str) -> Resolved {
    let Some(binding) = context.facts.lookup(context.scope, label) else {
        let of = context.infer.property_of(&infer::Part::Global.into(), label);
        let members = context.infer.members_named(&infer::Part::Global.into(), label);
        let detail = (!of.is_unknown()).then(|| format!("{label}: {}", context.infer.display(&of)));
        let documentation = members.into_iter().find_map(|member| {
            let doc = member.doc?;
            Some(markdown(&*context.infer.facts(doc.file)?, doc.id))
        });
        return Resolved { detail, documentation, edits: Vec::new() };
    };
    let told = hover::of_binding(context.snapshot, &context.infer, context.file, &context.facts, binding);
    let (detail, documentation) = told.unzip();
    Resolved { detail, documentation: documentation.filter(|text| !text.is_empty()), edits: Vec::new() }
}

fn of_import(context: &Context, import: &NewImport) -> Resolved {
    let name = match import.way {
        ImportWay::Named => import.name.as_str(),
        ImportWay::Default => "default",
        ImportWay::Namespace => "",
    };
    let members = context.infer.exports(context.file, &import.specifier, ImportKind::Static);
    let found = members.iter().find(|member| *member.name == *name);
    let found = found.map(|member| of_member(context, member)).unwrap_or_default();
    let specifier = &import.specifier;
    let detail = found.detail.map_or_else(|| specifier.clone(), |detail| format!("{detail}\n{specifier}"));
    let edit = imports::add(&context.facts, context.text.text(), import);
    // Behind the cursor, ranges are those of the repaired text.
    let edits = Some(edit).filter(|edit| edit.range.end() <= context.replace.start());
    Resolved { detail: Some(detail), documentation: found.documentation, edits: edits.into_iter().collect() }
}

//! Where one file has a name, and which of its short forms hold two names at once: `{ a }`, `import { a }`, `export { a }`.

use project::facts::{BindingId, ExpressionKind, Facts, ImportKind, ImportedName, PropertyKind, Usage};
use rustc_hash::{FxHashMap, FxHashSet};
use source::TextRange;

use crate::named::documented_parameters;

/// One place that has a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Occurrence {
    pub range: TextRange,
    pub kind: ReferenceKind,
}

/// What a place does with a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReferenceKind {
    Declaration,
    Read,
    Write,
    /// In a type.
    Type,
    Import,
    Export,
    /// In a comment.
    Documentation,
}

/// A place with two names in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Plain,
    /// `{ a }` as a value: the property, then the variable.
    Property,
    /// `{ a }` as a pattern, likewise.
    Pattern,
    /// `import { a }`: the module's name, then the file's.
    Import,
    /// `export { a }`: the file's name, then the module's.
    Export,
}

/// The short forms of a file, and what is written to.
pub(crate) struct Forms {
    by_start: FxHashMap<u32, Form>,
    writes: FxHashSet<u32>,
}

impl Forms {
    pub(crate) fn of(facts: &Facts) -> Forms {
        let mut by_start = FxHashMap::default();
        let mut writes = FxHashSet::default();
        for expression in &facts.expressions {
            match &expression.kind {
                ExpressionKind::Object(properties) => {
                    let short = properties.iter().filter(|property| property.kind == PropertyKind::Shorthand);
                    by_start.extend(short.map(|property| (property.key_range.start(), Form::Property)));
                }
                // The name that takes the part stands where the part's name does.
                ExpressionKind::Part { property_range, .. } if expression.range.start() == property_range.start() => {
                    by_start.insert(property_range.start(), Form::Pattern);
                }
                ExpressionKind::Assign { target, .. } | ExpressionKind::Update(target) => {
                    if let ExpressionKind::Member { property_range, .. } = &facts[*target].kind {
                        writes.insert(property_range.start());
                    }
                }
                _ => {}
            }
        }
        for import in facts.imports.iter().filter(|import| import.kind == ImportKind::Static) {
            for specifier in
                import.names.iter().filter(|specifier| matches!(specifier.imported, ImportedName::Named(_)))
            {
                if is_short(specifier, facts) {
                    by_start.insert(specifier.imported_range.start(), Form::Import);
                }
            }
        }
        let listed: Vec<TextRange> = listed_names(facts);
        let of_namespaces = facts.namespaces.iter().flat_map(|namespace| &namespace.exports);
        for export in facts.exports.iter().chain(of_namespaces) {
            // `export { a as b }`: what is listed is not what it is called.
            if listed.binary_search(&export.name_range).is_ok() {
                by_start.insert(export.name_range.start(), Form::Export);
            }
        }
        Forms { by_start, writes }
    }

    pub(crate) fn at(&self, range: TextRange) -> Form {
        self.by_start.get(&range.start()).copied().unwrap_or(Form::Plain)
    }

    /// Whether the member whose name stands here is assigned.
    pub(crate) fn is_written(&self, range: TextRange) -> bool {
        self.writes.contains(&range.start())
    }
}

/// Whether the module's name is the file's as well.
fn is_short(specifier: &project::facts::ImportSpecifier, facts: &Facts) -> bool {
    let local = specifier.local.map(|local| &facts[local].declarations);
    local.is_some_and(|declarations| {
        declarations.iter().any(|declaration| declaration.name_range == specifier.imported_range)
    })
}

/// The names in `export { … }`, with `from` or without: those that the file, or the other module, has for them.
fn listed_names(facts: &Facts) -> Vec<TextRange> {
    let own = facts.references.iter().filter(|reference| reference.usage == Usage::Export);
    let again = facts.imports.iter().filter(|import| import.kind == ImportKind::ReExport);
    let again = again.flat_map(|import| &import.names).map(|specifier| specifier.imported_range);
    let mut all: Vec<TextRange> = own.map(|reference| reference.range).chain(again).collect();
    all.sort_unstable();
    all
}

/// Every place of a file's own name.
pub(crate) fn of_binding(facts: &Facts, binding: BindingId) -> Vec<Occurrence> {
    let declared = facts[binding].declarations.iter().map(|declaration| {
        let is_import = matches!(declaration.kind, project::facts::DeclarationKind::Import(_));
        let kind = if is_import { ReferenceKind::Import } else { ReferenceKind::Declaration };
        Occurrence { range: declaration.name_range, kind }
    });
    let used = facts.references.iter().filter(|reference| reference.binding == Some(binding));
    let used = used.map(|reference| Occurrence { range: reference.range, kind: kind_of(reference.usage) });
    let documented = documented_parameters(facts).filter(|(documented, _)| *documented == binding);
    let documented = documented.map(|(_, range)| Occurrence { range, kind: ReferenceKind::Documentation });
    let closing = closing_tags(facts, binding);
    let closing = closing.into_iter().map(|range| Occurrence { range, kind: ReferenceKind::Read });
    let mut all: Vec<Occurrence> = declared.chain(used).chain(documented).chain(closing).collect();
    all.sort_by_key(|occurrence| (occurrence.range.start(), occurrence.kind));
    all.dedup_by_key(|occurrence| occurrence.range);
    all
}

/// `a` of `</a.B>`, which is no value.
fn closing_tags(facts: &Facts, binding: BindingId) -> Vec<TextRange> {
    let mut found = Vec::new();
    for expression in &facts.expressions {
        let ExpressionKind::Jsx(element) = &expression.kind else { continue };
        let (Some(mut tag), Some(closing)) = (element.tag, element.closing_range) else { continue };
        let mut is_member = false;
        while let ExpressionKind::Member { object, .. } = facts[tag].kind {
            tag = object;
            is_member = true;
        }
        if let ExpressionKind::Reference(reference) = facts[tag].kind
            && is_member
            && facts[reference].binding == Some(binding)
        {
            found.push(TextRange::new(closing.start(), closing.start() + facts[reference].range.len()));
        }
    }
    found
}

pub(crate) fn kind_of(usage: Usage) -> ReferenceKind {
    match usage {
        Usage::Read => ReferenceKind::Read,
        Usage::Write | Usage::ReadWrite => ReferenceKind::Write,
        Usage::Type => ReferenceKind::Type,
        Usage::Export => ReferenceKind::Export,
    }
}

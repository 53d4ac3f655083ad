//! Names in scope: the file's own by nearness, then globals.

use infer::Part;
use project::facts::{
    BindingId, BindingKind, DeclarationKind, Exported, ExpressionId, Facts, Name, ScopeKind, Usage as Use,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::{Context, is_typed};
use super::ranking::fits;
use super::{Item, ItemKind};

pub(crate) fn values_in_scope(context: &Context, expression: Option<ExpressionId>, items: &mut Vec<Item>) {
    let facts = &context.facts;
    let mut seen = FxHashSet::default();
    let (last_use, count) = uses(context);
    let expected = expression.map(|expression| context.infer.expected_type(&context.facts, context.node(expression)));
    for (distance, scope) in facts.scopes_from(context.scope).enumerate() {
        for binding in &facts[scope].bindings {
            let row = &facts[*binding];
            if is_typed(&row.name)
                || !fits(&context.prefix, &row.name)
                || !row.kind.is_value()
                || !seen.insert(row.name.clone())
            {
                continue;
            }
            // A `let` of this very statement is not there yet.
            if is_being_declared(facts, *binding, context.offset) {
                continue;
            }
            let nearness = last_use.get(&row.name).map_or(0.0, |distance| 2.0 / (1.0 + *distance as f32 / 400.0));
            let often = count.get(&row.name).map_or(0.0, |count| (*count as f32).ln_1p() * 0.5);
            let mut score = 6.0 - distance as f32 * 0.6 + nearness + often;
            // Nobody used it yet: that is what it was declared for.
            let is_variable = matches!(
                row.kind,
                BindingKind::Const | BindingKind::Let | BindingKind::Var | BindingKind::Using | BindingKind::Import
            );
            if is_variable && !count.contains_key(&row.name) {
                score += UNUSED;
            }
            if let Some(expected) = &expected
                && expected.has_members()
            {
                let own = context.infer.type_of_binding(infer::Node::new(context.file, *binding));
                if own.parts().iter().any(|part| expected.parts().contains(part)) {
                    score += 2.0;
                }
            }
            items.push(Item::new(row.name.to_string(), kind_in_list(context, *binding), score));
        }
    }
    if facts
        .scopes_from(context.scope)
        .any(|scope| matches!(facts[scope].kind, ScopeKind::Function(function) if !is_arrow(facts, function)))
        && fits(&context.prefix, "arguments")
    {
        items.push(Item::new("arguments", ItemKind::Variable, 0.5));
    }
    let is_common_js = !facts.has_export_syntax() && context.snapshot.kind(context.file).goal != syntax::Goal::Module;
    for name in context.infer.global_names() {
        let is_module_scope = matches!(&**name, "module" | "exports" | "require" | "__filename" | "__dirname");
        if !fits(&context.prefix, name) || !seen.insert(name.clone()) || (is_module_scope && !is_common_js) {
            continue;
        }
        let kind = context.infer.global_kind(name);
        if kind == infer::MemberKind::Type {
            continue;
        }
        let often = count.get(name).map_or(0.0, |count| 2.0 + (*count as f32).ln_1p());
        let known = if WELL_KNOWN.contains(&&**name) { 2.5 } else { 0.0 };
        items.push(Item::new(name.to_string(), kind.into(), often + known - 1.0));
    }
    used_elsewhere(context, &seen, items);
}

/// Names that the project's files use without declaring them: whatever runs them puts them there, as test runners do.
fn used_elsewhere(context: &Context, seen: &FxHashSet<Name>, items: &mut Vec<Item>) {
    for (name, files) in context.snapshot.usage().undeclared_names() {
        if files < FILES_THAT_AGREE || !fits(&context.prefix, &name) || seen.contains(&Name::from(name.as_str())) {
            continue;
        }
        // The file itself may be the only one of its kind.
        let detail = Some("global".to_owned());
        items.push(Item { detail, ..Item::new(name, ItemKind::Variable, 1.0 + (files as f32).ln_1p() * 0.7) });
    }
}

/// In fewer a name may be a mistake.
const FILES_THAT_AGREE: u32 = 3;

/// Of a variable that nothing uses.
const UNUSED: f32 = 1.0;

/// What programs for Node name often.
const WELL_KNOWN: [&str; 24] = [
    "console",
    "process",
    "module",
    "require",
    "exports",
    "Promise",
    "Object",
    "Array",
    "JSON",
    "Math",
    "Error",
    "Buffer",
    "Map",
    "Set",
    "Date",
    "String",
    "Number",
    "Symbol",
    "setTimeout",
    "clearTimeout",
    "setImmediate",
    "undefined",
    "globalThis",
    "URL",
];

fn is_arrow(facts: &Facts, function: project::facts::FunctionId) -> bool {
    facts[function].flavor == project::facts::FunctionFlavor::Arrow
}

fn is_being_declared(facts: &Facts, binding: BindingId, offset: u32) -> bool {
    let row = &facts[binding];
    matches!(row.kind, BindingKind::Let | BindingKind::Const | BindingKind::Using)
        && row.declarations.len() == 1
        && row.declarations[0].name_range.end() < offset
        && row.declarations[0].range.touches(offset)
        && !row.values.iter().any(|value| matches!(facts[*value].kind, project::facts::ExpressionKind::Function(_)))
}

/// How far away a name was last used, in bytes, and how often it is used.
fn uses(context: &Context) -> (FxHashMap<Name, u32>, FxHashMap<Name, u32>) {
    let mut nearest: FxHashMap<Name, u32> = FxHashMap::default();
    let mut count: FxHashMap<Name, u32> = FxHashMap::default();
    for reference in &context.facts.references {
        if reference.usage == Use::Type || is_typed(&reference.name) {
            continue;
        }
        let distance = reference.range.start().abs_diff(context.offset);
        nearest.entry(reference.name.clone()).and_modify(|known| *known = (*known).min(distance)).or_insert(distance);
        *count.entry(reference.name.clone()).or_default() += 1;
    }
    (nearest, count)
}

/// Of an import what it brings is told, not that it is one.
fn kind_in_list(context: &Context, binding: BindingId) -> ItemKind {
    let kind = context.facts[binding].kind;
    if kind != BindingKind::Import {
        return kind_of(kind);
    }
    match context.infer.type_of_binding(infer::Node::new(context.file, binding)).parts() {
        [Part::Class(_)] => ItemKind::Class,
        [Part::Function { .. }] => ItemKind::Function,
        [] | [Part::ModuleNamespace(_) | Part::AmbientModule(..) | Part::Exports(_)] => ItemKind::Module,
        [Part::EnumObject(_)] => ItemKind::Enum,
        _ => ItemKind::Variable,
    }
}

fn kind_of(kind: BindingKind) -> ItemKind {
    match kind {
        BindingKind::Var | BindingKind::Let | BindingKind::Using | BindingKind::Caught => ItemKind::Variable,
        BindingKind::Const => ItemKind::Constant,
        BindingKind::Parameter => ItemKind::Parameter,
        BindingKind::Function => ItemKind::Function,
        BindingKind::Class => ItemKind::Class,
        BindingKind::Import => ItemKind::Module,
        BindingKind::Enum => ItemKind::Enum,
        BindingKind::Namespace => ItemKind::Module,
        BindingKind::Interface => ItemKind::Interface,
        BindingKind::TypeAlias => ItemKind::Type,
        BindingKind::TypeParameter => ItemKind::TypeParameter,
    }
}

impl From<infer::MemberKind> for ItemKind {
    fn from(kind: infer::MemberKind) -> ItemKind {
        use infer::MemberKind;
        match kind {
            MemberKind::Property | MemberKind::Accessor => ItemKind::Property,
            MemberKind::Method => ItemKind::Method,
            MemberKind::EnumMember => ItemKind::EnumMember,
            MemberKind::Class => ItemKind::Class,
            MemberKind::Function => ItemKind::Function,
            MemberKind::Variable => ItemKind::Variable,
            MemberKind::Module => ItemKind::Module,
            MemberKind::Type => ItemKind::Interface,
        }
    }
}

/// What the file declares at its top and does not export yet.
pub(crate) fn exportable(context: &Context, items: &mut Vec<Item>) {
    let facts = &context.facts;
    for (index, binding) in facts[Facts::FILE_SCOPE].bindings.iter().enumerate() {
        let row = &facts[*binding];
        let is_exported = facts.exports.iter().any(|export| export.what == Exported::Binding(*binding));
        if is_exported || is_typed(&row.name) || !fits(&context.prefix, &row.name) {
            continue;
        }
        // An import is re-exported seldom; what was declared last is likely what is new.
        let score = index as f32 * 0.01 - if row.kind == BindingKind::Import { 5.0 } else { 0.0 };
        items.push(Item::new(row.name.to_string(), kind_of(row.kind), score));
    }
}

/// Names of types: what the file declares, then the library's.
pub(crate) fn types_in_scope(context: &Context, items: &mut Vec<Item>) {
    let facts = &context.facts;
    let mut seen = FxHashSet::default();
    for (distance, scope) in facts.scopes_from(context.scope).enumerate() {
        for binding in &facts[scope].bindings {
            let row = &facts[*binding];
            let is_type = row.declarations.iter().any(|declaration| {
                matches!(
                    declaration.kind,
                    DeclarationKind::Interface(_)
                        | DeclarationKind::Alias(_)
                        | DeclarationKind::Class(_)
                        | DeclarationKind::Enum(_)
                        | DeclarationKind::TypeParameter { .. }
                        | DeclarationKind::Import(_)
                        | DeclarationKind::Namespace(_)
                )
            });
            if is_type && !is_typed(&row.name) && fits(&context.prefix, &row.name) && seen.insert(row.name.clone()) {
                items.push(Item::new(row.name.to_string(), kind_of(row.kind), 6.0 - distance as f32 * 0.5));
            }
        }
    }
    for (index, word) in [
        "string",
        "number",
        "boolean",
        "unknown",
        "void",
        "undefined",
        "null",
        "never",
        "object",
        "any",
        "bigint",
        "symbol",
    ]
    .iter()
    .enumerate()
    {
        if fits(&context.prefix, word) {
            items.push(Item::new(*word, ItemKind::Keyword, 3.0 - index as f32 * 0.05));
        }
    }
    for name in context.infer.global_names() {
        if fits(&context.prefix, name) && seen.insert(name.clone()) && context.infer.is_global_type(name) {
            items.push(Item::new(name.to_string(), ItemKind::Interface, 0.0));
        }
    }
}

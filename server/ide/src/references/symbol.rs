//! What is looked for.

use infer::{Follow, Infer, Member, Node, Origin};
use project::facts::{BindingId, Exported, ExpressionId, ExpressionKind, Facts, ImportId, Name, PropertyKey, Usage};
use project::{Resolved, Snapshot};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::environment::has_browser;
use crate::named::{self, Holder, MemberName, Named, named_at};
use crate::{FilePosition, library, own_files};

/// A thing with a name, by the places that declare it.
pub(crate) struct Symbol {
    pub what: What,
    /// How it is called somewhere.
    pub names: Vec<Name>,
    /// Files that may have uses.
    pub files: Vec<FileId>,
}

pub(crate) enum What {
    /// A name that only its own file knows.
    Local(Node<BindingId>),
    /// The places of its declarations.
    Declared(FxHashSet<(FileId, TextRange)>),
    /// A name that no file declares.
    Global(Name),
    Module(ModuleKey),
}

/// What a specifier leads to, comparably.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ModuleKey {
    File(FileId),
    Builtin(&'static str),
}

impl ModuleKey {
    pub(crate) fn of(resolved: &Resolved) -> Option<ModuleKey> {
        match resolved {
            Resolved::Builtin(name) => Some(ModuleKey::Builtin(name)),
            resolved => resolved.source().or(resolved.declarations()).map(ModuleKey::File),
        }
    }
}

impl Symbol {
    pub(crate) fn at(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Symbol> {
        let facts = snapshot.facts(at.file)?;
        let text = snapshot.text(at.file)?;
        let (named, _) = named_at(&facts, text.text(), at.offset)?;
        let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
        Symbol::of(snapshot, &infer, at.file, &facts, &named, is_cancelled)
    }

    pub(crate) fn of(
        snapshot: &Snapshot,
        infer: &Infer,
        file: FileId,
        facts: &Facts,
        named: &Named,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<Symbol> {
        let everywhere = || own_files::everywhere(snapshot, is_cancelled);
        let origins = match named {
            Named::This(_) => return None,
            Named::Specifier(import) => return module(snapshot, file, *import, is_cancelled),
            Named::Global(reference) => {
                let name = facts[*reference].name.clone();
                return Some(Symbol { what: What::Global(name.clone()), names: vec![name], files: everywhere() });
            }
            Named::Member(member) => related_members(infer, file, facts, member)
                .iter()
                .flat_map(|member| infer.origins_of_members(std::slice::from_ref(member), Follow::Values))
                .collect(),
            other => named::origins(infer, file, facts, other, Follow::Values),
        };
        let local = |binding: BindingId| Symbol {
            what: What::Local(Node::new(file, binding)),
            names: vec![facts[binding].name.clone()],
            files: vec![file],
        };
        let is_whole = |origin: &Origin| match origin {
            Origin::Module(_) | Origin::AmbientModule(..) => true,
            Origin::Value(node) => !is_nameable(infer, *node),
            Origin::Binding(_) | Origin::Member(_) => false,
        };
        if let Named::Binding(binding) = named
            && (origins.is_empty() || origins.iter().any(is_whole))
        {
            return Some(local(*binding));
        }
        let mut names: Vec<Name> = Vec::new();
        if let Named::Member(member) = named {
            names.push(member.name.clone());
        }
        let mut files: Vec<FileId> = Vec::new();
        let mut keys = FxHashSet::default();
        for origin in &origins {
            keys.extend(infer.keys(origin));
            let Some((name, exposed)) = exposed(infer, origin) else { continue };
            names.push(name);
            let home = match origin {
                Origin::Binding(node) => node.file,
                Origin::Value(node) => node.file,
                _ => continue,
            };
            if library::holds(home) || !snapshot.is_own(home) {
                files.extend(everywhere());
            } else if exposed.is_empty() {
                files.push(home);
            } else {
                names.extend(exposed);
                files.extend(own_files::dependents(snapshot, home, is_cancelled));
            }
        }
        if origins.iter().any(|origin| matches!(origin, Origin::Member(_))) || matches!(named, Named::Member(_)) {
            files.extend(everywhere());
        }
        if keys.is_empty() {
            // Nothing says what it is: the same name, each use of it uncertain.
            let Named::Member(_) = named else { return None };
        }
        names.sort();
        names.dedup();
        let mut seen = FxHashSet::default();
        files.retain(|file| seen.insert(*file));
        Some(Symbol { what: What::Declared(keys), names, files })
    }
}

/// The members that a name can mean, with those that a class promises to implement.
pub(crate) fn related_members(infer: &Infer, file: FileId, facts: &Facts, member: &MemberName) -> Vec<Member> {
    let mut members = named::members_of(infer, file, member);
    if let Holder::Class { class, is_static: false } = member.holder {
        for implemented in &facts[class].implements {
            let of = infer.type_from(Node::new(file, *implemented), &None);
            members
                .extend(infer.members_named(&of, &member.name).into_iter().filter(|one| one.level < infer::UNIVERSAL));
        }
    }
    members
}

fn module(snapshot: &Snapshot, file: FileId, import: ImportId, is_cancelled: &dyn Fn() -> bool) -> Option<Symbol> {
    let key = ModuleKey::of(&snapshot.resolve_import(file, import)?)?;
    let all = own_files::everywhere(snapshot, is_cancelled);
    let files = match key {
        ModuleKey::File(target) => snapshot.importers(target),
        ModuleKey::Builtin(_) => all,
    };
    Some(Symbol { what: What::Module(key), names: Vec::new(), files })
}

/// Whether a value without a name is a thing that is spoken of: a function or a class, not a table of them.
fn is_nameable(infer: &Infer, node: Node<ExpressionId>) -> bool {
    infer
        .facts(node.file)
        .is_some_and(|facts| matches!(facts[node.id].kind, ExpressionKind::Function(_) | ExpressionKind::Class(_)))
}

/// How an origin is called, and the names under which others can have it.
fn exposed(infer: &Infer, origin: &Origin) -> Option<(Name, Vec<Name>)> {
    match origin {
        Origin::Binding(node) => {
            let facts = infer.facts(node.file)?;
            Some((facts[node.id].name.clone(), exposed_names(&facts, node.id)))
        }
        Origin::Member(member) => Some((member.name.clone(), Vec::new())),
        Origin::Value(node) => {
            let facts = infer.facts(node.file)?;
            let name = match facts[node.id].kind {
                ExpressionKind::Function(function) => facts[function].name.clone(),
                ExpressionKind::Class(class) => facts[class].name.clone(),
                _ => None,
            };
            Some((name.unwrap_or_else(|| Name::from("default")), vec![Name::from("default")]))
        }
        Origin::Module(_) | Origin::AmbientModule(..) => None,
    }
}

/// The names under which a file lets others see what one of its names holds: exports, and properties that it is put into.
pub(crate) fn exposed_names(facts: &Facts, binding: BindingId) -> Vec<Name> {
    use project::facts::ExportName;
    let mut names = Vec::new();
    let is_it = |expression: ExpressionId| match facts[expression].kind {
        ExpressionKind::Reference(reference) => facts[reference].binding == Some(binding),
        _ => false,
    };
    let of_namespaces = facts.namespaces.iter().flat_map(|namespace| &namespace.exports);
    let of_modules = facts.ambient_modules.iter().flat_map(|module| &module.exports);
    for export in facts.exports.iter().chain(of_namespaces).chain(of_modules) {
        let is_this = match export.what {
            Exported::Binding(exported) => exported == binding,
            Exported::Expression(expression) => is_it(expression),
            _ => false,
        };
        if is_this {
            names.push(match &export.name {
                ExportName::Named(name) => name.clone(),
                _ => Name::from("default"),
            });
        }
    }
    let is_put_somewhere = facts
        .references
        .iter()
        .any(|reference| reference.binding == Some(binding) && matches!(reference.usage, Usage::Read));
    if !is_put_somewhere {
        return names;
    }
    for expression in &facts.expressions {
        match &expression.kind {
            ExpressionKind::Assign { target, value, operator: None } if is_it(*value) => {
                if let ExpressionKind::Member { property, .. } = &facts[*target].kind {
                    names.push(if *property == *"exports" { Name::from("default") } else { property.clone() });
                }
            }
            ExpressionKind::Object(properties) => {
                let put = properties.iter().filter(|property| is_it(property.value));
                names.extend(put.filter_map(|property| match &property.key {
                    PropertyKey::Name(name) => Some(name.clone()),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    names
}

//! Gives a name another one, wherever the project has it, or says in a sentence why not.
//!
//! What a file calls something and what its module calls it are two names: renaming one keeps the other, with `as` or with
//! `key: name`, except that who imports a name as it is exported is renamed with it. What is certain is renamed and nothing else.
//! Files: [`will_rename_files`].

mod conflicts;
mod edits;
mod files;
mod members;
#[cfg(test)]
mod tests;

use infer::{Follow, Infer, MemberValue, Node, Origin};
use project::Snapshot;
use project::facts::{BindingId, ExportName, Exported, Facts, ImportedName, Name, Usage};
use source::{Edit, FileId, TextRange};

use crate::environment::has_browser;
use crate::named::{self, MemberName, Named, named_at};
use crate::{FilePosition, events, library};
use edits::Edits;

pub use files::{FileRename, will_rename_files};

/// The name that would be renamed.
#[derive(Clone, PartialEq, Debug)]
pub struct RenameTarget {
    pub range: TextRange,
    pub name: String,
}

/// What changes in one file. The edits do not overlap and are in the order of the text.
#[derive(Clone, PartialEq, Debug)]
pub struct FileEdits {
    pub file: FileId,
    pub edits: Vec<Edit>,
}

/// Whether there is something to rename; else why not.
pub fn prepare_rename(
    snapshot: &Snapshot,
    at: FilePosition,
    is_cancelled: &dyn Fn() -> bool,
) -> Result<RenameTarget, String> {
    if let Some(event) = events::prepare_rename(snapshot, at, is_cancelled) {
        return event.map(|(range, name)| RenameTarget { range, name });
    }
    let found = Found::at(snapshot, at, is_cancelled)?;
    let text = snapshot.text(at.file).ok_or(NOTHING)?;
    let (range, name) = unquoted(found.range, text.slice(found.range));
    Ok(RenameTarget { range, name })
}

/// The edits that give it the new name.
pub fn rename(
    snapshot: &Snapshot,
    at: FilePosition,
    new_name: &str,
    is_cancelled: &dyn Fn() -> bool,
) -> Result<Vec<FileEdits>, String> {
    if let Some(edits) = events::rename(snapshot, at, new_name, is_cancelled) {
        return edits;
    }
    let found = Found::at(snapshot, at, is_cancelled)?;
    let mut edits = Edits::new(snapshot, new_name, is_cancelled);
    match &found.subject {
        Subject::Binding(node) => edits.binding(*node)?,
        Subject::Export { file, name } => edits.export(*file, name)?,
        Subject::Member(member) => members::rename(&mut edits, at.file, member)?,
    }
    let text = snapshot.text(at.file).ok_or(NOTHING)?;
    let (_, old) = unquoted(found.range, text.slice(found.range));
    edits.finish(&old)
}

const NOTHING: &str = "There is no name here that could be renamed";

/// What is renamed.
#[derive(Clone, PartialEq, Debug)]
enum Subject {
    /// A name of a file.
    Binding(Node<BindingId>),
    /// The name that a module gives to something, by the file that lists it.
    Export {
        file: FileId,
        name: Name,
    },
    Member(MemberName),
}

struct Found {
    subject: Subject,
    range: TextRange,
}

impl Found {
    fn at(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Result<Found, String> {
        let facts = snapshot.facts(at.file).ok_or(NOTHING)?;
        let text = snapshot.text(at.file).ok_or(NOTHING)?;
        let (named, range) = named_at(&facts, text.text(), at.offset).ok_or(NOTHING)?;
        let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
        let word = text.slice(range).to_owned();
        let subject = match named {
            Named::This(_) => return Err(format!("`{word}` is a keyword and can't be renamed")),
            Named::Specifier(_) => return Err("A module gets another name when its file is renamed".to_owned()),
            Named::Global(_) => {
                let origins = named::origins(&infer, at.file, &facts, &named, Follow::Names);
                return Err(match origins.first().and_then(|origin| owner(snapshot, &infer, origin)) {
                    Some(owner) => not_ours(&word, &owner),
                    None => format!("`{word}` is not declared in the project"),
                });
            }
            Named::Binding(binding) => Subject::Binding(Node::new(at.file, binding)),
            Named::Imported(import, ref name) => {
                let ImportedName::Named(name) = name else {
                    return Err(format!("`{word}` is a keyword and can't be renamed"));
                };
                match infer.export_named(Node::new(at.file, import), &ImportedName::Named(name.clone())) {
                    Some((file, what)) => of_export(&infer, file, &what, name),
                    None => {
                        let origins = named::origins(&infer, at.file, &facts, &named, Follow::Names);
                        let origin =
                            origins.first().ok_or_else(|| format!("`{word}` is not exported by its module"))?;
                        declared_member(&infer, origin).ok_or(NOTHING)?
                    }
                }
            }
            Named::Exported(index) => match &facts.exports[index].name {
                ExportName::Named(name) => of_export(&infer, at.file, &facts.exports[index].what, name),
                _ => return Err(format!("`{word}` is a keyword and can't be renamed")),
            },
            Named::InType(_) => {
                let origins = named::origins(&infer, at.file, &facts, &named, Follow::Names);
                match origins.first() {
                    Some(Origin::Binding(node)) => Subject::Binding(*node),
                    _ => return Err(format!("Where `{word}` is declared is not known")),
                }
            }
            Named::Member(member) => of_member(snapshot, &infer, at.file, &facts, member)?,
        };
        let home = match &subject {
            Subject::Binding(node) => node.file,
            Subject::Export { file, .. } => *file,
            Subject::Member(_) => at.file,
        };
        if !is_own(snapshot, home) {
            return Err(not_ours(&word, &owner_of_file(snapshot, home)));
        }
        Ok(Found { subject, range })
    }
}

/// The export of a module under a name: the variable, where the declaration itself is exported.
fn of_export(infer: &Infer, file: FileId, what: &Exported, name: &Name) -> Subject {
    match what {
        Exported::Binding(binding) if exported_directly(infer, Node::new(file, *binding)).as_ref() == Some(name) => {
            Subject::Binding(Node::new(file, *binding))
        }
        _ => Subject::Export { file, name: name.clone() },
    }
}

/// The name under which a declaration with `export` before it is exported.
fn exported_directly(infer: &Infer, node: Node<BindingId>) -> Option<Name> {
    let facts = infer.facts(node.file)?;
    let of_namespaces = facts.namespaces.iter().flat_map(|namespace| &namespace.exports);
    facts.exports.iter().chain(of_namespaces).find_map(|export| match (&export.name, &export.what) {
        (ExportName::Named(name), Exported::Binding(binding)) if *binding == node.id => {
            let is_listed = facts
                .references
                .iter()
                .any(|reference| reference.usage == Usage::Export && export.range.contains_range(reference.range));
            (!is_listed).then(|| name.clone())
        }
        _ => None,
    })
}

fn of_member(
    snapshot: &Snapshot,
    infer: &Infer,
    file: FileId,
    facts: &Facts,
    member: MemberName,
) -> Result<Subject, String> {
    let name = &member.name;
    let members = crate::references::related_members(infer, file, facts, &member);
    // A module's export by way of its namespace.
    if let Some(MemberValue::Exported(home, what)) = members.first().map(|nearest| &nearest.value) {
        let subject = of_export(infer, *home, what, name);
        return if is_own(snapshot, *home) {
            Ok(subject)
        } else {
            Err(not_ours(name, &owner_of_file(snapshot, *home)))
        };
    }
    let places: Vec<(FileId, TextRange)> = members.iter().filter_map(|member| member.place).collect();
    if let Some((other, _)) = places.iter().find(|(file, _)| !is_own(snapshot, *file)) {
        return Err(not_ours(name, &owner_of_file(snapshot, *other)));
    }
    if places.is_empty() {
        return Err(format!("Where `{name}` is declared is not known, so its uses can't be told from others"));
    }
    Ok(Subject::Member(member))
}

/// The member that an origin is, as its own file has it.
fn declared_member(infer: &Infer, origin: &Origin) -> Option<Subject> {
    match origin {
        Origin::Binding(node) => Some(Subject::Binding(*node)),
        Origin::Member(member) => {
            let (file, range) = member.place?;
            let facts = infer.facts(file)?;
            let mut found = None;
            named::each_member(&facts, &mut |member| {
                if member.range == range && found.is_none() {
                    found = Some(member);
                }
            });
            found.map(Subject::Member)
        }
        _ => None,
    }
}

fn is_own(snapshot: &Snapshot, file: FileId) -> bool {
    !library::holds(file) && snapshot.is_own(file)
}

fn owner(snapshot: &Snapshot, infer: &Infer, origin: &Origin) -> Option<String> {
    let (file, _) = infer.keys(origin).into_iter().next()?;
    Some(owner_of_file(snapshot, file))
}

fn owner_of_file(snapshot: &Snapshot, file: FileId) -> String {
    if let Some((name, _)) = library::file(file) {
        return if name.starts_with("node") { "Node" } else { "the standard library" }.to_owned();
    }
    match snapshot.package_of(file).and_then(|package| package.name.clone()) {
        Some(name) => format!("the package `{name}`"),
        None => format!("`{}`, which is not part of the project", snapshot.path(file).display()),
    }
}

fn not_ours(name: &str, owner: &str) -> String {
    format!("`{name}` is declared by {owner} and can't be renamed here")
}

/// The range and the text without quotes.
fn unquoted(range: TextRange, text: &str) -> (TextRange, String) {
    let is_quoted = text.len() >= 2 && text.starts_with(['\'', '"', '`']);
    if !is_quoted {
        return (range, text.to_owned());
    }
    (TextRange::new(range.start() + 1, range.end() - 1), text[1..text.len() - 1].to_owned())
}

/// Whether a variable can be called so.
pub(crate) fn is_name(name: &str) -> bool {
    conflicts::check_name(name).is_ok()
}

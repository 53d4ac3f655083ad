//! Renames a member: where it is declared, where classes of one family declare it again, and where it is used.

use infer::{Follow, Infer, Node, Origin};
use project::facts::{Facts, ImportedName, Name};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use super::edits::Edits;
use super::{conflicts, is_own};
use crate::named::{self, MemberName, each_member};
use crate::occurrences::Forms;
use crate::own_files;
use crate::references::related_members;

/// How often the search starts again because a use means one more declaration: `(a || b).name`.
const ROUNDS: usize = 4;

pub(super) fn rename(edits: &mut Edits, file: FileId, member: &MemberName) -> Result<(), String> {
    let infer = edits.infer();
    let Some(facts) = infer.facts(file) else { return Ok(()) };
    let old = member.name.clone();
    let new_name = edits.new_name.strip_prefix('#').unwrap_or(edits.new_name).to_owned();
    if *old == *edits.new_name || old.strip_prefix('#') == Some(new_name.as_str()) {
        return Ok(());
    }
    conflicts::check_word(&new_name)?;
    let mut keys: FxHashSet<(FileId, TextRange)> =
        related_members(&infer, file, &facts, member).iter().filter_map(|member| member.place).collect();
    let mut files = own_files::everywhere(edits.snapshot, edits.is_cancelled);
    let word = old.trim_start_matches('#').to_owned();
    files.retain(|file| edits.snapshot.text(*file).is_some_and(|text| own_files::mentions(text.text(), &word)));
    if !files.contains(&file) {
        files.push(file);
    }
    for _ in 0..ROUNDS {
        edits.clear();
        let known = keys.len();
        for file in &files {
            if (edits.is_cancelled)() {
                return Ok(());
            }
            infer.refuel();
            let Some(facts) = infer.facts(*file) else { continue };
            in_file(edits, &infer, *file, &facts, &old, &mut keys)?;
        }
        if keys.len() == known {
            break;
        }
    }
    Ok(())
}

fn in_file(
    edits: &mut Edits,
    infer: &Infer,
    file: FileId,
    facts: &Facts,
    old: &Name,
    keys: &mut FxHashSet<(FileId, TextRange)>,
) -> Result<(), String> {
    let mut candidates = Vec::new();
    each_member(facts, &mut |member| {
        if member.name == *old {
            candidates.push(member);
        }
    });
    let forms = Forms::of(facts);
    for candidate in candidates {
        let members = related_members(infer, file, facts, &candidate);
        let places: Vec<(FileId, TextRange)> = members.iter().filter_map(|member| member.place).collect();
        let is_meant = keys.contains(&(file, candidate.range)) || places.iter().any(|place| keys.contains(place));
        // What may as well be a package's stays.
        if !is_meant || places.iter().any(|(file, _)| !is_own(edits.snapshot, *file)) {
            continue;
        }
        keys.extend(places);
        if candidate.holder.declares() {
            let of = named::holder_type(infer, file, candidate.holder);
            let taken = infer.members_named(&of, &renamed(old, edits.new_name));
            if taken.iter().any(|member| member.level < infer::UNIVERSAL) {
                let holder = named::holder_name(facts, candidate.range);
                let holder = holder.map_or_else(|| "The object".to_owned(), |name| format!("`{name}`"));
                return Err(format!("{holder} has a member `{}` already", edits.new_name));
            }
        }
        edits.outer(facts, file, candidate.range, forms.at(candidate.range));
    }
    // `import { old }` of a module that puts it on its `exports`.
    let is_meant = |import| {
        let import = Node::new(file, import);
        let origins = infer.origins_of_import(import, &ImportedName::Named(old.clone()), Follow::Names);
        origins.iter().any(|origin| match origin {
            Origin::Member(member) => member.place.is_some_and(|place| keys.contains(&place)),
            _ => false,
        })
    };
    edits.specifiers(facts, file, old, is_meant);
    Ok(())
}

/// The new name with the mark of a private one, where the old one has it.
fn renamed(old: &str, new_name: &str) -> String {
    let new_name = new_name.strip_prefix('#').unwrap_or(new_name);
    if old.starts_with('#') { format!("#{new_name}") } else { new_name.to_owned() }
}

//! Names of events: from those who listen to those who emit and back, every use of one, what an emitter's events are called.
//!
//! Two calls are about the same event if the names are equal and the emitters are the same, as far as that is known; see
//! [`infer::Emitter`]. Where too little is known of one of two emitters they may be the same: such uses are uncertain, and count only
//! where there are no certain ones.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use infer::{Emitter, EventCall, EventRole, Infer, Kinship, Node, Place};
use project::Snapshot;
use project::facts::{ExpressionKind, Facts, Name};
use rustc_hash::{FxHashMap, FxHashSet};
use source::{Edit, FileId, TextRange};

use crate::environment::has_browser;
use crate::occurrences::ReferenceKind;
use crate::references::Reference;
use crate::rename::FileEdits;
use crate::{FilePosition, library, named, own_files};

/// Files that are looked through for the names of an emitter's events while somebody types.
const FILES: usize = 200;

/// The string at the cursor that names an event.
pub(crate) struct Event {
    call: EventCall,
    emitter: Emitter,
    facts: Arc<Facts>,
    file: FileId,
    /// With its quotes.
    pub range: TextRange,
}

/// One call that is about an event.
struct Use {
    file: FileId,
    range: TextRange,
    call_range: TextRange,
    role: EventRole,
    kinship: Kinship,
}

impl Event {
    pub(crate) fn at(snapshot: &Snapshot, infer: &Infer, at: FilePosition) -> Option<Event> {
        let facts = snapshot.facts(at.file)?;
        let call = EventCall::all(&facts).find(|call| facts[call.string].range.touches(at.offset))?;
        let emitter = infer.emitter_of(&facts, at.file, &call)?;
        let range = facts[call.string].range;
        Some(Event { call, emitter, facts, file: at.file, range })
    }

    /// Every use in the own files; uncertain ones only where nothing certain but the event itself was found, and no other emitter has
    /// an event of this name. Waits until all own files are read.
    fn uses(&self, snapshot: &Snapshot, is_cancelled: &dyn Fn() -> bool) -> Vec<Use> {
        let mut found: Vec<Use> = Vec::new();
        let mut is_shared = false;
        let files = own_files::everywhere(snapshot, is_cancelled);
        let mut files: Vec<FileId> = files.into_iter().filter(|file| self.is_mentioned(snapshot, *file)).collect();
        // What is nearest comes first: this file, then by path.
        files.sort_by_cached_key(|file| (*file != self.file, snapshot.path(*file)));
        own_files::visit(snapshot, &files, is_cancelled, &mut |infer, file| {
            let Some(facts) = infer.facts(file) else { return };
            for call in EventCall::all(&facts).filter(|call| call.name == self.call.name) {
                infer.refuel();
                let range = facts[call.string].range;
                let is_itself = file == self.file && range == self.range;
                let kinship = match infer.emitter_of(&facts, file, &call) {
                    _ if is_itself => Kinship::Same,
                    Some(other) => self.emitter.kinship(&other),
                    None => continue,
                };
                is_shared |= kinship == Kinship::Other;
                if kinship != Kinship::Other {
                    let call_range = facts[call.call].range;
                    found.push(Use { file, range, call_range, role: call.role, kinship });
                }
            }
        });
        let is_certain = |one: &Use| one.kinship == Kinship::Same;
        if is_shared || found.iter().filter(|one| is_certain(one)).count() > 1 {
            found.retain(is_certain);
        }
        found
    }

    /// Where the package of an emitter emits its event, as it runs: in the files of its classes.
    fn in_package(&self, snapshot: &Snapshot, wanted: EventRole, is_cancelled: &dyn Fn() -> bool) -> Vec<Place> {
        let infer = Infer::new(snapshot, is_cancelled).preferring_sources();
        let Some(emitter) = infer.emitter_of(&self.facts, self.file, &self.call) else { return Vec::new() };
        let mut found = Vec::new();
        for home in emitter.homes().into_iter().filter(|home| !library::holds(*home) && !snapshot.is_own(*home)) {
            let Some(facts) = infer.facts(home) else { continue };
            for call in EventCall::all(&facts).filter(|call| call.name == self.call.name && call.role == wanted) {
                let whose = infer.emitter_of(&facts, home, &call);
                if whose.is_some_and(|whose| emitter.kinship(&whose) == Kinship::Same) {
                    let (name_range, range) = (facts[call.string].range, facts[call.call].range);
                    found.push(Place { file: home, name_range, range });
                }
            }
        }
        found
    }

    fn is_mentioned(&self, snapshot: &Snapshot, file: FileId) -> bool {
        snapshot.text(file).is_some_and(|text| text.text().contains(&*self.call.name))
    }

    /// Whether a declaration tells of the event: then it is not the project's alone.
    fn declared(&self, infer: &Infer) -> Option<Place> {
        let ExpressionKind::Call { callee, .. } = &self.facts[self.call.call].kind else { return None };
        let ExpressionKind::Member { property_range, .. } = &self.facts[*callee].kind else { return None };
        let signature = named::called_signature(infer, self.file, &self.facts, *property_range)?;
        let name = infer.parameter_type(&signature, 0);
        let facts = infer.facts(signature.function.file)?;
        let row = &facts[signature.function.id];
        let tells = name.as_string() == Some(&self.call.name) && row.body.is_none();
        let name_range = row.name_range.unwrap_or(TextRange::empty(row.range.start()));
        tells.then_some(Place { file: signature.function.file, name_range, range: row.range })
    }
}

/// From a listener to where its event is emitted, from there to those who listen; else to what declares the event.
pub(crate) fn definition(
    snapshot: &Snapshot,
    at: FilePosition,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<(TextRange, Vec<Place>)> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let event = Event::at(snapshot, &infer, at)?;
    let wanted = if event.call.role == EventRole::Emit { EventRole::Listen } else { EventRole::Emit };
    let uses = event.uses(snapshot, is_cancelled);
    let mut places: Vec<Place> = uses
        .iter()
        .filter(|one| one.role == wanted)
        .map(|one| Place { file: one.file, name_range: one.range, range: one.call_range })
        .collect();
    if places.is_empty() {
        places = event.in_package(snapshot, wanted, is_cancelled);
    }
    if places.is_empty() {
        infer.refuel();
        places.extend(event.declared(&infer));
    }
    Some((event.range, places))
}

pub(crate) fn references(
    snapshot: &Snapshot,
    at: FilePosition,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Reference>> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let event = Event::at(snapshot, &infer, at)?;
    let uses = event.uses(snapshot, is_cancelled);
    let reference = |one: &Use| Reference {
        file: one.file,
        range: one.range,
        kind: if one.role == EventRole::Emit { ReferenceKind::Write } else { ReferenceKind::Read },
        is_certain: one.kinship == Kinship::Same,
    };
    Some(uses.iter().map(reference).collect())
}

/// The same name in the calls of a file that are about events, and whether it is emitted there.
pub(crate) fn in_file(facts: &Facts, offset: u32) -> Vec<(TextRange, bool)> {
    let Some(here) = EventCall::all(facts).find(|call| facts[call.string].range.touches(offset)) else {
        return Vec::new();
    };
    let same = EventCall::all(facts).filter(|call| call.name == here.name);
    same.map(|call| (facts[call.string].range, call.role == EventRole::Emit)).collect()
}

/// What an event gives to its listeners, as far as it is known who emits it.
pub(crate) fn hover(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<crate::Hover> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let event = Event::at(snapshot, &infer, at)?;
    let uses = event.uses(snapshot, is_cancelled);
    let (emits, others): (Vec<&Use>, Vec<&Use>) = uses.iter().partition(|one| one.role == EventRole::Emit);
    let mut parameters: Vec<(String, infer::Type)> = Vec::new();
    for one in &emits {
        infer.refuel();
        let Some(facts) = infer.facts(one.file) else { continue };
        let is_it = |call: &EventCall| facts[call.string].range == one.range;
        let Some(call) = EventCall::all(&facts).find(is_it) else { continue };
        let ExpressionKind::Call { arguments, .. } = &facts[call.call].kind else { continue };
        for (index, argument) in arguments.iter().skip(1).enumerate() {
            let of = infer.type_of(Node::new(one.file, *argument)).widened();
            match parameters.get_mut(index) {
                Some((_, known)) => known.merge(of),
                None => parameters.push((name_of_argument(&facts, &facts[*argument].kind, index), of)),
            }
        }
    }
    let parameters: Vec<String> =
        parameters.iter().map(|(name, of)| format!("{name}: {}", infer.display(of))).collect();
    let code = format!("(event) {}({})", event.call.name, parameters.join(", "));
    let listeners = others.iter().filter(|one| one.role == EventRole::Listen).count();
    if emits.is_empty() {
        return None;
    }
    let places = |count: usize| format!("{count} place{}", if count == 1 { "" } else { "s" });
    let documentation = format!("Emitted in {}, listened to in {}.", places(emits.len()), places(listeners));
    Some(crate::Hover { range: event.range, code, documentation })
}

fn name_of_argument(facts: &Facts, argument: &ExpressionKind, index: usize) -> String {
    match argument {
        ExpressionKind::Reference(reference) => facts[*reference].name.to_string(),
        ExpressionKind::Member { property, .. } => property.to_string(),
        _ => format!("value{}", index + 1),
    }
}

/// The name of the event at a place, without quotes, if all who use it are known; else why it can't be renamed. `None`: no event.
pub(crate) fn prepare_rename(
    snapshot: &Snapshot,
    at: FilePosition,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<(TextRange, String), String>> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let event = Event::at(snapshot, &infer, at)?;
    let name = &event.call.name;
    if !event.emitter.is_known() {
        return Some(Err(format!("Whose event `{name}` is is not known")));
    }
    if event.declared(&infer).is_some() {
        return Some(Err(format!("`{name}` is declared outside of the project")));
    }
    let inner = TextRange::new(event.range.start() + 1, event.range.end() - 1);
    // A name with escapes is not what stands in the text.
    let text = snapshot.text(at.file)?;
    let is_plain = text.slice(inner) == &**name;
    Some(is_plain.then(|| (inner, name.to_string())).ok_or_else(|| "An event with escapes in its name".to_owned()))
}

pub(crate) fn rename(
    snapshot: &Snapshot,
    at: FilePosition,
    new_name: &str,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<Vec<FileEdits>, String>> {
    if let Err(why) = prepare_rename(snapshot, at, is_cancelled)? {
        return Some(Err(why));
    }
    if new_name.is_empty() || new_name.contains(['\'', '"', '`', '\\', '\n', '\r', '$']) {
        return Some(Err(format!("`{new_name}` can't stand in quotes as it is")));
    }
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let event = Event::at(snapshot, &infer, at)?;
    let mut files: Vec<FileEdits> = Vec::new();
    for one in event.uses(snapshot, is_cancelled).iter().filter(|one| one.kinship == Kinship::Same) {
        let edit = Edit::replace(TextRange::new(one.range.start() + 1, one.range.end() - 1), new_name.to_owned());
        match files.iter_mut().find(|edits| edits.file == one.file) {
            Some(edits) => edits.edits.push(edit),
            None => files.push(FileEdits { file: one.file, edits: vec![edit] }),
        }
    }
    for edits in &mut files {
        edits.edits.sort_by_key(|edit| edit.range.start());
    }
    Some(Ok(files))
}

/// The names of events that an emitter is known to have, with how likely each is meant, without those of the call itself. It waits for
/// nothing: files that were not read yet are passed over.
pub(crate) fn names(
    snapshot: &Snapshot,
    infer: &Infer,
    file: FileId,
    facts: &Arc<Facts>,
    call: &EventCall,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<(Name, f32)> {
    let Some(emitter) = infer.emitter_of(facts, file, call) else { return Vec::new() };
    let mut found: FxHashMap<Name, f32> = FxHashMap::default();
    for other in files_of(snapshot, &emitter, file) {
        if is_cancelled() {
            break;
        }
        let Some(facts) = infer.facts(other) else { continue };
        infer.refuel();
        for one in EventCall::all(&facts).filter(|one| other != file || one.string != call.string) {
            if found.get(&one.name).is_some_and(|score| *score > LIKELY) {
                continue;
            }
            let Some(whose) = infer.emitter_of(&facts, other, &one) else { continue };
            let score = match emitter.kinship(&whose) {
                Kinship::Other => continue,
                Kinship::Unknown => LIKELY,
                // Listeners want what is emitted, and emitters who listens.
                Kinship::Same if (one.role == EventRole::Emit) != (call.role == EventRole::Emit) => LIKELY + 5.0,
                Kinship::Same => LIKELY + 4.0,
            };
            // What is known of another file's emitters says nothing of one that is not known.
            if other == file || score > LIKELY {
                let known = found.entry(one.name.clone()).or_insert(score);
                *known = known.max(score);
            }
        }
    }
    found.into_iter().collect()
}

/// The score of a name that somebody uses nearby.
const LIKELY: f32 = 2.0;

/// A file, those that declare an emitter, and those that can have it from there.
fn files_of(snapshot: &Snapshot, emitter: &Emitter, file: FileId) -> Vec<FileId> {
    let mut files = vec![file];
    let mut seen = FxHashSet::from_iter([file]);
    let homes = emitter.homes().into_iter().filter(|home| !library::holds(*home) && snapshot.is_own(*home));
    files.extend(homes.filter(|home| seen.insert(*home)));
    let mut index = if emitter.homes().contains(&file) { 0 } else { 1 };
    while index < files.len() && files.len() < FILES {
        files.extend(snapshot.importers(files[index]).into_iter().filter(|importer| seen.insert(*importer)));
        index += 1;
    }
    let unread: FxHashSet<FileId> = snapshot.unread_files().into_iter().collect();
    files.retain(|one| *one == file || !unread.contains(one));
    files.truncate(FILES);
    files
}

//! Where a member may be declared that is not found in what its receiver is known to be: methods of that name in the project's own files, if there
//! are few. It never waits: files that were not read yet are passed over.

use infer::{Infer, Part, Place, Type, UNIVERSAL};
use project::Snapshot;
use project::facts::{ExpressionKind, Facts, Name};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::named::{Holder, MemberName, each_member};
use crate::own_files;

/// With more than this many the name says nothing.
const MOST: usize = 3;

/// Shorter names are everywhere.
const SHORTEST: usize = 3;

pub(super) fn methods(
    snapshot: &Snapshot,
    infer: &Infer,
    member: &MemberName,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<Place> {
    let Holder::Value(_) = member.holder else { return Vec::new() };
    if member.name.len() < SHORTEST || is_of_library(infer, &member.name) {
        return Vec::new();
    }
    let unread: FxHashSet<FileId> = snapshot.unread_files().into_iter().collect();
    let mut found: Vec<Place> = Vec::new();
    for file in snapshot.own_files().iter().copied().filter(|file| !unread.contains(file)) {
        if is_cancelled() {
            return Vec::new();
        }
        let mentions = snapshot.text(file).is_some_and(|text| own_files::mentions(text.text(), &member.name));
        let Some(facts) = snapshot.facts(file).filter(|_| mentions) else { continue };
        found.extend(declared(&facts, &member.name).into_iter().map(|range| infer.place_of_member((file, range))));
        if found.len() > MOST {
            return Vec::new();
        }
    }
    found
}

/// Whether lists, strings, promises or maps have a member of this name: that is likelier meant than anything of the project.
fn is_of_library(infer: &Infer, name: &str) -> bool {
    let usual: Type = [Part::array(Type::unknown()), Part::String(None)].into_iter().collect();
    let others = ["Promise", "Map", "Set", "Function", "EventEmitter", "RegExp", "Date"].into_iter();
    let others = others.filter_map(|of| infer.instances_of_library(of));
    let has = |of: &Type| infer.members_named(of, name).iter().any(|member| member.level <= UNIVERSAL);
    has(&usual) || others.into_iter().any(|of| has(&of))
}

/// The methods and functions of a file that are members of this name.
fn declared(facts: &Facts, name: &Name) -> Vec<TextRange> {
    let mut found = Vec::new();
    each_member(facts, &mut |member| {
        let is_method = match member.holder {
            Holder::Class { .. } | Holder::Interface(_) => true,
            Holder::Object(object) => holds_function(facts, object, member.range),
            _ => false,
        };
        if is_method && member.name == *name {
            found.push(member.range);
        }
    });
    for assignment in &facts.assignments {
        if let ExpressionKind::Assign { target, value, operator: None } = facts[assignment.expression].kind
            && let ExpressionKind::Member { property, property_range, .. } = &facts[target].kind
            && property == name
            && matches!(facts[value].kind, ExpressionKind::Function(_) | ExpressionKind::Class(_))
        {
            found.push(*property_range);
        }
    }
    found
}

fn holds_function(facts: &Facts, object: project::facts::ExpressionId, key: TextRange) -> bool {
    let ExpressionKind::Object(properties) = &facts[object].kind else { return false };
    let mut here = properties.iter().filter(|property| property.key_range == key);
    here.any(|property| matches!(facts[property.value].kind, ExpressionKind::Function(_)))
}

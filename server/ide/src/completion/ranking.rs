//! The order of a list: what this value is first, then how often this name follows such a receiver, here and elsewhere.
//!
//! A member's score is the logarithm of a probability: a mixture of how often the name follows a receiver of that name in the
//! file, in the project and its dependencies, and how often it follows anything, over a prior from where the member is declared.

use project::facts::{ExpressionId, ExpressionKind, Facts, Name};
use rustc_hash::FxHashMap;

use super::context::{Context, is_typed};

/// How names follow receivers in one file.
#[derive(Default)]
pub(crate) struct Usage {
    after: FxHashMap<Name, u32>,
    after_total: u32,
    anywhere: FxHashMap<Name, u32>,
    anywhere_total: u32,
}

/// The name by which statistics know a value: the last name of what stands before the dot.
pub(crate) fn receiver_name(facts: &Facts, object: ExpressionId) -> Option<String> {
    Some(match &facts[object].kind {
        ExpressionKind::Reference(reference) => facts[*reference].name.to_string(),
        ExpressionKind::This(_) => "this".to_owned(),
        ExpressionKind::Super(_) => "super".to_owned(),
        ExpressionKind::Member { property, .. } => property.to_string(),
        ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. } => format!("(){}", receiver_name(facts, *callee)?),
        ExpressionKind::NonNull(inner) | ExpressionKind::As { value: inner, .. } | ExpressionKind::Await(inner) => {
            receiver_name(facts, *inner)?
        }
        ExpressionKind::String(_) | ExpressionKind::Template(_) => "\"\"".to_owned(),
        ExpressionKind::Array(_) => "[]".to_owned(),
        ExpressionKind::RegularExpression => "//".to_owned(),
        _ => return None,
    })
}

impl Usage {
    /// What the file says of a receiver. The cursor's own member is not counted.
    pub fn in_file(facts: &Facts, receiver: Option<&str>) -> Usage {
        let mut usage = Usage::default();
        for expression in &facts.expressions {
            let ExpressionKind::Member { object, property, .. } = &expression.kind else { continue };
            if is_typed(property) {
                continue;
            }
            *usage.anywhere.entry(property.clone()).or_default() += 1;
            usage.anywhere_total += 1;
            if receiver.is_some() && receiver_name(facts, *object).as_deref() == receiver {
                *usage.after.entry(property.clone()).or_default() += 1;
                usage.after_total += 1;
            }
        }
        usage
    }

    pub fn names_after(&self) -> impl Iterator<Item = (&Name, u32)> {
        self.after.iter().map(|(name, count)| (name, *count))
    }

    pub fn names_anywhere(&self) -> impl Iterator<Item = (&Name, u32)> {
        self.anywhere.iter().map(|(name, count)| (name, *count))
    }
}

/// The share of `count` in `total`, where little evidence weighs little.
fn share(count: u32, total: u32) -> f32 {
    count as f32 / (total as f32 + 3.0)
}

/// How likely `name` follows the receiver, as the logarithm of a probability.
pub(crate) fn follows(context: &Context, usage: &Usage, receiver: Option<&str>, name: &Name, prior: f32) -> f32 {
    let count = |map: &FxHashMap<Name, u32>| map.get(name).copied().unwrap_or(0);
    let in_file = share(count(&usage.after), usage.after_total);
    let in_file_anywhere = share(count(&usage.anywhere), usage.anywhere_total);
    let project = context.snapshot.member_usage();
    let elsewhere = receiver.map_or(0.0, |receiver| share(project.count(receiver, name), project.receiver_total(receiver)));
    let elsewhere_anywhere = share(project.member_total(name), project.total());
    let mixture = 0.40 * in_file + 0.25 * elsewhere + 0.10 * in_file_anywhere + 0.10 * elsewhere_anywhere;
    (mixture + 0.02 * prior).max(1e-9).ln()
}

/// How well what was typed fits: the items that begin with it come before those that only hold its letters.
pub(crate) fn fits(prefix: &str, label: &str) -> bool {
    if prefix.is_empty() {
        return true;
    }
    let mut wanted = prefix.chars().map(|character| character.to_ascii_lowercase()).peekable();
    for character in label.chars() {
        match wanted.peek() {
            Some(next) if *next == character.to_ascii_lowercase() => {
                wanted.next();
            }
            Some(_) => {}
            None => break,
        }
    }
    wanted.peek().is_none()
}

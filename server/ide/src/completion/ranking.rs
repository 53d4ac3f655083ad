//! The order of a list: what this value is first, then how often this name follows such a receiver, here and elsewhere.
//!
//! A member's score is the logarithm of a probability: a mixture of how often the name follows a receiver of that description in
//! the file, in the project, in its dependencies' own code, and how often it follows anything; over a prior from where the member is
//! declared. A name like that of what the value is put into is likelier.

use project::facts::{ExpressionId, ExpressionKind, Facts, Name};
use project::{Snapshot, Usage};
use rustc_hash::FxHashMap;

use super::context::{Context, is_typed};
use super::destination::Destination;

/// How names follow one receiver.
pub(crate) struct Statistics {
    /// Of the file as it is typed. What stands near the cursor counts for more.
    in_file: FxHashMap<Name, f32>,
    in_file_total: f32,
    anywhere_in_file: FxHashMap<Name, f32>,
    anywhere_in_file_total: f32,
    /// Elsewhere in the project, and in packages.
    own: FxHashMap<Name, u32>,
    own_total: u32,
    packages: FxHashMap<Name, u32>,
    packages_total: u32,
    /// Of whatever receiver: asked for one name at a time, for there are many.
    usage: Usage,
    anywhere_own_total: u32,
    destination: Option<Destination>,
    /// Whether the receiver is called something: `this` is something else in every file.
    has_name: bool,
}

/// The descriptions by which statistics know a value: the last name of what stands before the dot; the module that it is.
fn describe(facts: &Facts, object: ExpressionId) -> Vec<String> {
    let mut all: Vec<String> = receiver_name(facts, object).into_iter().collect();
    if let ExpressionKind::Reference(reference) = facts[object].kind
        && let Some(binding) = facts[reference].binding
    {
        for value in facts[binding].values.iter() {
            let import = match &facts[*value].kind {
                ExpressionKind::Module(import) => *import,
                ExpressionKind::Imported { import, name }
                    if !matches!(name, project::facts::ImportedName::Named(_)) =>
                {
                    *import
                }
                _ => continue,
            };
            let specifier = &facts[import].specifier;
            all.push(format!("'{}'", specifier.strip_prefix("node:").unwrap_or(specifier)));
        }
    }
    all
}

fn receiver_name(facts: &Facts, object: ExpressionId) -> Option<String> {
    Some(match &facts[object].kind {
        ExpressionKind::Reference(reference) => facts[*reference].name.to_string(),
        ExpressionKind::This(_) => "this".to_owned(),
        ExpressionKind::Super(_) => "super".to_owned(),
        ExpressionKind::Member { property, .. } => property.to_string(),
        ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. } => {
            format!("{}()", receiver_name(facts, *callee)?)
        }
        ExpressionKind::NonNull(inner) | ExpressionKind::As { value: inner, .. } | ExpressionKind::Await(inner) => {
            receiver_name(facts, *inner)?
        }
        _ => return None,
    })
}

impl Statistics {
    /// Of what `receivers` describes. The cursor's own member is not counted.
    pub fn new(snapshot: &Snapshot, facts: &Facts, receivers: &[String], offset: u32) -> Statistics {
        let usage = snapshot.usage();
        let mut statistics = Statistics {
            in_file: FxHashMap::default(),
            in_file_total: 0.0,
            anywhere_in_file: FxHashMap::default(),
            anywhere_in_file_total: 0.0,
            own: FxHashMap::default(),
            own_total: 0,
            packages: FxHashMap::default(),
            packages_total: 0,
            anywhere_own_total: usage.own_total(),
            usage,
            destination: None,
            has_name: receivers.first().is_some_and(|name| name != "this" && name != "super"),
        };
        for expression in &facts.expressions {
            let ExpressionKind::Member { object, property, .. } = &expression.kind else { continue };
            if is_typed(property) {
                continue;
            }
            let weight = nearness(expression.range.start(), offset);
            *statistics.anywhere_in_file.entry(property.clone()).or_default() += weight;
            statistics.anywhere_in_file_total += weight;
            if receivers.first().is_some_and(|wanted| receiver_name(facts, *object).as_ref() == Some(wanted)) {
                *statistics.in_file.entry(property.clone()).or_default() += weight;
                statistics.in_file_total += weight;
            }
        }
        for receiver in receivers {
            for (member, uses) in statistics.usage.members_of(receiver) {
                let name = Name::from(member);
                statistics.own_total += uses.own;
                statistics.packages_total += uses.packages;
                *statistics.own.entry(name.clone()).or_default() += uses.own;
                *statistics.packages.entry(name).or_default() += uses.packages;
            }
        }
        statistics
    }

    /// Of what stands before a dot.
    pub fn of_receiver(context: &Context, object: ExpressionId) -> Statistics {
        let receivers = describe(&context.facts, object);
        let mut statistics = Statistics::new(context.snapshot, &context.facts, &receivers, context.offset);
        let member = context.facts.parent(object);
        statistics.destination = member.and_then(|member| Destination::of(&context.facts, member));
        statistics
    }

    /// How likely `name` follows, as the logarithm of a probability.
    pub fn score(&self, name: &Name, prior: f32) -> f32 {
        let anywhere = self.usage.member(name);
        let share = |count: f32, total: f32| count / (total + 3.0);
        let near = |map: &FxHashMap<Name, f32>, total: f32| share(map.get(name).copied().unwrap_or(0.0), total);
        let counted =
            |map: &FxHashMap<Name, u32>, total: u32| share(map.get(name).copied().unwrap_or(0) as f32, total as f32);
        let mixture = 0.35 * near(&self.in_file, self.in_file_total)
            + 0.25 * counted(&self.own, self.own_total)
            + 0.15 * counted(&self.packages, self.packages_total)
            + 0.10 * near(&self.anywhere_in_file, self.anywhere_in_file_total)
            + 0.08 * share(anywhere.own as f32, self.anywhere_own_total as f32)
            + 0.02 * (anywhere.packages as f32).ln_1p() / 40.0;
        let alike = self.destination.as_ref().map_or(0.0, |destination| destination.likeness(name));
        (mixture + 0.3 * alike * alike + 0.004 * prior).max(1e-9).ln()
    }

    /// Names that follow such a receiver in the file, and in the project where the receiver has a name of its own.
    pub fn own_names(&self) -> Vec<Name> {
        // A single use may be what is being typed.
        let elsewhere = self.own.iter().filter(|(_, uses)| **uses > 1 && self.has_name).map(|(name, _)| name);
        self.in_file.keys().chain(elsewhere).cloned().collect()
    }

    /// Names that follow such a receiver, or anything, and fit what was typed, the likely first.
    pub fn names(&self, prefix: &str) -> Vec<Name> {
        let mut all: Vec<Name> = Vec::new();
        for map in [&self.in_file, &self.anywhere_in_file] {
            let mut names: Vec<(&Name, &f32)> = map.iter().filter(|(name, _)| fits(prefix, name)).collect();
            names.sort_by(|one, other| other.1.total_cmp(one.1).then_with(|| one.0.cmp(other.0)));
            all.extend(names.into_iter().take(200).map(|(name, _)| name.clone()));
        }
        for map in [&self.own, &self.packages] {
            let mut names: Vec<(&Name, &u32)> = map.iter().filter(|(name, _)| fits(prefix, name)).collect();
            names.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
            all.extend(names.into_iter().take(200).map(|(name, _)| name.clone()));
        }
        let own = self.usage.own_members().into_iter().filter(|(name, _)| fits(prefix, name));
        all.extend(own.take(200).map(|(name, _)| Name::from(name)));
        all
    }
}

/// How much a use counts that stands at `at`: one beside the cursor as much as twenty far away.
fn nearness(at: u32, cursor: u32) -> f32 {
    1.0 + 20.0 / (1.0 + at.abs_diff(cursor) as f32 / 150.0)
}

/// Whether an item's name holds what was typed, letter by letter, as editors filter.
pub(crate) fn fits(prefix: &str, label: &str) -> bool {
    let mut wanted = prefix.chars().map(|character| character.to_ascii_lowercase()).peekable();
    for character in label.chars() {
        if wanted.peek() == Some(&character.to_ascii_lowercase()) {
            wanted.next();
        }
    }
    wanted.peek().is_none()
}

//! The parts of a configuration that are for a file, one over the other.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use syntax::Goal;
use xxhash_rust::xxh3::xxh3_128;

use super::{Layer, Step};
use crate::RULES;
use crate::globals::{Global, Globals};
use crate::rule::Severity;
use crate::run::{Clock, Configured};

/// What counts for a file.
pub struct Settings {
    /// The rules that are on.
    pub rules: Vec<Configured>,
    /// `None`: none are named, and they are to be inferred.
    pub environments: Option<Vec<String>>,
    pub globals: Vec<(String, Global)>,
    /// What `.js` is read as, if the configuration says so.
    pub goal: Option<Goal>,
    /// Whether comments may say which rules are on.
    pub heeds_comments: bool,
    /// Whether comments that suppress nothing are told, if the configuration says so.
    pub unused_suppressions: Option<Severity>,
    /// All of it as a person may read it.
    pub printed: Value,
    /// Stands for all of it: two with the same digest are alike.
    pub digest: String,
}

/// What TypeScript's own checks find, and know better: its declarations and types are no values.
const OF_TYPESCRIPT: [&str; 20] = [
    "constructor-super",
    "getter-return",
    "no-class-assign",
    "no-const-assign",
    "no-dupe-args",
    "no-dupe-class-members",
    "no-dupe-keys",
    "no-func-assign",
    "no-import-assign",
    "no-new-native-nonconstructor",
    "no-new-symbol",
    "no-obj-calls",
    "no-redeclare",
    "no-setter-return",
    "no-this-before-super",
    "no-undef",
    "no-unreachable",
    "no-unsafe-negation",
    "no-unused-private-class-members",
    "no-with",
];

impl Settings {
    /// `layers`: those that are for the file, the ones that count more behind. In TypeScript some rules are on only if they are named.
    pub fn new<'l>(layers: impl Iterator<Item = &'l Layer>, is_typescript: bool) -> Settings {
        let mut chosen: Vec<(Severity, Vec<Value>)> = vec![(Severity::Off, Vec::new()); RULES.len()];
        let mut environments: Option<Vec<String>> = None;
        let mut globals: Vec<(String, Global)> = Vec::new();
        let mut goal = None;
        let mut heeds_comments = true;
        let mut unused_suppressions = None;
        for layer in layers {
            for step in &layer.steps {
                take(&mut chosen, step, is_typescript);
            }
            if !layer.environments.is_empty() {
                let known = environments.get_or_insert_default();
                known.extend(
                    layer.environments.iter().filter(|name| !known.contains(name)).cloned().collect::<Vec<_>>(),
                );
            }
            globals.extend(layer.globals.iter().cloned());
            goal = layer.goal.or(goal);
            heeds_comments = layer.heeds_comments.unwrap_or(heeds_comments);
            unused_suppressions = layer.unused_suppressions.or(unused_suppressions);
        }
        let mut printed = printed(&chosen, environments.as_deref(), &globals, goal);
        if !heeds_comments {
            printed.insert("noInlineConfig".to_owned(), json!(true));
        }
        if let Some(severity) = unused_suppressions {
            printed.insert("reportUnusedDisableDirectives".to_owned(), json!(severity.word()));
        }
        let printed = Value::Object(printed);
        let rules = RULES
            .iter()
            .zip(chosen)
            .filter(|(_, (severity, _))| *severity != Severity::Off)
            .filter_map(|(rule, (severity, options))| Configured::new(rule, severity, &options).ok())
            .collect();
        let digest = format!("{:032x}", xxh3_128(printed.to_string().as_bytes()));
        Settings { rules, environments, globals, goal, heeds_comments, unused_suppressions, printed, digest }
    }

    /// From now on the clocks of the rules go while they run; `clocks`: one for each rule of the table.
    pub(super) fn set_clocks(&mut self, clocks: &[Arc<Clock>]) {
        for configured in &mut self.rules {
            if let Some(index) = RULES.iter().position(|rule| rule.name == configured.rule.name) {
                configured.set_clock(clocks[index].clone());
            }
        }
    }

    /// The globals of a file that is read for this goal. `inferred`: the environments that count if none are named.
    pub fn globals(&self, goal: Goal, inferred: &[&str]) -> Globals {
        let mut globals = Globals::new(goal);
        match &self.environments {
            Some(named) => {
                for name in named {
                    globals.add_environment(name);
                }
            }
            None => {
                for name in inferred {
                    globals.add_environment(name);
                }
            }
        }
        for (name, global) in &self.globals {
            globals.set(name, *global);
        }
        globals
    }
}

fn take(chosen: &mut [(Severity, Vec<Value>)], step: &Step, is_typescript: bool) {
    let by_default = |index: usize| !is_typescript || !OF_TYPESCRIPT.contains(&RULES[index].name);
    let mut set = |index: usize, severity: Severity| {
        if severity == Severity::Off || by_default(index) {
            chosen[index].0 = severity;
        }
    };
    match step {
        Step::Recommended => {
            for (index, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.default != Severity::Off) {
                set(index, rule.default);
            }
        }
        Step::All(severity) => (0..RULES.len()).for_each(|index| set(index, *severity)),
        Step::Group(group, severity) => {
            for (index, _) in RULES.iter().enumerate().filter(|(_, rule)| rule.group == *group) {
                set(index, *severity);
            }
        }
        Step::Rule(index, severity, options) => {
            chosen[*index].0 = *severity;
            if let Some(options) = options {
                chosen[*index].1.clone_from(options);
            }
        }
    }
}

fn printed(
    chosen: &[(Severity, Vec<Value>)],
    environments: Option<&[String]>,
    globals: &[(String, Global)],
    goal: Option<Goal>,
) -> Map<String, Value> {
    let rule = |severity: Severity, options: &[Value]| match options {
        [] => json!(severity.word()),
        _ => Value::Array(std::iter::once(json!(severity.word())).chain(options.iter().cloned()).collect()),
    };
    let rules: Map<String, Value> = RULES
        .iter()
        .zip(chosen)
        .filter(|(_, (severity, _))| *severity != Severity::Off)
        .map(|(known, (severity, options))| (known.name.to_owned(), rule(*severity, options)))
        .collect();
    let mut printed = Map::new();
    printed.insert("rules".to_owned(), Value::Object(rules));
    if let Some(environments) = environments {
        let named = environments.iter().map(|name| (name.clone(), Value::Bool(true)));
        printed.insert("env".to_owned(), Value::Object(named.collect()));
    }
    if !globals.is_empty() {
        let named = globals.iter().map(|(name, global)| (name.clone(), json!(global.word())));
        printed.insert("globals".to_owned(), Value::Object(named.collect()));
    }
    if let Some(goal) = goal {
        printed.insert("sourceType".to_owned(), json!(source_type(goal)));
    }
    printed
}

/// ESLint's word for a goal.
fn source_type(goal: Goal) -> &'static str {
    match goal {
        Goal::Module => "module",
        Goal::Script => "script",
        Goal::CommonJs => "commonjs",
    }
}

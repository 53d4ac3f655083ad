//! The part that says which rules are on, and the part that says what there is beside the language: the same in all of ESLint's
//! shapes.

use serde_json::Value;
use syntax::Goal;

use super::json::members;
use super::{Config, ConfigError, Layer, Step, rule_index, rule_step};
use crate::globals::Global;
use crate::options::OptionsError;
use crate::rule::Severity;
use crate::similar::nearest;

/// What is wrong with the rules of a configuration.
#[derive(Default)]
pub(super) struct Mistakes {
    /// Rules that are on and that Lode does not have, each once.
    unknown: Vec<String>,
    options: Vec<(String, OptionsError)>,
    /// Names that nothing reads, and the one that may be meant.
    names: Vec<(String, Option<&'static str>)>,
}

/// More names are counted only.
const SHOWN: usize = 3;

pub(super) fn rules(value: &Value, layer: &mut Layer, mistakes: &mut Mistakes) {
    let all: Vec<(&str, &Value)> = members(value.get("rules")).collect();
    // Whoever switches a rule off for a plugin's variant of it means the variant.
    let (variants, plain): (Vec<_>, Vec<_>) = all.into_iter().partition(|(name, _)| name.contains('/'));
    for (name, said) in plain.into_iter().chain(variants) {
        let level = Severity::of(said.get(0).unwrap_or(said));
        match rule_index(name) {
            Some(index) => match rule_step(index, said) {
                Ok(step) => layer.steps.push(step),
                Err(error) => {
                    layer.steps.push(Step::Rule(index, level.unwrap_or(Severity::Error), None));
                    mistakes.options.push((name.to_owned(), error));
                }
            },
            None if level == Some(Severity::Off) || mistakes.unknown.iter().any(|known| known == name) => {}
            None => mistakes.unknown.push(name.to_owned()),
        }
    }
}

pub(super) fn environment(value: &Value, layer: &mut Layer) {
    let is_on = |value: &Value| value != &Value::Bool(false);
    let environments = members(value.get("env")).filter(|(_, value)| is_on(value));
    layer.environments = environments.map(|(name, _)| name.to_owned()).collect();
    layer.globals =
        members(value.get("globals")).filter_map(|(name, value)| Some((name.to_owned(), global(value)?))).collect();
    let source_type = value.get("sourceType").or_else(|| value.get("parserOptions")?.get("sourceType"));
    layer.goal = match source_type.and_then(Value::as_str) {
        Some("module") => Some(Goal::Module),
        Some("commonjs") => Some(Goal::CommonJs),
        Some("script") => Some(Goal::Script),
        _ => None,
    };
}

/// What it says of the comments in files.
pub(super) fn comments(value: &Value, layer: &mut Layer) {
    layer.heeds_comments = value.get("noInlineConfig").and_then(Value::as_bool).map(|is_off| !is_off);
    layer.unused_suppressions = match value.get("reportUnusedDisableDirectives") {
        Some(Value::Bool(true)) => Some(Severity::Warning),
        Some(Value::Bool(false)) => Some(Severity::Off),
        Some(severity) => Severity::of(severity),
        None => None,
    };
}

impl Mistakes {
    /// Looks at the names of an object of which `known` are read.
    pub fn look_at(&mut self, object: &Value, known: &[&'static str]) {
        let unread =
            members(Some(object)).map(|(name, _)| name).filter(|name| !name.starts_with('$') && !known.contains(name));
        self.names.extend(unread.map(|name| (name.to_owned(), nearest(name, known.iter().copied()))));
    }

    /// In a file of Lode's own they are errors.
    pub fn refuse(&self, config: &Config) -> Result<(), ConfigError> {
        let error = |message: String| Err(ConfigError { path: config.path.clone(), message });
        if let Some((name, meant)) = self.names.first() {
            let hint = meant.map(|meant| format!("; is `{meant}` meant?")).unwrap_or_default();
            return error(format!("nothing reads `{name}` there{hint}"));
        }
        match (self.unknown.as_slice(), self.options.first()) {
            ([], None) => Ok(()),
            ([], Some((name, what))) => error(format!("`{name}`: {}", what.0)),
            ([_], _) => error(format!("there is no rule {}", self.list())),
            _ => error(format!("there are no rules {}", self.list())),
        }
    }

    /// In the files of others they are told.
    pub fn tell(self, config: &mut Config) {
        let verb = if self.unknown.len() == 1 { "is a rule" } else { "are rules" };
        if !self.unknown.is_empty() {
            config.notes.push(format!("{} {verb} that Lode does not have", self.list()));
        }
        let told = |(name, what): (String, OptionsError)| format!("the options of `{name}` are not used: {}", what.0);
        config.notes.extend(self.options.into_iter().map(told));
    }

    fn list(&self) -> String {
        let names: Vec<String> = self.unknown.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        match self.unknown.len().saturating_sub(SHOWN) {
            0 => names.join(", "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    }
}

fn global(value: &Value) -> Option<Global> {
    match value {
        Value::String(word) => Global::named(word),
        Value::Bool(true) => Some(Global::Writable),
        Value::Bool(false) | Value::Null => Some(Global::Readonly),
        _ => None,
    }
}

//! What is judged when all files have been looked at.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::directives::InlineRule;
use crate::file::File;
use crate::imports::importer::Importer;
use crate::imports::module::Module;
use crate::imports::{Modules, collect};
use crate::rule::{Run, Severity};
use crate::rules::rule;
use crate::run::{Configured, Language, Linted, lint, run_one, switched_on};
use crate::suppressions::{Standing, Suppression, suppress, unused};

/// What one file leaves for later: what it imports and exports, and what its comments say of rules.
pub struct Later {
    pub(crate) module: Arc<Module>,
    suppressions: Vec<Suppression>,
    inline: Vec<InlineRule>,
}

/// The same as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    module: Module,
    suppressions: Vec<Suppression>,
    inline: Vec<KeptRule>,
}

#[derive(Serialize, Deserialize)]
struct KeptRule {
    rule: RuleName,
    /// As a configuration gives it.
    severity: u8,
    /// As JSON.
    values: Option<String>,
}

impl Later {
    /// `None`: no other file could change what was found.
    pub(crate) fn new(file: &mut File) -> Option<Later> {
        let module = collect(file);
        let suppressions = std::mem::take(&mut file.directives.suppressions);
        let inline = std::mem::take(&mut file.directives.rules);
        let is_judged = module.is_alone() && suppressions.is_empty() && inline.is_empty();
        (!is_judged).then(|| Later { module: Arc::new(module), suppressions, inline })
    }

    /// What other files can learn of this one, as a number. What was found in them is good as long as it stays the same.
    pub fn interface(&self) -> u64 {
        self.module.interface()
    }

    /// Whether comments of the file suppress something.
    pub fn has_suppressions(&self) -> bool {
        !self.suppressions.is_empty()
    }

    /// As bytes, for the same program to read.
    pub fn encode(&self) -> Vec<u8> {
        let inline = self.inline.iter().map(|one| KeptRule {
            rule: RuleName(one.rule.name),
            severity: one.severity as u8,
            values: one.values.as_ref().map(|values| Value::from(values.clone()).to_string()),
        });
        let kept = (&*self.module, &self.suppressions, inline.collect::<Vec<_>>());
        postcard::to_stdvec(&kept).unwrap_or_default()
    }

    /// `None`: these are not bytes that [`Later::encode`] gave.
    pub fn decode(bytes: &[u8]) -> Option<Later> {
        let Kept { module, suppressions, inline } = postcard::from_bytes(bytes).ok()?;
        let inline = inline.into_iter().map(|KeptRule { rule: RuleName(name), severity, values }| {
            let rule = rule(name)?;
            let severity = Severity::of(&Value::from(severity))?;
            let values: Option<Vec<Value>> = values.map(|text| serde_json::from_str(&text)).transpose().ok()?;
            let options = (rule.read)(values.as_deref().unwrap_or_default()).ok()?;
            Some(InlineRule { rule, severity, values, options })
        });
        Some(Later { module: Arc::new(module), suppressions, inline: inline.collect::<Option<_>>()? })
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.module.fmt(formatter)
    }
}

impl PartialEq for Later {
    fn eq(&self, other: &Later) -> bool {
        self.encode() == other.encode()
    }
}

impl Eq for Later {}

impl Linted {
    /// Judges what was left for later. `path`: the file with this text; `rules`: those that it was looked at with. All files must have
    /// been [put in](Modules::insert).
    pub fn finish(mut self, text: &str, path: &Path, modules: &Modules, rules: &[Configured]) -> Linted {
        let Some(later) = self.later.take() else { return self };
        let path = modules.real(path);
        let importer = Importer::new(&path, &later.module, modules);
        let on = switched_on(&later.inline, rules);
        let mut found = Vec::new();
        for one in &on {
            if let Run::Modules(run) = one.rule.run {
                run_one(one, &mut found, |report| run(&importer, one.options, report));
            }
        }
        let mut suppressions = later.suppressions.clone();
        suppress(&mut found, &mut suppressions);
        if !suppressions.is_empty() {
            let is_on = |rule: &str| on.iter().any(|one| one.rule.name == rule);
            let standing = |rule: &str| if is_on(rule) { Standing::Asked } else { Standing::Off };
            self.unused_suppressions = unused(text, &suppressions, standing);
        }
        if !found.is_empty() {
            self.problems.append(&mut found);
            self.problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
        }
        self
    }
}

/// [`lint`](fn@lint) and what is left for later, with the other files as they are on the disk.
pub fn lint_in(text: &str, language: &Language, rules: &[Configured], path: &Path, modules: &Modules) -> Linted {
    lint(text, language, rules).finish(text, path, modules, rules)
}

/// A range as it is kept.
pub(crate) mod kept_range {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use source::TextRange;

    pub fn serialize<S: Serializer>(range: &TextRange, serializer: S) -> Result<S::Ok, S::Error> {
        (range.start(), range.len()).serialize(serializer)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<TextRange, D::Error> {
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        Ok(TextRange::new(start, start.saturating_add(length)))
    }
}

/// The name of a rule that is here, as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RuleName(pub &'static str);

impl Serialize for RuleName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'d> Deserialize<'d> for RuleName {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<RuleName, D::Error> {
        let name = String::deserialize(deserializer)?;
        rule(&name).map(|rule| RuleName(rule.name)).ok_or_else(|| D::Error::custom("a rule that is not here"))
    }
}

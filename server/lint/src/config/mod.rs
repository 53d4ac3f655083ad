//! What a project says of its files: which rules are on, how loud, with which options, and which globals there are.
//!
//! The nearest folder upward that holds a configuration decides ([`Configs`]). In it, the first of these: `lode.json`, then what
//! is there from other programs: `.oxlintrc.json`, `biome.json`, `eslint.config.js`, `.eslintrc.json`, `eslintConfig` in package.json.
//! Each is read into the same plain [`Config`]; what has no counterpart in Lode is told as a note, and nothing of it is guessed.
//! Without any the recommended rules are on.
//!
//! - `json`: text to values.
//! - `shape`: the shape that ESLint gave such files, which Lode's and Oxlint's share; `flat`: its newer one; `rules`: what is
//!   alike in both; `biome`: Biome's.
//! - `globs`: which files a part of a configuration is for.
//! - `ignored`: which files one leaves out. `environment`: how a file is read and which globals it has, where nothing says it.
//! - `schema`: what `lode.json` may say, for editors.
//! - `settings`: the parts that are for a file, one over the other.
//!
//! What is absent on purpose: running the configurations that are programs. Whoever can does it, and gives what they export.

pub(crate) mod biome;
mod configs;
mod environment;
mod flat;
mod globs;
mod ignored;
mod json;
mod rules;
mod schema;
mod settings;
mod shape;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde_json::Value;
use syntax::Goal;

use crate::globals::Global;
use crate::options::OptionsError;
use crate::rule::{Group, Severity};

pub use configs::{Configs, Evaluate, NAMES};
pub use environment::{Facts, Packages};
pub use globs::Globs;
pub use ignored::{Ignored, is_ignored};
pub use schema::schema;
pub use settings::Settings;

/// One configuration with all that it extends.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub path: PathBuf,
    pub folder: PathBuf,
    /// The first is for all files; each is laid over those before it.
    pub layers: Vec<Layer>,
    /// Files that are not looked at: folders, and what a `.gitignore` in them would say.
    pub ignores: Vec<(PathBuf, Vec<String>)>,
    /// If there are any, files that match none are not looked at.
    pub included: Option<Globs>,
    /// What was not understood.
    pub notes: Vec<String>,
    /// What is wrong, where that is forgiven.
    pub errors: Vec<ConfigError>,
    /// Whether what it exports is not known yet.
    pub is_awaited: bool,
}

/// A part of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// `None`: all files.
    pub files: Option<Globs>,
    pub steps: Vec<Step>,
    /// Environments whose globals there are. If none are named in any layer, they are inferred.
    pub environments: Vec<String>,
    pub globals: Vec<(String, Global)>,
    /// What `.js` is read as.
    pub goal: Option<Goal>,
    /// Whether comments may say which rules are on.
    pub heeds_comments: Option<bool>,
    /// How loud comments are that suppress nothing.
    pub unused_suppressions: Option<Severity>,
}

/// A change of which rules are on.
#[derive(Clone, Debug)]
pub enum Step {
    /// Those that are on by default, as loud as they are by default.
    Recommended,
    All(Severity),
    Group(Group, Severity),
    /// A rule by its place in the table. `None` keeps the options that it has.
    Rule(usize, Severity, Option<Vec<Value>>),
}

/// A configuration that can't be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigError {
    pub path: PathBuf,
    pub message: String,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` can't be used: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// What is so without a configuration.
    pub fn recommended() -> Config {
        let layers = vec![Layer { steps: vec![Step::Recommended], ..Layer::default() }];
        Config { layers, ..Config::default() }
    }
}

/// Plugins whose rules Lode has under their own names.
const PLUGINS: [&str; 12] = [
    "eslint",
    "@typescript-eslint",
    "typescript",
    "import",
    "import-x",
    "n",
    "node",
    "oxc",
    "promise",
    "react",
    "react-hooks",
    "unicorn",
];

/// Rules of others that have the name of one of Lode's and are about something else.
pub(crate) const NAMESAKES: &[&str] = &["unicorn/prefer-spread"];

/// The place of a rule in the table, by its name or by one that others have for it.
pub fn rule_index(name: &str) -> Option<usize> {
    let find = |name: &str| {
        let known = crate::rule(name)?.name;
        crate::RULES.iter().position(|rule| rule.name == known)
    };
    find(name).or_else(|| {
        // `n/no-unsupported-features/node-builtins`
        let (plugin, rest) = name.split_once('/')?;
        let own = rest.rsplit('/').next()?;
        if PLUGINS.contains(&plugin) && !NAMESAKES.contains(&name) { find(own) } else { None }
    })
}

/// What the configuration says of a rule: a severity, or a list of one and the rule's options.
///
/// # Errors
/// If it is neither, or the rule can't read the options.
pub fn rule_step(index: usize, value: &Value) -> Result<Step, OptionsError> {
    let (level, options) = match value {
        Value::Array(values) => match values.split_first() {
            Some((level, options)) => (level, Some(options.to_vec())),
            None => return Err(OptionsError("is an empty list; write a severity first".to_owned())),
        },
        level => (level, None),
    };
    let Some(severity) = Severity::of(level) else {
        return Err(OptionsError(format!("has the severity {level}; there are \"off\", \"warn\" and \"error\"")));
    };
    let options = options.filter(|options| !options.is_empty());
    if let Some(options) = &options {
        (crate::RULES[index].read)(options)?;
    }
    Ok(Step::Rule(index, severity, options))
}

/// Rules and what is said of them as a comment or the command line has them: `curly: error, eqeqeq: [error, {null: ignore}]`.
pub fn inline(text: &str) -> Option<serde_json::Map<String, Value>> {
    crate::relaxed::members(text).filter(|members| !members.is_empty())
}

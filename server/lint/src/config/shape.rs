//! The shape that ESLint gave such files: `rules`, `env`, `globals`, `overrides`, `extends`, `ignorePatterns`. Oxlint's and Lode's own
//! have it too.

use std::path::{Path, PathBuf};

use serde_json::Value;
use source::FileSystem;

use super::json::{self, members, strings};
use super::rules::{Mistakes, comments, environment, rules};
use super::{Config, ConfigError, Evaluate, Globs, Layer, Step};
use crate::rule::{Group, Severity};

/// Whose file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialect {
    /// The recommended rules are on unless it says `"recommended": false`, and what is not known is an error.
    Lode,
    /// The recommended rules are on unless `categories` says otherwise.
    Oxlint,
    /// Nothing is on unless it says so.
    Eslint,
}

/// What is read of Lode's own configuration of the linter, and of its `overrides`: as [the schema](super::schema()) says.
pub(super) const NAMES: [&str; 11] = [
    "rules",
    "categories",
    "env",
    "globals",
    "parserOptions",
    "extends",
    "noInlineConfig",
    "reportUnusedDisableDirectives",
    "recommended",
    "ignorePatterns",
    "overrides",
];
pub(super) const NAMES_OF_PARTS: [&str; 11] = [
    "rules",
    "categories",
    "env",
    "globals",
    "parserOptions",
    "extends",
    "noInlineConfig",
    "reportUnusedDisableDirectives",
    "overrides",
    "files",
    "excludedFiles",
];

/// A file may extend one that extends one, and so on.
const DEPTH: usize = 20;

pub(super) struct Reader<'f> {
    files: &'f dyn FileSystem,
    dialect: Dialect,
    config: Config,
    mistakes: Mistakes,
    evaluate: Option<&'f Evaluate>,
    is_forgiving: bool,
}

impl<'f> Reader<'f> {
    /// `is_forgiving`: what is wrong is noted, and the rest counts.
    pub fn new(
        files: &'f dyn FileSystem,
        dialect: Dialect,
        config: Config,
        is_forgiving: bool,
        evaluate: Option<&'f Evaluate>,
    ) -> Reader<'f> {
        Reader { files, dialect, config, mistakes: Mistakes::default(), evaluate, is_forgiving }
    }

    /// Reads what stands in the file of the configuration.
    pub fn read(mut self, value: &Value) -> Result<Config, ConfigError> {
        let is_recommended = match self.dialect {
            Dialect::Lode => value.get("recommended") != Some(&Value::Bool(false)),
            Dialect::Oxlint => true,
            Dialect::Eslint => false,
        };
        let steps = if is_recommended { vec![Step::Recommended] } else { Vec::new() };
        self.config.layers.push(Layer { steps, ..Layer::default() });
        let path = self.config.path.clone();
        if self.dialect == Dialect::Lode {
            self.mistakes.look_at(value, &NAMES);
            for part in value.get("overrides").and_then(Value::as_array).into_iter().flatten() {
                self.mistakes.look_at(part, &NAMES_OF_PARTS);
            }
        }
        self.object(value, &path, None, 0)?;
        match self.dialect {
            Dialect::Lode => {
                let mistakes = std::mem::take(&mut self.mistakes);
                mistakes.refuse(&self.config).or_else(|error| self.wrong(error))?;
            }
            Dialect::Oxlint | Dialect::Eslint => self.mistakes.tell(&mut self.config),
        }
        Ok(self.config)
    }

    fn wrong(&mut self, error: ConfigError) -> Result<(), ConfigError> {
        if !self.is_forgiving {
            return Err(error);
        }
        self.config.errors.push(error);
        Ok(())
    }

    /// `around`: the files that the object is for, where it is one of the `overrides`.
    fn object(&mut self, value: &Value, path: &Path, around: Option<&Globs>, depth: usize) -> Result<(), ConfigError> {
        for base in self.bases(value, path) {
            self.base(&base, path, around, depth).or_else(|error| self.wrong(error))?;
        }
        let ignores = strings(value.get("ignorePatterns"));
        if !ignores.is_empty() {
            self.config.ignores.push((self.config.folder.clone(), ignores));
        }
        let layer = self.layer(value, around);
        self.config.layers.push(layer);
        for part in value.get("overrides").and_then(Value::as_array).into_iter().flatten() {
            let (wanted, unwanted) = (strings(part.get("files")), strings(part.get("excludedFiles")));
            let (globs, broken) = Globs::new(&self.config.folder, &wanted, &unwanted);
            self.config.notes.extend(broken.iter().map(|pattern| format!("the pattern `{pattern}` can't be read")));
            self.object(part, path, Some(&globs), depth + 1)?;
        }
        Ok(())
    }

    /// What an object extends: names, and what presets are that someone else can load.
    fn bases(&mut self, value: &Value, path: &Path) -> Vec<Value> {
        let mut bases = match value.get("extends") {
            Some(Value::Array(bases)) => bases.clone(),
            Some(base) => vec![base.clone()],
            None => return Vec::new(),
        };
        let is_preset = |base: &Value| base.as_str().is_some_and(|name| !is_known(name) && !is_file(name));
        let names: Vec<String> =
            bases.iter().filter(|base| is_preset(base)).filter_map(Value::as_str).map(str::to_owned).collect();
        let Some(evaluate) = self.evaluate.filter(|_| !names.is_empty() && self.dialect == Dialect::Eslint) else {
            return bases;
        };
        match evaluate(path, &names) {
            Ok(Some(Value::Array(presets))) => {
                for (base, preset) in bases.iter_mut().filter(|base| is_preset(base)).zip(presets) {
                    *base = preset;
                }
            }
            Ok(None) => {
                self.config.is_awaited = true;
                bases.retain(|base| !is_preset(base));
            }
            // Each is told of as one that is not read.
            Ok(Some(_)) | Err(_) => {}
        }
        bases
    }

    /// Something that is extended: a name, or what a preset says.
    fn base(&mut self, base: &Value, by: &Path, around: Option<&Globs>, depth: usize) -> Result<(), ConfigError> {
        if let Some(name) = base.as_str() {
            return self.extends(name, by, around, depth);
        }
        if let Some(error) = base.get("error").and_then(Value::as_str) {
            let name = base.get("name").and_then(Value::as_str).unwrap_or("a preset");
            self.stand_in(name, &format!("can't be loaded ({error})"), around);
            return Ok(());
        }
        if depth >= DEPTH {
            let message = "what it extends is extended over and over".to_owned();
            return Err(ConfigError { path: by.to_owned(), message });
        }
        self.object(base, by, around, depth + 1)
    }

    /// The presets that most projects extend switch on what is recommended, nearly all of them.
    fn stand_in(&mut self, name: &str, why: &str, around: Option<&Globs>) {
        self.config.notes.push(format!("`{name}` {why}; the recommended rules stand in for it"));
        let steps = vec![Step::Recommended];
        self.config.layers.push(Layer { files: around.cloned(), steps, ..Layer::default() });
    }

    fn layer(&mut self, value: &Value, files: Option<&Globs>) -> Layer {
        let mut layer = Layer { files: files.cloned(), ..Layer::default() };
        for (name, level) in members(value.get("categories")) {
            match (Group::named(name), Severity::of(level)) {
                // What Oxlint calls so is what Lode recommends.
                (Some(Group::Correctness), Some(Severity::Off)) => layer.steps.push(Step::All(Severity::Off)),
                (Some(Group::Correctness), Some(_)) => layer.steps.push(Step::Recommended),
                (Some(group), Some(severity)) => layer.steps.push(Step::Group(group, severity)),
                _ => self.config.notes.push(format!("the category `{name}` has no counterpart")),
            }
        }
        rules(value, &mut layer, &mut self.mistakes);
        environment(value, &mut layer);
        comments(value, &mut layer);
        layer
    }

    fn extends(&mut self, name: &str, by: &Path, around: Option<&Globs>, depth: usize) -> Result<(), ConfigError> {
        let error = |message: String| ConfigError { path: by.to_owned(), message };
        let steps = match name {
            "eslint:recommended" | "recommended" => vec![Step::Recommended],
            "eslint:all" | "all" => vec![Step::All(Severity::Error)],
            _ if is_file(name) => {
                if depth >= DEPTH {
                    return Err(error(format!("`{name}` is extended over and over")));
                }
                let path = by.parent().unwrap_or(Path::new("/")).join(name);
                let text = self
                    .files
                    .read_to_string(&path)
                    .map_err(|cause| error(format!("it extends `{name}`, which can't be read ({cause})")))?;
                let value = match name.ends_with(".json") || !is_yaml(name) {
                    true => json::read(&text),
                    false => match json::of_yaml(&text) {
                        (value, None) => Ok(value),
                        (_, Some(message)) => Err(message),
                    },
                };
                let value = value.map_err(|message| ConfigError { path: path.clone(), message })?;
                return self.object(lint_part(&value), &path, around, depth + 1);
            }
            _ => {
                self.stand_in(name, "is not read", around);
                return Ok(());
            }
        };
        self.config.layers.push(Layer { files: around.cloned(), steps, ..Layer::default() });
        Ok(())
    }
}

/// Whether a name is one of ESLint's own, or Lode's.
fn is_known(name: &str) -> bool {
    matches!(name, "eslint:recommended" | "recommended" | "eslint:all" | "all")
}

/// Whether a name is the path of a file that holds data.
fn is_file(name: &str) -> bool {
    let is_path = name.starts_with('.') || name.starts_with('/');
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    name.ends_with(".json")
        || is_yaml(name)
        || is_path && !matches!(ending, Some("js" | "cjs" | "mjs" | "ts" | "cts" | "mts"))
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// What a file of Lode's says of linting; others' files are about nothing else.
pub(super) fn lint_part(value: &Value) -> &Value {
    value.get("lint").filter(|part| part.is_object()).unwrap_or(value)
}

pub(super) fn start(path: PathBuf) -> Config {
    let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
    Config { path, folder, ..Config::default() }
}

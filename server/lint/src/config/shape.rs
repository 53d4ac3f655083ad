//! The shape that ESLint gave such files: `rules`, `env`, `globals`, `overrides`, `extends`, `ignorePatterns`. Oxlint's and Lode's own
//! have it too.

use std::path::{Path, PathBuf};

use serde_json::Value;
use source::FileSystem;

use super::json::{self, members, strings};
use super::rules::{Mistakes, environment, rules};
use super::{Config, ConfigError, Globs, Layer, Step};
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

/// A file may extend one that extends one, and so on.
const DEPTH: usize = 20;

pub(super) struct Reader<'f> {
    files: &'f dyn FileSystem,
    dialect: Dialect,
    config: Config,
    mistakes: Mistakes,
}

impl<'f> Reader<'f> {
    pub fn new(files: &'f dyn FileSystem, dialect: Dialect, config: Config) -> Reader<'f> {
        Reader { files, dialect, config, mistakes: Mistakes::default() }
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
        self.object(value, &path, None, 0)?;
        match self.dialect {
            Dialect::Lode => self.mistakes.refuse(&self.config)?,
            Dialect::Oxlint | Dialect::Eslint => self.mistakes.tell(&mut self.config),
        }
        Ok(self.config)
    }

    /// `around`: the files that the object is for, where it is one of the `overrides`.
    fn object(&mut self, value: &Value, path: &Path, around: Option<&Globs>, depth: usize) -> Result<(), ConfigError> {
        for name in strings(value.get("extends")) {
            self.extends(&name, path, around, depth)?;
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
        layer
    }

    fn extends(&mut self, name: &str, by: &Path, around: Option<&Globs>, depth: usize) -> Result<(), ConfigError> {
        let error = |message: String| ConfigError { path: by.to_owned(), message };
        let steps = match name {
            "eslint:recommended" | "recommended" => vec![Step::Recommended],
            "eslint:all" | "all" => vec![Step::All(Severity::Error)],
            _ if name.starts_with('.') || name.starts_with('/') || name.ends_with(".json") => {
                if depth >= DEPTH {
                    return Err(error(format!("`{name}` is extended over and over")));
                }
                let path = by.parent().unwrap_or(Path::new("/")).join(name);
                let text = self
                    .files
                    .read_to_string(&path)
                    .map_err(|cause| error(format!("it extends `{name}`, which can't be read ({cause})")))?;
                let value = json::read(&text).map_err(|message| ConfigError { path: path.clone(), message })?;
                return self.object(lint_part(&value), &path, around, depth + 1);
            }
            // The presets that most projects extend are programs; nearly all of them switch these on.
            _ => {
                self.config.notes.push(format!("`{name}` is not read; the recommended rules stand in for it"));
                vec![Step::Recommended]
            }
        };
        self.config.layers.push(Layer { files: around.cloned(), steps, ..Layer::default() });
        Ok(())
    }
}

/// What a file of Lode's says of linting; others' files are about nothing else.
pub(super) fn lint_part(value: &Value) -> &Value {
    value.get("lint").filter(|part| part.is_object()).unwrap_or(value)
}

pub(super) fn start(path: PathBuf) -> Config {
    let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
    Config { path, folder, ..Config::default() }
}

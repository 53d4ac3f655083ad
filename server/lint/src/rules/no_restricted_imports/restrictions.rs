//! What is not to be imported, as the options say it.

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Value, json};

use crate::options::{OptionsError, RuleOptions, from_value};
use crate::patterns::Pattern;

#[derive(Default)]
pub(super) struct Restrictions(pub Vec<Restriction>);

pub(super) struct Restriction {
    specifiers: Specifiers,
    pub wanted: Wanted,
}

/// Which specifiers a restriction is about.
enum Specifiers {
    Exactly(String),
    /// Lines of a `.gitignore`, of which the last that matches counts.
    Lines(Vec<Line>),
    Regex(Pattern),
}

struct Line {
    /// The pattern, and what is below it.
    globs: [GlobMatcher; 2],
    is_negated: bool,
}

/// Which names of a module are not wanted, and why.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    pub message: Option<String>,
    import_names: Option<Vec<String>>,
    import_name_pattern: Option<Pattern>,
    allow_import_names: Option<Vec<String>>,
    allow_import_name_pattern: Option<Pattern>,
}

impl Restriction {
    pub fn is_about(&self, specifier: &str) -> bool {
        match &self.specifiers {
            Specifiers::Exactly(name) => name == specifier,
            Specifiers::Regex(pattern) => pattern.matches(specifier),
            Specifiers::Lines(lines) => {
                let specifier = specifier.trim_start_matches('/');
                let is_about = |line: &&Line| line.globs.iter().any(|glob| glob.is_match(specifier));
                lines.iter().rev().find(is_about).is_some_and(|line| !line.is_negated)
            }
        }
    }
}

impl Wanted {
    /// Whether the whole module is not wanted.
    pub fn is_about_all(&self) -> bool {
        self.import_names.is_none()
            && self.import_name_pattern.is_none()
            && self.allow_import_names.is_none()
            && self.allow_import_name_pattern.is_none()
    }

    pub fn allows(&self, name: &str) -> bool {
        let has = |names: &Vec<String>| names.iter().any(|known| known == name);
        !self.import_names.as_ref().is_some_and(has)
            && !self.import_name_pattern.as_ref().is_some_and(|pattern| pattern.matches(name))
            && self.allow_import_names.as_ref().is_none_or(has)
            && self.allow_import_name_pattern.as_ref().is_none_or(|pattern| pattern.matches(name))
    }
}

impl Line {
    fn read(text: &str, is_case_sensitive: bool) -> Result<Line, OptionsError> {
        let (is_negated, pattern) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let pattern = pattern.trim_end_matches('/');
        // Without a slash inside it is about any part of a path.
        let pattern = match pattern.strip_prefix('/') {
            Some(anchored) => anchored.to_owned(),
            None if pattern.contains('/') => pattern.to_owned(),
            None => format!("**/{pattern}"),
        };
        let glob = |text: &str| {
            let glob = GlobBuilder::new(text).literal_separator(true).case_insensitive(!is_case_sensitive).build();
            glob.map(|glob| glob.compile_matcher()).map_err(|error| OptionsError(error.to_string()))
        };
        Ok(Line { globs: [glob(&pattern)?, glob(&format!("{pattern}/**"))?], is_negated })
    }
}

impl Restrictions {
    fn add_path(&mut self, value: &Value) -> Result<(), OptionsError> {
        let (name, wanted) = match value {
            Value::String(name) => (name.clone(), Wanted::default()),
            object => (from_value(&object["name"])?, from_value(object)?),
        };
        self.0.push(Restriction { specifiers: Specifiers::Exactly(name), wanted });
        Ok(())
    }

    fn add_pattern(&mut self, value: &Value) -> Result<(), OptionsError> {
        let is_case_sensitive = value["caseSensitive"] == true;
        let specifiers = match value.get("regex") {
            Some(regex) if is_case_sensitive => Specifiers::Regex(from_value(regex)?),
            Some(regex) => {
                let source: String = from_value(regex)?;
                Specifiers::Regex(from_value(&Value::String(format!("(?i){source}")))?)
            }
            None => {
                let lines: Vec<String> = from_value(&value["group"])?;
                let lines = lines.iter().map(|line| Line::read(line, is_case_sensitive));
                Specifiers::Lines(lines.collect::<Result<_, _>>()?)
            }
        };
        self.0.push(Restriction { specifiers, wanted: from_value(value)? });
        Ok(())
    }
}

impl RuleOptions for Restrictions {
    fn read(values: &[Value]) -> Result<Restrictions, OptionsError> {
        let mut all = Restrictions::default();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        match values {
            [only] if only.get("paths").is_some() || only.get("patterns").is_some() => {
                list(&only["paths"]).iter().try_for_each(|path| all.add_path(path))?;
                let patterns = list(&only["patterns"]);
                let (plain, objects): (Vec<_>, Vec<_>) = patterns.into_iter().partition(Value::is_string);
                // Plain lines belong together, so that one can take back what another says.
                if !plain.is_empty() {
                    all.add_pattern(&json!({ "group": plain }))?;
                }
                objects.iter().try_for_each(|pattern| all.add_pattern(pattern))?;
            }
            paths => paths.iter().try_for_each(|path| all.add_path(path))?,
        }
        Ok(all)
    }

    fn schema() -> Vec<Value> {
        let names = json!({ "type": "array", "items": { "type": "string" } });
        let text = json!({ "type": "string" });
        let path = json!({ "anyOf": [text, {
            "type": "object",
            "properties": { "name": text, "message": text, "importNames": names, "allowImportNames": names },
        }] });
        let pattern = json!({ "anyOf": [text, {
            "type": "object",
            "properties": {
                "group": names, "regex": text, "caseSensitive": { "type": "boolean" }, "message": text,
                "importNames": names, "importNamePattern": text, "allowImportNames": names, "allowImportNamePattern": text,
            },
        }] });
        let lists = json!({ "type": "object", "properties": {
            "paths": { "type": "array", "items": path },
            "patterns": { "type": "array", "items": pattern },
        } });
        vec![json!({ "anyOf": [path, lists] })]
    }
}

impl<'de> Deserialize<'de> for Restrictions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Restrictions, D::Error> {
        let values = Vec::deserialize(deserializer)?;
        Restrictions::read(&values).map_err(|error| D::Error::custom(error.0))
    }
}

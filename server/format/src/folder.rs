//! What one folder says of formatters: their configurations, what its package.json depends on, and its format script.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use package::manifest::PackageJson;
use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

/// A formatter that Lode knows how to ask. The first of those that a project could mean is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tool {
    Prettier,
    Biome,
    Oxfmt,
    Dprint,
}

impl Tool {
    pub const ALL: [Tool; 4] = [Tool::Prettier, Tool::Biome, Tool::Oxfmt, Tool::Dprint];

    /// As its people write it.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Prettier => "prettier",
            Tool::Biome => "Biome",
            Tool::Oxfmt => "oxfmt",
            Tool::Dprint => "dprint",
        }
    }

    /// Its package on npm.
    pub fn package(self) -> &'static str {
        match self {
            Tool::Prettier => "prettier",
            Tool::Biome => "@biomejs/biome",
            Tool::Oxfmt => "oxfmt",
            Tool::Dprint => "dprint",
        }
    }

    /// Its command, in scripts and in `node_modules/.bin`.
    pub fn command(self) -> &'static str {
        match self {
            Tool::Prettier => "prettier",
            Tool::Biome => "biome",
            Tool::Oxfmt => "oxfmt",
            Tool::Dprint => "dprint",
        }
    }

    /// Whose configuration a file of this name is.
    fn of_configuration(name: &str) -> Option<Tool> {
        let is_script = |rest: &str| matches!(rest, "js" | "mjs" | "cjs" | "ts" | "mts" | "cts");
        if let Some(rest) = name.strip_prefix(".prettierrc") {
            let is_data = matches!(rest, "" | ".json" | ".json5" | ".yaml" | ".yml" | ".toml");
            return (is_data || rest.strip_prefix('.').is_some_and(is_script)).then_some(Tool::Prettier);
        }
        if let Some(rest) = name.strip_prefix("prettier.config.") {
            return is_script(rest).then_some(Tool::Prettier);
        }
        if let Some(rest) = name.strip_prefix("oxfmt.config.") {
            return is_script(rest).then_some(Tool::Oxfmt);
        }
        match name {
            "biome.json" | "biome.jsonc" | ".biome.json" | ".biome.jsonc" => Some(Tool::Biome),
            ".oxfmtrc.json" | ".oxfmtrc.jsonc" => Some(Tool::Oxfmt),
            "dprint.json" | "dprint.jsonc" | ".dprint.json" | ".dprint.jsonc" => Some(Tool::Dprint),
            _ => None,
        }
    }
}

/// One folder.
#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    /// Configurations that are here, by tool.
    pub configurations: Vec<(Tool, PathBuf)>,
    /// What the package.json here depends on.
    pub dependencies: Vec<Tool>,
    /// What the format script of the package.json here runs.
    pub script: Option<Tool>,
    /// A hash of all that prettier reads here to know how to format.
    pub hash: u64,
}

/// Folders that have been looked at.
#[derive(Default)]
pub struct Folders {
    known: Mutex<HashMap<PathBuf, Arc<Folder>>>,
}

impl Folders {
    pub fn get(&self, path: &Path) -> Arc<Folder> {
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        let folder = Arc::new(Folder::read(path));
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), folder.clone());
        folder
    }

    /// The folders that a file is in, the nearest first.
    pub fn around(&self, file: &Path) -> Vec<Arc<Folder>> {
        file.ancestors().skip(1).map(|path| self.get(path)).collect()
    }
}

impl Folder {
    /// What can't be read is not there.
    fn read(path: &Path) -> Folder {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut names: Vec<OsString> = entries.map(|entry| entry.file_name()).filter(|name| counts(name)).collect();
        names.sort();
        let mut folder = Folder {
            path: path.to_owned(),
            configurations: Vec::new(),
            dependencies: Vec::new(),
            script: None,
            hash: 0,
        };
        let mut hasher = Xxh3::new();
        for name in &names {
            let Some(name) = name.to_str() else { continue };
            let place = path.join(name);
            let Ok(text) = fs::read(&place) else { continue };
            match Tool::of_configuration(name) {
                Some(Tool::Biome) if !formats(&text) => {}
                Some(tool) => folder.configurations.push((tool, place)),
                None if name == "package.json" => folder.read_package(&place, &text, &mut hasher),
                None if name == "package.yaml" && has_line(&text, b"prettier:") => {
                    folder.configurations.push((Tool::Prettier, place));
                }
                None => {}
            }
            // Of package.json only its own part counts: it changes with every version of a dependency.
            if name != "package.json" {
                hasher.update(name.as_bytes());
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(&text);
            }
        }
        folder.hash = hasher.digest();
        folder
    }

    fn read_package(&mut self, place: &Path, text: &[u8], hasher: &mut Xxh3) {
        let Ok(package) = PackageJson::parse(place, text) else { return };
        if let Some(part) = package.raw.get("prettier") {
            hasher.update(b"package.json");
            hasher.update(part.to_string().as_bytes());
            self.configurations.push((Tool::Prettier, place.to_owned()));
        }
        let depends = |tool: &Tool| {
            ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]
                .iter()
                .any(|field| package.strings(field).any(|(name, _)| name == tool.package()))
        };
        self.dependencies = Tool::ALL.into_iter().filter(depends).collect();
        self.script = script(&package);
    }

    pub fn configuration(&self, tool: Tool) -> Option<&Path> {
        self.configurations.iter().find(|(other, _)| *other == tool).map(|(_, path)| path.as_path())
    }
}

/// Whether a file of this name says how to format.
pub(crate) fn counts(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    matches!(name, "package.json" | "package.yaml" | ".editorconfig") || Tool::of_configuration(name).is_some()
}

fn has_line(text: &[u8], start: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| line.starts_with(start))
}

/// Whether a biome.json has its formatter on.
fn formats(text: &[u8]) -> bool {
    let mut text = String::from_utf8_lossy(text).into_owned();
    // What can't be read is Biome's to complain about.
    let stripped = json_strip_comments::strip(&mut text);
    let value = stripped.ok().and_then(|()| serde_json::from_str::<Value>(&text).ok()).unwrap_or_default();
    value.pointer("/formatter/enabled") != Some(&Value::Bool(false))
}

/// What the script runs by which people of a package format: `format`, `fmt`, or one whose name starts so.
fn script(package: &PackageJson) -> Option<Tool> {
    let scripts: Vec<(&str, &str)> = package.strings("scripts").collect();
    let named = |is: &dyn Fn(&str) -> bool| {
        scripts.iter().filter(|(name, _)| is(name)).find_map(|(_, command)| {
            let words: Vec<&str> = command.split(|c: char| c.is_whitespace() || ";&|()".contains(c)).collect();
            Tool::ALL.into_iter().find(|tool| {
                words.iter().any(|word| {
                    let name = word.rsplit('/').next().unwrap_or(word);
                    name == tool.command() || word.starts_with(tool.package()) && !word.starts_with("prettier-")
                })
            })
        })
    };
    named(&|name| matches!(name, "format" | "fmt")).or_else(|| {
        named(&|name| name.starts_with("format") || name.starts_with("fmt") || name.starts_with("prettier"))
    })
}

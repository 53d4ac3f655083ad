//! Which configuration is a file's.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::Value;
use source::FileSystem;

use super::json::members;
use super::shape::{Dialect, Reader, lint_part, start};
use super::{Config, ConfigError, Layer, Settings, biome, flat, json};
use crate::RULES;
use crate::run::Clock;
use crate::similar::nearest;

/// The configurations of a project's files, each read once.
pub struct Configs {
    files: Arc<dyn FileSystem>,
    /// The one that counts for all files, whatever lies beside them.
    only: Option<Arc<Config>>,
    /// What counts more than any file says.
    over: Layer,
    evaluate: Option<Box<Evaluate>>,
    /// Whether a configuration that can't be used counts as far as it can be read.
    is_forgiving: bool,
    /// One for each rule of the table, if how long they take is asked for.
    clocks: Option<Vec<Arc<Clock>>>,
    by_folder: Mutex<FxHashMap<PathBuf, Arc<Config>>>,
    settings: Mutex<FxHashMap<Kind, Arc<Settings>>>,
}

/// Files of one kind have the same settings.
#[derive(PartialEq, Eq, Hash)]
struct Kind {
    config: PathBuf,
    /// Which layers are for them.
    layers: Vec<bool>,
    is_typescript: bool,
}

/// The names that are looked for, those that count more first.
pub const NAMES: [&str; 19] = [
    "lode.json",
    "lode.jsonc",
    ".oxlintrc.json",
    ".oxlintrc.jsonc",
    "biome.json",
    "biome.jsonc",
    ".biome.json",
    "eslint.config.js",
    "eslint.config.mjs",
    "eslint.config.cjs",
    "eslint.config.ts",
    "eslint.config.mts",
    "eslint.config.cts",
    ".eslintrc.js",
    ".eslintrc.cjs",
    ".eslintrc.yaml",
    ".eslintrc.yml",
    ".eslintrc.json",
    ".eslintrc",
];

/// The parts of a `lode.json`, in which others may keep what is theirs.
const PARTS: [&str; 3] = ["$schema", "lint", "permissions"];

/// Says which rules are on only if nothing else in the folder does.
const PACKAGE: &str = "package.json";

/// Gives what a configuration exports that is a program, as far as JSON can say it, or why it can't be told; `None`: not yet. If
/// presets are named it gives a list of these instead, which the configuration extends; one that can't be loaded is an object with
/// an `error`.
pub type Evaluate = dyn Fn(&Path, &[String]) -> Result<Option<Value>, String> + Send + Sync;

impl Configs {
    pub fn new(files: Arc<dyn FileSystem>, over: Layer) -> Configs {
        Configs {
            files,
            only: None,
            over,
            evaluate: None,
            is_forgiving: false,
            clocks: None,
            by_folder: Mutex::default(),
            settings: Mutex::default(),
        }
    }

    /// From now on the time is taken that rules need; gives a clock for each rule of the table.
    pub fn use_clocks(&mut self) -> Vec<Arc<Clock>> {
        self.clocks.insert(RULES.iter().map(|_| Arc::default()).collect()).clone()
    }

    /// From now on configurations that are programs count too.
    pub fn use_programs(&mut self, evaluate: Box<Evaluate>) {
        self.evaluate = Some(evaluate);
    }

    /// From now on a configuration that can't be used counts as far as it can be read, and is never an error.
    pub fn forgive(&mut self) {
        self.is_forgiving = true;
    }

    /// From now on this file counts for all files.
    ///
    /// # Errors
    /// If there is none, or it can't be read.
    pub fn use_only(&mut self, path: &Path) -> Result<(), ConfigError> {
        let error = || ConfigError { path: path.to_owned(), message: "it holds no configuration".to_owned() };
        self.only = Some(Arc::new(self.read(path)?.ok_or_else(error)?));
        Ok(())
    }

    /// From now on only what is recommended counts, and what was given over it.
    pub fn use_none(&mut self) {
        self.only = Some(Arc::new(Config::recommended()));
    }

    /// The configuration of the files in a folder.
    ///
    /// # Errors
    /// If the nearest one can't be used.
    pub fn of_folder(&self, folder: &Path) -> Result<Arc<Config>, ConfigError> {
        if let Some(only) = &self.only {
            return Ok(only.clone());
        }
        if let Some(known) = lock(&self.by_folder).get(folder) {
            return Ok(known.clone());
        }
        let config = match (self.in_folder(folder), folder.parent()) {
            (Ok(Some(config)), _) => Arc::new(config),
            (Err(error), _) if self.is_forgiving => {
                let path = error.path.clone();
                Arc::new(Config { path, folder: folder.to_owned(), errors: vec![error], ..Config::recommended() })
            }
            (Err(error), _) => return Err(error),
            (Ok(None), Some(parent)) => self.of_folder(parent)?,
            (Ok(None), None) => Arc::new(Config::recommended()),
        };
        lock(&self.by_folder).insert(folder.to_owned(), config.clone());
        Ok(config)
    }

    /// What counts for a file.
    ///
    /// # Errors
    /// If its configuration can't be used.
    pub fn settings(&self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        let config = self.of_folder(path.parent().unwrap_or(path))?;
        let is_for = |layer: &Layer| layer.files.as_ref().is_none_or(|files| files.matches(path));
        let kind = Kind {
            config: config.path.clone(),
            layers: config.layers.iter().map(is_for).collect(),
            is_typescript: syntax::Language::of(path).is_typescript(),
        };
        if let Some(known) = lock(&self.settings).get(&kind) {
            return Ok(known.clone());
        }
        let layers = config.layers.iter().zip(&kind.layers).filter(|(_, is_for)| **is_for).map(|(layer, _)| layer);
        let mut settings = Settings::new(layers.chain([&self.over]), kind.is_typescript);
        if let Some(clocks) = &self.clocks {
            settings.set_clocks(clocks);
        }
        let settings = Arc::new(settings);
        lock(&self.settings).insert(kind, settings.clone());
        Ok(settings)
    }

    /// All configurations that were used so far, by their paths.
    pub fn used(&self) -> Vec<Arc<Config>> {
        let mut used: Vec<Arc<Config>> = match &self.only {
            Some(only) => vec![only.clone()],
            None => lock(&self.by_folder).values().cloned().collect(),
        };
        used.sort_by(|one, other| one.path.cmp(&other.path));
        used.dedup_by(|one, other| one.path == other.path);
        used
    }

    fn in_folder(&self, folder: &Path) -> Result<Option<Config>, ConfigError> {
        // A folder is listed in less time than it takes to ask for each of the names; some may be entered and not listed.
        let listed = self.files.read_directory(folder).ok();
        let may_be_there = |name: &str| {
            listed.as_ref().is_none_or(|listed| listed.binary_search_by(|one| one.as_str().cmp(name)).is_ok())
        };
        for name in NAMES.iter().chain([&PACKAGE]).filter(|name| may_be_there(name)) {
            let path = folder.join(name);
            if self.files.is_file(&path)
                && let Some(config) = self.read(&path)?
            {
                return Ok(Some(config));
            }
        }
        Ok(None)
    }

    /// What is recommended stands in for what can't be told.
    fn program(&self, path: &Path) -> Result<Config, ConfigError> {
        let config = start(path.to_owned());
        let value = match &self.evaluate {
            Some(evaluate) => evaluate(path, &[]),
            _ => Err("it is not read".to_owned()),
        };
        match value {
            Ok(Some(value)) if is_flat(path) => Ok(flat::read(config, &value)),
            Ok(Some(value)) => self.reader(Dialect::Eslint, config).read(&value),
            Ok(None) => Ok(Config { is_awaited: true, ..config }),
            Err(why) => {
                let notes = vec![format!("{why}; the recommended rules stand in for it")];
                Ok(Config { notes, layers: Config::recommended().layers, ..config })
            }
        }
    }

    /// `None`: the file says nothing of linting.
    fn read(&self, path: &Path) -> Result<Option<Config>, ConfigError> {
        let is_program = path
            .extension()
            .is_some_and(|extension| !matches!(extension.to_str(), Some("json" | "jsonc" | "yaml" | "yml")));
        if is_program {
            return self.program(path).map(Some);
        }
        let error = |message: String| ConfigError { path: path.to_owned(), message };
        let text = self.files.read_to_string(path).map_err(|cause| error(cause.to_string()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut start = start(path.to_owned());
        let value = match data(path, &text) {
            (value, None) => value,
            // Whoever reads package.json says what is wrong with it.
            (_, Some(_)) if name == PACKAGE => return Ok(None),
            (value, Some(message)) if self.is_forgiving => {
                start.errors.push(error(message));
                value
            }
            (_, Some(message)) => return Err(error(message)),
        };
        let (dialect, part) = match name.trim_start_matches('.').split('.').next().unwrap_or_default() {
            "lode" => {
                let mut unread = members(Some(&value)).map(|(part, _)| part).filter(|part| !PARTS.contains(part));
                if let Some((part, meant)) = unread.find_map(|part| Some((part, nearest(part, PARTS)?))) {
                    let wrong = error(format!("nothing reads `{part}`; is `{meant}` meant?"));
                    if !self.is_forgiving {
                        return Err(wrong);
                    }
                    start.errors.push(wrong);
                }
                match value.get("lint") {
                    Some(part) => (Dialect::Lode, part),
                    None => return Ok(None),
                }
            }
            "package" => match value.get("eslintConfig") {
                Some(part) => (Dialect::Eslint, part),
                None => return Ok(None),
            },
            "biome" => return Ok(biome::read(start, &value)),
            "oxlintrc" => (Dialect::Oxlint, &value),
            "eslintrc" => (Dialect::Eslint, &value),
            _ => (Dialect::Lode, lint_part(&value)),
        };
        let mut config = self.reader(dialect, start).read(part)?;
        if dialect == Dialect::Eslint && part.get("root") != Some(&Value::Bool(true)) {
            self.cascade(&mut config)?;
        }
        Ok(Some(config))
    }

    fn reader(&self, dialect: Dialect, config: Config) -> Reader<'_> {
        Reader::new(&*self.files, dialect, config, self.is_forgiving, self.evaluate.as_deref())
    }

    /// ESLint lays its nearest file over those of the folders above.
    fn cascade(&self, config: &mut Config) -> Result<(), ConfigError> {
        let Some(above) = config.folder.parent() else { return Ok(()) };
        for folder in above.ancestors() {
            let names = [".eslintrc.yaml", ".eslintrc.yml", ".eslintrc.json", ".eslintrc", PACKAGE];
            let Some(path) = names.iter().map(|name| folder.join(name)).find(|path| self.files.is_file(path)) else {
                continue;
            };
            if let Some(base) = self.read(&path)? {
                config.layers.splice(0..0, base.layers);
                config.ignores.extend(base.ignores);
                config.notes.extend(base.notes);
                break;
            }
        }
        Ok(())
    }
}

/// What a file says that is data. One without an ending is in either language.
fn data(path: &Path, text: &str) -> (Value, Option<String>) {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("yaml" | "yml") => json::of_yaml(text),
        None => match json::as_far_as_possible(text) {
            (value, None) => (value, None),
            (_, Some(_)) => json::of_yaml(text),
        },
        Some(_) => json::as_far_as_possible(text),
    }
}

fn is_flat(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "eslint.config")
}

/// A panic elsewhere leaves these maps whole: they only grow.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

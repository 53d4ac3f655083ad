//! The linter over a project: which rules are on for a file, and what they found in it.
//!
//! What was found in a text is kept until the text, how it is read, or what its package says is another; what a configuration says
//! is read once. When a configuration has changed, whoever owns the [`Linter`] makes a new one.
//!
//! - `modules`: the files around one, for rules about modules. `pages`: the documentation of rules. `saved`: what was found in an earlier text, moved to the one of now.

mod modules;
mod pages;
mod saved;
#[cfg(test)]
pub(crate) mod tests;

use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lint::config::{Config, ConfigError, Configs, Evaluate, Facts, Ignored, Layer, Settings};
use lint::{Language, Linted, Severity};
use modules::Neighbours;
use project::Snapshot;
use rustc_hash::{FxHashMap, FxHasher};
use source::{FileId, FileSystem, SourceText};

pub use pages::{RulePage, rule_page};

/// Larger texts are data, or what a bundler has made.
const LARGEST: usize = 4 << 20;

/// What a project says of its rules, and what they found so far.
pub struct Linter {
    files: Arc<dyn FileSystem>,
    configs: Configs,
    ignored: Ignored,
    neighbours: Neighbours,
    /// Written by all who look at a file.
    looked: Mutex<FxHashMap<FileId, Arc<Looked>>>,
}

/// A linter, and which text of a file it is asked about.
#[derive(Clone, Copy)]
pub struct Linting<'l> {
    pub linter: &'l Linter,
    /// What was found in an earlier text will do: the text of now is not to be looked at.
    pub is_earlier_fine: bool,
}

/// What was found in a text.
pub(crate) struct Looked {
    /// A hash of all that what was found in the text alone depends on.
    of: u64,
    /// The state of the other files that the rest was found in.
    epoch: u64,
    /// What was found in the text alone.
    alone: Linted,
    /// Of open files, which are edited.
    text: Option<SourceText>,
    pub settings: Arc<Settings>,
    pub language: Language,
    pub config: Arc<Config>,
    pub linted: Linted,
}

impl Linter {
    /// `evaluate` gives what configurations export that are programs.
    pub fn new(files: Arc<dyn FileSystem>, evaluate: Box<Evaluate>) -> Linter {
        let mut configs = Configs::new(files.clone(), Layer::default());
        configs.use_programs(evaluate);
        configs.forgive();
        Linter {
            files,
            configs,
            ignored: Ignored::default(),
            neighbours: Neighbours::default(),
            looked: Mutex::default(),
        }
    }

    /// Files on the disk have changed that are no configurations: what imports find may be another.
    pub fn files_changed(&self) {
        self.neighbours.forget();
    }

    /// Another one when other files may be judged otherwise than they were: what imports find of one has changed.
    pub fn epoch(&self) -> u64 {
        self.neighbours.now()
    }

    /// What is wrong with the configurations that were used so far.
    pub fn errors(&self) -> Vec<ConfigError> {
        self.configs.used().iter().flat_map(|config| config.errors.clone()).collect()
    }

    /// What was not understood in a configuration, if it was used.
    pub(crate) fn notes(&self, path: &Path) -> Vec<String> {
        let used = self.configs.used();
        used.iter().find(|config| config.path == path).map(|config| config.notes.clone()).unwrap_or_default()
    }

    /// What the rules found in a file. `None`: it is not to be looked at, or nobody waits any more.
    pub(crate) fn look(&self, snapshot: &Snapshot, file: FileId, go_on: &dyn Fn() -> bool) -> Option<Arc<Looked>> {
        let text = snapshot.text(file)?;
        let path = snapshot.path(file);
        if !is_looked_at(snapshot, file, text.text()) {
            return None;
        }
        let config = self.configs.of_folder(path.parent().unwrap_or(&path)).ok()?;
        if config.is_awaited || self.ignored.holds(&config, &path) || self.ignored.is_named(&*self.files, &path) {
            return None;
        }
        let package = snapshot.package_of(file).map(|package| Facts::new(&package)).unwrap_or_default();
        let kind = snapshot.kind(file);
        let of = hash(&(text.text(), kind, package.text()));
        let mut epoch = self.neighbours.epoch(snapshot, file);
        let known = self.looked().get(&file).filter(|known| known.of == of).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.alone.later.is_none() || known.epoch == epoch) {
            return Some(known.clone());
        }
        let settings = self.configs.settings(&path).ok()?;
        let language = package.language(&path, kind, &settings);
        let alone = match known {
            Some(known) => known.alone.clone(),
            None => lint::lint_while(text.text(), &language, &settings.rules, go_on)?,
        };
        let mut linted = alone.clone();
        if let Some(later) = &alone.later {
            let modules;
            (modules, epoch) = self.neighbours.around(snapshot, file, later);
            linted = linted.finish(text.text(), &path, &modules, &settings.rules);
        }
        let unused = settings.unused_suppressions.unwrap_or(Severity::Off);
        for mut problem in std::mem::take(&mut linted.unused_suppressions) {
            problem.severity = unused;
            linted.problems.extend((unused != Severity::Off).then_some(problem));
        }
        linted.problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
        let text = snapshot.is_open(file).then_some(text);
        let looked = Arc::new(Looked { of, epoch, alone, text, settings, language, config, linted });
        self.looked().insert(file, looked.clone());
        Some(looked)
    }

    fn looked(&self) -> MutexGuard<'_, FxHashMap<FileId, Arc<Looked>>> {
        // A panic elsewhere leaves the map whole: it only grows.
        self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Linting<'_> {
    /// What is to be said of a file.
    pub(crate) fn look(&self, snapshot: &Snapshot, file: FileId, go_on: &dyn Fn() -> bool) -> Option<Arc<Looked>> {
        if !self.is_earlier_fine {
            return self.linter.look(snapshot, file, go_on);
        }
        let looked = self.linter.looked().get(&file).cloned();
        let (Some(looked), Some(text)) = (looked, snapshot.text(file)) else {
            return self.linter.look(snapshot, file, go_on);
        };
        saved::moved(&looked, &text)
    }
}

impl Looked {
    /// Whether a rule is on.
    pub fn has(&self, rule: &str) -> bool {
        self.settings.rules.iter().any(|configured| configured.rule.name == rule)
    }
}

/// Whether the linter's answers depend on a file that is no source.
pub fn configures_linter(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_in_package = path.components().any(|part| part.as_os_str() == "node_modules");
    let is_ignoring = matches!(name, ".gitignore" | ".eslintignore" | ".ignore");
    // Others may be extended; they have such names most of the time.
    let is_extended = name.ends_with(".json") && (name.contains("eslint") || name.contains("lint"));
    let is_configuration = lint::config::NAMES.contains(&name) || name == "package.json";
    !is_in_package && (is_configuration || is_ignoring || is_extended)
}

/// Whether anybody wants to know what rules say of a file.
fn is_looked_at(snapshot: &Snapshot, file: FileId, text: &str) -> bool {
    let is_data = snapshot.path(file).extension().is_some_and(|extension| extension == "json");
    !is_data
        && snapshot.is_own(file)
        && text.len() <= LARGEST
        && !lint::is_minified(text.as_bytes())
        && snapshot.syntax_errors(file).is_empty()
        && snapshot.facts(file).is_some()
        && !snapshot.is_ignored(file)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

//! What is known of the files below one folder, as long as it is known what changes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lint::Modules;
use lint::config::Configs;
use source::DiskFileSystem;

use super::eyes::{Eyes, Happened};
use crate::arguments::LintArguments;
use crate::commands::lint::cache::Cache;
use crate::commands::lint::check::{Checker, Looked};
use crate::commands::lint::chosen;
use crate::commands::lint::encoded::Left;
use crate::commands::lint::noted::Noted;
use crate::commands::lint::results::FileResult;
use crate::commands::lint::walk::{self, Walked};

/// Files that say what is looked at, beside configurations.
const OF_WALK: [&str; 5] = [".gitignore", ".ignore", ".eslintignore", "exclude", "package.json"];

/// As often it is tried to see all that counts before it is read.
const TRIES: usize = 3;

pub struct Session {
    arguments: LintArguments,
    here: PathBuf,
    configs: Configs,
    files: Arc<Noted>,
    eyes: Eyes,
    /// What was asked of the disk.
    inputs: HashSet<PathBuf>,
    modules: Modules,
    /// Files as they were looked at by themselves, and where each is among the results.
    looked: HashMap<PathBuf, Looked>,
    notes: Vec<String>,
    /// By their paths.
    results: Vec<FileResult>,
    /// Of the package.json files.
    manifests: Vec<FileResult>,
}

impl Session {
    /// `None`: it can't be known what changes, or something is wrong that whoever has asked had better see itself.
    pub fn new(arguments: LintArguments, here: &Path) -> Option<Session> {
        let mut eyes = Eyes::new()?;
        let mut session = None;
        for _ in 0..TRIES {
            drop(session.take());
            let folders = walk::folders(&arguments, here);
            if !folders.iter().chain(&above(here)).all(|folder| eyes.look_at(folder)) {
                return None;
            }
            let read = Read::all(&arguments, here)?;
            let inputs = HashSet::from_iter(read.files.paths());
            let unseen: Vec<&Path> = inputs.iter().filter_map(|path| unseen(&eyes, path)).collect();
            let is_seen = unseen.is_empty();
            if !unseen.into_iter().all(|folder| eyes.look_at(folder)) {
                return None;
            }
            session = Some((read, inputs));
            if is_seen {
                break;
            }
        }
        let (read, inputs) = session?;
        let Read { configs, files, modules, looked, notes, results, manifests } = read;
        let here = here.to_owned();
        Some(Session { arguments, here, configs, files, eyes, inputs, modules, looked, notes, results, manifests })
    }

    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// In any order.
    pub fn results(&self) -> impl Iterator<Item = &FileResult> {
        self.results.iter().chain(&self.manifests)
    }

    /// Looks at what has changed. Whether all is known again.
    pub fn renew(&mut self) -> bool {
        let Some(happened) = self.eyes.happened() else { return false };
        let mut changed = HashSet::new();
        for one in happened {
            match self.meaning(&one) {
                Meaning::None => {}
                Meaning::Changed => drop(changed.insert(one.path)),
                Meaning::Everything => return false,
            }
        }
        changed.is_empty() || self.look_again(&changed)
    }

    fn meaning(&self, happened: &Happened) -> Meaning {
        let path = &happened.path;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_configuration = OF_WALK.contains(&name) || lint::config::NAMES.contains(&name);
        if is_configuration || happened.is_folder && self.is_of_use(path) {
            return Meaning::Everything;
        }
        if self.looked.contains_key(path) {
            return if path.is_file() { Meaning::Changed } else { Meaning::Everything };
        }
        // A file that was made and taken away again is none.
        let is_new = walk::is_source(&self.arguments, path) && path.symlink_metadata().is_ok();
        if is_new || self.inputs.contains(path) { Meaning::Everything } else { Meaning::None }
    }

    /// Whether something counts that lies in a folder, or may come to lie there.
    fn is_of_use(&self, folder: &Path) -> bool {
        let is_looked_for = walk::roots(&self.arguments, &self.here).iter().any(|root| folder.starts_with(root));
        is_looked_for || self.inputs.iter().any(|input| input.starts_with(folder))
    }

    fn look_again(&mut self, changed: &HashSet<PathBuf>) -> bool {
        changed.iter().for_each(|path| self.files.forget(path));
        let checker = Checker::of_files(&self.arguments, &self.configs, &self.here, self.files.clone(), Cache::none());
        let files = changed.iter().map(|path| walk::Found::on_disk(path.clone(), self.is_named(path))).collect();
        let Ok((looked, notes)) = checker.look_at_all(files) else { return false };
        // What is left out now is told in a note about all of them.
        if !notes.is_empty() || looked.len() != changed.len() {
            return false;
        }
        let mut has_new_interface = false;
        for file in looked {
            let before = self.looked.insert(file.path.clone(), file.clone());
            let interface = |file: &Looked| file.known.later.as_ref().map(|left| left.interface);
            has_new_interface |= before.is_none_or(|before| interface(&before) != interface(&file));
            if let Some(later) = file.known.later.as_ref().and_then(Left::read) {
                has_new_interface |= self.modules.insert(&file.path, &later);
            }
        }
        // Of the others nothing has become another thing, if all that they can see of these is as it was.
        let again: Vec<Looked> = match has_new_interface {
            true => self.looked.values().cloned().collect(),
            false => changed.iter().filter_map(|path| self.looked.get(path)).cloned().collect(),
        };
        let Ok(results) = checker.finish(again, &self.modules) else { return false };
        if has_new_interface {
            let Ok(manifests) = checker.manifests(self.looked.values(), &self.modules) else { return false };
            self.manifests = manifests;
        }
        for result in results {
            match self.results.binary_search_by(|one| walk::compare(&one.path, &result.path)) {
                Ok(index) => self.results[index] = result,
                Err(_) => return false,
            }
        }
        // Imports may lead where they did not before.
        let inputs = HashSet::from_iter(self.files.paths());
        let unseen: Vec<PathBuf> =
            inputs.difference(&self.inputs).filter_map(|path| unseen(&self.eyes, path)).map(Path::to_owned).collect();
        self.inputs = inputs;
        unseen.is_empty()
    }

    fn is_named(&self, path: &Path) -> bool {
        self.arguments.paths.iter().any(|named| source::normalize_lexically(&self.here.join(named)) == path)
    }
}

/// What something that happened means for what is known.
enum Meaning {
    None,
    /// A file that is linted has another text, it may be.
    Changed,
    Everything,
}

/// All that is found when the disk is read.
struct Read {
    configs: Configs,
    files: Arc<Noted>,
    modules: Modules,
    looked: HashMap<PathBuf, Looked>,
    notes: Vec<String>,
    results: Vec<FileResult>,
    manifests: Vec<FileResult>,
}

impl Read {
    fn all(arguments: &LintArguments, here: &Path) -> Option<Read> {
        let files = Arc::new(Noted::over(Arc::new(DiskFileSystem)));
        let configs = chosen::configs_of(arguments, here, files.clone(), &Arc::default()).ok()?;
        let Walked { files: found, notes, .. } = walk::files(arguments, &configs, here).ok()?;
        let cache = Cache::open(None, here);
        let checker = Checker::of_files(arguments, &configs, here, files.clone(), cache);
        let (looked, left_out) = checker.look_at_all(found).ok()?;
        let modules = checker.modules(looked.iter());
        let by_path = looked.iter().map(|file| (file.path.clone(), file.clone())).collect();
        let manifests = checker.manifests(looked.iter(), &modules).ok()?;
        let mut results = checker.finish(looked, &modules).ok()?;
        checker.remember();
        results.sort_by(|one, other| walk::compare(&one.path, &other.path));
        // What a program exports depends on more than files.
        let is_program = |path: &Path| path.extension().and_then(|it| it.to_str()).is_some_and(|it| it.ends_with('s'));
        if configs.used().iter().any(|config| is_program(&config.path)) {
            return None;
        }
        let notes = chosen::notes(&configs, here).into_iter().chain(notes).chain(left_out).collect();
        Some(Read { configs, files, modules, looked: by_path, notes, results, manifests })
    }
}

/// The folders above that may hold what says which files are looked at.
fn above(here: &Path) -> Vec<PathBuf> {
    let of_git = here.ancestors().map(|folder| folder.join(".git/info"));
    let of_user = ignore::gitignore::gitconfig_excludes_path();
    let of_user = of_user.as_deref().and_then(Path::parent).map(Path::to_owned);
    here.ancestors().map(Path::to_owned).chain(of_git).chain(of_user).collect()
}

/// The nearest folder around a path that is there, if nothing is seen of it.
fn unseen<'p>(eyes: &Eyes, path: &'p Path) -> Option<&'p Path> {
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir())?;
    (!eyes.is_looking_at(folder)).then_some(folder)
}

//! The rules over all files, on all processors.
//!
//! Each file is looked at by itself first, and its text let go of. When all have been, what can only be judged of them together is,
//! and files are mended. Texts are read once more where something is to be shown or mended in them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use lint::config::{Configs, Facts, Packages, Settings};
use lint::{Group, Language, Linted, Mending, Modules, Severity};
use source::TextRange;
use xxhash_rust::xxh3::xxh3_64;

use super::again::{Alone, Came, Listed};
use super::cache::{Asked, Cache};
use super::chosen::{self, Programs};
use super::crew::{Queue, each};
use super::encoded::{self, Entry, Known, Left};
use super::format;
use super::noted::Noted;
use super::results::{FileResult, Found as Problem, Results, Text, without_mark};
use super::walk::{self, Found, Walked};
use crate::arguments::{CacheStrategy, FixType, LintArguments};
use crate::report::shown;

/// Larger files are data, or what a bundler has made.
pub const LARGEST: u64 = 4 << 20;

pub struct Checker<'c> {
    configs: &'c Configs,
    pub here: &'c Path,
    /// By way of this modules are looked for.
    pub files: Arc<Noted>,
    /// Configurations that are programs.
    pub programs: Arc<Programs>,
    packages: Packages,
    cache: Cache,
    /// What a run that is remembered must be the answer to. `None`: it is no question that is asked twice.
    pub question: Option<u64>,
    /// When the run began.
    pub began: SystemTime,
    /// The folders and files that are asked for.
    pub places: Vec<PathBuf>,
    /// Whether a file that looks unchanged is taken for unchanged.
    pub trusts_stamps: bool,
    pub threads: usize,
    is_fixing: bool,
    /// Whether the first suggestion is made too.
    is_unsafe: bool,
    /// What is mended; all of it if there are none.
    fix_types: Vec<FixType>,
    no_ignore: bool,
    /// Whether all files of the project are looked at.
    is_whole: bool,
    /// Whether someone wants to know of files, too, in which nothing was found.
    pub tells_all: bool,
    /// Whether nobody wants to know what mends a problem.
    pub is_brief: bool,
    /// How loud comments that suppress nothing are, if the command line says it.
    unused_suppressions: Option<Severity>,
}

/// What became of one file.
pub enum Outcome {
    Looked(Looked),
    Large(PathBuf),
    Minified(PathBuf),
    Gone,
}

/// A file that has been looked at by itself.
#[derive(Clone)]
pub struct Looked {
    pub path: PathBuf,
    pub place: usize,
    settings: Arc<Settings>,
    package: Arc<Facts>,
    pub known: Known,
    text: Text,
    /// Whether its text is where it can be written to.
    is_mendable: bool,
}

impl Looked {
    /// Whether a rule is on that is about package.json files.
    fn is_about_packages(&self) -> bool {
        self.settings.rules.iter().any(|rule| rule.is_about_packages())
    }
}

/// All that may be said on the command line of what is found. `None`: it is not only files that count.
fn question(arguments: &LintArguments) -> Option<String> {
    if arguments.stdin || arguments.changes().is_some() || arguments.is_fixing() || arguments.forgets() {
        return None;
    }
    let LintArguments { paths, rules, allow, warn, deny, globals, config, extensions, ignore_patterns, .. } = arguments;
    let switches = [
        arguments.no_config_lookup,
        arguments.no_inline_config,
        arguments.no_ignore,
        arguments.no_warn_ignored,
        arguments.no_error_on_unmatched_pattern,
        arguments.pass_on_no_patterns,
    ];
    let unused = arguments.unused_suppressions();
    let said = (paths, rules, allow, warn, deny, globals, config, extensions, ignore_patterns);
    // Which file leaves out what in all projects of a user.
    let of_user = ignore::gitignore::gitconfig_excludes_path();
    Some(format!("{said:?} {switches:?} {unused:?} {of_user:?}"))
}

impl<'c> Checker<'c> {
    /// `files`, `programs`: those by way of which the configurations are read.
    pub fn new(
        arguments: &LintArguments,
        configs: &'c Configs,
        here: &'c Path,
        files: Arc<Noted>,
        programs: Arc<Programs>,
    ) -> Checker<'c> {
        let cache = match arguments.forgets() {
            true => Cache::none(),
            false => Cache::open(arguments.cache_location.as_deref(), here),
        };
        let question = question(arguments).map(|question| cache.about(&[&question]));
        Checker { question, programs, ..Checker::of_files(arguments, configs, here, files, cache) }
    }

    pub fn of_files(
        arguments: &LintArguments,
        configs: &'c Configs,
        here: &'c Path,
        files: Arc<Noted>,
        cache: Cache,
    ) -> Checker<'c> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Checker {
            configs,
            here,
            packages: Packages::new(files.clone()),
            files,
            programs: Arc::default(),
            cache,
            question: None,
            began: SystemTime::now(),
            places: walk::places(arguments, here),
            trusts_stamps: arguments.cache_strategy == CacheStrategy::Metadata,
            threads: arguments.threads.unwrap_or(processors).max(1),
            is_fixing: arguments.is_fixing(),
            is_unsafe: arguments.fix_unsafe,
            fix_types: arguments.fix_types.clone(),
            no_ignore: arguments.no_ignore,
            is_whole: walk::is_whole(arguments, here),
            tells_all: format::tells_all(arguments.format),
            is_brief: format::is_brief(arguments.format),
            unused_suppressions: arguments.unused_suppressions(),
        }
    }

    /// Looks at all files there are.
    pub fn files(&self, walked: Walked) -> anyhow::Result<Results> {
        let Walked { files: found, mut notes, folders } = walked;
        let folders = folders.filter(|_| self.question.is_some() && self.place_of_run().is_some());
        let listed: Option<Vec<Listed>> = folders.as_ref().map(|_| found.iter().map(Listed::of).collect());
        let (looked, left_out) = self.look_at_all(found)?;
        // What files are to each other takes memory that this takes before.
        self.remember();
        let alone = if listed.is_some() { looked.iter().map(Alone::of).collect() } else { Vec::new() };
        let modules = self.modules(looked.iter());
        let manifests = self.manifests(looked.iter(), &modules)?;
        let of_manifests: Vec<PathBuf> = manifests.iter().map(|file| file.path.clone()).collect();
        notes.splice(0..0, chosen::notes(self.configs, self.here));
        notes.extend(left_out);
        let is_about_packages = looked.iter().any(Looked::is_about_packages);
        let results = Checker::sorted_results(self.finish(looked, &modules)?.into_iter().chain(manifests), notes);
        if let (Some(folders), Some(listed)) = (folders, listed) {
            let _ = self.keep(Came { listed, alone, is_about_packages }, &folders, &results, &of_manifests, &modules);
        }
        Ok(results)
    }

    /// Where the run is remembered. `None`: it is not.
    pub fn place_of_run(&self) -> Option<PathBuf> {
        self.cache.place_of_run(self.question?)
    }

    /// Looks at each file by itself; gives what there is to say of those that were left out.
    pub fn look_at_all(&self, found: Vec<Found>) -> anyhow::Result<(Vec<Looked>, Vec<String>)> {
        let queue = Queue::new(found, |found| found.length);
        self.sorted(each(self.threads, queue.len(), || queue.next(), |next| self.look(next.item))?)
    }

    /// Writes down what was found, for the next time.
    pub fn remember(&self) {
        self.cache.save();
    }

    /// Looks at a text that is in no file yet.
    pub fn text(&self, path: &Path, text: String) -> anyhow::Result<Results> {
        let found = Found { path: path.to_owned(), place: 0, length: 0, is_named: true, content: None, stamp: None };
        let asked = self.asked(&found)?;
        let mut outcome = self.look_at(&found, text.clone().into_bytes(), asked);
        if let Outcome::Looked(looked) = &mut outcome {
            looked.text = Text::Here(without_mark(text.into_bytes()).0);
        }
        let (looked, notes) = self.sorted(vec![Ok(outcome)])?;
        let modules = self.modules(looked.iter());
        let manifests = self.manifests(looked.iter(), &modules)?;
        Ok(Checker::sorted_results(self.finish(looked, &modules)?.into_iter().chain(manifests), notes))
    }

    fn sorted_results(files: impl Iterator<Item = FileResult>, notes: Vec<String>) -> Results {
        let mut files: Vec<FileResult> = files.collect();
        files.sort_by(|one, other| walk::compare(&one.path, &other.path));
        Results { files, notes, ..Results::default() }
    }

    fn sorted(&self, outcomes: Vec<anyhow::Result<Outcome>>) -> anyhow::Result<(Vec<Looked>, Vec<String>)> {
        let mut looked = Vec::with_capacity(outcomes.len());
        let (mut large, mut minified) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome? {
                Outcome::Looked(file) => looked.push(file),
                Outcome::Large(path) => large.push(path),
                Outcome::Minified(path) => minified.push(path),
                Outcome::Gone => {}
            }
        }
        looked.sort_unstable_by_key(|file| file.place);
        let notes = [self.left_out(large, "larger than 4 MB"), self.left_out(minified, "minified")];
        Ok((looked, notes.into_iter().flatten().collect()))
    }

    /// What is said of files that were not looked at.
    fn left_out(&self, mut paths: Vec<PathBuf>, why: &str) -> Option<String> {
        const SHOWN: usize = 3;
        paths.sort();
        let names: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{}`", shown(path, self.here))).collect();
        let more = paths.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if paths.len() == 1 { "is" } else { "are" };
        let it = if paths.len() == 1 { "it" } else { "them" };
        let list = names.join(", ");
        (!paths.is_empty())
            .then(|| format!("{list}{more} {verb} {why} and left out; name {it} or use `--no-ignore` to look at {it}"))
    }

    /// Looks at a file by itself.
    pub fn look(&self, found: &Found) -> anyhow::Result<Outcome> {
        if found.length > LARGEST && !self.is_wanted(found) {
            return Ok(Outcome::Large(found.path.clone()));
        }
        let asked = self.asked(found)?;
        if self.trusts_stamps
            && let Some(entry) = self.cache.unchanged(asked.asked)
        {
            return Ok(self.known(found, entry, asked));
        }
        let bytes = match &found.content {
            Some(content) => content.clone(),
            None => match std::fs::read(&found.path) {
                Ok(bytes) => bytes,
                // It was taken away meanwhile.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Outcome::Gone),
                Err(error) => return Ok(self.unreadable(found, &error, asked)),
            },
        };
        Ok(self.look_at(found, bytes, asked))
    }

    pub fn asked<'f>(&self, found: &'f Found) -> anyhow::Result<AskedFor<'f>> {
        let path = found.path.as_path();
        let settings = self.configs.settings(path)?;
        let package = self.packages.of(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extensions = name.split_once('.').map_or("", |(_, extensions)| extensions);
        let wanted = if self.is_wanted(found) { "wanted" } else { "" };
        let about = self.cache.about(&[&settings.digest, package.text(), extensions, wanted]);
        let asked = Asked { path, stamp: found.stamp.filter(|_| found.content.is_none()), about };
        Ok(AskedFor { asked, settings, package })
    }

    /// Whether a file is looked at even if a program wrote it.
    pub fn is_wanted(&self, found: &Found) -> bool {
        found.is_named || self.no_ignore
    }

    fn unreadable(&self, found: &Found, error: &std::io::Error, asked: AskedFor) -> Outcome {
        let problem = lint::Problem {
            rule: None,
            severity: Severity::Error,
            range: TextRange::empty(0),
            message: format!("this file can't be read: {error}"),
            related: Vec::new(),
            fix: Vec::new(),
            suggestions: Vec::new(),
        };
        self.known(found, Entry::Known(Known { found: Problem::all("", vec![problem]), ..Known::default() }), asked)
    }

    fn known(&self, found: &Found, entry: Entry, asked: AskedFor) -> Outcome {
        let Entry::Known(known) = entry else { return Outcome::Minified(found.path.clone()) };
        let text = match &found.content {
            Some(content) => Text::Here(without_mark(content.clone()).0),
            None => Text::OnDisk(known.content),
        };
        let AskedFor { settings, package, .. } = asked;
        let (path, place, is_mendable) = (found.path.clone(), found.place, found.content.is_none());
        Outcome::Looked(Looked { path, place, settings, package, known, text, is_mendable })
    }

    fn look_at(&self, found: &Found, bytes: Vec<u8>, asked: AskedFor) -> Outcome {
        let key = self.cache.key(asked.asked.about, &bytes);
        if let Some(entry) = self.cache.get(asked.asked, key) {
            return self.known(found, entry, asked);
        }
        let asked_for = asked.asked;
        let (outcome, encoded) = self.look_into(found, bytes, asked);
        self.cache.put(asked_for, key, || encoded);
        outcome
    }

    /// Looks at a text; gives what it is remembered as, too.
    pub fn look_into(&self, found: &Found, bytes: Vec<u8>, asked: AskedFor) -> (Outcome, Vec<u8>) {
        if !self.is_wanted(found) && lint::is_minified(&bytes) {
            return (Outcome::Minified(found.path.clone()), encoded::minified());
        }
        let content = xxh3_64(&bytes);
        let (text, has_mark) = without_mark(bytes);
        let language = language(&found.path, &text, &asked.package, &asked.settings);
        let Linted { problems, unused_suppressions, is_parsed, later } =
            lint::lint(&text, &language, &asked.settings.rules);
        let unused_suppressions = Problem::all(&text, unused_suppressions);
        let (problems, later) = (Problem::all(&text, problems), later.as_deref().map(Left::new));
        let known = Known { found: problems, unused_suppressions, is_parsed, has_mark, later, content };
        let encoded = if self.cache.forgets() { Vec::new() } else { encoded::known(&known) };
        (self.known(found, Entry::Known(known), asked), encoded)
    }

    pub fn no_modules(&self) -> Modules {
        let mut modules = Modules::new(self.files.clone());
        if !self.is_whole {
            modules.lacks_some();
        }
        modules
    }

    /// What files are to each other.
    pub fn modules<'l>(&self, looked: impl Iterator<Item = &'l Looked>) -> Modules {
        let modules = self.no_modules();
        for file in looked {
            if let Some(later) = file.known.later.as_ref().and_then(Left::read) {
                modules.insert(&file.path, &later);
            }
        }
        modules
    }

    /// Judges what can only be judged of all files together, and mends.
    pub fn finish(&self, looked: Vec<Looked>, modules: &Modules) -> anyhow::Result<Vec<FileResult>> {
        Ok(self.each(looked, |file| self.mended(self.judged(file, modules), modules))?)
    }

    fn each<T: Send, R: Send>(&self, files: Vec<T>, work: impl Fn(T) -> R + Sync) -> std::io::Result<Vec<R>> {
        let length = files.len();
        let files = Mutex::new(files.into_iter());
        each(self.threads, length, || files.lock().unwrap_or_else(PoisonError::into_inner).next(), work)
    }

    /// What there is to say of the package.json files, if a rule is about them that one of these files has.
    pub fn manifests<'l>(
        &self,
        mut looked: impl Iterator<Item = &'l Looked>,
        modules: &Modules,
    ) -> anyhow::Result<Vec<FileResult>> {
        let mut files = Vec::new();
        if !looked.any(Looked::is_about_packages) {
            return Ok(files);
        }
        for path in modules.manifests() {
            let settings = self.configs.settings(&path)?;
            let Some((text, problems)) = modules.judge_manifest(&path, &settings.rules) else { continue };
            let (found, content) = (Problem::all(&text, problems), xxh3_64(text.as_bytes()));
            files.push(self.told(path, Known { found, is_parsed: true, content, ..Known::default() }));
        }
        Ok(files)
    }

    fn judged(&self, mut file: Looked, modules: &Modules) -> Looked {
        let Some(later) = file.known.later.take().as_ref().and_then(Left::read) else { return file };
        let has_suppressions = later.has_suppressions();
        let text = if has_suppressions { file.text.read(&file.path) } else { None };
        let linted = Linted { later: Some(later), is_parsed: true, ..Linted::default() };
        let linted = linted.finish(text.as_deref().unwrap_or(""), &file.path, modules, &file.settings.rules);
        // What seemed to suppress nothing may do so now.
        if has_suppressions {
            file.known.unused_suppressions.clear();
        }
        if linted.problems.is_empty() && linted.unused_suppressions.is_empty() {
            return file;
        }
        // Of a file that has changed meanwhile nothing can be shown, nor remembered.
        let Some(text) = file.text.read(&file.path) else {
            file.known.content = 0;
            return file;
        };
        let found = Problem::all(&text, linted.problems);
        let unused = Problem::all(&text, linted.unused_suppressions);
        drop(text);
        file.known.found.extend(found);
        file.known.found.sort_by_key(|found| (found.problem.range.start(), found.problem.range.end()));
        file.known.unused_suppressions.extend(unused);
        file
    }

    fn mended(&self, file: Looked, modules: &Modules) -> FileResult {
        if !self.is_fixing || !file.is_mendable {
            return self.result(file);
        }
        let unused = self.loudness_of_unused(&file.settings);
        let mending = Mending {
            suggestions: self.is_unsafe,
            unused_suppressions: unused != Severity::Off,
            wanted: &|problem| self.is_to_be_mended(problem),
        };
        let problems = |found: &[Problem]| found.iter().map(|found| found.problem.clone()).collect();
        let before = Linted {
            problems: problems(&file.known.found),
            unused_suppressions: problems(&file.known.unused_suppressions),
            ..Linted::default()
        };
        // A text with characters that stand for what could not be read must not be written back.
        let text = mending.has_any(&before).then(|| file.text.read(&file.path)).flatten();
        let Some(text) = text.filter(|text| !text.contains(char::REPLACEMENT_CHARACTER)) else {
            return self.result(file);
        };
        let look = |text: &str| {
            let language = language(&file.path, text, &file.package, &file.settings);
            lint::lint_in(text, &language, &file.settings.rules, &file.path, modules)
        };
        let (mended, linted) = lint::fixed(&text, &mending, look);
        let mended = mended.filter(|mended| **mended != *text);
        let now = mended.as_deref().unwrap_or(&text);
        let known = Known {
            found: Problem::all(now, linted.problems),
            unused_suppressions: Problem::all(now, linted.unused_suppressions),
            is_parsed: linted.is_parsed,
            has_mark: file.known.has_mark,
            ..Known::default()
        };
        let is_mended = mended.is_some();
        let text = mended.map(Text::Here).unwrap_or_else(|| file.text.clone());
        FileResult { is_mended, ..self.result(Looked { known, text, ..file }) }
    }

    /// How loud comments are that suppress nothing.
    fn loudness_of_unused(&self, settings: &Settings) -> Severity {
        self.unused_suppressions.or(settings.unused_suppressions).unwrap_or(Severity::Off)
    }

    fn result(&self, file: Looked) -> FileResult {
        let Looked { path, settings, known, text, .. } = file;
        let Known { mut found, unused_suppressions, is_parsed, has_mark, .. } = known;
        let severity = self.loudness_of_unused(&settings);
        if severity != Severity::Off && !unused_suppressions.is_empty() {
            found.extend(unused_suppressions.into_iter().map(|mut unused| {
                unused.problem.severity = severity;
                unused
            }));
            found.sort_by_key(|found| (found.problem.range.start(), found.problem.range.end()));
        }
        let shown = shown(&path, self.here);
        FileResult { path, shown, found, suppressed: Vec::new(), is_parsed, text, has_mark, is_mended: false }
    }

    /// Whether `--fix-type` asks for what a problem is mended by.
    fn is_to_be_mended(&self, problem: &lint::Problem) -> bool {
        let kind = match problem.rule.and_then(lint::rule).map(|rule| rule.group) {
            None => FixType::Directive,
            Some(Group::Style) => FixType::Suggestion,
            Some(_) => FixType::Problem,
        };
        self.fix_types.is_empty() || self.fix_types.contains(&kind)
    }
}

/// A file with what is said of it.
pub struct AskedFor<'f> {
    asked: Asked<'f>,
    settings: Arc<Settings>,
    package: Arc<Facts>,
}

fn language(path: &Path, text: &str, package: &Facts, settings: &Settings) -> Language {
    package.language(path, project::source_kind(path, package.kind(), text), settings)
}

//! Errors that a code base has already, and that are not reported until someone mends them: a file that says how many of each rule
//! each file has. The file is ESLint's in all but its name.
//!
//! ```text
//! { "src/cart.js": { "no-undef": { "count": 2 } } }
//! ```
//!
//! Paths are relative to the folder of the file. As long as a file has no more errors of a rule than its count says, none of them is
//! reported; if it has more, all are, since no one can tell which are new. If it has fewer, the count is to be lowered: the program
//! ends with 2 until `--prune-suppressions` has done it, so that what was mended stays mended.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use lint::config::rule_index;
use serde_json::{Map, Value, json};

use super::results::{FileResult, Found, Results};
use crate::arguments::LintArguments;
use crate::report::shown;

const OUR_NAME: &str = "lode-suppressions.json";
const ESLINT_NAME: &str = "eslint-suppressions.json";

/// How many errors there are of each rule.
type Counts = BTreeMap<String, usize>;

pub struct SuppressionsFile {
    path: PathBuf,
    /// The file is kept by ESLint, whose rules may find more than Lode's: nothing of it is called superfluous.
    is_eslints: bool,
    by_file: BTreeMap<String, Counts>,
    /// Whether something counts that does not occur any more.
    is_superfluous: bool,
}

impl SuppressionsFile {
    /// The file of the nearest folder upward. `None`: there is none, and none is to be written.
    pub fn open(arguments: &LintArguments, here: &Path) -> anyhow::Result<Option<SuppressionsFile>> {
        if arguments.stdin {
            return Ok(None);
        }
        let is_written = arguments.suppress_all || !arguments.suppress_rules.is_empty();
        let in_folders = |name: &str| here.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file());
        if let Some(named) = &arguments.suppressions_location {
            let named = source::normalize_lexically(&here.join(named));
            let path = if named.is_dir() { named.join(OUR_NAME) } else { named };
            if !path.is_file() && !is_written {
                bail!(
                    "there is no file of suppressions `{}`; `--suppress-all` or `--suppress-rule` makes it",
                    shown(&path, here)
                );
            }
            return read(path, false).map(Some);
        }
        if let Some(path) = in_folders(OUR_NAME) {
            return read(path, false).map(Some);
        }
        let of_eslint = in_folders(ESLINT_NAME);
        if is_written {
            return read(here.join(OUR_NAME), false).map(Some);
        }
        if arguments.prune_suppressions {
            match &of_eslint {
                Some(path) => bail!(
                    "`{}` is kept by ESLint; let it take out what is superfluous, or name the file with `--suppressions-location`",
                    shown(path, here)
                ),
                None => bail!("there is no `{OUR_NAME}`; `--suppress-all` or `--suppress-rule` makes it"),
            }
        }
        of_eslint.map(|path| read(path, true)).transpose()
    }

    /// Takes into the file what there is now, or from it what is no more, as the command line wants it.
    pub fn update(&mut self, arguments: &LintArguments, results: &Results) -> anyhow::Result<()> {
        let wanted: Vec<&str> = arguments.suppress_rules.iter().map(String::as_str).collect();
        if arguments.suppress_all || !wanted.is_empty() {
            if let Some(unknown) = wanted.iter().find(|name| rule_index(name).is_none()) {
                bail!("there is no rule `{unknown}`; `lode lint --rules` lists them");
            }
            for file in results.files.iter().filter(|file| file.is_parsed) {
                self.keep(file, |rule| arguments.suppress_all || wanted.iter().any(|name| is_same(name, rule)));
            }
            return self.write();
        }
        if arguments.prune_suppressions {
            for file in results.files.iter().filter(|file| file.is_parsed) {
                self.prune(file);
            }
            let folder = self.folder().to_owned();
            self.by_file.retain(|name, counts| !counts.is_empty() && folder.join(name).exists());
            return self.write();
        }
        Ok(())
    }

    /// Takes from the results what the file says.
    pub fn apply(&mut self, results: &mut Results) {
        for file in results.files.iter_mut().filter(|file| file.is_parsed) {
            let Some(counts) = self.by_file.get(&self.name_of(&file.path)) else { continue };
            let found = errors_by_rule(file);
            let of_rule = |name: &str| {
                found.iter().filter(|(rule, _)| is_same(name, rule)).map(|(_, count)| count).sum::<usize>()
            };
            self.is_superfluous |= !self.is_eslints
                && counts.iter().any(|(name, count)| rule_index(name).is_some() && of_rule(name) < *count);
            let is_suppressed = |found: &Found| {
                let Some(rule) = found.rule().filter(|_| found.is_error()) else { return false };
                let allowed: usize =
                    counts.iter().filter(|(name, _)| is_same(name, rule)).map(|(_, count)| count).sum();
                of_rule(rule) <= allowed
            };
            let (suppressed, left) = std::mem::take(&mut file.found).into_iter().partition(is_suppressed);
            (file.suppressed, file.found) = (suppressed, left);
        }
    }

    /// Whether something counts that does not occur any more.
    pub fn is_superfluous(&self) -> bool {
        self.is_superfluous
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn keep(&mut self, file: &FileResult, is_wanted: impl Fn(&str) -> bool) {
        let found: Vec<(&str, usize)> = errors_by_rule(file).into_iter().filter(|(rule, _)| is_wanted(rule)).collect();
        if found.is_empty() {
            return;
        }
        let counts = self.by_file.entry(self.name_of(&file.path)).or_default();
        for (rule, count) in found {
            counts.retain(|name, _| !is_same(name, rule));
            counts.insert(rule.to_owned(), count);
        }
    }

    fn prune(&mut self, file: &FileResult) {
        let found = errors_by_rule(file);
        let Some(counts) = self.by_file.get_mut(&self.name_of(&file.path)) else { return };
        counts.retain(|name, count| {
            let now: usize = found.iter().filter(|(rule, _)| is_same(name, rule)).map(|(_, count)| count).sum();
            // Rules that Lode does not have are someone else's.
            if rule_index(name).is_some() {
                *count = now.min(*count);
            }
            *count > 0
        });
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// What the file calls a path: relative, with slashes.
    fn name_of(&self, path: &Path) -> String {
        let mut up = String::new();
        for folder in self.folder().ancestors() {
            if let Ok(rest) = path.strip_prefix(folder) {
                return format!("{up}{}", rest.display());
            }
            up.push_str("../");
        }
        path.display().to_string()
    }

    fn write(&self) -> anyhow::Result<()> {
        let files: Map<String, Value> = self
            .by_file
            .iter()
            .map(|(file, counts)| {
                let counts: Map<String, Value> =
                    counts.iter().map(|(rule, count)| (rule.clone(), json!({ "count": count }))).collect();
                (file.clone(), Value::Object(counts))
            })
            .collect();
        let text = format!("{:#}\n", Value::Object(files));
        let folder = self.folder();
        std::fs::create_dir_all(folder).with_context(|| format!("`{}` can't be made", folder.display()))?;
        std::fs::write(&self.path, text).with_context(|| format!("`{}` can't be written", self.path.display()))
    }
}

/// Whether two names mean one rule, with the prefix of a plugin or without.
fn is_same(name: &str, rule: &str) -> bool {
    name == rule || rule_index(name).is_some_and(|index| lint::RULES[index].name == rule)
}

fn errors_by_rule(file: &FileResult) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for rule in file.found.iter().filter(|found| found.is_error()).filter_map(Found::rule) {
        *counts.entry(rule).or_insert(0) += 1;
    }
    counts
}

fn read(path: PathBuf, is_eslints: bool) -> anyhow::Result<SuppressionsFile> {
    let by_file = match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text).with_context(|| {
            format!("`{}` is no file of suppressions; without it `--suppress-all` makes one", path.display())
        })?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(error).with_context(|| format!("`{}` can't be read", path.display())),
    };
    Ok(SuppressionsFile { path, is_eslints, by_file, is_superfluous: false })
}

fn parse(text: &str) -> Option<BTreeMap<String, Counts>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let count = |(rule, count): (&String, &Value)| Some((rule.clone(), count.get("count")?.as_u64()? as usize));
    let file = |(file, rules): (&String, &Value)| {
        Some((file.clone(), rules.as_object()?.iter().map(count).collect::<Option<Counts>>()?))
    };
    value.as_object()?.iter().map(file).collect()
}

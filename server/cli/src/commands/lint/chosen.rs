//! What the command line says of rules, laid over the configurations of the project.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};
use lint::config::{Configs, Layer, Step, rule_index, rule_step};
use lint::{Global, Group, Severity};
use serde_json::Value;
use source::{DiskFileSystem, FileSystem};
use xxhash_rust::xxh3::xxh3_64;

use crate::arguments::LintArguments;
use crate::commands::explain::similar;
use crate::report::shown;

pub fn configs(arguments: &LintArguments, here: &Path) -> anyhow::Result<Configs> {
    configs_of(arguments, here, Arc::new(DiskFileSystem), &Arc::default())
}

/// The same, read by way of `files`; notes which programs were asked.
pub fn configs_of(
    arguments: &LintArguments,
    here: &Path,
    files: Arc<dyn FileSystem>,
    programs: &Arc<Programs>,
) -> anyhow::Result<Configs> {
    let mut configs = Configs::new(files, over(arguments)?);
    let programs = programs.clone();
    configs.use_programs(Box::new(move |path, presets| programs.ask(path, presets).map(Some)));
    if let Some(path) = &arguments.config {
        configs.use_only(&here.join(path))?;
    } else if arguments.no_config_lookup {
        configs.use_none();
    }
    Ok(configs)
}

/// A configuration that is a program, or that extends some, with a hash of what these export.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: PathBuf,
    pub presets: Vec<String>,
    pub exported: u64,
}

/// Those that were asked.
#[derive(Default)]
pub struct Programs(Mutex<Vec<Program>>);

impl Programs {
    fn ask(&self, path: &Path, presets: &[String]) -> Result<Value, String> {
        let answer = child::exported(path, presets, Some(&runtime::cache_folder()));
        let exported = answer.as_ref().map_or(0, hash_of);
        let program = Program { path: path.to_owned(), presets: presets.to_vec(), exported };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(program);
        answer
    }

    pub fn asked(&self) -> Vec<Program> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Program {
    /// Whether it is known to export the same as before.
    pub fn holds(&self) -> bool {
        let exported = child::remembered(&self.path, &self.presets, &runtime::cache_folder());
        exported.is_some_and(|exported| hash_of(&exported) == self.exported)
    }
}

fn hash_of(exported: &Value) -> u64 {
    xxh3_64(exported.to_string().as_bytes())
}

/// What was not understood in the configurations that were used.
pub fn notes(configs: &Configs, here: &Path) -> Vec<String> {
    let of = |config: &lint::config::Config| {
        let path = shown(&config.path, here);
        config.notes.iter().map(|note| format!("`{path}`: {note}")).collect::<Vec<_>>()
    };
    configs.used().iter().flat_map(|config| of(config)).collect()
}

/// Groups first, so that a single rule can be taken out of one wherever it stands.
fn over(arguments: &LintArguments) -> anyhow::Result<Layer> {
    let levels =
        [(Severity::Off, &arguments.allow), (Severity::Warning, &arguments.warn), (Severity::Error, &arguments.deny)];
    let all = levels.iter().flat_map(|(severity, names)| names.iter().map(|name| (*severity, name.as_str())));
    let (groups, rules): (Vec<_>, Vec<_>) = all.partition(|(_, name)| *name == "all" || Group::named(name).is_some());
    let mut steps = Vec::new();
    for (severity, name) in groups {
        steps.push(Group::named(name).map_or(Step::All(severity), |group| Step::Group(group, severity)));
    }
    for (severity, name) in rules {
        steps.push(Step::Rule(known(name)?, severity, None));
    }
    for rule in &arguments.rules {
        let members = lint::config::inline(rule);
        let members = members.with_context(|| format!("`--rule {rule}` is not read; write `--rule 'curly: error'`"))?;
        for (name, value) in members {
            steps.push(step(&name, &value)?);
        }
    }
    let mut globals = Vec::new();
    for declared in &arguments.globals {
        let (name, value) = declared.split_once(':').unwrap_or((declared, "false"));
        let Some(global) = Global::named(value) else {
            bail!("a global is `readonly`, `writable` or `off`, and `{value}` is none of them");
        };
        globals.push((name.to_owned(), global));
    }
    let heeds_comments = arguments.no_inline_config.then_some(false);
    Ok(Layer { steps, globals, heeds_comments, ..Layer::default() })
}

fn step(name: &str, value: &Value) -> anyhow::Result<Step> {
    let index = known(name)?;
    match rule_step(index, value) {
        Ok(step) => Ok(step),
        Err(error) => bail!("the rule `{name}` {}", error.0),
    }
}

fn known(name: &str) -> anyhow::Result<usize> {
    match (rule_index(name), similar(name)) {
        (Some(index), _) => Ok(index),
        (None, Some(near)) => bail!("there is no rule `{name}`; is `{near}` meant?"),
        (None, None) => bail!("there is no rule `{name}`; `lode lint --rules` lists them"),
    }
}

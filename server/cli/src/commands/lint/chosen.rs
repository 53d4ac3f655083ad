//! What the command line says of rules, laid over the configurations of the project.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use lint::config::{Configs, Layer, Step, rule_index, rule_step};
use lint::{Group, Severity};
use serde_json::Value;
use source::DiskFileSystem;

use super::program;
use super::walk::shown;
use crate::arguments::LintArguments;
use crate::commands::explain::similar;

pub fn configs(arguments: &LintArguments, here: &Path) -> anyhow::Result<Configs> {
    let mut configs = Configs::new(Arc::new(DiskFileSystem), over(arguments)?);
    configs.use_programs(Box::new(program::evaluate));
    if let Some(path) = &arguments.config {
        configs.use_only(&here.join(path))?;
    } else if arguments.no_config_lookup {
        configs.use_none();
    }
    Ok(configs)
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
    Ok(Layer { steps, ..Layer::default() })
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

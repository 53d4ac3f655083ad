//! `lode explain`: the page of a lint rule.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use anyhow::bail;
use lint::{Fixes, RULES, Rule, Severity};

const TITLE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan))).bold();
const HEADING: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).bold();
const CODE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const QUIET: Style = Style::new().dimmed();

pub fn run(name: &str) -> anyhow::Result<ExitCode> {
    let Some(index) = lint::config::rule_index(name) else {
        match similar(name) {
            Some(near) => bail!("there is no rule `{name}`; is `{near}` meant?"),
            None => bail!("there is no rule `{name}`; `lode lint --rules` lists them"),
        }
    };
    anstream::print!("{}", page(&RULES[index]));
    Ok(ExitCode::SUCCESS)
}

/// The rule whose name is most like this one, if there is one.
pub fn similar(name: &str) -> Option<&'static str> {
    lint::nearest(name.rsplit('/').next()?, RULES.iter().map(|rule| rule.name))
}

fn page(rule: &Rule) -> String {
    let by_default = match rule.default {
        Severity::Off => "off by default",
        Severity::Warning => "on by default, as a warning",
        Severity::Error => "on by default, as an error",
    };
    let fixes = match rule.fixes {
        Fixes::None => "",
        Fixes::Safe => ", mended by `--fix`",
        Fixes::Suggestion => ", mended by an editor's quick fix",
        Fixes::Both => ", mended by `--fix` or an editor's quick fix",
    };
    let mut page =
        format!("{TITLE}{}{TITLE:#}\n{QUIET}{}, {by_default}{fixes}{QUIET:#}\n\n", rule.name, rule.group.name());
    let mut in_code = false;
    for line in rule.documentation().lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if in_code && line.is_empty() {
            page.push('\n');
        } else if in_code {
            page.push_str(&format!("    {CODE}{line}{CODE:#}\n"));
        } else if line.starts_with('#') {
            let heading = line.trim_start_matches('#').trim();
            page.push_str(&format!("{HEADING}{heading}{HEADING:#}\n"));
        } else {
            page.push_str(line);
            page.push('\n');
        }
    }
    page
}

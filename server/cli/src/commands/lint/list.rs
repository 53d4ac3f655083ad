//! `lode lint --rules`: the rules, each in a line.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use lint::{Fixes, Group, RULES, Severity};
use serde_json::json;

use crate::arguments::LintFormat;

const NAME: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const GROUP: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).bold();
const QUIET: Style = Style::new().dimmed();

pub fn print(format: LintFormat) -> anyhow::Result<ExitCode> {
    if format == LintFormat::Json {
        let rules = RULES.iter().map(|rule| {
            json!({
                "name": rule.name,
                "group": rule.group.name(),
                "default": rule.default.word(),
                "fixable": has_fix(rule.fixes),
                "hasSuggestions": has_suggestions(rule.fixes),
                "description": rule.description(),
            })
        });
        anstream::println!("{:#}", serde_json::Value::Array(rules.collect()));
        return Ok(ExitCode::SUCCESS);
    }
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for group in Group::ALL {
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        anstream::println!("{GROUP}{}{GROUP:#} {QUIET}({}){QUIET:#}", group.name(), rules.len());
        for rule in rules {
            let on = if rule.default == Severity::Off { ' ' } else { '●' };
            let fix = if has_fix(rule.fixes) { 'F' } else { ' ' };
            let description = rule.description();
            anstream::println!("  {on} {fix} {NAME}{:width$}{NAME:#}  {description}", rule.name);
        }
        anstream::println!();
    }
    anstream::println!(
        "{QUIET}● on unless something else is said   F mended by --fix   `lode explain RULE` tells more{QUIET:#}"
    );
    Ok(ExitCode::SUCCESS)
}

pub fn has_fix(fixes: Fixes) -> bool {
    matches!(fixes, Fixes::Safe | Fixes::Both)
}

pub fn has_suggestions(fixes: Fixes) -> bool {
    matches!(fixes, Fixes::Suggestion | Fixes::Both)
}

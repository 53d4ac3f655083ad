//! The rules of `lode lint`: a table, and a page for each, from the comment at the beginning of its file.

use std::fmt::Write;

use anyhow::Result;
use lint::{Fixes, Group, RULES, Rule, Severity};

use super::{HEAD, Made};
use crate::workspace::root;

pub(super) fn made() -> Result<Vec<Made>> {
    let mut made = vec![Made { path: root().join("docs/reference/rules.md"), text: table()? }];
    for rule in RULES {
        made.push(Made { path: root().join(format!("docs/reference/rules/{}.md", rule.name)), text: page(rule)? });
    }
    Ok(made)
}

fn table() -> Result<String> {
    let mut text = format!(
        "{HEAD}\n# Rules\n\nWhat `lode lint` looks for: {} rules. `lode explain RULE` shows a page at a terminal.\n",
        RULES.len()
    );
    for group in [Group::Correctness, Group::Suspicious, Group::Style, Group::Imports, Group::React, Group::Promise] {
        let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        writeln!(text, "\n## {group:?}\n\n| rule | | on by default | mends |\n| --- | --- | --- | --- |")?;
        for rule in rules {
            let (name, description) = (rule.name, rule.description());
            writeln!(text, "| [{name}](rules/{name}.md) | {description} | {} | {} |", on(rule), mends(rule))?;
        }
    }
    Ok(text)
}

fn page(rule: &Rule) -> Result<String> {
    let mut text = format!("{HEAD}\n# {}\n\n", rule.name);
    // The examples of a rule are headings of their file; on its page they stand below the title.
    writeln!(text, "{}\n", rule.documentation().trim_end())?;
    let on = match rule.default {
        Severity::Off => "It is off by default.",
        Severity::Warning => "By default it warns.",
        Severity::Error => "By default it is an error.",
    };
    let fixes = match rule.fixes {
        Fixes::None => "It does not mend what it finds.",
        Fixes::Safe => "`--fix` mends what it finds.",
        Fixes::Suggestion => "An editor offers to mend what it finds.",
        Fixes::Both => "`--fix` mends what it finds where that is safe; else an editor offers to.",
    };
    writeln!(text, "{on} {fixes}")?;
    Ok(text)
}

fn on(rule: &Rule) -> &'static str {
    match rule.default {
        Severity::Off => "",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn mends(rule: &Rule) -> &'static str {
    match rule.fixes {
        Fixes::None => "",
        Fixes::Safe => "yes",
        Fixes::Suggestion => "by choice",
        Fixes::Both => "yes, or by choice",
    }
}

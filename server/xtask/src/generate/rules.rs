//! The rules of `lode lint`: a table, and a page for each, from the comment at the beginning of its file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::Result;
use lint::{Fixes, Group, RULES, Rule, Severity};

use super::{HEAD, Made};
use crate::conformance::eslint::{self, Row};
use crate::workspace::root;

pub(super) fn made() -> Result<Vec<Made>> {
    let mut made = vec![Made { path: root().join("docs/reference/rules.md"), text: table()? }];
    made.extend(conformance()?);
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

/// How the rules do on ESLint's own cases, as it was counted last.
fn conformance() -> Result<Option<Made>> {
    let Ok(kept) = fs::read(eslint::kept()) else { return Ok(None) };
    let rows: BTreeMap<String, Row> = serde_json::from_slice(&kept)?;
    let mut text = format!(
        "{HEAD}\n# ESLint's own cases\n\nHow the rules of `lode lint` do on the cases by which ESLint tests its own, with all options. *Exact*: the same places are \
         reported. *Detected*: both report something, or both are silent. *Fixed*: the text is the same after one pass of fixes. Cases that can't be told \
         (code that the parser refuses, a strictness that only the parser's options say) are left out.\n\nCounted by \
         `cargo run -p xtask -- conformance eslint --cases FILE`; the comment at the beginning of `server/xtask/src/conformance/eslint.rs` says what the file \
         holds.\n\n| rule | cases | left out | exact | detected | fixed |\n| --- | --- | --- | --- | --- | --- |\n"
    );
    let (mut recommended, mut all) = (Row::default(), Row::default());
    for (name, row) in &rows {
        all.add(row);
        if lint::rule(name).is_some_and(|rule| rule.default == Severity::Error) {
            recommended.add(row);
        }
    }
    let sums = [("**recommended**".to_owned(), &recommended), ("**all**".to_owned(), &all)];
    let linked = rows.iter().map(|(name, row)| (format!("[{name}](rules/{name}.md)"), row));
    for (name, row) in sums.into_iter().chain(linked) {
        let (exact, detected) = (row.share(row.exact), row.share(row.detected));
        let fixed =
            if row.with_output == 0 { String::new() } else { format!("{} of {}", row.same_output, row.with_output) };
        writeln!(text, "| {name} | {} | {} | {exact:.1} % | {detected:.1} % | {fixed} |", row.cases, row.skipped)?;
    }
    Ok(Some(Made { path: root().join("docs/reference/eslint.md"), text }))
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

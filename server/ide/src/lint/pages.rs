//! The documentation of rules, as an editor shows it.

use lint::{Fixes, Severity};

/// The page of a rule, as Markdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RulePage {
    pub name: &'static str,
    /// What the rule is about, in a sentence.
    pub description: &'static str,
    pub text: String,
}

/// `None`: there is no such rule.
pub fn rule_page(name: &str) -> Option<RulePage> {
    let rule = lint::rule(name)?;
    let default = match rule.default {
        Severity::Off => "off by default",
        Severity::Warning => "on by default, as a warning",
        Severity::Error => "on by default, as an error",
    };
    let fixes = match rule.fixes {
        Fixes::None => "",
        Fixes::Safe => ", mended by \"fix all\"",
        Fixes::Suggestion => ", mended by a quick fix",
        Fixes::Both => ", mended by \"fix all\" or a quick fix",
    };
    let name = rule.name;
    let text = format!("# {name}\n\n*{}, {default}{fixes}*\n\n{}\n", rule.group.name(), rule.documentation());
    Some(RulePage { name, description: rule.description(), text })
}

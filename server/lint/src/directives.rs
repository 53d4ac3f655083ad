//! Comments that configure a file.
//!
//! ```text
//! /* global a, b: writable */            names that others declare
//! /* exported a */                       names that others use
//! /* eslint curly: "off" */              how loud a rule is, and its options
//! // eslint-disable-line curly -- why    what is not to be reported, see `suppressions`
//! ```
//!
//! `lode` and `oxlint` may stand for `eslint`, and a rule may have the prefix of any plugin.

use serde_json::Value;
use source::TextRange;
use syntax::Comment;

use crate::config::{NAMESAKES, biome};
use crate::file::File;
use crate::globals::Global;
use crate::relaxed;
use crate::report::Problem;
use crate::rule::{Options, Rule, Severity};
use crate::suppressions::{Suppression, suppressions_of};

/// What the comments of a file say.
#[derive(Default)]
pub(crate) struct Directives {
    pub globals: Vec<DeclaredGlobal>,
    /// Names that a script leaves to other scripts.
    pub exported: Vec<String>,
    pub rules: Vec<InlineRule>,
    pub suppressions: Vec<Suppression>,
    /// What is wrong with the comments themselves.
    pub problems: Vec<Problem>,
}

pub(crate) struct DeclaredGlobal {
    pub name: String,
    /// The name in the comment.
    pub range: TextRange,
    pub value: Global,
    /// What it was without the comment.
    pub was: Option<Global>,
}

/// What a comment says of a rule.
pub(crate) struct InlineRule {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The options as the comment says them. `None`: it keeps those that a configuration gives it.
    pub values: Option<Vec<Value>>,
    pub options: Options,
}

/// A comment that begins with a word of ours.
pub(crate) struct Words<'t> {
    pub word: &'t str,
    /// What follows the word, without the reason.
    pub rest: &'t str,
    pub comment: &'t Comment,
}

impl Directives {
    pub fn read(file: &File) -> Directives {
        let mut directives = Directives::default();
        for comment in file.comments {
            let Some(words) = words(file, comment) else { continue };
            match words.word {
                "global" | "globals" if comment.is_block => directives.read_globals(file, words.rest),
                "exported" if comment.is_block => {
                    directives.exported.extend(names(words.rest).map(|(name, _)| name.to_owned()));
                }
                "eslint" | "lode" | "oxlint" if comment.is_block => directives.read_rules(&words),
                _ => directives.suppressions.extend(suppressions_of(file, &words)),
            }
        }
        directives
    }

    fn read_globals(&mut self, file: &File, list: &str) {
        for (name, value) in names(list) {
            let range = range_in(file.text, name);
            match value.map_or(Some(Global::Readonly), Global::named) {
                Some(value) => {
                    let was = file.globals.get(&name.into());
                    self.globals.push(DeclaredGlobal { name: name.to_owned(), range, value, was });
                }
                None => self
                    .complain(range, format!("A global is `readonly`, `writable` or `off`, `{name}` is none of them")),
            }
        }
    }

    fn read_rules(&mut self, words: &Words) {
        let range = words.comment.range;
        let Some(members) = relaxed::members(words.rest) else {
            return self.complain(range, "This configuration of rules can't be read".to_owned());
        };
        for (name, value) in members {
            // Rules of plugins that are not here are nothing to complain of.
            let Some(rule) = rule_of(&name) else { continue };
            let (severity, values) = match value {
                Value::Array(mut values) if values.len() > 1 => (values.remove(0), Some(values)),
                Value::Array(values) => (values.into_iter().next().unwrap_or_default(), None),
                severity => (severity, None),
            };
            let Some(severity) = Severity::of(&severity) else {
                self.complain(range, format!("The severity of `{name}` is `off`, `warn` or `error`"));
                continue;
            };
            match (rule.read)(values.as_deref().unwrap_or_default()) {
                Ok(options) => self.rules.push(InlineRule { rule, severity, values, options }),
                Err(error) => self.complain(range, format!("The options of `{name}` can't be read: {}", error.0)),
            }
        }
    }

    fn complain(&mut self, range: TextRange, message: String) {
        self.problems.push(Problem::new(None, Severity::Error, range, message));
    }
}

/// The first word of a comment with what follows it, up to a reason: ` -- because`.
fn words<'t>(file: &'t File, comment: &'t Comment) -> Option<Words<'t>> {
    let text = file.comment_text(comment).trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_ours = match word.split_once('-') {
        Some((tool, _)) => matches!(tool, "eslint" | "lode" | "oxlint" | "biome" | "deno"),
        None => matches!(word, "global" | "globals" | "exported" | "eslint" | "lode" | "oxlint"),
    };
    is_ours.then(|| Words { word, rest: before_reason(rest), comment })
}

fn before_reason(text: &str) -> &str {
    let is_reason = |at: usize| {
        let behind = text[at..].trim_start_matches('-');
        text[..at].ends_with(char::is_whitespace) && (behind.is_empty() || behind.starts_with(char::is_whitespace))
    };
    let reason = text.match_indices("--").map(|(at, _)| at).find(|at| is_reason(*at));
    text[..reason.unwrap_or(text.len())].trim_end()
}

/// The names of a list with what stands behind their colons: `a, b: writable`.
fn names(list: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let is_separator = |character: char| character == ',' || character.is_whitespace();
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_separator);
        let end = rest.find(|character| character == ':' || is_separator(character)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        rest = behind;
        let value = behind.trim_start().strip_prefix(':').map(|behind| {
            let behind = behind.trim_start();
            let (value, behind) = behind.split_at(behind.find(is_separator).unwrap_or(behind.len()));
            rest = behind;
            value
        });
        (!name.is_empty()).then_some((name, value))
    })
}

/// Where a part of a text is in it.
pub(crate) fn range_in(text: &str, part: &str) -> TextRange {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    TextRange::from(start..start + part.len())
}

/// The rule that a name means, with the prefix of a plugin or without: `@typescript-eslint/no-shadow`, `lint/style/noVar`.
pub(crate) fn rule_of(name: &str) -> Option<&'static Rule> {
    if NAMESAKES.contains(&name) {
        return None;
    }
    let last = name.rsplit('/').next()?;
    crate::rules::rule(last).or_else(|| crate::rules::rule(&biome::our_name(last)))
}

#[cfg(test)]
mod tests {
    use super::{before_reason, names};

    #[test]
    fn lists_have_names_and_values() {
        let all: Vec<_> = names(" a, b: writable c :off,,$d").collect();
        assert_eq!(all, [("a", None), ("b", Some("writable")), ("c", Some("off")), ("$d", None)]);
    }

    #[test]
    fn a_reason_is_no_part_of_a_list() {
        assert_eq!(before_reason(" no-var -- it's old"), " no-var");
        assert_eq!(before_reason(" --- why"), "");
        assert_eq!(before_reason(" a--b"), " a--b");
    }
}

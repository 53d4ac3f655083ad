//! Comments that say what is not to be reported, and whether they have a use.
//!
//! ```text
//! /* eslint-disable no-var, curly */   from here on              /* eslint-enable no-var */   up to here
//! // eslint-disable-line               on this line              // eslint-disable-next-line no-var
//! // biome-ignore lint/style/noVar: why                          // deno-lint-ignore no-var
//! ```
//!
//! Without names they are about all rules. What can't be parsed, and rules that failed, can't be suppressed.

use serde::{Deserialize, Serialize};
use source::{Edit, TextRange};

use crate::directives::{Words, range_in, rule_of};
use crate::file::File;
use crate::later::{RuleName, kept_range};
use crate::report::Problem;
use crate::rule::Severity;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Suppression {
    reach: Reach,
    about: About,
    /// The name, or the comment if it has none.
    #[serde(with = "kept_range")]
    range: TextRange,
    #[serde(with = "kept_range")]
    comment: TextRange,
    /// It speaks to another linter, which may have other rules on.
    is_foreign: bool,
    is_used: bool,
}

/// How a rule stands to a text when it is told which suppressions have a use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    Off,
    /// It is asked when all files are known.
    Awaited,
    Asked,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Reach {
    /// Begins at an offset.
    Disable(u32),
    /// Ends at an offset.
    Enable(u32),
    /// Is about a line.
    Line(#[serde(with = "kept_range")] TextRange),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum About {
    All,
    Rule(RuleName),
    /// A rule that is not here.
    Unknown,
}

impl About {
    fn includes(self, rule: &str) -> bool {
        match self {
            About::All => true,
            About::Rule(name) => name.0 == rule,
            About::Unknown => false,
        }
    }
}

/// What a comment suppresses, one by one.
pub(crate) fn suppressions_of(file: &File, words: &Words) -> Vec<Suppression> {
    let comment = words.comment.range;
    let (start, end) = (comment.start(), comment.end());
    let (tool, action) = words.word.split_once('-').unwrap_or_default();
    let reach = match (tool, action) {
        ("eslint" | "lode" | "oxlint", "disable") => Reach::Disable(start),
        ("eslint" | "lode" | "oxlint", "enable") => Reach::Enable(end),
        ("eslint" | "lode" | "oxlint", "disable-line") => Reach::Line(line_at(file.text, start)),
        ("eslint" | "lode" | "oxlint", "disable-next-line") => Reach::Line(line_behind(file.text, end)),
        ("biome", "ignore") | ("deno", "lint-ignore") => Reach::Line(line_at(file.text, file.next_token(end))),
        ("biome", "ignore-all") | ("deno", "lint-ignore-file") => Reach::Disable(0),
        ("biome", "ignore-start") => Reach::Disable(start),
        ("biome", "ignore-end") => Reach::Enable(end),
        _ => return Vec::new(),
    };
    // A line comment reaches to the end of the file only where the tool has no other kind.
    let is_block_only = matches!(tool, "eslint" | "lode") && matches!(reach, Reach::Disable(_) | Reach::Enable(_));
    if is_block_only && !words.comment.is_block {
        return Vec::new();
    }
    let list = if tool == "biome" { words.rest.split(':').next().unwrap_or_default() } else { words.rest };
    let is_separator = |character: char| character == ',' || character.is_whitespace();
    let names = list.split(is_separator).filter(|name| !name.is_empty());
    let is_foreign = !matches!(tool, "eslint" | "lode");
    let all: Vec<Suppression> = names
        .map(|name| {
            let range = range_in(file.text, name);
            Suppression { reach, about: about(tool, name), range, comment, is_foreign, is_used: false }
        })
        .collect();
    match all.is_empty() && tool != "biome" {
        true => vec![Suppression { reach, about: About::All, range: comment, comment, is_foreign, is_used: false }],
        false => all,
    }
}

fn about(tool: &str, name: &str) -> About {
    if tool == "biome" && name.split('/').count() < 3 {
        return if name.starts_with("lint") { About::All } else { About::Unknown };
    }
    rule_of(name).map_or(About::Unknown, |rule| About::Rule(RuleName(rule.name)))
}

/// The line on which an offset is.
fn line_at(text: &str, offset: u32) -> TextRange {
    let offset = offset as usize;
    let start = text[..offset].rfind(is_line_end).map_or(0, |at| at + 1);
    let end = text[offset..].find(is_line_end).map_or(text.len(), |at| offset + at);
    TextRange::from(start..end)
}

/// The line behind that on which an offset is.
fn line_behind(text: &str, offset: u32) -> TextRange {
    let end = line_at(text, offset).end();
    let rest = &text[end as usize..];
    match rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(is_line_end)) {
        Some(behind) => line_at(text, end + (rest.len() - behind.len()) as u32),
        None => TextRange::empty(end),
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Leaves what is not suppressed, and notes which suppressions have a use.
pub(crate) fn suppress(problems: &mut Vec<Problem>, suppressions: &mut [Suppression]) {
    if suppressions.is_empty() {
        return;
    }
    problems.retain(|problem| match problem.rule {
        Some(rule) => !is_suppressed(rule, problem.range.start(), suppressions),
        None => true,
    });
}

fn is_suppressed(rule: &str, start: u32, suppressions: &mut [Suppression]) -> bool {
    // The last comment before the place counts, and any that is about its line.
    let mut has_last = false;
    let mut is_suppressed = false;
    for suppression in suppressions.iter_mut().rev().filter(|it| it.about.includes(rule)) {
        let suppresses = match suppression.reach {
            Reach::Line(line) => line.touches(start),
            Reach::Disable(from) if from <= start && !has_last => {
                has_last = true;
                true
            }
            Reach::Enable(from) if from <= start => {
                has_last = true;
                false
            }
            _ => false,
        };
        suppression.is_used |= suppresses;
        is_suppressed |= suppresses;
    }
    is_suppressed
}

/// Suppressions of nothing, with edits that remove them. As with ESLint those of rules that are off are among them.
pub(crate) fn unused(text: &str, suppressions: &[Suppression], standing: impl Fn(&str) -> Standing) -> Vec<Problem> {
    let is_unused: Vec<bool> =
        (0..suppressions.len()).map(|index| !is_of_use(index, suppressions, &standing)).collect();
    let mut problems = Vec::new();
    let mut from = 0;
    for of_comment in suppressions.chunk_by(|one, other| one.comment == other.comment) {
        let unused = &is_unused[from..from + of_comment.len()];
        from += of_comment.len();
        let comment = of_comment[0].comment;
        if unused.iter().all(|unused| *unused) {
            let mut problem =
                Problem::new(None, Severity::Warning, comment, "This comment suppresses nothing".to_owned());
            problem.fix([Edit::delete(comment)]);
            problems.push(problem);
            continue;
        }
        for (suppression, _) in of_comment.iter().zip(unused).filter(|(_, unused)| **unused) {
            let message = format!("There is nothing of `{}` to suppress", suppression.range.slice(text));
            let mut problem = Problem::new(None, Severity::Warning, suppression.range, message);
            problem.fix([Edit::delete(with_comma(text, suppression.range))]);
            problems.push(problem);
        }
    }
    problems
}

fn is_of_use(index: usize, suppressions: &[Suppression], standing: impl Fn(&str) -> Standing) -> bool {
    let suppression = &suppressions[index];
    let is_beyond = |standing| match standing {
        Standing::Off => suppression.is_foreign,
        Standing::Awaited => true,
        Standing::Asked => false,
    };
    match (suppression.about, suppression.reach) {
        (About::Unknown, _) => true,
        (About::Rule(rule), _) if is_beyond(standing(rule.0)) => true,
        (about, Reach::Enable(_)) => suppressions[..index].iter().any(|earlier| {
            let is_of_both = earlier.about == about || about == About::All || earlier.about == About::All;
            is_of_both && matches!(earlier.reach, Reach::Disable(_))
        }),
        _ => suppression.is_used,
    }
}

/// A name of a list with the comma and the space that part it from the others.
fn with_comma(text: &str, name: TextRange) -> TextRange {
    let behind = &text[name.end() as usize..];
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let rest = rest.trim_start();
        return TextRange::new(name.start(), (text.len() - rest.len()) as u32);
    }
    let before = text[..name.start() as usize].trim_end().trim_end_matches(',');
    TextRange::new(before.len() as u32, name.end())
}

#[cfg(test)]
mod tests {
    use source::apply;
    use syntax::{Goal, SourceKind};

    use crate::globals::Globals;
    use crate::rule::Severity;
    use crate::run::{Configured, Language, Linted, lint};

    fn debugger(text: &str) -> Linted {
        let rule = crate::rules::rule("no-debugger").expect("the rule");
        let configured = Configured::new(rule, Severity::Error, &[]).expect("no options");
        let language = Language { kind: SourceKind::MODULE, globals: Globals::new(Goal::Module), heeds_comments: true };
        lint(text, &language, &[configured])
    }

    /// The lines on which `no-debugger` is reported.
    #[track_caller]
    fn check(text: &str, lines: &[usize]) {
        let found: Vec<usize> = debugger(text)
            .problems
            .iter()
            .map(|problem| text[..problem.range.start() as usize].matches('\n').count() + 1)
            .collect();
        assert_eq!(found, lines, "{text}");
    }

    /// What is left of a text when the suppressions without a use are removed.
    #[track_caller]
    fn check_unused(text: &str, expected: &str) {
        let edits: Vec<_> = debugger(text).unused_suppressions.into_iter().flat_map(|problem| problem.fix).collect();
        assert_eq!(apply(text, &edits), expected);
    }

    #[test]
    fn lines() {
        check("debugger; // eslint-disable-line\ndebugger;", &[2]);
        check("// eslint-disable-next-line no-debugger -- for now\ndebugger;\ndebugger;", &[3]);
        check("debugger; /* lode-disable-line no-var, x/no-debugger */", &[]);
        check("debugger; // eslint-disable-line no-var", &[1]);
    }

    #[test]
    fn stretches() {
        check("debugger;\n/* eslint-disable */\ndebugger;\n/* eslint-enable */\ndebugger;", &[1, 5]);
        check("/* eslint-disable */\ndebugger;\n/* eslint-enable no-debugger */\ndebugger;", &[4]);
        check("/* eslint-disable */\n/* eslint-enable no-var */\ndebugger;", &[]);
        check("// eslint-disable\ndebugger;", &[2]);
        check("// oxlint-disable\ndebugger;", &[]);
    }

    #[test]
    fn those_of_other_tools() {
        check("// biome-ignore lint/suspicious/noDebugger: for now\n// more\ndebugger;\ndebugger;", &[4]);
        check("// biome-ignore format: for now\ndebugger;", &[2]);
        check("// deno-lint-ignore no-debugger\ndebugger;\ndebugger;", &[3]);
        check("debugger;\n// deno-lint-ignore-file\ndebugger;", &[]);
    }

    #[test]
    fn rules_are_configured() {
        check("/* eslint no-debugger: 0 */\ndebugger;", &[]);
        check("/* eslint x/no-debugger: 'warn' */\ndebugger;", &[2]);
        check("debugger;\n/* eslint no-debugger: loud */", &[1, 2]);
    }

    #[test]
    fn what_suppresses_nothing_is_known() {
        check_unused("a; // eslint-disable-line", "a; ");
        check_unused("a; // eslint-disable-line no-debugger, other", "a; // eslint-disable-line other");
        check_unused("debugger; // eslint-disable-line", "debugger; // eslint-disable-line");
        check_unused("/* eslint-enable */ a;", " a;");
        check_unused("a; // eslint-disable-line other", "a; // eslint-disable-line other");
        check_unused(
            "debugger; // eslint-disable-line no-var, no-debugger",
            "debugger; // eslint-disable-line no-debugger",
        );
        check_unused(
            "/* eslint no-debugger: 0 */ debugger; // eslint-disable-line no-debugger",
            "/* eslint no-debugger: 0 */ debugger; ",
        );
        check_unused("// deno-lint-ignore no-var\na;", "// deno-lint-ignore no-var\na;");
        check_unused("// deno-lint-ignore no-debugger\na;", "\na;");
    }
}

//! Running the rules over a text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use source::{Edit, TextRange};
use syntax::SourceKind;
use syntax::semantic::Semantic;

use crate::directives::InlineRule;
use crate::file::File;
use crate::globals::Globals;
use crate::options::OptionsError;
use crate::report::{Problem, Report};
use crate::rule::{Options, Rule, Severity};
use crate::suppressions::{suppress, unused};

/// A rule that is on, with its options read.
pub struct Configured {
    pub rule: &'static Rule,
    pub severity: Severity,
    options: Options,
}

impl Configured {
    /// `options`: the values behind the severity in a configuration.
    pub fn new(rule: &'static Rule, severity: Severity, options: &[Value]) -> Result<Configured, OptionsError> {
        Ok(Configured { rule, severity, options: (rule.read)(options)? })
    }
}

/// How a text is to be read.
#[derive(Clone)]
pub struct Language {
    pub kind: SourceKind,
    pub globals: Globals,
}

/// What was found, in the order of the text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Linted {
    pub problems: Vec<Problem>,
    /// Comments that suppress nothing, with edits that remove them; for those who ask.
    pub unused_suppressions: Vec<Problem>,
    /// Whether the text could be parsed.
    pub is_parsed: bool,
}

/// As often as this a text is mended and looked at again, since one fix may make place for the next.
const PASSES: usize = 10;

/// Looks for what the rules are about. Comments of the text have the last word on which are on. Never fails: a mistake of Lode's
/// is one more problem.
pub fn lint(text: &str, language: &Language, rules: &[Configured]) -> Linted {
    catch_unwind(AssertUnwindSafe(|| look(text, language, rules))).unwrap_or_else(|_| {
        let message = "this file can't be looked at; that is a mistake of Lode's".to_owned();
        let problem = Problem::new(None, Severity::Error, TextRange::empty(0), message);
        Linted { problems: vec![problem], ..Linted::default() }
    })
}

fn look(text: &str, language: &Language, rules: &[Configured]) -> Linted {
    let parsed = syntax::parse_with_comments(text, language.kind);
    if let Some(error) = parsed.errors.first() {
        let problem = Problem::new(None, Severity::Error, error.range, error.message.clone());
        return Linted { problems: vec![problem], ..Linted::default() };
    }
    let mut linted = Linted { is_parsed: true, ..Linted::default() };
    parsed.with(|program| {
        let semantic = Semantic::new(program, language.kind);
        let mut file = File::new(text, language.kind, semantic, &parsed.comments, language.globals.clone());
        linted.problems = std::mem::take(&mut file.directives.problems);
        let on = switched_on(&file.directives.rules, rules);
        for one in &on {
            run_one(&file, one, &mut linted.problems);
        }
        let suppressions = &mut file.directives.suppressions;
        suppress(&mut linted.problems, suppressions);
        linted.unused_suppressions = unused(text, suppressions, |rule| on.iter().any(|one| one.rule.name == rule));
    });
    linted.problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
    linted
}

/// A rule as it runs over one text.
struct On<'o> {
    rule: &'static Rule,
    severity: Severity,
    options: &'o Options,
}

fn switched_on<'o>(inline: &'o [InlineRule], configured: &'o [Configured]) -> Vec<On<'o>> {
    let mut on: Vec<On> = configured
        .iter()
        .map(|Configured { rule, severity, options }| On { rule, severity: *severity, options })
        .collect();
    for InlineRule { rule, severity, has_options, options } in inline {
        match on.iter_mut().find(|one| one.rule.name == rule.name) {
            Some(one) => {
                one.severity = *severity;
                one.options = if *has_options { options } else { one.options };
            }
            None => on.push(On { rule, severity: *severity, options }),
        }
    }
    on.retain(|one| one.severity != Severity::Off);
    on
}

fn run_one(file: &File, On { rule, severity, options }: &On, problems: &mut Vec<Problem>) {
    let before = problems.len();
    let mut report = Report { rule: rule.name, severity: *severity, problems };
    let outcome = catch_unwind(AssertUnwindSafe(|| (rule.run)(file, options, &mut report)));
    if outcome.is_err() {
        problems.truncate(before);
        let message = format!("the rule `{}` failed on this file; that is a mistake of Lode's", rule.name);
        problems.push(Problem::new(None, Severity::Error, TextRange::empty(0), message));
    }
}

/// The text with all fixes that can be made, and what is left to say of it. `None`: nothing can be mended.
pub fn fixed(text: &str, language: &Language, rules: &[Configured]) -> (Option<String>, Linted) {
    let mut current: Option<String> = None;
    for _ in 0..PASSES {
        let now = current.as_deref().unwrap_or(text);
        let linted = lint(now, language, rules);
        let edits = compatible(&linted.problems);
        if edits.is_empty() {
            return (current, linted);
        }
        current = Some(source::apply(now, &edits));
    }
    let linted = lint(current.as_deref().unwrap_or(text), language, rules);
    (current, linted)
}

/// The fixes that do not touch each other, in the order of the text. A fix is made as a whole or not at all.
pub fn compatible(problems: &[Problem]) -> Vec<Edit> {
    let mut fixes: Vec<(TextRange, &[Edit])> = problems
        .iter()
        .filter_map(|problem| {
            let whole = problem.fix.iter().map(|edit| edit.range).reduce(TextRange::cover)?;
            Some((whole, problem.fix.as_slice()))
        })
        .collect();
    fixes.sort_by_key(|(range, _)| (range.start(), range.end()));
    let mut edits = Vec::new();
    let mut end: Option<u32> = None;
    for (range, fix) in fixes {
        if end.is_none_or(|end| range.start() > end) {
            edits.extend_from_slice(fix);
            end = Some(range.end());
        }
    }
    edits
}

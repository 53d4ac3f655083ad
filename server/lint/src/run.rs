//! Running the rules over a text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use source::{Edit, TextRange};
use syntax::SourceKind;
use syntax::semantic::Semantic;

use crate::directives::InlineRule;
use crate::file::File;
use crate::globals::Globals;
use crate::later::Later;
use crate::options::OptionsError;
use crate::report::{Problem, Report};
use crate::rule::{Options, Rule, Run, Severity};
use crate::suppressions::{Standing, suppress, unused};

/// A rule that is on, with its options read.
pub struct Configured {
    pub rule: &'static Rule,
    pub severity: Severity,
    options: Options,
    clock: Option<Arc<Clock>>,
}

/// How long a rule has run so far, on all threads.
#[derive(Default)]
pub struct Clock(AtomicU64);

impl Configured {
    /// `options`: the values behind the severity in a configuration.
    pub fn new(rule: &'static Rule, severity: Severity, options: &[Value]) -> Result<Configured, OptionsError> {
        Ok(Configured { rule, severity, options: (rule.read)(options)?, clock: None })
    }

    /// Whether it is about package.json files rather than sources.
    pub fn is_about_packages(&self) -> bool {
        matches!(self.rule.run, Run::Package(_)) && self.severity != Severity::Off
    }

    /// From now on `clock` goes while the rule runs.
    pub fn set_clock(&mut self, clock: Arc<Clock>) {
        self.clock = Some(clock);
    }
}

impl Clock {
    pub fn time(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}

/// Runs something, on the clock if there is one.
pub(crate) fn measured<T>(clock: Option<&Clock>, run: impl FnOnce() -> T) -> T {
    let Some(clock) = clock else { return run() };
    let started = Instant::now();
    let result = run();
    clock.0.fetch_add(started.elapsed().as_nanos() as u64, Ordering::Relaxed);
    result
}

/// How a text is to be read.
#[derive(Clone)]
pub struct Language {
    pub kind: SourceKind,
    pub globals: Globals,
    /// Whether comments may configure and suppress rules.
    pub heeds_comments: bool,
}

/// What was found, in the order of the text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Linted {
    pub problems: Vec<Problem>,
    /// Comments that suppress nothing, with edits that remove them; for those who ask.
    pub unused_suppressions: Vec<Problem>,
    /// Whether the text could be parsed.
    pub is_parsed: bool,
    /// What can be judged only when all files are known. `None`: nothing, or it has been.
    pub later: Option<Arc<Later>>,
}

/// As often as this a text is mended and looked at again, since one fix may make place for the next.
const PASSES: usize = 10;

/// Looks for what the rules are about. Comments of the text have the last word on which are on. Never fails: a mistake of Lode's
/// is one more problem.
pub fn lint(text: &str, language: &Language, rules: &[Configured]) -> Linted {
    lint_while(text, language, rules, &|| true).unwrap_or_default()
}

/// As [`lint`], but asks between any two rules whether to go on. `None`: it was told not to.
pub fn lint_while(text: &str, language: &Language, rules: &[Configured], go_on: &dyn Fn() -> bool) -> Option<Linted> {
    catch_unwind(AssertUnwindSafe(|| look(text, language, rules, go_on))).unwrap_or_else(|_| {
        let message = "this file can't be looked at; that is a mistake of Lode's".to_owned();
        let problem = Problem::new(None, Severity::Error, TextRange::empty(0), message);
        Some(Linted { problems: vec![problem], ..Linted::default() })
    })
}

fn look(text: &str, language: &Language, rules: &[Configured], go_on: &dyn Fn() -> bool) -> Option<Linted> {
    let parsed = syntax::parse_with_comments(text, language.kind);
    if let Some(error) = parsed.errors.first() {
        let problem = Problem::new(None, Severity::Error, error.range, error.message.clone());
        return Some(Linted { problems: vec![problem], ..Linted::default() });
    }
    let mut linted = Linted { is_parsed: true, ..Linted::default() };
    parsed.with(|program| {
        let semantic = Semantic::new(program, language.kind);
        let mut file = File::new(text, language, semantic, &parsed.comments);
        linted.problems = std::mem::take(&mut file.directives.problems);
        let on = switched_on(&file.directives.rules, rules);
        for one in &on {
            if !go_on() {
                return;
            }
            if let Run::File(run) = one.rule.run {
                run_one(one, &mut linted.problems, |report| run(&file, one.options, report));
            }
        }
        let suppressions = &mut file.directives.suppressions;
        suppress(&mut linted.problems, suppressions);
        linted.unused_suppressions = unused(text, suppressions, |rule| {
            match on.iter().find(|one| one.rule.name == rule).map(|one| one.rule.run) {
                None => Standing::Off,
                Some(Run::Modules(_)) => Standing::Awaited,
                Some(_) => Standing::Asked,
            }
        });
        linted.later = Later::new(&mut file).map(Arc::new);
    });
    linted.problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
    go_on().then_some(linted)
}

/// A rule as it runs over one text.
pub(crate) struct On<'o> {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub options: &'o Options,
    pub clock: Option<&'o Clock>,
}

pub(crate) fn switched_on<'o>(inline: &'o [InlineRule], configured: &'o [Configured]) -> Vec<On<'o>> {
    let mut on: Vec<On> = configured
        .iter()
        .map(|Configured { rule, severity, options, clock }| On {
            rule,
            severity: *severity,
            options,
            clock: clock.as_deref(),
        })
        .collect();
    for InlineRule { rule, severity, values, options } in inline {
        match on.iter_mut().find(|one| one.rule.name == rule.name) {
            Some(one) => {
                one.severity = *severity;
                one.options = if values.is_some() { options } else { one.options };
            }
            None => on.push(On { rule, severity: *severity, options, clock: None }),
        }
    }
    on.retain(|one| one.severity != Severity::Off);
    on
}

/// Runs a rule. If it fails, that is its only problem.
pub(crate) fn run_one(on: &On, problems: &mut Vec<Problem>, run: impl FnOnce(&mut Report)) {
    let On { rule, severity, clock, .. } = on;
    let before = problems.len();
    let mut report = Report { rule: rule.name, severity: *severity, problems };
    let outcome = catch_unwind(AssertUnwindSafe(|| measured(*clock, || run(&mut report))));
    if outcome.is_err() {
        problems.truncate(before);
        let message = format!("the rule `{}` failed on this file; that is a mistake of Lode's", rule.name);
        problems.push(Problem::new(None, Severity::Error, TextRange::empty(0), message));
    }
}

/// Which of the edits are made that problems come with.
#[derive(Clone, Copy)]
pub struct Mending<'m> {
    /// Whether the first suggestion is made where there is no fix, which may change what the code does.
    pub suggestions: bool,
    /// Whether comments that suppress nothing are removed.
    pub unused_suppressions: bool,
    /// Whose edits are made.
    pub wanted: &'m dyn Fn(&Problem) -> bool,
}

impl Mending<'_> {
    /// What `--fix` does if nothing more is said.
    pub const SAFE: Mending<'static> = Mending { suggestions: false, unused_suppressions: false, wanted: &|_| true };

    fn edits<'p>(&self, problem: &'p Problem) -> &'p [Edit] {
        if !(self.wanted)(problem) {
            return &[];
        }
        match problem.suggestions.first() {
            Some(suggestion) if self.suggestions && problem.fix.is_empty() => &suggestion.edits,
            _ => &problem.fix,
        }
    }

    /// Whether anything is to be mended.
    pub fn has_any(&self, linted: &Linted) -> bool {
        self.of(linted).any(|problem| !self.edits(problem).is_empty())
    }

    fn of<'l>(&self, linted: &'l Linted) -> impl Iterator<Item = &'l Problem> {
        let unused = if self.unused_suppressions { linted.unused_suppressions.as_slice() } else { &[] };
        linted.problems.iter().chain(unused)
    }
}

/// The text with all edits that can be made, and what is left to say of it. `None`: nothing can be mended. `look`: what is to be said
/// of a text.
pub fn fixed(text: &str, mending: &Mending, look: impl Fn(&str) -> Linted) -> (Option<String>, Linted) {
    let mut current: Option<String> = None;
    for _ in 0..PASSES {
        let now = current.as_deref().unwrap_or(text);
        let linted = look(now);
        let edits = apart(mending.of(&linted).map(|problem| mending.edits(problem)));
        if edits.is_empty() {
            return (current, linted);
        }
        current = Some(source::apply(now, &edits));
    }
    let linted = look(current.as_deref().unwrap_or(text));
    (current, linted)
}

/// The fixes that do not touch each other, in the order of the text. A fix is made as a whole or not at all.
pub fn compatible(problems: &[Problem]) -> Vec<Edit> {
    apart(problems.iter().map(|problem| problem.fix.as_slice()))
}

fn apart<'e>(fixes: impl Iterator<Item = &'e [Edit]>) -> Vec<Edit> {
    let mut fixes: Vec<(TextRange, &[Edit])> =
        fixes.filter_map(|fix| Some((fix.iter().map(|edit| edit.range).reduce(TextRange::cover)?, fix))).collect();
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

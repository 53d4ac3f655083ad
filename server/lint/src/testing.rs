//! Tests of rules as text: a label below a line says what is reported there, `//  ^^^ words of the message`.

use serde_json::Value;
use source::{TextRange, apply};
use syntax::{Goal, SourceKind};
use test_support::fixture::Fixture;

use crate::globals::{Global, Globals};
use crate::report::Problem;
use crate::rule::{Rule, Severity};
use crate::run::{Configured, Language, lint};

/// A text in a language of its own, under options.
pub(crate) struct Case<'t> {
    rule: &'static Rule,
    text: &'t str,
    kind: SourceKind,
    options: Vec<Value>,
    globals: Globals,
}

pub(crate) fn case<'t>(rule: &'static Rule, text: &'t str) -> Case<'t> {
    Case { rule, text, kind: SourceKind::MODULE, options: Vec::new(), globals: Globals::new(Goal::Module) }
}

/// Checks what an ES module of JavaScript has under default options.
#[track_caller]
pub(crate) fn check(rule: &'static Rule, text: &str) {
    case(rule, text).check();
}

/// Checks what the fixes make of a text.
#[track_caller]
pub(crate) fn check_fix(rule: &'static Rule, text: &str, expected: &str) {
    case(rule, text).check_fix(expected);
}

impl Case<'_> {
    /// `json!([…])`: the values behind the severity.
    pub fn options(mut self, options: Value) -> Self {
        self.options = options.as_array().expect("options are an array").clone();
        self
    }

    pub fn script(mut self) -> Self {
        self.kind.goal = Goal::Script;
        self
    }

    pub fn kind(mut self, kind: SourceKind) -> Self {
        self.kind = kind;
        self
    }

    pub fn global(mut self, name: &str) -> Self {
        self.globals.set(name, Global::Readonly);
        self
    }

    #[track_caller]
    pub fn check(self) {
        let fixture = Fixture::parse(self.text);
        let (path, text) = fixture.files.first().expect("a text").clone();
        let labels: Vec<(TextRange, String)> =
            fixture.labels_in(&path).map(|label| (label.range, label.text.clone())).collect();
        let problems = self.problems(&text);
        let shown = |problems: &[Problem]| -> Vec<String> {
            problems.iter().map(|it| format!("{:?} {:?} {}", it.range, it.range.slice(&text), it.message)).collect()
        };
        assert_eq!(problems.len(), labels.len(), "{text}\n{:#?}", shown(&problems));
        for (problem, (range, words)) in problems.iter().zip(&labels) {
            assert_eq!(problem.range, *range, "{text}\n{:#?}", shown(&problems));
            assert!(problem.message.contains(words.as_str()), "{text}\n{words}\n{}", problem.message);
        }
    }

    #[track_caller]
    pub fn check_fix(self, expected: &str) {
        let problems = self.problems(self.text);
        let edits: Vec<_> = problems.iter().flat_map(|problem| problem.fix.clone()).collect();
        assert_eq!(apply(self.text, &edits), expected);
    }

    /// Checks the text after the first suggestion of the first problem.
    #[track_caller]
    pub fn check_suggestion(self, expected: &str) {
        let problems = self.problems(self.text);
        let suggestion = &problems.first().expect("a problem").suggestions.first().expect("a suggestion");
        assert_eq!(apply(self.text, &suggestion.edits), expected);
    }

    fn problems(&self, text: &str) -> Vec<Problem> {
        let configured = Configured::new(self.rule, Severity::Error, &self.options).expect("options that can be read");
        let language = Language { kind: self.kind, globals: self.globals.clone() };
        let linted = lint(text, &language, &[configured]);
        assert!(linted.is_parsed, "{text}\n{:?}", linted.problems);
        linted.problems
    }
}

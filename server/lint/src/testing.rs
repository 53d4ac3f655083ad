//! Tests of rules as text: a label below a line says what is reported there, `//  ^^^ words of the message`.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use source::{TextRange, apply};
use syntax::{Goal, SourceKind};
use test_support::fixture::Fixture;

use crate::config::Packages;
use crate::globals::{Global, Globals};
use crate::imports::Modules;
use crate::later::Later;
use crate::report::Problem;
use crate::rule::{Rule, Severity};
use crate::run::{Configured, Language, Linted, lint};

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

/// Checks what a rule has in all files of a project that are no installed ones.
#[track_caller]
pub(crate) fn check_project(rule: &'static Rule, text: &str) {
    let fixture = Fixture::parse(text);
    for (path, text, problems) in problems_of_project(rule, &fixture) {
        let labels: Vec<_> = fixture.labels_in(&path).collect();
        let shown: Vec<String> =
            problems.iter().map(|it| format!("{:?} {:?} {}", it.range, it.range.slice(&text), it.message)).collect();
        assert_eq!(problems.len(), labels.len(), "{}\n{text}\n{shown:#?}", path.display());
        for (problem, label) in problems.iter().zip(labels) {
            assert_eq!(problem.range, label.range, "{}\n{text}\n{shown:#?}", path.display());
            assert!(problem.message.contains(&label.text), "{}\n{}", label.text, problem.message);
        }
    }
}

/// What a rule has in each file of a project that is no installed one.
pub(crate) fn problems_of_project(rule: &'static Rule, fixture: &Fixture) -> Vec<(PathBuf, String, Vec<Problem>)> {
    let files = fixture.file_system();
    let modules = Modules::new(files.clone());
    let packages = Packages::new(files);
    let own = fixture.files.iter().filter(|(path, _)| {
        let extension = path.extension().and_then(|it| it.to_str());
        matches!(extension, Some("js" | "mjs" | "cjs" | "ts" | "mts" | "cts" | "jsx" | "tsx"))
            && !package::scope::inside_node_modules(path)
    });
    let configured = [Configured::new(rule, Severity::Error, &[]).expect("a rule that needs no options")];
    let linted: Vec<_> = own
        .map(|(path, text)| {
            let kind = project::source_kind(path, packages.of(path).kind(), text);
            let language = Language { kind, globals: Globals::new(kind.goal), heeds_comments: true };
            let linted = lint(text, &language, &configured);
            assert!(linted.is_parsed, "{}\n{:?}", path.display(), linted.problems);
            let kept = linted.later.as_ref().map(|later| later.encode());
            let later = kept.map(|kept| Arc::new(Later::decode(&kept).expect("what was encoded")));
            if let Some(later) = &later {
                modules.insert(path, later);
            }
            (path, text, Linted { later, ..linted })
        })
        .collect();
    let finished = linted.into_iter().map(|(path, text, linted)| {
        (path.clone(), text.clone(), linted.finish(text, path, &modules, &configured).problems)
    });
    let mut all: Vec<(PathBuf, String, Vec<Problem>)> = finished.collect();
    for manifest in modules.manifests() {
        let judged = modules.judge_manifest(&manifest, &configured);
        all.extend(judged.map(|(text, problems)| (manifest, text, problems)));
    }
    all
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

    /// The titles of all suggestions.
    pub fn suggestions(self) -> Vec<String> {
        let problems = self.problems(self.text);
        problems.into_iter().flat_map(|problem| problem.suggestions).map(|suggestion| suggestion.title).collect()
    }

    fn problems(&self, text: &str) -> Vec<Problem> {
        let configured = Configured::new(self.rule, Severity::Error, &self.options).expect("options that can be read");
        let language = Language { kind: self.kind, globals: self.globals.clone(), heeds_comments: true };
        let linted = lint(text, &language, &[configured]);
        assert!(linted.is_parsed, "{text}\n{:?}", linted.problems);
        linted.problems
    }
}

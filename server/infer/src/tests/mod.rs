//! Fixtures: `//^^^ type` under an expression says what it is, `//^^^ { a, b }` behind `members:` which members it has.

mod callbacks;
mod common_js;
mod declarations;
mod events;
mod flow;
mod kept;
mod library;
mod observed;
mod this_and_prototypes;

use project::facts::{ExpressionId, Facts};
use project::{Change, Observation, Project, ProjectOptions};
use std::path::PathBuf;
use test_support::fixture::Fixture;
use values::shape::Shape;

use crate::{Infer, Node, UNIVERSAL};

/// Checks every label of a fixture.
#[track_caller]
fn check(text: &str) {
    let text = text.to_owned();
    // As much stack as the threads have on which the server answers.
    let checked =
        std::thread::Builder::new().stack_size(64 << 20).spawn(move || failures_in(&text)).expect("a thread").join();
    let failures = checked.expect("no panic");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn failures_in(text: &str) -> Vec<String> {
    let fixture = Fixture::parse(text);
    let mut project = Project::new(ProjectOptions { files: fixture.file_system(), cache_folder: None });
    project.apply(Change::Roots(vec!["/".into()]));
    for discovery in project.take_discoveries() {
        let found = discovery.run(&|| true);
        project.apply(found);
    }
    project.apply(observations(&fixture));
    let snapshot = project.snapshot();
    snapshot.read_own_files(&|| true);
    let mut failures = Vec::new();
    assert!(!fixture.labels.is_empty(), "a fixture without labels tests nothing");
    for label in &fixture.labels {
        let file = snapshot.file(&label.path).expect("a file of the fixture");
        let go_on = || false;
        let infer = Infer::new(&snapshot, &go_on);
        let facts = infer.facts(file).expect("facts");
        let Some(expression) = expression_of(&facts, label.range) else {
            failures.push(format!("no expression at {:?}: {}", label.range, label.text));
            continue;
        };
        let of = infer.type_of(Node::new(file, expression));
        let (found, wanted) = match label.text.strip_prefix("members:") {
            None => (infer.display(&of), label.text.clone()),
            Some(wanted) => {
                let mut names: Vec<String> = infer
                    .members(&of)
                    .into_iter()
                    .filter(|member| member.level < UNIVERSAL)
                    .map(|member| member.name.to_string())
                    .collect();
                names.sort();
                let wanted: Vec<&str> = wanted.split_whitespace().collect();
                // `..`: these are among them.
                let names = match wanted.last() {
                    Some(&"..") => names
                        .into_iter()
                        .filter(|name| wanted.contains(&name.as_str()))
                        .chain([String::from("..")])
                        .collect(),
                    _ => names,
                };
                (names.join(" "), wanted.join(" "))
            }
        };
        if found != wanted {
            failures.push(format!(
                "`{}`: wanted {wanted}, found {found}",
                label.range.slice(fixture_text(&fixture, &label.path))
            ));
        }
    }
    failures
}

/// What the labels of a fixture say that its files were when they ran.
fn observations(fixture: &Fixture) -> Change {
    let observation = |(path, text): &(PathBuf, String)| {
        let (places, exports) = fixture.observed_in(path, |value| Shape::from(value));
        Observation::new(path.clone(), text, places, exports)
    };
    Change::Observed(fixture.files.iter().map(observation).collect())
}

fn fixture_text<'f>(fixture: &'f Fixture, path: &std::path::Path) -> &'f str {
    fixture.files.iter().find(|(name, _)| name == path).map_or("", |(_, text)| text)
}

/// The outermost expression with exactly this range, or, of a name that is declared, what it holds.
fn expression_of(facts: &Facts, range: source::TextRange) -> Option<ExpressionId> {
    let exact =
        facts.expressions.iter().position(|expression| expression.range == range && !expression.kind.is_synthetic());
    if let Some(index) = exact {
        return Some(ExpressionId(index as u32));
    }
    let binding = facts
        .bindings
        .iter()
        .find(|binding| binding.declarations.iter().any(|declaration| declaration.name_range == range))?;
    binding.values.first().copied()
}

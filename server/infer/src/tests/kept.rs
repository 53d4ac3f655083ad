//! Which tables are kept for the next question, and when they are forgotten.

use std::path::Path;

use project::{Change, Project, ProjectOptions, Snapshot};
use source::{Edit, FileId, TextRange};
use test_support::fixture::Fixture;

use crate::Infer;

/// `main.js` is the file with the cursor.
fn project(text: &str) -> Project {
    let fixture = Fixture::parse(text);
    let mut project = Project::new(ProjectOptions { files: fixture.file_system(), cache_folder: None });
    project.apply(Change::Roots(vec!["/".into()]));
    for discovery in project.take_discoveries() {
        let found = discovery.run(&|| true);
        project.apply(found);
    }
    open(&mut project, "/main.js");
    project.snapshot().read_own_files(&|| true);
    project
}

fn open(project: &mut Project, path: &str) {
    let snapshot = project.snapshot();
    let text = snapshot.text(file(&snapshot, path)).expect("a text").text().to_owned();
    project.apply(Change::Open { path: path.into(), text, version: 1, language: None });
}

fn file(snapshot: &Snapshot, path: &str) -> FileId {
    snapshot.file(Path::new(path)).expect("a file of the fixture")
}

/// Asks what `main.js` exports; gives the members of that, and which of the files the next question need not look through.
fn ask(project: &Project) -> (String, String) {
    let snapshot = project.snapshot();
    let main = file(&snapshot, "/main.js");
    let facts = snapshot.facts(main).expect("facts");
    let go_on = || false;
    let infer = || Infer::new(&snapshot, &go_on).with_facts(main, facts.clone());
    let asked = infer();
    let mut names: Vec<String> = asked
        .members(&asked.type_of_own_exports(main))
        .into_iter()
        .filter(|member| member.level < crate::UNIVERSAL)
        .map(|member| member.name.to_string())
        .collect();
    names.sort();
    let next = infer();
    let kept = next.kept_tables().expect("facts are replaced");
    let mut paths: Vec<String> = snapshot
        .own_files()
        .iter()
        .filter(|file| kept.get(**file).is_some())
        .map(|file| snapshot.path(*file).display().to_string())
        .collect();
    paths.sort();
    (names.join(" "), paths.join(" "))
}

#[track_caller]
fn check(project: &Project, members: &str, kept: &str) {
    assert_eq!(ask(project), (members.to_owned(), kept.to_owned()));
}

fn replace(project: &mut Project, path: &str, before: &str, after: &str) {
    let snapshot = project.snapshot();
    let text = snapshot.text(file(&snapshot, path)).expect("a text");
    let at = text.text().find(before).expect("what is replaced") as u32;
    let edits = vec![Edit::replace(TextRange::new(at, at + before.len() as u32), after)];
    project.apply(Change::Edit { path: path.into(), version: 2, edits });
    project.snapshot().read_own_files(&|| true);
}

const BASE: &str = "
//- /main.js
const base = require('./base')
module.exports = base
//- /base.js
const all = {}
Object.assign(all, require('./deep'))
all.one = 1
module.exports = all
//- /deep.js
exports.two = 2
";

#[test]
fn typing_into_a_file_leaves_the_tables_of_others() {
    let mut project = project(BASE);
    check(&project, "one two", "/base.js /deep.js");
    replace(&mut project, "/main.js", "module", "let here = base.one\nmodule");
    check(&project, "one two", "/base.js /deep.js");
}

#[test]
fn an_edit_elsewhere_is_seen_at_once() {
    let mut project = project(BASE);
    check(&project, "one two", "/base.js /deep.js");
    open(&mut project, "/deep.js");
    replace(&mut project, "/deep.js", "exports.two", "exports.three");
    check(&project, "one three", "/base.js /deep.js");
}

#[test]
fn what_depends_on_the_file_with_the_cursor_is_found_out_anew() {
    let project = project(
        "
//- /main.js
const other = require('./other')
class Main { }
module.exports = { other, Main }
//- /other.js
const { Main } = require('./main')
Main.extra = require('./deep')
exports.Main = Main
//- /deep.js
exports.two = 2
",
    );
    let snapshot = project.snapshot();
    let main = file(&snapshot, "/main.js");
    let go_on = || false;
    let infer = Infer::new(&snapshot, &go_on).with_facts(main, snapshot.facts(main).expect("facts"));
    for path in ["/other.js", "/deep.js"] {
        infer.table(file(&snapshot, path));
    }
    assert_eq!(ask(&project).1, "/deep.js");
}

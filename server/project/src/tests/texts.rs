//! Texts, and what is derived of them.

use super::*;

#[test]
fn an_editors_text_wins_over_the_disks_until_it_is_closed() {
    let mut workspace = Workspace::new("//- /a.js\nsaved\n");
    let before = workspace.project.snapshot();
    let a = file(&before, "/a.js");
    workspace.open("/a.js", "typed");
    workspace.replace("/a.js", "typed", "typed more");
    let after = workspace.project.snapshot();
    assert_eq!(before.text(a).unwrap().text(), "saved\n");
    assert_eq!(after.text(a).unwrap().text(), "typed more");
    assert_eq!((after.version(a), before.version(a)), (Some(2), None));
    workspace.apply(Change::Close { path: "/a.js".into() });
    let closed = workspace.project.snapshot();
    assert_eq!(closed.text(a).unwrap().text(), "saved\n");
    assert!(closed.revision() > after.revision() && after.is_open(a) && !closed.is_open(a));
}

#[test]
fn edits_follow_each_other() {
    let mut workspace = Workspace::new("");
    workspace.open("/a.js", "abc");
    let edits = vec![Edit::insert(0, "xy"), Edit::delete(TextRange::new(2, 3)), Edit::insert(99, "never")];
    workspace.apply(Change::Edit { path: "/a.js".into(), version: 2, edits });
    let snapshot = workspace.project.snapshot();
    assert_eq!(snapshot.text(file(&snapshot, "/a.js")).unwrap().text(), "xybc");
}

#[test]
fn what_changes_on_the_disk_is_seen_when_it_is_said() {
    let mut workspace = Workspace::new("//- /a.js\nexports.a = 1\n");
    let before = workspace.project.snapshot();
    let a = file(&before, "/a.js");
    let shape = before.shape(a);
    workspace.write("/a.js", "exports.b = 1");
    let after = workspace.project.snapshot();
    assert_eq!(after.text(a).unwrap().text(), "exports.b = 1");
    assert_ne!(after.shape(a), shape);
    workspace.remove("/a.js");
    assert!(workspace.project.snapshot().text(a).is_none());
    assert!(workspace.project.snapshot().facts(a).is_none());
}

#[test]
fn the_same_text_is_analysed_once() {
    let mut workspace = Workspace::new("//- /a.js\nexports.a = 1\n");
    let snapshot = workspace.project.snapshot();
    let a = file(&snapshot, "/a.js");
    let facts = snapshot.facts(a).unwrap();
    workspace.open("/a.js", "exports.a = 1\n");
    assert!(Arc::ptr_eq(&facts, &workspace.project.snapshot().facts(a).unwrap()));
    workspace.write("/b.js", "");
    assert!(Arc::ptr_eq(&facts, &workspace.project.snapshot().facts(a).unwrap()));
}

#[test]
fn the_last_good_text_is_kept_while_a_broken_one_is_typed() {
    let mut workspace = Workspace::new("");
    workspace.open("/a.js", "const a = 1");
    let snapshot = workspace.project.snapshot();
    let a = file(&snapshot, "/a.js");
    assert_eq!(snapshot.last_good_facts(a).unwrap().text.text(), "const a = 1");
    workspace.replace("/a.js", "= 1", "= ");
    let snapshot = workspace.project.snapshot();
    assert!(!snapshot.syntax_errors(a).is_empty());
    assert_eq!(snapshot.last_good_facts(a).unwrap().text.text(), "const a = 1");
    workspace.replace("/a.js", "= ", "= 2");
    assert_eq!(workspace.project.snapshot().last_good_facts(a).unwrap().text.text(), "const a = 2");
}

#[test]
fn json_is_a_module_of_its_own_kind() {
    let mut workspace = Workspace::new("//- /a.js\nrequire('./b')\n//- /b.json\n{\"c\":1}\n");
    assert_eq!(workspace.resolve("/a.js", "./b.json"), "/b.json");
    let snapshot = workspace.project.snapshot();
    let b = file(&snapshot, "/b.json");
    assert_eq!(snapshot.facts(b).unwrap().exports.len(), 1);
    workspace.open("/b.json", "{");
    assert_eq!(workspace.project.snapshot().syntax_errors(b).len(), 1);
    assert_eq!(workspace.importers("/b.json"), ["/a.js"]);
    assert_eq!(workspace.own(), ["/a.js"]);
}

#[test]
fn huge_files_are_read_only_when_they_are_open() {
    let mut workspace = Workspace::new("");
    let text = "f();\n".repeat(800_000);
    workspace.write("/a.js", &text);
    let snapshot = workspace.project.snapshot();
    let a = file(&snapshot, "/a.js");
    assert!(snapshot.facts(a).is_none() && snapshot.text(a).is_some());
    assert!(snapshot.read_own_files(&|| true) && snapshot.unread_files().is_empty());
}

#[test]
fn kinds_follow_packages_and_editors() {
    let mut workspace = Workspace::new(
        "//- /package.json\n{}\n//- /a.js\nf()\n//- /b.js\nimport 'a'\n//- /node_modules/x/c.js\nf(<a/>)\n",
    );
    let goal = |workspace: &Workspace, path: &str| {
        let snapshot = workspace.project.snapshot();
        format!("{:?}", snapshot.kind(file(&snapshot, path)).goal)
    };
    assert_eq!((&*goal(&workspace, "/a.js"), &*goal(&workspace, "/b.js")), ("CommonJs", "Module"));
    workspace.write("/package.json", r#"{"type":"module"}"#);
    assert_eq!(goal(&workspace, "/a.js"), "Module");
    let language = Some(Language::TypeScript);
    workspace.apply(Change::Open { path: "/Untitled".into(), text: "let a: number".into(), version: 0, language });
    let snapshot = workspace.project.snapshot();
    let untitled = file(&snapshot, "/Untitled");
    assert!(snapshot.kind(untitled).language.is_typescript() && snapshot.facts(untitled).is_some());
    assert!(snapshot.is_own(untitled) && !snapshot.is_own(file(&snapshot, "/node_modules/x/c.js")));
}

#[test]
fn a_root_that_is_a_link_keeps_its_name() {
    let mut workspace =
        Workspace::with_root("//- /real/a.js\nimport './b'\n//- /real/b.js\n//- /home -> /real\n", "/home");
    assert_eq!(workspace.own(), ["/home/a.js", "/home/b.js"]);
    assert_eq!(workspace.resolve("/home/a.js", "./b"), "/home/b.js");
    workspace.open("/real/b.js", "typed");
    let snapshot = workspace.project.snapshot();
    assert_eq!(file(&snapshot, "/real/b.js"), file(&snapshot, "/home/b.js"));
    assert!(snapshot.is_open(file(&snapshot, "/home/b.js")));
}

#[test]
fn the_state_beside_a_file_is_that_of_all_others() {
    let mut workspace = Workspace::new(
        "//- /a.js\nrequire('./b')\n//- /b.js\nexports.b = 1\n//- /c.js\nexports.c = 1\n//- /d.js\nexports.d = 1\n",
    );
    workspace.open("/a.js", "require('./b')\n");
    let state = |workspace: &Workspace| {
        let snapshot = workspace.project.snapshot();
        snapshot.read_own_files(&|| true);
        snapshot.state_beside(file(&snapshot, "/a.js"))
    };
    let first = state(&workspace);
    workspace.replace("/a.js", "require", "let a = 1; require");
    assert_eq!(state(&workspace), first, "what is typed into the file itself");
    workspace.open("/b.js", "exports.b = 1\n");
    assert_eq!(state(&workspace), first, "another that an editor shows as it is");
    workspace.replace("/b.js", "1", "2");
    assert_ne!(state(&workspace), first, "another that is edited");
    workspace.replace("/b.js", "2", "1");
    assert_eq!(state(&workspace), first, "and mended");
    workspace.replace("/b.js", "1", "3");
    workspace.files.write("/b.js", "exports.b = 3\n");
    workspace.apply(Change::Close { path: "/b.js".into() });
    let closed = state(&workspace);
    assert_ne!(closed, first, "another that was saved and closed, and nobody said that the disk changed");
    workspace.write("/c.js", "exports.d = 1");
    let written = state(&workspace);
    assert_ne!(written, closed, "another that changes on the disk");
    workspace.replace("/a.js", "'./b'", "'./d'");
    assert_ne!(state(&workspace), written, "who imports another");
}

#[test]
fn what_was_mended_is_remembered_for_the_same_text() {
    let mut workspace = Workspace::new("");
    workspace.open("/a.js", "a.");
    let mended = |workspace: &Workspace, text: &str, at: u32| {
        let snapshot = workspace.project.snapshot();
        let a = file(&snapshot, "/a.js");
        let made = std::cell::Cell::new(false);
        let mend = || {
            made.set(true);
            Some(crate::Mended { facts: snapshot.facts(a)?, place: syntax::cursor::Place::Nothing })
        };
        assert!(snapshot.mended(a, text, at, mend).is_some());
        made.get()
    };
    assert!(mended(&workspace, "a.", 2));
    workspace.replace("/a.js", "a.", "a.b");
    assert!(!mended(&workspace, "a.", 2), "the name left out, it is the same");
    assert!(mended(&workspace, "a.", 1));
    assert!(mended(&workspace, "b.", 1));
}

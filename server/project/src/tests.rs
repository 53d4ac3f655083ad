//! The project by what its readers see.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use source::{Edit, FileId, MemoryFileSystem, TextRange};
use syntax::Language;
use test_support::fixture::Fixture;

use crate::facts::ImportKind;
use crate::{Change, Project, ProjectOptions, Resolved, Snapshot};

/// A project with one root, `/`, unless another is said, and everything in it found.
struct Workspace {
    files: Arc<MemoryFileSystem>,
    project: Project,
}

impl Workspace {
    fn new(text: &str) -> Workspace {
        Workspace::with_root(text, "/")
    }

    fn with_root(text: &str, root: &str) -> Workspace {
        let files = Fixture::parse(text).file_system();
        let project = Project::new(ProjectOptions { files: files.clone(), cache_folder: None });
        let mut workspace = Workspace { files, project };
        workspace.apply(Change::Roots(vec![root.into()]));
        workspace
    }

    fn apply(&mut self, change: Change) {
        self.project.apply(change);
        for discovery in self.project.take_discoveries() {
            let found = discovery.run(&|| true);
            self.project.apply(found);
        }
    }

    fn open(&mut self, path: &str, text: &str) {
        self.apply(Change::Open { path: path.into(), text: text.into(), version: 1, language: None });
    }

    /// Replaces the first `before` of an open file.
    fn replace(&mut self, path: &str, before: &str, after: &str) {
        let snapshot = self.project.snapshot();
        let text = snapshot.text(file(&snapshot, path)).unwrap();
        let at = text.text().find(before).unwrap() as u32;
        let edits = vec![Edit::replace(TextRange::new(at, at + before.len() as u32), after)];
        self.apply(Change::Edit { path: path.into(), version: 2, edits });
    }

    fn write(&mut self, path: &str, text: &str) {
        self.files.write(path, text);
        self.apply(Change::Disk(vec![path.into()]));
    }

    fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.apply(Change::Disk(vec![path.into()]));
    }

    /// What a specifier leads to.
    fn resolve(&self, from: &str, specifier: &str) -> String {
        resolve(&self.project.snapshot(), from, specifier, ImportKind::Static)
    }

    fn own(&self) -> Vec<String> {
        let snapshot = self.project.snapshot();
        let mut own: Vec<String> =
            snapshot.own_files().iter().map(|id| snapshot.path(*id).display().to_string()).collect();
        own.sort();
        own
    }

    fn importers(&self, path: &str) -> Vec<String> {
        let snapshot = self.project.snapshot();
        snapshot.read_own_files(&|| true);
        let importers = snapshot.importers(file(&snapshot, path));
        importers.iter().map(|id| snapshot.path(*id).display().to_string()).collect()
    }
}

#[track_caller]
fn file(snapshot: &Snapshot, path: &str) -> FileId {
    snapshot.file(Path::new(path)).unwrap_or_else(|| panic!("{path} is there"))
}

#[track_caller]
fn resolve(snapshot: &Snapshot, from: &str, specifier: &str, kind: ImportKind) -> String {
    let path = |id: FileId| snapshot.path(id).display().to_string();
    match snapshot.resolve(file(snapshot, from), specifier, kind) {
        Resolved::File(file) => path(file),
        Resolved::Types { declarations, source } => {
            format!("{} for {}", path(declarations), source.map_or("nothing".to_owned(), path))
        }
        Resolved::Builtin(name) => format!("node:{name}"),
        Resolved::Url(url) => url,
        Resolved::Missing(error) => format!("! {}", error.code().unwrap_or_default()),
    }
}

mod texts {
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
}

mod many_readers {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn snapshots_go_to_other_threads() {
        fn sent<T: Send + Sync>() {}
        sent::<Snapshot>();
        sent::<crate::IndexTask>();
    }

    #[test]
    fn facts_are_made_once_for_all_who_wait() {
        let workspace = Workspace::new("//- /a.js\nexports.a = 1\n");
        let snapshot = workspace.project.snapshot();
        let a = file(&snapshot, "/a.js");
        let made: Vec<Arc<crate::facts::Facts>> = std::thread::scope(|scope| {
            let readers: Vec<_> = (0..8).map(|_| scope.spawn(|| snapshot.facts(a).unwrap())).collect();
            readers.into_iter().map(|reader| reader.join().unwrap()).collect()
        });
        assert!(made.iter().all(|facts| Arc::ptr_eq(facts, &made[0])));
    }

    #[test]
    fn the_writer_does_not_wait_for_readers() {
        let mut workspace = Workspace::new("//- /a.js\n\n");
        workspace.open("/a.js", "let a");
        let seen = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                let snapshot = workspace.project.snapshot();
                scope.spawn(|| {
                    let a = file(&snapshot, "/a.js");
                    seen.fetch_add(snapshot.facts(a).unwrap().bindings.len(), Ordering::Relaxed);
                    drop(snapshot);
                });
                workspace.replace("/a.js", "a", "b");
                workspace.replace("/a.js", "b", "a");
            }
        });
        assert_eq!(seen.load(Ordering::Relaxed), 4);
    }

    #[test]
    fn what_was_not_asked_for_long_is_forgotten_and_made_again() {
        let workspace = Workspace::new("");
        let text = "exports.f = function (a) { return a + a + a };\n".repeat(2_000);
        for index in 0..60 {
            workspace.files.write(format!("/node_modules/p/{index}.js"), text.as_str());
        }
        let snapshot = workspace.project.snapshot();
        let first = file(&snapshot, "/node_modules/p/0.js");
        let facts = Arc::downgrade(&snapshot.facts(first).unwrap());
        for index in 1..60 {
            snapshot.facts(file(&snapshot, &format!("/node_modules/p/{index}.js"))).unwrap();
        }
        assert!(facts.upgrade().is_none());
        assert!(snapshot.facts(first).is_some());
    }

    #[test]
    fn a_file_that_changed_while_it_was_forgotten_is_noticed() {
        let mut workspace = Workspace::new("");
        let text = "exports.f = function (a) { return a + a + a };\n".repeat(2_000);
        for index in 0..60 {
            workspace.files.write(format!("/node_modules/p/{index}.js"), text.as_str());
        }
        let snapshot = workspace.project.snapshot();
        let ids: Vec<FileId> = (0..60).map(|index| file(&snapshot, &format!("/node_modules/p/{index}.js"))).collect();
        ids.iter().for_each(|id| drop(snapshot.facts(*id)));
        workspace.files.write("/node_modules/p/0.js", "exports.g = 1");
        assert!(snapshot.facts(ids[0]).is_some());
        assert!(workspace.project.recheck(Instant::now()).is_some());
        assert_eq!(workspace.project.snapshot().text(ids[0]).unwrap().text(), "exports.g = 1");
    }
}

mod own_files {
    use super::*;

    #[test]
    fn sources_are_found_and_what_is_installed_built_or_ignored_is_not() {
        let workspace = Workspace::new(
            "//- /.gitignore\n/generated\n*.gen.js\n!keep.gen.js\n\
             //- /a.js\n//- /lib/b.ts\n//- /c.json\n//- /d.min.js\n//- /node_modules/x/e.js\n//- /dist/f.js\n//- /packages/p/build/g.js\n\
             //- /generated/h.js\n//- /sub/generated/i.js\n//- /j.gen.js\n//- /keep.gen.js\n//- /sub/.gitignore\nlocal.js\n//- /sub/local.js\n//- /local.js\n",
        );
        assert_eq!(workspace.own(), ["/a.js", "/keep.gen.js", "/lib/b.ts", "/local.js", "/sub/generated/i.js"]);
        assert!(workspace.project.snapshot().is_discovered());
    }

    #[test]
    fn files_come_and_go() {
        let mut workspace = Workspace::new("//- /.gitignore\n/tmp\n//- /a.js\n//- /lib/b.js\n");
        workspace.write("/c.js", "");
        workspace.write("/tmp/d.js", "");
        workspace.write("/node_modules/x/e.js", "");
        assert_eq!(workspace.own(), ["/a.js", "/c.js", "/lib/b.js"]);
        workspace.files.write("/new/deep/f.js", "");
        workspace.files.write("/tmp/deep/g.js", "");
        workspace.apply(Change::Disk(vec!["/new".into(), "/tmp/deep".into()]));
        assert_eq!(workspace.own(), ["/a.js", "/c.js", "/lib/b.js", "/new/deep/f.js"]);
        workspace.files.remove("/lib/b.js");
        workspace.files.remove("/new/deep/f.js");
        workspace.apply(Change::Disk(vec!["/lib".into(), "/new/deep/f.js".into()]));
        assert_eq!(workspace.own(), ["/a.js", "/c.js"]);
        workspace.write("/.gitignore", "/tmp\n/c.js\n");
        assert_eq!(workspace.own(), ["/a.js"]);
        workspace.remove("/.gitignore");
        assert_eq!(workspace.own(), ["/a.js", "/c.js", "/tmp/d.js", "/tmp/deep/g.js"]);
    }

    #[test]
    fn what_is_open_is_own_though_it_is_ignored_or_alone() {
        let mut workspace = Workspace::with_root("//- /app/.gitignore\nx.js\n//- /app/x.js\n//- /other/y.js\n", "/app");
        workspace.open("/app/x.js", "");
        workspace.open("/other/y.js", "");
        assert_eq!(workspace.own(), ["/app/x.js", "/other/y.js"]);
        workspace.apply(Change::Close { path: "/app/x.js".into() });
        assert_eq!(workspace.own(), ["/other/y.js"]);
    }

    #[test]
    fn links_to_folders_are_not_entered_and_too_much_is_told() {
        let mut workspace = Workspace::new("//- /a/b.js\n//- /a/loop -> /a\n");
        assert_eq!(workspace.own(), ["/a/b.js"]);
        workspace.apply(Change::Roots(vec!["/a".into()]));
        let mut discovery = crate::discover::Discovery::new(workspace.files.clone(), "/a".into(), "/a".into());
        discovery.limit = 1;
        workspace.project.apply(discovery.run(&|| true));
        assert!(!workspace.project.snapshot().is_discovered());
    }

    #[test]
    fn rules_above_a_root_count_up_to_the_repository() {
        let workspace = Workspace::with_root(
            "//- /.gitignore\na.js\n//- /repo/.git/HEAD\n//- /repo/.gitignore\nb.js\n//- /repo/app/a.js\n//- /repo/app/b.js\n",
            "/repo/app",
        );
        assert_eq!(workspace.own(), ["/repo/app/a.js"]);
    }
}

mod specifiers {
    use super::*;

    #[test]
    fn own_sources_speak_for_themselves_and_packages_by_their_types() {
        let workspace = Workspace::new(
            "//- /main.js\n//- /a.js\n//- /a.d.ts\n//- /only.d.ts\n//- /dir/index.js\n//- /style.css\n\
             //- /node_modules/typed/package.json\n{\"main\":\"./lib/i.js\",\"types\":\"./i.d.ts\"}\n//- /node_modules/typed/lib/i.js\n//- /node_modules/typed/i.d.ts\n\
             //- /node_modules/plain/index.js\n//- /node_modules/@types/outside/index.d.ts\n//- /node_modules/outside/index.js\n",
        );
        let ask = |specifier: &str| workspace.resolve("/main.js", specifier);
        assert_eq!(ask("./a.js"), "/a.js");
        assert_eq!(ask("./a"), "/a.js");
        assert_eq!(ask("./only"), "/only.d.ts for nothing");
        assert_eq!(ask("./dir"), "/dir/index.js");
        assert_eq!(ask("./style.css"), "/style.css");
        assert_eq!(ask("typed"), "/node_modules/typed/i.d.ts for /node_modules/typed/lib/i.js");
        assert_eq!(ask("plain"), "/node_modules/plain/index.js");
        assert_eq!(ask("outside"), "/node_modules/@types/outside/index.d.ts for /node_modules/outside/index.js");
        assert_eq!(ask("fs"), "node:fs");
        assert_eq!(ask("./none"), "! ERR_MODULE_NOT_FOUND");
        assert_eq!(ask("none"), "! ERR_MODULE_NOT_FOUND");
        let snapshot = workspace.project.snapshot();
        let error = |specifier| snapshot.resolution_error(file(&snapshot, "/main.js"), specifier, ImportKind::Static);
        assert!(error("./a").is_some() && error("./a.js").is_none());
    }

    #[test]
    fn each_loader_has_its_own_types() {
        let workspace = Workspace::new(
            "//- /main.mjs\n//- /node_modules/d/package.json\n\
             {\"exports\":{\"import\":{\"types\":\"./i.d.mts\",\"default\":\"./i.mjs\"},\"require\":{\"types\":\"./i.d.cts\",\"default\":\"./i.cjs\"}}}\n\
             //- /node_modules/d/i.mjs\n//- /node_modules/d/i.cjs\n//- /node_modules/d/i.d.mts\n//- /node_modules/d/i.d.cts\n",
        );
        let snapshot = workspace.project.snapshot();
        assert_eq!(
            resolve(&snapshot, "/main.mjs", "d", ImportKind::Static),
            "/node_modules/d/i.d.mts for /node_modules/d/i.mjs"
        );
        assert_eq!(
            resolve(&snapshot, "/main.mjs", "d", ImportKind::Require),
            "/node_modules/d/i.d.cts for /node_modules/d/i.cjs"
        );
    }

    #[test]
    fn a_workspace_package_is_its_source() {
        let workspace = Workspace::new(
            "//- /app/main.js\n//- /packages/built/package.json\n{\"name\":\"@w/built\",\"main\":\"./dist/index.js\",\"types\":\"./dist/index.d.ts\"}\n\
             //- /packages/built/dist/index.js\n//- /packages/built/dist/index.d.ts\n//- /packages/built/src/index.ts\n\
             //- /packages/unbuilt/package.json\n{\"name\":\"@w/unbuilt\",\"exports\":{\".\":\"./dist/esm/index.mjs\",\"./x\":\"./dist/esm/x.mjs\"}}\n\
             //- /packages/unbuilt/src/index.js\n//- /packages/unbuilt/src/x.ts\n\
             //- /node_modules/@w/built -> /packages/built\n//- /node_modules/@w/unbuilt -> /packages/unbuilt\n",
        );
        assert_eq!(workspace.resolve("/app/main.js", "@w/built"), "/packages/built/src/index.ts");
        assert_eq!(workspace.resolve("/app/main.js", "@w/unbuilt"), "/packages/unbuilt/src/index.js");
        assert_eq!(workspace.resolve("/app/main.js", "@w/unbuilt/x"), "/packages/unbuilt/src/x.ts");
    }

    #[test]
    fn links_are_followed_to_what_is_real() {
        let workspace = Workspace::new(
            "//- /main.js\n//- /node_modules/.pnpm/a@1.0.0/node_modules/a/index.js\n//- /node_modules/.pnpm/a@1.0.0/node_modules/b -> ../../b@2.0.0/node_modules/b\n\
             //- /node_modules/.pnpm/b@2.0.0/node_modules/b/index.js\n//- /node_modules/a -> .pnpm/a@1.0.0/node_modules/a\n",
        );
        let a = "/node_modules/.pnpm/a@1.0.0/node_modules/a/index.js";
        assert_eq!(workspace.resolve("/main.js", "a"), a);
        assert_eq!(workspace.resolve(a, "b"), "/node_modules/.pnpm/b@2.0.0/node_modules/b/index.js");
        assert_eq!(workspace.resolve("/main.js", "b"), "! ERR_MODULE_NOT_FOUND");
        let snapshot = workspace.project.snapshot();
        assert_eq!(snapshot.installed(file(&snapshot, "/main.js"), "a"), Some(PathBuf::from("/node_modules/a")));
    }

    #[test]
    fn what_comes_is_found_and_what_goes_is_missing() {
        let mut workspace = Workspace::new("//- /main.js\n//- /a/index.js\n");
        assert_eq!(workspace.resolve("/main.js", "./a"), "/a/index.js");
        workspace.write("/a.js", "");
        assert_eq!(workspace.resolve("/main.js", "./a"), "/a.js");
        workspace.remove("/a.js");
        assert_eq!(workspace.resolve("/main.js", "./a"), "/a/index.js");
        assert_eq!(workspace.resolve("/main.js", "./unsaved"), "! ERR_MODULE_NOT_FOUND");
        workspace.open("/unsaved.js", "");
        assert_eq!(workspace.resolve("/main.js", "./unsaved"), "/unsaved.js");
        workspace.apply(Change::Close { path: "/unsaved.js".into() });
        assert_eq!(workspace.resolve("/main.js", "./unsaved"), "! ERR_MODULE_NOT_FOUND");
    }

    #[test]
    fn an_install_is_seen_though_nobody_says_so() {
        let mut workspace = Workspace::new("//- /main.js\n//- /package.json\n{}\n//- /node_modules/a/index.js\nold\n");
        let mut now = Instant::now();
        assert_eq!(workspace.project.recheck(now), None);
        assert_eq!(workspace.resolve("/main.js", "b"), "! ERR_MODULE_NOT_FOUND");
        assert_eq!(workspace.resolve("/main.js", "a"), "/node_modules/a/index.js");
        let snapshot = workspace.project.snapshot();
        let a = file(&snapshot, "/node_modules/a/index.js");
        assert_eq!(snapshot.text(a).unwrap().text(), "old\n");
        workspace.files.write("/node_modules/a/index.js", "new");
        workspace.files.write("/node_modules/a/package.json", r#"{"types":"t.d.ts"}"#);
        workspace.files.write("/node_modules/a/t.d.ts", "");
        assert_eq!(workspace.project.recheck(now + Duration::from_millis(100)), None);
        now += Duration::from_secs(1);
        assert!(workspace.project.recheck(now).is_some());
        assert_eq!(workspace.project.snapshot().text(a).unwrap().text(), "new");
        assert_eq!(workspace.resolve("/main.js", "a"), "/node_modules/a/t.d.ts for /node_modules/a/index.js");
        now += Duration::from_secs(1);
        assert_eq!(workspace.project.recheck(now), None);
    }
}

mod graph {
    use super::*;

    #[test]
    fn importers_follow_what_is_typed() {
        let mut workspace =
            Workspace::new("//- /a.js\n//- /b.js\nrequire('./a')\n//- /c.js\nimport './a.js'; import './d'\n");
        assert_eq!(workspace.importers("/a.js"), ["/b.js", "/c.js"]);
        workspace.open("/b.js", "require('./a')");
        assert_eq!(workspace.importers("/a.js"), ["/b.js", "/c.js"]);
        workspace.replace("/b.js", "./a", "./c");
        assert_eq!(workspace.importers("/a.js"), ["/c.js"]);
        assert_eq!(workspace.importers("/c.js"), ["/b.js"]);
        workspace.apply(Change::Close { path: "/b.js".into() });
        assert_eq!(workspace.importers("/a.js"), ["/b.js", "/c.js"]);
    }

    #[test]
    fn importers_follow_files_that_come_and_go() {
        let mut workspace = Workspace::new("//- /a/index.js\n//- /b.js\nrequire('./a'); require('./later')\n");
        assert_eq!(workspace.importers("/a/index.js"), ["/b.js"]);
        workspace.write("/a.js", "");
        workspace.write("/later.js", "");
        assert_eq!(workspace.importers("/a/index.js"), [""; 0]);
        assert_eq!(workspace.importers("/a.js"), ["/b.js"]);
        assert_eq!(workspace.importers("/later.js"), ["/b.js"]);
        workspace.remove("/a.js");
        assert_eq!(workspace.importers("/a/index.js"), ["/b.js"]);
        workspace.remove("/b.js");
        assert_eq!(workspace.importers("/a/index.js"), [""; 0]);
    }
}

mod dependencies {
    use super::*;

    #[test]
    fn a_file_sees_what_its_package_and_the_ones_around_name() {
        let workspace = Workspace::new(
            "//- /package.json\n{\"devDependencies\":{\"tool\":\"^1\",\"a\":\"0\"},\"workspaces\":[\"packages/*\"]}\n\
             //- /packages/p/package.json\n{\"name\":\"p\",\"dependencies\":{\"a\":\"^2\",\"q\":\"*\"},\"peerDependencies\":{\"react\":\"*\"}}\n\
             //- /packages/p/dist/esm/package.json\n{\"type\":\"module\"}\n//- /packages/p/dist/esm/x.js\n//- /packages/p/main.js\n//- /packages/q/package.json\n{}\n\
             //- /node_modules/a/package.json\n{}\n//- /node_modules/tool/package.json\n{\"dependencies\":{\"deep\":\"1\"}}\n//- /node_modules/tool/i.js\n//- /node_modules/q -> /packages/q\n",
        );
        let shown = |path: &str| {
            let snapshot = workspace.project.snapshot();
            let all = snapshot.dependencies(file(&snapshot, path));
            let shown = all.iter().map(|dependency| {
                let folder = dependency.folder.as_ref().map_or("-".to_owned(), |folder| folder.display().to_string());
                format!(
                    "{} {} {:?} {folder}{}",
                    dependency.name,
                    dependency.range,
                    dependency.kind,
                    if dependency.is_own { " own" } else { "" }
                )
            });
            shown.collect::<Vec<_>>()
        };
        let expected = [
            "a ^2 Production /node_modules/a",
            "q * Production /packages/q own",
            "react * Peer -",
            "tool ^1 Development /node_modules/tool",
        ];
        assert_eq!(shown("/packages/p/main.js"), expected);
        assert_eq!(shown("/packages/p/dist/esm/x.js"), expected);
        assert_eq!(shown("/node_modules/tool/i.js"), ["deep 1 Production -"]);
    }

    #[test]
    fn without_a_package_json_everything_installed_counts() {
        let workspace = Workspace::new(
            "//- /a/main.js\n//- /node_modules/x/i.js\n//- /node_modules/@s/y/i.js\n//- /node_modules/.bin/z\n",
        );
        let snapshot = workspace.project.snapshot();
        let all = snapshot.dependencies(file(&snapshot, "/a/main.js"));
        let names: Vec<&str> = all.iter().map(|dependency| dependency.name.as_str()).collect();
        assert_eq!(names, ["@s/y", "x"]);
    }
}

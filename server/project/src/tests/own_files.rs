//! The project's own files.

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

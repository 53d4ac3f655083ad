//! Who imports whom.

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

//! What specifiers lead to.

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

#[test]
fn what_a_package_manager_writes_at_its_end_renews_everything_installed() {
    for told in
        ["/package-lock.json", "/node_modules/.package-lock.json", "/node_modules/.modules.yaml", "/node_modules/a"]
    {
        let mut workspace = Workspace::new("//- /main.js\n//- /node_modules/a/lib/deep.js\nold\n");
        let snapshot = workspace.project.snapshot();
        let deep = file(&snapshot, "/node_modules/a/lib/deep.js");
        assert_eq!(snapshot.text(deep).unwrap().text(), "old\n");
        workspace.files.write("/node_modules/a/lib/deep.js", "new");
        workspace.apply(Change::Disk(vec![told.into()]));
        assert_eq!(workspace.project.snapshot().text(deep).unwrap().text(), "new", "{told}");
    }
}

#[test]
fn what_bundlers_bear_is_found_and_node_says_that_it_does_not() {
    let workspace = Workspace::new(
        "//- /jsconfig.json\n{\"compilerOptions\":{\"paths\":{\"@/*\":[\"./src/*\"]}}}\n//- /src/a.jsx\n//- /main.mjs\n//- /logo.svg\n\
         //- /node_modules/esm/package.json\n{\"exports\":{\"import\":\"./i.mjs\"}}\n//- /node_modules/esm/i.mjs\n",
    );
    let snapshot = workspace.project.snapshot();
    let main = file(&snapshot, "/main.mjs");
    for (specifier, kind, found) in [
        ("./src/a", ImportKind::Static, "/src/a.jsx"),
        ("@/a", ImportKind::Static, "/src/a.jsx"),
        ("./logo.svg?url", ImportKind::Static, "/logo.svg"),
        ("esm", ImportKind::Require, "/node_modules/esm/i.mjs"),
    ] {
        assert_eq!(resolve(&snapshot, "/main.mjs", specifier, kind), found);
        let is_query = specifier.contains('?');
        assert_eq!(snapshot.resolution_error(main, specifier, kind).is_none(), is_query, "{specifier}");
    }
}

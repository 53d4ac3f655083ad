//! What may be imported by name.

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

#[test]
fn a_root_inside_of_a_package_belongs_to_it() {
    let workspace = Workspace::with_root(
        "//- /package.json\n{\"dependencies\":{\"a\":\"1\"}}\n//- /src/main.js\n//- /node_modules/a/index.js\n",
        "/src",
    );
    let snapshot = workspace.project.snapshot();
    let all = snapshot.dependencies(file(&snapshot, "/src/main.js"));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].folder.as_deref(), Some(Path::new("/node_modules/a")));
}

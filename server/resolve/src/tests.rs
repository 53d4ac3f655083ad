//! Every specifier of `tests/specifiers.txt`, asked from a file of the tree in `tests/tree.txt`, must be answered as Node 22
//! answered it in `tests/expected.txt` (`tests/oracle.cjs` makes that file).

use crate::error::{Class, Property, ResolveError};
use crate::file_url;
use crate::require::RequireOptions;
use crate::resolver::{Resolution, Resolver, ResolverOptions};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A tree on the disk and a resolver that looks at it.
struct Tree {
    files: test_support::tree::Tree,
    resolver: Resolver,
}

impl std::ops::Deref for Tree {
    type Target = test_support::tree::Tree;

    fn deref(&self) -> &Self::Target {
        &self.files
    }
}

impl Tree {
    fn new(text: &str) -> Tree {
        let files = test_support::tree::Tree::new(text);
        Tree { files, resolver: Resolver::new(ResolverOptions::default()) }
    }

    fn answer(&self, result: Result<Resolution, ResolveError>) -> String {
        self.shown(&match result {
            Ok(Resolution::File { path, suffix }) => format!("{}{suffix}", path.display()),
            Ok(other) => other.url(),
            Err(error) => error.to_string(),
        })
    }

    fn require(&self, specifier: &str, from: &str) -> String {
        self.answer(self.resolver.require(specifier, &self.path(from)))
    }

    fn import(&self, specifier: &str, from: &str) -> String {
        self.answer(self.resolver.import(specifier, &file_url::from_path(&self.path(from))))
    }
}

fn shown_error(error: &ResolveError) -> String {
    let name = match error.class() {
        Class::Error => "Error",
        Class::TypeError => "TypeError",
        Class::RangeError => "RangeError",
        Class::UriError => "URIError",
    };
    let mut own = serde_json::Map::new();
    if let Some(code) = error.code() {
        own.insert("code".to_owned(), code.into());
    }
    for (key, value) in error.properties() {
        own.insert(
            key.to_owned(),
            match value {
                Property::String(text) => text.into(),
                Property::Strings(texts) => texts.into(),
            },
        );
    }
    let message = serde_json::Value::String(error.to_string());
    format!("! {name} {message} {}", serde_json::Value::Object(own))
}

#[test]
fn every_answer_is_nodes() {
    let tree = Tree::new(include_str!("tests/tree.txt"));
    let from = tree.path("app/main.js");
    tree.write("app/main.js", "");
    let url = file_url::from_path(&from);
    let mut answers = String::new();
    for specifier in include_str!("tests/specifiers.txt").trim_end().split('\n') {
        let required = tree.resolver.require(specifier, &from);
        let required = match required {
            Ok(Resolution::File { path, .. }) => format!("-> {}", path.display()),
            Ok(Resolution::Builtin(_)) => format!("-> {specifier}"),
            Ok(Resolution::Url(url)) => format!("-> {url}"),
            Err(error) => shown_error(&error.with_require_stack(vec![from.display().to_string()])),
        };
        // Node's hook is told the format too, so a broken package.json shows.
        let imported = tree.resolver.import_any(specifier, &url).and_then(|found| {
            if let Resolution::File { path, .. } = &found {
                tree.resolver.format(path)?;
            }
            Ok(found.url())
        });
        let imported = match imported {
            Ok(url) => format!("-> {url}"),
            Err(error) => shown_error(&error),
        };
        writeln!(answers, "require {specifier} {required}\nimport {specifier} {imported}").unwrap();
        for warning in tree.resolver.take_deprecations() {
            let message = serde_json::Value::String(warning.message);
            writeln!(answers, "warning {} {message}", warning.code).unwrap();
        }
    }
    let answers = tree.shown(&answers);
    let expected = include_str!("tests/expected.txt");
    let wrong: Vec<String> = expected
        .lines()
        .zip(answers.lines())
        .filter(|(expected, answer)| expected != answer)
        .map(|(expected, answer)| format!("node: {expected}\nlode: {answer}\n"))
        .collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(expected.lines().count(), answers.lines().count());
}

#[test]
fn links_are_followed_to_the_real_file() {
    // As pnpm lays packages out: the dependency of a dependency is found from the real path only.
    let tree = Tree::new(
        "//- /app/main.js\n//- /app/node_modules/.pnpm/a@1/node_modules/a/index.js\n\
         //- /app/node_modules/.pnpm/b@2/node_modules/b/index.js\n",
    );
    tree.link("app/node_modules/.pnpm/a@1/node_modules/a", "app/node_modules/a");
    tree.link("app/node_modules/.pnpm/b@2/node_modules/b", "app/node_modules/.pnpm/a@1/node_modules/b");
    let a = "/app/node_modules/.pnpm/a@1/node_modules/a/index.js";
    let b = "/app/node_modules/.pnpm/b@2/node_modules/b/index.js";
    assert_eq!(tree.require("a", "app/main.js"), a);
    assert_eq!(tree.import("a", "app/main.js"), a);
    assert_eq!(tree.require("b", a), b);
    tree.link("app/main.js", "app/linked.js");
    assert_eq!(tree.require("./linked", "app/main.js"), "/app/main.js");
    tree.link("app/nowhere.js", "app/broken.js");
    assert!(tree.require("./broken", "app/main.js").starts_with("Cannot find module './broken'"));
}

#[test]
fn an_importer_may_be_a_folder() {
    // `--import ./setup.mjs` is asked from the URL of the working directory.
    let tree = Tree::new("//- /app/setup.mjs\n//- /setup.mjs\n//- /app/node_modules/a/index.js\n");
    let folder = format!("{}/", file_url::from_path(&tree.path("app")));
    let import = |specifier| tree.answer(tree.resolver.import(specifier, &folder));
    assert_eq!(import("./setup.mjs"), "/app/setup.mjs");
    assert_eq!(import("../setup.mjs"), "/setup.mjs");
    assert_eq!(import("a"), "/app/node_modules/a/index.js");
    assert_eq!(import("./none.mjs"), "Cannot find module '/app/none.mjs' imported from /app/");
}

#[test]
fn a_file_written_later_is_found() {
    let tree = Tree::new("//- /app/main.js\n");
    assert!(tree.require("./late", "app/main.js").starts_with("Cannot find"));
    tree.write("app/late.js", "");
    assert_eq!(tree.require("./late", "app/main.js"), "/app/late.js");
}

#[test]
fn folders_searched_can_be_given() {
    let tree =
        Tree::new("//- /app/main.js\n//- /else/node_modules/x/index.js\n//- /global/y/index.js\n//- /else/z.js\n");
    let from = tree.path("app/main.js");
    let resolver =
        Resolver::new(ResolverOptions { global_folders: vec![tree.path("global")], ..ResolverOptions::default() });
    let ask = |specifier: &str| {
        let paths = resolver.require_paths(specifier, &[tree.path("else")]);
        let options = RequireOptions { paths: Some(&paths), extensions: None };
        tree.answer(resolver.require_with(specifier, &from, options))
    };
    assert_eq!(ask("x"), "/else/node_modules/x/index.js");
    assert_eq!(ask("y"), "/global/y/index.js");
    assert_eq!(ask("./z"), "/else/z.js");
    assert_eq!(tree.answer(resolver.require("y", &from)), "/global/y/index.js");
    assert_eq!(resolver.lookup_paths("fs", &from), None);
    assert_eq!(resolver.lookup_paths("./a", &from), Some(vec![tree.path("app")]));
    let paths = resolver.lookup_paths("a", &from).unwrap();
    assert_eq!(paths.first(), Some(&tree.path("app/node_modules")));
    assert_eq!(paths.last(), Some(&tree.path("global")));
    assert_eq!(
        resolver.module_paths(Path::new("/a/node_modules/b")),
        ["/a/node_modules/b/node_modules", "/a/node_modules", "/node_modules"].map(PathBuf::from)
    );
}

#[test]
fn conditions_can_be_added() {
    let tree = Tree::new(
        "//- /app/main.js\n//- /app/node_modules/a/package.json\n{\"exports\":{\"custom\":\"./c.js\",\"default\":\"./d.js\"}}\n\
         //- /app/node_modules/a/c.js\n//- /app/node_modules/a/d.js\n",
    );
    let resolver =
        Resolver::new(ResolverOptions { conditions: vec!["custom".to_owned()], ..ResolverOptions::default() });
    assert_eq!(tree.answer(resolver.require("a", &tree.path("app/main.js"))), "/app/node_modules/a/c.js");
    assert_eq!(tree.require("a", "app/main.js"), "/app/node_modules/a/d.js");
}

#[test]
fn typescript_importers_find_sources() {
    let tree = Tree::new(
        "//- /app/tsconfig.json\n{\"compilerOptions\":{\"baseUrl\":\".\",\"paths\":{\"@lib/*\":[\"./lib/*\"]}}}\n\
         //- /app/main.ts\n//- /app/main.js\n//- /app/a.ts\n//- /app/b.tsx\n//- /app/c.mts\n//- /app/both.ts\n//- /app/both.js\n\
         //- /app/lib/x.ts\n//- /app/lib/y/index.ts\n//- /app/src/z.ts\n",
    );
    for (specifier, file) in [
        ("./a", "/app/a.ts"),
        ("./a.js", "/app/a.ts"),
        ("./a.ts", "/app/a.ts"),
        ("./b.js", "/app/b.tsx"),
        ("./c.mjs", "/app/c.mts"),
        ("./both", "/app/both.js"),
        ("./lib/y", "/app/lib/y/index.ts"),
        ("@lib/x", "/app/lib/x.ts"),
        ("@lib/x.js", "/app/lib/x.ts"),
        ("src/z", "/app/src/z.ts"),
    ] {
        assert_eq!(tree.require(specifier, "app/main.ts"), file, "require {specifier}");
        let imported = if specifier == "./both" { "/app/both.ts" } else { file };
        assert_eq!(tree.import(specifier, "app/main.ts"), imported, "import {specifier}");
    }
    assert!(tree.require("./a", "app/main.js").starts_with("Cannot find module"));
    assert!(tree.import("@lib/x", "app/main.js").starts_with("Cannot find package"));
}

#[test]
fn bundlers_follow_the_paths_of_a_configuration_for_javascript() {
    let tree = Tree::new(
        "//- /app/jsconfig.json\n{\"compilerOptions\":{/* why */\"baseUrl\":\".\",\"paths\":{\"@/*\":[\"src/*\"]},}}\n\
         //- /app/src/a.js\n//- /app/src/view/index.jsx\n//- /app/node_modules/p/i.js\n//- /app/main.js\n//- /main.js\n",
    );
    let alias = |specifier: &str, from: &str| {
        tree.resolver
            .alias(specifier, &tree.path(from))
            .map_or("nothing".to_owned(), |path| tree.shown(&path.display().to_string()))
    };
    assert_eq!(alias("@/a", "app/main.js"), "/app/src/a.js");
    assert_eq!(alias("@/view", "app/main.js"), "/app/src/view/index.jsx");
    assert_eq!(alias("src/a.js", "app/main.js"), "/app/src/a.js");
    assert_eq!(alias("@/none", "app/main.js"), "nothing");
    assert_eq!(alias("@/a", "app/node_modules/p/i.js"), "nothing");
    assert_eq!(alias("@/a", "main.js"), "nothing");
}

#[test]
fn tsconfig_says_how_files_are_compiled() {
    let tree = Tree::new(
        "//- /app/base.json\n{\"compilerOptions\":{\"jsxFactory\":\"h\"}}\n\
         //- /app/tsconfig.json\n{\"extends\":\"./base.json\",\"compilerOptions\":{/* why */\"jsx\":\"react\",\"experimentalDecorators\":true,}}\n\
         //- /app/view.tsx\n//- /app/node_modules/a/index.ts\n",
    );
    let settings = tree.resolver.typescript_settings(&tree.path("app/view.tsx"));
    assert_eq!((settings.jsx.as_deref(), settings.jsx_factory.as_deref()), (Some("react"), Some("h")));
    assert_eq!(settings.experimental_decorators, Some(true));
    let installed = tree.resolver.typescript_settings(&tree.path("app/node_modules/a/index.ts"));
    assert_eq!(installed, Default::default());
}

#[test]
fn what_no_loader_can_load_is_refused() {
    let tree = Tree::new("//- /app/main.js\n");
    let ask = |specifier: &str| tree.import(specifier, "app/main.js");
    assert_eq!(ask("node:nope"), "No such built-in module: node:nope");
    assert_eq!(
        ask("http://x.com/"),
        "Only URLs with a scheme in: file and data are supported by the default ESM loader. Received protocol 'http:'"
    );
    assert_eq!(
        ask("foo:bar"),
        "Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol 'foo:'"
    );
    assert_eq!(ask("data:text/javascript,1"), "data:text/javascript,1");
}

#[test]
fn import_meta_resolve_answers_for_files_that_are_not_there() {
    let tree = Tree::new(include_str!("tests/tree.txt"));
    let url = file_url::from_path(&tree.path("app/sub dir/main.mjs"));
    let ask = |specifier: &str| match tree.resolver.import_meta_resolve(specifier, &url) {
        Ok(url) => tree.shown(&url),
        Err(error) => tree.shown(&error.to_string()),
    };
    assert_eq!(ask("./none"), "file:///app/sub%20dir/none");
    assert_eq!(ask("../dir"), "file:///app/dir");
    assert_eq!(ask("../sp ace.js?x=1"), "file:///app/sp%20ace.js?x=1");
    assert_eq!(ask("exp"), "file:///app/node_modules/exp/i.js");
    assert_eq!(ask("fs"), "node:fs");
    assert_eq!(ask("node:nope"), "node:nope");
    assert_eq!(ask("http://x/"), "http://x/");
    assert_eq!(ask("data:x"), "data:x");
    assert_eq!(ask("nopkg"), "Cannot find package 'nopkg' imported from /app/sub dir/main.mjs");
}

#[test]
fn from_a_data_url_only_absolute_specifiers_work() {
    let tree = Tree::new("//- /app/a.js\n");
    let ask = |specifier: &str| tree.answer(tree.resolver.import(specifier, "data:text/javascript,1"));
    assert_eq!(ask("fs"), "node:fs");
    assert_eq!(ask(&file_url::from_path(&tree.path("app/a.js"))), "/app/a.js");
    assert_eq!(
        ask("./x"),
        "Failed to resolve module specifier \"./x\" from \"data:text/javascript,1\": Invalid relative URL or base scheme is \
         not hierarchical."
    );
}

#[test]
fn the_program_may_lack_its_extension() {
    let tree = Tree::new("//- /app/main.js\n//- /app/tool/package.json\n{\"main\":\"cli.js\"}\n//- /app/tool/cli.js\n");
    let main = |path: &str| tree.answer(tree.resolver.main(&tree.path(path)));
    assert_eq!(main("app/main"), "/app/main.js");
    assert_eq!(main("app/tool"), "/app/tool/cli.js");
    assert_eq!(main("app/none.js"), "Cannot find module '/app/none.js'");
}

#[test]
fn formats_follow_the_name_then_the_package() {
    use crate::format::{Format, format_of_data};
    let tree = Tree::new(
        "//- /app/package.json\n{\"type\":\"module\"}\n//- /app/old/package.json\n{\"type\":\"commonjs\"}\n\
         //- /app/none/package.json\n{}\n",
    );
    for (path, format) in [
        ("app/a.js", Format::Module),
        ("app/a.cjs", Format::CommonJs),
        ("app/a.ts", Format::Module),
        ("app/a", Format::Module),
        ("app/old/a.js", Format::CommonJs),
        ("app/old/a.mjs", Format::Module),
        ("app/none/a.js", Format::Undecided),
        ("app/none/a.json", Format::Json),
        ("app/none/a.wasm", Format::Wasm),
        ("app/none/a.node", Format::Addon),
        ("app/none/a.css", Format::Unknown),
    ] {
        assert_eq!(tree.resolver.format(&tree.path(path)), Ok(format), "{path}");
    }
    assert_eq!(format_of_data("data:text/javascript;charset=utf-8,1"), Ok(Format::Module));
    assert_eq!(
        format_of_data("data:text/css,1").unwrap_err().to_string(),
        "Unknown module format: text/css for URL data:text/css,1"
    );
}

#[test]
fn addons_are_refused_by_package() {
    let tree = Tree::new("//- /app/node_modules/quick/package.json\n{\"name\":\"quick\"}\n");
    let error = tree.resolver.addon_refusal(&tree.path("app/node_modules/quick/build/a.node"));
    assert_eq!(
        tree.shown(&error.to_string()),
        "Cannot load the native addon '/app/node_modules/quick/build/a.node' of the package 'quick': Lode runs JavaScript and \
         WebAssembly, not native addons"
    );
}

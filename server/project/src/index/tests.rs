//! Packages of every layout, by what their index tells.

// The cache on the disk is looked at, and damaged, as it lies there.
#![allow(clippy::disallowed_methods)]

use std::collections::VecDeque;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use expect_test::{Expect, expect};
use source::{DiskFileSystem, MemoryFileSystem};
use test_support::fixture::Fixture;
use test_support::tree::Tree;

use crate::{Change, Package, Project, ProjectOptions, Snapshot, Uses};

fn project(text: &str) -> (Project, Arc<MemoryFileSystem>) {
    let files = Fixture::parse(text).file_system();
    let mut project = Project::new(ProjectOptions { files: files.clone(), cache_folder: None });
    start(&mut project, "/");
    (project, files)
}

fn start(project: &mut Project, root: impl AsRef<Path>) {
    project.apply(Change::Roots(vec![root.as_ref().to_owned()]));
    for discovery in project.take_discoveries() {
        let found = discovery.run(&|| true);
        project.apply(found);
    }
    project.index_packages();
}

fn packages(snapshot: &Snapshot, path: impl AsRef<Path>) -> Vec<Package> {
    snapshot.packages(snapshot.file(path.as_ref()).unwrap())
}

/// What the packages that /main.js may import tell of themselves.
#[track_caller]
fn check(text: &str, expected: Expect) {
    let (project, _) = project(text);
    expected.assert_eq(&shown(&packages(&project.snapshot(), "/main.js")));
}

fn shown(packages: &[Package]) -> String {
    let mut shown = String::new();
    for package in packages {
        let Some(index) = &package.index else {
            writeln!(shown, "{}: nothing", package.name).unwrap();
            continue;
        };
        let entries: Vec<&str> = index.entries().map(|entry| entry.subpath).collect();
        writeln!(shown, "{} {} ({})", package.name, index.version(), entries.join(" ")).unwrap();
        for export in index.exports() {
            let whole = if export.is_whole { " [whole]" } else { "" };
            let types = if export.is_type_only { " [type]" } else { "" };
            let old = export.deprecation.map_or(String::new(), |text| format!(" [deprecated: {text}]"));
            let doc = if export.doc.is_empty() { String::new() } else { format!(" — {}", export.doc) };
            let entry = if export.subpath == "." { "" } else { &export.subpath[1..] };
            writeln!(shown, "  {}{entry}: {}{doc}{whole}{types}{old}", export.name, export.signature).unwrap();
        }
    }
    shown
}

const MAIN: &str = "//- /main.js\n//- /package.json\n{\"dependencies\":{\"p\":\"1\"}}\n";

#[test]
fn declarations_tell_names_signatures_and_documentation() {
    check(
        &format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"version\":\"1.2.3\",\"types\":\"i.d.ts\"}}\n\
             //- /node_modules/p/i.d.ts\n\
             /** Adds. Well. */\nexport declare function add(a: number,\n  b?: number): number;\n\
             /** @deprecated use add */\nexport function plus(a: number): number;\nexport function plus(a: string): string;\n\
             export declare const limit: number;\nexport interface Shape<T> {{}}\nexport interface Both {{}}\nexport declare const Both: Shape<1>;\nexport type Name = string | number;\n\
             export declare class Box<T> extends Base {{}}\nexport enum Color {{ Red }}\n\
             export * from './more';\nexport {{ hidden as shown }} from './more';\nimport {{ other }} from './more';\nexport {{ other as another }};\n\
             declare function main(): void;\nexport default main;\n\
             //- /node_modules/p/more.d.ts\nexport declare function add(): void;\nexport declare let more: string;\ndeclare const hidden: 1; export {{ hidden }};\nexport declare function other(): void;\n"
        ),
        expect![[r#"
            p 1.2.3 (.)
              Both: const Both: Shape<1>
              Box: class Box<T> extends Base
              Color: enum Color
              Name: type Name = string | number [type]
              Shape: interface Shape<T> [type]
              add: function add(a: number, b?: number): number — Adds.
              another: function another(): void
              default: function default(): void
              hidden: const hidden: 1
              limit: const limit: number
              more: let more: string
              other: function other(): void
              plus: function plus(a: number): number (+1 overloads) [deprecated: use add]
              shown: const shown: 1
        "#]],
    );
}

#[test]
fn a_module_as_a_whole_gives_its_parts() {
    check(
        &format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"types\":\"i.d.ts\"}}\n\
             //- /node_modules/p/i.d.ts\n\
             /** Makes an app. */\ndeclare function e(): e.App;\ndeclare namespace e {{\n  interface App {{}}\n  /** Parses. */\n  function json(): void;\n  var Router: any;\n}}\nexport = e;\n"
        ),
        expect![[r#"
            p  (.)
              App: interface App [type]
              Router: let Router: any
              default: function default(): e.App — Makes an app. [whole]
              json: function json(): void — Parses.
        "#]],
    );
}

#[test]
fn a_whole_with_a_type_has_the_members_that_all_files_give_it() {
    check(
        &format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"types\":\"i.d.ts\"}}\n\
             //- /node_modules/p/i.d.ts\n/// <reference path=\"./part.d.ts\" />\nexport = _;\ndeclare const _: _.Static;\ndeclare namespace _ {{\n  interface Static {{ version: string }}\n}}\n\
             //- /node_modules/p/part.d.ts\nimport _ = require('./i');\ndeclare module './i' {{\n  interface Static {{\n    /** Maps. */\n    map<T>(list: T[]): T[];\n  }}\n}}\n"
        ),
        expect![[r#"
            p  (.)
              Static: interface Static [type]
              default: const default: _.Static [whole]
              map: function map<T>(list: T[]): T[] — Maps.
              version: const version: string
        "#]],
    );
}

#[test]
fn subpaths_have_their_own_names() {
    check(
        &format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"exports\":{{\".\":{{\"types\":\"./i.d.ts\"}},\"./sub\":\"./sub.js\",\"./f/*\":\"./f/*.js\",\"./internal/*\":\"./f/*.js\",\"./package.json\":\"./package.json\"}}}}\n\
             //- /node_modules/p/i.d.ts\nexport * from './sub';\nexport declare const a: 1;\n\
             //- /node_modules/p/sub.js\n//- /node_modules/p/sub.d.ts\nexport declare const b: 2;\n\
             //- /node_modules/p/f/one.js\nexport const c = 3; export default class One {{}}\n"
        ),
        expect![[r#"
            p  (. ./sub ./f/one ./internal/one)
              a: const a: 1
              b: const b: 2
              c/f/one: const c = 3
              default/f/one: class default
        "#]],
    );
}

#[test]
fn types_from_elsewhere_count_for_the_package() {
    check(
        "//- /main.js\n//- /package.json\n{\"dependencies\":{\"p\":\"1\"},\"devDependencies\":{\"@types/p\":\"1\",\"@types/node\":\"1\",\"@types/s__q\":\"1\"}}\n\
         //- /node_modules/p/package.json\n{\"version\":\"1.0.0\"}\n//- /node_modules/p/index.js\n\
         //- /node_modules/@types/p/package.json\n{\"version\":\"1.9.0\"}\n//- /node_modules/@types/p/index.d.ts\nexport function typed(): void;\n\
         //- /node_modules/@types/s__q/package.json\n{}\n//- /node_modules/@types/s__q/index.d.ts\ndeclare module '@s/q' {\n  export function ambient(): void;\n}\n",
        expect![[r#"
            p 1.0.0 (.)
              typed: function typed(): void
            @s/q  (.)
              ambient: function ambient(): void
        "#]],
    );
}

mod common_js {
    use super::*;

    #[track_caller]
    fn check(index_js: &str, expected: Expect) {
        super::check(
            &format!("{MAIN}//- /node_modules/p/package.json\n{{}}\n//- /node_modules/p/index.js\n{index_js}\n"),
            expected,
        );
    }

    #[test]
    fn names_put_on_the_exports() {
        check(
            "'use strict';\n/** Adds. */\nexports.add = function (a, b) {};\nexports.one = module.exports.uno = 1;\nvar self = module.exports;\nself.late = (x) => x;\n\
             Object.defineProperty(exports, '__esModule', { value: true });\nObject.defineProperty(exports, 'got', { get: function () { return self.late } });\nthis.top = null;",
            expect![[r#"
                p  (.)
                  add: function add(a, b) — Adds.
                  got: const got
                  late: function late(x)
                  one: const one = 1
                  top: const top = null
                  uno: const uno = 1
            "#]],
        );
    }

    #[test]
    fn an_object_as_the_exports() {
        check(
            "const { inner } = require('./lib');\nfunction f(a) {}\nmodule.exports = { f, g: f, inner, n: 1, ...require('./lib'), get h() { return f } };\n\
             //- /node_modules/p/lib.js\nexports.inner = function (x) {};\nexports.spread = class A {};",
            expect![[r#"
                p  (.)
                  default: const default [whole]
                  f: function f(a)
                  g: function g(a)
                  h: function h(a)
                  inner: function inner(x)
                  n: const n = 1
                  spread: class spread
            "#]],
        );
    }

    #[test]
    fn a_function_with_properties() {
        check(
            "var proto = require('./proto');\nexports = module.exports = create;\n/** Makes one. */\nfunction create(options) {}\nexports.proto = proto;\ncreate.default = create;\nexports.Router = require('./router');\n\
             //- /node_modules/p/proto.js\nvar app = exports = module.exports = {};\napp.use = function () {};\n\
             //- /node_modules/p/router.js\n/** Routes. */\nmodule.exports = function Router(path) {};",
            expect![[r#"
                p  (.)
                  Router: function Router(path) — Routes.
                  default: function default(options) — Makes one. [whole]
                  proto: const proto
            "#]],
        );
    }

    #[test]
    fn a_factory() {
        check(
            "(function (root, factory) {\n  if (typeof define === 'function') define([], factory);\n  else module.exports = factory();\n}(this, function () {\n\
             function lib(a) {}\n  lib.map = function (list, f) {};\n  return lib;\n}));",
            expect![[r#"
                p  (.)
                  default: const default [whole]
                  map: function map(list, f)
            "#]],
        );
        check(
            "(function (global, factory) {\n  typeof exports === 'object' ? factory(exports) : factory(global.p = {});\n})(this, (function (exports) {\n\
             exports.a = function (b) {};\n}));",
            expect![[r#"
                p  (.)
                  a: function a(b)
            "#]],
        );
    }

    #[test]
    fn a_library_in_its_own_scope() {
        check(
            ";(function () {\n  var freeModule = freeExports && typeof module == 'object' && module && !module.nodeType && module;\n\
             var run = (function run(context) {\n    function lodash(value) {}\n    function chunk(array, size) {}\n    lodash.chunk = chunk;\n    return lodash;\n  });\n\
             var _ = run();\n  (freeModule.exports = _)._ = _;\n}.call(this));",
            expect![[r#"
                p  (.)
                  _: const _
                  chunk: function chunk(array, size)
                  default: const default [whole]
            "#]],
        );
    }

    #[test]
    fn what_leads_elsewhere() {
        check(
            "module.exports = require('./lib/express');\n//- /node_modules/p/lib/express.js\nmodule.exports = class P { constructor(a) {} };\nmodule.exports.version = '1';",
            expect![[r#"
                p  (.)
                  default: class default [whole]
                  version: const version = '1'
            "#]],
        );
    }

    #[test]
    fn what_compilers_write() {
        check(
            "\"use strict\";\nvar __exportStar = (this && this.__exportStar) || function(m, exports) {};\nObject.defineProperty(exports, \"__esModule\", { value: true });\n\
             exports.a = exports.b = void 0;\n__exportStar(require(\"./a\"), exports);\nvar b_1 = require(\"./b\");\nObject.defineProperty(exports, \"b\", { enumerable: true, get: function () { return b_1.b; } });\n\
             exports.a = function a(x) {};\n\
             //- /node_modules/p/a.js\nexports.star = () => 1;\n//- /node_modules/p/b.js\nexports.b = function (y) {};",
            expect![[r#"
                p  (.)
                  a: function a(x)
                  b: function b(y)
                  star: function star()
            "#]],
        );
    }
}

mod usage {
    use super::*;

    #[test]
    fn of_the_project_and_of_packages() {
        let (project, _) = project(
            "//- /main.js\nres.send(1); res.send(2); const x = require('p'); x.go()\n//- /package.json\n{\"dependencies\":{\"p\":\"1\"}}\n\
             //- /node_modules/p/index.js\nres.send(1)\nres.status(2)\n//- /node_modules/p/node_modules/q/index.js\nres.never()\n",
        );
        let snapshot = project.snapshot();
        snapshot.read_own_files(&|| true);
        let usage = snapshot.usage();
        let members = usage.members_of("res");
        assert_eq!(members["send"], Uses { own: 2, packages: 1 });
        assert_eq!(members["status"], Uses { own: 0, packages: 1 });
        assert!(!members.contains_key("never"));
        assert_eq!(usage.members_of("'p'")["go"], Uses { own: 1, packages: 0 });
        assert_eq!(usage.member("send"), Uses { own: 2, packages: 1 });
    }
}

mod upkeep {
    use super::*;

    #[test]
    fn an_upgrade_is_indexed_again() {
        let (mut project, files) = project(&format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"version\":\"1.0.0\"}}\n//- /node_modules/p/index.js\nexports.old = 1\n"
        ));
        assert_eq!(project.index_packages(), 0);
        files.write("/node_modules/p/package.json", r#"{"version":"2.0.0"}"#);
        files.write("/node_modules/p/index.js", "exports.new = 1");
        assert!(project.recheck(std::time::Instant::now()).is_some());
        // The old one is there until the new one is.
        assert!(shown(&packages(&project.snapshot(), "/main.js")).contains("old"));
        assert_eq!(project.index_packages(), 1);
        assert_eq!(shown(&packages(&project.snapshot(), "/main.js")), "p 2.0.0 (.)\n  new: const new = 1\n");
    }

    #[test]
    fn large_packages_come_after_small_ones_and_uses_last() {
        let large = format!("export declare const l: 1;\n/* {} */", "-".repeat(300_000));
        let files = Fixture::parse(&format!(
            "//- /main.js\n//- /package.json\n{{\"dependencies\":{{\"large\":\"1\",\"small\":\"1\"}}}}\n\
             //- /node_modules/large/index.d.ts\n{large}\n//- /node_modules/small/index.js\nexports.s = res.send(1)\n"
        ));
        let mut project = Project::new(ProjectOptions { files: files.file_system(), cache_folder: None });
        project.apply(Change::Roots(vec!["/".into()]));
        let mut left = VecDeque::from(project.snapshot().index_tasks());
        let mut steps = Vec::new();
        while let Some(task) = left.pop_front() {
            let step = task.run(&|| true).unwrap();
            if let Some(change) = step.change {
                project.apply(change);
            }
            left.extend(step.rest);
            let snapshot = project.snapshot();
            let known = packages(&snapshot, "/main.js").into_iter().filter(|package| package.index.is_some());
            let names: Vec<String> = known.map(|package| package.name).collect();
            steps.push(format!("{} {}", names.join("+"), snapshot.usage().member("send").packages));
        }
        assert_eq!(steps, [" 0", "small 0", "large+small 0", "large+small 1", "large+small 1"]);
    }

    #[test]
    fn what_changes_while_it_is_indexed_is_indexed_again() {
        let (mut project, files) = project(&format!(
            "{MAIN}//- /node_modules/p/package.json\n{{\"version\":\"1.0.0\"}}\n//- /node_modules/p/index.js\nexports.old = 1\n"
        ));
        let upgrade = |project: &mut Project, version: &str| {
            files.write("/node_modules/p/package.json", format!(r#"{{"version":"{version}"}}"#));
            project.apply(Change::Disk(vec!["/node_modules/p/package.json".into()]));
        };
        upgrade(&mut project, "2.0.0");
        let task = project.snapshot().index_tasks().pop().unwrap();
        let step = task.run(&|| true).unwrap();
        upgrade(&mut project, "3.0.0");
        project.apply(step.change.unwrap());
        assert_eq!(project.index_packages(), 1);
        assert!(shown(&packages(&project.snapshot(), "/main.js")).starts_with("p 3.0.0"));
    }

    #[test]
    fn a_package_of_the_project_is_indexed_from_its_source_as_it_is_typed() {
        let (mut project, _) = project(
            "//- /main.js\n//- /package.json\n{\"dependencies\":{\"w\":\"*\"}}\n\
             //- /packages/w/package.json\n{\"name\":\"w\",\"main\":\"dist/w.js\"}\n//- /packages/w/src/w.js\nexports.a = 1\n//- /node_modules/w -> /packages/w\n",
        );
        assert!(shown(&packages(&project.snapshot(), "/main.js")).contains("a: const a = 1"));
        project.snapshot().read_own_files(&|| true);
        project.index_packages();
        assert_eq!(project.index_packages(), 0);
        let open = Change::Open {
            path: "/packages/w/src/w.js".into(),
            text: "exports.b = 1".into(),
            version: 1,
            language: None,
        };
        project.apply(open);
        project.snapshot().read_own_files(&|| true);
        assert_eq!(project.index_packages(), 1);
        assert!(shown(&packages(&project.snapshot(), "/main.js")).contains("b: const b = 1"));
    }

    #[test]
    fn what_is_kept_on_the_disk_is_shared_and_made_again_when_it_is_damaged() {
        let tree = Tree::new(
            "//- a/package.json\n{\"dependencies\":{\"p\":\"1\"}}\n//- a/main.js\n\n\
             //- a/node_modules/p/package.json\n{\"version\":\"1.0.0\"}\n//- a/node_modules/p/index.js\nexports.first = 1\n",
        );
        let project = |name: &str| {
            let cache_folder = Some(tree.path("cache"));
            let mut project = Project::new(ProjectOptions { files: Arc::new(DiskFileSystem), cache_folder });
            start(&mut project, tree.path(name));
            shown(&packages(&project.snapshot(), tree.path(name).join("main.js")))
        };
        let kept = || {
            let folder = tree.path("cache/index").join(super::super::format::VERSION.to_string());
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
        };
        let expected = "p 1.0.0 (.)\n  first: const first = 1\n";
        assert_eq!(project("a"), expected);
        // Another project with the same package has no work.
        test_support::tree::copy(&tree.path("a"), &tree.path("b")).unwrap();
        assert_eq!(project("b"), expected);
        let [file] = &*kept() else { panic!("one index is kept: {:?}", kept()) };
        std::fs::write(file, "damaged").unwrap();
        assert_eq!(project("a"), expected);
        // Another content of the same version is another package.
        tree.write("b/node_modules/p/index.js", "exports.second = 2");
        assert!(project("b").contains("second"));
        assert_eq!(kept().len(), 2);
    }

    #[test]
    fn broken_packages_are_passed_over() {
        super::check(
            "//- /main.js\n//- /package.json\n{\"dependencies\":{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"\":\"\",\"e\":5}}\n\
             //- /node_modules/a/package.json\n{ broken\n//- /node_modules/b/package.json\n{\"main\":\"none.js\",\"exports\":{}}\n\
             //- /node_modules/d/package.json\n\u{FEFF}{\"main\":\"./\"}\n//- /node_modules/d/index.js\nexports.x = (\n",
            expect![[r#"
                a: nothing
                b  ()
                c: nothing
                d  (.)
            "#]],
        );
    }

    #[test]
    fn links_give_the_name_as_it_is_written() {
        check(
            "//- /main.js\n//- /package.json\n{\"dependencies\":{\"a\":\"1\",\"alias\":\"npm:real@1\"}}\n\
             //- /node_modules/a -> .pnpm/a@1.0.0_peer/node_modules/a\n//- /node_modules/alias -> .pnpm/real@1.0.0/node_modules/real\n\
             //- /node_modules/.pnpm/a@1.0.0_peer/node_modules/a/package.json\n{\"name\":\"a\",\"version\":\"1.0.0\"}\n//- /node_modules/.pnpm/a@1.0.0_peer/node_modules/a/index.js\nexports.fromA = require('b').b\n\
             //- /node_modules/.pnpm/a@1.0.0_peer/node_modules/b/index.js\nexports.b = function (c) {}\n\
             //- /node_modules/.pnpm/real@1.0.0/node_modules/real/package.json\n{\"name\":\"real\",\"version\":\"1.0.0\"}\n//- /node_modules/.pnpm/real@1.0.0/node_modules/real/index.js\nexports.r = 1\n",
            expect![[r#"
                a 1.0.0 (.)
                  fromA: function fromA(c)
                alias 1.0.0 (.)
                  r: const r = 1
            "#]],
        );
    }
}

//! The fixture's files with the new name, each behind its path where it changed; or the sentence that says why not.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};
use expect_test::{Expect, expect};

fn renamed(text: &str, new_name: &str) -> Result<String, String> {
    let (text, new_name) = (text.to_owned(), new_name.to_owned());
    on_large_stack(move || {
        let checked = Checked::new(&text);
        prepare_rename(&checked.snapshot, checked.position(), &|| false)?;
        let changes = rename(&checked.snapshot, checked.position(), &new_name, &|| false)?;
        Ok(applied(&checked, changes))
    })
}

fn applied(checked: &Checked, changes: Vec<FileEdits>) -> String {
    let several = checked.fixture.files.len() > 1;
    let mut shown = String::new();
    let mut changes = changes;
    changes.sort_by_cached_key(|changed| checked.snapshot.path(changed.file));
    for changed in changes {
        let text = checked.snapshot.text(changed.file).unwrap();
        if several {
            shown.push_str(&format!("//- {}\n", checked.snapshot.path(changed.file).display()));
        }
        shown.push_str(source::apply(text.text(), &changed.edits).trim());
        shown.push('\n');
    }
    shown
}

/// One file: what it becomes.
#[track_caller]
fn check(text: &str, new_name: &str, expected: &str) {
    assert_eq!(renamed(text, new_name).map(|text| text.trim().to_owned()), Ok(expected.trim().to_owned()));
}

#[track_caller]
fn check_files(text: &str, new_name: &str, expected: Expect) {
    expected.assert_eq(&renamed(text, new_name).expect("edits"));
}

#[track_caller]
fn check_refused(text: &str, new_name: &str, expected: &str) {
    assert_eq!(renamed(text, new_name), Err(expected.to_owned()));
}

#[track_caller]
fn check_moved(text: &str, moves: &[(&str, &str)], expected: Expect) {
    let checked = Checked::new(text);
    let moves: Vec<FileRename> =
        moves.iter().map(|(old, new)| FileRename { old: old.into(), new: new.into() }).collect();
    let changes = will_rename_files(&checked.snapshot, &moves, &|| false);
    expected.assert_eq(&applied(&checked, changes));
}

#[test]
fn a_variable_with_its_uses() {
    check("let a$0 = 1; a++; { let a; a; } f(a);", "b", "let b = 1; b++; { let a; a; } f(b);");
    check("let a = 1; a$0++;", "b", "let b = 1; b++;");
}

#[test]
fn short_properties_keep_their_key() {
    check("const a$0 = 1; f({ a });", "b", "const b = 1; f({ a: b });");
    check("const { a$0 } = o; a;", "b", "const { a: b } = o; b;");
    check("const { a = 1 } = o; a$0;", "b", "const { a: b = 1 } = o; b;");
    check("const { a: c$0 } = o; c;", "b", "const { a: b } = o; b;");
    check("let a; ({ a } = o); a$0;", "b", "let b; ({ a: b } = o); b;");
}

#[test]
fn imports_keep_the_name_of_the_module() {
    check("import { a } from 'm'; a$0();", "b", "import { a as b } from 'm'; b();");
    check("import { a as c } from 'm'; c$0();", "b", "import { a as b } from 'm'; b();");
    check("import { a as c } from 'm'; c$0();", "a", "import { a } from 'm'; a();");
    check("import a from 'm'; a$0();", "b", "import b from 'm'; b();");
    check("import * as a from 'm'; a$0.x();", "b", "import * as b from 'm'; b.x();");
    check("const { a } = require('m'); a$0();", "b", "const { a: b } = require('m'); b();");
}

#[test]
fn listed_exports_keep_their_name() {
    check("const a$0 = 1; export { a };", "b", "const b = 1; export { b as a };");
    check("const a$0 = 1; export { a as c };", "b", "const b = 1; export { b as c };");
    check("function a$0() {} module.exports = { a };", "b", "function b() {} module.exports = { a: b };");
}

#[test]
fn an_exported_declaration_in_all_files() {
    check_files(
        "
//- /a.js
export function f$0() {}
f();
//- /b.js
import { f } from './a.js';
f();
//- /c.js
import { f as g } from './a.js';
g();
//- /d.js
import * as a from './a.js';
a.f();
//- /e.js
export { f } from './a.js';
//- /f.js
import { f } from './e.js';
f();
//- /g.js
import { f } from './g2.js';
//- /g2.js
export * from './a.js';
",
        "run",
        expect![[r#"
            //- /a.js
            export function run() {}
            run();
            //- /b.js
            import { run } from './a.js';
            run();
            //- /c.js
            import { run as g } from './a.js';
            g();
            //- /d.js
            import * as a from './a.js';
            a.run();
            //- /e.js
            export { run as f } from './a.js';
            //- /g.js
            import { run } from './g2.js';
        "#]],
    );
}

#[test]
fn an_importer_that_has_the_new_name_keeps_the_old_one() {
    check_files(
        "
//- /a.js
export const f$0 = 1;
//- /b.js
import { f } from './a.js';
const run = 1;
f;
",
        "run",
        expect![[r#"
            //- /a.js
            export const run = 1;
            //- /b.js
            import { run as f } from './a.js';
            const run = 1;
            f;
        "#]],
    );
}

#[test]
fn an_imported_name_renames_the_export() {
    check_files(
        "
//- /a.js
export const f = 1;
//- /b.js
import { f$0 as g } from './a.js';
g;
",
        "run",
        expect![[r#"
            //- /a.js
            export const run = 1;
            //- /b.js
            import { run as g } from './a.js';
            g;
        "#]],
    );
}

#[test]
fn the_name_of_a_listed_export() {
    check_files(
        "
//- /a.js
const local = 1;
export { local as f$0 };
//- /b.js
import { f } from './a.js';
f;
",
        "run",
        expect![[r#"
            //- /a.js
            const local = 1;
            export { local as run };
            //- /b.js
            import { run } from './a.js';
            run;
        "#]],
    );
}

#[test]
fn what_common_js_exports() {
    check_files(
        "
//- /a.js
exports.f$0 = function () {};
exports.f();
//- /b.js
const { f } = require('./a');
f();
//- /c.js
const a = require('./a');
a.f();
const { f: g } = require('./a');
//- /d.mjs
import { f } from './a.js';
f();
",
        "run",
        expect![[r#"
            //- /a.js
            exports.run = function () {};
            exports.run();
            //- /b.js
            const { run } = require('./a');
            run();
            //- /c.js
            const a = require('./a');
            a.run();
            const { run: g } = require('./a');
            //- /d.mjs
            import { run } from './a.js';
            run();
        "#]],
    );
}

#[test]
fn a_property_of_the_exports_object() {
    check_files(
        "
//- /a.js
function add() {}
module.exports = { add };
//- /b.js
require('./a').add$0();
",
        "sum",
        expect![[r#"
            //- /a.js
            function add() {}
            module.exports = { sum: add };
            //- /b.js
            require('./a').sum();
        "#]],
    );
}

#[test]
fn a_method_of_a_family_of_classes() {
    check(
        "class A { m$0() {} } class B extends A { m() { super.m(); } } class C { m() {} } new B().m(); new C().m();",
        "run",
        "class A { run() {} } class B extends A { run() { super.run(); } } class C { m() {} } new B().run(); new C().m();",
    );
}

#[test]
fn fields_and_private_names() {
    check("class A { #x = 1; y() { return this.#x$0; } }", "z", "class A { #z = 1; y() { return this.#z; } }");
    check("class A { #x$0 = 1; y() { return this.#x; } }", "#z", "class A { #z = 1; y() { return this.#z; } }");
    check(
        "class A { constructor() { this.n = 1; } get() { return this.n$0; } }",
        "count",
        "class A { constructor() { this.count = 1; } get() { return this.count; } }",
    );
}

#[test]
fn properties_keep_their_quotes() {
    check("const o = { 'a': 1 }; o.a$0; o['a'];", "b", "const o = { 'b': 1 }; o.b; o['b'];");
}

#[test]
fn a_property_that_is_taken_out() {
    check("const o = { a$0: 1 }; const { a } = o; a;", "b", "const o = { b: 1 }; const { b: a } = o; a;");
}

#[test]
fn uncertain_uses_stay() {
    check(
        "class A { m$0() {} } export function f(x) { x.m(); }",
        "run",
        "class A { run() {} } export function f(x) { x.m(); }",
    );
}

#[test]
fn parameters_with_their_tags() {
    check(
        "/** @param {number} a first */ function f(a$0) { a; }",
        "b",
        "/** @param {number} b first */ function f(b) { b; }",
    );
}

#[test]
fn types_of_comments() {
    check(
        "/** @typedef {number} A */\n/** @type {A$0} */\nlet x;",
        "B",
        "/** @typedef {number} B */\n/** @type {B} */\nlet x;",
    );
}

#[test]
fn names_that_are_taken() {
    check_refused("let a$0 = 1; let b = 2;", "b", "`b` is declared beside `a` already");
    check_refused("let a$0 = 1; { let b; a; }", "b", "`b` would mean another variable where `a` is used");
    check_refused("let b; { let a$0; b; }", "b", "`b` is used where `a` would then hide it");
    check_refused("let a$0; console;", "console", "`console` is used where `a` would then hide it");
    check_refused("class A { m$0() {} n() {} }", "n", "`A` has a member `n` already");
    check_refused(
        "export const a$0 = 1; const c = 2; export { c as b };",
        "b",
        "The module exports something as `b` already",
    );
}

#[test]
fn names_that_are_none() {
    check_refused("let a$0;", "class", "`class` is a keyword and can't be a name");
    check_refused(
        "let a$0;",
        "1a",
        "`1a` is not a name: names have letters, digits, `_` and `$`, and begin with no digit",
    );
    check_refused("let a$0;", "", "A name must have at least one letter");
}

#[test]
fn what_can_not_be_renamed() {
    check_refused("th$0is.x;", "b", "`this` is a keyword and can't be renamed");
    check_refused("[].ma$0p(f);", "b", "`map` is declared by the standard library and can't be renamed here");
    check_refused("con$0sole.log();", "b", "`console` is declared by Node and can't be renamed here");
    check_refused("unknown$0();", "b", "`unknown` is not declared in the project");
    check_refused("import './a$0';", "b", "A module gets another name when its file is renamed");
    check_refused("if$0 (1) {}", "b", "There is no name here that could be renamed");
    check_refused("1 + $0 2", "b", "There is no name here that could be renamed");
}

#[test]
fn what_a_package_declares() {
    check_refused(
        "
//- /main.js
require('p').f$0();
//- /node_modules/p/index.js
exports.f = 1;
//- /node_modules/p/package.json
{ \"name\": \"p\" }
",
        "g",
        "`f` is declared by the package `p` and can't be renamed here",
    );
}

#[test]
fn components_stay_components() {
    check_refused(
        "//- /main.jsx\nfunction Page$0() {} const a = <Page/>;",
        "page",
        "A component's name must begin with a capital letter, or its tag means an element of HTML",
    );
    check(
        "//- /main.jsx\nfunction Page$0() {} const a = <Page></Page>;",
        "View",
        "function View() {} const a = <View></View>;",
    );
}

#[test]
fn a_file_that_moves_and_who_imports_it() {
    check_moved(
        "
//- /main.js
import a from \"./lib/a.js\";
const b = require('./lib/a');
import('./lib/b');
//- /lib/a.js
import './b.js';
import '../main.js';
import 'p';
//- /lib/b.js
require('./a');
",
        &[("/lib/a.js", "/src/deep/c.js")],
        expect![[r#"
            //- /lib/a.js
            import '../../lib/b.js';
            import '../../main.js';
            import 'p';
            //- /lib/b.js
            require('../src/deep/c');
            //- /main.js
            import a from "./src/deep/c.js";
            const b = require('./src/deep/c');
            import('./lib/b');
        "#]],
    );
}

#[test]
fn a_folder_that_moves() {
    check_moved(
        "
//- /main.js
import './lib';
import './lib/a';
//- /lib/index.js
import './a';
//- /lib/a.js
import '../main';
",
        &[("/lib", "/src/lib")],
        expect![[r#"
            //- /lib/a.js
            import '../../main';
            //- /main.js
            import './src/lib';
            import './src/lib/a';
        "#]],
    );
}

#[test]
fn an_index_that_becomes_another_file() {
    check_moved(
        "
//- /main.js
import './lib';
import './lib/index.js?raw';
//- /lib/index.js
",
        &[("/lib/index.js", "/lib/main.js")],
        expect![[r#"
            //- /main.js
            import './lib/main';
            import './lib/main.js?raw';
        "#]],
    );
}

#[test]
fn typescript_written_as_it_is_compiled() {
    check_moved(
        "
//- /main.ts
import './a.js';
import './b';
//- /a.ts
//- /b.tsx
",
        &[("/a.ts", "/c.ts"), ("/b.tsx", "/d.tsx")],
        expect![[r#"
            //- /main.ts
            import './c.js';
            import './d';
        "#]],
    );
}

#[test]
fn paths_of_the_package() {
    check_moved(
        "
//- /package.json
{ \"main\": \"lib/a.js\", \"exports\": { \".\": \"./lib/a.js\" } }
//- /lib/a.js
",
        &[("/lib/a.js", "/src/a.js")],
        expect![[r#"
            //- /package.json
            { "main": "src/a.js", "exports": { ".": "./src/a.js" } }
        "#]],
    );
}

#[test]
fn closing_tags_of_members() {
    check(
        "//- /main.jsx\nimport * as a$0 from 'a'; const x = <a.B></a.B>;",
        "c",
        "import * as c from 'a'; const x = <c.B></c.B>;",
    );
    check(
        "//- /main.jsx\nconst a = { B() {} }; const x = <a.B$0></a.B>;",
        "C",
        "const a = { C() {} }; const x = <a.C></a.C>;",
    );
}

#[test]
fn broken_texts_are_not_half_renamed() {
    check_refused("let a$0 = 1;\nlet = a +;\n", "b", "`main.js` has a syntax error where `a` is used; mend that first");
    check("let a$0 = 1;\na;\nlet = +;\n", "b", "let b = 1;\nb;\nlet = +;");
}

//! Lists as text: the labels in their order; `guess` behind a guess, the specifier behind an auto-import.

mod classes;
mod corpus;
mod jsdoc;
mod jsx;
mod observed;
mod strings;
mod wanted;

use super::{Item, completions};
use crate::ItemKind;
use crate::tests::{Checked, on_large_stack};

fn list(text: &str) -> Vec<Item> {
    let text = text.to_owned();
    let work = move || {
        let checked = Checked::new(&text);
        checked.snapshot.read_own_files(&|| true);
        completions(&checked.snapshot, checked.position(), &|| false).items
    };
    on_large_stack(work)
}

/// The first labels are these.
#[track_caller]
fn check_first(text: &str, wanted: &str) {
    let items = list(text);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let found: Vec<&str> = items.iter().take(wanted.len()).map(|item| item.label.as_str()).collect();
    assert_eq!(found, wanted, "of {:?}", items.iter().take(20).map(|item| &item.label).collect::<Vec<_>>());
}

/// These are guesses, all others are not.
#[track_caller]
fn check_guesses(text: &str, wanted: &str) {
    let guesses: Vec<String> = list(text).into_iter().filter(|item| item.is_guess).map(|item| item.label).collect();
    assert_eq!(guesses.join(" "), wanted);
}

/// These are among them, and those behind `!` are not.
#[track_caller]
fn check_has(text: &str, wanted: &str) {
    let items = list(text);
    for label in wanted.split_whitespace() {
        let (label, is_wanted) = label.strip_prefix('!').map_or((label, true), |label| (label, false));
        let is_there = items.iter().any(|item| item.label == label);
        assert_eq!(is_there, is_wanted, "{label} in {:?}", items.iter().map(|item| &item.label).collect::<Vec<_>>());
    }
}

fn source_of(item: &Item) -> Option<&str> {
    item.import.as_ref().map(|import| import.specifier.as_str())
}

/// Accepting `label` (of `source`) gives this text.
#[track_caller]
fn check_accepted(text: &str, label: &str, source: Option<&str>, expected: &str) {
    let (text, label, source) = (text.to_owned(), label.to_owned(), source.map(str::to_owned));
    let work = move || {
        let checked = Checked::new(&text);
        checked.snapshot.read_own_files(&|| true);
        let at = checked.position();
        let list = completions(&checked.snapshot, at, &|| false);
        let item = list.items.iter().find(|item| item.label == label && source_of(item) == source.as_deref());
        let Some(item) = item else {
            panic!(
                "no {label} of {source:?} in {:?}",
                list.items.iter().map(|item| (&item.label, source_of(item))).collect::<Vec<_>>()
            );
        };
        let start = crate::FilePosition { offset: list.replace.start(), ..at };
        let mut edits = super::resolve(&checked.snapshot, start, &item.label, item.import.as_ref(), &|| false).edits;
        edits.push(source::Edit::replace(list.replace, item.insert.clone().unwrap_or_else(|| item.label.clone())));
        source::apply(checked.snapshot.text(at.file).expect("text").text(), &edits)
    };
    assert_eq!(on_large_stack(work), expected);
}

#[test]
fn members_by_kind_of_receiver() {
    check_first("const user = { name: 1, age: 2 };\nuser.$0", "age name");
    check_first("const user = { name: 1, age: 2 };\nuser.na$0", "name");
    check_first("class A { go() { this.$0 } stop() {} }", "go stop");
    check_has("const fs = require('fs');\nfs.read$0", "readFileSync readFile readdir !writeFile");
    check_has("'text'.$0", "slice toUpperCase length");
    check_has("[1].$0", "map filter push");
    check_has("console.$0", "log error warn");
}

#[test]
fn nothing_before_a_value_is_written() {
    assert!(list("const { $0").is_empty());
    assert!(list("const a = 1;\nconst { b$0\n").is_empty());
}

#[test]
fn what_is_being_typed_is_no_guess() {
    check_guesses("function f(a) { a.wid$0; }", "");
}

#[test]
fn lists_that_nobody_asked_for() {
    let wanted_after = |text: &str| {
        let text = text.to_owned();
        on_large_stack(move || {
            let checked = Checked::new(&text);
            completions(&checked.snapshot, checked.position(), &|| false).wanted_after
        })
    };
    for (text, typed) in [
        ("const a = {}; a.$0", '.'),
        ("require('$0')", '\''),
        ("require('./$0')", '/'),
        ("require('on-$0')", '-'),
        ("import { $0 } from 'fs'", '{'),
        ("const { $0 } = { a: 1 }", ' '),
        ("/** @$0 */ function f() {}", '@'),
        ("/** @param {$0} a */ function f(a) {}", '{'),
        ("f(...$0)", '.'),
    ] {
        assert!(wanted_after(text).contains(typed), "{text}");
    }
    for (text, typed) in [
        ("require('fs')$0", '\''),
        ("const a = b /$0", '/'),
        ("if (a <$0", '<'),
        ("function f() {$0", '{'),
        ("const a = $0", ' '),
        ("const a = b -$0", '-'),
    ] {
        assert!(!wanted_after(text).contains(typed), "{text}");
    }
}

#[test]
fn this_begins_most_statements_of_a_method() {
    check_first("class A { a() { this.b(); } b() { th$0 } }", "this throw");
    check_first("function A() { this.a = 1; }\nA.prototype.b = function () { t$0 };", "this");
    check_first("function f() { th$0 }", "throw");
}

#[test]
fn a_constructor_calls_that_of_the_base_first() {
    check_first("class A {}\nclass B extends A { constructor(self) { s$0 } }", "super");
    check_first("class A {}\nclass B extends A { constructor(self) { super(); s$0 } }", "self");
    check_first("class B { constructor(self) { s$0 } }", "self");
}

#[test]
fn what_was_just_declared() {
    check_first(
        "function f(next) {\n  // It is long ago.\n  // It is long ago.\n  // It is long ago.\n  const now = 1;\n  use(n$0",
        "now next",
    );
}

#[test]
fn at_the_end_of_a_new_file_everything_is_open() {
    check_first("function f(options) {\n  a.b('x', (payload) => {\n    store.set(c, { body: p$0", "payload");
    check_first(
        "function f(options) {\n  a.b('x', (payload) => {\n    if (a) {\n      store.set(c, { body: p$0\n",
        "payload",
    );
}

#[test]
fn likely_first() {
    let options = "const options = { cwd: '', entryName: '', mode: '', target: '' };\n";
    check_first(&format!("{options}const entryName = options.$0"), "entryName");
    check_first(&format!("{options}use({{ target: options.$0 }});"), "target");
    check_first(&format!("{options}this.buildMode = fast || options.$0"), "mode");
    check_first(&format!("{options}const x = options.$0;\nuse(options.mode, options.mode);"), "mode");
    // Of a function what functions have, and no guesses before it.
    check_first("const list = { push() {} };\nlist.push(1);\nfunction f() {}\nf.$0", "apply arguments bind call");
}

#[test]
fn what_is_written_elsewhere_is_guessed() {
    check_guesses("class Queue { add() { this.pending.push(1); this.$0 } }", "pending");
    check_guesses("const o = { alpha: 1 };\nuse(o.beta, p.gamma);\no.$0", "beta");
}

#[test]
fn half_typed_code() {
    check_first("const o = { alpha: 1 };\nif (o.$0", "alpha");
    check_first("const o = { alpha: 1 };\nfoo(o.$0)\nreturn;", "alpha");
    check_first("const o = { alpha: 1 };\nconst x = o.$0\nconst y = 1;", "alpha");
    check_first("const o = { alpha: 1 };\nconst t = `${o.$0}`;", "alpha");
    check_first("function f() { const o = { alpha: 1 }; return o?.$0 }", "alpha");
    check_first("const o = { alpha: 1 };\nfor (const k of o.$0", "alpha");
}

#[test]
fn what_is_used_comes_first() {
    check_first("const o = { aa: 1, bb: 2, cc: 3 };\no.cc; o.cc; o.bb;\no.$0", "cc bb aa");
}

#[test]
fn guesses_only_where_nothing_is_known() {
    let items = list("function f(thing) { thing.run(); thing.stop(); thing.$0 }");
    assert!(items.iter().any(|item| item.label == "run" && item.is_guess));
    let items = list("const o = { alpha: 1 }; x.run(); o.$0");
    assert!(items.iter().all(|item| !item.is_guess));
}

#[test]
fn patterns_and_keys() {
    check_has("const { $0 } = require('path');", "join resolve basename");
    check_has("const { join, $0 } = require('path');", "!join resolve");
    check_has("/** @param {{ depth: number, name?: string }} o */ function f(o) {}\nf({ $0 });", "depth name");
    check_has("import { $0 } from 'node:fs';", "readFile promises");
}

#[test]
fn names_in_scope() {
    check_first("const apple = 1; function apply() {} \nap$0", "apple apply");
    check_has("function f(param) { let local; { const inner = 1; $0 } }", "param local inner f arguments");
    check_has("fun$0", "function");
    check_has("const x$0", "!console");
}

#[test]
fn imports_are_what_they_bring() {
    let text = "//- /store.js\nexport class xStore {}\nexport function xOpen() {}\nexport const xLimit = 3;\n//- /main.mjs\n\
        import { xStore, xOpen, xLimit } from './store.js';\nimport * as xAll from './store.js';\nx$0";
    let found = list(text);
    for (label, kind) in [
        ("xStore", ItemKind::Class),
        ("xOpen", ItemKind::Function),
        ("xLimit", ItemKind::Variable),
        ("xAll", ItemKind::Module),
    ] {
        assert_eq!(found.iter().find(|item| item.label == label).map(|item| item.kind), Some(kind), "{label}");
    }
}

#[test]
fn specifiers() {
    check_has("const fs = require('$0');", "fs node:fs path http ./");
    check_has("const os = require('os');\nconst fs = require('$0');", "fs !node:fs");
    check_has("import os from 'node:os';\nimport fs from '$0';", "!fs node:fs");
    check_has("import os from 'node:os';\nimport fs from 'f$0';", "fs node:fs");
    check_has("import x from 'node:$0';", "node:fs node:path node:test");
    check_has(
        "//- /package.json\n{ \"dependencies\": { \"express\": \"1\" } }\n//- /node_modules/express/package.json\n{}\n//- /main.js\nrequire('ex$0');",
        "express",
    );
    check_has("//- /lib/util.js\n//- /lib/deep/x.js\n//- /main.js\nrequire('./lib/$0');", "./lib/util ./lib/deep");
    check_has(
        "//- /package.json\n{ \"imports\": { \"#db\": \"./db.js\" } }\n//- /db.js\n//- /main.js\nrequire('#$0');",
        "#db",
    );
}

#[test]
fn strings() {
    check_has("/** @param {'left' | 'right'} side */ function go(side) {}\ngo('$0');", "left right");
    check_has("const o = { alpha: 1 };\no['$0'];", "alpha");
    check_has("process.on('$0');", "exit uncaughtException");
}

#[test]
fn auto_imports_of_own_files() {
    check_accepted(
        "//- /lib/store.js\nexports.loadUser = function () {};\n//- /main.js\n'use strict';\nconst a = require('a');\n\nloadU$0\n",
        "loadUser",
        Some("./lib/store"),
        "'use strict';\nconst a = require('a');\nconst { loadUser } = require('./lib/store');\n\nloadUser\n",
    );
    check_accepted(
        "//- /package.json\n{ \"type\": \"module\" }\n//- /store.js\nexport const loadUser = 1;\n//- /main.js\nimport a from 'a';\n\nloadU$0\n",
        "loadUser",
        Some("./store.js"),
        "import a from 'a';\nimport { loadUser } from './store.js';\n\nloadUser\n",
    );
}

#[test]
fn auto_imports_from_a_file_that_is_imported() {
    let store = "//- /store.js\nexports.one = exports.loadUser = 1;\n//- /other.js\n//- /main.js\n";
    check_accepted(
        &format!("{store}const {{ one }} = require('./store');\nrequire('./other.js');\nloadU$0\n"),
        "loadUser",
        Some("./store"),
        "const { one, loadUser } = require('./store');\nrequire('./other.js');\nloadUser\n",
    );
    check_accepted(
        &format!("{store}const {{ one }} = require('./store.js');\nrequire('./other');\nloadU$0\n"),
        "loadUser",
        Some("./store.js"),
        "const { one, loadUser } = require('./store.js');\nrequire('./other');\nloadUser\n",
    );
}

#[test]
fn auto_imports_with_the_endings_that_most_imports_have() {
    let others = "require('./a');\nrequire('./b');\nrequire('./c.js');\n";
    check_accepted(
        &format!("//- /store.js\nexports.loadUser = 1;\n//- /main.js\n{others}loadU$0\n"),
        "loadUser",
        Some("./store"),
        &format!("{others}const {{ loadUser }} = require('./store');\nloadUser\n"),
    );
}

#[test]
fn auto_imports_in_the_short_form_of_an_object() {
    check_accepted(
        "//- /store.js\nconst keys = { loadUser: 1 };\nmodule.exports = keys;\n//- /main.js\nmodule.exports = { loadU$0 };\n",
        "loadUser",
        Some("./store"),
        "const { loadUser } = require('./store');\nmodule.exports = { loadUser };\n",
    );
}

#[test]
fn what_is_often_imported_comes_first() {
    let store = "//- /a.js\nexports.userOne = exports.userTwo = 1;\n";
    let uses = "//- /b.js\nconst { userTwo } = require('./a');\n";
    check_first(&format!("{store}{uses}//- /main.js\nuser$0"), "userTwo userOne");
}

#[test]
fn auto_imports_of_node() {
    check_accepted(
        "const { join } = require('node:path');\nresolv$0\n",
        "resolve",
        Some("node:path"),
        "const { join, resolve } = require('node:path');\nresolve\n",
    );
}

#[test]
fn nothing_where_nothing_can_stand() {
    assert!(list("// comm$0").is_empty());
    assert!(list("const x = /re$0/;").is_empty());
    assert!(list("`text $0`").is_empty());
    assert!(list("function na$0() {}").is_empty());
}

#[test]
fn documentation_tags() {
    check_first("/** @pa$0 */\nfunction f() {}", "@param");
}

#[test]
fn a_list_is_incomplete_while_packages_are_indexed() {
    let is_incomplete = |manifest: &str| {
        let files = "//- /node_modules/p/index.js\nexports.useful = 1\n";
        let checked = Checked::new(&format!("//- /main.js\nuse$0\n//- /package.json\n{manifest}\n{files}"));
        crate::completions(&checked.snapshot, checked.position(), &|| false).is_incomplete
    };
    assert!(is_incomplete(r#"{"dependencies":{"p":"1"}}"#));
    assert!(!is_incomplete(r#"{"dependencies":{"absent":"1"}}"#));
}

#[test]
fn what_is_typed_small_begins_with_a_small_letter() {
    check_first(
        "const Runner = f();\nconst x = Runner.a;\nclass A {\n  constructor(runner) {\n    super(r$0)\n  }\n}\n",
        "runner Runner",
    );
    check_first("const user = 1, User = f();\nuse(user, user);\nU$0", "User");
}

#[test]
fn names_that_the_project_uses_without_declaring_them() {
    let tests = "//- /a.test.js\nsuite('a', () => {});\n//- /b.test.js\nsuite('b', () => {});\n//- /c.test.js\nsuite('c', () => {});\nfinish();\n";
    check_first(&format!("{tests}//- /d.test.js\nsui$0\n"), "suite");
    check_has(&format!("{tests}//- /d.test.js\nfini$0\n"), "!finish");
    check_has(&format!("{tests}//- /d.test.js\nconst suite = 1;\nsui$0\n//- /e.js\n"), "suite");
}

#[test]
fn a_module_is_likely_called_as_what_it_is_put_into() {
    let files = "//- /node_modules/ms/index.js\n\n//- /node_modules/minimatch/index.js\n\n//- /runnable.js\n\n//- /runner.cjs\n\n//- /package.json\n{\"type\": \"module\", \"dependencies\": {\"ms\": \"1\", \"minimatch\": \"1\"}}\n";
    check_first(&format!("import ms from 'm$0';\n{files}"), "ms minimatch");
    check_first(&format!("import Runner from './r$0';\n{files}"), "./runner.cjs ./runnable.js");
    check_first(&format!("import path from '$0';\n{files}"), "path node:path");
}

#[test]
fn a_required_file_is_named_as_others_are() {
    let files = "//- /a.js\n\n//- /b.js\n";
    check_first(&format!("const a = require('./a.js');\nconst b = require('./b$0');\n{files}"), "./b.js");
    check_first(&format!("const a = require('./a');\nconst b = require('./b$0');\n{files}"), "./b");
    check_first(&format!("const b = require('./b$0');\n{files}"), "./b");
}

#[test]
fn guesses_stand_behind_what_is_declared() {
    check_first(
        "//- /a.ts\ninterface Info { path: string; method: string }\nexport declare function list(): Info[];\n//- /b.js\n\
         for (const route of all) { route.dispatch(); route.dispatch(); route.stack; }\n//- /main.js\n\
         const { list } = require('./a');\nfunction f(route) { route.dispatch(); route.dispatch(); }\n\
         for (const route of list()) route.$0;\n",
        "method path dispatch",
    );
}

#[test]
fn keys_that_a_function_takes_out() {
    check_first(
        "function serve(options) { const { port = 80, ...rest } = options || {}; listen(options.host, port); }\n\
         serve({ $0 });",
        "host port",
    );
    check_first(
        "class View { constructor(name, options) { const opts = options; this.root = opts.root; } }\n\
         function render(name, options) { return new View(name, options); }\nrender('a', { r$0 });",
        "root",
    );
    check_has("function f({ depth }) {} f({ depth: 1, d$0 });", "!depth");
}

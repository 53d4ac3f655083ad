//! The places that a name leads to are marked in the fixture; those in the library are told by their file and the line.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};

type Ask = fn(&Snapshot, FilePosition, &dyn Fn() -> bool) -> Option<Definition>;

/// The marked places are those that it leads to. A file as a whole is told by `whole`.
#[track_caller]
fn check_with(ask: Ask, text: &str, whole: &[&str]) {
    let (text, whole) = (text.to_owned(), whole.iter().map(|path| format!("{path} whole")).collect::<Vec<_>>());
    let (found, wanted) = on_large_stack(move || {
        let checked = Checked::new(&text);
        let found = ask(&checked.snapshot, checked.position(), &|| false);
        let targets = found.map(|found| found.targets).unwrap_or_default();
        let mut shown: Vec<String> = targets
            .iter()
            .map(|place| match library::file(place.file) {
                Some((name, text)) => {
                    let line = text.slice(place.range).lines().next().unwrap_or("").to_owned();
                    format!("{name} {line}")
                }
                None if place.range.is_empty() && place.range.start() == 0 => {
                    format!("{} whole", checked.snapshot.path(place.file).display())
                }
                None => format!("{} {:?}", checked.snapshot.path(place.file).display(), place.name_range),
            })
            .collect();
        shown.sort();
        let labels = checked.fixture.labels.iter();
        let mut wanted: Vec<String> =
            labels.map(|label| format!("{} {:?}", label.path.display(), label.range)).chain(whole).collect();
        wanted.sort();
        (shown, wanted)
    });
    assert_eq!(found, wanted);
}

#[track_caller]
fn check(text: &str) {
    check_with(definition, text, &[]);
}

/// It leads to these lines of the library.
#[track_caller]
fn check_library(text: &str, expected: &[&str]) {
    let text = text.to_owned();
    let found = on_large_stack(move || {
        let checked = Checked::new(&text);
        let found = definition(&checked.snapshot, checked.position(), &|| false);
        let targets = found.map(|found| found.targets).unwrap_or_default();
        let shown = targets.iter().map(|place| {
            let (name, text) = library::file(place.file).expect("a file of the library");
            let (start, end) = (place.range.start() as usize, place.range.end() as usize);
            let line = text.text()[start..end].lines().next().unwrap_or("");
            format!("{name}: {}", line.chars().take(40).collect::<String>())
        });
        shown.collect::<Vec<_>>()
    });
    assert_eq!(found, expected);
}

#[test]
fn local_names() {
    check("const name = 1;\n//    ^^^^ here\nna$0me;\n");
    check("function f(name) {\n//         ^^^^ here\n  return na$0me;\n}\n");
    check("fo$0o();\nfunction foo() {}\n//       ^^^ here\n");
}

#[test]
fn the_declaration_itself() {
    check("const na$0me = 1;\n//    ^^^^ here\n");
}

#[test]
fn imports_lead_to_what_they_import() {
    check(
        "
//- /main.js
import { f } from './a.js';
f$0();
//- /a.js
export function f() {}
//              ^ here
",
    );
    check(
        "
//- /main.js
import { f$0 as g } from './a.js';
//- /a.js
export const f = 1;
//           ^ here
",
    );
    check(
        "
//- /main.js
import f from './a.js';
f$0();
//- /a.js
export default function made() {}
//                      ^^^^ here
",
    );
}

#[test]
fn through_files_that_export_again() {
    check(
        "
//- /main.js
import { renamed } from './index.js';
renam$0ed();
//- /index.js
export * from './middle.js';
//- /middle.js
export { f as renamed } from './a.js';
//- /a.js
export function f() {}
//              ^ here
",
    );
}

#[test]
fn listed_exports() {
    check(
        "
//- /main.js
import { b } from './a.js';
b$0;
//- /a.js
const local = 1;
//    ^^^^^ here
export { local as b };
",
    );
}

#[test]
fn a_default_export_without_a_name() {
    let text = "
//- /main.js
import make from './a.js';
make$0();
//- /a.js
export default () => 1;
";
    let found = on_large_stack(move || {
        let checked = Checked::new(text);
        let found = definition(&checked.snapshot, checked.position(), &|| false).expect("a definition");
        checked.slice(found.targets[0].file, found.targets[0].range)
    });
    assert_eq!(found, "() => 1");
}

#[test]
fn what_require_gives() {
    check(
        "
//- /main.js
const { add } = require('./math');
add$0(1);
//- /math.js
function add() {}
//       ^^^ here
module.exports = { add };
",
    );
    check(
        "
//- /main.js
const math = require('./math');
math.ad$0d(1);
//- /math.js
exports.add = function () {};
//      ^^^ here
",
    );
    check(
        "
//- /main.js
const make = require('./make');
make$0();
//- /make.js
module.exports = make;
function make() {}
//       ^^^^ here
",
    );
}

#[test]
fn modules_as_a_whole() {
    let text = "
//- /main.js
import * as all from './a.js';
al$0l.x;
//- /a.js
export const x = 1;
";
    check_with(definition, text, &["/a.js"]);
}

#[test]
fn specifiers_lead_to_files() {
    check_with(definition, "//- /main.js\nimport './lib$0';\n//- /lib/index.js\n", &["/lib/index.js"]);
    check_with(definition, "//- /main.js\nrequire('./data$0.json');\n//- /data.json\n{}\n", &["/data.json"]);
    check_with(definition, "//- /main.js\nrequire('./nothi$0ng');\n", &[]);
}

#[test]
fn keys_of_json_files() {
    check("//- /data.json\n{   \"name\": 1 }\n//  ^^^^^^\n//- /main.js\nrequire('./data.json').na$0me;\n");
}

#[test]
fn specifiers_of_packages_lead_to_what_runs() {
    let text = "
//- /main.js
import 'p$0';
//- /node_modules/p/package.json
{ \"name\": \"p\", \"main\": \"lib/main.js\", \"types\": \"types.d.ts\" }
//- /node_modules/p/lib/main.js
//- /node_modules/p/types.d.ts
export {};
";
    check_with(definition, text, &["/node_modules/p/lib/main.js"]);
    check_with(declaration, text, &["/node_modules/p/types.d.ts"]);
}

const PACKAGE: &str = "
//- /main.js
const p = require('p');
p.ru$0n();
//- /node_modules/p/package.json
{ \"name\": \"p\", \"main\": \"main.js\", \"types\": \"main.d.ts\" }
//- /node_modules/p/main.js
exports.run = function () {};
//      ^^^ source
//- /node_modules/p/main.d.ts
export function run(): void;
//              ^^^ types
";

fn without(text: &str, label: &str) -> String {
    text.lines().filter(|line| !line.ends_with(label)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_package_s_source_rather_than_its_declarations() {
    check(&without(PACKAGE, "^^^ types"));
    check_with(declaration, &without(PACKAGE, "^^^ source"), &[]);
}

#[test]
fn declarations_where_the_source_is_not_for_people() {
    let minified = format!("exports.run = function () {{}};{}", ";".repeat(600));
    let text = PACKAGE.replace("exports.run = function () {};", &minified);
    check(&without(&text, "^^^ source"));
}

#[test]
fn members_of_instances_and_of_this() {
    check("class A { m() {} }\n//        ^ here\nnew A().m$0();\n");
    check("class A {\n    count = 1;\n//  ^^^^^ here\n  m() { this.coun$0t; }\n}\n");
    check("class A { m() {} }\n//        ^ here\nclass B extends A { n() { this.m$0(); } }\n");
}

#[test]
fn the_nearest_of_several() {
    check("class A { m() {} }\nclass B extends A { m() {} }\n//                  ^ here\nnew B().m$0();\n");
}

#[test]
fn properties_of_objects() {
    check("const o = { key: 1 };\n//          ^^^ here\no.ke$0y;\n");
    check("const o = { key: 1 };\n//          ^^^ here\nconst { ke$0y } = o;\n");
    check("const o = { key: 1 };\n//          ^^^ here\no['ke$0y'];\n");
}

#[test]
fn prototypes() {
    check("function F() {}\nF.prototype.m = function () {};\n//          ^ here\nnew F().m$0();\n");
}

#[test]
fn keys_that_the_place_demands() {
    check(
        "
/** @param {{ depth: number }} options */
//            ^^^^^ here
function f(options) {}
f({ dept$0h: 1 });
",
    );
}

#[test]
fn types_of_comments() {
    check("/** @typedef {number} Size */\n//                    ^^^^ here\n/** @type {Siz$0e} */\nlet x;\n");
    check(
        "
//- /main.js
/** @type {import('./a').Siz$0e} */
let x;
//- /a.js
/** @typedef {number} Size */
//                    ^^^^ here
module.exports = {};
",
    );
}

#[test]
fn types_of_typescript() {
    check("//- /main.ts\ninterface Shape {}\n//        ^^^^^ here\nlet s: Shap$0e;\n");
    check(
        "
//- /main.ts
namespace N { export type T = 1; }
//                        ^ here
let s: N.T$0;
",
    );
}

#[test]
fn names_of_the_library() {
    check_library("[1].ma$0p(f);", &["lib.es5.d.ts: map<U>(callbackfn: (value: T, index: num"]);
    check_library(
        "const fs = require('fs');\nfs.readFil$0eSync('a');",
        &["node/fs.d.ts: export function readFileSync("],
    );
    check_library("import { join$0 } from 'path';", &["node/path.d.ts: join(...paths: string[]): string;"]);
}

#[test]
fn nothing_where_no_name_is() {
    check("const a = 1 +$0 2;\n");
    check("unknown$0();\n");
    check("// com$0ment\n");
}

#[test]
fn the_type_of_a_value() {
    check_with(type_definition, "class A {}\n//    ^ here\nconst a = new A();\na$0;\n", &[]);
    check_with(type_definition, "class A {}\n//    ^ here\nconst all = [new A()];\nal$0l;\n", &[]);
    check_with(
        type_definition,
        "class A {}\n//    ^ here\nasync function f() { return new A(); }\nconst p = f();\np$0;\n",
        &[],
    );
    check_with(type_definition, "const a = 'x';\na$0;\n", &[]);
    check_with(
        type_definition,
        "/** @typedef {{ a: 1 }} T */\n//                      ^ here\n/** @type {T} */\nconst t = f();\nt$0;\n",
        &[],
    );
}

#[test]
fn what_implements_an_interface() {
    check_with(
        implementation,
        "
//- /main.ts
export interface Shape$0 { area(): number }
class Square implements Shape { area() { return 1; } }
//    ^^^^^^ here
//- /other.ts
import { Shape } from './main';
export class Circle implements Shape { area() { return 1; } }
//           ^^^^^^ here
",
        &[],
    );
    check_with(
        implementation,
        "
//- /main.ts
interface Shape { area(): number }
class Square implements Shape { area() { return 1; } }
//                              ^^^^ here
declare const shape: Shape;
shape.are$0a();
",
        &[],
    );
}

#[test]
fn what_overrides_a_method() {
    check_with(
        implementation,
        "
class A { m$0() {} }
class B extends A { m() {} }
//                  ^ here
class C extends B { m() {} }
//                  ^ here
",
        &[],
    );
}

#[test]
fn the_overload_that_is_called() {
    check(
        "
//- /main.ts
declare function f(a: string): 1;
declare function f(a: number, b: string): 2;
//               ^ here
f$0(1, 'x');
",
    );
    check(
        "
//- /main.ts
function f(a: string): 1;
function f(a: number): 2;
function f(a: any): any {}
//       ^ here
f$0(1);
",
    );
    check_library("'a'.replac$0e('b', 'c');", &["lib.es5.d.ts: replace(searchValue: string | RegExp, re"]);
    check_library("Object.creat$0e(null);", &["lib.es5.d.ts: create(o: object | null): any;"]);
}

#[test]
fn members_of_what_is_not_known_by_their_name() {
    check(
        "
//- /main.js
export function f(cart) { cart.updateTotal$0(); }
class Cart { updateTotal() {} }
//           ^^^^^^^^^^^ here
",
    );
    check("export function f(x) { x.ma$0p(); }\nclass Own { map() {} }\n");
}

#[test]
fn what_a_known_type_lacks_may_be_the_projects_own() {
    check(
        "
const http = require('node:http');
const request = Object.create(null);
request.accepts = function () {};
//      ^^^^^^^
http.createServer((request) => request.accepts$0('json'));
",
    );
}

#[test]
fn what_a_module_exports() {
    check("exports$0.a = 1;\nmodule.exports = {};\n//     ^^^^^^^");
    check("module.exports$0.a = 1;\nmodule.exports = {};\n//     ^^^^^^^");
    check("const app = exports = module.exports = {};\n//                           ^^^^^^^\nexports$0.a = 1;");
    // From there to what is assigned.
    check("function f() {}\n//       ^\nmodule.exports$0 = f;");
    check("exports.a = 1;\n//      ^\nexports.b = exports$0.a;");
}

#[test]
fn prototypes_lead_to_what_has_them() {
    check("function F() {}\n//       ^\nF.prototype$0.m = () => {};");
    check("class A {}\n//    ^\nA.prototype$0;");
}

#[test]
fn values_and_not_the_types_beside_them() {
    check_library("new Error$0();", &["lib.es5.d.ts: Error: ErrorConstructor"]);
    check_library("JSON$0.parse('');", &["lib.es5.d.ts: JSON: JSON"]);
    check_library(
        "const { EventEmitter } = require('node:events');\nnew EventEmitter$0();",
        &["node/events.d.ts: class EventEmitter<T extends EventMap<T>"],
    );
    check("//- /main.ts\ninterface A { b: 1 }\nconst A = 1;\n//    ^\nA$0;");
    check("//- /main.ts\ninterface A { b: 1 }\n//        ^\nconst A = 1;\nlet a: A$0;");
}

#[test]
fn overloads_in_several_declarations_of_an_interface() {
    check_library("'a'.replace$0('b', 'c');", &["lib.es5.d.ts: replace(searchValue: string | RegExp, re"]);
}

#[test]
fn through_a_variable_that_holds_a_module() {
    check(
        "
//- /errors.js
const codes = {
    BAD_URL: createError('BAD_URL'),
//  ^^^^^^^
};
module.exports = codes;
//- /main.js
const { other, ...errors } = require('./errors');
const { BAD_URL } = errors;
throw new BAD_$0URL();
",
    );
    check(
        "
//- /errors.js
exports.fail = function () {};
//      ^^^^
//- /main.js
const errors = require('./errors');
const { fail } = errors;
fa$0il();
",
    );
}

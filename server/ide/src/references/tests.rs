//! Every use is marked in the fixture: `def`, `read`, `write`, `type`, `import`, `export`, `doc`, with `?` where it is uncertain.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};

#[track_caller]
fn check(text: &str) {
    let text = text.to_owned();
    let (found, wanted) = on_large_stack(move || {
        let checked = Checked::new(&text);
        let found = references(&checked.snapshot, checked.position(), true, &|| false);
        let mut shown: Vec<String> = found
            .iter()
            .map(|reference| {
                let word = match reference.kind {
                    ReferenceKind::Declaration => "def",
                    ReferenceKind::Read => "read",
                    ReferenceKind::Write => "write",
                    ReferenceKind::Type => "type",
                    ReferenceKind::Import => "import",
                    ReferenceKind::Export => "export",
                    ReferenceKind::Documentation => "doc",
                };
                let mark = if reference.is_certain { "" } else { "?" };
                let path = checked.snapshot.path(reference.file);
                format!("{} {:?} {word}{mark}", path.display(), reference.range)
            })
            .collect();
        shown.sort();
        let labels = checked.fixture.labels.iter();
        let mut wanted: Vec<String> =
            labels.map(|label| format!("{} {:?} {}", label.path.display(), label.range, label.text)).collect();
        wanted.sort();
        (shown, wanted)
    });
    assert_eq!(found, wanted);
}

#[test]
fn a_local_variable() {
    check(
        "
function f(a$0) {
//         ^ def
    a += 1;
//  ^ write
  return { a };
//         ^ read
}
const a = 2;
",
    );
}

#[test]
fn an_export_in_other_files() {
    check(
        "
//- /a.js
export function f$0() {}
//              ^ def
//- /b.js
import { f } from './a.js';
//       ^ import
   f();
// ^ read
//- /c.js
import { f as g } from './a.js';
//       ^ import
//            ^ import
   g();
// ^ read
//- /d.js
import * as a from './a.js';
   a.f();
//   ^ read
//- /e.js
function f() {}
f();
",
    );
}

#[test]
fn from_a_use_of_an_import() {
    check(
        "
//- /main.js
import { f } from './a.js';
//       ^ import
   f$0();
// ^ read
//- /a.js
export const f = () => 1;
//           ^ def
   f();
// ^ read
",
    );
}

#[test]
fn through_files_that_export_again() {
    check(
        "
//- /a.js
export const a$0 = 1;
//           ^ def
//- /index.js
export * from './a.js';
export { a as z } from './a.js';
//       ^ export
//- /main.js
import { a, z } from './index.js';
//       ^ import
//          ^ import
   a + z;
// ^ read
//     ^ read
",
    );
}

#[test]
fn a_default_export_has_a_name_of_its_own_in_each_file() {
    check(
        "
//- /a.js
export default function first$0() {}
//                      ^^^^^ def
//- /b.js
import second from './a.js';
//     ^^^^^^ import
second();
//^^^^ read
",
    );
}

#[test]
fn what_common_js_exports() {
    check(
        "
//- /math.js
function add$0(a, b) { return a + b; }
//       ^^^ def
module.exports = { add };
//                 ^^^ read
//- /main.js
const math = require('./math');
math.add(1, 2);
//   ^^^ read
//- /other.js
const { add } = require('./math');
//      ^^^ def
   add(1, 2);
// ^^^ read
",
    );
}

#[test]
fn exports_that_are_assigned() {
    check(
        "
//- /main.js
const a = require('./a');
  a.run$0();
//  ^^^ read
//- /a.js
exports.run = function () {};
//      ^^^ def
exports.run();
//      ^^^ read
",
    );
}

#[test]
fn a_function_that_is_the_module() {
    check(
        "
//- /a.js
function make$0() {}
//       ^^^^ def
module.exports = make;
//               ^^^^ read
//- /main.js
const create = require('./a');
//    ^^^^^^ def
create();
//^^^^ read
",
    );
}

#[test]
fn methods_by_their_receiver() {
    check(
        "
class A { run$0() {} }
//        ^^^ def
class B { run() {} }
new A().run();
//      ^^^ read
new B().run();
",
    );
}

#[test]
fn a_method_and_those_that_override_it() {
    check(
        "
class A { run() {} }
//        ^^^ def
class B extends A { run$0() { super.run(); } }
//                  ^^^ def
//                                ^^^ read
new A().run();
//      ^^^ read
",
    );
}

#[test]
fn properties_of_objects() {
    check(
        "
const options = { depth$0: 1 };
//                ^^^^^ def
options.depth = 2;
//      ^^^^^ def
const { depth } = options;
//      ^^^^^ read
options['depth'];
//      ^^^^^^^ read
const other = { depth: 3 };
other.depth;
",
    );
}

#[test]
fn fields_of_this() {
    check(
        "
class Cart {
  constructor() { this.items$0 = []; }
//                     ^^^^^ def
  add(item) { this.items.push(item); }
//                 ^^^^^ read
}
",
    );
}

#[test]
fn prototypes() {
    check(
        "
function Cart() {}
Cart.prototype.add$0 = function () {};
//             ^^^ def
new Cart().add();
//         ^^^ read
",
    );
}

#[test]
fn uncertain_uses_are_told_of_while_the_name_is_the_only_one() {
    check(
        "
class Cart { updateTotal$0() {} }
//           ^^^^^^^^^^^ def
export function f(cart) { cart.updateTotal(); }
//                             ^^^^^^^^^^^ read?
",
    );
}

#[test]
fn uncertain_uses_of_a_common_name_are_left_out() {
    check(
        "
class Cart { get$0() {} }
//           ^^^ def
class Other { get() {} }
export function f(cart) { cart.get(); }
",
    );
}

#[test]
fn types_of_comments() {
    check(
        "
//- /main.js
/** @typedef {{ a: number }} Options */
//                           ^^^^^^^ def
/** @param {Options$0} o */
//          ^^^^^^^ type
function f(o) {}
//- /b.js
/** @type {import('./main').Options} */
//                          ^^^^^^^ type
let x;
",
    );
}

#[test]
fn parameters_in_comments() {
    check(
        "
/**
 * @param {number} a the first
//                 ^ doc
 */
function f(a$0) { return a; }
//         ^ def
//                     ^ read
",
    );
}

#[test]
fn interfaces_and_who_implements_them() {
    check(
        "
//- /main.ts
interface Shape { area$0(): number }
//                ^^^^ def
class Square implements Shape { area() { return 1; } }
//                              ^^^^ def
function f(shape: Shape) { shape.area(); }
//                               ^^^^ read
",
    );
}

#[test]
fn globals_in_all_files() {
    check(
        "
//- /main.js
process$0.exit();
//^^^^^ read
//- /b.js
process.cwd();
//^^^^^ read
function f(process) { process; }
",
    );
}

#[test]
fn a_module_by_its_specifier() {
    check(
        "
//- /main.js
import './a$0.js';
//     ^^^^^^^^ import
//- /b.js
require('./a');
//      ^^^^^ import
//- /a.js
",
    );
}

#[test]
fn components_and_their_tags() {
    check(
        "
//- /main.jsx
function Page$0() { return <Page></Page>; }
//       ^^^^ def
//                        ^^^^ read
//                               ^^^^ read
",
    );
}

#[test]
fn what_a_package_exports() {
    check(
        "
//- /main.js
const { join$0 } = require('path');
//      ^^^^ def
join('a');
//^^ read
//- /b.js
import path from 'path';
path.join('a');
//   ^^^^ read
",
    );
}

#[test]
fn private_names() {
    check(
        "
class A { #x$0 = 1; get() { return this.#x; } }
//        ^^ def
//                                    ^^ read
",
    );
}

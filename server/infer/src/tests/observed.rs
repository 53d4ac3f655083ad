//! What was seen when files ran. `observed:` under a place and `exports:` in a file say what that was.

use super::check;

#[test]
fn where_nothing_is_known() {
    check(
        r#"
const data = JSON.parse(text);
//    ^^^^^^^^^^^^^^^^^^^^^^^ observed: {"items": [{"id": 1, "name": "a"}], "next": null}
data;
//^^ { items: { id: number; name: string }[]; next: null }
data.items;
//^^^^^^^^ { id: number; name: string }[]
for (const item of data.items) item;
//                             ^^^^ { id: number; name: string }
data.items.map((one) => one.name);
//                      ^^^^^^^^ string
const { next } = data;
next;
//^^ null
"#,
    );
}

#[test]
fn parameters_and_what_is_returned() {
    check(
        r#"
exports.save = function (options) {
//                       ^^^^^^^ observed: {"name": "a", "size": 3}
    options;
//  ^^^^^^^ { name: string; size: number }
    return transform(options);
//         ^^^^^^^^^^^^^^^^^^ observed: {"saved": true}
};
exports.later = (when = null) => when;
//               ^^^^ observed: {"at": 1}
//                               ^^^^ { at: number } | null
//- /other.js
const { save } = require('./main');
save();
//^^^^ { saved: boolean }
"#,
    );
}

#[test]
fn what_is_assigned() {
    check(
        r#"
let config;
config = load();
//^^^^^^^^^^^^^ observed: {"port": 1}
config;
//^^^^ { port: number }
class Server {
    constructor() {
        this.state = load();
//      ^^^^^^^^^^^^^^^^^^^ observed: {"open": true}
    }
    get() { return this.state; }
//                 ^^^^^^^^^^ { open: boolean }
}
"#,
    );
}

#[test]
fn what_the_code_tells_stands() {
    check(
        r#"
const abc = { b: 1 };
//    ^^^^^^^^^^^^^^ observed: {"c": 1}
abc;
//^ { b: number }
function f(n) { return n; }
//         ^ observed: "text"
//                     ^ number
f(1);
const empty = {};
//    ^^^^^^^^^^ observed: {"c": 1}
empty;
//^^^ { c: number }
const none = [];
//    ^^^^^^^^^ observed: ["a"]
none;
//^^ string[]
"#,
    );
}

#[test]
fn what_a_module_exports() {
    check(
        r#"
//- /node_modules/api/package.json
{ "name": "api", "main": "index.js" }
//- /node_modules/api/index.js
module.exports = makeApi(require('./routes'));
//^ exports: {"get": {"cached": true}, "post": null}
//- /node_modules/half/package.json
{ "name": "half", "main": "index.js" }
//- /node_modules/half/index.js
exports.version = '1';
for (const name of read()) exports[name] = wrap(name);
//^ exports: {"version": 1, "run": "x"}
//- /main.js
const api = require('api');
api;
//^ { get: { cached: boolean }; post: null }
const { get } = require('api');
get;
//^ { cached: boolean }
const half = require('half');
half;
//^^ members: run version
half.version;
//^^^^^^^^^^ "1"
//- /module.mjs
import api, { post } from 'api';
api.get;
//^^^^^ { cached: boolean }
post;
//^^ null
"#,
    );
}

#[test]
fn another_text_says_nothing() {
    check(
        r#"
const data = JSON.parse(text);
//         ^ observed: {"a": 1}
data;
//^^ any
"#,
    );
}

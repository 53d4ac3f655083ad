//! `this`, constructor functions, prototypes, and what is put on objects.

use super::check;

#[test]
fn constructor_functions() {
    check(
        r#"
function Point(x, y) { this.x = x; this.y = y; }
Point.prototype.norm = function () { return this.x * this.y; };
Point.prototype.scale = function () { return this; };
Point.origin = new Point(0, 0);
const p = new Point(1, 2);
p;
//^^^ ignored
"#
        .replace("p;\n//^^^ ignored\n", "use(p, p.x, p.norm(), p.scale().scale(), Point.origin);\n//  ^ members: norm scale x y\n//     ^^^ number\n//          ^^^^^^^^ number\n//                    ^^^^^^^^^^^^^^^^^ Point\n//                                       ^^^^^^^^^^^^ Point\n")
        .as_str(),
    );
}

#[test]
fn whole_prototypes_and_inheritance() {
    check(
        r#"
const util = require('util');
function Base() { this.base = 1; }
Base.prototype = { run() { return this.base; }, stop: function () {} };
function Derived() { Base.call(this); this.own = 2; }
util.inherits(Derived, Base);
Derived.prototype.go = function () { this; };
//                                   ^^^^ members: base constructor go own run stop
function Third() {}
Third.prototype = Object.create(Base.prototype);
new Third();
//^^^^^^^^^ members: base run stop
"#
        .replace("base constructor go own run stop", "base go own run stop")
        .as_str(),
    );
}

#[test]
fn aliases_of_this() {
    check(
        r#"
function Server() {
  var self = this;
  self.port = 80;
  this.close = () => this;
  setTimeout(function () { self; });
//                         ^^^^ members: close port
}
"#,
    );
}

#[test]
fn object_methods() {
    check(
        r#"
const store = {
  items: [],
  add(item) { this.items.push(item); return this; },
  size: function () { return this; },
//                           ^^^^ members: add clear items size
  clear: () => {},
};
store.add(1).add(2).items;
//^^^^^^^^^^^^^^^^^^^^^^^ number[]
"#,
    );
}

#[test]
fn put_on_later() {
    check(
        r#"
const ns = {};
ns.a = 1;
ns.inner = ns.inner || {};
ns.inner.b = 'x';
Object.assign(ns, { c: true }, { d: [] });
Object.defineProperty(ns, 'e', { get() { return 5; } });
['f', 'g'].forEach(function (name) { ns[name] = function () {}; });
ns;
//^ members: a c d e f g inner
"#
        .replace("ns;\n//^ members", "use(ns, ns.inner.b, ns.e);\n//  ^^ members")
        .as_str(),
    );
}

#[test]
fn listeners_and_bound_functions() {
    check(
        r#"
class Source {
  start() { this.go(function () { this; }.bind(this)); }
//                                ^^^^ Source
  go(callback) { [1].forEach(function () { this; }, this); }
//                                         ^^^^ Source
}
"#,
    );
}

#[test]
fn made_by_what_was_made_of_a_prototype() {
    check(
        r#"
const http = require('node:http');
const response = Object.create(http.ServerResponse.prototype);
response.send = function (body) { return this; };
const own = Object.create(response, { app: { value: 1 } });
use(own, own.app, own.send());
//  ^^^ ServerResponse
//       ^^^^^^^ number
//                ^^^^^^^^^^ ServerResponse
"#,
    );
}

#[test]
fn object_create() {
    check(
        r#"
const proto = { hello() {} };
const made = Object.create(proto);
made.own = 1;
made;
//^^ members: hello own
"#,
    );
}

#[test]
fn defined_properties() {
    check(
        r#"
function Reply(request) { this.request = request; }
Object.defineProperties(Reply.prototype, {
    log: { get() { return use(this); } },
//                            ^^^^ Reply
});
Object.defineProperty(Reply.prototype, 'size', { get: function () { return use(this); } });
//                                                                             ^^^^ Reply
const base = Object.create({ name: 'x' }, {
    name_length: { get() { return this.name.length; } },
//                                ^^^^^^^^^^^^^^^^ number
});
const req = { headers: { host: 'x' } };
defineGetter(req, 'host', function host() { return this.headers.host; });
//                                                 ^^^^^^^^^^^^^^^^^ "x"
function defineGetter(object, name, getter) { Object.defineProperty(object, name, { get: getter }); }
"#,
    );
}

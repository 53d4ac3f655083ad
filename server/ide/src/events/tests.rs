//! Uses are marked in the fixture: `emit`, `on`, with `?` where it is uncertain; what a definition leads to by `target`.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};

fn labels_of(checked: &Checked) -> Vec<String> {
    let labels = checked.fixture.labels.iter();
    let mut all: Vec<String> =
        labels.map(|label| format!("{} {:?} {}", label.path.display(), label.range, label.text)).collect();
    all.sort();
    all
}

#[track_caller]
fn check_references(text: &str) {
    let text = text.to_owned();
    let (found, wanted) = on_large_stack(move || {
        let checked = Checked::new(&text);
        let found = crate::references(&checked.snapshot, checked.position(), true, &|| false);
        let show = |reference: &Reference| {
            let word = if reference.kind == ReferenceKind::Write { "emit" } else { "on" };
            let mark = if reference.is_certain { "" } else { "?" };
            format!("{} {:?} {word}{mark}", checked.snapshot.path(reference.file).display(), reference.range)
        };
        let mut shown: Vec<String> = found.iter().map(show).collect();
        shown.sort();
        (shown, labels_of(&checked))
    });
    assert_eq!(found, wanted);
}

#[track_caller]
fn check_definition(text: &str) {
    let text = text.to_owned();
    let (found, wanted) = on_large_stack(move || {
        let checked = Checked::new(&text);
        let found = crate::definition(&checked.snapshot, checked.position(), &|| false);
        let targets = found.map(|found| found.targets).unwrap_or_default();
        let show =
            |place: &Place| format!("{} {:?} target", checked.snapshot.path(place.file).display(), place.name_range);
        let mut shown: Vec<String> = targets.iter().map(show).collect();
        shown.sort();
        (shown, labels_of(&checked))
    });
    assert_eq!(found, wanted);
}

/// The names that are offered first, in their order.
#[track_caller]
fn check_offered(text: &str, wanted: &str) {
    let text = text.to_owned();
    let found = on_large_stack(move || {
        let checked = Checked::new(&text);
        checked.snapshot.read_own_files(&|| true);
        let list = crate::completions(&checked.snapshot, checked.position(), &|| false);
        list.items.into_iter().map(|item| item.label).collect::<Vec<_>>().join(" ")
    });
    assert_eq!(found, wanted);
}

const QUEUE: &str = "
//- /queue.js
const { EventEmitter } = require('node:events');
class Queue extends EventEmitter {
  push(job) { this.emit('job', job); }
  drain() { this.emit('drain'); }
}
module.exports = Queue;
//- /other.js
const EventEmitter = require('events');
class Other extends EventEmitter {
  go() { this.emit('job', 1); this.emit('gone'); }
}
module.exports = { Other };
";

#[test]
fn names_of_the_class_are_offered_elsewhere() {
    check_offered(
        &format!("{QUEUE}//- /main.js\nconst Queue = require('./queue');\nconst queue = new Queue();\nqueue.on('$0'"),
        "drain job",
    );
    check_offered(
        &format!("{QUEUE}//- /main.js\nconst {{ Other }} = require('./other');\nnew Other().once('$0', () => {{}});"),
        "gone job",
    );
}

#[test]
fn who_emits_is_offered_what_is_listened_to_first() {
    check_offered(
        "
const { EventEmitter } = require('events');
class A extends EventEmitter {
  constructor() { super(); this.on('wanted', () => {}); }
  go() { this.emit('b'); this.emit('$0'); }
}
",
        "wanted b",
    );
}

#[test]
fn plain_emitters_are_told_apart_by_what_holds_them() {
    check_offered(
        "
const { EventEmitter } = require('events');
const one = new EventEmitter(), two = new EventEmitter();
one.emit('first');
two.emit('second');
two.on('$0');
",
        "second",
    );
    check_offered(
        "
//- /bus.js
const { EventEmitter } = require('events');
module.exports = new EventEmitter();
//- /a.js
const bus = require('./bus');
bus.emit('ready', 1);
//- /b.js
require('./bus').on('$0'
",
        "ready",
    );
}

#[test]
fn an_unknown_receiver_has_the_names_of_its_file() {
    check_offered("function f(bus, other) { bus.emit('ready'); other.on('$0'); }", "ready");
}

#[test]
fn from_a_listener_to_who_emits() {
    check_definition(&format!(
        "{}//- /main.js
const Queue = require('./queue');
new Queue().on('jo$0b', (job) => {{}});
",
        QUEUE.replace("this.emit('job', job); }\n", "this.emit('job', job); }\n//                      ^^^^^ target\n"),
    ));
}

#[test]
fn from_who_emits_to_the_listeners_of_what_inherits_too() {
    check_definition(
        "
//- /base.js
import { EventEmitter } from 'node:events';
export class Base extends EventEmitter {
  go() { this.emit('go$0', 1); }
}
//- /derived.js
import { Base } from './base.js';
export class Derived extends Base {
  constructor() { super(); this.on('go', () => {}); }
//                                 ^^^^ target
}
export class Apart extends Base {}
//- /main.js
import { Derived, Apart } from './derived.js';
const derived = new Derived();
derived.once('go', () => {});
//           ^^^^ target
derived.off('go', () => {});
new Apart().emit('go');
",
    );
}

#[test]
fn classes_of_plain_functions() {
    check_references(
        "
const { EventEmitter } = require('events');
const util = require('util');
function Parser() { EventEmitter.call(this); }
util.inherits(Parser, EventEmitter);
Parser.prototype.end = function () { this.emit('end$0'); };
//                                             ^^^^^ emit
const parser = new Parser();
parser.on('end', () => {}).once('end', () => {});
//        ^^^^^ on
//                              ^^^^^ on
process.on('end', () => {});
",
    );
}

#[test]
fn uses_of_a_plain_emitter_in_every_file() {
    check_references(
        "
//- /bus.js
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = { bus };
//- /a.js
const { bus } = require('./bus');
bus.emit('ready', 1);
//       ^^^^^^^ emit
//- /b.js
const { once } = require('node:events');
const { bus } = require('./bus');
async function wait() { await once(bus, 'ready'); }
//                                      ^^^^^^^ on
bus.removeListener('re$0ady', () => {});
//                 ^^^^^^^ on
//- /c.js
const { EventEmitter } = require('events');
new EventEmitter().on('ready', () => {});
const mine = new EventEmitter();
mine.on('ready', () => {});
",
    );
}

#[test]
fn an_emitter_in_a_property() {
    check_references(
        "
const { EventEmitter } = require('events');
class Store {
  constructor() { this.changes = new EventEmitter(); this.errors = new EventEmitter(); }
  set(value) { this.changes.emit('set', value); this.errors.emit('set'); }
//                               ^^^^^ emit
  watch(listener) { const changes = this.changes; changes.on('se$0t', listener); }
//                                                           ^^^^^ on
}
",
    );
}

#[test]
fn nothing_known_is_uncertain() {
    check_references(
        "
//- /a.js
function f(bus) { bus.on('re$0ady', () => {}); }
//                       ^^^^^^^ on
//- /b.js
function g(bus) { bus.emit('ready'); }
//                         ^^^^^^^ emit?
",
    );
}

#[test]
fn what_is_no_emitter_has_no_events() {
    check_references("const target = { on(name) {} };\ntarget.on('re$0ady');");
}

#[test]
fn who_emits_in_a_package() {
    check_definition(
        "
//- /node_modules/boot/package.json
{ \"name\": \"boot\", \"main\": \"index.js\", \"types\": \"index.d.ts\" }
//- /node_modules/boot/index.d.ts
import { EventEmitter } from 'events';
declare function boot(): boot.Boot;
declare namespace boot { interface Boot extends EventEmitter { on(event: 'start', listener: () => void): this } }
export = boot;
//- /node_modules/boot/index.js
const { EventEmitter } = require('events');
class Boot extends EventEmitter {
  go() { this.emit('start'); }
//                 ^^^^^^^ target
}
module.exports = function boot() { return new Boot(); };
//- /main.js
const boot = require('boot');
boot().on('st$0art', () => {});
",
    );
}

#[test]
fn declared_events() {
    let found = on_large_stack(|| {
        let text = "
//- /node_modules/socket/package.json
{ \"name\": \"socket\", \"types\": \"index.d.ts\" }
//- /node_modules/socket/index.d.ts
import { EventEmitter } from 'events';
export class Socket extends EventEmitter {
  on(event: 'open', listener: () => void): this;
  on(event: 'close', listener: (code: number) => void): this;
}
//- /main.js
import { Socket } from 'socket';
new Socket().on('clo$0se', () => {});
";
        let checked = Checked::new(text);
        let found = crate::definition(&checked.snapshot, checked.position(), &|| false);
        let targets = found.map(|found| found.targets).unwrap_or_default();
        let show = |place: &Place| checked.slice(place.file, place.range);
        let why = crate::rename(&checked.snapshot, checked.position(), "shut", &|| false).unwrap_err();
        (targets.iter().map(show).collect::<Vec<_>>(), why)
    });
    assert_eq!(found.0, ["on(event: 'close', listener: (code: number) => void): this;"]);
    assert_eq!(found.1, "`close` is declared outside of the project");
}

#[test]
fn renamed_wherever_the_emitter_is_the_same() {
    let found = on_large_stack(|| {
        let text = format!(
            "{QUEUE}//- /main.js\nconst Queue = require('./queue');\nnew Queue().on(\"jo$0b\", (job) => {{}});\n"
        );
        let checked = Checked::new(&text);
        let edits = crate::rename(&checked.snapshot, checked.position(), "task", &|| false).expect("edits");
        let applied = edits.iter().map(|edits| {
            let text = checked.snapshot.text(edits.file).expect("text");
            source::apply(text.text(), &edits.edits)
        });
        applied.collect::<Vec<_>>().join("\n")
    });
    assert!(found.contains("this.emit('task', job)") && found.contains(".on(\"task\", (job)"), "{found}");
}

#[test]
fn a_hover_tells_what_is_passed() {
    let found = on_large_stack(|| {
        let text = format!(
            "{QUEUE}//- /main.js\nconst Queue = require('./queue');\nconst queue = new Queue();\nqueue.push({{ id: 1 }});\nqueue.on('jo$0b', (job) => {{}});\n"
        );
        let checked = Checked::new(&text);
        let hover = crate::hover(&checked.snapshot, checked.position(), &|| false).expect("a hover");
        (hover.code, hover.documentation)
    });
    assert_eq!(found.0, "(event) job(job: { id: number })");
    assert_eq!(found.1, "Emitted in 1 place, listened to in 1 place.");
}

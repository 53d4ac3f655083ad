use super::check;

#[test]
fn listeners_are_given_what_is_emitted() {
    check(
        r#"
//- /queue.js
const { EventEmitter } = require('node:events');
class Job { run() {} }
class Queue extends EventEmitter {
  push() { this.emit('job', new Job(), 1); }
}
module.exports = { Queue };
//- /main.js
const { Queue } = require('./queue');
const queue = new Queue();
queue.on('job', (job, priority) => use(job, priority));
//                                     ^^^ Job
//                                          ^^^^^^^^ number
queue.once('job', function (job) { use(job, this); });
//                                     ^^^ Job
//                                          ^^^^ Queue
queue.on('other', (nothing) => use(nothing));
//                                 ^^^^^^^ any
"#,
    );
}

#[test]
fn listeners_of_plain_emitters() {
    check(
        r#"
const EventEmitter = require('events');
const one = new EventEmitter(), two = new EventEmitter();
one.emit('done', 'text');
two.emit('done', 1);
one.on('done', (value) => use(value));
//                            ^^^^^ string
two.on('done', (value) => use(value));
//                            ^^^^^ number
"#,
    );
}

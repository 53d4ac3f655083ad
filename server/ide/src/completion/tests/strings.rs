//! What is offered in strings.

use super::{check_first, check_has};

#[test]
fn what_typeof_gives() {
    check_first("if (typeof a === '$0') {}", "string number object");
    check_has("if (typeof a === 'fu$0') {}", "function !string");
    check_has("if ('$0' === typeof a) {}", "undefined boolean");
    check_has("switch (typeof a) { case '$0': }", "string bigint");
    check_has("if (typeof a !== \"sy$0\") {}", "symbol");
}

#[test]
fn members_of_a_union_that_is_compared() {
    check_has("/** @param {'left' | 'right'} side */\nfunction go(side) { if (side === '$0') {} }", "left right");
    check_has("/** @param {'left' | 'right'} side */\nfunction go(side) { if (side == 'l$0') {} }", "left");
    check_has("/** @param {'left' | 'right'} side */\nfunction go(side) { if ('$0' !== side) {} }", "left right");
}

#[test]
fn members_of_a_union_in_a_switch() {
    check_has(
        "/** @param {'left' | 'right'} side */\nfunction go(side) { switch (side) { case '$0': } }",
        "left right",
    );
}

#[test]
fn a_property_that_is_compared() {
    check_has("/** @param {{ kind: 'a' | 'b' }} o */\nfunction go(o) { return o.kind === '$0'; }", "a b");
}

#[test]
fn what_a_variable_holds_is_what_it_is_compared_with() {
    check_has("let mode = 'fast';\nmode = 'slow';\nif (mode === '$0') {}", "fast slow");
}

#[test]
fn what_a_parameter_demands() {
    check_has("/** @param {'left' | 'right'} side */\nfunction go(side) {}\ngo('$0');", "left right");
    check_has("/** @param {{ side: 'left' | 'right' }} o */\nfunction go(o) {}\ngo({ side: '$0' });", "left right");
    check_has("/** @param {('left' | 'right')[]} all */\nfunction go(all) {}\ngo(['$0']);", "left right");
}

#[test]
fn what_a_declared_variable_demands() {
    check_has("/** @type {'left' | 'right'} */\nlet side = '$0';", "left right");
}

#[test]
fn events_of_the_library() {
    check_has("process.on('$0');", "exit uncaughtException");
    check_has("require('http').createServer().on('$0');", "request connection");
    check_has("const s = require('fs').createReadStream('a');\ns.on('$0', () => {});", "data end error");
    check_has("process.once('ex$0');", "exit");
}

#[test]
fn events_that_the_file_names() {
    check_has("bus.emit('ready');\nbus.on('$0');", "ready");
    check_has("bus.on('ready', f);\nbus.emit('$0');", "ready");
    check_has("this.emit('done', 1);\nthing.off('$0');", "done");
}

#[test]
fn keys_of_what_is_indexed() {
    check_has("const o = { alpha: 1, 'two words': 2 };\no['$0'];", "alpha");
    check_has("const o = { alpha: 1, beta: 2 };\no['be$0'];", "beta");
}

#[test]
fn encodings() {
    check_has("require('fs').readFileSync('a', '$0');", "utf8 base64 hex");
}

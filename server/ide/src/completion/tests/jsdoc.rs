//! What is offered in a `/** */` comment.

use super::{check_first, check_has, list};

#[test]
fn tags_behind_their_sign() {
    check_first("/** @pa$0 */\nfunction f() {}", "@param");
    check_first("/** @ret$0 */\nfunction f() {}", "@returns");
    check_has("/**\n * Words.\n * @$0\n */\nfunction f() {}", "@param @returns @type @deprecated @example");
}

#[test]
fn names_of_parameters() {
    check_first("/** @param $0 */\nfunction f(left, right) {}", "left right");
    check_has("/** @param ri$0 */\nfunction f(left, right) {}", "right !left");
    check_first("/** @param {number} $0 */\nfunction f(left, right) {}", "left right");
    check_has("/** @param [$0] */\nfunction f(left) {}", "left");
}

#[test]
fn what_is_told_already_is_not_offered() {
    check_first("/**\n * @param left\n * @param $0\n */\nfunction f(left, right) {}", "right");
    check_has("/**\n * @param left\n * @param $0\n */\nfunction f(left, right) {}", "!left");
}

#[test]
fn parameters_of_whatever_holds_the_function() {
    check_has("/** @param $0 */\nconst f = (left) => left;", "left");
    check_has("/** @param $0 */\nexports.f = function (left) {};", "left");
    check_has("class A {\n  /** @param $0 */\n  m(left) {}\n}", "left");
    check_has("const o = {\n  /** @param $0 */\n  m(left) {}\n};", "left");
}

#[test]
fn a_function_further_down_is_not_meant() {
    assert!(list("/** @param $0 */\nconst a = 1;\nfunction f(left) {}").is_empty());
}

#[test]
fn types_in_braces() {
    check_has("class User {}\n/** @param {Us$0} user */\nfunction f(user) {}", "User");
    check_has("/** @type {str$0} */\nlet a;", "string");
    check_has("/** @typedef {{ a: 1 }} Options */\n/** @param {Opt$0} o */\nfunction f(o) {}", "Options");
    check_has("/** @returns {Prom$0} */\nfunction f() {}", "Promise");
}

#[test]
fn words_are_the_authors() {
    assert!(list("/** Adds the fi$0 */\nfunction f(first) {}").is_empty());
    assert!(list("/** @param left the fi$0 */\nfunction f(left, first) {}").is_empty());
    assert!(list("/** @returns the fi$0 */\nfunction f(first) {}").is_empty());
}

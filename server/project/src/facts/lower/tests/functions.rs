//! Functions: names, parameters, what they give, what they use.

use expect_test::expect;

use super::*;

fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let lines = facts.functions.iter().map(|function| {
        let mut line = format!("{:?} {}", function.flavor, function.name.as_deref().unwrap_or("?"));
        let parameters = function.parameters.iter().map(|parameter| {
            let name = parameter.name.as_deref().unwrap_or("pattern");
            let rest = if parameter.is_rest { "..." } else { "" };
            let optional = if parameter.is_optional { "?" } else { "" };
            let default = parameter.default.map_or(String::new(), |value| format!(" = {}", show(&facts, value)));
            format!("{rest}{name}{optional}{default}")
        });
        line += &format!("({})", parameters.collect::<Vec<_>>().join(", "));
        for (word, values) in
            [("returns", &function.returns), ("yields", &function.yields), ("throws", &function.throws)]
        {
            if !values.is_empty() {
                let values: Vec<String> = values.iter().map(|value| show(&facts, *value)).collect();
                line += &format!(" {word} {}", values.join(" | "));
            }
        }
        for (word, holds) in [
            ("undefined", function.may_return_undefined),
            ("async", function.is_async),
            ("generator", function.is_generator),
            ("this", function.uses_this),
            ("arguments", function.uses_arguments),
        ] {
            if holds {
                line += &format!(" {word}");
            }
        }
        if let Some(doc) = function.doc {
            line += &format!(" {}", facts[doc].range.slice(text));
        }
        line
    });
    check_lines(lines, expect);
}

#[test]
fn names_come_from_where_they_are_put() {
    check(
        "\
function a() {}
const b = () => 1, c = function d() {};
e = function () {};
module.exports = function () {};
exports.f = exports.g = function () {};
({ h: () => 1, i() {}, get j() {}, set j(v) {}, 'k-l': function () {}, [m]() {} });
const { n = () => 1 } = {}, o = p || function () {};
let q = x ? () => 1 : () => 2;
r(() => 1);
class S { t() {} #u = () => 1; static v = function () {}; constructor() {} }",
        expect![[r#"
            Declaration a() undefined
            Arrow b() returns 1
            Expression d() undefined
            Expression e() undefined
            Expression ?() undefined
            Expression g() undefined
            Arrow h() returns 1
            Method i() undefined
            Getter j() undefined
            Setter j(v) undefined
            Expression k-l() undefined
            Method ?() undefined
            Arrow n() returns 1
            Expression ?() undefined
            Arrow q() returns 1
            Arrow q() returns 2
            Arrow ?() returns 1
            Method t() undefined
            Arrow #u() returns 1
            Expression v() undefined
            Constructor constructor() undefined
        "#]],
    );
}

#[test]
fn what_they_give() {
    check(
        "\
function a() { return 1; }
function b() { if (x) return 1; }
function c() { if (x) return 1; else throw new Error(); }
function d() { return; }
function* e() { yield 1; yield* f; return 2; }
async () => await 1;
function g() { while (true) { if (x) return 1; } }
function h() { for (;;) { break; } }
function i() { switch (x) { case 1: return 1; default: return 2; } }
function j() { switch (x) { case 1: return 1; } }
function k() { try { return 1; } catch { return 2; } finally { x(); } }
function l() { try { return x(); } catch {} }
function m() { a: { break a; } }
function n() { do { return 1; } while (true); }
function o() { outer: while (1) { while (1) { break outer; } } }",
        expect![[r#"
            Declaration a() returns 1
            Declaration b() returns 1 undefined
            Declaration c() returns 1 throws new Error()
            Declaration d() undefined
            Declaration e() returns 2 yields 1 | Yield { value: Some(ExpressionId(15)), is_delegate: true } generator
            Arrow ?() returns await 1 async
            Declaration g() returns 1
            Declaration h() undefined
            Declaration i() returns 1 | 2
            Declaration j() returns 1 undefined
            Declaration k() returns 1 | 2
            Declaration l() returns x() undefined
            Declaration m() undefined
            Declaration n() returns 1
            Declaration o() undefined
        "#]],
    );
}

#[test]
fn what_they_use() {
    check(
        "\
function a() { () => { this; arguments; } }
() => arguments;
({ b() { super.c() } });
function d() { function e() { this } }
function f() { return class { g = () => this; static { this } } }
() => class { h = this };",
        expect![[r#"
            Declaration a() undefined this arguments
            Arrow ?() undefined this arguments
            Arrow ?() returns arguments arguments
            Method b() undefined this
            Declaration d() undefined
            Declaration e() undefined this
            Declaration f() returns class ?
            Arrow g() returns this this
            Arrow ?() returns class ?
        "#]],
    );
}

#[test]
fn documentation() {
    check(
        "\
/** a */ function a() {}
/** b */
// a note
const b = () => 1;
/** c */ exports.c = function () {};
({ /** d */ d() {}, /** e */ e: () => 1 });
f(/** g */ function () {});
/** not h */ x; function h() {}
class I { /** j */ @k j() {} @l /** m */ m() {} /** n */ n = () => 1; }",
        expect![[r#"
            Declaration a() undefined /** a */
            Arrow b() returns 1 /** b */
            Expression c() undefined /** c */
            Method d() undefined /** d */
            Arrow e() returns 1 /** e */
            Expression ?() undefined /** g */
            Declaration h() undefined
            Method j() undefined /** j */
            Method m() undefined /** m */
            Arrow n() returns 1 /** n */
        "#]],
    );
}

#[test]
fn typescript() {
    check(
        "\
// typescript
function a(this: Date, b?: string, ...c: number[]): void;
function a() {}
declare function d(e: string): number;
abstract class F { constructor(private g: string, public h = 1) {} abstract i(): void }",
        expect![[r#"
            Signature a(b?, ...c)
            Declaration a() undefined
            Signature d(e)
            Constructor constructor(g, h = 1) undefined
            Signature i()
        "#]],
    );
}

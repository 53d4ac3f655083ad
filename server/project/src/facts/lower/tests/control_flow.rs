//! What nothing can reach.

use expect_test::expect;

use super::*;

fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    check_lines(facts.unreachable.iter().map(|range| range.slice(text).to_owned()), expect);
}

#[test]
fn behind_jumps() {
    check(
        "function f() { return 1; a(); b(); }",
        expect![[r#"
        a(); b();
    "#]],
    );
    check(
        "function f() { throw x; { a(); } }",
        expect![[r#"
        { a(); }
    "#]],
    );
    check(
        "for (;;) { continue; a(); }",
        expect![[r#"
        a();
    "#]],
    );
    check(
        "while (x) { break; a(); } b();",
        expect![[r#"
        a();
    "#]],
    );
    check(
        "switch (x) { case 1: break; a(); case 2: b(); }",
        expect![[r#"
        a();
    "#]],
    );
    check(
        "if (x) { return; } else { throw y; } a();",
        expect![[r#"
        a();
    "#]],
    );
    check(
        "try { return; } finally { a(); } b();",
        expect![[r#"
        b();
    "#]],
    );
    check(
        "for (;;) {} a();",
        expect![[r#"
        a();
    "#]],
    );
}

#[test]
fn what_is_hoisted_is_reached() {
    check(
        "function f() { return g(); function g() {} var x; a(); function h() { return; b(); } }",
        expect![[r#"
        a();
        b();
    "#]],
    );
}

#[test]
fn outermost_only() {
    check(
        "function f() { return; if (x) { return; a(); } (() => { return; b(); })(); }",
        expect![[r#"
        if (x) { return; a(); } (() => { return; b(); })();
    "#]],
    );
}

#[test]
fn what_may_go_on() {
    check("function f() { if (x) return; a(); }", expect![[""]]);
    check("while (true) { if (x) break; } a();", expect![[""]]);
    check("do { if (x) continue; return; } while (y); a();", expect![[""]]);
    check(
        "a: { b: { break a; } c(); } d();",
        expect![[r#"
        c();
    "#]],
    );
    check("try { throw x; } catch {} a();", expect![[""]]);
}

//! Texts before and after, with our names made short: `v0` takes the value of probe 0, `n` counts, `c` takes what was caught.

use std::path::Path;

use super::{CAUGHT, COUNT, MARK, NAME, Probed, probe};

fn probed(path: &str, text: &str) -> Probed {
    let goal = if path.ends_with(".cjs") { syntax::Goal::CommonJs } else { syntax::Goal::Module };
    probe(Path::new(path), text, goal, 0, None).expect("the text can be parsed")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    check_in("/a.mjs", text, expected);
}

#[track_caller]
fn check_in(path: &str, text: &str, expected: &str) {
    let found = probed(path, text).text.replace(COUNT, "n").replace(CAUGHT, "c").replace(NAME, "v").replace(MARK, "");
    assert_eq!(found, expected);
}

#[test]
fn declarations_and_expressions() {
    check("const total = price * count;", "const total = v0(price * count);");
    check("let a, b = f(), c = 1", "let a, b = v0(f()), c = 1");
    check("f(x)\n[1].map(g)", "v0(f(x)\n[1].map(g));");
    check("a = b", "v0(a = b);");
    check("a = 1; o.p = () => {};", "a = 1; v0(o.p = () => {n[1]++;});");
    check("a += 1; o.a ||= 'x'", "v0(a += 1); v1(o.a ||= 'x');");
    check("a, b;", "v0((a, b));");
    check("export const x = f()", "export const x = v0(f())");
    check("export default f()", "export default v0(f());");
    check("'use strict'; f()", "'use strict'; v0(f());");
}

#[test]
fn what_an_edit_ends_does_not_take_in_the_next_line() {
    check("x++\n(f)", "x++;v0(x);\nv1((f));");
    check("const { a } = o\n;[1].forEach(f)", "const { a } = o\n;v0(a);v1([1].forEach(f));");
}

#[test]
fn patterns_are_told_name_by_name() {
    check("const { a, b: [c = 1, ...d] } = f();", "const { a, b: [c = 1, ...d] } = f();v0(a);v1(c);v2(d);");
}

#[test]
fn functions_tell_what_they_get_and_give() {
    check("function f(a, { b }) { return a + b }", "function f(a, { b }) {v1(a);v2(b); return v3(a + b); }");
    check("const f = x => x * 2;", "const f = x => (v1(x),v2(x * 2));");
    check("const f = () => ({ a });", "const f = () => (n[0]++,v1(({ a })));");
    check("function f(a) { 'use strict' }", "function f(a) { 'use strict';v1(a); }");
    check(
        "class A { constructor(a) { super(a) } get x() { return this.y } }",
        "class A { constructor(a) {v1(a); v2(super(a)); } get x() {n[3]++; return v4(this.y); } }",
    );
}

#[test]
fn loops_tell_their_variables() {
    check("for (let i = 0; i < 3; i++) f(i);", "for (let i = 0; i < 3; i++) {v1(i);v2(f(i));}");
    check("for (const [k, w] of m) {}", "for (const [k, w] of m) {v1(k);v2(w);}");
    check("while (x);", "while (x){n[0]++;;}");
    check("do f()\nwhile (x)", "do {n[0]++;v1(f());}\nwhile (x)");
    check("a: for (;;) { continue a }", "a: for (;;) {n[0]++; continue a }");
}

#[test]
fn updates() {
    check("x++; o.x++; ++o.x;", "x++;v0(x); o.x++; v1(++o.x);");
    check("o.x++; //=> 1", "v0(o.x++); //=> 1");
}

#[test]
fn what_is_said_of_nothing_is_not_reached() {
    let found = probed("/a.mjs", "class A {} //=> 1\n//=> 2\nf(); //=> 3");
    let said: Vec<_> = found.probes.iter().filter_map(|probe| probe.expected.as_deref()).collect();
    assert_eq!(said, ["3", "1"]);
}

#[test]
fn what_a_body_declares_itself_is_not_read() {
    check("for (const x of y) { let x = 1; }", "for (const x of y) {n[0]++; let x = 1; }");
    check("for (const [a, b] of c) { const { b } = d; }", "for (const [a, b] of c) {v1(a); const { b } = d;v2(b); }");
    check("for (let k in o) { class k {} }", "for (let k in o) {n[0]++; class k {} }");
}

#[test]
fn a_returned_variable_counts_its_block() {
    check_in("/a.cjs", "if (a) return b;", "if (a) {return v1(b);}");
    check_in("/a.cjs", "if (a) { return b }", "if (a) { return v1(b); }");
    check_in("/a.cjs", "if (a) { return b() }", "if (a) {n[0]++; return v1(b()); }");
}

#[test]
fn the_body_of_with_is_left() {
    check_in("/a.cjs", "with (f()) { g(); h = () => { i() } }", "with (f()) { g(); h = () => { i() } }");
}

#[test]
fn what_is_put_in_can_be_taken_out() {
    let text = "for (const x of f()) g(x)\nconst h = (a, { b }) => (a, b), i = `${j /*?*/}`";
    let found = probed("/a.mjs", text).text;
    let own: Vec<&str> = found.split(MARK).step_by(2).collect();
    assert_eq!(own.concat(), text);
}

#[test]
fn branches_are_counted() {
    check(
        "if (a) f(); else if (b) g(); else { h() }",
        "if (a) {n[0]++;v1(f());} else if (b) {n[2]++;v3(g());} else {n[4]++; v5(h()); }",
    );
    check(
        "try { f() } catch (e) { g() } finally { }",
        "try {n[0]++; v1(f()); } catch (e) {c(e);v3(e); v4(g()); } finally {n[5]++; }",
    );
    check(
        "switch (a) { case 1: case 2: f(); break; default: }",
        "switch (a) { case 1: case 2: n[0]++;v1(f()); break; default: }",
    );
}

#[test]
fn comments_ask() {
    check("const x = 5; //?", "const x = v0(5); //?");
    check("x++ //=> 2", "x++;v0(x); //=> 2");
    check("const f = () => 1; //?", "const f = () => (n[0]++,1);v1(f); //?");
    check("f(a.b /*?*/, g(c))", "v0(f(v1(a.b) /*?*/, g(c)));");
    check("a.b(c) /*?*/.d()", "v0(v1(a.b(c)) /*?*/.d());");
    // What is called must stay a reference.
    check("a.b /*?*/ ()", "v0(a.b /*?*/ ());");
    check("a?.b /*?*/.c", "v0(a?.b /*?*/.c);");
    let found = probed("/a.mjs", "f(1); //=> 'one'\ng()");
    assert_eq!(found.probes[0].expected.as_deref(), Some("'one'"));
    assert!(found.probes[0].is_asked && !found.probes[1].is_asked);
}

#[test]
fn what_is_called_deleted_or_named_is_left() {
    check("const f = function () {}, g = class {}", "const f = function () {n[0]++;}, g = class {}");
    check("delete a.b; a.b`x`; new A.B(c)", "v0(delete a.b); v1(a.b`x`); v2(new A.B(c));");
    check("[a.b, c] = d", "v0([a.b, c] = d);");
}

#[test]
fn types_stay_for_the_next_step() {
    check_in(
        "/a.ts",
        "const a: number = f(b as string)!; function g(x: T, y?: U): V { return x }",
        "const a: number = v0(f(b as string)!); function g(x: T, y?: U): V {v2(x);v3(y); return v4(x); }",
    );
    check_in(
        "/a.ts",
        "declare const a: number; enum E { A = f() } interface I { a: 1 }",
        "declare const a: number; enum E { A = f() } interface I { a: 1 }",
    );
    check_in("/a.tsx", "const e = <A b={c}>{d /*?*/}</A>;", "const e = v0(<A b={c}>{v1(d) /*?*/}</A>);");
}

#[test]
fn columns_lead_back() {
    let found = probed("/a.mjs", "const x = f(y);");
    let positions = crate::Positions { shifts: found.shifts, ..crate::Positions::default() };
    let column = found.text.find("f(y)").unwrap() as u32;
    assert_eq!(positions.original(0, column).column, 10);
}

#[test]
fn what_can_not_be_probed() {
    assert_eq!(probe(Path::new("/a.mjs"), "const = 1", syntax::Goal::Module, 0, None), None);
    assert_eq!(probe(Path::new("/a.mjs"), "$_lode_0", syntax::Goal::Module, 0, None), None);
}

#[test]
fn one_expression_can_be_asked_for() {
    let text = "f(a + b.c);";
    let ask = |part: &str| {
        let start = text.find(part).unwrap() as u32;
        let asked = Some((start, start + part.len() as u32));
        probe(Path::new("/a.mjs"), text, syntax::Goal::Module, 0, asked).unwrap()
    };
    let shown = |part: &str| {
        let found = ask(part);
        let asked: Vec<&str> =
            found.probes.iter().filter(|it| it.is_asked).map(|it| &text[it.start as usize..it.end as usize]).collect();
        asked.join(" ")
    };
    for part in ["f(a + b.c)", "a + b.c", "a", "b.c", "b"] {
        assert_eq!(shown(part), part);
    }
    // What is called has to stay a reference.
    assert_eq!(shown("f"), "");
}

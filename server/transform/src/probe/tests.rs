//! Texts before and after, with our names made short: `v` takes a value, `n` counts.

use std::path::Path;

use super::{CAUGHT, COUNT, MARK, Probed, VALUE, probe};

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
    let found = probed(path, text).text.replace(VALUE, "v").replace(COUNT, "n").replace(CAUGHT, "c").replace(MARK, "");
    assert_eq!(found, expected);
}

#[test]
fn declarations_and_expressions() {
    check("const total = price * count;", "const total = v(0,price * count);");
    check("let a, b = f(), c = 1", "let a, b = v(0,f()), c = 1");
    check("f(x)\n[1].map(g)", "v(0,f(x)\n[1].map(g));");
    check("a = b", "v(0,a = b);");
    check("a = 1; o.p = () => {};", "a = 1; v(0,o.p = () => {n[1]++;});");
    check("a += 1; o.a ||= 'x'", "v(0,a += 1); v(1,o.a ||= 'x');");
    check("a, b;", "v(0,(a, b));");
    check("export const x = f()", "export const x = v(0,f())");
    check("export default f()", "export default v(0,f());");
    check("'use strict'; f()", "'use strict'; v(0,f());");
}

#[test]
fn what_an_edit_ends_does_not_take_in_the_next_line() {
    check("x++\n(f)", "x++;v(0,x);\nv(1,(f));");
    check("const { a } = o\n;[1].forEach(f)", "const { a } = o\n;v(0,a);v(1,[1].forEach(f));");
}

#[test]
fn patterns_are_told_name_by_name() {
    check("const { a, b: [c = 1, ...d] } = f();", "const { a, b: [c = 1, ...d] } = f();v(0,a);v(1,c);v(2,d);");
}

#[test]
fn functions_tell_what_they_get_and_give() {
    check("function f(a, { b }) { return a + b }", "function f(a, { b }) {v(1,a);v(2,b); return v(3,a + b); }");
    check("const f = x => x * 2;", "const f = x => (v(1,x),v(2,x * 2));");
    check("const f = () => ({ a });", "const f = () => (n[0]++,v(1,({ a })));");
    check("function f(a) { 'use strict' }", "function f(a) { 'use strict';v(1,a); }");
    check(
        "class A { constructor(a) { super(a) } get x() { return this.y } }",
        "class A { constructor(a) {v(1,a); v(2,super(a)); } get x() {n[3]++; return v(4,this.y); } }",
    );
}

#[test]
fn loops_tell_their_variables() {
    check("for (let i = 0; i < 3; i++) f(i);", "for (let i = 0; i < 3; i++) {v(1,i);v(2,f(i));}");
    check("for (const [k, w] of m) {}", "for (const [k, w] of m) {v(1,k);v(2,w);}");
    check("while (x);", "while (x){n[0]++;;}");
    check("do f()\nwhile (x)", "do {n[0]++;v(1,f());}\nwhile (x)");
    check("a: for (;;) { continue a }", "a: for (;;) {n[0]++; continue a }");
}

#[test]
fn updates() {
    check("x++; o.x++; ++o.x;", "x++;v(0,x); o.x++; v(1,++o.x);");
    check("o.x++; //=> 1", "v(0,o.x++); //=> 1");
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
    check("for (const [a, b] of c) { const { b } = d; }", "for (const [a, b] of c) {v(1,a); const { b } = d;v(2,b); }");
    check("for (let k in o) { class k {} }", "for (let k in o) {n[0]++; class k {} }");
}

#[test]
fn a_returned_variable_counts_its_block() {
    check_in("/a.cjs", "if (a) return b;", "if (a) {return v(1,b);}");
    check_in("/a.cjs", "if (a) { return b }", "if (a) { return v(1,b); }");
    check_in("/a.cjs", "if (a) { return b() }", "if (a) {n[0]++; return v(1,b()); }");
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
        "if (a) {n[0]++;v(1,f());} else if (b) {n[2]++;v(3,g());} else {n[4]++; v(5,h()); }",
    );
    check(
        "try { f() } catch (e) { g() } finally { }",
        "try {n[0]++; v(1,f()); } catch (e) {c(3,e); v(4,g()); } finally {n[5]++; }",
    );
    check(
        "switch (a) { case 1: case 2: f(); break; default: }",
        "switch (a) { case 1: case 2: n[0]++;v(1,f()); break; default: }",
    );
}

#[test]
fn comments_ask() {
    check("const x = 5; //?", "const x = v(0,5); //?");
    check("x++ //=> 2", "x++;v(0,x); //=> 2");
    check("const f = () => 1; //?", "const f = () => (n[0]++,1);v(1,f); //?");
    check("f(a.b /*?*/, g(c))", "v(0,f(v(1,a.b) /*?*/, g(c)));");
    check("a.b(c) /*?*/.d()", "v(0,v(1,a.b(c)) /*?*/.d());");
    // What is called must stay a reference.
    check("a.b /*?*/ ()", "v(0,a.b /*?*/ ());");
    check("a?.b /*?*/.c", "v(0,a?.b /*?*/.c);");
    let found = probed("/a.mjs", "f(1); //=> 'one'\ng()");
    assert_eq!(found.probes[0].expected.as_deref(), Some("'one'"));
    assert!(found.probes[0].is_asked && !found.probes[1].is_asked);
}

#[test]
fn what_is_called_deleted_or_named_is_left() {
    check("const f = function () {}, g = class {}", "const f = function () {n[0]++;}, g = class {}");
    check("delete a.b; a.b`x`; new A.B(c)", "v(0,delete a.b); v(1,a.b`x`); v(2,new A.B(c));");
    check("[a.b, c] = d", "v(0,[a.b, c] = d);");
}

#[test]
fn types_stay_for_the_next_step() {
    check_in(
        "/a.ts",
        "const a: number = f(b as string)!; function g(x: T, y?: U): V { return x }",
        "const a: number = v(0,f(b as string)!); function g(x: T, y?: U): V {v(2,x);v(3,y); return v(4,x); }",
    );
    check_in(
        "/a.ts",
        "declare const a: number; enum E { A = f() } interface I { a: 1 }",
        "declare const a: number; enum E { A = f() } interface I { a: 1 }",
    );
    check_in("/a.tsx", "const e = <A b={c}>{d /*?*/}</A>;", "const e = v(0,<A b={c}>{v(1,d) /*?*/}</A>);");
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
    assert_eq!(probe(Path::new("/a.mjs"), "$_lode_value", syntax::Goal::Module, 0, None), None);
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

//! What names hold, and what stands in what.

use expect_test::expect;

use super::*;

fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let lines = facts.bindings.iter().map(|binding| {
        let values: Vec<String> = binding.values.iter().map(|value| show(&facts, *value)).collect();
        format!("{} = {}", binding.name, values.join(" | "))
    });
    check_lines(lines, expect);
}

#[test]
fn initialisers_and_assignments_in_the_order_of_the_text() {
    check(
        "a = 1; var a = 2; a = b; a += 3; a++; a ||= {}; [a] = c; for (a of d); ({ x: a = 5 } = e);",
        expect![[r#"
        a = 1 | 2 | b | (a Add= 3) | a++ | (a Or= {}) | <item 0 of c> | <element of d> | <<x of e> or 5>
    "#]],
    );
}

#[test]
fn parts_of_patterns() {
    check(
        "const { a, b: { c }, d = 1, 'e-f': e, [k]: f, ...rest } = o;",
        expect![[r#"
        a = <a of o>
        c = <c of <b of o>>
        d = <<d of o> or 1>
        e = <e-f of o>
        f = o[k]
        rest = <o without ["a", "b", "d", "e-f"]>
    "#]],
    );
    check(
        "const [a, , [b], c = 2, ...rest] = o;",
        expect![[r#"
        a = <item 0 of o>
        b = <item 0 of <item 2 of o>>
        c = <<item 3 of o> or 2>
        rest = <o from 4>
    "#]],
    );
    check(
        "for (const { a } of b) ; for (const c in d) ; for (const x of y) ; try {} catch (e) {}",
        expect![[r#"
        a = <a of <element of b>>
        c = <key of d>
        x = <element of y>
        e = <caught>
    "#]],
    );
    check(
        "async () => { for await (const a of b); }",
        expect![[r#"
        a = <async element of b>
    "#]],
    );
    check(
        "// typescript\nconst { a }: { a: string } = b;",
        expect![[r#"
        a = <a of <T>>
    "#]],
    );
}

#[test]
fn parameters() {
    check(
        "function f(a, b = 1, { c } = {}, [d], ...e) {}",
        expect![[r#"
        f = function f
        a = <parameter 0>
        b = <<parameter 1> or 1>
        c = <c of <<parameter 2> or {}>>
        d = <item 0 of <parameter 3>>
        e = <parameter 4>
    "#]],
    );
}

#[test]
fn casts() {
    check(
        "const a = /** @type {T} */ (b), c = /** no cast */ (d), e = /** @type {const} */ ([1]);",
        expect![[r#"
            a = (b as T)
            c = d
            e = ([1] as const)
        "#]],
    );
    check(
        "const a = /** @satisfies {T} */ (b);",
        expect![[r#"
        a = (b satisfies T)
    "#]],
    );
    check(
        "// typescript\nconst a = b as T, c = <T>d, e = f as const, g = h satisfies T;",
        expect![[r#"
        a = (b as T)
        c = (d as T)
        e = (f as const)
        g = (h satisfies T)
    "#]],
    );
}

#[test]
fn literals() {
    check(
        "const a = `x`, b = `x${y}`, c = [1, , ...d], e = { f, g: 1, 'h': 2, [i]: 3, ['j']: 4, 5: 6, ...k, l() {} };",
        expect![[r#"
        a = 'x'
        b = `y`
        c = [1, hole, ...d]
        e = {f: f, g: 1, h: 2, …: 3, j: 4, 5: 6, …: k, l: function l}
    "#]],
    );
    check(
        "const a = #x in y, b = -1n, c = /x/u, d = a?.b?.[0]?.(), e = (1, 2), f = typeof g;"
            .replace("#x in y, b =", "")
            .as_str(),
        expect![[r#"
        a = Numeric(BigInt)
        c = RegularExpression
        d = a?.b[0]()
        e = Sequence([ExpressionId(9), ExpressionId(10)])
        f = TypeOf(g)
    "#]],
    );
}

/// Every assignment, with what documents it.
fn check_assignments(text: &str, expect: Expect) {
    let facts = facts(text);
    let lines = facts.assignments.iter().map(|assignment| {
        let doc = assignment.doc.map(|doc| facts[doc].range.slice(text));
        format!("{} {}", show(&facts, assignment.expression), doc.unwrap_or_default()).trim_end().to_owned()
    });
    check_lines(lines, expect);
}

#[test]
fn assignments_with_their_documentation() {
    check_assignments(
        "\
/** a */ exports.a = exports.b = function () {};
function C() { /** x */ this.x; /** y */ this.y = null; }
/** p */
C.prototype['p'] = () => 1;
[this.q, r] = s;
for (t.u of v);
w ??= 1;",
        expect![[r#"
            (exports.a = (exports.b = function b)) /** a */
            (exports.b = function b) /** a */
            this.x /** x */
            (this.y = null) /** y */
            (C.prototype['p'] = function p) /** p */
            (this.q = <item 0 of s>)
            (t.u = <element of v>)
            (w Coalesce= 1)
        "#]],
    );
}

#[test]
fn what_a_value_is_an_operand_of() {
    let text = "f(a, { b: c => d, e: [g] }, h ? i : j)";
    let facts = facts(text);
    let lines = facts.expressions.iter().enumerate().map(|(index, expression)| {
        let parent = facts.parents[index].map_or("-", |parent| facts[parent].range.slice(text));
        format!("{} in {parent}", expression.range.slice(text))
    });
    check_lines(
        lines,
        expect![[r#"
        f(a, { b: c => d, e: [g] }, h ? i : j) in -
        f in f(a, { b: c => d, e: [g] }, h ? i : j)
        a in f(a, { b: c => d, e: [g] }, h ? i : j)
        { b: c => d, e: [g] } in f(a, { b: c => d, e: [g] }, h ? i : j)
        c => d in { b: c => d, e: [g] }
        c in -
        d in -
        [g] in { b: c => d, e: [g] }
        g in [g]
        h ? i : j in f(a, { b: c => d, e: [g] }, h ? i : j)
        h in h ? i : j
        i in h ? i : j
        j in h ? i : j
    "#]],
    );
}

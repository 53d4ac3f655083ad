//! Scopes, names and their uses.

use expect_test::expect;

use super::*;

/// Scopes with their names, and where each name is declared (`d`) and used (`r` read, `w` written, `u` both, `t` as a type,
/// `e` exported): lines from 1.
fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let line = |range: TextRange| text[..range.start() as usize].matches('\n').count() + 1;
    let mut lines = Vec::new();
    for (index, scope) in facts.scopes.iter().enumerate() {
        let depth = facts.scopes_from(ScopeId(index as u32)).count() - 1;
        let kind = match scope.kind {
            ScopeKind::Function(function) => format!("function {}", facts[function].name.as_deref().unwrap_or("")),
            ScopeKind::Class(class) => format!("class {}", facts[class].name.as_deref().unwrap_or("")),
            ScopeKind::StaticBlock(_) => "static block".to_owned(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        lines.push(format!("{}{}", "  ".repeat(depth), kind.trim_end()));
        for id in &scope.bindings {
            let binding = &facts[*id];
            let mut places: Vec<String> =
                binding.declarations.iter().map(|row| format!("d{}", line(row.name_range))).collect();
            let uses = facts.references.iter().filter(|reference| reference.binding == Some(*id));
            places.extend(uses.map(|reference| {
                let usage = match reference.usage {
                    Usage::Read => 'r',
                    Usage::Write => 'w',
                    Usage::ReadWrite => 'u',
                    Usage::Type => 't',
                    Usage::Export => 'e',
                };
                format!("{usage}{}", line(reference.range))
            }));
            let kind = format!("{:?}", binding.kind).to_lowercase();
            lines.push(format!("{}- {kind} {} {}", "  ".repeat(depth), binding.name, places.join(" ")));
        }
    }
    let globals = facts.references.iter().filter(|reference| reference.binding.is_none());
    let globals: Vec<String> =
        globals.map(|reference| format!("{}:{}", reference.name, line(reference.range))).collect();
    if !globals.is_empty() {
        lines.push(format!("global {}", globals.join(" ")));
    }
    check_lines(lines, expect);
}

#[test]
fn var_and_functions_are_seen_before_their_text() {
    check(
        "\
f(a);
if (a) {
  var a = 1;
  let b = a;
  function f() { return b }
}
a = 2; a += 1; a++;",
        expect![[r#"
            file
            - var a d3 r1 r2 r4 w7 u7 u7
            - function f d5 r1
              block
              - let b d4 r5
                function f
        "#]],
    );
}

#[test]
fn strict_functions_stay_in_their_block() {
    check(
        "'use strict';\n{ function f() {} f() }\nf()",
        expect![[r#"
        file
          block
          - function f d2 r2
            function f
        global f:3
    "#]],
    );
    check(
        "function g() { 'use strict'; { function f() {} } f }",
        expect![[r#"
        file
        - function g d1
          function g
            block
            - function f d1
              function f
        global f:1
    "#]],
    );
    check(
        "{ async function f() {} } f",
        expect![[r#"
        file
          block
          - function f d1
            function f
        global f:1
    "#]],
    );
}

#[test]
fn parameters_and_body_share_a_scope() {
    check(
        "function f(a, { b, c: [d] = b }, ...e) { var a; let g = e }",
        expect![[r#"
        file
        - function f d1
          function f
          - parameter a d1 d1
          - parameter b d1 r1
          - parameter d d1
          - parameter e d1 r1
          - let g d1
    "#]],
    );
}

#[test]
fn own_names_of_expressions_are_inside_and_give_way() {
    check(
        "const a = function f() { f };\nconst b = function g(g) { g };\nconst c = class D { m() { D } };\nf, D",
        expect![[r#"
        file
        - const a d1
        - const b d2
        - const c d3
          function f
          - function f d1 r1
          function g
          - parameter g d2 r2
          class D
          - class D d3 r3
            function m
        global f:4 D:4
    "#]],
    );
}

#[test]
fn loops_catch_switch_with() {
    check(
        "\
for (let i = 0; i < 9; i++) { i }
for (const [k, v] of k) v;
for (var x in y) x;
try {} catch ({ message }) { let e; message }
switch (x) { case 1: let s; default: s }
with (x) { z }
for (k of x);
label: for (;;) break label;",
        expect![[r#"
            file
            - var x d3 r3 r5 r6 r7
              loop
              - let i d1 r1 u1 r1
              loop
              - const k d2 r2
              - const v d2 r2
              catch
              - caught message d4 r4
              - let e d4
              switch
              - let s d5 r5
              with
            global y:3 z:6 k:7
        "#]],
    );
}

#[test]
fn classes_and_static_blocks() {
    check(
        "class A extends B { static { var a = A } x = this.y; [z]() {} }\nnew A",
        expect![[r#"
        file
        - class A d1 r1 r2
          class A
            static block
            - var a d1
            function
        global B:1 z:1
    "#]],
    );
}

#[test]
fn destructuring_assigns() {
    check(
        "let a, b, o;\n[a, o.x = b] = [b, a];\n({ a, b: o.y, ...b } = o);\n[(a)] = o",
        expect![[r#"
        file
        - let a d1 r2 w2 w3 w4
        - let b d1 r2 r2 w3
        - let o d1 r2 r3 r3 r4
    "#]],
    );
}

#[test]
fn imports_and_exports_use_names() {
    check(
        "// module\nimport d, { a as b, c } from 'm';\nimport * as n from 'n';\nexport { b as x, missing };\nexport default d;",
        expect![[r#"
            file
            - import d d2 r5
            - import b d2 e4
            - import c d2
            - import n d3
            global missing:4
        "#]],
    );
}

#[test]
fn one_name_is_one_binding() {
    check(
        "var a; var a = 1; function a() {}",
        expect![[r#"
        file
        - var a d1 d1 d1
          function a
    "#]],
    );
    check(
        "// typescript\nfunction f(a: string): void;\nfunction f(a: any) {}\nexport { f }",
        expect![[r#"
        file
        - function f d2 d3 e4
          function f
          - parameter a d2
          function f
          - parameter a d3
    "#]],
    );
}

#[test]
fn jsx_names() {
    check(
        "// module\nconst A = 1, b = 2;\n<A x={b} {...b}><b/><A.C/>{b}</A>;\n<></>",
        expect![[r#"
        file
        - const A d2 r3 r3 r3
        - const b d2 r3 r3 r3
    "#]],
    );
}

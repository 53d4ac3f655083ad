//! Imports and exports.

use expect_test::expect;

use super::*;

fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let mut lines = Vec::new();
    for import in &facts.imports {
        let mut line = format!("{:?} '{}' {}", import.kind, import.specifier, import.specifier_range.slice(text));
        for name in &import.names {
            let imported = match &name.imported {
                ImportedName::Named(imported) => imported.to_string(),
                ImportedName::Default => "default".to_owned(),
                ImportedName::Namespace => "*".to_owned(),
            };
            let local = name.local.map_or(String::new(), |local| format!(" as {}", facts[local].name));
            line += &format!(" {imported}{local}{}", if name.is_type_only { " (type)" } else { "" });
        }
        if import.is_nested {
            line += " (nested)";
        }
        if import.is_type_only {
            line += " (type)";
        }
        lines.push(line);
    }
    for export in &facts.exports {
        let what = match &export.what {
            Exported::Binding(binding) => facts[*binding].name.to_string(),
            Exported::Expression(value) => show(&facts, *value),
            Exported::Import { import, .. } => format!("of '{}'", facts[*import].specifier),
            Exported::Nothing => "nothing".to_owned(),
        };
        let at = export.name_range.slice(text);
        lines.push(format!(
            "export {:?} {what} at {at}{}",
            export.name,
            if export.is_type_only { " (type)" } else { "" }
        ));
    }
    check_lines(lines, expect);
}

#[test]
fn es_imports() {
    check(
        "// module\nimport 'a';\nimport d, * as n from 'b';\nimport { x, y as z, default as w, 'q r' as s } from 'c' with { type: 'json' };",
        expect![[r#"
            Static 'a' 'a'
            Static 'b' 'b' default as d * as n
            Static 'c' 'c' x as x y as z default as w q r as s
        "#]],
    );
    check(
        "// typescript\nimport type { A } from 'a';\nimport { type B, c } from 'b';\nimport e = require('e');",
        expect![[r#"
        Static 'a' 'a' A as A (type) (type)
        Static 'b' 'b' B as B (type) c as c
        Require 'e' 'e'
    "#]],
    );
}

#[test]
fn es_exports() {
    check(
        "\
// module
export const a = 1, { b, c: [d] } = a;
export function e() {}
export class F {}
const g = 1;
export { g, g as h, g as default, missing };
export * from 'i';
export * as j from 'j';
export { default, k as l, m as default } from 'k';",
        expect![[r#"
            ReExport 'i' 'i'
            ReExport 'j' 'j' *
            ReExport 'k' 'k' default k m
            export Named("a") a at a
            export Named("b") b at b
            export Named("d") d at d
            export Named("e") e at e
            export Named("F") F at F
            export Named("g") g at g
            export Named("h") g at h
            export Default g at default
            export Named("missing") nothing at missing
            export All of 'i' at *
            export Named("j") of 'j' at j
            export Default of 'k' at default
            export Named("l") of 'k' at l
            export Default of 'k' at default
        "#]],
    );
    check(
        "// module\nexport default function f() {}",
        expect![[r#"
        export Default f at default
    "#]],
    );
    check(
        "// module\nexport default function () {}",
        expect![[r#"
        export Default function ? at default
    "#]],
    );
    check(
        "// module\nexport default class {}",
        expect![[r#"
        export Default class ? at default
    "#]],
    );
    check(
        "// module\n/** x */ export default { a: 1 };",
        expect![[r#"
        export Default {a: 1} at default
    "#]],
    );
    check(
        "// typescript\nconst a = 1;\nexport = a;",
        expect![[r#"
        export Equals a at a
    "#]],
    );
    check(
        "// declarations\nexport as namespace A;\nexport function f(): void;\nexport function f(a: string): void;",
        expect![[r#"
        export Global("A") nothing at A
        export Named("f") f at f
    "#]],
    );
}

#[test]
fn requires() {
    check(
        "\
const a = require('a'), { b, c: d, e: { f }, g = 1, ...h } = require('./b');
if (a) require(`c`);
function i() { return require('d').x; }
a && require('e');
require(a + 'f');
require.resolve('g');
require();",
        expect![[r#"
            Require 'a' 'a'
            Require './b' './b' b as b c as d e g as g
            Require 'c' `c` (nested)
            Require 'd' 'd' (nested)
            Require 'e' 'e' (nested)
            Require '' a + 'f'
            Resolve 'g' 'g'
        "#]],
    );
}

#[test]
fn a_require_of_ones_own_is_none() {
    check("(function (require) { require('a') })", expect![[""]]);
    check("require('a'); function require() {}", expect![[""]]);
    check(
        "// module\nimport { createRequire } from 'module';\nconst require = createRequire(import.meta.url);\nrequire('a')",
        expect![[r#"
        Static 'module' 'module' createRequire as createRequire
        Require 'a' 'a'
    "#]],
    );
}

#[test]
fn dynamic_imports() {
    check(
        "// module\nconst { a } = await import('a');\nimport(b);\nimport.meta.resolve('c');\n() => import('d');",
        expect![[r#"
        Dynamic 'a' 'a' a as a
        Dynamic '' b
        Resolve 'c' 'c'
        Dynamic 'd' 'd' (nested)
    "#]],
    );
}

#[test]
fn triple_slash() {
    check(
        "// declarations\n/// <reference types=\"node\" />\n/// <reference path='./x.d.ts' />\n/// <reference lib=\"dom\" />\nexport {};",
        expect![[r#"
        Type 'node' "node" (type)
        ReferencePath './x.d.ts' './x.d.ts' (type)
        ReferenceLibrary 'dom' "dom" (type)
    "#]],
    );
}

#[test]
fn a_type_and_a_value_of_one_name_are_a_value() {
    check(
        "// typescript\nexport interface A {}\nexport declare const A: A;\nexport interface B {}\nexport interface B { c: 1 }",
        expect![[r#"
            export Named("A") A at A
            export Named("B") B at B (type)
        "#]],
    );
}

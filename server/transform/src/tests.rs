//! What texts become, as text. `$lode…` are the rewrite's own names.

use std::path::Path;

use expect_test::{Expect, expect};

use crate::format::detect_format;
use crate::{Layers, Module, Options, common_js, explain_common_js, module, strip_types};

fn compiled(path: &str, text: &str) -> Result<Module, String> {
    let path = Path::new(path);
    module(path, text, &Options::for_path(path)).map_err(|error| {
        let (line, column, _) = error.place();
        format!("{line}:{column} {}", error.message())
    })
}

/// The code of a module. Lines never move.
fn check(text: &str, expected: Expect) {
    check_file("a.mjs", text, expected);
}

fn check_file(path: &str, text: &str, expected: Expect) {
    let module = compiled(path, text).unwrap();
    assert_eq!(module.code.lines().count(), text.lines().count());
    expected.assert_eq(&module.code);
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    assert_eq!(compiled("a.mjs", text).unwrap_err(), expected, "{text}");
}

fn check_types(text: &str, expected: Expect) {
    expected.assert_eq(&strip_types(Path::new("a.ts"), text).unwrap());
}

#[test]
fn imports_and_exports_are_blanked() {
    check(
        "import a, { b as c } from 'x'\nimport * as d from \"y\";import 'z'\nexport { a, c as 'a name' }\nexport * from 'w'\n[a]",
        expect![[r#"
            ;                            
            ;                      ;         
            ;                          
            ;                
            [a]"#]],
    );
}

#[test]
fn declarations_announce_their_bindings() {
    check(
        "export const a = 1, { b } = c\nexport let d;\nexport function e() {}\nexport class F {}\nlet g = () => {}\n;export { g }\nvar h\nexport { h }",
        expect![[r#"
                   const a = 1,$lodev0=$lodex(0), { b } = c,$lodev1=$lodex(1);
                   let d,$lodev2=$lodex(2);
                   function e() {}
                   class F {}$lodex(4);
            let g = () => {},$lodev5=$lodex(5)
            ;;           
            var h
            ;           "#]],
    );
}

#[test]
fn assignments_announce_again_where_they_mean_the_binding() {
    check(
        "export let a, b;\na = 1; a++; b ||= 2; [a, { b }] = c; for (a of c) f(a)\nfunction g(a) { a = 1; { let b; b = 2 } b = 3 }\na = () => {}\n(1)",
        expect![[r#"
                   let a,$lodev0=$lodex(0), b,$lodev1=$lodex(1);
            $lodex(0,a = 1); $lodex(0,a++); $lodex(1,b ||= 2); $lodex(0,$lodex(1,[a, { b }] = c)); for (a of c) {$lodex(0);f(a)}
            function g(a) { a = 1; { let b; b = 2 } $lodex(1,b = 3); }
            $lodex(0,a = () => {});
            (1)"#]],
    );
}

#[test]
fn imports_can_not_be_assigned() {
    check(
        "import { a } from 'x';\na = 1; a += 2; ({ a, b: [a] } = c); (a) => { a = 1 }",
        expect![[r#"
            ;                     
            $lodek.a = 1; $lodek.a += 2; ({ a:$lodek.a, b: [$lodek.a] } = c); (a) => { a = 1 }"#]],
    );
}

#[test]
fn default_exports_have_a_variable_and_the_right_name() {
    check(
        "export default a\n",
        expect![[r#"
        const $loded=  a,$lodev0=$lodex(0);
    "#]],
    );
    check(
        "export default () => {}\n",
        expect![[r#"
        const $loded=  ({default:() => {}}).default,$lodev0=$lodex(0);
    "#]],
    );
    check(
        "export default class {}\n(1)",
        expect![[r#"
            const $loded=  ({default:class {}}).default,$lodev0=$lodex(0);
            (1)"#]],
    );
    check("export default class A {}", expect![["               class A {}$lodex(0);"]]);
    check("export default function () {}", expect![["               function $loded () {}"]]);
    check(
        "export default async /* ( */ function /* * */ * () {}",
        expect![["               async /* ( */ function /* * */ * $loded () {}"]],
    );
}

#[test]
fn what_only_modules_have_is_replaced_in_place() {
    check(
        "import.meta.url; import('x'); this; () => this; function f() { this }\nclass A { [this.b] = this }",
        expect![[r#"
            import_meta.url; $mport('x'); $ths; () => $ths; function f() { this }
            class A { [$ths.b] = this }"#]],
    );
    // A name that the text has is not taken.
    check("import_meta, import.meta", expect![["import_meta, import_met1"]]);
    check("#!/usr/bin/env node\n1", expect![["///usr/bin/env node\n1"]]);
}

#[test]
fn awaits_keep_the_context() {
    check("const a = async () => await b;", expect![["const a = async () => $loder($lodes(),await b);"]]);
    check(
        "async function f() { 'use strict'; try { await a } catch { b } finally { c } }",
        expect![[
            "async function f() { 'use strict';let $lodec=$lodes(); try {$lodec=$lodes(); $loder($lodec=$lodes(),await a); } catch {$loder($lodec); b } finally {$loder($lodec); c } }"
        ]],
    );
    check(
        "async () => { if (a) for await (const b of c) d\n else e }",
        expect![[r#"
            async () => {let $lodec=$lodes(); if (a) {for await (const b of ($lodec=$lodes(),c)) {$loder($lodec);d}$loder($lodec);}
             else e }"#]],
    );
}

#[test]
fn positions_lead_back() {
    let mut module = compiled("a.mjs", "await a; throw new Error()").unwrap();
    let wrapped = module.wrap(&Layers::None);
    let place = wrapped.text.find("new Error").unwrap() as u32;
    let mut positions = module.positions.clone();
    positions.prologue_length = wrapped.prologue_length;
    assert_eq!(positions.original(0, place).column, 15);
}

#[test]
fn tables_tell_what_a_module_imports_and_exports() {
    let module = compiled("a.mjs", "import a, { b } from 'x' with { type: 'json' }; import * as c from 'x';\nexport { b as d, c as e }; export { f as default } from 'y'; export let g; g = 1; await 0").unwrap();
    let requests: Vec<&str> = module.requests.iter().map(|request| request.specifier.as_str()).collect();
    // With other attributes it is another module.
    assert_eq!(requests, ["x", "x", "y"]);
    assert_eq!(module.requests[0].attributes, [("type".to_owned(), "json".to_owned())]);
    let names: Vec<Option<&str>> = module.imports.iter().map(|import| import.name.as_deref()).collect();
    assert_eq!(names, [Some("default"), Some("b"), None]);
    let indirect: Vec<&str> = module.indirect_exports.iter().map(|export| export.exported.as_str()).collect();
    assert_eq!(indirect, ["default", "d", "e"]);
    assert_eq!(module.exports, [("g".to_owned(), 0)]);
    assert!(module.locals[0].is_mutable && module.has_top_level_await);
    assert_eq!(module.await_place, Some((1, 82)));
}

#[test]
fn early_errors_are_node_s() {
    check_error("let a; let a;", "1:12 Identifier 'a' has already been declared");
    check_error("import a from 'a';\nfunction a() {}", "2:10 Identifier 'a' has already been declared");
    check_error("function a() {} function a() {}", "1:26 Identifier 'a' has already been declared");
    check_error("export { a }", "1:10 Export 'a' is not defined in module");
    check_error("export let a; export { b as a }; let b", "1:24 Duplicate export of 'a'");
    check_error("import a from 'a' assert { type: 'json' }", "1:19 Unexpected identifier 'assert'");
    check_error("import defer * as a from 'a'", "1:1 'import defer' is not supported");
    check_error("let x = }", "1:9 Unexpected token '}'");
    check_error("return 1", "1:1 Illegal return statement");
}

#[test]
fn what_the_engine_refused_is_explained() {
    let check = |text: &str, expected: &str| {
        let error = explain_common_js(Path::new("a.cjs"), text).expect(text);
        let (line, column, length) = error.place();
        assert_eq!(format!("{line}:{column}+{length} {}", error.message()), expected);
    };
    let wanted = "await is only valid in async functions and the top level bodies of modules";
    check("function f() {\n  await x;\n}", &format!("2:3+5 {wanted}"));
    check("await 1", &format!("1:1+5 {wanted}"));
    check("a.await b", "1:9+1 Unexpected identifier 'b'");
    check("let a;\nlet a", "2:5+1 Identifier 'a' has already been declared");
    check("function f(p) { { const q = 1; class q {} } }", "1:38+1 Identifier 'q' has already been declared");
    check("function f(p) { let p }", "1:21+1 Identifier 'p' has already been declared");
    check("let b; { var b }", "1:14+1 Identifier 'b' has already been declared");
    assert!(
        explain_common_js(Path::new("a.cjs"), "var a; var a; function a() {} { let a; function b() {} }").is_none()
    );
}

#[test]
fn types_are_blanked() {
    check_types(
        "let a: number = b as any, c!: string; function f<T>(this: X, d?: T, ...e: T[]): d is T { return <T>d! }",
        expect![
            "let a         = b       , c         ; function f   (         d    , ...e     )         { return    d ; }"
        ],
    );
    check_types(
        "abstract class A<T> extends B<T> implements C { private readonly x?: number; declare y; abstract z(): void; [k: string]: any; get; constructor(); constructor(q: number) { super() } }",
        expect![
            "         class A    extends B                 {                  x         ; ;          ;                   ;                 get; ;              constructor(q        ) { super() } }"
        ],
    );
    check_types(
        "import type { A } from 'a'; import { type B, c } from 'b'; export type { A }; interface I {} type T = 1; declare const x: 1; export { type D, c }",
        expect![
            ";                           import {         c } from 'b'; ;                  ;              ;           ;                   export {         c }"
        ],
    );
}

#[test]
fn what_types_held_together_stays_together() {
    check_types(
        "const a = (b)\n  : c => d",
        expect![[r#"
        const a = (b 
            ) => d"#]],
    );
    check_types("const a = async <\n T\n>(b) => b", expect![["const a = async (\n  \n  b) => b"]]);
    check_types("a = b as c\n(d)", expect![["a = b     ;\n(d)"]]);
    check_types("return_ = <\nT>a", expect![["return_ = (\n  a)"]]);
    check_types("class A { get: B\n a() {} }", expect![["class A { get   ;\n a() {} }"]]);
    check_types("f\ntype A = 1\n(b)", expect![["f\n;         \n(b)"]]);
}

#[test]
fn unused_imports_of_typescript_go() {
    let module = compiled("a.ts", "import { A, b } from 'x'; import { C } from './types'; let d: A | C = b;").unwrap();
    assert_eq!(module.requests.len(), 1);
    assert_eq!(module.imports.len(), 1);
}

#[test]
fn the_rest_is_printed_with_a_map() {
    let module = compiled("a.ts", "\n\nenum A { B }\nexport const c: A = A.B;").unwrap();
    assert!(module.code.contains("A[\"B\"] = 0"));
    let line = module.code.lines().position(|line| line.contains("const c")).unwrap() as u32;
    assert_eq!(module.positions.original(line, 7).line, 3);
    let module = compiled("a.tsx", "export const a = <b c={1} />;").unwrap();
    assert_eq!(module.requests[0].specifier, "react/jsx-runtime");
}

#[test]
fn plain_common_js_is_left_alone() {
    let options = Options::for_path(Path::new("a.js"));
    let compile = |text: &str| common_js(Path::new("a.js"), text, &options).unwrap();
    assert_eq!(compile("exports.a = 'await import(x)'"), None);
    let mut compiled = compile("exports.a = async () => await import('x')").unwrap();
    let wrapped = compiled.wrap("exports");
    assert_eq!(
        wrapped.text,
        "(function({import:$mport,save:$lodes,restore:$loder}){return function(exports){exports.a = async () => $loder($lodes(),await $mport('x'));\n}})"
    );
}

#[test]
fn every_layer_of_a_cycle_is_a_generator() {
    let mut module = compiled("a.mjs", "import { a, b, c } from 'x'; a").unwrap();
    let text = module.wrap(&Layers::Cyclic(vec![vec![1], vec![0]])).text;
    assert!(
        text.starts_with("(function*($lode){\"use strict\";yield function*(){yield function*(){$lode.get=")
            || text.starts_with("(function*($lode){\"use strict\";yield function*(){yield function*(){$lode.set=")
    );
    assert!(text.contains("let c;yield;"));
    assert!(text.ends_with("a\n};let a=$lode.value(0);};let b=$lode.value(1);})"));
}

#[test]
fn hostile_texts_are_errors_and_no_more() {
    for text in
        ["(".repeat(3000), "!".repeat(3000), "export default ".repeat(50), "`${".repeat(2000), "\0\u{FFFF}".to_owned()]
    {
        assert!(compiled("a.mjs", &text).is_err());
        let _ = detect_format(Path::new("a.js"), &text);
        let _ = crate::common_js_exports(&text);
    }
    let deep = format!("export default {}1{};", "[".repeat(2000), "]".repeat(2000));
    assert!(compiled("a.mjs", &deep).is_ok());
}

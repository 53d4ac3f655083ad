//! The code line, then the documentation under a line.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};
use expect_test::{Expect, expect};

fn shown(text: &str) -> String {
    let text = text.to_owned();
    on_large_stack(move || {
        let checked = Checked::new(&text);
        match hover(&checked.snapshot, checked.position(), &|| false) {
            Some(hover) if hover.documentation.is_empty() => hover.code,
            Some(hover) => format!("{}\n---\n{}", hover.code, hover.documentation),
            None => "nothing".to_owned(),
        }
    })
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected);
}

#[track_caller]
fn check_long(text: &str, expected: Expect) {
    expected.assert_eq(&shown(text));
}

#[test]
fn variables() {
    check("const a$0 = 1;", "const a: number");
    check("let a = 'x'; a$0;", "let a: string");
    check("const a$0 = 'a,b'.split(',');", "const a: string[]");
    check("const a$0 = { b: 1, c: { d: '' } };", "const a: { b: number; c: { d: string } }");
}

#[test]
fn functions() {
    check("function f$0(a, b = 1) { return 'x'; }", "function f(a: any, b?: number): string");
    check("async function f$0() { return 1; }", "async function f(): Promise<number>");
    check("function* f$0() { yield 1; }", "function* f(): Generator<number, any>");
    check("const f$0 = (a) => 1;", "const f: (a: any) => number");
}

#[test]
fn classes() {
    check("class A$0 {}", "class A");
    check("class A {} class B$0 extends A {}", "class B extends A");
    check("class A {} const a$0 = new A();", "const a: A");
}

#[test]
fn members() {
    check("class A { count = 1; } new A().count$0;", "(property) A.count: number");
    check("class A { m(x) { return 1; } } new A().m$0();", "(method) A.m(x: any): number");
    check("class A { get size() { return 1; } } new A().size$0;", "(accessor) A.size: number");
    check("const o = { a: 1 }; o.a$0;", "(property) o.a: number");
    check("const o = { a: 'x' }; o.a$0;", "(property) o.a: string");
}

#[test]
fn this() {
    check("class A { m() { thi$0s.x; } }", "this: A");
}

#[test]
fn documentation_and_tags() {
    check_long(
        "
/**
 * Adds two numbers.
 *
 * @param {number} a - the first
 * @param {number} b - the second
 * @returns {number} the sum
 * @example
 * add(1, 2);
 */
function add(a, b) { return a + b; }
ad$0d(1, 2);
",
        expect![[r#"
            function add(a: number, b: number): number
            ---
            Adds two numbers.

            *@param* `a` — the first

            *@param* `b` — the second

            *@returns* — the sum

            *@example*

            ```js
            add(1, 2);
            ```"#]],
    );
}

#[test]
fn a_parameter_has_what_is_said_of_it() {
    check("/** @param {number} a - the first */\nfunction f(a$0) {}", "(parameter) a: number\n---\nthe first");
}

#[test]
fn imports_show_what_they_import() {
    check(
        "
//- /main.js
import { f$0 } from './a.js';
//- /a.js
/** Does it. */
export function f(a) { return 1; }
",
        "function f(a: any): number\n---\nDoes it.",
    );
    check(
        "
//- /main.js
const { f } = require('./a');
f$0();
//- /a.js
/** Does it. */
exports.f = (a) => 1;
",
        "(method) f(a: any): number\n---\nDoes it.",
    );
}

#[test]
fn members_of_modules() {
    check(
        "
//- /main.js
import * as a from './a.js';
a.f$0;
//- /a.js
/** The limit. */
export const f = 1;
",
        "const f: number\n---\nThe limit.",
    );
}

#[test]
fn properties_of_typedefs_have_their_own_words() {
    check(
        "
/**
 * All options.
 * @typedef {Object} Options
 * @property {number} depth - how deep
 */
/** @param {Options} o */
function f(o) { o.dept$0h; }
",
        "(property) Options.depth: number\n---\nhow deep",
    );
}

#[test]
fn deprecated_things_say_so_first() {
    check(
        "/**\n * Old.\n * @deprecated use g\n */\nfunction f() {}\nf$0();",
        "function f(): void\n---\n**Deprecated** use g\n\nOld.",
    );
}

#[test]
fn the_library() {
    check_long(
        "'a'.toUpperCase$0();",
        expect![[r#"
            (method) String.toUpperCase(): string
            ---
            Converts all the alphabetic characters in a string to uppercase."#]],
    );
    check(
        "const x = Math.max$0(1);",
        "(method) Math.max(...values: number[]): number\n---\nReturns the larger of a set of supplied numeric expressions.\n\n*@param* `values` — Numeric expressions to be evaluated.",
    );
}

#[test]
fn long_signatures_have_lines() {
    check_long(
        "function f$0(firstOfThem = 'aaaaaaaaaaaa', secondOfThem = 1, thirdOfThem = true, fourthOfThem = null) {}",
        expect![[r#"
            function f(
              firstOfThem?: string,
              secondOfThem?: number,
              thirdOfThem?: boolean,
              fourthOfThem?: null,
            ): void"#]],
    );
}

#[test]
fn members_that_are_put_on_what_is_declared() {
    check("const err = new Error('x'); err.view$0 = { path: '' };", "(property) view: { path: string }");
    check("class A { m(err) { err.view$0 = this; } }", "(property) view: A");
    check(
        "function f(e) { /** Where it was. */ e.at = 3; }\nfunction g(e) { /** Why. */\n e.code = 'x'; use(e.code$0); }",
        "(property) code: string\n---\nWhy.",
    );
    check("function f(err) { err.view$0; }", "nothing");
}

#[test]
fn overloads_are_counted() {
    check(
        "//- /main.ts\ndeclare function f(a: string): 1;\ndeclare function f(a: number): 2;\nf$0;",
        "function f(a: string): 1 (+1 overload)",
    );
}

#[test]
fn packages_by_version_and_description() {
    check(
        "
//- /main.js
import 'left-pad$0';
//- /node_modules/left-pad/package.json
{ \"name\": \"left-pad\", \"version\": \"1.3.0\", \"description\": \"Pads to the left\", \"main\": \"index.js\" }
//- /node_modules/left-pad/index.js
module.exports = 1;
",
        "module \"left-pad\"\n---\n**left-pad** 1.3.0\n\nPads to the left\n\n`node_modules/left-pad/index.js`",
    );
}

#[test]
fn own_files_by_their_path() {
    check(
        "//- /main.js\nimport './a$0';\n//- /a.js\n/** @file All about a. */\n",
        "module \"./a\"\n---\nAll about a.\n\n`a.js`",
    );
}

#[test]
fn modules_of_node() {
    let text = shown("import 'node:path$0';");
    assert!(text.starts_with("module \"node:path\"\n---\nNode's module `node:path`"), "{text}");
    assert!(text.ends_with("[Documentation](https://nodejs.org/api/path.html)"), "{text}");
}

#[test]
fn nothing_at_keywords_and_unknown_names() {
    check("i$0f (1) {}", "nothing");
    check("ret$0urn;", "nothing");
    check("unknown$0;", "nothing");
    check("require('./missing$0');", "nothing");
    check("x.unknown$0;", "nothing");
    check("// com$0ment", "nothing");
}

#[test]
fn types() {
    check("//- /main.ts\ninterface A$0<T> { a: T }", "interface A<T>");
    check("//- /main.ts\ntype A$0 = string | number;", "type A = string | number");
    check("//- /main.ts\nenum E { A } E.A$0;", "(enum member) E.A");
    check("//- /main.ts\nfunction f<T$0>(a: T) {}", "(type parameter) T");
}

#[test]
fn the_overload_for_what_is_unknown() {
    let first = |text: &str| shown(text).lines().next().map(str::to_owned).unwrap_or_default();
    assert_eq!(
        first("function f(a) { Object.entries$0(a); }"),
        "(method) ObjectConstructor.entries(o: {}): [string, any][] (+1 overload)"
    );
    assert_eq!(
        first("function f(a) { Object.values$0(a); }"),
        "(method) ObjectConstructor.values(o: {}): any[] (+1 overload)"
    );
    check("function f(a) { const k$0 = Object.keys(a); }", "const k: string[]");
    check("function f(a) { const k$0 = Object.entries(a); }", "const k: [string, any][]");
    check("function f(a) { const k$0 = Object.values(a); }", "const k: any[]");
}

#[test]
fn the_overload_that_is_called() {
    check(
        "//- /main.ts\ndeclare function f(a: string): 1;\ndeclare function f(a: number, b: string): 2;\nf$0(1, 'x');",
        "function f(a: number, b: string): 2 (+1 overload)",
    );
}

#[test]
fn objects_in_types() {
    let app = "const app = module.exports = { one: 1, two: 2, set(name) { return this; } };\n";
    check(&format!("{app}app.set$0"), "(method) set(name: any): typeof app");
    check("const a$0 = { 'b-c': 1, 2: 2, default: 3 };", "const a: { \"b-c\": number; 2: number; default: number }");
    check(
        "const { ServerResponse } = require('node:http');\nconst a$0 = Object.create(ServerResponse.prototype);",
        "const a: ServerResponse",
    );
}

#[test]
fn what_inherits_from_a_prototype_has_its_name() {
    check("function Base() {}\nconst a$0 = Object.create(Base.prototype);\na.x = 1;", "const a: Base");
}

#[test]
fn types_as_they_are_written() {
    check("//- /main.ts\ntype Data$0 = string | Data[];", "type Data = string | Data[]");
    check(
        "//- /main.ts\ntype Data = string | Data[];\nfunction f$0(a: Data, b?: object | null): a is string {}",
        "function f(a: Data, b?: object | null): a is string",
    );
    check("//- /main.ts\ninterface A { b: string }\nlet a$0: A['b'];", "let a: A['b']");
    // A parameter that something is put in for is not.
    check(
        "//- /main.ts\ninterface Box<T> { get(or: T | null): T }\ndeclare const a: Box<string>;\na.get$0;",
        "(method) Box.get(or: string | null): string",
    );
}

#[test]
fn what_is_known_comes_first() {
    check("let a$0 = null; a = 1;", "let a: number | null");
    check("/** @param {*} a */ function f(a$0) {} f('x');", "(parameter) a: string");
    check("const map = new Map();\nconst a$0 = map.get('x');", "const a: any");
    check("const a$0 = {}; const b = Math.random() ? a : [1];", "const a: {}");
    check("const a = Math.random() ? {} : { b: 1 }; a$0;", "const a: { b: number }");
}

#[test]
fn parameters_that_are_taken_apart() {
    check("function f$0({ a, b: c }, [d]) {}", "function f({ a, b }: any, { … }: any): void");
}

#[test]
fn what_is_passed_is_told_briefly() {
    check(
        "
function f$0(options) {}
f({ first: { a: 1, b: 2 }, second: { c: '', d: '' } });
f({ first: { a: 1, b: 2 }, second: { c: '', d: '' }, third: { e: 1 } });
",
        "function f(options: { … }): void",
    );
}

#[test]
fn long_objects_have_lines() {
    check_long(
        "const a$0 = { firstOfThem: 'aaaaaaaaaaaa', secondOfThem: { b: 1, c: 2 }, thirdOfThem: (d = { e: 1 }) => true, fourth: 1 };",
        expect![[r#"
            const a: {
              firstOfThem: string;
              secondOfThem: { b: number; c: number };
              thirdOfThem: (d?: any) => boolean;
              fourth: number
            }"#]],
    );
}

#[test]
fn objects_of_a_function_are_not_called_by_their_names_there() {
    check("function f$0() { const result = { a: 1 }; return [result]; }", "function f(): { a: number }[]");
}

#[test]
fn values_and_not_the_types_beside_them() {
    check("Buffer$0.from('a');", "var Buffer: BufferConstructor");
    check("new Error$0('a');", "var Error: ErrorConstructor");
    check("process$0.exit();", "var process: NodeJS.Process");
    let of_node = shown("const { EventEmitter } = require('node:events');\nnew EventEmitter$0();");
    assert!(of_node.starts_with("class EventEmitter<T>\n"), "{of_node}");
    check("//- /main.ts\ninterface A { b: 1 }\nconst A = 1;\nlet a: A$0;", "interface A");
    check("//- /main.ts\ninterface A { b: 1 }\nconst A = 1;\nA$0;", "const A: number");
}

#[test]
fn what_a_module_exports() {
    check("module.exports$0 = { a: 1 };", "(property) module.exports: { a: number }");
    check(
        "/** Does it. */\nfunction f(a) {}\nmodule.exports = f;\nexports$0;",
        "(property) module.exports: (a: any) => void\n---\nDoes it.",
    );
}

#[test]
fn modules_by_their_path() {
    check(
        "//- /main.js\nconst a$0 = require('./lib/a');\n//- /lib/a.js\nexports.b = 1;\nexports.c = 2;",
        "module \"lib/a.js\"",
    );
    check(
        "
//- /main.js
const a$0 = require('left-pad');
//- /node_modules/left-pad/package.json
{ \"name\": \"left-pad\", \"main\": \"index.js\" }
//- /node_modules/left-pad/index.js
exports.b = 1;
",
        "module \"left-pad\"",
    );
}

#[test]
fn functions_without_a_name_have_that_of_the_variable() {
    check(
        "//- /main.js\nconst f = require('./a');\nf$0();\n//- /a.js\nmodule.exports = (a) => 1;",
        "function f(a: any): number",
    );
}

#[test]
fn above_imports_stand_headings() {
    check(
        "
//- /main.js
/**
 * Module dependencies.
 */
const f = require('./a');
f$0();
//- /a.js
/** Does it. */
module.exports = function f(a) {};
",
        "function f(a: any): void\n---\nDoes it.",
    );
}

#[test]
fn arguments_of_a_function() {
    check("function f() { return arguments$0.length; }", "(local) arguments: IArguments");
}

#[test]
fn what_was_seen_is_said_to_be() {
    let seen = "\n---\n`observed`: so it was when the program ran; the code does not tell.";
    let data =
        "const data = JSON.parse(text);\n//    ^^^^^^^^^^^^^^^^^^^^^^^ observed: {\"name\": \"a\", \"size\": 3}\n";
    check(&format!("{data}data$0;"), &format!("const data: {{ name: string; size: number }}{seen}"));
    check(&format!("{data}data.name$0;"), &format!("(property) name: string{seen}"));
    let parameter = "exports.f = function (options) {};\n//                    ^^^^^^^ observed: 3\n";
    let with_cursor = parameter.replace("options", "opt$0ions");
    check(&with_cursor, &format!("(parameter) options: number{seen}"));
    check("const a = { b: 1 };\n//    ^^^^^^^^^^^^ observed: {\"c\": 1}\na$0;", "const a: { b: number }");
}

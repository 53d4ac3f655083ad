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
fn overloads_are_counted() {
    check(
        "//- /main.ts\ndeclare function f(a: string): 1;\ndeclare function f(a: number): 2;\nf$0;",
        "function f(a: string): number (+1 overload)",
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
fn the_overload_that_is_called() {
    check(
        "//- /main.ts\ndeclare function f(a: string): 1;\ndeclare function f(a: number, b: string): 2;\nf$0(1, 'x');",
        "function f(a: number, b: string): number (+1 overload)",
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

//! JSDoc comments: words, tags, and what they declare.

use expect_test::expect;

use super::types::{show_function, show_type, show_type_parameters};
use super::*;

/// All documentation, tag by tag.
fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let mut lines = Vec::new();
    for doc in &facts.docs {
        lines.extend((!doc.description.is_empty()).then(|| format!("{:?}", doc.description)));
        for tag in &doc.tags {
            assert!(doc.range.contains_range(tag.range));
            assert!(tag.range.slice(text).starts_with(&*format!("@{}", tag.tag)));
            lines.push(show_tag(&facts, tag, text));
        }
    }
    check_lines(lines, expect);
}

fn show_tag(facts: &Facts, tag: &DocTag, text: &str) -> String {
    let mut line = format!("@{}", tag.tag);
    if let Some(annotation) = tag.type_annotation {
        line += &format!(" {{{}}}", show_type(facts, annotation));
    }
    if let Some((name, range)) = tag.name.as_ref().zip(tag.name_range) {
        assert_eq!(&**name, range.slice(text));
        line += &format!(" {name}");
    }
    if tag.is_optional {
        line += " optional";
    }
    if let Some(default) = &tag.default {
        line += &format!(" = {default}");
    }
    if !tag.text.is_empty() {
        line += &format!(" {:?}", tag.text);
    }
    line
}

#[test]
fn descriptions_lose_their_decoration() {
    check(
        "/** one line */ a",
        expect![[r#"
        "one line"
    "#]],
    );
    check(
        "
        /**
         * Several
         *   lines, *stars* kept.
         *
         * - a list
         *   of two
         */
        a
        /**
           without
             stars
        */
        b
        /***/
        /** */
        ",
        expect![[r#"
            "Several\n  lines, *stars* kept.\n\n- a list\n  of two"
            "without\nstars"
        "#]],
    );
    check(
        "/** windows\r\n * lines\r\n * @a b\r\n *   c\r\n */",
        expect![[r#"
        "windows\nlines"
        @a "b\nc"
    "#]],
    );
}

#[test]
fn tags_have_parts() {
    check(
        "
        /**
         * @param {string} a  the first,
         *    over lines
         * @param {number} [b] - optional
         * @param {number} [c=[1, 2]] with a default
         * @param {string=} d
         * @param e
         * @param f {string} the other order
         * @param {...string} g
         * @arg {string} content-type
         * @return {A} a {@link B} to see
         * @returns nothing
         * @throws {Error} when
         * @deprecated Use {@link c} instead.
         * @see https://example.org/@a
         * @since 1.0
         */
        a
        ",
        expect![[r#"
            @param {string} a "the first,\nover lines"
            @param {number} b optional "optional"
            @param {number} c optional = [1, 2] "with a default"
            @param {string} d optional
            @param e
            @param {string} f "the other order"
            @param {...string} g
            @arg {string} content-type
            @return {A} "a {@link B} to see"
            @returns "nothing"
            @throws {Error} "when"
            @deprecated "Use {@link c} instead."
            @see "https://example.org/@a"
            @since "1.0"
        "#]],
    );
    check(
        "/** Words. @type {string} @readonly */ let a;",
        expect![[r#"
        "Words."
        @type {string}
        @readonly
    "#]],
    );
    check(
        "/** mail me@example.org or @someone, `@type {a}` */ let a;",
        expect![[r#"
        "mail me@example.org or @someone, `@type {a}`"
    "#]],
    );
    check(
        "/** @type string | number */ let a;",
        expect![[r#"
        @type {(string | number)}
    "#]],
    );
    check(
        "/** @extends {A<B>} */ class C extends A {}",
        expect![[r#"
        @extends {A<B>}
    "#]],
    );
    check(
        "/** @implements A<B, C> words */ class C {}",
        expect![[r#"
        @implements {A<B, C>} "words"
    "#]],
    );
}

#[test]
fn code_is_no_tag() {
    check(
        "
        /**
         * ```js
         * @decorated
         * class A {}
         * ```
         * @example
         * ```js
         * if (a) {
         *   @b c
         * }
         * ```
         * @example <caption>short</caption>
         *   a({
         *     b: 1
         *   })
         */
        a
        ",
        expect![[r#"
            "```js\n@decorated\nclass A {}\n```"
            @example "```js\nif (a) {\n  @b c\n}\n```"
            @example "<caption>short</caption>\na({\n  b: 1\n})"
        "#]],
    );
}

#[test]
fn parts_of_parameters_make_its_type() {
    check(
        "
        /**
         * @param {Object} options
         * @param {string} options.name - its name
         * @param {Object=} options.inner
         * @param {number} [options.inner.depth=1]
         * @param {Object[]} list
         * @param {string} list[].item
         * @param {A} named
         * @param {string} named.extra
         * @param {string} last
         */
        function f(options, list, named, last) {}
        ",
        expect![[r#"
            @param {{ name: string; inner?: { depth?: number } }} options
            @param {string} options.name "its name"
            @param {object} options.inner optional
            @param {number} options.inner.depth optional = 1
            @param {{ item: string }[]} list
            @param {string} list[].item
            @param {(A & { extra: string })} named
            @param {string} named.extra
            @param {string} last
        "#]],
    );
}

#[test]
fn broken_comments_end() {
    check(
        "/** @param {string a */ a",
        expect![[r#"
        @param {any}
    "#]],
    );
    check(
        "/**\n * @param {\n * @returns {A} b\n */ a",
        expect![[r#"
        @param {any}
        @returns {A} "b"
    "#]],
    );
    check(
        "/** @param [a */ a",
        expect![[r#"
        @param a optional
    "#]],
    );
    check(
        "/** @param [a=[ */ a",
        expect![[r#"
        @param a optional = [
    "#]],
    );
    check(
        "/** @param */ a",
        expect![[r#"
        @param
    "#]],
    );
    check(
        "/** @ @1 @@ {@ */ a",
        expect![[r#"
        "@ @1 @@ {@"
    "#]],
    );
    check(
        "/** @typedef */ a",
        expect![[r#"
            @typedef
        "#]],
    );
    check(
        "/** @callback */ /** @import { a */ /** @template */ a",
        expect![[r#"
        @callback
        @import "{ a"
        @template
    "#]],
    );
    check(
        "/** @param {π} é ü */ function f(é) {}",
        expect![[r#"
        @param {π} é "ü"
    "#]],
    );
}

/// What comments declare: types, imports, type parameters.
fn check_declared(text: &str, expect: Expect) {
    let facts = facts(text);
    let mut lines = Vec::new();
    for binding in &facts.bindings {
        let scope = facts.scopes_from(binding.scope).count() - 1;
        for declaration in &binding.declarations {
            assert_eq!(declaration.name_range.slice(text), &*binding.name);
            lines.extend(match declaration.kind {
                DeclarationKind::Alias(alias) => {
                    let row = &facts[alias];
                    let parameters = show_type_parameters(&facts, &row.type_parameters);
                    Some(format!("{scope} type {}{parameters} = {}", row.name, show_type(&facts, row.target)))
                }
                DeclarationKind::Import(import) => {
                    let value = show(&facts, binding.values[0]);
                    assert!(facts[import].specifier_range.slice(text).contains(&*facts[import].specifier));
                    Some(format!("{scope} import {} {value}", binding.name))
                }
                _ => None,
            });
        }
    }
    for function in 0..facts.functions.len() {
        let function = FunctionId(function as u32);
        let parameters = show_type_parameters(&facts, &facts[function].type_parameters);
        lines.extend(
            (facts[function].body.is_some() && !parameters.is_empty()).then(|| format!("function {parameters}")),
        );
    }
    for class in &facts.classes {
        let parameters = show_type_parameters(&facts, &class.type_parameters);
        lines.extend((!parameters.is_empty()).then(|| format!("class {parameters}")));
    }
    for reference in facts.references.iter().filter(|reference| reference.name == *"T") {
        let declared = reference.binding.map_or("nothing", |binding| facts[binding].declarations[0].range.slice(text));
        lines.push(format!("T is {declared}"));
    }
    lines.extend(facts.exports.iter().map(|export| {
        assert!(export.is_type_only);
        format!("exports {}", export.name_range.slice(text))
    }));
    check_lines(lines, expect);
}

#[test]
fn typedefs() {
    check_declared(
        "
        /** @typedef {string | number} A */
        /** @typedef {function(string): A} B words */
        /**
         * Words.
         * @typedef {Object} C
         * @property {string} a - words
         * @property {number} [b=1]
         * @prop {Object} c
         * @prop {string} c.d
         */
        /**
         * @typedef D
         * @property {D[]} inner
         *
         * @typedef {C & { e: string }} E
         */
        /** @typedef {Object} N.F */
        /** @typedef {string} */
        let G;
        function f() { /** @typedef {string} H */ }
        ",
        expect![[r#"
            0 type G = string
            0 type A = (string | number)
            0 type B = (arg0: string) => A
            0 type C = { a: string; b?: number; c: { d: string } }
            0 type D = { inner: D[] }
            0 type E = (C & { e: string })
            0 type F = object
            1 type H = string
            exports A
            exports B
            exports C
            exports D
            exports E
            exports F
            exports G
        "#]],
    );
}

#[test]
fn callbacks() {
    check_declared(
        "
        /**
         * @callback A
         * @param {Error | null} error
         * @param {string} [value]
         * @param {...number} rest
         * @returns {void}
         */
        /** @callback B */
        /**
         * @template T
         * @callback C
         * @this {Window}
         * @param {Object} a
         * @param {T} a.b
         * @return {T}
         */
        ",
        expect![[r#"
            0 type A = (error: (Error | null), value?: string, ...rest: number[]) => void
            0 type B = () => ?
            0 type C<T> = (this: Window, a: { b: T }) => T
            T is @template T
            T is @template T
            exports A
            exports B
            exports C
        "#]],
    );
}

#[test]
fn templates() {
    check_declared(
        "
        /**
         * @template {string} T, U
         * @template [V=number]
         * @param {T} a
         */
        function f(a) {}
        ",
        expect![[r#"
            function <T extends string, U extends string, V = number>
            T is @template {string} T, U
        "#]],
    );
    check_declared(
        "/** @template T @typedef {T[]} A */",
        expect![[r#"
        0 type A<T> = T[]
        T is @template T
        exports A
    "#]],
    );
    check_declared(
        "/** @template T */ class A { /** @type {T} */ b }",
        expect![[r#"
        class <T>
        T is @template T
    "#]],
    );
    check_declared(
        "/** @template const T\n * @param {T} a */ exports.f = a => a",
        expect![[r#"
        function <T>
        T is @template const T
    "#]],
    );
}

#[test]
fn enums() {
    check_declared(
        "/** @enum {number} */ const A = { B: 1 }; /** @enum {string} */ exports.C = {}",
        expect![[r#"
        0 type A = number
        0 type C = string
        exports A
        exports C
    "#]],
    );
}

#[test]
fn imports() {
    check_declared(
        "/** @import { A, B as C, default as D } from 'm' */",
        expect![[r#"
        0 import A <A of 'm'>
        0 import C <B of 'm'>
        0 import D <default of 'm'>
    "#]],
    );
    check_declared(
        "/** @import E, * as ns from \"m\" */",
        expect![[r#"
        0 import E <default of 'm'>
        0 import ns <* of 'm'>
    "#]],
    );
    check_declared(
        "/**\n * @import {\n *   A,\n *   type B,\n * } from './m'\n */",
        expect![[r#"
        0 import A <A of './m'>
        0 import B <B of './m'>
    "#]],
    );
    check_declared("/** @import { A } */ /** @import from */ /** @import */", expect![""]);
}

#[test]
fn overloads() {
    let text = "
        /**
         * @overload
         * @param {string} a
         * @returns {1}
         *
         * @overload
         * @param {number} a
         * @returns {2}
         *
         * @param {any} a
         */
        function f(a) {}";
    let facts = facts(text);
    let signatures = facts.docs[0].tags_named("overload").map(|tag| match facts[tag.type_annotation.unwrap()].kind {
        TypeKind::Function(function) => show_function(&facts, function),
        ref kind => format!("{kind:?}"),
    });
    check_lines(
        signatures,
        expect![[r#"
            (a: string) => 1
            (a: number) => 2
        "#]],
    );
}

#[test]
fn typescript_files_have_words_only() {
    check(
        "// typescript\n/** Words. @deprecated\n * @param {string} a b\n * @typedef {string} C */ let a;",
        expect![[r#"
            "Words. @deprecated"
            @param a "b"
            @typedef C
        "#]],
    );
}

#[test]
fn casts() {
    let text = "const a = /** @type {A} */ (b), c = /** @satisfies {B} */ ({});";
    let facts = facts(text);
    let casts = facts.expressions.iter().filter_map(|expression| match expression.kind {
        ExpressionKind::As { type_annotation: Some(annotation), .. } => Some(show_type(&facts, annotation)),
        ExpressionKind::Satisfies { type_annotation, .. } => Some(show_type(&facts, type_annotation)),
        _ => None,
    });
    check_lines(
        casts,
        expect![[r#"
        A
        B
    "#]],
    );
}

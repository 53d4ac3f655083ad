//! What JSDoc comments declare.

use expect_test::expect;

use super::types::{show_function, show_type, show_type_parameters};
use super::*;

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

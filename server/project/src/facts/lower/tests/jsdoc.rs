//! JSDoc comments: words and tags.

use expect_test::expect;

use super::types::show_type;
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

//! Types as JSDoc writes them.

use expect_test::expect;

use super::types::show_type;
use super::*;

/// Each line is what stands between the braces of `@type`.
fn check(types: &str, expect: Expect) {
    let lines = types.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| {
        let text = format!("/** @type {{{line}}} */ let a;");
        let facts = facts(&text);
        let annotation = facts.docs[0].tags[0].type_annotation.expect("a type");
        let range = facts[annotation].range;
        assert!(line.contains(range.slice(&text)) && !range.is_empty(), "{range:?} of {text}");
        for row in &facts.types {
            assert!(facts.docs[0].range.contains_range(row.range), "{row:?}");
        }
        for reference in &facts.references {
            assert_eq!(*reference.name.to_lowercase(), *reference.range.slice(&text).to_lowercase());
        }
        show_type(&facts, annotation)
    });
    check_lines(lines, expect);
}

#[test]
fn as_typescript_writes_them() {
    check(
        "
        string
        A
        A.B
        A | string[]
        { a: string, b?: number }
        import('m').A<string>
        typeof a
        (a: A, b?: B, ...c: C[]) => D
        A extends B ? C : D
        [A, B?]
        'a' | 'b'
        keyof typeof a
        this
        ",
        expect![[r#"
            string
            A
            A.B
            (A | string[])
            { a: string; b?: number }
            import('m').A<string>
            typeof a
            (a: A, b?: B, ...c: C[]) => D
            (A extends B ? C : D)
            [A, B?]
            ('a' | 'b')
            keyof typeof a
            this
        "#]],
    );
}

#[test]
fn as_only_jsdoc_writes_them() {
    check(
        "
        *
        ?
        ?A
        A?
        !A
        A!
        ?A[]
        A=
        ...A
        ?A | B=
        Array.<A>
        Array.<?A>
        Object.<string, Array.<*>>
        Object<A>
        Promise<*>
        function
        function()
        function(A, B=): C
        function(this: A, ...B): ?C
        function(new: A, B)
        Array<function(A): B>
        function(function(A): B): C | D
        module:a/b
        module:a/b~C | null
        A~B
        A#b
        (A|B)
        (a: *) => *
        { a: ?A, b: * }
        { a?: A, b? }
        Array
        String | Number | Boolean | Object
        Function
        a is A | B
        asserts a is A
        asserts a
        { [A in B]-?: C }
        { as?: A, function: B }
        external:a[]
        '\\'' | (\"\\\"\")=
        ",
        expect![[r#"
            any
            any
            (A | null)
            A
            A
            A
            (A[] | null)
            A
            ...A
            ((A | null) | B)
            Array<A>
            Array<(A | null)>
            { [string]: Array<any> }
            { [string]: A }
            Promise<any>
            Function
            () => ?
            (arg0: A, arg1?: B) => C
            (this: A, ...arg0: B[]) => (C | null)
            new (arg0: B) => A
            Array<(arg0: A) => B>
            (arg0: (arg0: A) => B) => (C | D)
            any
            (any | null)
            A.B
            A.b
            (A | B)
            (a: any) => any
            { a: (A | null); b: any }
            { a?: A; b? }
            any[]
            (string | number | boolean | object)
            Function
            a is (A | B)
            asserts a is A
            asserts a
            { [A in B]-?: C }
            { as?: A; function: B }
            any[]
            (''' | '"')
        "#]],
    );
}

#[test]
fn what_is_broken_is_any() {
    check(
        "
        A |
        A B
        <
        function(
        function(A
        Array.<
        ?????
        '
        A or B
        [
        ",
        expect![[r#"
            any
            any
            any
            () => ?
            (arg0: A) => ?
            any
            ((((any | null) | null) | null) | null)
            any
            any
            any
        "#]],
    );
}

#[test]
fn over_lines() {
    let text = "
        /**
         * @type {{
         *   a: function(
         *     A
         *   ): B,
         *   b: *
         * }}
         */
        let a;";
    let facts = facts(text);
    let annotation = facts.docs[0].tags[0].type_annotation.unwrap();
    expect!["{ a: (arg0: A) => B; b: any }"].assert_eq(&show_type(&facts, annotation));
    let names: Vec<&str> = facts.references.iter().map(|reference| reference.range.slice(text)).collect();
    assert_eq!(names, ["A", "B"]);
}

#[test]
fn hostile_types_end() {
    for part in ["?", "...", "function(", "(", "A<", "[", "{a:", "!", "Array.<?"] {
        for count in [50, 3000, 20_000] {
            let text = format!("/** @type {{{}}} */ let a;", part.repeat(count));
            of(&text, SourceKind::COMMON_JS);
        }
    }
}

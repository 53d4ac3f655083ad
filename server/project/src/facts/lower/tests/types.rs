//! Types as they are written, and how they are shown here.

use expect_test::expect;

use super::*;

/// A type as TypeScript would write it, in brackets wherever there could be a doubt.
pub(super) fn show_type(facts: &Facts, id: TypeId) -> String {
    use TypeKind::*;
    let one = |id: &TypeId| show_type(facts, *id);
    let list = |ids: &[TypeId], between: &str| ids.iter().map(one).collect::<Vec<_>>().join(between);
    let arguments =
        |ids: &[TypeId]| if ids.is_empty() { std::string::String::new() } else { format!("<{}>", list(ids, ", ")) };
    let path = |names: &[Name]| names.iter().map(|name| format!(".{name}")).collect::<std::string::String>();
    match &facts[id].kind {
        Literal(LiteralType::String(text)) => format!("'{text}'"),
        Literal(LiteralType::Number(value)) => value.to_string(),
        Literal(LiteralType::Boolean(value)) => value.to_string(),
        Literal(LiteralType::BigInt) => "1n".to_owned(),
        Reference { name, path: rest, arguments: given } => {
            format!("{}{}{}", facts[*name].name, path(rest), arguments(given))
        }
        Import { import, path: rest, arguments: given, is_typeof } => {
            let word = if *is_typeof { "typeof " } else { "" };
            format!("{word}import('{}'){}{}", facts[*import].specifier, path(rest), arguments(given))
        }
        TypeOf { name, path: rest, arguments: given } => {
            format!("typeof {}{}{}", facts[*name].name, path(rest), arguments(given))
        }
        Array(element) => format!("{}[]", one(element)),
        Tuple(elements) => {
            let elements = elements.iter().map(|element| {
                let rest = if element.is_rest { "..." } else { "" };
                let label = element.label.as_ref().map_or(std::string::String::new(), |label| format!("{label}: "));
                let optional = if element.is_optional { "?" } else { "" };
                format!("{rest}{label}{}{optional}", one(&element.element))
            });
            format!("[{}]", elements.collect::<Vec<_>>().join(", "))
        }
        Union(types) => format!("({})", list(types, " | ")),
        Intersection(types) => format!("({})", list(types, " & ")),
        Members(members) => format!("{{ {} }}", show_members(facts, members).join("; ")),
        Function(function) => show_function(facts, *function),
        Constructor(function) => format!("new {}", show_function(facts, *function)),
        KeyOf(operand) => format!("keyof {}", one(operand)),
        Operator(operand) => format!("operator {}", one(operand)),
        IndexedAccess { object, index } => format!("{}[{}]", one(object), one(index)),
        Conditional { check, extends, consequent, alternate, .. } => {
            format!("({} extends {} ? {} : {})", one(check), one(extends), one(consequent), one(alternate))
        }
        Infer(binding) => format!("infer {}", show_type_parameter(facts, *binding)),
        Mapped(mapped) => {
            let name = mapped.name.map_or(std::string::String::new(), |name| format!(" as {}", one(&name)));
            let optional = match mapped.is_optional {
                Some(true) => "?",
                Some(false) => "-?",
                None => "",
            };
            let value = mapped.value.map_or("?".to_owned(), |value| one(&value));
            format!("{{ [{} in {}{name}]{optional}: {value} }}", facts[mapped.parameter].name, one(&mapped.keys))
        }
        TemplateLiteral { texts, types } => {
            let mut shown = std::string::String::new();
            for (index, text) in texts.iter().enumerate() {
                shown += text;
                shown += &types.get(index).map_or(std::string::String::new(), |part| format!("${{{}}}", one(part)));
            }
            format!("`{shown}`")
        }
        Predicate { parameter, is_asserts, type_annotation } => {
            let asserts = if *is_asserts { "asserts " } else { "" };
            let is =
                type_annotation.map_or(std::string::String::new(), |annotation| format!(" is {}", one(&annotation)));
            format!("{asserts}{parameter}{is}")
        }
        Optional(inner) => format!("{}=", one(inner)),
        Rest(inner) => format!("...{}", one(inner)),
        keyword => format!("{keyword:?}").to_lowercase(),
    }
}

pub(super) fn show_members(facts: &Facts, members: &[TypeMember]) -> Vec<String> {
    let shown = members.iter().map(|member| {
        let name = member.name.as_deref().unwrap_or_default();
        let readonly = if member.is_readonly { "readonly " } else { "" };
        let optional = if member.is_optional { "?" } else { "" };
        let annotation = member.type_annotation.map_or(String::new(), |id| format!(": {}", show_type(facts, id)));
        let function = member.function.map_or(String::new(), |function| show_function(facts, function));
        let index = member.index.map_or(String::new(), |index| format!("[{}]", show_type(facts, index)));
        let word = match member.kind {
            TypeMemberKind::Getter => "get ",
            TypeMemberKind::Setter => "set ",
            TypeMemberKind::Construct => "new ",
            _ => "",
        };
        format!("{readonly}{word}{name}{index}{optional}{function}{annotation}")
    });
    shown.collect()
}

pub(super) fn show_function(facts: &Facts, id: FunctionId) -> String {
    let function = &facts[id];
    let optional_type = |id: Option<TypeId>| id.map_or("?".to_owned(), |id| show_type(facts, id));
    let this = function.this_type.map(|this| format!("this: {}", show_type(facts, this)));
    let parameters = function.parameters.iter().map(|parameter| {
        let rest = if parameter.is_rest { "..." } else { "" };
        let optional = if parameter.is_optional { "?" } else { "" };
        let name = parameter.name.as_deref().unwrap_or("{}");
        format!("{rest}{name}{optional}: {}", optional_type(parameter.type_annotation))
    });
    let parameters = this.into_iter().chain(parameters).collect::<Vec<_>>().join(", ");
    format!(
        "{}({parameters}) => {}",
        show_type_parameters(facts, &function.type_parameters),
        optional_type(function.return_type)
    )
}

pub(super) fn show_type_parameters(facts: &Facts, parameters: &[BindingId]) -> String {
    if parameters.is_empty() {
        return String::new();
    }
    let parameters = parameters.iter().map(|parameter| show_type_parameter(facts, *parameter));
    format!("<{}>", parameters.collect::<Vec<_>>().join(", "))
}

fn show_type_parameter(facts: &Facts, id: BindingId) -> String {
    let DeclarationKind::TypeParameter { constraint, default } = facts[id].declarations[0].kind else {
        return format!("{:?}", facts[id].kind);
    };
    let constraint = constraint.map_or(String::new(), |id| format!(" extends {}", show_type(facts, id)));
    let default = default.map_or(String::new(), |id| format!(" = {}", show_type(facts, id)));
    format!("{}{constraint}{default}", facts[id].name)
}

/// Each line is a type.
fn check(types: &str, expect: Expect) {
    let lines = types.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| {
        let text = format!("// typescript\ntype Tested = {line};");
        let facts = facts(&text);
        assert_types_are_in_order(&facts, &text);
        show_type(&facts, facts.aliases[0].target)
    });
    check_lines(lines, expect);
}

/// A type's row stands before those of its parts, whose text lies in its own.
pub(super) fn assert_types_are_in_order(facts: &Facts, text: &str) {
    for (index, row) in facts.types.iter().enumerate() {
        assert!(text.get(row.range.as_usize()).is_some(), "{row:?}");
        let parts = match &row.kind {
            TypeKind::Union(parts) | TypeKind::Intersection(parts) => parts.to_vec(),
            TypeKind::Array(part) | TypeKind::KeyOf(part) | TypeKind::Operator(part) => vec![*part],
            _ => Vec::new(),
        };
        for part in parts {
            assert!(part.index() > index && row.range.contains_range(facts[part].range), "{row:?}");
        }
    }
}

#[test]
fn keywords_and_literals() {
    check(
        r#"
        any | unknown | never | void | undefined | null | boolean | number | bigint | string | symbol | object | this
        'a' | "b" | `c` | 1 | -1 | true | 1n
        unique symbol
        intrinsic
        "#,
        expect![[r#"
            (any | unknown | never | void | undefined | null | boolean | number | bigint | string | symbol | object | this)
            ('a' | 'b' | 'c' | 1 | -1 | true | 1n)
            operator symbol
            any
        "#]],
    );
}

#[test]
fn names_and_imports() {
    check(
        "
        A<B>
        A.B.C<D, E[]>
        typeof a
        typeof a.b.c<D>
        typeof this.a.b
        import('m')
        import('m').A.B<C>
        typeof import('m')
        typeof import('m').a
        ",
        expect![[r#"
            A<B>
            A.B.C<D, E[]>
            typeof a
            typeof a.b.c<D>
            this['a']['b']
            import('m')
            import('m').A.B<C>
            typeof import('m')
            typeof import('m').a
        "#]],
    );
}

#[test]
fn tuples_and_operators() {
    check(
        "
        [A, B?, ...C[]]
        [a: A, b?: B, ...rest: C[]]
        readonly (A | B)[]
        keyof A & B
        A['b'][number]
        | A | B & C
        ((A))
        ",
        expect![[r#"
            [A, B?, ...C[]]
            [a: A, b: B?, ...rest: C[]]
            operator (A | B)[]
            (keyof A & B)
            A['b'][number]
            (A | (B & C))
            A
        "#]],
    );
}

#[test]
fn functions() {
    check(
        "
        () => void
        (a: A, b?: B, ...c: C[]) => D
        (this: This, { a, b }: A, [c]: B) => void
        <T extends A = B, const U>(a: T) => U
        new (a: A) => B
        abstract new () => A
        (a: unknown) => a is A
        (a: unknown) => asserts a is A
        (a: unknown) => asserts a
        () => this is A
        ",
        expect![[r#"
            () => void
            (a: A, b?: B, ...c: C[]) => D
            (this: This, {}: A, {}: B) => void
            <T extends A = B, U>(a: T) => U
            new (a: A) => B
            new () => A
            (a: unknown) => a is A
            (a: unknown) => asserts a is A
            (a: unknown) => asserts a
            () => this is A
        "#]],
    );
}

#[test]
fn members() {
    check(
        r#"
        { a: A; readonly b?: B; 'c-d': C; 1: D; [Symbol.iterator](): E; ['f']: F; [g.h]: G }
        { m(): A; m<T>(a: T): T; n?(): void }
        { (a: A): B; new (a: A): C; [key: string]: D; readonly [index: number]: E }
        { get a(): A; set a(value: B) }
        {}
        "#,
        expect![[r#"
            { a: A; readonly b?: B; c-d: C; 1: D; @@iterator() => E; f: F; : G }
            { m() => A; m<T>(a: T) => T; n?() => void }
            { (a: A) => B; new (a: A) => C; [string]: D; readonly [number]: E }
            { get a: A; set a: B }
            {  }
        "#]],
    );
}

#[test]
fn types_from_types() {
    check(
        "
        A extends B ? C : D
        T extends (infer U extends string)[] ? U : never
        T extends (...args: infer P) => infer R ? [P, R] : never
        { [K in keyof T]: T[K] }
        { readonly [K in keyof T as `get${K}`]?: T[K] }
        { -readonly [K in A]-?: B }
        `a${B}c${D | E}`
        ",
        expect![[r#"
            (A extends B ? C : D)
            (T extends infer U extends string[] ? U : never)
            (T extends (...args: infer P) => infer R ? [P, R] : never)
            { [K in keyof T]: T[K] }
            { [K in keyof T as `get${K}`]?: T[K] }
            { [K in A]-?: B }
            `a${B}c${(D | E)}`
        "#]],
    );
}

/// Where the name `T` of the last reference is declared, by its declaration's text.
fn check_resolution(text: &str, expected: &str) {
    let text = format!("// typescript\n{text}");
    let facts = facts(&text);
    let reference = facts.references.iter().rfind(|reference| reference.name == *"T").expect("a T");
    let declared = reference
        .binding
        .map_or("nothing", |binding| facts[binding].declarations[0].range.slice(&text).trim_end_matches(";"));
    assert_eq!(declared, expected, "{text}");
}

#[test]
fn names_are_seen_from_their_scopes() {
    check_resolution("type A<T extends 1> = T", "T extends 1");
    check_resolution("type T = 0; type A<T extends 1> = {}; type B = T", "type T = 0");
    check_resolution("type A = <T extends 1>(a: T) => void", "T extends 1");
    check_resolution("interface A<T extends 1> { m<T extends 2>(): T }", "T extends 2");
    check_resolution("type A<T> = { [T in keyof 1]: T }", "T in keyof 1");
    check_resolution("type A = B extends (a: infer T) => void ? T : 0", "T");
    check_resolution("type T = 0; type A = B extends (infer T)[] ? 0 : T", "type T = 0");
    check_resolution("type A = B extends (C extends infer T ? 0 : 0) ? T : 0", "nothing");
    check_resolution("function f<T extends 1>(a: T): T { let b: T }", "T extends 1");
    check_resolution("class A<T extends 1> { b: T }", "T extends 1");
}

#[test]
fn an_import_type_is_an_import() {
    let text = "// typescript\nlet a: import('m').A";
    let facts = facts(text);
    let import = &facts.imports[0];
    assert_eq!((import.kind, &*import.specifier, import.is_type_only), (ImportKind::Type, "m", true));
    assert_eq!(import.specifier_range.slice(text), "'m'");
}

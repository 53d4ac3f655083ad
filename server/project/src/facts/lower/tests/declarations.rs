//! Declarations that only TypeScript has.

use expect_test::expect;

use super::types::{assert_types_are_in_order, show_function, show_members, show_type, show_type_parameters};
use super::*;

/// All names that are declared, scope by scope, with what they are; then exports.
fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    assert_types_are_in_order(&facts, text);
    let mut lines = Vec::new();
    show_scope(&facts, Facts::FILE_SCOPE, 0, &mut lines);
    lines.extend(show_exports("file", &facts, &facts.exports));
    for module in &facts.ambient_modules {
        lines.push(format!("declare module '{}'", module.name));
        show_scope(&facts, module.scope, 1, &mut lines);
        lines.extend(show_exports(&module.name, &facts, &module.exports));
    }
    for namespace in &facts.namespaces {
        lines.extend(show_exports(&namespace.name, &facts, &namespace.exports));
    }
    check_lines(lines, expect);
}

fn show_scope(facts: &Facts, scope: ScopeId, depth: usize, lines: &mut Vec<String>) {
    for binding in &facts[scope].bindings {
        for declaration in &facts[*binding].declarations {
            let ambient = if declaration.is_ambient { "" } else { " (not ambient)" };
            let name = &facts[*binding].name;
            lines.push(format!("{}{name}: {}{ambient}", "  ".repeat(depth), show_declaration(facts, declaration)));
            if let DeclarationKind::Namespace(namespace) = declaration.kind {
                show_scope(facts, facts[namespace].scope, depth + 1, lines);
            }
        }
    }
}

fn show_declaration(facts: &Facts, declaration: &Declaration) -> String {
    match declaration.kind {
        DeclarationKind::Function(function) => format!("function {}", show_function(facts, function)),
        DeclarationKind::Interface(interface) => {
            let row = &facts[interface];
            let extends: Vec<String> = row.extends.iter().map(|id| show_type(facts, *id)).collect();
            let parameters = show_type_parameters(facts, &row.type_parameters);
            let members = show_members(facts, &row.members).join("; ");
            format!("interface{parameters} [{}] {{ {members} }}", extends.join(", "))
        }
        DeclarationKind::Alias(alias) => {
            let row = &facts[alias];
            format!("type{} = {}", show_type_parameters(facts, &row.type_parameters), show_type(facts, row.target))
        }
        DeclarationKind::Enum(id) => {
            let members = facts[id].members.iter().map(|member| match member.value {
                Some(value) => format!("{} = {}", member.name, show(facts, value)),
                None => member.name.to_string(),
            });
            format!("enum {}", members.collect::<Vec<_>>().join(", "))
        }
        DeclarationKind::Class(_) => "class".to_owned(),
        DeclarationKind::Namespace(_) => "namespace".to_owned(),
        DeclarationKind::Import(import) => format!("import '{}'", facts[import].specifier),
        kind => {
            let annotation =
                declaration.type_annotation.map_or(String::new(), |id| format!(" {}", show_type(facts, id)));
            format!("{kind:?}{annotation}")
        }
    }
}

fn show_exports(of: &str, facts: &Facts, exports: &[Export]) -> Option<String> {
    let exports = exports.iter().map(|export| {
        let type_only = if export.is_type_only { "type " } else { "" };
        let what = match &export.what {
            Exported::Binding(binding) => facts[*binding].name.to_string(),
            Exported::Expression(expression) => show(facts, *expression),
            Exported::Import { import, name } => format!("{name:?} of '{}'", facts[*import].specifier),
            Exported::Nothing => "nothing".to_owned(),
        };
        format!("{type_only}{:?} is {what}", export.name)
    });
    let exports: Vec<String> = exports.collect();
    (!exports.is_empty()).then(|| format!("{of} exports {}", exports.join(", ")))
}

#[test]
fn interfaces_and_aliases() {
    check(
        "// typescript
        interface A<T extends B = C> extends D.E<T>, F { a: T; m(): void }
        interface A { b: 1 }
        export type G<T> = T[];
        declare const A: A;
        ",
        expect![[r#"
            A: interface<T extends B = C> [D.E<T>, F] { a: T; m() => void } (not ambient)
            A: interface [] { b: 1 } (not ambient)
            A: Variable(Const) A
            G: type<T> = T[] (not ambient)
            file exports type Named("G") is G
        "#]],
    );
}

#[test]
fn enums() {
    check(
        "// typescript
        export enum A { B, C = 2, 'D-E' = 'd', F = B | 4 }
        declare const enum G { H }
        ",
        expect![[r#"
            A: enum B, C = 2, D-E = 'd', F = (B Bits 4) (not ambient)
            G: enum H (not ambient)
            file exports Named("A") is A
        "#]],
    );
}

#[test]
fn namespaces() {
    check(
        "// typescript
        namespace A.B { export const c = 1; const d = 2; export namespace E { export type F = 1 } }
        export declare namespace G { function h(): void; interface I {} var j: number }
        declare namespace K { const l: 1; const m: 2; export { l as n } }
        function f() {} namespace f { export let g: string }
        ",
        expect![[r#"
            A: namespace (not ambient)
              B: namespace (not ambient)
                c: Variable(Const) (not ambient)
                d: Variable(Const) (not ambient)
                E: namespace (not ambient)
                  F: type = 1 (not ambient)
            G: namespace
              h: function () => void
              I: interface [] {  }
              j: Variable(Var) number
            K: namespace
              l: Variable(Const) 1
              m: Variable(Const) 2
            f: function () => ? (not ambient)
            f: namespace (not ambient)
              g: Variable(Let) string (not ambient)
            file exports Named("G") is G
            A exports Named("B") is B
            B exports Named("c") is c, Named("E") is E
            E exports type Named("F") is F
            G exports Named("h") is h, type Named("I") is I, Named("j") is j
            K exports Named("n") is l
            f exports Named("g") is g
        "#]],
    );
}

#[test]
fn ambient_modules() {
    check(
        "// declarations
        declare module 'a' {
            import * as b from 'b';
            import c = b.c;
            function d(): void;
            export interface E {}
            global { interface Array<T> { f: T } var g: string }
        }
        declare module '*.css' { const styles: string; export default styles }
        declare module 'h' { class I {} namespace I { let j: 1 } export = I }
        declare module 'k';
        ",
        expect![[r#"
            declare module 'a'
              b: import 'b' (not ambient)
              c: Variable(Import)
              d: function () => void
              E: interface [] {  }
            a exports type Named("E") is E, Named("d") is d
            declare module 'global'
              Array: interface<T> [] { f: T }
              g: Variable(Var) string
            global exports type Named("Array") is Array, Named("g") is g
            declare module '*.css'
              styles: Variable(Const) string
            *.css exports Default is styles
            declare module 'h'
              I: class
              I: namespace
                j: Variable(Let) 1
            h exports Equals is I
            declare module 'k'
            I exports Named("j") is j
        "#]],
    );
}

#[test]
fn declaration_files() {
    // With an import or an export it is a module, and all that it declares is exported.
    check(
        "// declarations\ndeclare const a: 1; interface B {} export {}",
        expect![[r#"
        a: Variable(Const) 1
        B: interface [] {  }
    "#]],
    );
    check(
        "// declarations\ndeclare const a: 1; export interface B {} import c from 'c'",
        expect![[r#"
        a: Variable(Const) 1
        B: interface [] {  }
        c: import 'c' (not ambient)
        file exports type Named("B") is B, Named("a") is a
    "#]],
    );
    check(
        "// declarations\ndeclare const a: 1; interface B {}",
        expect![[r#"
        a: Variable(Const) 1
        B: interface [] {  }
    "#]],
    );
    check(
        "// declarations\ndeclare const a: 1; interface B {} export as namespace C; export = a",
        expect![[r#"
        a: Variable(Const) 1
        B: interface [] {  }
        file exports Global("C") is nothing, Equals is a
    "#]],
    );
    check(
        "// declarations\nexport default interface A {} export const b: 1, c: 2; export as namespace D",
        expect![[r#"
        A: interface [] {  }
        b: Variable(Const) 1
        c: Variable(Const) 2
        file exports type Default is A, Named("b") is b, Named("c") is c, Global("D") is nothing
    "#]],
    );
}

#[test]
fn overloads_are_functions_of_their_own() {
    check(
        "// declarations
        export function a(b: string): 1;
        export function a(b: number): 2;
        declare namespace c { export function a(): 3; function a(b: 4): 5 }
        ",
        expect![[r#"
            a: function (b: string) => 1
            a: function (b: number) => 2
            c: namespace
              a: function () => 3
              a: function (b: 4) => 5
            file exports Named("a") is a, Named("c") is c
            c exports Named("a") is a
        "#]],
    );
    check(
        "// typescript
        function a(b: string): 1;
        function a(b: any) { return 1 }
        ",
        expect![[r#"
            a: function (b: string) => 1 (not ambient)
            a: function (b: any) => ? (not ambient)
        "#]],
    );
}

#[test]
fn docs_belong_to_what_is_declared() {
    let text = "// declarations
        /** of A */
        export interface A {
            /** of b */
            b: 1;
            /** of c */
            c(): void;
        }
        /** of D */
        declare enum D { /** of E */ E }
        /** of f */
        declare module 'f' {
            /** of g */
            export function g(): void;
        }
        /** of H */
        type H = {
            /** of i */
            readonly i: 1
        }";
    let facts = facts(text);
    let doc = |id: Option<DocId>| id.map_or("none", |id| facts[id].description.as_str());
    let interface = &facts.interfaces[0];
    let TypeKind::Members(members) = &facts[facts.aliases[0].target].kind else { panic!("{facts:?}") };
    let method = interface.members[1].function.unwrap();
    let found = [
        doc(interface.doc),
        doc(interface.members[0].doc),
        doc(interface.members[1].doc),
        doc(facts[method].doc),
        doc(facts.enums[0].doc),
        doc(facts.enums[0].members[0].doc),
        doc(facts.functions[1].doc),
        doc(facts.aliases[0].doc),
        doc(members[0].doc),
    ];
    assert_eq!(found, ["of A", "of b", "of c", "of c", "of D", "of E", "of g", "of H", "of i"]);
}

//! Bindings as text: each reference with the line that declares what it means, `-` where nothing does.

use super::{Access, Node, Semantic};
use crate::kind::SourceKind;
use crate::parse::parse;

#[track_caller]
fn check(text: &str, kind: SourceKind, expected: &str) {
    let parsed = parse(text, kind);
    assert!(parsed.errors.is_empty(), "{text}: {:?}", parsed.errors);
    let found = parsed.with(|program| {
        let Semantic { scopes, .. } = Semantic::new(program, kind);
        let line = |offset: u32| text[..offset as usize].matches('\n').count() + 1;
        let all = scopes.references().map(|(_, reference)| {
            let access = match reference.access {
                Access::Read => "",
                Access::Write => "=",
                Access::ReadWrite => "+=",
                Access::Type => ":",
            };
            let first = reference.variable.map(|id| scopes.variable(id)).map(|it| it.definitions.first().cloned());
            let declared = match first {
                Some(Some(definition)) => line(definition.range.start()).to_string(),
                Some(None) => "implicit".to_owned(),
                None => "-".to_owned(),
            };
            format!("{}{access} {}>{declared}", reference.name, line(reference.range.start()))
        });
        all.collect::<Vec<_>>().join(", ")
    });
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn check_module(text: &str, expected: &str) {
    check(text, SourceKind::MODULE, expected);
}

#[test]
fn blocks_and_functions() {
    check_module("let a = 1;\n{ a; let b = a; }\nb;", "a= 1>1, a 2>1, b= 2>2, a 2>1, b 3>-");
    check_module(
        "f();\nfunction f(a, b = a) { var a; return () => arguments; }",
        "f 1>2, b= 2>2, a 2>2, arguments 2>implicit",
    );
    check_module("if (x) {\nvar y = 1;\n}\ny;", "x 1>-, y= 2>2, y 4>2");
    check_module("function f(a = b) {\nvar b;\n}", "a= 1>1, b 1>-");
}

#[test]
fn names_of_functions_and_classes() {
    check_module("const a = function b() {\nb; };\nb;", "a= 1>1, b 2>1, b 3>-");
    check_module("class A extends B {\nx = A;\nstatic { A; var y; y; } }\nA;", "B 1>-, A 2>1, A 3>1, y 3>3, A 4>1");
}

#[test]
fn loops_patterns_and_clauses() {
    check_module("for (const x of y) {\nx; }\nx;", "x= 1>1, y 1>-, x 2>1, x 3>-");
    check_module("let a, b;\n[a, { b = a }] = c;\na++;", "a= 2>1, b= 2>1, a 2>1, c 2>-, a+= 3>1");
    check_module("try {} catch ({ a }) {\na; }\na;", "a 2>1, a 3>-");
}

#[test]
fn modules() {
    check_module("import a, { b as c } from 'm';\nexport { a };\nexport default c;\nb;", "a 2>1, c 3>1, b 4>-");
    check_module("export default function f() {}\nf;", "f 2>1");
}

#[test]
fn types() {
    let kind = SourceKind::new(crate::kind::Language::TypeScript, crate::kind::Goal::Module);
    check("interface A {}\nlet a: A;\nconst b = A;", kind, "A: 2>1, b= 3>3, A 3>-");
    check("interface A {}\nfunction f(this: A, a: any): a is A {}", kind, "A: 2>1, a 2>2, A: 2>1");
    check("interface A {}\nexport { A };\nexport default A;", kind, "A 2>1, A 3>1");
    check("function f<T>(a: T): typeof a {\nreturn a as T; }", kind, "T: 1>1, a 1>1, a 2>1, T: 2>1");
}

#[test]
fn subtrees_are_ranges() {
    let parsed = parse("f(a.b, c)(d);", SourceKind::MODULE);
    parsed.with(|program| {
        let Semantic { nodes, .. } = Semantic::new(program, SourceKind::MODULE);
        let calls: Vec<_> = nodes.all::<swc_ecma_ast::CallExpr>().map(|(id, _)| id).collect();
        let [outer, inner] = calls.as_slice() else { panic!("two calls") };
        assert_eq!(nodes.parent(*inner), Some(*outer));
        assert!(nodes.contains(*outer, *inner) && !nodes.contains(*inner, *outer));
        let names = nodes.children(*inner).filter(|id| matches!(nodes.get(*id), Node::Ident(_))).count();
        assert_eq!(names, 2);
    });
}

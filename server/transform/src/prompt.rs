//! What is typed at a prompt, so that a classic script evaluates it as a person expects: declarations can be made again, `await`
//! works, `{ a: 1 }` is an object, and an unfinished text is known as such.

use syntax::ast::{
    Decl, DefaultDecl, Expr, ImportDecl, ImportSpecifier, ModuleDecl, ModuleItem, Pat, Program, Stmt, VarDeclKind,
};
use syntax::visit::{Visit, VisitWith};
use syntax::{Parsed, SourceKind, SyntaxError, ast, offset, parse};

use crate::edits::{Edits, Rank};

/// What became of a typed text.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// A script. An async one evaluates to a promise of `{ value }`, or of undefined where the last statement has no value.
    Complete { code: String, is_async: bool },
    /// More lines have to come.
    Incomplete,
    /// It is wrong and no further line would mend it.
    Wrong(SyntaxError),
}

/// Prepares `text`.
pub fn typed(text: &str) -> Typed {
    let trimmed = text.trim();
    // An object literal is what is meant by braces at a prompt; a block is the second guess.
    if trimmed.starts_with('{') && !trimmed.ends_with(';') {
        let wrapped = format!("({trimmed}\n)");
        let parsed = parse(&wrapped, SourceKind::SCRIPT);
        if parsed.errors.is_empty() {
            return Typed::Complete { code: wrapped, is_async: false };
        }
    }
    let parsed = parse(text, SourceKind::SCRIPT);
    if parsed.errors.is_empty() {
        return Typed::Complete { code: with_reusable_declarations(&parsed, text), is_async: false };
    }
    if text.contains("await") || text.contains("import") {
        let module = parse(text, SourceKind::MODULE);
        if module.errors.is_empty() {
            return as_async(&module, text);
        }
        if is_unfinished(&module.errors, text) {
            return Typed::Incomplete;
        }
    }
    if is_unfinished(&parsed.errors, text) {
        return Typed::Incomplete;
    }
    let first = parsed.errors.iter().min_by_key(|error| error.range.start()).cloned();
    first.map_or(Typed::Incomplete, Typed::Wrong)
}

/// Whether what is missing may still come: the parser stopped at the end, or inside something that goes over lines.
fn is_unfinished(errors: &[SyntaxError], text: &str) -> bool {
    let end = text.trim_end().len();
    errors.iter().any(|error| {
        error.range.start() as usize >= end
            || error.message.starts_with("Unterminated template")
            || error.message.contains("end of input")
            || error.message.starts_with("Unterminated block comment")
    })
}

/// `let`, `const` and `class` become `var`, which may be declared again.
fn with_reusable_declarations(parsed: &Parsed, text: &str) -> String {
    let mut edits = Edits::default();
    parsed.with(|program| {
        let Program::Script(script) = program else { return };
        for statement in &script.body {
            match statement {
                Stmt::Decl(Decl::Var(variable)) if variable.kind != VarDeclKind::Var => {
                    let keyword = if variable.kind == VarDeclKind::Let { "let" } else { "const" };
                    let start = offset(variable.span.lo);
                    edits.replace_padded(start, start + keyword.len() as u32, "var");
                }
                Stmt::Decl(Decl::Class(class)) => {
                    let start = offset(class.class.span.lo);
                    edits.insert(start, Rank::BeforeStatement, format!("var {} = ", class.ident.sym));
                    edits.insert(offset(class.class.span.hi), Rank::EndStatement, ";");
                }
                _ => {}
            }
        }
    });
    edits.apply(text).0
}

/// A text with `await` or `import` at its top runs in an async function; what it declares is declared outside.
fn as_async(parsed: &Parsed, text: &str) -> Typed {
    let mut edits = Edits::default();
    let mut names = Vec::new();
    let wrong = parsed.with(|program| {
        let Program::Module(module) = program else { return None };
        let last = module.body.len().checked_sub(1);
        for (index, item) in module.body.iter().enumerate() {
            match item {
                ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
                    let (start, end) = (offset(import.span.lo), offset(import.span.hi));
                    edits.replace(start, end, dynamic(import, text, &mut names));
                }
                ModuleItem::ModuleDecl(declaration) => return Some(no_export(declaration)),
                ModuleItem::Stmt(statement) => lift(statement, Some(index) == last, &mut edits, &mut names),
            }
        }
        None
    });
    if let Some(error) = wrong {
        return Typed::Wrong(error);
    }
    let body = edits.apply(text).0;
    let declared = if names.is_empty() { String::new() } else { format!("var {}; ", names.join(", ")) };
    Typed::Complete { code: format!("{declared}(async () => {{ {body}\n}})()"), is_async: true }
}

fn no_export(declaration: &ModuleDecl) -> SyntaxError {
    SyntaxError {
        range: syntax::range(ast::Spanned::span(declaration)),
        message: "Cannot use export at the prompt".to_owned(),
    }
}

/// An `import` as the assignments from `import()` that give the same names.
fn dynamic(import: &ImportDecl, text: &str, names: &mut Vec<String>) -> String {
    let options = match &import.with {
        Some(with) => format!(", {{ with: {} }}", source_of(text, &**with)),
        None => String::new(),
    };
    let loaded = format!("await import({}{options})", source_of(text, &*import.src));
    let mut members = Vec::new();
    let mut namespace = None;
    for specifier in &import.specifiers {
        let local = match specifier {
            ImportSpecifier::Named(named) => &named.local,
            ImportSpecifier::Default(default) => &default.local,
            ImportSpecifier::Namespace(all) => &all.local,
        };
        names.push(local.sym.to_string());
        match specifier {
            ImportSpecifier::Named(named) => {
                let imported = match &named.imported {
                    Some(imported) => source_of(text, imported),
                    None => source_of(text, local),
                };
                members.push(format!("{imported}: {}", local.sym));
            }
            ImportSpecifier::Default(_) => members.push(format!("default: {}", local.sym)),
            ImportSpecifier::Namespace(_) => namespace = Some(&local.sym),
        }
    }
    match (namespace, members.is_empty()) {
        (None, true) => format!("{loaded};"),
        (None, false) => format!("({{ {} }} = {loaded});", members.join(", ")),
        (Some(all), true) => format!("{all} = {loaded};"),
        (Some(all), false) => format!("{all} = {loaded}; ({{ {} }} = {all});", members.join(", ")),
    }
}

/// A node as it stands in the text.
fn source_of<'a>(text: &'a str, node: &impl ast::Spanned) -> &'a str {
    let span = node.span();
    text.get(offset(span.lo) as usize..offset(span.hi) as usize).unwrap_or_default()
}

fn lift(statement: &Stmt, is_last: bool, edits: &mut Edits, names: &mut Vec<String>) {
    match statement {
        Stmt::Decl(Decl::Var(variable)) => {
            let keyword = match variable.kind {
                VarDeclKind::Const => "const",
                VarDeclKind::Let => "let",
                VarDeclKind::Var => "var",
            };
            let start = offset(variable.span.lo);
            edits.replace(start, start + keyword.len() as u32, "void (");
            for declarator in &variable.decls {
                Names(names).visit_pat(&declarator.name);
                edits.insert(offset(declarator.span.lo), Rank::OpenExpression, "(");
                let close = if declarator.init.is_some() { ")" } else { " = undefined)" };
                edits.insert(offset(declarator.span.hi), Rank::CloseExpression, close);
            }
            if let Some(end) = variable.decls.last().map(|declarator| offset(declarator.span.hi)) {
                edits.insert(end, Rank::EndStatement, ");");
            }
        }
        Stmt::Decl(Decl::Class(class)) => {
            names.push(class.ident.sym.to_string());
            edits.insert(offset(class.class.span.lo), Rank::BeforeStatement, format!("{} = ", class.ident.sym));
            edits.insert(offset(class.class.span.hi), Rank::EndStatement, ";");
        }
        Stmt::Decl(Decl::Fn(function)) => {
            let name = &function.ident.sym;
            edits.insert(
                offset(function.function.span.lo),
                Rank::BeforeStatement,
                format!("globalThis.{name} = {name}; "),
            );
        }
        Stmt::Expr(expression) if is_last => {
            let inner = ast::Spanned::span(&*expression.expr);
            edits.insert(offset(inner.lo), Rank::BeforeStatement, "return { value: (");
            edits.insert(offset(inner.hi), Rank::EndStatement, ") };");
        }
        _ => {}
    }
}

/// The names that a pattern binds.
struct Names<'a>(&'a mut Vec<String>);

impl Visit for Names<'_> {
    fn visit_pat(&mut self, pattern: &Pat) {
        if let Pat::Ident(name) = pattern {
            self.0.push(name.id.sym.to_string());
        }
        pattern.visit_children_with(self);
    }

    fn visit_assign_pat_prop(&mut self, property: &ast::AssignPatProp) {
        self.0.push(property.key.id.sym.to_string());
    }

    // Default values bind nothing here.
    fn visit_expr(&mut self, _: &Expr) {}

    fn visit_default_decl(&mut self, _: &DefaultDecl) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(text: &str) -> String {
        match typed(text) {
            Typed::Complete { code, .. } => code,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn declarations_can_be_made_again() {
        assert_eq!(complete("let a = 1; const b = 2"), "var a = 1; var   b = 2");
        assert_eq!(complete("class A {}"), "var A = class A {};");
    }

    #[test]
    fn braces_are_an_object_where_that_parses() {
        assert_eq!(complete("{ a: 1 }"), "({ a: 1 }\n)");
        assert_eq!(complete("{ let a = 1; a }"), "{ let a = 1; a }");
    }

    #[test]
    fn await_runs_in_a_function_and_its_names_stay() {
        assert_eq!(
            complete("const { a, b: [c] } = await f(); c"),
            "var a, c; (async () => { void ( ({ a, b: [c] } = await f()));; return { value: (c) };\n})()"
        );
    }

    #[test]
    fn unfinished_texts_wait() {
        for text in ["function f() {", "`a", "[1,", "if (a) {", "/* x", "f(1,\n2", "await f("] {
            assert_eq!(typed(text), Typed::Incomplete, "{text}");
        }
    }

    #[test]
    fn wrong_texts_are_told() {
        assert!(matches!(typed("let 1 = 2"), Typed::Wrong(_)));
        assert!(matches!(typed("export let a"), Typed::Wrong(error) if error.message.contains("export")));
    }

    #[test]
    fn imports_are_assignments_from_dynamic_ones() {
        let check = |text: &str, expected: &str| assert_eq!(complete(text), format!("{expected}\n}})()"), "{text}");
        check("import 'a'", "(async () => { await import('a');");
        check(
            "import a, { b, c as d, 'e f' as g } from 'x'",
            "var a, b, d, g; (async () => { ({ default: a, b: b, c: d, 'e f': g } = await import('x'));",
        );
        check("import * as a from 'x'", "var a; (async () => { a = await import('x');");
        check(
            "import a, * as b from './x.json' with { type: 'json' }",
            "var a, b; (async () => { b = await import('./x.json', { with: { type: 'json' } }); ({ default: a } = b);",
        );
        check(
            "import { a } from 'x'; a()",
            "var a; (async () => { ({ a: a } = await import('x')); return { value: (a()) };",
        );
    }
}

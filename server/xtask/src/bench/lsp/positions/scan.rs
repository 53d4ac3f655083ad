//! One file, walked once: where it names members, names in scope, specifiers, and what its imports bind.

use source::TextRange;
use syntax::ast::{
    ArrowExpr, BlockStmt, CallExpr, CatchClause, ClassDecl, ClassExpr, Constructor, ExportAll, Expr, FnDecl, FnExpr,
    ForInStmt, ForOfStmt, ForStmt, Function, ImportDecl, ImportSpecifier, MemberExpr, MemberProp, NamedExport,
    ObjectPatProp, OptChainBase, ParamOrTsParamProp, Pat, Prop, Span, Str, SwitchStmt, VarDecl, VarDeclKind,
};
use syntax::visit::{Visit, VisitWith};
use syntax::{SourceKind, parse, range};

use super::scopes::{Declared, Scopes, bare, declared_by, required, specifier_of};

/// What was found in a file, in the order of its text.
#[derive(Default)]
pub(super) struct Found {
    pub members: Vec<(TextRange, Receiver)>,
    pub names: Vec<(TextRange, Named)>,
    /// What stands between the quotes.
    pub specifiers: Vec<TextRange>,
    pub imports: Vec<ImportedName>,
}

/// What stands before the dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Receiver {
    Name(Named),
    This,
    Member,
    Call,
    Other,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Global,
    /// Declared at the top of the file.
    OfFile(Declared),
    Local(Declared),
}

/// A name bound by `import { name }` or `const { name } = require()` and used later.
pub(super) struct ImportedName {
    pub name: String,
    pub specifier: String,
    pub statement: TextRange,
    /// The first use behind the statement.
    pub usage: TextRange,
}

/// `None` where the file has an error.
pub(super) fn scan(text: &str, kind: SourceKind) -> Option<Found> {
    let parsed = parse(text, kind);
    if !parsed.errors.is_empty() {
        return None;
    }
    parsed.with(|program| {
        let mut scopes = Scopes::default();
        let top = scopes.add(None, true);
        let mut scan = Scan { text, scopes, here: top, ..Scan::default() };
        program.visit_with(&mut scan);
        Some(scan.finish())
    })
}

#[derive(Default)]
struct Scan<'t> {
    text: &'t str,
    scopes: Scopes,
    here: usize,
    members: Vec<(TextRange, Unresolved)>,
    names: Vec<Reference>,
    specifiers: Vec<(TextRange, usize, bool)>,
    /// Name, specifier, statement.
    imports: Vec<(String, String, TextRange)>,
}

struct Reference {
    range: TextRange,
    scope: usize,
}

/// A receiver whose name is looked up at the end.
enum Unresolved {
    Name(Reference),
    Known(Receiver),
}

impl Scan<'_> {
    fn finish(mut self) -> Found {
        let mut found = Found::default();
        self.names.sort_by_key(|name| name.range);
        for (name, specifier, statement) in std::mem::take(&mut self.imports) {
            let usage = self.names.iter().find(|reference| {
                reference.range.start() >= statement.end()
                    && reference.range.slice(self.text) == name
                    && self.scopes.find(reference.scope, &name).is_some_and(|(scope, _)| scope == 0)
            });
            found.imports.extend(usage.map(|usage| ImportedName { name, specifier, statement, usage: usage.range }));
        }
        for (range, receiver) in &self.members {
            let receiver = match receiver {
                Unresolved::Name(name) => Receiver::Name(self.named(name)),
                Unresolved::Known(receiver) => receiver.clone(),
            };
            found.members.push((*range, receiver));
        }
        found.members.sort_by_key(|(range, _)| *range);
        found.names = self.names.iter().map(|name| (name.range, self.named(name))).collect();
        found.specifiers = self
            .specifiers
            .iter()
            .filter(|(_, scope, is_require)| !is_require || self.scopes.find(*scope, "require").is_none())
            .map(|(range, ..)| *range)
            .collect();
        found.specifiers.sort();
        found
    }

    fn named(&self, reference: &Reference) -> Named {
        match self.scopes.find(reference.scope, reference.range.slice(self.text)) {
            None => Named::Global,
            Some((0, declared)) => Named::OfFile(declared.clone()),
            Some((_, declared)) => Named::Local(declared.clone()),
        }
    }

    fn within(&mut self, is_function: bool, work: impl FnOnce(&mut Self)) {
        let outer = self.here;
        self.here = self.scopes.add(Some(outer), is_function);
        work(self);
        self.here = outer;
    }

    fn parameters<'p>(&mut self, patterns: impl Iterator<Item = &'p Pat>) {
        for pattern in patterns {
            self.scopes.declare_pattern(self.here, pattern, &Declared::Parameter);
        }
    }

    fn receiver(&self, receiver: &Expr) -> Unresolved {
        let receiver = bare(receiver);
        if let Some(specifier) = required(receiver) {
            return Unresolved::Known(Receiver::Name(Named::OfFile(Declared::Module(specifier.to_owned()))));
        }
        Unresolved::Known(match receiver {
            Expr::Ident(name) => {
                return Unresolved::Name(Reference { range: range(name.span), scope: self.here });
            }
            Expr::This(_) => Receiver::This,
            Expr::Member(_) | Expr::SuperProp(_) => Receiver::Member,
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(_) => Receiver::Member,
                OptChainBase::Call(_) => Receiver::Call,
            },
            Expr::Call(_) | Expr::TaggedTpl(_) | Expr::Await(_) => Receiver::Call,
            _ => Receiver::Other,
        })
    }

    /// What stands between the quotes of a string without escapes.
    fn specifier(&mut self, string: &Str, is_require: bool) {
        let quoted = range(string.span);
        let inside = TextRange::new(quoted.start() + 1, quoted.end().saturating_sub(1));
        if string.value.as_str().is_some_and(|value| value == inside.slice(self.text)) {
            self.specifiers.push((inside, self.here, is_require));
        }
    }

    fn import(&mut self, name: &str, specifier: Option<&str>, statement: Span) {
        self.imports.extend(specifier.map(|specifier| (name.to_owned(), specifier.to_owned(), range(statement))));
    }
}

impl Visit for Scan<'_> {
    fn visit_expr(&mut self, node: &Expr) {
        if let Expr::Ident(name) = node {
            self.names.push(Reference { range: range(name.span), scope: self.here });
        }
        node.visit_children_with(self);
    }

    fn visit_prop(&mut self, node: &Prop) {
        if let Prop::Shorthand(name) = node {
            self.names.push(Reference { range: range(name.span), scope: self.here });
        }
        node.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        if let MemberProp::Ident(name) = &node.prop {
            let receiver = self.receiver(&node.obj);
            self.members.push((range(name.span), receiver));
        }
        node.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Some(string) = specifier_of(node) {
            self.specifier(string, node.callee.is_expr());
        }
        node.visit_children_with(self);
    }

    fn visit_import_decl(&mut self, node: &ImportDecl) {
        self.specifier(&node.src, false);
        let module = node.src.value.as_str();
        for specifier in &node.specifiers {
            let name = match specifier {
                ImportSpecifier::Named(named) => {
                    if named.imported.is_none() {
                        self.import(&named.local.sym, module, node.span);
                    }
                    &named.local
                }
                ImportSpecifier::Default(default) => &default.local,
                ImportSpecifier::Namespace(namespace) => &namespace.local,
            };
            self.scopes.declare(self.here, &name.sym, Declared::Module(module.unwrap_or_default().to_owned()));
        }
    }

    fn visit_named_export(&mut self, node: &NamedExport) {
        if let Some(string) = &node.src {
            self.specifier(string, false);
        }
    }

    fn visit_export_all(&mut self, node: &ExportAll) {
        self.specifier(&node.src, false);
    }

    fn visit_var_decl(&mut self, node: &VarDecl) {
        let scope = if node.kind == VarDeclKind::Var { self.scopes.function_of(self.here) } else { self.here };
        for declarator in &node.decls {
            let declared = match (&declarator.name, declared_by(declarator.init.as_deref())) {
                (Pat::Ident(_), declared) | (_, declared @ Declared::Module(_)) => declared,
                // A part of a call's result is not the call's result.
                _ => Declared::Other,
            };
            self.scopes.declare_pattern(scope, &declarator.name, &declared);
            let (Pat::Object(pattern), Some(Expr::Call(call))) = (&declarator.name, declarator.init.as_deref()) else {
                continue;
            };
            let module = specifier_of(call).filter(|_| call.callee.is_expr()).and_then(|string| string.value.as_str());
            if scope != 0 || node.decls.len() != 1 {
                continue;
            }
            for property in &pattern.props {
                if let ObjectPatProp::Assign(property) = property {
                    self.import(&property.key.sym, module, node.span);
                }
            }
        }
        node.visit_children_with(self);
    }

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.scopes.declare(self.here, &node.ident.sym, Declared::Other);
        node.function.visit_with(self);
    }

    fn visit_fn_expr(&mut self, node: &FnExpr) {
        self.within(true, |scan| {
            if let Some(name) = &node.ident {
                scan.scopes.declare(scan.here, &name.sym, Declared::Other);
            }
            node.function.visit_with(scan);
        });
    }

    fn visit_function(&mut self, node: &Function) {
        self.within(true, |scan| {
            scan.scopes.declare(scan.here, "arguments", Declared::Other);
            scan.parameters(node.params.iter().map(|parameter| &parameter.pat));
            node.visit_children_with(scan);
        });
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.within(true, |scan| {
            scan.parameters(node.params.iter());
            node.visit_children_with(scan);
        });
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        self.within(true, |scan| {
            scan.parameters(node.params.iter().filter_map(|parameter| match parameter {
                ParamOrTsParamProp::Param(parameter) => Some(&parameter.pat),
                ParamOrTsParamProp::TsParamProp(_) => None,
            }));
            node.visit_children_with(scan);
        });
    }

    fn visit_class_decl(&mut self, node: &ClassDecl) {
        self.scopes.declare(self.here, &node.ident.sym, Declared::Other);
        node.class.visit_with(self);
    }

    fn visit_class_expr(&mut self, node: &ClassExpr) {
        self.within(false, |scan| {
            if let Some(name) = &node.ident {
                scan.scopes.declare(scan.here, &name.sym, Declared::Other);
            }
            node.class.visit_with(scan);
        });
    }

    fn visit_catch_clause(&mut self, node: &CatchClause) {
        self.within(false, |scan| {
            if let Some(pattern) = &node.param {
                scan.scopes.declare_pattern(scan.here, pattern, &Declared::Other);
            }
            node.visit_children_with(scan);
        });
    }

    fn visit_block_stmt(&mut self, node: &BlockStmt) {
        self.within(false, |scan| node.visit_children_with(scan));
    }

    fn visit_for_stmt(&mut self, node: &ForStmt) {
        self.within(false, |scan| node.visit_children_with(scan));
    }

    fn visit_for_in_stmt(&mut self, node: &ForInStmt) {
        self.within(false, |scan| node.visit_children_with(scan));
    }

    fn visit_for_of_stmt(&mut self, node: &ForOfStmt) {
        self.within(false, |scan| node.visit_children_with(scan));
    }

    fn visit_switch_stmt(&mut self, node: &SwitchStmt) {
        self.within(false, |scan| node.visit_children_with(scan));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each member as `name: receiver`, each name as `name = meaning`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = scan(text, SourceKind::COMMON_JS).expect("no error");
        let mut shown: Vec<String> = Vec::new();
        for (range, receiver) in &found.members {
            shown.push(format!("{}: {receiver:?}", range.slice(text)));
        }
        for import in &found.imports {
            shown.push(format!("{} of {} at {}", import.name, import.specifier, import.usage.start()));
        }
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn receivers_are_known_by_their_declaration() {
        check("const a = {}; function f() { a.b }", &["b: Name(OfFile(Literal))"]);
        check("function f(a) { a.b; { let a = c(); a.d } }", &["b: Name(Local(Parameter))", "d: Name(Local(Call))"]);
        check("function f() { if (x) { var a = new B() } a.c }", &["c: Name(Local(Literal))"]);
        check("({ a }) => a.b", &["b: Name(Local(Parameter))"]);
        check("this.a.b; c().d; (e).f", &["a: This", "b: Member", "d: Call", "f: Name(Global)"]);
        check("a?.b.c", &["b: Name(Global)", "c: Member"]);
        check("for (const a of b) a.c", &["c: Name(Local(Other))"]);
        check("const { a } = f(); a.b", &["b: Name(OfFile(Other))"]);
    }

    #[test]
    fn modules_are_known_by_their_specifier() {
        check("var a = require('b'); a.c", &["c: Name(OfFile(Module(\"b\")))"]);
        check("require('a').b.c", &["b: Name(OfFile(Module(\"a\")))", "c: Name(OfFile(Module(\"a\")))"]);
        check("const { a } = require('b'); a()", &["a of b at 28"]);
        check("const { a: c, d } = require('b'); (d) => d; c", &[]);
    }

    #[test]
    fn specifiers_are_those_of_modules() {
        let text = "require('a'); import('./b'); f('c'); (require) => require('d')";
        let found = scan(text, SourceKind::COMMON_JS).expect("no error");
        assert_eq!(found.specifiers.iter().map(|range| range.slice(text)).collect::<Vec<_>>(), ["a", "./b"]);
    }
}

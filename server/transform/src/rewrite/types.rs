//! Types leave, everything else stays where it is.
//!
//! Most of TypeScript is erased by blanking. Where that would join two lines into one statement, or part two tokens that
//! must share a line, a `;` or a bracket moves into the blank. What is more than types (enums, namespaces with values,
//! parameter properties, decorators) and JSX and `using` can't be blanked: [`is_erasable`] says so, and `lower` prints anew.

use source::TextRange;
use syntax::Language;
use syntax::ast::*;
use syntax::visit::{Visit, VisitWith};

use super::{Goal, Rewriter, hi, lo};
use crate::edits::Rank;
use crate::options::Options;

/// Whether blanking is enough for a program.
pub(crate) fn is_erasable(text: &str, program: &Program, options: &Options) -> bool {
    let is_typescript = options.language.is_typescript();
    let has_jsx = options.language.has_jsx() && text.contains('<');
    let words: &[&str] = if is_typescript {
        &["enum", "namespace", "module", "using", "@", "accessor", "constructor", "import", "class"]
    } else {
        &["using", "@", "accessor"]
    };
    if !has_jsx && !words.iter().any(|word| text.contains(word)) {
        return true;
    }
    let plain_fields = is_typescript && !options.typescript.use_define_for_class_fields;
    let mut finder = Finder { found: false, plain_fields };
    program.visit_with(&mut finder);
    !finder.found
}

/// Finds what must be printed anew.
struct Finder {
    found: bool,
    plain_fields: bool,
}

impl Visit for Finder {
    fn visit_decorator(&mut self, _: &Decorator) {
        self.found = true;
    }

    fn visit_using_decl(&mut self, _: &UsingDecl) {
        self.found = true;
    }

    fn visit_auto_accessor(&mut self, _: &AutoAccessor) {
        self.found = true;
    }

    fn visit_jsx_element(&mut self, _: &JSXElement) {
        self.found = true;
    }

    fn visit_jsx_fragment(&mut self, _: &JSXFragment) {
        self.found = true;
    }

    fn visit_ts_param_prop(&mut self, _: &TsParamProp) {
        self.found = true;
    }

    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        self.found |= !declaration.declare;
    }

    fn visit_ts_module_decl(&mut self, declaration: &TsModuleDecl) {
        self.found |= has_values(declaration);
    }

    fn visit_ts_import_equals_decl(&mut self, declaration: &TsImportEqualsDecl) {
        // `import a = b.c` makes a value unless nobody uses it as one; only the printer looks.
        self.found |=
            !declaration.is_type_only && !matches!(declaration.module_ref, TsModuleRef::TsExternalModuleRef(_));
    }

    fn visit_class_prop(&mut self, property: &ClassProp) {
        self.found |= self.plain_fields && !property.declare && !property.is_abstract;
        property.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, declaration: &ClassDecl) {
        if !declaration.declare {
            declaration.visit_children_with(self);
        }
    }

    fn visit_ts_type(&mut self, _: &TsType) {}
}

/// The first thing of TypeScript's own that leaves code behind, and what Node calls it.
pub(crate) fn first_unerasable(program: &Program) -> Option<(TextRange, &'static str)> {
    let mut finder = Unerasable { found: None };
    program.visit_with(&mut finder);
    finder.found
}

struct Unerasable {
    found: Option<(TextRange, &'static str)>,
}

impl Unerasable {
    fn note(&mut self, span: Span, what: &'static str) {
        self.found = self.found.or(Some((syntax::range(span), what)));
    }
}

impl Visit for Unerasable {
    fn visit_ts_param_prop(&mut self, property: &TsParamProp) {
        self.note(property.span, "TypeScript parameter property");
    }

    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        if !declaration.declare {
            self.note(declaration.span, "TypeScript enum");
        }
    }

    fn visit_ts_module_decl(&mut self, declaration: &TsModuleDecl) {
        if has_values(declaration) {
            self.note(declaration.span, "TypeScript namespace declaration");
        }
    }

    fn visit_ts_import_equals_decl(&mut self, declaration: &TsImportEqualsDecl) {
        if !declaration.is_type_only {
            self.note(declaration.span, "TypeScript import equals declaration");
        }
    }

    fn visit_ts_export_assignment(&mut self, assignment: &TsExportAssignment) {
        self.note(assignment.span, "TypeScript export assignment");
    }

    fn visit_ts_type(&mut self, _: &TsType) {}
}

/// Whether a namespace leaves anything behind: one of nothing but types does not.
fn has_values(declaration: &TsModuleDecl) -> bool {
    fn body_has_values(body: &TsNamespaceBody) -> bool {
        match body {
            TsNamespaceBody::TsModuleBlock(block) => block.body.iter().any(|item| match item {
                ModuleItem::Stmt(Stmt::Decl(declaration)) => !is_type(declaration),
                ModuleItem::Stmt(_) => true,
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => !is_type(&export.decl),
                ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) => !export.type_only,
                ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) => !import.is_type_only,
                ModuleItem::ModuleDecl(_) => true,
            }),
            TsNamespaceBody::TsNamespaceDecl(inner) => body_has_values(&inner.body),
        }
    }
    !declaration.declare && !declaration.global && declaration.body.as_ref().is_some_and(body_has_values)
}

/// Whether a declaration exists for the type checker only.
fn is_type(declaration: &Decl) -> bool {
    match declaration {
        Decl::TsInterface(_) | Decl::TsTypeAlias(_) => true,
        Decl::TsEnum(declaration) => declaration.declare,
        Decl::TsModule(declaration) => !has_values(declaration),
        Decl::Class(declaration) => declaration.declare,
        Decl::Fn(declaration) => declaration.declare || declaration.function.body.is_none(),
        Decl::Var(declaration) => declaration.declare,
        Decl::Using(_) => false,
    }
}

impl Rewriter<'_> {
    pub(super) fn erases_statement(&mut self, statement: &Stmt) -> bool {
        if !self.is_typescript {
            return false;
        }
        let Stmt::Decl(declaration) = statement else { return false };
        let erases = is_type(declaration);
        if erases {
            self.edits.blank_statement(lo(declaration.span()), hi(declaration.span()));
        } else if let Decl::Class(class) = declaration {
            self.erase_abstract(lo(class.class.span), class.class.is_abstract);
        }
        erases
    }

    pub(super) fn erases_export(&mut self, export: &ExportDecl) -> bool {
        let erases = self.is_typescript && is_type(&export.decl);
        if erases {
            self.edits.blank_statement(lo(export.span), hi(export.span));
        } else if let Decl::Class(class) = &export.decl {
            self.erase_abstract(lo(class.class.span), class.class.is_abstract);
        }
        erases
    }

    pub(super) fn erases_abstract_mark(&mut self, from: u32, class: &ClassExpr) {
        let start = self.start_of_class(from, class);
        self.erase_abstract(start, class.class.is_abstract);
    }

    fn erase_abstract(&mut self, start: u32, is_abstract: bool) {
        if is_abstract {
            let at = self.find_word("abstract", start);
            if let Some(at) = at {
                self.edits.blank(at, at + 8);
            }
        }
    }

    /// The next `word` at or near behind `from`.
    fn find_word(&self, word: &str, from: u32) -> Option<u32> {
        let from = from as usize;
        let end = (from + 200).min(self.text.len());
        let end = (end..self.text.len() + 1).find(|at| self.text.is_char_boundary(*at))?;
        self.text.get(from..end)?.find(word).map(|at| (from + at) as u32)
    }

    /// `import type`, `export type`, `{ type a }` and exported types; the rest of a module's items stays.
    pub(super) fn erase_module_types(&mut self, declaration: &ModuleDecl) {
        match declaration {
            ModuleDecl::Import(import) if import.type_only => {
                self.edits.blank_statement(lo(import.span), hi(import.span))
            }
            ModuleDecl::Import(import) => {
                for specifier in import.specifiers.iter().filter(|specifier| specifier.is_type_only()) {
                    self.erase_specifier(specifier.span());
                }
            }
            ModuleDecl::ExportNamed(export) if export.type_only => {
                self.edits.blank_statement(lo(export.span), hi(export.span));
            }
            ModuleDecl::ExportNamed(export) => {
                for specifier in &export.specifiers {
                    if matches!(specifier, ExportSpecifier::Named(named) if named.is_type_only) {
                        self.erase_specifier(specifier.span());
                    }
                }
            }
            ModuleDecl::ExportAll(export) if export.type_only => {
                self.edits.blank_statement(lo(export.span), hi(export.span));
            }
            ModuleDecl::ExportDecl(export) => {
                if !self.erases_export(export) {
                    export.decl.visit_with(self);
                }
            }
            ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                DefaultDecl::TsInterfaceDecl(_) => self.edits.blank_statement(lo(export.span), hi(export.span)),
                DefaultDecl::Class(class) => {
                    self.erases_abstract_mark(lo(export.span), class);
                    class.class.visit_with(self);
                }
                DefaultDecl::Fn(function) => function.function.visit_with(self),
            },
            ModuleDecl::ExportDefaultExpr(export) => {
                self.in_statement(export.span, |this| export.expr.visit_with(this));
            }
            ModuleDecl::TsNamespaceExport(export) => self.edits.blank_statement(lo(export.span), hi(export.span)),
            ModuleDecl::TsImportEquals(import) if import.is_type_only => {
                self.edits.blank_statement(lo(import.span), hi(import.span));
            }
            ModuleDecl::ExportAll(_) | ModuleDecl::TsImportEquals(_) | ModuleDecl::TsExportAssignment(_) => {}
        }
    }

    /// A specifier of a list, with the comma behind it.
    fn erase_specifier(&mut self, span: Span) {
        let end = self.skip_trivia(hi(span));
        let comma = self.text.as_bytes().get(end as usize) == Some(&b',');
        self.edits.blank(lo(span), if comma { end + 1 } else { hi(span) });
    }

    pub(super) fn walk_import_equals(&mut self, import: &TsImportEqualsDecl) {
        match &import.module_ref {
            TsModuleRef::TsExternalModuleRef(_) if !import.is_type_only && self.goal == Goal::CommonJs => {
                let start = lo(import.span);
                self.edits.replace_padded(start, start + 6, "const");
            }
            _ => self.edits.blank_statement(lo(import.span), hi(import.span)),
        }
    }

    pub(super) fn walk_export_assignment(&mut self, export: &TsExportAssignment) {
        if self.goal == Goal::Module {
            self.fail(export.span, "'export =' is not supported in an ES module");
            return;
        }
        self.edits.replace(lo(export.span), lo(export.expr.span()), "module.exports = ");
        self.in_statement(export.span, |this| export.expr.visit_with(this));
    }

    pub(super) fn erase_annotation(&mut self, annotation: Option<&TsTypeAnn>) {
        if let Some(annotation) = annotation {
            self.edits.blank(lo(annotation.span), hi(annotation.span));
        }
    }

    pub(super) fn erase_type_arguments(&mut self, arguments: Option<&TsTypeParamInstantiation>) {
        if let Some(arguments) = arguments {
            self.edits.blank(lo(arguments.span), hi(arguments.span));
        }
    }

    pub(super) fn erase_function_types(&mut self, function: &Function) {
        if !self.is_typescript {
            return;
        }
        if let Some(parameters) = &function.type_params {
            self.edits.blank(lo(parameters.span), hi(parameters.span));
        }
        self.erase_annotation(function.return_type.as_deref());
        if let Some(this) = &function.this_param {
            let end = self.skip_trivia(hi(this.span));
            let comma = self.text.as_bytes().get(end as usize) == Some(&b',');
            self.edits.blank(lo(this.span), if comma { end + 1 } else { hi(this.span) });
        }
    }

    /// `=>` must be on the line of its `)`, and `(` on that of its `async`.
    pub(super) fn erase_arrow_types(&mut self, function: &ArrowExpr) {
        if !self.is_typescript {
            return;
        }
        if let Some(parameters) = &function.type_params {
            let (start, end) = (lo(parameters.span), hi(parameters.span));
            let bracket = self.skip_trivia(end);
            let breaks = function.is_async && self.has_line_break(start, bracket);
            if breaks {
                self.edits.replace_padded(start, start + 1, "(");
                self.edits.blank(start + 1, end);
                self.edits.blank(bracket, bracket + 1);
            } else {
                self.edits.blank(start, end);
            }
        }
        if let Some(annotation) = &function.return_type {
            let (start, end) = (lo(annotation.span), hi(annotation.span));
            let bracket = self.text[..start as usize].rfind(')').map_or(start, |at| at as u32);
            let last_is_ascii = self.text.as_bytes()[end as usize - 1].is_ascii();
            if self.has_line_break(bracket, end) && last_is_ascii {
                self.edits.blank(bracket, bracket + 1);
                self.edits.blank(start, end - 1);
                self.edits.replace_padded(end - 1, end, ")");
            } else {
                self.edits.blank(start, end);
            }
        }
    }

    pub(super) fn erase_definite_mark(&mut self, declarator: &VarDeclarator) {
        if declarator.definite
            && let Pat::Ident(ident) = &declarator.name
        {
            self.erase_mark_behind(lo(ident.id.span), b'!');
        }
    }

    pub(super) fn erase_binding_types(&mut self, ident: &BindingIdent) {
        if ident.id.optional {
            self.erase_mark_behind(lo(ident.id.span), b'?');
        }
        self.erase_annotation(ident.type_ann.as_deref());
    }

    /// Blanks the `?` or `!` that follows the word at `start`.
    fn erase_mark_behind(&mut self, start: u32, mark: u8) {
        let rest = &self.text[start as usize..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '\\' | '\u{200C}' | '\u{200D}');
        let word = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        self.erase_mark_at(start + word as u32, mark);
    }

    fn erase_mark_at(&mut self, from: u32, mark: u8) {
        let at = self.skip_trivia(from);
        if self.text.as_bytes().get(at as usize) == Some(&mark) {
            self.edits.blank(at, at + 1);
        }
    }

    /// `expression as T`, `expression!`, `expression<T>`: what is behind the expression goes.
    pub(super) fn erase_behind(&mut self, expression: &Expr, span: Span) {
        expression.visit_with(self);
        self.edits.blank(hi(expression.span()), hi(span));
        // The type ended the statement; without it the next line might go on with the expression.
        if self.open_end == Some(hi(span)) {
            self.end_statement(hi(span));
        }
    }

    /// `<T>expression`.
    pub(super) fn erase_before(&mut self, expression: &Expr, span: Span) {
        let (start, end) = (lo(span), lo(expression.span()));
        if self.has_line_break(start, end) {
            self.edits.replace_padded(start, start + 1, "(");
            self.edits.blank(start + 1, end);
            self.edits.insert(hi(span), Rank::CloseExpression, ")");
        } else {
            self.edits.blank(start, end);
        }
        expression.visit_with(self);
    }

    pub(super) fn erase_const_assertion(&mut self, expression: &TsConstAssertion) {
        if self.text[lo(expression.span) as usize..].starts_with('<')
            && lo(expression.expr.span()) > lo(expression.span)
        {
            self.erase_before(&expression.expr, expression.span);
        } else {
            self.erase_behind(&expression.expr, expression.span);
        }
    }

    pub(super) fn erase_class_types(&mut self, class: &Class) {
        if !self.is_typescript {
            return;
        }
        if let Some(parameters) = &class.type_params {
            self.edits.blank(lo(parameters.span), hi(parameters.span));
        }
        self.erase_type_arguments(class.super_type_params.as_deref());
        if let (Some(first), Some(last)) = (class.implements.first(), class.implements.last()) {
            let keyword = self.text[..lo(first.span) as usize].rfind("implements");
            self.edits.blank(keyword.map_or(lo(first.span), |at| at as u32), hi(last.span));
        }
    }

    pub(super) fn erases_constructor(&mut self, constructor: &Constructor) -> bool {
        if !self.is_typescript {
            return false;
        }
        if constructor.body.is_none() {
            self.edits.blank_statement(lo(constructor.span), hi(constructor.span));
            return true;
        }
        self.erase_modifiers(lo(constructor.span), lo(constructor.key.span()));
        false
    }

    pub(super) fn erases_class_property(&mut self, property: &ClassProp) -> bool {
        if !self.is_typescript {
            return false;
        }
        if property.declare || property.is_abstract {
            self.edits.blank_statement(lo(property.span), hi(property.span));
            return true;
        }
        let key = property.key.span();
        self.erase_modifiers(lo(property.span), lo(key));
        self.erase_member_mark(hi(key), property.is_optional, property.definite);
        self.erase_annotation(property.type_ann.as_deref());
        self.end_member(property.span);
        false
    }

    pub(super) fn erase_private_property_types(&mut self, property: &PrivateProp) {
        if !self.is_typescript {
            return;
        }
        self.erase_modifiers(lo(property.span), lo(property.key.span));
        self.erase_member_mark(hi(property.key.span), property.is_optional, property.definite);
        self.erase_annotation(property.type_ann.as_deref());
        self.end_member(property.span);
    }

    fn erase_member_mark(&mut self, from: u32, is_optional: bool, is_definite: bool) {
        if is_optional {
            self.erase_mark_at(from, b'?');
        }
        if is_definite {
            self.erase_mark_at(from, b'!');
        }
    }

    /// A field without a semicolon whose type or whose neighbour's modifier went could go on in the next line.
    fn end_member(&mut self, span: Span) {
        let next = self.skip_trivia(hi(span)) as usize;
        if !self.ends_with(span, b';') && self.text.as_bytes().get(next) != Some(&b';') {
            self.end_statement(hi(span));
        }
    }

    pub(super) fn erases_class_method(&mut self, method: &ClassMethod) -> bool {
        if !self.is_typescript {
            return false;
        }
        if method.function.body.is_none() || method.is_abstract {
            self.edits.blank_statement(lo(method.span), hi(method.span));
            return true;
        }
        self.erase_modifiers(lo(method.span), lo(method.key.span()));
        self.erase_member_mark(hi(method.key.span()), method.is_optional, false);
        false
    }

    pub(super) fn erases_private_method(&mut self, method: &PrivateMethod) -> bool {
        if !self.is_typescript {
            return false;
        }
        if method.function.body.is_none() {
            self.edits.blank_statement(lo(method.span), hi(method.span));
            return true;
        }
        self.erase_modifiers(lo(method.span), lo(method.key.span));
        false
    }

    /// Blanks TypeScript's words between the start of a member and its key.
    fn erase_modifiers(&mut self, start: u32, key: u32) {
        let mut at = start;
        while at < key {
            at = self.skip_trivia(at);
            let rest = &self.text[at as usize..(key.max(at)) as usize];
            let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            if length == 0 {
                at += rest.chars().next().map_or(1, char::len_utf8) as u32;
                continue;
            }
            let end = at + length as u32;
            if matches!(
                &rest[..length],
                "public" | "private" | "protected" | "override" | "readonly" | "abstract" | "declare"
            ) {
                self.edits.blank(at, end);
            }
            at = end;
        }
    }

    fn has_line_break(&self, start: u32, end: u32) -> bool {
        self.text[start as usize..end as usize].contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    }

    /// The first place at or behind `at` that is neither white space nor a comment.
    pub(super) fn skip_trivia(&self, at: u32) -> u32 {
        let mut at = at as usize;
        loop {
            let rest = &self.text[at..];
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                at += trimmed.find("*/").map_or(trimmed.len(), |end| end + 2);
            } else {
                return at as u32;
            }
        }
    }
}

/// Whether a TypeScript file is CommonJS in TypeScript's own words: `import x = require('y')`, `import X = A.B` or `export =`, and
/// nothing else of modules.
pub(crate) fn is_typescript_common_js(language: Language, module: &Module) -> bool {
    use ModuleDecl::{TsExportAssignment, TsImportEquals};
    let is_own = |item: &ModuleItem| matches!(item, ModuleItem::ModuleDecl(TsExportAssignment(_) | TsImportEquals(_)));
    language.is_typescript() && module.body.iter().any(is_own) && !module.body.iter().any(is_value_item)
}

/// Whether a module item is more than types.
pub(crate) fn is_value_item(item: &ModuleItem) -> bool {
    match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => !import.type_only,
        ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) => !export.type_only,
        ModuleItem::ModuleDecl(ModuleDecl::ExportAll(export)) => !export.type_only,
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => !is_type(&export.decl),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
            !matches!(export.decl, DefaultDecl::TsInterfaceDecl(_))
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(_)) => true,
        _ => false,
    }
}

/// Whether a module has `import.meta`, or `await` outside of functions.
pub(crate) fn has_module_syntax(module: &Module) -> bool {
    let mut finder = ModuleSyntax::default();
    module.visit_with(&mut finder);
    finder.found
}

#[derive(Default)]
struct ModuleSyntax {
    found: bool,
    depth: u32,
}

impl Visit for ModuleSyntax {
    fn visit_meta_prop_expr(&mut self, expression: &MetaPropExpr) {
        self.found |= expression.kind == MetaPropKind::ImportMeta;
    }

    fn visit_await_expr(&mut self, expression: &AwaitExpr) {
        self.found |= self.depth == 0;
        expression.visit_children_with(self);
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        self.found |= statement.is_await && self.depth == 0;
        statement.visit_children_with(self);
    }

    fn visit_function(&mut self, function: &Function) {
        self.depth += 1;
        function.visit_children_with(self);
        self.depth -= 1;
    }

    fn visit_arrow_expr(&mut self, function: &ArrowExpr) {
        self.depth += 1;
        function.visit_children_with(self);
        self.depth -= 1;
    }

    fn visit_ts_type(&mut self, _: &TsType) {}
}

//! Module items, and assignments to bindings that other modules can see.

use rustc_hash::FxHashSet;
use syntax::ast::*;
use syntax::visit::VisitWith;

use super::shadowing;
use super::{Rewriter, hi, lo};
use crate::edits::Rank;

/// An assignment whose targets have the names of imported or exported bindings.
pub(super) struct Candidate {
    targets: Vec<Target>,
    site: Site,
}

struct Target {
    name: Atom,
    start: u32,
    /// `{ name }` in a pattern: the key is the target, too.
    is_shorthand: bool,
}

enum Site {
    /// The whole expression, and whether its statement ends with it without a semicolon.
    Expression { start: u32, end: u32, ends_statement: bool },
    /// A loop whose head assigns before each turn of its body.
    Loop { body_start: u32, body_end: u32, is_block: bool },
}

impl Rewriter<'_> {
    pub(super) fn walk_module_items(&mut self, items: &[ModuleItem]) {
        if self.goal == super::Goal::Module {
            self.keeps_context = self.top_level_needs_context(items);
        }
        for item in items {
            match item {
                ModuleItem::ModuleDecl(declaration) => self.walk_module_declaration(declaration),
                ModuleItem::Stmt(statement) => {
                    if self.erases_statement(statement) {
                        continue;
                    }
                    statement.visit_with(self);
                    if let Stmt::Decl(declaration) = statement {
                        self.announce_declaration(declaration);
                    }
                    self.after_for_await(statement);
                }
            }
        }
    }

    fn walk_module_declaration(&mut self, declaration: &ModuleDecl) {
        if self.goal == super::Goal::Types {
            self.erase_module_types(declaration);
            return;
        }
        match declaration {
            ModuleDecl::Import(ImportDecl { span, .. })
            | ModuleDecl::ExportNamed(NamedExport { span, .. })
            | ModuleDecl::ExportAll(ExportAll { span, .. }) => self.edits.blank_statement(lo(*span), hi(*span)),
            ModuleDecl::ExportDecl(export) => {
                if self.erases_export(export) {
                    return;
                }
                self.edits.blank(lo(export.span), lo(export.decl.span()));
                export.decl.visit_with(self);
                self.announce_declaration(&export.decl);
            }
            ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                DefaultDecl::Fn(function) => {
                    self.edits.blank(lo(export.span), lo(function.function.span));
                    if function.ident.is_none() {
                        let name = self.declarations.default_local.clone().unwrap_or_default();
                        let after_keyword = self.end_of_function_keyword(lo(function.function.span));
                        self.edits.insert(after_keyword, Rank::OpenExpression, format!(" {name}"));
                        self.names.default_function = name;
                    }
                    function.function.visit_with(self);
                }
                DefaultDecl::Class(class) if class.ident.is_some() => {
                    self.erases_abstract_mark(lo(export.span), class);
                    self.edits.blank(lo(export.span), self.start_of_class(lo(export.span), class));
                    class.class.visit_with(self);
                    let local = class.ident.as_ref().map(|ident| ident.sym.clone());
                    self.announce_after(hi(export.span), local);
                }
                DefaultDecl::Class(class) => {
                    let start = self.start_of_class(lo(export.span), class);
                    self.default_expression(export.span, start, hi(class.class.span), true);
                    class.class.visit_with(self);
                }
                DefaultDecl::TsInterfaceDecl(_) => self.edits.blank_statement(lo(export.span), hi(export.span)),
            },
            ModuleDecl::ExportDefaultExpr(export) => {
                let is_anonymous = is_anonymous_function(&export.expr);
                self.default_expression(export.span, lo(export.expr.span()), hi(export.expr.span()), is_anonymous);
                self.in_statement(export.span, |this| export.expr.visit_with(this));
            }
            // What is left is TypeScript's; `is_erasable` lets only the harmless forms come here.
            ModuleDecl::TsImportEquals(import) => self.walk_import_equals(import),
            ModuleDecl::TsExportAssignment(export) => self.walk_export_assignment(export),
            ModuleDecl::TsNamespaceExport(export) => self.edits.blank_statement(lo(export.span), hi(export.span)),
        }
    }

    /// `export default value` becomes a constant. An anonymous function or class gets its name, `default`, by being a
    /// property's value.
    fn default_expression(&mut self, statement: Span, start: u32, end: u32, is_anonymous: bool) {
        let local = self.declarations.default_local.clone().unwrap_or_default();
        let constant = format!("const {local}=");
        let from = lo(statement);
        if self.text[from as usize..].starts_with("export default") && constant.len() <= 14 {
            self.edits.replace_padded(from, from + 14, constant);
            self.edits.blank(from + 14, start.max(from + 14));
        } else {
            self.edits.insert(from, Rank::BeforeStatement, constant);
            self.edits.blank(from, start);
        }
        if is_anonymous {
            self.edits.insert(start, Rank::OpenExpression, "({default:");
            self.edits.insert(end, Rank::NextDeclarator, "}).default");
        }
        let index = self.exported.get(&Atom::from(local.as_str())).copied();
        if let Some(index) = index {
            let declarator = self.announcing_declarator(index);
            self.edits.insert(end, Rank::NextDeclarator, declarator);
        }
        if !self.ends_with(statement, b';') {
            self.end_statement(hi(statement));
        }
    }

    /// The end of `function` or `function*` in a declaration that starts at `start`, perhaps with `async`.
    fn end_of_function_keyword(&self, start: u32) -> u32 {
        let mut at = start;
        if self.text[at as usize..].starts_with("async") {
            at = self.skip_trivia(at + 5);
        }
        let keyword = at + "function".len() as u32;
        let star = self.skip_trivia(keyword);
        if self.text.as_bytes().get(star as usize) == Some(&b'*') { star + 1 } else { keyword }
    }

    pub(super) fn start_of_class(&self, from: u32, class: &ClassExpr) -> u32 {
        // With decorators the span starts at the first of them; without, at `class` or `abstract`.
        lo(class.class.span).max(from)
    }

    fn announcer(&mut self) -> &str {
        if self.names.announce.is_empty() {
            self.names.announce = format!("{}x", self.prefix);
        }
        &self.names.announce
    }

    /// One more declarator whose initializer announces the one before it: nothing else moves, and what follows in the
    /// same declaration already finds it announced.
    fn announcing_declarator(&mut self, local: u32) -> String {
        let name = format!("{}v{local}", self.prefix);
        format!(",{name}={}({local})", self.announcer())
    }

    fn announce_declaration(&mut self, declaration: &Decl) {
        match declaration {
            Decl::Class(class) => self.announce_after(hi(class.class.span), Some(class.ident.sym.clone())),
            Decl::Var(variables) if variables.kind != VarDeclKind::Var => self.announce_declarators(variables, true),
            _ => {}
        }
    }

    fn announce_after(&mut self, end: u32, name: Option<Atom>) {
        if let Some(index) = name.and_then(|name| self.exported.get(&name).copied()) {
            let call = format!("{}({index});", self.announcer());
            self.edits.insert(end, Rank::AfterStatement, call);
        }
    }

    /// Announces what the declarators of a declaration bind. A `let` without a value ends its dead zone, too.
    pub(super) fn announce_declarators(&mut self, declaration: &VarDecl, even_without_value: bool) {
        if self.exported.is_empty() || declaration.declare {
            return;
        }
        let mut announced = false;
        for declarator in &declaration.decls {
            if declarator.init.is_none() && !even_without_value {
                continue;
            }
            let mut names = Vec::new();
            targets_of_pattern(&declarator.name, &mut names);
            for name in names {
                let Some(index) = self.exported.get(&name.name).copied() else { continue };
                announced = true;
                self.declarations.count_assignment(index);
                let declarator_text = self.announcing_declarator(index);
                self.edits.insert(hi(declarator.span), Rank::NextDeclarator, declarator_text);
            }
        }
        // In the head of a `for` the semicolon is there, behind the declaration's span.
        let followed = self.text[hi(declaration.span) as usize..].trim_start().starts_with(';');
        if announced && !self.ends_with(declaration.span, b';') && !followed {
            self.end_statement(hi(declaration.span));
        }
    }

    pub(super) fn note_assignment(&mut self, expression: &AssignExpr) {
        let mut targets = Vec::new();
        match &expression.left {
            AssignTarget::Simple(target) => targets_of_simple(target, &mut targets),
            AssignTarget::Pat(AssignTargetPat::Array(pattern)) => targets_of_array(pattern, &mut targets),
            AssignTarget::Pat(AssignTargetPat::Object(pattern)) => targets_of_object(pattern, &mut targets),
            AssignTarget::Pat(AssignTargetPat::Invalid(_)) => {}
        }
        self.note(targets, expression.span);
    }

    pub(super) fn note_update(&mut self, expression: &UpdateExpr) {
        let mut targets = Vec::new();
        targets_of_expression(&expression.arg, &mut targets);
        self.note(targets, expression.span);
    }

    fn note(&mut self, mut targets: Vec<Target>, span: Span) {
        targets.retain(|target| self.is_visible(&target.name));
        if !targets.is_empty() {
            let ends_statement = self.open_end == Some(hi(span));
            let site = Site::Expression { start: lo(span), end: hi(span), ends_statement };
            self.candidates.push(Candidate { targets, site });
        }
    }

    fn is_visible(&self, name: &Atom) -> bool {
        self.exported.contains_key(name) || self.imported.contains(name)
    }

    /// The head of a `for…in` or `for…of`.
    pub(super) fn walk_for_head(&mut self, head: &ForHead, body: &Stmt) {
        let mut targets = Vec::new();
        match head {
            ForHead::Pat(pattern) => targets_of_pattern(pattern, &mut targets),
            ForHead::VarDecl(declaration) if declaration.kind == VarDeclKind::Var && self.function_depth == 0 => {
                for declarator in &declaration.decls {
                    targets_of_pattern(&declarator.name, &mut targets);
                }
            }
            _ => {}
        }
        targets.retain(|target| self.is_visible(&target.name));
        if !targets.is_empty() {
            let is_block = matches!(body, Stmt::Block(_));
            let site = Site::Loop { body_start: lo(body.span()), body_end: hi(body.span()), is_block };
            self.candidates.push(Candidate { targets, site });
        }
        self.in_for_head = matches!(head, ForHead::VarDecl(_));
        head.visit_with(self);
        self.in_for_head = false;
    }

    /// Turns the candidates that mean a module's binding into edits.
    pub(super) fn apply_candidates(&mut self, program: &Program) {
        if self.candidates.is_empty() {
            return;
        }
        let candidates = std::mem::take(&mut self.candidates);
        let places: FxHashSet<u32> =
            candidates.iter().flat_map(|candidate| candidate.targets.iter().map(|target| target.start)).collect();
        let names: FxHashSet<Atom> = candidates
            .iter()
            .flat_map(|candidate| candidate.targets.iter().map(|target| target.name.clone()))
            .collect();
        let meant = shadowing::unshadowed(program, &names, &places);
        for Candidate { targets, site } in candidates {
            let mut announced = Vec::new();
            for target in targets.into_iter().filter(|target| meant.contains(&target.start)) {
                if self.imported.contains(&target.name) {
                    self.forbid(&target);
                } else if let Some(index) = self.exported.get(&target.name).copied() {
                    self.declarations.mark_mutable(index);
                    announced.push(index);
                }
            }
            if !announced.is_empty() {
                self.announce_site(site, &announced);
            }
        }
    }

    /// An import can't be assigned: the target becomes a property that throws.
    fn forbid(&mut self, target: &Target) {
        if self.names.constant.is_empty() {
            self.names.constant = format!("{}k", self.prefix);
        }
        let constant = &self.names.constant;
        let insertion =
            if target.is_shorthand { format!("{}:{constant}.", target.name) } else { format!("{constant}.") };
        self.edits.insert(target.start, Rank::Replace, insertion);
    }

    fn announce_site(&mut self, site: Site, locals: &[u32]) {
        let announcer = self.announcer().to_owned();
        match site {
            Site::Expression { start, end, ends_statement } => {
                let open: String = locals.iter().map(|local| format!("{announcer}({local},")).collect();
                self.edits.insert(start, Rank::OpenExpression, open);
                self.edits.insert(end, Rank::CloseExpression, ")".repeat(locals.len()));
                if ends_statement {
                    self.end_statement(end);
                }
            }
            Site::Loop { body_start, body_end, is_block } => {
                let calls: String = locals.iter().map(|local| format!("{announcer}({local});")).collect();
                if is_block {
                    self.edits.insert(body_start + 1, Rank::BeforeStatement, calls);
                } else {
                    self.edits.insert(body_start, Rank::BeforeStatement, format!("{{{calls}"));
                    self.edits.insert(body_end, Rank::AfterStatement, "}");
                }
            }
        }
    }
}

/// Whether a value gets its name from what it is assigned to.
fn is_anonymous_function(expression: &Expr) -> bool {
    match expression {
        Expr::Arrow(_) => true,
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Class(class) => class.ident.is_none(),
        Expr::Paren(inner) => is_anonymous_function(&inner.expr),
        Expr::TsAs(inner) => is_anonymous_function(&inner.expr),
        Expr::TsSatisfies(inner) => is_anonymous_function(&inner.expr),
        Expr::TsNonNull(inner) => is_anonymous_function(&inner.expr),
        Expr::TsTypeAssertion(inner) => is_anonymous_function(&inner.expr),
        _ => false,
    }
}

fn push(ident: &Ident, is_shorthand: bool, targets: &mut Vec<Target>) {
    targets.push(Target { name: ident.sym.clone(), start: lo(ident.span), is_shorthand });
}

fn targets_of_simple(target: &SimpleAssignTarget, targets: &mut Vec<Target>) {
    match target {
        SimpleAssignTarget::Ident(ident) => push(&ident.id, false, targets),
        SimpleAssignTarget::Paren(inner) => targets_of_expression(&inner.expr, targets),
        SimpleAssignTarget::TsAs(inner) => targets_of_expression(&inner.expr, targets),
        SimpleAssignTarget::TsSatisfies(inner) => targets_of_expression(&inner.expr, targets),
        SimpleAssignTarget::TsNonNull(inner) => targets_of_expression(&inner.expr, targets),
        SimpleAssignTarget::TsTypeAssertion(inner) => targets_of_expression(&inner.expr, targets),
        _ => {}
    }
}

fn targets_of_expression(expression: &Expr, targets: &mut Vec<Target>) {
    match expression {
        Expr::Ident(ident) => push(ident, false, targets),
        Expr::Paren(inner) => targets_of_expression(&inner.expr, targets),
        Expr::TsAs(inner) => targets_of_expression(&inner.expr, targets),
        Expr::TsSatisfies(inner) => targets_of_expression(&inner.expr, targets),
        Expr::TsNonNull(inner) => targets_of_expression(&inner.expr, targets),
        Expr::TsTypeAssertion(inner) => targets_of_expression(&inner.expr, targets),
        _ => {}
    }
}

fn targets_of_array(pattern: &ArrayPat, targets: &mut Vec<Target>) {
    for element in pattern.elems.iter().flatten() {
        targets_of_pattern(element, targets);
    }
}

fn targets_of_object(pattern: &ObjectPat, targets: &mut Vec<Target>) {
    for property in &pattern.props {
        match property {
            ObjectPatProp::KeyValue(pair) => targets_of_pattern(&pair.value, targets),
            ObjectPatProp::Assign(shorthand) => push(&shorthand.key.id, true, targets),
            ObjectPatProp::Rest(rest) => targets_of_pattern(&rest.arg, targets),
        }
    }
}

fn targets_of_pattern(pattern: &Pat, targets: &mut Vec<Target>) {
    match pattern {
        Pat::Ident(ident) => push(&ident.id, false, targets),
        Pat::Array(array) => targets_of_array(array, targets),
        Pat::Object(object) => targets_of_object(object, targets),
        Pat::Rest(rest) => targets_of_pattern(&rest.arg, targets),
        Pat::Assign(assign) => targets_of_pattern(&assign.left, targets),
        Pat::Expr(expression) => targets_of_expression(expression, targets),
        Pat::Invalid(_) => {}
    }
}

/// The names that a pattern binds.
pub(super) fn names_of_pattern(pattern: &Pat) -> Vec<(Atom, u32)> {
    let mut targets = Vec::new();
    targets_of_pattern(pattern, &mut targets);
    targets.into_iter().map(|target| (target.name, target.start)).collect()
}

//! What probes put into a text: values told, blocks counted. `walk` says where.

use std::fmt::Write;

use source::TextRange;
use syntax::ast::*;
use syntax::visit::VisitWith;
use values::{Probe, ProbeKind};

use super::comments::{Ask, Asked};
use super::place::{self, bare, is_dull, is_named_by_its_place, names};
use super::{CAUGHT, COUNT, MARK, MOST, NAME};
use crate::edits::{Edits, Rank};
use crate::rewrite::start_of_body;

/// The edits that probe a program, and what they tell; numbered from `first`.
pub(super) fn insert(text: &str, program: &Program, asked: Asked, first: u32) -> (Edits, Vec<Probe>) {
    let mut inserter = Inserter {
        text,
        asked,
        first,
        edits: Edits::default(),
        probes: Vec::new(),
        asked_later: Vec::new(),
        ended: None,
    };
    program.visit_with(&mut inserter);
    inserter.expect_in_vain();
    (inserter.edits, inserter.probes)
}

pub(super) struct Inserter<'a> {
    text: &'a str,
    asked: Asked,
    first: u32,
    edits: Edits,
    probes: Vec<Probe>,
    /// Names of the declaration being walked that are asked for and can be told behind it only.
    asked_later: Vec<(Span, Ask)>,
    /// The end of the last statement that got a semicolon.
    ended: Option<u32>,
}

impl Inserter<'_> {
    /// The number of a new probe; `None` when there are too many.
    fn add(&mut self, range: TextRange, kind: ProbeKind, ask: Option<Ask>) -> Option<u32> {
        let number = self.probes.len();
        if number >= MOST {
            return None;
        }
        let is_asked = ask.is_some();
        let (start, end) = (range.start(), range.end());
        self.probes.push(Probe { start, end, kind, is_asked, expected: ask.and_then(|ask| ask.expected) });
        Some(self.first + number as u32)
    }

    /// The call of a probe before and `)` behind an expression, which goes on to be walked by the caller. `whole`: what the probe is about.
    pub(super) fn wrap(&mut self, expression: &Expr, whole: TextRange, kind: ProbeKind, ask: Option<Ask>) {
        let Some(number) = self.add(whole, kind, ask) else { return };
        let range = syntax::range(expression.span());
        let is_sequence = matches!(expression, Expr::Seq(_));
        let (open, close) = if is_sequence { ("(", "))") } else { ("", ")") };
        self.put(range.start(), Rank::OpenExpression, format!("{NAME}{number}({open}"));
        self.put(range.end(), Rank::CloseExpression, close);
    }

    /// Inserts a piece, between marks by which it can be told from the program's own text.
    pub(super) fn put(&mut self, at: u32, rank: Rank, piece: impl std::fmt::Display) {
        self.edits.insert(at, rank, format!("{MARK}{piece}{MARK}"));
    }

    /// What is said of code that has no value must not look as if it was right: probes that are never reached.
    fn expect_in_vain(&mut self) {
        for ask in self.asked.unanswered() {
            let range = TextRange::empty(ask.end);
            self.add(range, ProbeKind::Expression, Some(ask));
        }
    }

    pub(super) fn take_ask(&mut self, range: TextRange) -> Option<Ask> {
        self.asked.take(self.text, range)
    }

    /// Ends a statement whose end we have changed: the next line must not be taken in.
    pub(super) fn end_statement(&mut self, span: Span) {
        let range = syntax::range(span);
        if !self.text[range.as_usize()].ends_with(';') && self.ended != Some(range.end()) {
            self.ended = Some(range.end());
            self.put(range.end(), Rank::EndStatement, ";");
        }
    }

    /// Calls that tell variables, each followed by `separator`.
    fn calls(&mut self, variables: &[&Ident], kind: ProbeKind, separator: char) -> String {
        let mut calls = String::new();
        for variable in variables {
            let range = self.name(variable);
            let ask = self.take_ask(range);
            if let Some(number) = self.add(range, kind, ask) {
                let _ = write!(calls, "{NAME}{number}({}){separator}", &self.text[range.as_usize()]);
            }
        }
        calls
    }

    /// The name of a variable alone, where a type stands behind it.
    fn name(&self, variable: &Ident) -> TextRange {
        let range = syntax::range(variable.span);
        let name = &self.text[range.as_usize()];
        let length = name.find([':', '?', '!', ' ', '\n', '\t']).unwrap_or(name.len());
        TextRange::new(range.start(), range.start() + length as u32)
    }

    /// What comes before a caught error is told.
    pub(super) fn caught(&self, variable: &Ident) -> String {
        format!("{CAUGHT}({});", &self.text[self.name(variable).as_usize()])
    }

    pub(super) fn count(&mut self, span: Span, separator: char) -> String {
        let number = self.add(syntax::range(span), ProbeKind::Block, None);
        number.map_or_else(String::new, |number| format!("{COUNT}[{number}]++{separator}"))
    }

    /// That a block of these statements was entered. A return of a variable, which is told next and can't fail, counts as well.
    pub(super) fn count_block(&mut self, span: Span, statements: &[Stmt]) -> String {
        let returns_a_variable = matches!(
            statements.first(),
            Some(Stmt::Return(ReturnStmt { arg: Some(value), .. })) if matches!(&**value, Expr::Ident(_))
        );
        if returns_a_variable {
            self.add(syntax::range(span), ProbeKind::Block, None);
            return String::new();
        }
        self.count(span, ';')
    }

    /// That a block was entered, and the variables that it begins with. These count it, if there are any: a count less in a hot loop.
    pub(super) fn entered(&mut self, block: Span, variables: &[&Ident], kind: ProbeKind, separator: char) -> String {
        if variables.is_empty() {
            return self.count(block, separator);
        }
        self.add(syntax::range(block), ProbeKind::Block, None);
        self.calls(variables, kind, separator)
    }

    /// At the beginning of a function's body: that it was called, and with what.
    pub(super) fn enter(&mut self, body: &FunctionBody, parameters: &[&Ident]) {
        let (at, is_ended) = start_of_body(self.text, &body.stmts, body.span);
        let mut told = self.entered(body.span, parameters, ProbeKind::Parameter, ';');
        if !is_ended {
            told.insert(0, ';');
        }
        self.put(at, Rank::BeforeStatement, told);
        body.stmts.visit_with(self);
    }

    /// A statement that runs zero or more times: made a block, if it is none.
    pub(super) fn body(&mut self, statement: &Stmt, variables: &[&Ident]) {
        let span = statement.span();
        let range = syntax::range(span);
        // A function here is declared in the scope around: it would not be in a block of ours.
        if matches!(statement, Stmt::Decl(_)) {
            self.count(span, ';');
            return statement.visit_with(self);
        }
        let statements = match statement {
            Stmt::Block(block) => &block.stmts[..],
            other => std::slice::from_ref(other),
        };
        // The body's own variables of the same names hide them, and can't be read yet.
        let own = place::declared(statements);
        let variables: Vec<&Ident> =
            variables.iter().copied().filter(|variable| !own.contains(&&*variable.sym)).collect();
        let told = if variables.is_empty() {
            self.count_block(span, statements)
        } else {
            self.entered(span, &variables, ProbeKind::Loop, ';')
        };
        if let Stmt::Block(block) = statement {
            self.put(range.start() + 1, Rank::BeforeStatement, told);
            block.stmts.visit_with(self);
        } else {
            self.put(range.start(), Rank::BeforeStatement, format!("{{{told}"));
            statement.visit_with(self);
            self.put(range.end(), Rank::AfterStatement, "}");
        }
    }

    /// What can't stand in a call: it is called, deleted, assigned or given a name. Its parts can.
    pub(super) fn reference(&mut self, expression: &Expr) {
        match expression {
            Expr::Paren(inner) => self.reference(&inner.expr),
            other => other.visit_children_with(self),
        }
    }

    pub(super) fn declarator(&mut self, declarator: &VarDeclarator) {
        let (Pat::Ident(name), Some(init)) = (&declarator.name, &declarator.init) else {
            return declarator.visit_children_with(self);
        };
        let ask = self.take_ask(syntax::range(init.span()));
        if is_named_by_its_place(init) {
            init.visit_children_with(self);
            // Behind what is declared inside of it.
            self.asked_later.extend(ask.map(|ask| (name.id.span, ask)));
            return;
        }
        if ask.is_some() || !is_dull(init) {
            self.wrap(init, syntax::range(declarator.span), ProbeKind::Variable, ask);
        }
        init.visit_children_with(self);
    }

    /// What a declaration has taken apart, and what gets its name there, if a comment asks for it.
    pub(super) fn after_declaration(&mut self, declaration: &VarDecl) {
        if declaration.declare {
            return;
        }
        let mut found = Vec::new();
        for declarator in declaration.decls.iter().filter(|declarator| declarator.init.is_some()) {
            if !matches!(declarator.name, Pat::Ident(_)) {
                names(&declarator.name, &mut found);
            }
        }
        for name in found {
            self.tell_after(name.span, declaration.span, None);
        }
        for (name, ask) in std::mem::take(&mut self.asked_later) {
            self.tell_after(name, declaration.span, Some(ask));
        }
    }

    /// Tells a variable behind a statement.
    fn tell_after(&mut self, name: Span, statement: Span, ask: Option<Ask>) {
        let range = syntax::range(name);
        let Some(number) = self.add(range, ProbeKind::Variable, ask) else { return };
        self.end_statement(statement);
        let told = format!("{NAME}{number}({});", &self.text[range.as_usize()]);
        self.put(syntax::range(statement).end(), Rank::AfterStatement, told);
    }

    pub(super) fn after(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Decl(Decl::Var(declaration)) => self.after_declaration(declaration),
            // The value of `i++` is what it was before.
            Stmt::Expr(ExprStmt { expr, span }) => {
                if let Expr::Update(UpdateExpr { arg, .. }) = &**expr
                    && let Expr::Ident(name) = &**arg
                {
                    let ask = self.take_ask(syntax::range(expr.span()));
                    self.tell_after(name.span, *span, ask);
                }
            }
            _ => {}
        }
    }

    pub(super) fn expression_statement(&mut self, statement: &ExprStmt) {
        let expression = &*statement.expr;
        let kind = match bare(expression) {
            // A directive, or code that looks like one.
            Expr::Lit(Lit::Str(_)) => return,
            // What a variable is afterwards is told behind it.
            Expr::Update(update) if matches!(&*update.arg, Expr::Ident(_)) => return,
            Expr::Update(_) => ProbeKind::Assignment,
            Expr::Assign(assign) => {
                // `a = 1` says itself what a is, `a += 1` does not.
                let is_plain = assign.op == AssignOp::Assign;
                if is_plain && is_dull(&assign.right) && !is_named_by_its_place(&assign.right) {
                    return expression.visit_with(self);
                }
                ProbeKind::Assignment
            }
            _ => ProbeKind::Expression,
        };
        let range = syntax::range(expression.span());
        let ask = self.take_ask(range);
        // What `o.x++` gives is of no use to a reader who does not ask for it, and to look again may run a getter.
        let is_dull = matches!(bare(expression), Expr::Update(update) if !update.prefix) && ask.is_none();
        if !is_dull {
            self.wrap(expression, range, kind, ask);
            self.end_statement(statement.span);
        }
        expression.visit_children_with(self);
    }

    pub(super) fn result(&mut self, expression: &Expr, kind: ProbeKind) {
        let range = syntax::range(expression.span());
        let ask = self.take_ask(range);
        // `return this` is for chains of calls.
        let is_dull = is_dull(expression) || matches!(bare(expression), Expr::This(_));
        if ask.is_some() || !is_dull {
            self.wrap(expression, range, kind, ask);
        }
        expression.visit_children_with(self);
    }
}

pub(super) fn names_of<'p>(patterns: impl Iterator<Item = &'p Pat>) -> Vec<&'p Ident> {
    let mut found = Vec::new();
    patterns.for_each(|pattern| names(pattern, &mut found));
    found
}

pub(super) fn names_of_head(head: &ForHead) -> Vec<&Ident> {
    match head {
        ForHead::VarDecl(declaration) => names_of(declaration.decls.iter().map(|declarator| &declarator.name)),
        ForHead::Pat(pattern) => names_of(std::iter::once(&**pattern)),
        ForHead::UsingDecl(declaration) => names_of(declaration.decls.iter().map(|declarator| &declarator.name)),
    }
}

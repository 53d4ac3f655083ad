//! What can be done to a place in one step: fixes, refactorings, and actions on the whole file.
//!
//! An action that might change what a program does is not offered, with two exceptions that everybody expects: imports may be
//! sorted and dropped, though a module's evaluation can have effects, and a template and `+` are taken for the same, though an
//! object can tell them apart.
//!
//! - `statements`: the statements of a file as a table. `purity`: which values can be moved, and which can't.
//! - One file for each group of actions; each looks at a [`Context`] and adds what it offers.

mod add_import;
mod arrow;
mod awaiting;
mod documentation;
mod extract;
mod extract_function;
mod inline;
mod modules;
mod organize_imports;
mod purity;
mod remove_unused;
mod statements;
mod template;
#[cfg(test)]
mod tests;

use project::Snapshot;
use project::facts::{ExpressionId, Facts, ScopeId};
use source::{Edit, FileId, TextRange};

use crate::FileEdits;
use statements::Statements;

/// The kinds of the protocol.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CodeActionKind {
    QuickFix,
    Refactor,
    RefactorExtract,
    RefactorInline,
    RefactorRewrite,
    Source,
    SourceOrganizeImports,
    SourceRemoveUnused,
}

impl CodeActionKind {
    pub const ALL: [CodeActionKind; 8] = [
        CodeActionKind::QuickFix,
        CodeActionKind::Refactor,
        CodeActionKind::RefactorExtract,
        CodeActionKind::RefactorInline,
        CodeActionKind::RefactorRewrite,
        CodeActionKind::Source,
        CodeActionKind::SourceOrganizeImports,
        CodeActionKind::SourceRemoveUnused,
    ];

    /// As the protocol writes it: kinds nest by dots.
    pub fn as_str(self) -> &'static str {
        match self {
            CodeActionKind::QuickFix => "quickfix",
            CodeActionKind::Refactor => "refactor",
            CodeActionKind::RefactorExtract => "refactor.extract",
            CodeActionKind::RefactorInline => "refactor.inline",
            CodeActionKind::RefactorRewrite => "refactor.rewrite",
            CodeActionKind::Source => "source",
            CodeActionKind::SourceOrganizeImports => "source.organizeImports",
            CodeActionKind::SourceRemoveUnused => "source.removeUnused",
        }
    }

    pub fn is_within(self, outer: CodeActionKind) -> bool {
        let rest = self.as_str().strip_prefix(outer.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct CodeAction {
    pub title: String,
    pub kind: CodeActionKind,
    pub edits: Vec<FileEdits>,
    /// The one that is meant if nothing else is said.
    pub is_preferred: bool,
}

/// What can be done with `range` of a file. `only`: kinds that are asked for, or all.
pub fn code_actions(
    snapshot: &Snapshot,
    file: FileId,
    range: TextRange,
    only: &[CodeActionKind],
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<CodeAction> {
    let (Some(text), Some(facts)) = (snapshot.text(file), snapshot.facts(file)) else { return Vec::new() };
    // Of a broken text nobody knows what it means.
    if !snapshot.syntax_errors(file).is_empty() || range.end() as usize > text.text().len() {
        return Vec::new();
    }
    let statements = Statements::of(text.text(), snapshot.kind(file));
    let mut context = Context {
        snapshot,
        file,
        text: text.text(),
        facts: &facts,
        statements: &statements,
        range,
        only,
        is_cancelled,
        found: Vec::new(),
    };
    for find in [
        add_import::find,
        remove_unused::find,
        extract::find,
        extract_function::find,
        inline::find,
        template::find,
        arrow::find,
        awaiting::find,
        modules::find,
        documentation::find,
        organize_imports::find,
    ] {
        if is_cancelled() {
            return Vec::new();
        }
        find(&mut context);
    }
    context.found
}

/// What every group of actions looks at, and where it puts what it offers.
struct Context<'c> {
    snapshot: &'c Snapshot,
    file: FileId,
    text: &'c str,
    facts: &'c Facts,
    statements: &'c Statements,
    range: TextRange,
    only: &'c [CodeActionKind],
    is_cancelled: &'c dyn Fn() -> bool,
    found: Vec<CodeAction>,
}

impl<'c> Context<'c> {
    /// Whether actions of a kind are asked for.
    fn wants(&self, kind: CodeActionKind) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| kind.is_within(*only))
    }

    fn offer(&mut self, title: impl Into<String>, kind: CodeActionKind, edits: Vec<Edit>) {
        self.offer_as(title, kind, edits, false);
    }

    fn offer_preferred(&mut self, title: impl Into<String>, kind: CodeActionKind, edits: Vec<Edit>) {
        self.offer_as(title, kind, edits, true);
    }

    fn offer_as(&mut self, title: impl Into<String>, kind: CodeActionKind, edits: Vec<Edit>, is_preferred: bool) {
        if edits.is_empty() || !self.wants(kind) {
            return;
        }
        let mut edits = edits;
        edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
        let edits = vec![FileEdits { file: self.file, edits }];
        self.found.push(CodeAction { title: title.into(), kind, edits, is_preferred });
    }

    fn slice(&self, range: TextRange) -> &'c str {
        range.slice(self.text)
    }

    /// The white space that the line of an offset begins with.
    fn indent(&self, offset: u32) -> &'c str {
        let start = self.line_start(offset) as usize;
        let line = &self.text[start..];
        let length = line.len() - line.trim_start_matches([' ', '\t']).len();
        &line[..length.min(offset as usize - start)]
    }

    fn line_start(&self, offset: u32) -> u32 {
        self.text[..offset as usize].rfind('\n').map_or(0, |at| at as u32 + 1)
    }

    /// One step of indentation.
    fn indent_unit(&self) -> &'static str {
        if self.text.lines().any(|line| line.starts_with('\t')) {
            return "\t";
        }
        let widths = self.text.lines().map(|line| line.len() - line.trim_start_matches(' ').len());
        match widths.filter(|width| *width > 1).min() {
            Some(width) if width >= 4 => "    ",
            _ => "  ",
        }
    }

    fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// `;`, or nothing in a file that does without.
    fn semicolon(&self) -> &'static str {
        if crate::imports::Style::of(self.facts, self.text).has_semicolons { ";" } else { "" }
    }

    /// As [`Context::semicolon`], but never nothing where what follows would go on with the line before.
    fn semicolon_before(&self, next: &str) -> &'static str {
        if next.starts_with(['(', '[', '`', '+', '-', '/']) { ";" } else { self.semicolon() }
    }

    /// The selection without white space around it.
    fn selection(&self) -> TextRange {
        let text = self.slice(self.range);
        let start = self.range.start() + (text.len() - text.trim_start().len()) as u32;
        TextRange::new(start, start + text.trim().len() as u32)
    }

    /// A range with its line, if nothing else is on it: what is deleted with a statement.
    fn with_line(&self, range: TextRange) -> TextRange {
        let start = self.line_start(range.start());
        let rest = &self.text[range.end() as usize..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let is_alone = self.text[start as usize..range.start() as usize].trim().is_empty();
        match rest[blank..].chars().next() {
            Some('\n') if is_alone => TextRange::new(start, range.end() + blank as u32 + 1),
            None if is_alone => TextRange::new(start, range.end() + blank as u32),
            _ => range,
        }
    }

    fn has_comment_in(&self, range: TextRange) -> bool {
        self.facts.comments.iter().any(|comment| range.intersect(comment.range).is_some_and(|both| !both.is_empty()))
    }

    /// The expression with exactly this text.
    fn expression_with_range(&self, range: TextRange) -> Option<ExpressionId> {
        let found = self.facts.expressions.iter().position(|one| one.range == range && !one.kind.is_synthetic())?;
        Some(ExpressionId(found as u32))
    }

    /// A name like this one that means nothing yet in a scope or below it.
    fn free_name(&self, scope: ScopeId, name: &str) -> String {
        let is_taken = |name: &str| {
            self.facts.lookup(scope, name).is_some()
                || self.facts.bindings.iter().any(|binding| binding.name == *name)
                || self.facts.references.iter().any(|reference| reference.name == *name)
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
    }
}

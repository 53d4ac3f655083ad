//! What can be done to a place in one step: fixes, refactorings, and actions on the whole file.
//!
//! An action that might change what a program does is not offered, with three exceptions that everybody expects: imports may be
//! sorted and dropped, though a module's evaluation can have effects; a template and `+` are taken for the same, though an
//! object can tell them apart; and a function that is made asynchronous fails by its promise, where it may have failed at once.
//!
//! - `statements`: the statements of a file as a table. `purity`: which values can be moved, and which can't.
//! - One file for each group of actions; each looks at a [`Context`] and adds what it offers.

mod add_import;
mod arrow;
mod awaiting;
mod chain;
mod documentation;
mod extract;
mod extract_function;
mod inline;
mod lint;
mod modules;
mod organize_imports;
mod purity;
mod remove_unused;
mod silence;
mod statements;
mod template;
#[cfg(test)]
mod tests;
mod text;

use project::Snapshot;
use project::facts::{ExpressionId, ExpressionKind, Facts, ScopeId};
use source::{Edit, FileId, TextRange};

use crate::FileEdits;
use crate::lint::Linter;
use statements::Statements;

pub use lint::fix_all;

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
    /// Of what rules say.
    SourceFixAll,
}

impl CodeActionKind {
    pub const ALL: [CodeActionKind; 9] = [
        CodeActionKind::QuickFix,
        CodeActionKind::Refactor,
        CodeActionKind::RefactorExtract,
        CodeActionKind::RefactorInline,
        CodeActionKind::RefactorRewrite,
        CodeActionKind::Source,
        CodeActionKind::SourceOrganizeImports,
        CodeActionKind::SourceRemoveUnused,
        CodeActionKind::SourceFixAll,
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
            CodeActionKind::SourceFixAll => "source.fixAll.lode",
        }
    }

    pub fn is_within(self, outer: CodeActionKind) -> bool {
        self.is_asked_by(outer.as_str())
    }

    /// Whether someone who asks for a kind, or for all that begin with it, asks for this one.
    pub fn is_asked_by(self, asked: &str) -> bool {
        let rest = self.as_str().strip_prefix(asked);
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
    /// The diagnostics that it does away with.
    pub mends: Vec<Mended>,
    /// A rule whose page it shows.
    pub explains: Option<&'static str>,
    /// Its edits are made when it is chosen: by [`fix_all`].
    pub is_later: bool,
}

/// A diagnostic, as far as it is needed to find it again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mended {
    pub code: &'static str,
    pub range: TextRange,
}

impl CodeAction {
    fn new(title: impl Into<String>, kind: CodeActionKind) -> CodeAction {
        CodeAction {
            title: title.into(),
            kind,
            edits: Vec::new(),
            is_preferred: false,
            mends: Vec::new(),
            explains: None,
            is_later: false,
        }
    }
}

/// What actions are asked for.
#[derive(Clone, Copy)]
pub struct Selected<'s> {
    pub file: FileId,
    pub range: TextRange,
    /// Diagnostics that the editor shows beside the selection and asks about too.
    pub asked: &'s [TextRange],
    /// The kinds, or all.
    pub only: &'s [CodeActionKind],
    pub linter: Option<&'s Linter>,
    /// Whether edits that cost much are asked for when an action is chosen.
    pub is_lazy: bool,
}

/// What can be done with a part of a file.
pub fn code_actions(snapshot: &Snapshot, selected: &Selected, is_cancelled: &dyn Fn() -> bool) -> Vec<CodeAction> {
    let Selected { file, range, asked, only, linter, is_lazy } = *selected;
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
        asked,
        only,
        linter,
        is_lazy,
        is_cancelled,
        found: Vec::new(),
    };
    for find in [
        remove_unused::find,
        lint::mend,
        add_import::find,
        lint::silence,
        extract::find,
        extract_function::find,
        inline::find,
        template::find,
        arrow::find,
        awaiting::find,
        modules::find,
        documentation::find,
        organize_imports::find,
        lint::mend_all,
    ] {
        if is_cancelled() {
            return Vec::new();
        }
        find(&mut context);
    }
    // What is about the whole file comes behind what is about this place.
    context.found.sort_by_key(|action| action.kind.is_within(CodeActionKind::Source));
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
    asked: &'c [TextRange],
    only: &'c [CodeActionKind],
    linter: Option<&'c Linter>,
    is_lazy: bool,
    is_cancelled: &'c dyn Fn() -> bool,
    found: Vec<CodeAction>,
}

impl<'c> Context<'c> {
    /// Whether a place is selected, or a diagnostic of it is asked about.
    fn is_selected(&self, place: TextRange) -> bool {
        let overlaps = |range: &TextRange| range.intersect(place).is_some_and(|both| !both.is_empty());
        place.intersect(self.range).is_some() || self.asked.iter().any(overlaps)
    }

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
        self.found.push(CodeAction { edits, is_preferred, ..CodeAction::new(title, kind) });
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

    /// Whether lines within a text are a value, as in a template: they can't be indented anew.
    fn has_torn_text(&self, range: TextRange) -> bool {
        self.facts.expressions.iter().any(|one| {
            matches!(
                one.kind,
                ExpressionKind::String(_) | ExpressionKind::Template(_) | ExpressionKind::TaggedTemplate { .. }
            ) && range.contains_range(one.range)
                && self.slice(one.range).contains('\n')
        })
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

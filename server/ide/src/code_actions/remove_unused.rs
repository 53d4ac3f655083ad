//! Without what is declared or imported for nothing. A value whose making may do something stays; a module is not taken to do anything
//! but give what is imported from it, by `require` neither.

use project::facts::{DeclarationKind, ExpressionKind, ImportKind};
use source::{Edit, TextRange};

use super::statements::StatementKind;
use super::{CodeActionKind, Context, Mended, purity};

pub(super) fn find(context: &mut Context) {
    let is_asked_alone = context.only.contains(&CodeActionKind::SourceRemoveUnused);
    if !context.wants(CodeActionKind::QuickFix) && !context.wants(CodeActionKind::SourceRemoveUnused) {
        return;
    }
    let ranges = crate::diagnostics::unused_ranges(context.snapshot, context.file, context.facts);
    let mut removals: Vec<(TextRange, Edit)> =
        ranges.into_iter().filter_map(|range| Some((range, removal(context, range)?))).collect();
    removals.sort_by_key(|(_, edit)| edit.range.start());
    if !is_asked_alone {
        for (range, edit) in &removals {
            if context.is_selected(*range) {
                let shown = context.slice(*range).lines().next().unwrap_or_default().trim_end_matches(';');
                let before = context.found.len();
                context.offer_preferred(
                    format!("Remove unused `{shown}`"),
                    CodeActionKind::QuickFix,
                    vec![edit.clone()],
                );
                let codes = ["unused", "no-unused-vars"].into_iter();
                let mends: Vec<Mended> = codes.map(|code| Mended { code, range: *range }).collect();
                for action in &mut context.found[before..] {
                    action.mends.clone_from(&mends);
                }
            }
        }
    }
    // Of two neighbours in one list the second would take a comma that the first took.
    let mut edits: Vec<Edit> = Vec::new();
    for (_, edit) in removals {
        let overlaps =
            |other: &Edit| other.range.end() >= edit.range.start() && other.range.start() <= edit.range.end();
        let is_line = edit.range.start() == context.line_start(edit.range.start());
        if !edits.iter().any(|other| overlaps(other) && !(is_line && other.range.end() == edit.range.start())) {
            edits.push(edit);
        }
    }
    context.offer("Remove everything unused", CodeActionKind::SourceRemoveUnused, edits);
}

/// The edit that removes what is unused there, if nothing is lost with it.
fn removal(context: &Context, unused: TextRange) -> Option<Edit> {
    let facts = context.facts;
    if facts.imports.iter().any(|import| import.range == unused) {
        return Some(Edit::delete(context.with_line(unused)));
    }
    if let Some(import) = facts.imports.iter().find(|import| import.names.iter().any(|name| name.range == unused)) {
        let is_all = import.kind == ImportKind::Require && import.names.len() == 1;
        return if is_all { variable(context, unused, None) } else { list_item(context, unused) };
    }
    let binding = facts
        .bindings
        .iter()
        .position(|binding| binding.declarations.iter().any(|declaration| declaration.name_range == unused))?;
    let id = project::facts::BindingId(binding as u32);
    let binding = &facts[id];
    let [declaration] = binding.declarations.as_slice() else { return None };
    if facts.references.iter().any(|reference| reference.binding == Some(id)) {
        return None;
    }
    match declaration.kind {
        DeclarationKind::Function(_) | DeclarationKind::Interface(_) | DeclarationKind::Alias(_) => {
            let statement = context.statements.all.iter().find(|statement| statement.range == declaration.range)?;
            statement.list?;
            Some(Edit::delete(context.with_line(with_doc(context, declaration.range, declaration.doc))))
        }
        DeclarationKind::Variable(_) => variable(context, unused, declaration.doc),
        _ => None,
    }
}

fn variable(context: &Context, name: TextRange, doc: Option<project::facts::DocId>) -> Option<Edit> {
    let (statement, declarator) = context.statements.declarator(name)?;
    let StatementKind::Variables { declarators, .. } = &statement.kind else { return None };
    statement.list?;
    let made = declarator.value.and_then(|value| context.expression_with_range(value));
    let is_required = made.is_some_and(|made| match context.facts[made].kind {
        ExpressionKind::Module(import) => context.facts[import].kind == ImportKind::Require,
        _ => false,
    });
    if declarator.name.is_none() {
        let is_all = is_required && names_of(context, declarator.pattern) == Some(1);
        return match is_all && declarators.len() == 1 {
            true => Some(Edit::delete(context.with_line(with_doc(context, statement.range, doc)))),
            false => part(context, declarator.pattern, name),
        };
    }
    if declarator.value.is_some() && !is_required {
        let made = made?;
        if !(purity::is_constant(context.facts, made) || purity::makes_something(context.facts, made)) {
            return None;
        }
    }
    if declarators.len() == 1 {
        return Some(Edit::delete(context.with_line(with_doc(context, statement.range, doc))));
    }
    list_item(context, declarator.range)
}

/// A name of `{ a, b }`: whether anyone looks at an object's property is not seen, unless it has an accessor of its own.
fn part(context: &Context, pattern: TextRange, name: TextRange) -> Option<Edit> {
    if names_of(context, pattern)? < 2 {
        return None;
    }
    list_item(context, name)
}

/// How many names a pattern has that is nothing but names.
fn names_of(context: &Context, pattern: TextRange) -> Option<usize> {
    let inner = context.slice(pattern).strip_prefix('{')?.strip_suffix('}')?;
    let is_plain = |one: char| one.is_alphanumeric() || one.is_whitespace() || matches!(one, '_' | '$' | ',');
    inner.chars().all(is_plain).then(|| inner.split(',').filter(|name| !name.trim().is_empty()).count())
}

/// One of several with a comma between them.
fn list_item(context: &Context, item: TextRange) -> Option<Edit> {
    let after = &context.text[item.end() as usize..];
    let trimmed = after.trim_start();
    if let Some(rest) = trimmed.strip_prefix(',') {
        let next = rest.trim_start();
        // The last one keeps its line end, and the one before its comma.
        if !next.starts_with('}') {
            let end = item.end() + (after.len() - next.len()) as u32;
            return (!context.has_comment_in(TextRange::new(item.end(), end)))
                .then(|| Edit::delete(TextRange::new(item.start(), end)));
        }
    }
    let before = context.text[..item.start() as usize].trim_end();
    let before = before.strip_suffix(',')?;
    let range = TextRange::new(before.len() as u32, item.end());
    (!context.has_comment_in(range)).then(|| Edit::delete(range))
}

fn with_doc(context: &Context, range: TextRange, doc: Option<project::facts::DocId>) -> TextRange {
    let Some(doc) = doc.map(|doc| context.facts[doc].range).filter(|doc| doc.end() <= range.start()) else {
        return range;
    };
    let between = &context.text[doc.end() as usize..range.start() as usize];
    if between.trim().is_empty() { doc.cover(range) } else { range }
}

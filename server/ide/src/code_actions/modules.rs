//! `require` and `import`: one line, or all of a file.
//!
//! What a module gives as a whole differs between the two, so each line asks what kind of module it names. A file that exports
//! stays what it is: its importers rely on it.

use project::Resolved;
use project::facts::{ExpressionKind, Facts, Import, ImportKind, ImportedName};
use source::Edit;
use syntax::Goal;

use super::statements::{Statement, StatementKind};
use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorRewrite) {
        return;
    }
    let offset = context.range.start();
    let Some(here) = context.facts.imports.iter().find(|import| {
        context.statements.around(import.specifier_range).is_some_and(|statement| statement.range.touches(offset))
    }) else {
        return;
    };
    match here.kind {
        ImportKind::Require => {
            let is_module = context.facts.imports.iter().any(|import| import.kind == ImportKind::Static)
                || context.snapshot.declared_goal(context.file) == Some(Goal::Module);
            if is_module && let Some(edit) = to_import(context, here) {
                context.offer("Convert to `import`", CodeActionKind::RefactorRewrite, vec![edit]);
            } else if !is_module && let Some(edits) = all_to_import(context) {
                context.offer("Convert all `require` to `import`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        ImportKind::Static => {
            if let Some(edits) = all_to_require(context) {
                context.offer("Convert all `import` to `require`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        _ => {}
    }
}

/// What a module gives to the other kind of file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// All of it as its default, and every name.
    Builtin,
    CommonJs,
    Module,
}

fn target(context: &Context, import: &Import) -> Option<Target> {
    match context.snapshot.resolve(context.file, &import.specifier, import.kind) {
        Resolved::Builtin(_) => Some(Target::Builtin),
        resolved => {
            let file = resolved.source()?;
            let facts = context.snapshot.facts(file)?;
            Some(if facts.kind.goal == Goal::Module { Target::Module } else { Target::CommonJs })
        }
    }
}

fn to_import(context: &Context, import: &Import) -> Option<Edit> {
    let statement = context.statements.around(import.range)?;
    let is_top = context.statements.all.first().is_some_and(|first| first.list == statement.list);
    if !is_top || import.is_nested || context.has_comment_in(statement.range) {
        return None;
    }
    let style = crate::imports::Style::of(context.facts, context.text);
    let specifier = context.slice(import.specifier_range);
    let end = if style.has_semicolons { ";" } else { "" };
    let text = match &statement.kind {
        StatementKind::Expression(whole) if *whole == import.range => format!("import {specifier}{end}"),
        StatementKind::Variables { declarators, .. } => {
            let [declarator] = declarators.as_slice() else { return None };
            if declarator.value? != import.range || declarator.has_type || is_written(context, statement) {
                return None;
            }
            let pattern = context.slice(declarator.pattern);
            let target = target(context, import)?;
            match (declarator.name, target) {
                (Some(_), Target::Builtin | Target::CommonJs) => format!("import {pattern} from {specifier}{end}"),
                (Some(_), Target::Module) => format!("import * as {pattern} from {specifier}{end}"),
                (None, Target::Builtin | Target::Module) => {
                    format!("import {} from {specifier}{end}", specifiers(pattern)?)
                }
                // Which names of it can be imported is found out by guessing.
                (None, Target::CommonJs) => return None,
            }
        }
        _ => return None,
    };
    Some(Edit::replace(statement.range, text))
}

/// `{ a, b: c }` as imports write it.
fn specifiers(pattern: &str) -> Option<String> {
    let inner = pattern.strip_prefix('{')?.strip_suffix('}')?;
    if inner.contains(['{', '[', '=', '.', '\'', '"']) || inner.trim().is_empty() {
        return None;
    }
    Some(format!("{{{}}}", inner.replace(": ", " as ").replace(':', " as ")))
}

fn is_written(context: &Context, statement: &Statement) -> bool {
    use project::facts::Usage::{ReadWrite, Write};
    context.facts.references.iter().any(|reference| {
        matches!(reference.usage, Write | ReadWrite)
            && reference.binding.is_some_and(|binding| {
                let declarations = &context.facts[binding].declarations;
                declarations.iter().any(|declaration| statement.range.contains_range(declaration.name_range))
            })
    })
}

fn all_to_import(context: &Context) -> Option<Vec<Edit>> {
    let facts = context.facts;
    // Its own format is said elsewhere, or it says things that no module can say.
    let names_of_common_js = ["module", "exports", "require", "__filename", "__dirname"];
    let uses_common_js = facts.references.iter().any(|reference| {
        let is_require = reference.name == *"require"
            && facts
                .imports
                .iter()
                .any(|import| import.kind == ImportKind::Require && import.range.start() == reference.range.start());
        reference.binding.is_none() && names_of_common_js.contains(&&*reference.name) && !is_require
    });
    if context.snapshot.declared_goal(context.file).is_some() || uses_common_js || !is_strict_already(context) {
        return None;
    }
    let mut edits = Vec::new();
    let mut end_of_imports = None;
    for import in &facts.imports {
        match import.kind {
            ImportKind::Require => {
                // Imports come first whatever stands above them: so nothing may.
                let statement = context.statements.around(import.range)?;
                if end_of_imports.is_none_or(|end| only_imports_between(context, end, statement.range.start())) {
                    edits.push(to_import(context, import)?);
                    end_of_imports = Some(statement.range.end());
                } else {
                    return None;
                }
            }
            ImportKind::Dynamic => {}
            _ => return None,
        }
    }
    let first = context.statements.all.iter().find(|statement| !is_directive(context, statement))?;
    edits.first().filter(|edit| edit.range.start() == first.range.start())?;
    Some(edits)
}

fn only_imports_between(context: &Context, start: u32, end: u32) -> bool {
    !context.statements.all.iter().any(|statement| statement.range.start() >= start && statement.range.end() <= end)
}

fn is_directive(context: &Context, statement: &Statement) -> bool {
    matches!(statement.kind, StatementKind::Expression(value) if context.slice(value).starts_with(['\'', '"']))
}

/// A module is strict: sloppy code may mean something else there. Code with nothing in it that strictness changes is taken as well.
fn is_strict_already(context: &Context) -> bool {
    let facts = context.facts;
    let says_so = context.statements.all.first().is_some_and(|first| {
        matches!(first.kind, StatementKind::Expression(value) if context.slice(value).trim_matches(['\'', '"']) == "use strict")
    });
    let has_this =
        facts.expressions.iter().any(|one| matches!(one.kind, ExpressionKind::This(project::facts::ThisOf::File)));
    let returns_at_top = context.statements.jumps.iter().any(|jump| {
        context.slice(*jump).starts_with("return")
            && !facts.functions.iter().any(|function| function.range.contains_range(*jump))
    });
    let is_sloppy = facts.expressions.iter().any(|one| match &one.kind {
        ExpressionKind::This(_) => true,
        ExpressionKind::Unary { operator, .. } => *operator == project::facts::UnaryOperator::Delete,
        _ => false,
    }) || facts.references.iter().any(|reference| {
        reference.binding.is_none()
            && (reference.usage != project::facts::Usage::Read || matches!(&*reference.name, "arguments" | "eval"))
    });
    !has_this && !returns_at_top && (says_so || !is_sloppy)
}

fn all_to_require(context: &Context) -> Option<Vec<Edit>> {
    let facts: &Facts = context.facts;
    let has_module_parts = facts.expressions.iter().any(|one| {
        matches!(one.kind, ExpressionKind::ImportMeta)
            || matches!(one.kind, ExpressionKind::This(project::facts::ThisOf::File))
            || matches!(one.kind, ExpressionKind::Await(_))
                && !facts.functions.iter().any(|function| function.range.contains_range(one.range))
    });
    let declared = context.snapshot.declared_goal(context.file);
    if facts.has_export_syntax()
        || has_module_parts
        || declared == Some(Goal::Module)
        || context.snapshot.kind(context.file).language.is_typescript()
    {
        return None;
    }
    let style = crate::imports::Style::of(facts, context.text);
    let end = if style.has_semicolons { ";" } else { "" };
    let quote = style.quote;
    let mut edits = Vec::new();
    let mut last = None;
    for import in facts.imports.iter().filter(|import| import.kind != ImportKind::Dynamic) {
        let is_in_order = last.is_none_or(|last| only_imports_between(context, last, import.range.start()));
        let rest = &context.text[import.specifier_range.end() as usize..import.range.end() as usize];
        let has_more = !matches!(rest.trim(), "" | ";");
        if import.kind != ImportKind::Static || !is_in_order || has_more || context.has_comment_in(import.range) {
            return None;
        }
        last = Some(import.range.end());
        let specifier = context.slice(import.specifier_range);
        let mut lines = Vec::new();
        let mut parts = Vec::new();
        for name in &import.names {
            let local = &*facts[name.local?].name;
            let target = target(context, import)?;
            match (&name.imported, target) {
                (ImportedName::Default, Target::Module) => parts.push(format!("default: {local}")),
                (ImportedName::Default, _) | (ImportedName::Namespace, Target::Builtin | Target::Module) => {
                    lines.push(format!("const {local} = require({specifier}){end}"))
                }
                (ImportedName::Namespace, Target::CommonJs) => return None,
                (ImportedName::Named(imported), _) if **imported == *local => parts.push(local.to_owned()),
                (ImportedName::Named(imported), _) => parts.push(format!("{imported}: {local}")),
            }
        }
        if !parts.is_empty() {
            lines.push(format!("const {{ {} }} = require({specifier}){end}", parts.join(", ")));
        }
        if import.names.is_empty() {
            lines.push(format!("require({specifier}){end}"));
        }
        edits.push(Edit::replace(import.range, lines.join(context.newline())));
    }
    let first = context.statements.all.first()?;
    let edit = edits.first_mut().filter(|edit| edit.range.start() == first.range.start())?;
    edit.text = format!("{quote}use strict{quote}{end}{}{}", context.newline(), edit.text);
    Some(edits)
}

//! What can be done about what rules say: mend this problem or all of its kind, choose one of its suggestions, have it not said
//! here or in this file, read what the rule is about.

use std::sync::Arc;

use lint::Problem;
use project::Snapshot;
use source::{Edit, FileId, TextRange, apply};

use super::{CodeAction, CodeActionKind, Context, Mended, silence};
use crate::FileEdits;
use crate::lint::{Linter, Looked};

/// Fixes and suggestions for what is at the selection.
pub(super) fn mend(context: &mut Context) {
    let Some(looked) = looked(context, CodeActionKind::QuickFix) else { return };
    let here = here(context, &looked);
    for problem in &here {
        let mends = vec![Mended { code: problem.rule.unwrap_or("lint"), range: problem.range }];
        // What is offered where the rule is off is enough.
        let is_offered = context.found.iter().any(|action| mends.iter().all(|mended| action.mends.contains(mended)));
        if !problem.fix.is_empty() {
            let title = match problem.rule {
                Some(rule) => format!("Fix this `{rule}` problem"),
                None => "Remove this comment".to_owned(),
            };
            offer(context, title, problem.fix.clone(), true, mends.clone());
        }
        for suggestion in problem.suggestions.iter().filter(|_| !is_offered) {
            let is_preferred = problem.fix.is_empty() && problem.suggestions.len() == 1;
            offer(context, suggestion.title.clone(), suggestion.edits.clone(), is_preferred, mends.clone());
        }
    }
    for rule in rules(&here) {
        all_of_rule(context, &looked, rule);
    }
}

/// What else can be done about a rule: it is silenced, or read about.
pub(super) fn silence(context: &mut Context) {
    let Some(looked) = looked(context, CodeActionKind::QuickFix) else { return };
    let here = here(context, &looked);
    for rule in rules(&here) {
        let Some(problem) = here.iter().find(|problem| problem.rule == Some(rule)) else { continue };
        let mends = || vec![Mended { code: rule, range: problem.range }];
        if let Some(edit) = silence::on_line(context, &looked, rule, problem.range.start()) {
            offer(context, format!("Disable `{rule}` for this line"), vec![edit], false, mends());
        }
        let edit = silence::in_file(context, &looked, rule);
        offer(context, format!("Disable `{rule}` for this file"), vec![edit], false, mends());
        let action = CodeAction::new(format!("Explain `{rule}`"), CodeActionKind::QuickFix);
        context.found.push(CodeAction { explains: Some(rule), mends: mends(), ..action });
    }
}

/// All of the file at once, as an editor asks when it saves.
pub(super) fn mend_all(context: &mut Context) {
    let Some(looked) = looked(context, CodeActionKind::SourceFixAll) else { return };
    if looked.linted.problems.iter().all(|problem| problem.fix.is_empty()) {
        return;
    }
    let action = CodeAction::new("Fix all problems that have a safe fix", CodeActionKind::SourceFixAll);
    if context.is_lazy {
        return context.found.push(CodeAction { is_later: true, ..action });
    }
    let edits = mended(context.text, &looked, context.is_cancelled);
    if !edits.is_empty() {
        context.found.push(CodeAction { edits: vec![FileEdits { file: context.file, edits }], ..action });
    }
}

/// What rules found, if actions of this kind are asked for.
fn looked(context: &Context, kind: CodeActionKind) -> Option<Arc<Looked>> {
    let linter = context.linter.filter(|_| context.wants(kind))?;
    linter.look(context.snapshot, context.file, &|| !(context.is_cancelled)())
}

fn here<'l>(context: &Context, looked: &'l Looked) -> Vec<&'l Problem> {
    looked.linted.problems.iter().filter(|problem| context.is_selected(problem.range)).collect()
}

fn rules(problems: &[&Problem]) -> Vec<&'static str> {
    let mut rules: Vec<&'static str> = Vec::new();
    for rule in problems.iter().filter_map(|problem| problem.rule) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// The edits of "fix all", for whoever was given the action without them.
pub fn fix_all(
    snapshot: &Snapshot,
    file: FileId,
    linter: &Linter,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<FileEdits> {
    let text = snapshot.text(file)?;
    let looked = linter.look(snapshot, file, &|| !is_cancelled())?;
    Some(FileEdits { file, edits: mended(text.text(), &looked, is_cancelled) })
}

/// One fix may make place for the next, so the text is looked at until there is nothing more to mend.
fn mended(text: &str, looked: &Looked, is_cancelled: &dyn Fn() -> bool) -> Vec<Edit> {
    let first = lint::compatible(&looked.linted.problems);
    let once = apply(text, &first);
    let look = |text: &str| {
        lint::lint_while(text, &looked.language, &looked.settings.rules, &|| !is_cancelled()).unwrap_or_default()
    };
    match lint::fixed(&once, &lint::Mending::SAFE, look) {
        (Some(all), _) if all != once => source::difference(text, &all),
        _ => first,
    }
}

/// Worth it from the second on.
fn all_of_rule(context: &mut Context, looked: &Looked, rule: &'static str) {
    let of_rule: Vec<Problem> =
        looked.linted.problems.iter().filter(|problem| problem.rule == Some(rule)).cloned().collect();
    let fixable: Vec<TextRange> =
        of_rule.iter().filter(|problem| !problem.fix.is_empty()).map(|problem| problem.range).collect();
    if fixable.len() > 1 {
        let mends = fixable.into_iter().map(|range| Mended { code: rule, range }).collect();
        offer(context, format!("Fix all `{rule}` problems in this file"), lint::compatible(&of_rule), false, mends);
    }
}

fn offer(context: &mut Context, title: String, edits: Vec<Edit>, is_preferred: bool, mends: Vec<Mended>) {
    let before = context.found.len();
    context.offer_as(title, CodeActionKind::QuickFix, edits, is_preferred);
    for action in &mut context.found[before..] {
        action.mends.clone_from(&mends);
    }
}

//! What can be done with a value that is shown: copy it, write it down, ask for one more. And in editors that may have no other way to
//! do it: turn a file live or not, run it.

use ide::CodeActionKind as Kind;
use serde_json::json;
use source::{Edit, SourceText, TextRange};
use tower_lsp_server::ls_types::{CodeAction, CodeActionKind, Command, Uri};
use values::{ItemKind, one_line};

use super::orders::is_program;
use super::shown::{Placed, Shown, probe};
use crate::requests::rename::workspace_edit;
use crate::view::View;

/// Of the client: puts its argument on the clipboard.
const COPY: &str = "lode.copyValue";
/// Permissions that are offered.
const MOST_REFUSED: usize = 3;
/// Of a value in a comment.
const LONGEST: usize = 200;

/// For the selection, as far as it lies on one line's values.
pub(crate) fn actions(
    view: &View,
    uri: &Uri,
    at: ide::FilePosition,
    range: TextRange,
    text: &SourceText,
) -> Vec<CodeAction> {
    let Some(shown) = view.live_of(uri) else { return Vec::new() };
    let line = text.lines().line_of(range.end());
    let on_line = |item: &&Placed| text.lines().line_of(item.range.end()) == line;
    let around = shown.items.iter().filter(on_line).filter(|item| item.range.intersect(range).is_some());
    let item = around.min_by_key(|item| item.range.len()).or_else(|| shown.items.iter().find(on_line));
    let mut actions = Vec::new();
    if let Some(value) = item.filter(|item| !item.is_stale).and_then(|item| whole(shown, item)) {
        if view.client.shows_values {
            let title = "Copy value".to_owned();
            actions.push(CodeAction {
                title: title.clone(),
                kind: Some(CodeActionKind::from(Kind::RefactorRewrite.as_str())),
                command: Some(Command { title, command: COPY.to_owned(), arguments: Some(vec![value.clone().into()]) }),
                ..CodeAction::default()
            });
        }
        if value.chars().count() <= LONGEST && !value.contains('\n') {
            let edit = noted(text, line, &value);
            actions.push(action(view, at, "Write value as comment", edit));
        }
    }
    if shown.items.iter().filter(on_line).any(|item| item.kind == ItemKind::Error) {
        for permission in refused(shown) {
            let edit = allowed(text, &permission);
            actions.push(action(view, at, &format!("Allow `{permission}` to this file"), edit));
        }
    }
    if let Some(edit) = asked(text, range, line, item.is_some()) {
        actions.push(action(view, at, "Show value here", edit));
    }
    actions
}

/// What lenses do, for editors that draw no values themselves: many of them have no lenses either, or don't show them.
pub(crate) fn switches(view: &View, uri: &Uri) -> Vec<CodeAction> {
    let path = crate::uris::path_of(uri, &view.folder);
    if view.client.shows_values || !view.settings.trusted || !is_program(&path) {
        return Vec::new();
    }
    let switch = |title: &str, command: &str, mode: Option<&str>| CodeAction {
        title: title.to_owned(),
        kind: Some(CodeActionKind::SOURCE),
        command: Some(Command {
            title: title.to_owned(),
            command: command.to_owned(),
            arguments: Some([Some(json!(uri)), mode.map(Into::into)].into_iter().flatten().collect()),
        }),
        ..CodeAction::default()
    };
    let run = switch("Run, and show values once", "lode.run", None);
    match view.live_of(uri).is_some_and(Shown::can_be_stopped) {
        true => vec![switch("Stop showing values", "lode.live", Some("off")), run],
        false => vec![switch("Show values while typing", "lode.live", Some("on")), run],
    }
}

fn action(view: &View, at: ide::FilePosition, title: &str, edit: Edit) -> CodeAction {
    CodeAction {
        title: title.to_owned(),
        kind: Some(CodeActionKind::from(Kind::RefactorRewrite.as_str())),
        edit: Some(workspace_edit(view, vec![ide::FileEdits { file: at.file, edits: vec![edit] }])),
        ..CodeAction::default()
    }
}

/// The last value of an item, as far as it was looked into.
fn whole(shown: &Shown, item: &Placed) -> Option<String> {
    let state = shown.run.as_ref()?.state();
    match probe(&state, item.id).and_then(|shown| shown.told?.last.as_ref()) {
        Some(last) => Some(one_line(&last.preview, usize::MAX)),
        None => matches!(item.kind, ItemKind::Log | ItemKind::Error).then(|| item.text.to_string()),
    }
}

/// The permissions that the program has missed.
fn refused(shown: &Shown) -> Vec<String> {
    let state = shown.run.as_ref().map(|run| run.state());
    state.iter().flat_map(|state| &state.refused).take(MOST_REFUSED).map(|refused| refused.permission.clone()).collect()
}

/// The comment that gives a permission, before everything but a `#!`.
fn allowed(text: &SourceText, permission: &str) -> Edit {
    let line = u32::from(text.text().starts_with("#!"));
    Edit::insert(text.lines().line_start(line), format!("// @lode allow: {permission}\n"))
}

/// `//=> value` at the end of a line, in the place of one that is there.
fn noted(text: &SourceText, line: u32, value: &str) -> Edit {
    let start = text.lines().line_start(line);
    let code = text.lines().line_text(text.text(), line);
    let kept = code.rfind("//=>").map_or(code, |at| &code[..at]).trim_end();
    let range = TextRange::new(start + kept.len() as u32, start + code.len() as u32);
    Edit::replace(range, format!(" //=> {value}"))
}

/// `/*?*/` behind what is selected, `//?` at the end of a line that shows nothing.
fn asked(text: &SourceText, range: TextRange, line: u32, is_shown: bool) -> Option<Edit> {
    let selected = text.slice(range).trim_end();
    if !selected.trim().is_empty() {
        return Some(Edit::insert(range.start() + selected.len() as u32, "/*?*/"));
    }
    let start = text.lines().line_start(line);
    let code = text.lines().line_text(text.text(), line).trim_end();
    let is_code = !code.trim().is_empty() && !code.contains("//");
    (!is_shown && is_code).then(|| Edit::insert(start + code.len() as u32, " //?"))
}

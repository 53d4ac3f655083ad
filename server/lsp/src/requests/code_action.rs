//! `textDocument/codeAction`, `codeAction/resolve`: what can be done with the selection. Each action comes with its edits, which cost
//! little once the action is known to be possible; only those that mend a whole file come when they are chosen, where the client can
//! wait for that.

use ide::{CodeActionKind as Kind, FilePosition, Selected};
use serde::{Deserialize, Serialize};
use source::TextRange;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    CodeActionResponse, CodeActionTriggerKind, Command, Diagnostic, NumberOrString, ServerCapabilities, Uri,
    WorkDoneProgressOptions,
};

use super::execute_command::EXPLAIN;
use super::rename::workspace_edit;
use crate::cancel::content_modified;
use crate::client_features::ClientFeatures;
use crate::live;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(client: &ClientFeatures, all: &mut ServerCapabilities) {
    // Without literals there are only commands, which the server would have to be asked to run.
    if !client.code_action_literals {
        return;
    }
    all.code_action_provider = Some(CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(Kind::ALL.iter().map(|kind| CodeActionKind::from(kind.as_str())).collect()),
        work_done_progress_options: WorkDoneProgressOptions::default(),
        resolve_provider: client.resolves_code_actions.then_some(true),
    }));
}

pub(crate) const READ: Read<CodeActionParams, Option<CodeActionResponse>> = Read {
    method: "textDocument/codeAction",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

pub(crate) const RESOLVE: Read<CodeAction, CodeAction> = Read {
    method: "codeAction/resolve",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer: resolve,
};

/// What an action without its edits is remembered by: the text that all is to be mended in.
#[derive(Serialize, Deserialize)]
struct Later {
    uri: Uri,
    version: Option<i32>,
}

fn answer(view: &View, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri;
    let Some(file) = view.file(&uri) else { return Ok(None) };
    let (Some(text), Some(range)) = (view.text(file), view.text_range(file, params.range)) else { return Ok(None) };
    let asked = params.context.only.unwrap_or_default();
    let is_asked = |kind: &Kind| asked.iter().any(|asked| kind.is_asked_by(asked.as_str()));
    let mut only: Vec<Kind> = Kind::ALL.into_iter().filter(is_asked).collect();
    if only.is_empty() && !asked.is_empty() {
        return Ok(Some(Vec::new()));
    }
    // What is on the whole file is asked for by name: as a light bulb beside every line it would say nothing.
    let is_automatic = params.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
    if only.is_empty() && is_automatic {
        only = vec![Kind::QuickFix, Kind::Refactor];
    }
    let linter = view.settings.lint.then_some(&*view.linter);
    let diagnostics = params.context.diagnostics;
    let ours = diagnostics.iter().filter(|one| one.source.as_deref() == Some("lode"));
    let places: Vec<TextRange> = ours.filter_map(|one| view.text_range(file, one.range)).collect();
    let is_lazy = view.client.resolves_code_actions;
    let selected = Selected { file, range, asked: &places, only: &only, linter, is_lazy };
    let found = ide::code_actions(&view.snapshot, &selected, &|| !view.go_on());
    let shown = found.into_iter().map(|action| {
        let is_mended = |one: &&Diagnostic| {
            action.mends.iter().any(|mended| {
                matches!(&one.code, Some(NumberOrString::String(code)) if code == mended.code)
                    && overlap(one.range, view.range(&text, mended.range))
            })
        };
        let mended: Vec<Diagnostic> = diagnostics.iter().filter(is_mended).cloned().collect();
        let later = action.is_later.then(|| Later { uri: uri.clone(), version: view.snapshot.version(file) });
        CodeActionOrCommand::CodeAction(CodeAction {
            title: action.title.clone(),
            kind: Some(CodeActionKind::from(action.kind.as_str())),
            diagnostics: (!mended.is_empty()).then_some(mended),
            edit: (!action.edits.is_empty()).then(|| workspace_edit(view, action.edits)),
            command: action.explains.map(|rule| Command {
                title: action.title,
                command: EXPLAIN.to_owned(),
                arguments: Some(vec![rule.into()]),
            }),
            is_preferred: action.is_preferred.then_some(true),
            data: later.and_then(|later| serde_json::to_value(later).ok()),
            ..CodeAction::default()
        })
    });
    let is_wanted = |wanted: Kind| only.is_empty() || only.iter().any(|kind| wanted.is_within(*kind));
    let at = FilePosition { file, offset: range.start() };
    let mut values = Vec::new();
    if is_wanted(Kind::RefactorRewrite) {
        values.extend(live::actions(view, &uri, at, range, &text));
    }
    if is_wanted(Kind::Source) {
        values.extend(live::switches(view, &uri));
    }
    Ok(Some(shown.chain(values.into_iter().map(CodeActionOrCommand::CodeAction)).collect()))
}

fn resolve(view: &View, mut action: CodeAction) -> Result<CodeAction> {
    let later = action.data.take().and_then(|data| serde_json::from_value::<Later>(data).ok());
    let Some(Later { uri, version }) = later else { return Ok(action) };
    let Some(file) = view.file(&uri) else { return Ok(action) };
    if view.snapshot.version(file) != version {
        return Err(content_modified());
    }
    let mended = ide::fix_all(&view.snapshot, file, &view.linter, &|| !view.go_on());
    action.edit = mended.map(|mended| workspace_edit(view, vec![mended]));
    Ok(action)
}

fn overlap(one: tower_lsp_server::ls_types::Range, other: tower_lsp_server::ls_types::Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

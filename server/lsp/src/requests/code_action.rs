//! `textDocument/codeAction`: what can be done with the selection. Each action comes with its edits, which cost little once the
//! action is known to be possible.

use ide::CodeActionKind as Kind;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    CodeActionResponse, CodeActionTriggerKind, Diagnostic, ServerCapabilities, WorkDoneProgressOptions,
};

use super::rename::workspace_edit;
use crate::client_features::ClientFeatures;
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
        resolve_provider: None,
    }));
}

pub(crate) const READ: Read<CodeActionParams, Option<CodeActionResponse>> = Read {
    method: "textDocument/codeAction",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let Some(range) = view.text_range(file, params.range) else { return Ok(None) };
    let asked = params.context.only.unwrap_or_default();
    let mut only: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| asked.iter().any(|asked| asked.as_str() == kind.as_str())).collect();
    if only.is_empty() && !asked.is_empty() {
        return Ok(Some(Vec::new()));
    }
    // What is on the whole file is asked for by name: as a light bulb beside every line it would say nothing.
    let is_automatic = params.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
    if only.is_empty() && is_automatic {
        only = vec![Kind::QuickFix, Kind::Refactor];
    }
    let found = ide::code_actions(&view.snapshot, file, range, &only, &|| !view.go_on());
    let diagnostics = params.context.diagnostics;
    let shown = found.into_iter().map(|action| {
        let fixed: Vec<Diagnostic> = match action.kind {
            Kind::QuickFix => diagnostics.iter().filter(|one| is_fixed(&action, one)).cloned().collect(),
            _ => Vec::new(),
        };
        CodeActionOrCommand::CodeAction(CodeAction {
            title: action.title,
            kind: Some(CodeActionKind::from(action.kind.as_str())),
            diagnostics: (!fixed.is_empty()).then_some(fixed),
            edit: Some(workspace_edit(view, action.edits)),
            is_preferred: action.is_preferred.then_some(true),
            ..CodeAction::default()
        })
    });
    Ok(Some(shown.collect()))
}

/// Whether an action does away with a diagnostic: both speak of the same name.
fn is_fixed(action: &ide::CodeAction, diagnostic: &Diagnostic) -> bool {
    let is_about_unused = action.title.starts_with("Remove unused");
    let is_unused =
        matches!(&diagnostic.code, Some(tower_lsp_server::ls_types::NumberOrString::String(code)) if code == "unused");
    let name = action.title.split('`').nth(1).unwrap_or_default();
    is_about_unused && is_unused && (diagnostic.message.contains(&format!("'{name}'")) || name.starts_with("import"))
}

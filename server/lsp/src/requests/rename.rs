//! `textDocument/prepareRename`, `textDocument/rename`: another name, in all files. Why not is told in the error's words.

use ide::FileEdits;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, PrepareRenameResponse, RenameOptions,
    RenameParams, ServerCapabilities, TextDocumentEdit, TextDocumentPositionParams, TextEdit, WorkDoneProgressOptions,
    WorkspaceEdit,
};

use crate::cancel::refused;
use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(client: &ClientFeatures, all: &mut ServerCapabilities) {
    all.rename_provider = Some(match client.prepares_rename {
        true => OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        false => OneOf::Left(true),
    });
}

pub(crate) const PREPARE: Read<TextDocumentPositionParams, Option<PrepareRenameResponse>> = Read {
    method: "textDocument/prepareRename",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: prepare,
};

pub(crate) const READ: Read<RenameParams, Option<WorkspaceEdit>> = Read {
    method: "textDocument/rename",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position.text_document.uri),
    answer,
};

fn prepare(view: &View, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
    let Some(position) = view.position(&params) else { return Ok(None) };
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let target = ide::prepare_rename(&view.snapshot, position, &|| !view.go_on()).map_err(refused)?;
    let range = view.range(&text, target.range);
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: target.name }))
}

fn answer(view: &View, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some(position) = view.position(&params.text_document_position) else { return Ok(None) };
    let changes = ide::rename(&view.snapshot, position, &params.new_name, &|| !view.go_on()).map_err(refused)?;
    Ok(Some(workspace_edit(view, changes)))
}

/// Edits of several files, each for the version of the text that it was made for, where the client looks at that.
pub(crate) fn workspace_edit(view: &View, changes: Vec<FileEdits>) -> WorkspaceEdit {
    let of_file = |changed: &FileEdits| {
        let text = view.text(changed.file)?;
        let edits = changed.edits.iter();
        let edits = edits.map(|edit| TextEdit { range: view.range(&text, edit.range), new_text: edit.text.clone() });
        Some((changed.file, view.uri(changed.file)?, edits.collect::<Vec<_>>()))
    };
    let files = changes.iter().filter_map(of_file);
    if !view.client.document_changes {
        let changes = files.map(|(_, uri, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let edits = files.map(|(file, uri, edits)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: view.snapshot.version(file) },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    });
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits.collect())), ..WorkspaceEdit::default() }
}

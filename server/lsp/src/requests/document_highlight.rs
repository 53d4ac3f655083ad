//! `textDocument/documentHighlight`: the other places of what the cursor stands on.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, OneOf, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.document_highlight_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<DocumentHighlightParams, Option<Vec<DocumentHighlight>>> = Read {
    method: "textDocument/documentHighlight",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer,
};

fn answer(view: &View, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let highlights = ide::document_highlight(&view.snapshot, position);
    let shown = highlights.into_iter().map(|highlight| DocumentHighlight {
        range: view.range(&text, highlight.range),
        kind: Some(match highlight.kind {
            ide::HighlightKind::Text => DocumentHighlightKind::TEXT,
            ide::HighlightKind::Read => DocumentHighlightKind::READ,
            ide::HighlightKind::Write => DocumentHighlightKind::WRITE,
        }),
    });
    Ok(Some(shown.collect()))
}

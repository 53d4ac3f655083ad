//! `textDocument/documentLink`: specifiers, paths and addresses that can be followed.

use ide::LinkTarget;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DocumentLink, DocumentLinkOptions, DocumentLinkParams, ServerCapabilities, WorkDoneProgressOptions,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::uris;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.document_link_provider = Some(DocumentLinkOptions {
        resolve_provider: Some(false),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    });
}

pub(crate) const READ: Read<DocumentLinkParams, Option<Vec<DocumentLink>>> = Read {
    method: "textDocument/documentLink",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let Some(text) = view.text(file) else { return Ok(None) };
    let links = ide::document_links(&view.snapshot, file).into_iter().filter_map(|link| {
        let target = match &link.target {
            LinkTarget::File(path) => uris::uri_of(path),
            LinkTarget::Url(url) => uris::parse(url)?,
        };
        let range = view.range(&text, link.range);
        Some(DocumentLink { range, target: Some(target), tooltip: link.tooltip, data: None })
    });
    Ok(Some(links.collect()))
}

//! `textDocument/references`: every use of what the cursor stands on.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{Location, OneOf, ReferenceParams, ServerCapabilities};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.references_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<ReferenceParams, Option<Vec<Location>>> = Read {
    method: "textDocument/references",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position.text_document.uri),
    answer,
};

fn answer(view: &View, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let Some(position) = view.position(&params.text_document_position) else { return Ok(None) };
    let includes_declaration = params.context.include_declaration;
    let found = ide::references(&view.snapshot, position, includes_declaration, &|| !view.go_on());
    let locations = found.iter().filter_map(|reference| view.location(reference.file, reference.range));
    Ok(Some(locations.collect()))
}

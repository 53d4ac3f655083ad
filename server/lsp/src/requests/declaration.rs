//! `textDocument/declaration`: where something is declared.

use tower_lsp_server::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp_server::ls_types::{DeclarationCapability, ServerCapabilities};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::requests::definition;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.declaration_provider = Some(DeclarationCapability::Simple(true));
}

pub(crate) const READ: Read<GotoDeclarationParams, Option<GotoDeclarationResponse>> = Read {
    method: "textDocument/declaration",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: |view, params| definition::find(view, &params, ide::declaration),
};

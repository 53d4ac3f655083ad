//! `textDocument/implementation`: where something is put into practice.

use tower_lsp_server::ls_types::request::{GotoImplementationParams, GotoImplementationResponse};
use tower_lsp_server::ls_types::{ImplementationProviderCapability, ServerCapabilities};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::requests::definition;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.implementation_provider = Some(ImplementationProviderCapability::Simple(true));
}

pub(crate) const READ: Read<GotoImplementationParams, Option<GotoImplementationResponse>> = Read {
    method: "textDocument/implementation",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: |view, params| definition::find(view, &params, ide::implementation),
};

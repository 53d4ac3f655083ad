//! `textDocument/typeDefinition`: where the type of something is declared.

use tower_lsp_server::ls_types::request::{GotoTypeDefinitionParams, GotoTypeDefinitionResponse};
use tower_lsp_server::ls_types::{ServerCapabilities, TypeDefinitionProviderCapability};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::requests::definition;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.type_definition_provider = Some(TypeDefinitionProviderCapability::Simple(true));
}

pub(crate) const READ: Read<GotoTypeDefinitionParams, Option<GotoTypeDefinitionResponse>> = Read {
    method: "textDocument/typeDefinition",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: |view, params| definition::find(view, &params, ide::type_definition),
};

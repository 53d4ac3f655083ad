//! `workspace/symbol`: what the project declares, by a few letters.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    OneOf, ServerCapabilities, SymbolInformation, SymbolTag, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

/// More than anyone reads; the client asks again with every letter.
const MOST: usize = 256;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.workspace_symbol_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<WorkspaceSymbolParams, Option<WorkspaceSymbolResponse>> = Read {
    method: "workspace/symbol",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer,
};

#[expect(deprecated, reason = "the protocol's types have the old field beside the new one")]
fn answer(view: &View, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
    let found = ide::workspace_symbols(&view.snapshot, &params.query, MOST, &|| !view.go_on());
    let shown = found.into_iter().filter_map(|symbol| {
        Some(SymbolInformation {
            kind: to_lsp::symbol_kind(symbol.kind),
            tags: symbol.is_deprecated.then(|| vec![SymbolTag::DEPRECATED]),
            deprecated: None,
            location: view.location(symbol.file, symbol.name_range)?,
            container_name: symbol.container,
            name: symbol.name,
        })
    });
    Ok(Some(WorkspaceSymbolResponse::Flat(shown.collect())))
}

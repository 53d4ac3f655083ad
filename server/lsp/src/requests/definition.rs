//! `textDocument/definition`: where something is made.

use ide::{Definition, FilePosition};
use project::Snapshot;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    GotoDefinitionParams, GotoDefinitionResponse, LocationLink, OneOf, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.definition_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<GotoDefinitionParams, Option<GotoDefinitionResponse>> = Read {
    method: "textDocument/definition",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: |view, params| find(view, &params, ide::definition),
};

/// What looks for places: each of the four requests has its own.
type Find = fn(&Snapshot, FilePosition, &dyn Fn() -> bool) -> Option<Definition>;

/// The same for all of them, since their parameters and answers are.
pub(super) fn find(view: &View, params: &GotoDefinitionParams, find: Find) -> Result<Option<GotoDefinitionResponse>> {
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let Some(found) = find(&view.snapshot, position, &|| !view.go_on()) else { return Ok(None) };
    if !view.client.definition_links {
        let places = found.targets.iter().filter_map(|place| view.location(place.file, place.name_range));
        return Ok(Some(GotoDefinitionResponse::Array(places.collect())));
    }
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let origin = view.range(&text, found.range);
    let links = found.targets.iter().filter_map(|place| {
        let text = view.text(place.file)?;
        Some(LocationLink {
            origin_selection_range: Some(origin),
            target_uri: view.uri(place.file)?,
            // A client refuses a name outside of what it names.
            target_range: view.range(&text, place.range.cover(place.name_range)),
            target_selection_range: view.range(&text, place.name_range),
        })
    });
    Ok(Some(GotoDefinitionResponse::Link(links.collect())))
}

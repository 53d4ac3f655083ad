//! `textDocument/linkedEditingRange`: the two names of a JSX element, edited together.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    LinkedEditingRangeParams, LinkedEditingRangeServerCapabilities, LinkedEditingRanges, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.linked_editing_range_provider = Some(LinkedEditingRangeServerCapabilities::Simple(true));
}

pub(crate) const READ: Read<LinkedEditingRangeParams, Option<LinkedEditingRanges>> = Read {
    method: "textDocument/linkedEditingRange",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer,
};

fn answer(view: &View, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let linked = ide::linked_editing_ranges(&view.snapshot, position);
    let ranges = linked.map(|ranges| ranges.map(|range| view.range(&text, range)).to_vec());
    // Names of components have dots.
    let word_pattern = Some(r"[\p{L}\p{N}_$.:-]+".to_owned());
    Ok(ranges.map(|ranges| LinkedEditingRanges { ranges, word_pattern }))
}

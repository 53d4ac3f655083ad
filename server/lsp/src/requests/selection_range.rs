//! `textDocument/selectionRange`: growing a selection to what is around it.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    Range, SelectionRange, SelectionRangeParams, SelectionRangeProviderCapability, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
}

pub(crate) const READ: Read<SelectionRangeParams, Option<Vec<SelectionRange>>> = Read {
    method: "textDocument/selectionRange",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let Some(text) = view.text(file) else { return Ok(None) };
    let chains = params.positions.into_iter().map(|position| {
        let offset = crate::from_lsp::offset(&text, position, view.encoding);
        let innermost_first = ide::selection_ranges(&view.snapshot, ide::FilePosition { file, offset });
        let outermost_first = innermost_first.into_iter().rev();
        let chain = outermost_first.fold(None, |parent: Option<SelectionRange>, range| {
            Some(SelectionRange { range: view.range(&text, range), parent: parent.map(Box::new) })
        });
        // The protocol wants one chain for each position.
        chain.unwrap_or(SelectionRange { range: Range::new(position, position), parent: None })
    });
    Ok(Some(chains.collect()))
}

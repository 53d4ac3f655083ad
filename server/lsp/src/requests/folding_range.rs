//! `textDocument/foldingRange`: what can be folded away.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    FoldingRange, FoldingRangeParams, FoldingRangeProviderCapability, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
}

pub(crate) const READ: Read<FoldingRangeParams, Option<Vec<FoldingRange>>> = Read {
    method: "textDocument/foldingRange",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let Some(text) = view.text(file) else { return Ok(None) };
    let whole_lines = view.client.folds_lines_only;
    let shown = ide::folding_ranges(&view.snapshot, file).into_iter().filter_map(|fold| {
        let range = view.range(&text, fold.range);
        // Where whole lines vanish, the line with the closing bracket is to stay.
        let closes = fold.keeps_last_line && whole_lines;
        let end_line = if closes { range.end.line.saturating_sub(1) } else { range.end.line };
        (end_line > range.start.line).then(|| FoldingRange {
            start_line: range.start.line,
            start_character: (!whole_lines).then_some(range.start.character),
            end_line,
            end_character: (!whole_lines).then_some(range.end.character),
            kind: to_lsp::fold_kind(fold.kind),
            collapsed_text: None,
        })
    });
    Ok(Some(shown.collect()))
}

//! `textDocument/formatting`, `textDocument/rangeFormatting`: the text as the project's own formatter has it. The editor's settings of
//! tabs and blanks do not count: the formatter's configuration does.

use tower_lsp_server::ls_types::{
    DocumentFormattingParams, DocumentRangeFormattingParams, OneOf, Range, ServerCapabilities, TextEdit, Uri,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::uris;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.document_formatting_provider = Some(OneOf::Left(true));
    all.document_range_formatting_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<DocumentFormattingParams, Option<Vec<TextEdit>>> = Read {
    method: "textDocument/formatting",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: |view, params| Ok(edits(view, &params.text_document.uri, None)),
};

pub(crate) const RANGE: Read<DocumentRangeFormattingParams, Option<Vec<TextEdit>>> = Read {
    method: "textDocument/rangeFormatting",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: |view, params| Ok(edits(view, &params.text_document.uri, Some(params.range))),
};

/// Small ones, so that the cursor, folds and marks stay where they are.
fn edits(view: &View, uri: &Uri, range: Option<Range>) -> Option<Vec<TextEdit>> {
    let path = uris::file_path(uri.as_str())?;
    let file = view.file(uri)?;
    let text = view.text(file)?;
    let range = match range {
        Some(range) => {
            let range = view.text_range(file, range)?;
            let units = |offset: u32| text.text()[..offset as usize].encode_utf16().count() as u32;
            Some((units(range.start()), units(range.end())))
        }
        None => None,
    };
    let formatted = view.formatting.format(view, &path, text.text(), range)?;
    let edits = source::difference(text.text(), &formatted);
    Some(edits.into_iter().map(|edit| TextEdit { range: view.range(&text, edit.range), new_text: edit.text }).collect())
}

//! `textDocument/inlayHint`: names of parameters and types between the words, if they are asked for, and at the ends of a live file's
//! lines its values.

use ide::{InlayHintKind as Kind, InlayHintOptions};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams, OneOf, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::live;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.inlay_hint_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<InlayHintParams, Option<Vec<InlayHint>>> = Read {
    method: "textDocument/inlayHint",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let (Some(text), Some(range)) = (view.text(file), view.text_range(file, params.range)) else { return Ok(None) };
    let options = InlayHintOptions {
        parameter_names: view.settings.inlay_hints_parameter_names,
        variable_types: view.settings.inlay_hints_variable_types,
        return_types: view.settings.inlay_hints_return_types,
    };
    let hints = ide::inlay_hints(&view.snapshot, file, range, options, &|| !view.go_on());
    let shown = hints.into_iter().map(|hint| InlayHint {
        position: to_lsp::position(&text, hint.offset, view.encoding),
        label: InlayHintLabel::String(hint.label),
        kind: Some(match hint.kind {
            Kind::Parameter => InlayHintKind::PARAMETER,
            Kind::Type => InlayHintKind::TYPE,
        }),
        text_edits: None,
        tooltip: None,
        padding_left: None,
        padding_right: (hint.kind == Kind::Parameter).then_some(true),
        data: None,
    });
    let values = view.live_of(&params.text_document.uri).filter(|_| !view.client.shows_values);
    let values = values.map(|values| live::hints(view, values, &text, range)).unwrap_or_default();
    Ok(Some(shown.chain(values).collect()))
}

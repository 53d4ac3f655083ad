//! `textDocument/hover`: what something is; above that, where the file is live, what it was.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    Hover, HoverContents, HoverParams, HoverProviderCapability, MarkupContent, MarkupKind, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::live;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.hover_provider = Some(HoverProviderCapability::Simple(true));
}

pub(crate) const READ: Read<HoverParams, Option<Hover>> = Read {
    method: "textDocument/hover",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer,
};

fn answer(view: &View, params: HoverParams) -> Result<Option<Hover>> {
    let uri = &params.text_document_position_params.text_document.uri;
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let value = live::hover(view, uri, position, &text);
    let hover = ide::hover(&view.snapshot, position, &|| !view.go_on());
    let range = match (&hover, &value) {
        (Some(hover), _) => hover.range,
        (None, Some((_, range))) => *range,
        (None, None) => return Ok(None),
    };
    let static_part = hover.map(|hover| what_it_is(view, hover)).unwrap_or_default();
    let parts = [value.map(|(value, _)| value).unwrap_or_default(), static_part];
    let between = if view.client.hover_markdown { "\n\n---\n\n" } else { "\n\n" };
    let value = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between);
    let kind = if view.client.hover_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Ok(Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(view.range(&text, range)),
    }))
}

fn what_it_is(view: &View, hover: ide::Hover) -> String {
    let code = match hover.code.as_str() {
        "" => String::new(),
        code if view.client.hover_markdown => format!("```typescript\n{code}\n```"),
        code => code.to_owned(),
    };
    let parts = [code, hover.documentation];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

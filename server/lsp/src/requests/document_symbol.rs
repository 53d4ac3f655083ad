//! `textDocument/documentSymbol`: the outline.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, OneOf, ServerCapabilities, SymbolInformation,
    SymbolTag, Uri,
};

use source::SourceText;

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.document_symbol_provider = Some(OneOf::Left(true));
}

pub(crate) const READ: Read<DocumentSymbolParams, Option<DocumentSymbolResponse>> = Read {
    method: "textDocument/documentSymbol",
    lane: Lane::Latency,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let Some((file, text)) = view.file(&uri).and_then(|file| Some((file, view.text(file)?))) else { return Ok(None) };
    let symbols = ide::document_symbols(&view.snapshot, file);
    if view.client.hierarchical_symbols {
        let tree = symbols.into_iter().map(|symbol| nested(view, &text, symbol)).collect();
        return Ok(Some(DocumentSymbolResponse::Nested(tree)));
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(view, &text, &uri, symbol, None, &mut list);
    }
    Ok(Some(DocumentSymbolResponse::Flat(list)))
}

#[expect(deprecated, reason = "the protocol's types have the old field beside the new one")]
fn nested(view: &View, text: &SourceText, symbol: ide::Symbol) -> DocumentSymbol {
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: to_lsp::symbol_kind(symbol.kind),
        tags: symbol.is_deprecated.then(|| vec![SymbolTag::DEPRECATED]),
        deprecated: None,
        range: view.range(text, symbol.range),
        selection_range: view.range(text, symbol.name_range),
        children: (!symbol.children.is_empty())
            .then(|| symbol.children.into_iter().map(|child| nested(view, text, child)).collect()),
    }
}

/// For clients that know no tree: a list, each entry with the name of what is around it.
#[expect(deprecated, reason = "the protocol's types have the old field beside the new one")]
fn flatten(
    view: &View,
    text: &SourceText,
    uri: &Uri,
    symbol: ide::Symbol,
    container: Option<&str>,
    list: &mut Vec<SymbolInformation>,
) {
    list.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: to_lsp::symbol_kind(symbol.kind),
        tags: symbol.is_deprecated.then(|| vec![SymbolTag::DEPRECATED]),
        deprecated: None,
        location: tower_lsp_server::ls_types::Location { uri: uri.clone(), range: view.range(text, symbol.range) },
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(view, text, uri, child, Some(&symbol.name), list);
    }
}

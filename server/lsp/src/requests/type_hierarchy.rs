//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes`, `typeHierarchy/subtypes`: what is made from what.

use ide::{FilePosition, TypeItem};
use project::Snapshot;
use tower_lsp_server::jsonrpc::{Response, Result};
use tower_lsp_server::ls_types::{
    ServerCapabilities, TypeHierarchyItem, TypeHierarchyPrepareParams, TypeHierarchySubtypesParams,
    TypeHierarchySupertypesParams,
};

use super::hierarchy_item;
use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, _: &mut ServerCapabilities) {}

/// The protocol's crate has no place for it among the capabilities: it is put into the answer to `initialize`.
pub(crate) fn announced(answer: Response) -> Response {
    let (id, mut result) = answer.into_parts();
    let capabilities = result.as_mut().ok().and_then(|value| value.get_mut("capabilities")?.as_object_mut());
    if let Some(capabilities) = capabilities {
        capabilities.insert("typeHierarchyProvider".to_owned(), true.into());
    }
    Response::from_parts(id, result)
}

pub(crate) const PREPARE: Read<TypeHierarchyPrepareParams, Option<Vec<TypeHierarchyItem>>> = Read {
    method: "textDocument/prepareTypeHierarchy",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: |view, params| {
        let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
        let items = items(view, position, ide::prepare_type_hierarchy);
        Ok((!items.is_empty()).then_some(items))
    },
};

pub(crate) const SUPERTYPES: Read<TypeHierarchySupertypesParams, Option<Vec<TypeHierarchyItem>>> = Read {
    method: "typeHierarchy/supertypes",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.item.uri),
    answer: |view, params| next(view, &params.item, ide::supertypes),
};

pub(crate) const SUBTYPES: Read<TypeHierarchySubtypesParams, Option<Vec<TypeHierarchyItem>>> = Read {
    method: "typeHierarchy/subtypes",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.item.uri),
    answer: |view, params| next(view, &params.item, ide::subtypes),
};

type Ask = fn(&Snapshot, FilePosition, &dyn Fn() -> bool) -> Vec<TypeItem>;

fn next(view: &View, of: &TypeHierarchyItem, ask: Ask) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let position = hierarchy_item::position(view, &of.uri, of.selection_range, of.data.as_ref());
    Ok(position.map(|position| items(view, position, ask)))
}

fn items(view: &View, position: FilePosition, ask: Ask) -> Vec<TypeHierarchyItem> {
    let found = ask(&view.snapshot, position, &|| !view.go_on());
    let shown = found.into_iter().filter_map(|item| {
        let place = hierarchy_item::place(view, item.place)?;
        Some(TypeHierarchyItem {
            name: item.name,
            kind: to_lsp::symbol_kind(item.kind),
            tags: None,
            detail: None,
            uri: place.uri,
            range: place.range,
            selection_range: place.selection_range,
            data: place.data,
        })
    });
    shown.collect()
}

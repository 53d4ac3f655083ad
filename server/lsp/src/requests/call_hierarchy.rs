//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls`, `callHierarchy/outgoingCalls`: who calls whom.

use ide::CallItem;
use source::TextRange;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CallHierarchyServerCapability, Range,
    ServerCapabilities, SymbolKind,
};

use super::hierarchy_item;
use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::to_lsp;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.call_hierarchy_provider = Some(CallHierarchyServerCapability::Simple(true));
}

pub(crate) const PREPARE: Read<CallHierarchyPrepareParams, Option<Vec<CallHierarchyItem>>> = Read {
    method: "textDocument/prepareCallHierarchy",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer: prepare,
};

pub(crate) const INCOMING: Read<CallHierarchyIncomingCallsParams, Option<Vec<CallHierarchyIncomingCall>>> = Read {
    method: "callHierarchy/incomingCalls",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.item.uri),
    answer: incoming,
};

pub(crate) const OUTGOING: Read<CallHierarchyOutgoingCallsParams, Option<Vec<CallHierarchyOutgoingCall>>> = Read {
    method: "callHierarchy/outgoingCalls",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.item.uri),
    answer: outgoing,
};

fn prepare(view: &View, params: CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let items = ide::prepare_call_hierarchy(&view.snapshot, position, &|| !view.go_on());
    let items: Vec<_> = items.iter().filter_map(|found| item(view, found)).collect();
    Ok((!items.is_empty()).then_some(items))
}

fn incoming(view: &View, params: CallHierarchyIncomingCallsParams) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let asked = &params.item;
    let position = hierarchy_item::position(view, &asked.uri, asked.selection_range, asked.data.as_ref());
    // Who loads a file is told by its references.
    let Some(position) = position.filter(|_| asked.kind != SymbolKind::MODULE) else { return Ok(None) };
    let calls = ide::incoming_calls(&view.snapshot, position, &|| !view.go_on());
    let calls = calls.iter().filter_map(|call| {
        let from_ranges = ranges(view, call.from.place.file, &call.ranges)?;
        Some(CallHierarchyIncomingCall { from: item(view, &call.from)?, from_ranges })
    });
    Ok(Some(calls.collect()))
}

fn outgoing(view: &View, params: CallHierarchyOutgoingCallsParams) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let asked = &params.item;
    let position = hierarchy_item::position(view, &asked.uri, asked.selection_range, asked.data.as_ref());
    let Some(position) = position else { return Ok(None) };
    let is_module = asked.kind == SymbolKind::MODULE;
    let calls = ide::outgoing_calls(&view.snapshot, position, is_module, &|| !view.go_on());
    let calls = calls.iter().filter_map(|call| {
        let from_ranges = ranges(view, position.file, &call.ranges)?;
        Some(CallHierarchyOutgoingCall { to: item(view, &call.to)?, from_ranges })
    });
    Ok(Some(calls.collect()))
}

fn ranges(view: &View, file: source::FileId, ranges: &[TextRange]) -> Option<Vec<Range>> {
    let text = view.text(file)?;
    Some(ranges.iter().map(|range| view.range(&text, *range)).collect())
}

fn item(view: &View, item: &CallItem) -> Option<CallHierarchyItem> {
    let place = hierarchy_item::place(view, item.place)?;
    Some(CallHierarchyItem {
        name: item.name.clone(),
        kind: to_lsp::symbol_kind(item.kind),
        tags: None,
        detail: item.holder.clone(),
        uri: place.uri,
        range: place.range,
        selection_range: place.selection_range,
        data: place.data,
    })
}

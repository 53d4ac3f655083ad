//! `workspace/diagnostic`: what is wrong with any of the project's own files, open or not, for clients that ask.
//!
//! Clients ask every few seconds, and nothing is kept for them here: a result's identifier says which state of the project it was
//! made of. While that is still the state, the whole answer is known to be the same without looking at a file. A file without
//! anything wrong is left out, but for the first, which holds the state for those that have nothing else to hold it.

use rustc_hash::FxHashMap;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DiagnosticServerCapabilities, FullDocumentDiagnosticReport, PreviousResultId, ServerCapabilities,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::client_features::ClientFeatures;
use crate::diagnostics;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(client: &ClientFeatures, all: &mut ServerCapabilities) {
    if let Some(DiagnosticServerCapabilities::Options(options)) = &mut all.diagnostic_provider {
        options.workspace_diagnostics = client.pulls_workspace_diagnostics;
    }
}

pub(crate) const READ: Read<WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult> = Read {
    method: "workspace/diagnostic",
    lane: Lane::Background,
    when_edited: WhenEdited::Fail,
    document: |_| None,
    answer,
};

fn answer(view: &View, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
    let state = state(view);
    let previous = params.previous_result_ids;
    let is_same = |id: &PreviousResultId| id.value.split_once(':').is_some_and(|(of, _)| of == state);
    let items = if !previous.is_empty() && previous.iter().all(is_same) {
        let known = previous.into_iter().map(|PreviousResultId { uri, value }| unchanged(view, uri, value));
        known.collect()
    } else {
        let hashes = previous.into_iter().map(|PreviousResultId { uri, value }| {
            let hash = value.split_once(':').map_or("", |(_, hash)| hash).to_owned();
            (uri, hash)
        });
        look(view, &state, &hashes.collect())
    };
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

/// What all diagnostics are made of, as far as it can change. Another process counts from the start again.
fn state(view: &View) -> String {
    format!("{}-{}-{}", std::process::id(), view.snapshot.revision().0, view.linter_number)
}

/// All own files. `known`: the hashes of what the client has of them.
fn look(view: &View, state: &str, known: &FxHashMap<Uri, String>) -> Vec<WorkspaceDocumentDiagnosticReport> {
    view.snapshot.read_own_files(&|| view.go_on());
    let mut reports = Vec::new();
    for file in view.snapshot.own_files().iter().copied() {
        if !view.go_on() {
            break;
        }
        let Some(uri) = view.uri(file) else { continue };
        let items = diagnostics::of(view, file);
        let previous = known.get(&uri);
        if items.is_empty() && previous.is_none() && !reports.is_empty() {
            continue;
        }
        let hash = diagnostics::result_id(&items);
        let result_id = format!("{state}:{hash}");
        reports.push(if previous == Some(&hash) {
            unchanged(view, uri, result_id)
        } else {
            let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
            let version = version(view, &uri);
            WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
        });
    }
    reports
}

fn unchanged(view: &View, uri: Uri, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    let version = version(view, &uri);
    WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
}

/// Of an open document.
fn version(view: &View, uri: &Uri) -> Option<i64> {
    view.snapshot.version(view.file(uri)?).map(i64::from)
}

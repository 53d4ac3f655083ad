//! `textDocument/diagnostic`: what is wrong with a document, for clients that ask. Others are told (see `diagnostics.rs`).

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, ServerCapabilities, UnchangedDocumentDiagnosticReport,
};

use crate::client_features::ClientFeatures;
use crate::diagnostics;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.diagnostic_provider = Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("lode".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    }));
}

pub(crate) const READ: Read<DocumentDiagnosticParams, DocumentDiagnosticReportResult> = Read {
    method: "textDocument/diagnostic",
    lane: Lane::Diagnostics,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

fn answer(view: &View, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
    let file = view.file(&params.text_document.uri);
    let items = file.map(|file| diagnostics::of(view, file)).unwrap_or_default();
    let result_id = format!("{}:{}", view.open.openings(), diagnostics::result_id(&items));
    let report = if params.previous_result_id.as_ref() == Some(&result_id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

//! `textDocument/didOpen`: the client's text counts from now on, not the disk's.

use std::time::Duration;

use project::Change;
use tower_lsp_server::ls_types::DidOpenTextDocumentParams;

use crate::documents::Document;
use crate::from_lsp;
use crate::session::Session;

pub(crate) fn handle(session: &mut Session, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let path = session.path(&document.uri);
    session.document_edited(&path);
    session.documents.insert(path.clone(), Document::new(document.version, document.text.clone()));
    let language = from_lsp::language(&document.language_id, &path);
    let version = document.version;
    session.project.apply(Change::Open { path: path.clone(), text: document.text, version, language });
    let file = session.project.snapshot().file(&path);
    session.open.insert(path.clone(), file, document.uri);
    session.diagnose(&path, Duration::ZERO);
    session.indexing.is_needed();
}

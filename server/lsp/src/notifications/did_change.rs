//! `textDocument/didChange`: edits, in order.

use project::Change;
use tower_lsp_server::ls_types::{DidChangeTextDocumentParams, MessageType};

use crate::diagnostics::AFTER_TYPING;
use crate::session::{BIG, Session};

pub(crate) fn handle(session: &mut Session, params: DidChangeTextDocumentParams) {
    let path = session.path(&params.text_document.uri);
    let encoding = session.encoding;
    let Some(document) = session.documents.get_mut(&path) else {
        let uri = params.text_document.uri.as_str();
        return session.outgoing.log(MessageType::WARNING, format!("{uri} was changed but never opened"));
    };
    let version = params.text_document.version;
    document.version = version;
    let is_big = document.text().len() > BIG;
    let edits = document.change(params.content_changes, encoding);
    session.document_edited(&path);
    session.edit(Change::Edit { path: path.clone(), version, edits }, is_big);
    session.diagnose(&path, AFTER_TYPING);
}

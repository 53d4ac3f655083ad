//! `textDocument/didClose`: the disk's text counts again.

use project::Change;
use tower_lsp_server::ls_types::TextDocumentIdentifier;

use crate::session::Session;

pub(crate) fn handle(session: &mut Session, document: &TextDocumentIdentifier) {
    let path = session.path(&document.uri);
    session.live_closed(&path);
    if session.documents.remove(&path).is_none() {
        return;
    }
    session.clear_diagnostics(&path);
    session.document_edited(&path);
    session.open.remove(&path);
    session.apply(Change::Close { path });
}

//! `textDocument/didSave`: the disk has the text too, and other processes see it.

use std::time::Duration;

use project::Change;
use tower_lsp_server::ls_types::TextDocumentIdentifier;

use crate::session::Session;

pub(crate) fn handle(session: &mut Session, document: &TextDocumentIdentifier) {
    let path = session.path(&document.uri);
    session.project.apply(Change::Disk(vec![path.clone()]));
    session.diagnose_all();
    if ide::configures_linter(&path) {
        session.configurations_changed();
    }
    if let Some(document) = session.documents.get_mut(&path) {
        document.saved_version = document.version;
        session.diagnose(&path, Duration::ZERO);
    }
    session.live_saved(&path);
}

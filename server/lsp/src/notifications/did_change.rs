//! `textDocument/didChange`: edits, in order.

use project::Change;
use source::Edit;
use tower_lsp_server::ls_types::{DidChangeTextDocumentParams, MessageType};

use crate::diagnostics::AFTER_TYPING;
use crate::session::{BIG, Session};

pub(crate) fn handle(session: &mut Session, params: DidChangeTextDocumentParams) {
    let path = session.path(&params.text_document.uri);
    let encoding = session.encoding;
    let is_shown = session.live.shows(&path);
    let Some(document) = session.documents.get_mut(&path) else {
        let uri = params.text_document.uri.as_str();
        return session.outgoing.log(MessageType::WARNING, format!("{uri} was changed but never opened"));
    };
    let version = params.text_document.version;
    document.version = version;
    let is_big = document.text().len() > BIG;
    let is_whole = is_shown && params.content_changes.iter().any(|change| change.range.is_none());
    let before = is_whole.then(|| document.text().to_owned());
    let edits = document.change(params.content_changes, encoding);
    // Where a client sends all of a text, what is the same in it stays where it was.
    let smallest = before.map(|before| source::difference(&before, document.text()).into_iter().rev().collect());
    let moving: Vec<Edit> = smallest.unwrap_or_else(|| edits.clone());
    session.document_edited(&path);
    session.edit(Change::Edit { path: path.clone(), version, edits }, is_big);
    session.live_edited(&path, &moving);
    session.diagnose(&path, AFTER_TYPING);
}

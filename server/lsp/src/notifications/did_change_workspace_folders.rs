//! `workspace/didChangeWorkspaceFolders`: folders were added to or taken from the window.

use std::path::PathBuf;
use std::sync::Arc;

use project::Change;
use tower_lsp_server::ls_types::{WorkspaceFolder, WorkspaceFoldersChangeEvent};

use crate::session::Session;
use crate::uris;

pub(crate) fn handle(session: &mut Session, change: &WorkspaceFoldersChangeEvent) {
    let (removed, added) = (paths(&change.removed), paths(&change.added));
    session.roots.retain(|root| !removed.contains(root));
    for root in added {
        if !session.roots.contains(&root) {
            session.roots.push(root);
        }
    }
    // Documents that are no files keep their paths while there is a folder at all.
    if session.documents.is_empty()
        && let Some(first) = session.roots.first()
    {
        session.folder = Arc::from(first.as_path());
    }
    if let Some(watcher) = &session.watcher {
        watcher.watch(&session.roots);
    }
    let roots = session.roots.clone();
    session.apply(Change::Roots(roots));
}

fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| uris::file_path(folder.uri.as_str())).collect()
}

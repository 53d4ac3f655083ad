//! `initialize`: who the client is and where it works. It has been answered already.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use source::Encoding;
use tower_lsp_server::ls_types::InitializeParams;

use crate::client_features::ClientFeatures;
use crate::notifications::did_change_configuration;
use crate::parent::Parent;
use crate::session::Session;
use crate::uris;

pub(crate) fn handle(session: &mut Session, params: InitializeParams, encoding: Encoding) {
    session.encoding = encoding;
    session.client = Arc::new(ClientFeatures::of(&params));
    session.parent = Parent::new(params.process_id);
    session.begin(roots(&params));
    if let Some(first) = session.roots.first() {
        session.folder = Arc::from(first.as_path());
    }
    if let Some(options) = &params.initialization_options {
        did_change_configuration::apply(session, options.get("lode").unwrap_or(options));
    }
}

#[expect(deprecated, reason = "older clients say only where their one folder is")]
fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = params.workspace_folders.as_ref().filter(|folders| !folders.is_empty()) {
        return folders.iter().filter_map(|folder| uris::file_path(folder.uri.as_str())).collect();
    }
    let root = match (&params.root_uri, &params.root_path) {
        (Some(uri), _) => uris::file_path(uri.as_str()),
        (None, Some(path)) => Some(PathBuf::from(path)),
        (None, None) => None,
    };
    root.filter(|root| root.is_absolute() && root != Path::new("/")).into_iter().collect()
}

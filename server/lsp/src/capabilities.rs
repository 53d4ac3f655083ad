//! What the server says that it can do: its requests', and how documents are kept in step.

use serde_json::json;
use source::Encoding;
use tower_lsp_server::ls_types::{
    OneOf, SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::client_features::{ClientFeatures, encoding_kind};
use crate::notifications::file_operations;
use crate::requests;

pub(crate) fn of_server(client: &ClientFeatures, encoding: Encoding) -> ServerCapabilities {
    let mut requests = requests::capabilities(client);
    file_operations::capability(&mut requests);
    ServerCapabilities {
        position_encoding: Some(encoding_kind(encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..requests.workspace.unwrap_or_default()
        }),
        experimental: client.shows_values.then(|| json!({ "lodeValues": { "version": 1 } })),
        ..requests
    }
}

//! `workspace/willRenameFiles`: files move, and the imports that lead to them still do.

use std::path::PathBuf;

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    RenameFilesParams, ServerCapabilities, WorkspaceEdit, WorkspaceFileOperationsServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::rename::workspace_edit;
use crate::client_features::ClientFeatures;
use crate::notifications::file_operations;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::uris;
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    let workspace = all.workspace.get_or_insert_with(WorkspaceServerCapabilities::default);
    let operations = workspace.file_operations.get_or_insert_with(WorkspaceFileOperationsServerCapabilities::default);
    operations.will_rename = Some(file_operations::of_all_files());
}

pub(crate) const READ: Read<RenameFilesParams, Option<WorkspaceEdit>> = Read {
    method: "workspace/willRenameFiles",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer,
};

fn answer(view: &View, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
    let path = |uri: &str| -> Option<PathBuf> { uris::file_path(uri) };
    let renames = params.files.iter();
    let renames =
        renames.filter_map(|file| Some(ide::FileRename { old: path(&file.old_uri)?, new: path(&file.new_uri)? }));
    let renames: Vec<ide::FileRename> = renames.collect();
    let changes = ide::will_rename_files(&view.snapshot, &renames, &|| !view.go_on());
    Ok((!changes.is_empty()).then(|| workspace_edit(view, changes)))
}

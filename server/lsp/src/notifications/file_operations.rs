//! `workspace/didCreateFiles`, `didRenameFiles`, `didDeleteFiles`: what a person did to files in the editor. To the project it is the
//! same news as a watcher's ([`super::did_change_watched_files`]), from clients that watch nothing too.

use std::path::PathBuf;

use tower_lsp_server::ls_types::{
    CreateFilesParams, DeleteFilesParams, FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions,
    RenameFilesParams, ServerCapabilities, WorkspaceFileOperationsServerCapabilities, WorkspaceServerCapabilities,
};

use crate::uris;

pub(crate) fn capability(all: &mut ServerCapabilities) {
    let workspace = all.workspace.get_or_insert_with(WorkspaceServerCapabilities::default);
    let operations = workspace.file_operations.get_or_insert_with(WorkspaceFileOperationsServerCapabilities::default);
    operations.did_create = Some(of_all_files());
    operations.did_rename = Some(of_all_files());
    operations.did_delete = Some(of_all_files());
}

/// Files and folders of any name: of a folder nobody knows by its name what is in it.
pub(crate) fn of_all_files() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), ..FileOperationPattern::default() };
    FileOperationRegistrationOptions { filters: vec![FileOperationFilter { scheme: Some("file".to_owned()), pattern }] }
}

pub(crate) fn created(params: &CreateFilesParams) -> Vec<PathBuf> {
    params.files.iter().filter_map(|file| uris::file_path(&file.uri)).collect()
}

/// Old and new paths.
pub(crate) fn renamed(params: &RenameFilesParams) -> Vec<PathBuf> {
    let uris = params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]);
    uris.filter_map(|uri| uris::file_path(uri)).collect()
}

pub(crate) fn deleted(params: &DeleteFilesParams) -> Vec<PathBuf> {
    params.files.iter().filter_map(|file| uris::file_path(&file.uri)).collect()
}

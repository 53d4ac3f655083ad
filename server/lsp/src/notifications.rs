//! What the client tells, one file each: what it changes. All run on the session's thread.

pub(crate) mod did_change;
pub(crate) mod did_change_configuration;
pub(crate) mod did_change_watched_files;
pub(crate) mod did_change_workspace_folders;
pub(crate) mod did_close;
pub(crate) mod did_open;
pub(crate) mod did_save;
pub(crate) mod file_operations;
pub(crate) mod initialize;
pub(crate) mod initialized;

//! `workspace/didChangeWatchedFiles`, and the same from our own watcher: what is on the disk may be other than it was.

use std::path::PathBuf;

use project::Change;

use crate::session::Session;
use crate::watcher;

pub(crate) fn handle(session: &mut Session, mut paths: Vec<PathBuf>) {
    paths.retain(|path| watcher::is_of_interest(path, &session.roots));
    if paths.iter().any(|path| ide::configures_linter(path)) {
        session.configurations_changed();
    }
    if !paths.is_empty() {
        session.live_disk_changed(&paths);
        session.apply(Change::Disk(paths));
    }
}

//! fs.watch where there is no inotify: it says so.

use engine::Function;

use super::arguments::PathArgument;
use crate::error::NodeResult;

pub fn watch(path: PathArgument, _recursive: bool, _callback: Function) -> NodeResult<()> {
    Err(path.error(std::io::Error::from_raw_os_error(libc::ENOSYS), "watch"))
}

pub fn watch_close() {}

pub fn watch_reference() {}

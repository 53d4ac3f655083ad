//! node:fs and node:fs/promises: all that Node 22 documents, in its three forms, with streams, `Dir`, `FileHandle`, `cp`, `rm`,
//! `glob`, and `watch` (inotify, recursive too).
//!
//! Not covered: `fs.lchmod` (only macOS has it), a `FileHandle` sent to a worker (workers share no descriptors yet), and
//! `fs.watch` on systems other than Linux, which fails with ENOSYS (`fs.watchFile` works everywhere).
//! Documentation: Node.js, "File system".

mod arguments;
mod attributes;
mod constants;
mod copy;
mod directory;
mod file;
mod links;
mod mkdir;
mod open;
mod read;
mod remove;
mod stat;
#[cfg(target_os = "linux")]
mod watch;
#[cfg(not(target_os = "linux"))]
#[path = "watch_other.rs"]
mod watch;
mod write;

use crate::builtin::{Builtin, blocking, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "fs",
        source: builtin_source!("fs/fs.js"),
        natives: &[
            native!(constants::constants),
            native!(open::open),
            blocking!(open::open),
            native!(open::close),
            blocking!(open::close),
            native!(open::access),
            blocking!(open::access),
            native!(open::exists),
            native!(open::is_directory),
            native!(read::now::read),
            blocking!(read::later::read),
            native!(read::now::readv),
            blocking!(read::later::readv),
            native!(write::now::write),
            blocking!(write::later::write),
            native!(write::now::writev),
            blocking!(write::later::writev),
            native!(file::read_file),
            blocking!(file::read_file),
            native!(file::read_file_utf8),
            blocking!(file::read_file_utf8),
            native!(file::now::write_file),
            blocking!(file::later::write_file),
            native!(file::write_file_utf8),
            blocking!(file::write_file_utf8),
            blocking!(stat::stat),
            native!(stat::stat_into),
            native!(stat::stat_bytes),
            blocking!(stat::stat_bytes),
            blocking!(stat::fstat),
            native!(stat::fstat_into),
            native!(stat::fstat_bytes),
            blocking!(stat::fstat_bytes),
            native!(stat::statfs),
            blocking!(stat::statfs),
            native!(directory::readdir),
            blocking!(directory::readdir),
            native!(directory::readdir_bytes),
            blocking!(directory::readdir_bytes),
            native!(directory::readdir_typed),
            blocking!(directory::readdir_typed),
            native!(directory::readdir_typed_bytes),
            blocking!(directory::readdir_typed_bytes),
            native!(directory::opendir),
            blocking!(directory::opendir),
            native!(directory::opendir_here),
            native!(directory::dir_read),
            blocking!(directory::dir_read),
            native!(directory::dir_read_bytes),
            blocking!(directory::dir_read_bytes),
            native!(directory::dir_open_read),
            blocking!(directory::dir_open_read),
            native!(directory::dir_open_read_bytes),
            blocking!(directory::dir_open_read_bytes),
            native!(directory::dir_close),
            blocking!(directory::dir_close),
            native!(mkdir::mkdir),
            blocking!(mkdir::mkdir),
            native!(mkdir::mkdir_tree),
            blocking!(mkdir::mkdir_tree),
            native!(mkdir::mkdtemp),
            blocking!(mkdir::mkdtemp),
            native!(mkdir::mkdtemp_bytes),
            blocking!(mkdir::mkdtemp_bytes),
            native!(remove::unlink),
            blocking!(remove::unlink),
            native!(remove::rmdir),
            blocking!(remove::rmdir),
            native!(remove::rmdir_tree),
            blocking!(remove::rmdir_tree),
            native!(remove::rm),
            blocking!(remove::rm),
            native!(links::rename),
            blocking!(links::rename),
            native!(links::link),
            blocking!(links::link),
            native!(links::symlink),
            blocking!(links::symlink),
            native!(links::readlink),
            blocking!(links::readlink),
            native!(links::readlink_bytes),
            blocking!(links::readlink_bytes),
            native!(links::realpath),
            blocking!(links::realpath),
            native!(links::realpath_bytes),
            blocking!(links::realpath_bytes),
            native!(links::realpath_walk),
            blocking!(links::realpath_walk),
            native!(attributes::chmod),
            blocking!(attributes::chmod),
            native!(attributes::fchmod),
            blocking!(attributes::fchmod),
            native!(attributes::chown),
            blocking!(attributes::chown),
            native!(attributes::fchown),
            blocking!(attributes::fchown),
            native!(attributes::lchown),
            blocking!(attributes::lchown),
            native!(attributes::utimes),
            blocking!(attributes::utimes),
            native!(attributes::futimes),
            blocking!(attributes::futimes),
            native!(attributes::lutimes),
            blocking!(attributes::lutimes),
            native!(attributes::ftruncate),
            blocking!(attributes::ftruncate),
            blocking!(attributes::truncate),
            native!(attributes::fsync),
            blocking!(attributes::fsync),
            native!(attributes::fdatasync),
            blocking!(attributes::fdatasync),
            native!(copy::copy_file),
            blocking!(copy::copy_file),
            native!(watch::watch),
            native!(watch::watch_close),
            native!(watch::watch_reference),
        ],
    },
    Builtin { id: "fs/promises", source: builtin_source!("fs/promises.js"), natives: &[] },
];

//! What has changed below folders since it was last asked.
//!
//! The system keeps what happens until it is read, and has it when a write returns: so what is read here before a question is answered
//! leaves nothing out. Where it has lost something, or can't watch, nothing is known any more.

use std::collections::HashMap;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;

pub struct Eyes {
    inotify: OwnedFd,
    folders: HashMap<i32, PathBuf>,
    watched: HashMap<PathBuf, i32>,
}

/// Something that happened to a file or folder.
pub struct Happened {
    pub path: PathBuf,
    pub is_folder: bool,
}

/// On these file systems others may write without the system being told.
const REMOTE: [i64; 8] = [
    0x6969,      // NFS
    0x517B,      // SMB
    0xFF53_4D42, // CIFS
    0xFE53_4D42, // SMB 2
    0x0102_1997, // 9P
    0x6573_5546, // FUSE
    0x786F_4256, // VirtualBox
    0x5346_414F, // AFS
];

impl Eyes {
    /// `None`: the system does not tell.
    pub fn new() -> Option<Eyes> {
        let inotify = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).ok()?;
        Some(Eyes { inotify, folders: HashMap::new(), watched: HashMap::new() })
    }

    /// Looks at what happens in a folder from now on. Whether it can.
    pub fn look_at(&mut self, folder: &Path) -> bool {
        if self.watched.contains_key(folder) {
            return true;
        }
        let flags = WatchFlags::MODIFY
            | WatchFlags::ATTRIB
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVED_FROM
            | WatchFlags::MOVED_TO
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR;
        let is_remote = || {
            let of = rustix::fs::statfs(folder);
            of.is_ok_and(|of| REMOTE.contains(&of.f_type))
        };
        match inotify::add_watch(&self.inotify, folder, flags) {
            Ok(_) if is_remote() => false,
            Ok(watch) => {
                self.folders.insert(watch, folder.to_owned());
                self.watched.insert(folder.to_owned(), watch);
                true
            }
            // What is not there is seen when it is made: the folder above is looked at, too.
            Err(Errno::NOENT | Errno::NOTDIR) => true,
            Err(_) => false,
        }
    }

    pub fn is_looking_at(&self, folder: &Path) -> bool {
        self.watched.contains_key(folder)
    }

    /// What has happened since this was last asked. `None`: it can't be told.
    pub fn happened(&mut self) -> Option<Vec<Happened>> {
        let mut buffer = [MaybeUninit::uninit(); 64 << 10];
        let mut reader = inotify::Reader::new(&self.inotify, &mut buffer);
        let mut happened = Vec::new();
        loop {
            let event = match reader.next() {
                Ok(event) => event,
                Err(Errno::AGAIN) => return Some(happened),
                Err(Errno::INTR) => continue,
                Err(_) => return None,
            };
            let lost = ReadFlags::QUEUE_OVERFLOW
                | ReadFlags::IGNORED
                | ReadFlags::UNMOUNT
                | ReadFlags::DELETE_SELF
                | ReadFlags::MOVE_SELF;
            if event.events().intersects(lost) {
                return None;
            }
            let (Some(folder), Some(name)) = (self.folders.get(&event.wd()), event.file_name()) else { continue };
            let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(name.to_bytes());
            happened.push(Happened { path: folder.join(name), is_folder: event.events().contains(ReadFlags::ISDIR) });
        }
    }
}

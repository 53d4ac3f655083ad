//! Where the daemon is found: a folder that only the user can enter, with a socket, a lock and a log.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::process::getuid;

/// A socket's address can't be longer on any system that we know.
const LONGEST_ADDRESS: usize = 100;
/// A log that has grown beyond this is put aside at the next start.
const LONGEST_LOG: u64 = 1 << 20;

#[derive(Clone, Debug)]
pub struct Place {
    folder: PathBuf,
}

impl Place {
    /// The user's. `cache_folder` is where it is on systems that have no folder for such things.
    pub fn of_user(cache_folder: &Path) -> io::Result<Place> {
        let folder = match (std::env::var_os("LODE_RUNTIME_DIR"), std::env::var_os("XDG_RUNTIME_DIR")) {
            (Some(folder), _) if !folder.is_empty() => PathBuf::from(folder),
            (_, Some(folder)) if !folder.is_empty() => PathBuf::from(folder).join("lode"),
            _ => cache_folder.join("run"),
        };
        Place::in_folder(folder)
    }

    pub(crate) fn in_folder(folder: PathBuf) -> io::Result<Place> {
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        let found = fs::symlink_metadata(&folder)?;
        if !found.is_dir() || found.uid() != getuid().as_raw() {
            return Err(io::Error::other(format!("`{}` is not a folder of yours", folder.display())));
        }
        if found.mode() & 0o077 != 0 {
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        }
        let place = Place { folder };
        if place.socket().as_os_str().len() > LONGEST_ADDRESS {
            return Err(io::Error::other(format!("`{}` is too long for a socket", place.socket().display())));
        }
        Ok(place)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join("daemon.sock")
    }

    pub fn log(&self) -> PathBuf {
        self.folder.join("daemon.log")
    }

    pub(crate) fn open_log(&self) -> io::Result<File> {
        if fs::metadata(self.log()).is_ok_and(|log| log.len() > LONGEST_LOG) {
            let _ = fs::rename(self.log(), self.folder.join("daemon.log.old"));
        }
        OpenOptions::new().create(true).append(true).mode(0o600).open(self.log())
    }

    /// Held by the one daemon as long as it accepts clients; given back by the system if it dies. `None`: another has it.
    pub(crate) fn lock(&self) -> io::Result<Option<File>> {
        let path = self.folder.join("daemon.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_the_user_s_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run");
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let place = Place::in_folder(path.clone()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o700);
        let held = place.lock().unwrap();
        assert!(held.is_some() && place.lock().unwrap().is_none());
        drop(held);
        assert!(place.lock().unwrap().is_some());
        // A link could lead to somebody else's.
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert!(Place::in_folder(folder.path().join("link")).is_err());
        assert!(Place::in_folder(folder.path().join("x".repeat(90))).is_err());
    }
}

//! What was asked of the disk for a run, and what it answered: as long as it answers the same, what was found is the same, but for
//! the texts of the files that are linted.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::bytes::{self, Reader};
use super::stamp::Stamp;
use super::walk;

#[derive(Clone)]
pub struct Asked {
    /// When the run began. What has changed since may have been seen as it was, and is asked for too late.
    began: SystemTime,
    answers: Vec<(PathBuf, Kind, Answer)>,
    /// Where the answer for a path is, by its bytes; made when someone asks more.
    places: FxHashMap<OsString, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
enum Kind {
    /// There is nothing.
    Absent,
    /// It is a folder.
    Folder,
    /// A file, by its stamp.
    File,
    /// What a folder holds.
    Listing,
}

/// What the disk answers.
#[derive(Clone, Copy, Default, Debug)]
struct Answer {
    told: u64,
    /// Of a folder whose entries count: while it has this stamp they are the same, and need not be listed. 0: it tells nothing.
    stamp: u64,
}

const KINDS: [Kind; 4] = [Kind::Absent, Kind::Folder, Kind::File, Kind::Listing];

impl Asked {
    /// Nothing yet.
    pub fn since(began: SystemTime) -> Asked {
        Asked { began, answers: Vec::new(), places: FxHashMap::default() }
    }

    /// Notes what was asked for. `is_own`: which files are linted; `here`: what comes and goes below counts. `None`: it can't be told
    /// later whether the answers are the same.
    pub fn note(&mut self, paths: Vec<PathBuf>, is_own: impl Fn(&Path) -> bool, here: &Path) -> Option<()> {
        let mut folders = Folders::default();
        for path in paths {
            if is_own(&path) {
                self.ask_for_listing(path.parent()?)?;
                continue;
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.ask(path, Kind::Folder)?,
                Ok(_) => self.ask(path, Kind::File)?,
                Err(_) => match folders.first_missing(&path)? {
                    (folder, _) if is_quiet(folder, here) => self.ask_for_listing(folder)?,
                    (_, missing) => self.ask(missing.to_owned(), Kind::Absent)?,
                },
            }
        }
        Some(())
    }

    /// Notes the folders that were walked through, and what says which of their files are looked at.
    pub fn note_walk(&mut self, walked: &[PathBuf], roots: &[PathBuf]) -> Option<()> {
        for folder in walked {
            self.ask_for_listing(folder)?;
        }
        // What lies in a folder is in its listing; but not what is in it.
        for folder in walked {
            for path in walk::that_leave_out(folder) {
                self.ask_if_there(path)?;
            }
        }
        for folder in roots.iter().flat_map(|root| root.ancestors().skip(1)) {
            for path in walk::that_leave_out(folder).into_iter().chain(walk::that_configure(folder)) {
                self.ask_whether(path)?;
            }
        }
        ignore::gitignore::gitconfig_excludes_path().map_or(Some(()), |path| self.ask_whether(path))
    }

    fn ask_if_there(&mut self, path: PathBuf) -> Option<()> {
        if path.symlink_metadata().is_ok() { self.ask(path, Kind::File) } else { Some(()) }
    }

    fn ask_whether(&mut self, path: PathBuf) -> Option<()> {
        let kind = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => Kind::Folder,
            Ok(_) => Kind::File,
            Err(_) => Kind::Absent,
        };
        self.ask(path, kind)
    }

    fn ask_for_listing(&mut self, folder: &Path) -> Option<()> {
        match self.known(folder) {
            Some(Kind::Listing) => Some(()),
            _ => self.ask(folder.to_owned(), Kind::Listing),
        }
    }

    fn known(&mut self, path: &Path) -> Option<Kind> {
        if self.places.len() != self.answers.len() {
            let places = self.answers.iter().enumerate().map(|(place, (path, ..))| (path.into(), place));
            self.places = places.collect();
        }
        self.places.get(path.as_os_str()).map(|place| self.answers[*place].1)
    }

    /// `None`: there is no answer of this kind that is known to be the one that the run was about.
    fn ask(&mut self, path: PathBuf, kind: Kind) -> Option<()> {
        let known = self.known(&path);
        // A listing tells that it is a folder, too.
        if known.is_some_and(|known| known >= kind) {
            return Some(());
        }
        let is_in_time = || fs::metadata(&path).is_ok_and(|metadata| Stamp::is_of(&metadata, self.began));
        if matches!(kind, Kind::File | Kind::Listing) && !is_in_time() {
            return None;
        }
        let stamp = if kind == Kind::Listing { stamp_of(&path) } else { None };
        let answer = Answer { told: answer(&path, kind)?, stamp: stamp.unwrap_or_default() };
        match known.and_then(|_| self.places.get(path.as_os_str())) {
            Some(place) => self.answers[*place] = (path, kind, answer),
            None => {
                self.places.insert(path.clone().into(), self.answers.len());
                self.answers.push((path, kind, answer));
            }
        }
        Some(())
    }

    /// Whether the disk answers as before.
    pub fn holds(&self) -> bool {
        self.answers.iter().all(|(path, kind, before)| {
            let has_stamp = before.stamp != 0 && stamp_of(path) == Some(before.stamp);
            has_stamp || answer(path, *kind) == Some(before.told)
        })
    }

    pub fn encode(&self, bytes: &mut Vec<u8>) {
        bytes::number(bytes, self.answers.len());
        for (path, kind, answer) in &self.answers {
            bytes::path(bytes, path);
            bytes.push(*kind as u8);
            bytes::long(bytes, answer.told);
            bytes::long(bytes, answer.stamp);
        }
    }

    /// `began`: when the run did that asks now.
    pub fn decode(reader: &mut Reader, began: SystemTime) -> Option<Asked> {
        let answers = reader.list(|reader| {
            let path = reader.path()?;
            let kind = *KINDS.get(usize::from(reader.byte()?))?;
            Some((path, kind, Answer { told: reader.long()?, stamp: reader.long()? }))
        })?;
        Some(Asked { began, answers, places: FxHashMap::default() })
    }
}

/// The answer of the disk as a number. `None`: it is another kind of answer, or it may change without it being seen.
fn answer(path: &Path, kind: Kind) -> Option<u64> {
    match (kind, fs::metadata(path)) {
        (Kind::Absent, Err(_)) => fs::symlink_metadata(path).is_err().then_some(0),
        (Kind::Folder, Ok(metadata)) => metadata.is_dir().then_some(0),
        (Kind::File, Ok(metadata)) if metadata.is_file() => Stamp::of(&metadata).hash(0),
        (Kind::Listing, Ok(metadata)) if metadata.is_dir() => listing(path),
        _ => None,
    }
}

/// What a folder holds. What editors put there while they write a file does not count.
fn listing(folder: &Path) -> Option<u64> {
    let entries = fs::read_dir(folder).ok()?.map(|entry| {
        let entry = entry.ok()?;
        Some((entry.file_name(), entry.file_type().ok()?))
    });
    let mut sum = 0u64;
    for (name, kind) in entries.collect::<Option<Vec<_>>>()? {
        let name = name.as_encoded_bytes();
        if !(name.starts_with(b".") && name.ends_with(b".swp") || name.ends_with(b"~")) {
            let kind = u8::from(kind.is_dir()) + 2 * u8::from(kind.is_symlink());
            sum = sum.wrapping_add(xxh3_64(&[name, &[0, kind]].concat()));
        }
    }
    Some(sum)
}

/// Whether little comes and goes in a folder that has nothing to do with the project.
fn is_quiet(folder: &Path, here: &Path) -> bool {
    folder.starts_with(here) || folder.components().any(|part| part.as_os_str() == "node_modules")
}

/// By what it is known that nothing has come into a folder or left it.
fn stamp_of(folder: &Path) -> Option<u64> {
    Stamp::of(&fs::metadata(folder).ok()?).hash(0)
}

/// Which folders are there.
#[derive(Default)]
struct Folders(HashMap<PathBuf, bool>);

impl Folders {
    fn is_there(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.0.get(folder) {
            return *known;
        }
        let is_there = folder.exists();
        self.0.insert(folder.to_owned(), is_there);
        is_there
    }

    /// The nearest folder around a path that is there, and what is missing in it.
    fn first_missing<'p>(&mut self, path: &'p Path) -> Option<(&'p Path, &'p Path)> {
        let mut missing = path;
        for folder in path.ancestors().skip(1) {
            if self.is_there(folder) {
                return Some((folder, missing));
            }
            missing = folder;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_holds_as_long_as_the_disk_answers_the_same() {
        let folder = std::env::temp_dir().join(format!("lode-asked-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (own, missing) = (folder.join("a.js"), folder.join("b.js"));
        fs::write(&own, "").unwrap();
        let later = SystemTime::now() + Duration::from_secs(10);
        let mut asked = Asked::since(later);
        let paths = vec![own.clone(), missing.clone(), folder.clone()];
        asked.note(paths.clone(), |path| path == own, &folder).unwrap();
        let mut too_late = Asked::since(SystemTime::now());
        assert!(too_late.note(paths, |path| path == own, &folder).is_none());
        let mut bytes = Vec::new();
        asked.encode(&mut bytes);
        let again = Asked::decode(&mut Reader { rest: &bytes }, later).unwrap();
        assert!(again.holds());
        assert!((0..bytes.len()).all(|length| Asked::decode(&mut Reader { rest: &bytes[..length] }, later).is_none()));
        fs::write(folder.join("a.js~"), "").unwrap();
        assert!(again.holds());
        fs::write(&missing, "").unwrap();
        assert!(!again.holds());
        fs::remove_dir_all(&folder).unwrap();
    }
}

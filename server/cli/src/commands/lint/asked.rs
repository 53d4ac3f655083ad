//! What was asked of the disk for a run, and what it answered: as long as it answers the same, what was found is the same, but for
//! the texts of the files that are linted.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::bytes::{self, Reader};
use super::noted::Noted;
use super::stamp::Stamp;
use super::walk;

#[derive(Clone)]
pub struct Asked {
    /// When the run began. What has changed since may have been seen as it was, and is asked for too late.
    began: SystemTime,
    answers: Vec<(PathBuf, Kind, Answer)>,
    /// Where the answer for a path is, by its bytes; made when someone asks more.
    places: FxHashMap<OsString, usize>,
    /// Which of them were not read.
    new: BTreeSet<usize>,
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
        Asked { began, answers: Vec::new(), places: FxHashMap::default(), new: BTreeSet::new() }
    }

    /// Notes what was asked for. `is_own`: which files are linted; `here`: what comes and goes below counts. `None`: it can't be told
    /// later whether the answers are the same.
    pub fn note(&mut self, noted: &Noted, is_own: impl Fn(&Path) -> bool, here: &Path) -> Option<()> {
        let mut folders = Folders::default();
        noted.try_each(|path, is_absent| {
            if is_absent {
                return self.note_absence(path, &mut folders, here);
            }
            if is_own(path) {
                return self.ask_for_listing(path.parent()?);
            }
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => self.ask(path.to_owned(), Kind::Folder),
                Ok(_) => self.ask(path.to_owned(), Kind::File),
                Err(_) => self.note_absence(path, &mut folders, here),
            }
        })
    }

    /// Most of what is asked for is not there, and many times in the same folder.
    fn note_absence(&mut self, path: &Path, folders: &mut Folders, here: &Path) -> Option<()> {
        let folder = path.parent()?.as_os_str();
        if folders.listed.contains(folder) {
            return Some(());
        }
        let (folder, missing) = folders.first_missing(path)?;
        if !is_quiet(folder, here) {
            return self.ask(missing.to_owned(), Kind::Absent);
        }
        self.ask_for_listing(folder)?;
        if missing == path {
            folders.listed.insert(folder.as_os_str().to_owned());
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
            Some(place) => {
                self.new.insert(*place);
                self.answers[*place] = (path, kind, answer);
            }
            None => {
                self.new.insert(self.answers.len());
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
        self.answers.iter().for_each(|answer| write(bytes, answer));
    }

    /// Those that were not read.
    pub fn encode_new(&self, bytes: &mut Vec<u8>) {
        bytes::number(bytes, self.new.len());
        for place in &self.new {
            bytes::number(bytes, *place);
            write(bytes, &self.answers[*place]);
        }
    }

    /// `began`: when the run did that asks now.
    pub fn decode(reader: &mut Reader, began: SystemTime) -> Option<Asked> {
        Some(Asked { answers: reader.list(read)?, ..Asked::since(began) })
    }

    /// Takes up what [`encode_new`](Asked::encode_new) wrote.
    pub fn lay_over(&mut self, reader: &mut Reader) -> Option<()> {
        for _ in 0..reader.number()? {
            let (place, answer) = (reader.number()?, read(reader)?);
            match place == self.answers.len() {
                true => self.answers.push(answer),
                false => *self.answers.get_mut(place)? = answer,
            }
        }
        Some(())
    }
}

fn write(bytes: &mut Vec<u8>, (path, kind, answer): &(PathBuf, Kind, Answer)) {
    bytes::path(bytes, path);
    bytes.push(*kind as u8);
    bytes::long(bytes, answer.told);
    bytes::long(bytes, answer.stamp);
}

fn read(reader: &mut Reader) -> Option<(PathBuf, Kind, Answer)> {
    let path = reader.path()?;
    let kind = *KINDS.get(usize::from(reader.byte()?))?;
    Some((path, kind, Answer { told: reader.long()?, stamp: reader.long()? }))
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

/// What is known of folders, by the bytes of their paths.
#[derive(Default)]
struct Folders {
    /// Which are there.
    are_there: FxHashMap<OsString, bool>,
    /// Those of which it is noted what they hold.
    listed: FxHashSet<OsString>,
}

impl Folders {
    fn is_there(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.are_there.get(folder.as_os_str()) {
            return *known;
        }
        let is_there = folder.exists();
        self.are_there.insert(folder.into(), is_there);
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
    use std::sync::Arc;
    use std::time::Duration;

    use source::{DiskFileSystem, FileSystem};

    use super::*;

    #[test]
    fn it_holds_as_long_as_the_disk_answers_the_same() {
        let folder = std::env::temp_dir().join(format!("lode-asked-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (own, missing) = (folder.join("a.js"), folder.join("b.js"));
        fs::write(&own, "").unwrap();
        let later = SystemTime::now() + Duration::from_secs(10);
        let mut asked = Asked::since(later);
        let noted = Noted::over(Arc::new(DiskFileSystem));
        let are_there = [&own, &missing, &folder].map(|path| noted.metadata(path).is_ok());
        assert_eq!(are_there, [true, false, true]);
        asked.note(&noted, |path| path == own, &folder).unwrap();
        let mut too_late = Asked::since(SystemTime::now());
        assert!(too_late.note(&noted, |path| path == own, &folder).is_none());
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

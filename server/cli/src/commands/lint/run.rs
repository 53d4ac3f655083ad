//! A whole run is remembered: what was found in each file, and all that it rests on. So a run that finds the files and the disk as
//! they were asks for their times, reads nothing and judges nothing; and where a few files have changed, only these are looked at,
//! and those that may see something else in them.
//!
//! ```text
//! mark and checksum, length of the first part, checksum of the second
//! first part:   the question, notes, what was asked of the disk, programs, package.json files, folders, files with what was found
//! second part:  what files left for later, and their links; read only if one has changed
//! ```
//!
//! A question is where it is asked and with which arguments. As [`cache`](super::cache) does, it writes a whole file beside the place
//! and moves it there, and what can't be read back counts as nothing.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use lint::Link;
use xxhash_rust::xxh3::xxh3_64;

use super::asked::Asked;
use super::bytes::{self, Reader};
use super::cache;
use super::chosen::Program;
use super::encoded::{self, Entry, Known};

/// Changes when runs of the same program are written differently.
const MARK: &[u8; 8] = b"LODERUN1";

/// Mark, checksum and length of the first part, checksum of the second.
const HEADER: usize = 8 + 8 + 8 + 8;

/// More is not worth being kept.
const LARGEST: usize = 128 << 20;

#[derive(Clone)]
pub struct Run<'b> {
    pub notes: Vec<String>,
    pub asked: Asked,
    /// Configurations that are programs, with what they export.
    pub programs: Vec<Program>,
    pub manifests: Vec<(PathBuf, Known)>,
    pub folders: Vec<Folder>,
    /// By the bytes of their real paths.
    pub files: Vec<Row<'b>>,
    pub flags: Flags,
}

/// What is said of all files.
#[derive(Clone, Copy, Default)]
pub struct Flags {
    /// A rule was asked that looks at what all files use.
    pub needs_all: bool,
    /// Not all ways are known on which files see each other.
    pub has_bridges: bool,
}

#[derive(Clone)]
pub struct Folder {
    pub path: PathBuf,
    /// Without links.
    pub real: PathBuf,
}

/// A file.
#[derive(Clone)]
pub struct Row<'b> {
    pub folder: u32,
    pub name: Cow<'b, str>,
    /// Which one of all it is, in the order of their paths.
    pub place: u32,
    pub state: State,
    /// 0: only its text tells what it is.
    pub stamp: u64,
    pub content: u64,
    /// A hash of what others can learn of it. 0: nothing.
    pub interface: u64,
    /// As [`encoded::known`] writes it; nothing was found if it is empty.
    pub found: Cow<'b, [u8]>,
    /// What it left for later, and its links.
    pub second: Second<'b>,
}

#[derive(Clone, Copy, Default)]
pub struct State {
    /// The command line names it.
    pub is_named: bool,
    pub is_parsed: bool,
    pub has_mark: bool,
    /// It is too large, or a program wrote it: it was not looked at.
    pub is_left_out: bool,
    /// It is loaded with others that load it.
    pub is_in_cycle: bool,
    /// It was asked what Node sees in its text.
    pub is_looked_into: bool,
}

/// What is in the second part.
#[derive(Clone)]
pub enum Second<'b> {
    /// Where it begins and ends.
    At(usize, usize),
    New(Cow<'b, [u8]>),
}

impl State {
    fn byte(self) -> u8 {
        let State { is_named, is_parsed, has_mark, is_left_out, is_in_cycle, is_looked_into } = self;
        let all = [is_named, is_parsed, has_mark, is_left_out, is_in_cycle, is_looked_into];
        all.into_iter().enumerate().map(|(bit, is_set)| u8::from(is_set) << bit).sum()
    }

    fn of(byte: u8) -> State {
        let bit = |bit: u8| byte & 1 << bit != 0;
        State {
            is_named: bit(0),
            is_parsed: bit(1),
            has_mark: bit(2),
            is_left_out: bit(3),
            is_in_cycle: bit(4),
            is_looked_into: bit(5),
        }
    }
}

impl Row<'_> {
    pub fn path(&self, folders: &[Folder]) -> PathBuf {
        folders[self.folder as usize].path.join(&*self.name)
    }

    pub fn real(&self, folders: &[Folder]) -> PathBuf {
        folders[self.folder as usize].real.join(&*self.name)
    }

    /// What was found when all had been judged. `None`: it can't be read.
    pub fn known(&self) -> Option<Known> {
        if self.found.is_empty() {
            let State { is_parsed, has_mark, .. } = self.state;
            return Some(Known { is_parsed, has_mark, content: self.content, ..Known::default() });
        }
        match encoded::decode(&self.found)? {
            Entry::Known(known) => Some(known),
            Entry::Minified => None,
        }
    }

    pub fn put(&mut self, known: &Known) {
        self.content = known.content;
        (self.state.is_parsed, self.state.has_mark) = (known.is_parsed, known.has_mark);
        self.found = match known.found.is_empty() {
            true => Cow::default(),
            false => encoded::known(known).into(),
        };
    }
}

/// A run as it was read.
pub struct Kept {
    file: File,
    first: Vec<u8>,
    second: u64,
}

impl Kept {
    /// `None`: there is none.
    pub fn open(path: &Path) -> Option<Kept> {
        let mut file = File::open(path).ok()?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header).ok()?;
        let mut reader = Reader { rest: header.strip_prefix(MARK)? };
        let (checksum, length, second) = (reader.long()?, reader.long()?, reader.long()?);
        let mut first = vec![0; usize::try_from(length).ok().filter(|length| *length <= LARGEST)?];
        file.read_exact(&mut first).ok()?;
        let is_whole = xxh3_64(&[&xxh3_64(&first).to_le_bytes()[..], &header[16..]].concat()) == checksum;
        is_whole.then_some(Kept { file, first, second })
    }

    /// The run, if it is the answer to a question. `began`: when the run did that asks now.
    pub fn run(&self, question: u64, began: SystemTime) -> Option<Run<'_>> {
        let mut reader = Reader { rest: &self.first };
        if reader.long()? != question {
            return None;
        }
        let flags = reader.byte()?;
        let notes = reader.list(|reader| Some(reader.text()?.to_owned()))?;
        let asked = Asked::decode(&mut reader, began)?;
        let programs = reader.list(|reader| {
            let path = reader.path()?;
            let presets = reader.list(|reader| Some(reader.text()?.to_owned()))?;
            Some(Program { path, presets, exported: reader.long()? })
        })?;
        let manifests = reader.list(|reader| {
            let path = reader.path()?;
            let Entry::Known(known) = encoded::decode(reader.part()?)? else { return None };
            Some((path, known))
        })?;
        let folders = reader.list(|reader| Some(Folder { path: reader.path()?, real: reader.path()? }))?;
        let files = reader.list(|reader| {
            let folder = reader.number().filter(|folder| *folder < folders.len())? as u32;
            let (name, place, state) = (reader.text()?.into(), reader.number()? as u32, State::of(reader.byte()?));
            let (stamp, content, interface) = (reader.long()?, reader.long()?, reader.long()?);
            let found = reader.part()?.into();
            let second = Second::At(reader.number()?, reader.number()?);
            Some(Row { folder, name, place, state, stamp, content, interface, found, second })
        })?;
        let flags = Flags { needs_all: flags & 1 != 0, has_bridges: flags & 2 != 0 };
        reader.rest.is_empty().then_some(Run { notes, asked, programs, manifests, folders, files, flags })
    }

    /// The second part. `None`: it is not the one that was written.
    pub fn second(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        (&self.file).read_to_end(&mut bytes).ok()?;
        (xxh3_64(&bytes) == self.second).then_some(bytes)
    }
}

impl Second<'_> {
    pub fn write(later: Option<&[u8]>, links: &[Link]) -> Second<'static> {
        let mut bytes = Vec::new();
        bytes::part(&mut bytes, later.unwrap_or_default());
        bytes::number(&mut bytes, links.len());
        links.iter().for_each(|link| link.write(&mut bytes));
        Second::New(bytes.into())
    }

    pub fn bytes<'s>(&'s self, second: &'s [u8]) -> Option<&'s [u8]> {
        match self {
            Second::At(start, end) => second.get(*start..*end),
            Second::New(bytes) => Some(bytes),
        }
    }
}

/// What a file left for later, and its links.
pub fn read_second(bytes: &[u8]) -> Option<(&[u8], Vec<Link>)> {
    let mut reader = Reader { rest: bytes };
    let later = reader.part()?;
    Some((later, reader.list(|reader| Link::read(reader.take(Link::LENGTH)?))?))
}

impl Run<'_> {
    /// Writes it down. `second`: the second part that its files are of.
    pub fn save(&self, path: &Path, question: u64, second: &[u8]) -> Option<()> {
        const ROW: usize = 64;
        let size = |row: &Row| row.found.len() + row.name.len() + ROW;
        let mut first = Vec::with_capacity(self.files.iter().map(size).sum());
        bytes::long(&mut first, question);
        first.push(u8::from(self.flags.needs_all) | u8::from(self.flags.has_bridges) << 1);
        bytes::number(&mut first, self.notes.len());
        self.notes.iter().for_each(|note| bytes::part(&mut first, note.as_bytes()));
        self.asked.encode(&mut first);
        bytes::number(&mut first, self.programs.len());
        for Program { path, presets, exported } in &self.programs {
            bytes::path(&mut first, path);
            bytes::number(&mut first, presets.len());
            presets.iter().for_each(|preset| bytes::part(&mut first, preset.as_bytes()));
            bytes::long(&mut first, *exported);
        }
        bytes::number(&mut first, self.manifests.len());
        for (path, known) in &self.manifests {
            bytes::path(&mut first, path);
            bytes::part(&mut first, &encoded::known(known));
        }
        bytes::number(&mut first, self.folders.len());
        for folder in &self.folders {
            bytes::path(&mut first, &folder.path);
            bytes::path(&mut first, &folder.real);
        }
        bytes::number(&mut first, self.files.len());
        let mut new_second = Vec::with_capacity(second.len());
        for row in &self.files {
            bytes::number(&mut first, row.folder as usize);
            bytes::part(&mut first, row.name.as_bytes());
            bytes::number(&mut first, row.place as usize);
            first.push(row.state.byte());
            [row.stamp, row.content, row.interface].into_iter().for_each(|long| bytes::long(&mut first, long));
            bytes::part(&mut first, &row.found);
            bytes::number(&mut first, new_second.len());
            new_second.extend_from_slice(row.second.bytes(second)?);
            bytes::number(&mut first, new_second.len());
        }
        if first.len() + new_second.len() > LARGEST {
            return None;
        }
        let mut rest = (first.len() as u64).to_le_bytes().to_vec();
        bytes::long(&mut rest, xxh3_64(&new_second));
        let checksum = xxh3_64(&[&xxh3_64(&first).to_le_bytes()[..], &rest].concat());
        let header = [&MARK[..], &checksum.to_le_bytes(), &rest].concat();
        cache::write(path, &[&header, &first, &new_second]).ok()
    }
}

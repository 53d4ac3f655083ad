//! A whole run is remembered: what was found in each file, and all that it rests on. So a run that finds the files and the disk as
//! they were asks for their times, reads nothing and judges nothing; and where a few files have changed, only these are looked at,
//! and those that may see something else in them.
//!
//! ```text
//! mark and checksum, lengths of the parts, checksum of the second
//! first part:   the question, notes, what was asked of the disk, programs, package.json files, folders, files with what was found
//! second part:  what files left for later, and their links; read only of files for which someone asks
//! behind them:  what came of files that have changed since, see [`since`](super::since)
//! ```
//!
//! A question is where it is asked and with which arguments. As [`cache`](super::cache) does, it writes a whole file beside the place
//! and moves it there, and what can't be read back counts as nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use lint::Link;
use xxhash_rust::xxh3::xxh3_64;

use super::asked::Asked;
use super::bytes::{self, Reader};
use super::cache;
use super::chosen::Program;
use super::encoded::{self, Entry, Known};
use super::since::{self, Since};

/// Changes when runs of the same program are written differently.
const MARK: &[u8; 8] = b"LODERUN2";

/// Mark, checksum, lengths of the parts, checksum of the second.
const HEADER: usize = 8 + 8 + 8 + 8 + 8;

/// More is not worth being kept.
const LARGEST: usize = 128 << 20;

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
    /// Files that are others than they were read.
    pub touched: BTreeSet<usize>,
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
pub enum Second<'b> {
    At(Part),
    New(Cow<'b, [u8]>),
}

/// Where a part of the second part is.
#[derive(Clone, Copy)]
pub struct Part {
    start: u32,
    length: u32,
    checksum: u32,
}

impl State {
    pub fn byte(self) -> u8 {
        let State { is_named, is_parsed, has_mark, is_left_out, is_in_cycle, is_looked_into } = self;
        let all = [is_named, is_parsed, has_mark, is_left_out, is_in_cycle, is_looked_into];
        all.into_iter().enumerate().map(|(bit, is_set)| u8::from(is_set) << bit).sum()
    }

    pub fn of(byte: u8) -> State {
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

    /// What was found when all had been judged. `is_brief`: without what mends it. `None`: it can't be read.
    pub fn known(&self, is_brief: bool) -> Option<Known> {
        if self.found.is_empty() {
            let State { is_parsed, has_mark, .. } = self.state;
            return Some(Known { is_parsed, has_mark, content: self.content, ..Known::default() });
        }
        let decode = if is_brief { encoded::decode_briefly } else { encoded::decode };
        match decode(&self.found)? {
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
    first: Vec<u8>,
    pub second: Arc<SecondPart>,
    since: Since,
}

/// The second part, of which little is read.
pub struct SecondPart {
    file: File,
    start: u64,
    length: usize,
    checksum: u64,
    /// All of it, once someone needs most.
    whole: OnceLock<Option<Vec<u8>>>,
}

impl Kept {
    /// `None`: there is none.
    pub fn open(path: &Path) -> Option<Kept> {
        let mut file = File::open(path).ok()?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header).ok()?;
        let mut reader = Reader { rest: header.strip_prefix(MARK)? };
        let (id, lengths, checksum) = (reader.long()?, [reader.long()?, reader.long()?], reader.long()?);
        let [first_length, length] = lengths.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        if first_length.saturating_add(length) > LARGEST {
            return None;
        }
        let mut first = Vec::with_capacity(first_length);
        (&file).take(first_length as u64).read_to_end(&mut first).ok()?;
        if id_of(&first, &header[16..]) != id {
            return None;
        }
        let start = (HEADER + first_length) as u64;
        file.seek(SeekFrom::Start(start + length as u64)).ok()?;
        let since = Since::read(&mut file, id)?;
        let second = Arc::new(SecondPart { file, start, length, checksum, whole: OnceLock::new() });
        Some(Kept { first, second, since })
    }

    /// The run, if it is the answer to a question. `began`: when the run did that asks now.
    pub fn run(&self, question: u64, began: SystemTime) -> Option<Run<'_>> {
        let mut reader = Reader { rest: &self.first };
        if reader.long()? != question {
            return None;
        }
        let flags = Flags::of(reader.byte()?);
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
            let row = Row::read(reader, folders.len())?;
            let [start, length, checksum] = [reader.number()?, reader.number()?, reader.number()?].map(|it| it as u32);
            Some(Row { second: Second::At(Part { start, length, checksum }), ..row })
        })?;
        let is_read = reader.rest.is_empty();
        let mut run = Run { notes, asked, programs, manifests, folders, files, flags, touched: BTreeSet::new() };
        self.since.lay_over(&mut run)?;
        is_read.then_some(run)
    }

    /// Writes down what has changed of the run: behind it, as long as that is a small part of it.
    pub fn save(&self, run: &Run, path: &Path, question: u64) -> Option<()> {
        const SMALL: usize = 8;
        let most = (self.first.len() + self.second.length) / SMALL;
        let block = self.since.block(run, &self.second).filter(|block| self.since.length() + block.len() <= most);
        match block {
            Some(block) => since::append(path, &block),
            None => run.save(path, question, Some(&self.second)),
        }
    }
}

/// By what it is known that all was written, and what belongs behind it.
fn id_of(first: &[u8], rest: &[u8]) -> u64 {
    xxh3_64(&[&xxh3_64(first).to_le_bytes()[..], rest].concat())
}

impl SecondPart {
    /// `None`: it is not the one that was written.
    fn whole(&self) -> Option<&[u8]> {
        let read = || {
            let mut bytes = vec![0; self.length];
            self.file.read_exact_at(&mut bytes, self.start).ok()?;
            (xxh3_64(&bytes) == self.checksum).then_some(bytes)
        };
        self.whole.get_or_init(read).as_deref()
    }

    /// From now on all of it is asked for.
    pub fn read_whole(&self) -> Option<()> {
        self.whole().map(|_| ())
    }

    fn part(&self, part: Part) -> Option<Cow<'_, [u8]>> {
        let (start, length) = (part.start as usize, part.length as usize);
        if let Some(whole) = self.whole.get() {
            return whole.as_ref()?.get(start..start + length).map(Cow::Borrowed);
        }
        if start + length > self.length {
            return None;
        }
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, self.start + start as u64).ok()?;
        (short(&bytes) == part.checksum).then_some(Cow::Owned(bytes))
    }
}

fn short(bytes: &[u8]) -> u32 {
    xxh3_64(bytes) as u32
}

impl Flags {
    pub fn byte(self) -> u8 {
        u8::from(self.needs_all) | u8::from(self.has_bridges) << 1
    }

    pub fn of(byte: u8) -> Flags {
        Flags { needs_all: byte & 1 != 0, has_bridges: byte & 2 != 0 }
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

    pub fn to_owned(&self) -> Second<'static> {
        match self {
            Second::At(part) => Second::At(*part),
            Second::New(bytes) => Second::New(Cow::Owned(bytes.to_vec())),
        }
    }

    pub fn bytes<'s>(&'s self, second: &'s SecondPart) -> Option<Cow<'s, [u8]>> {
        match self {
            Second::At(part) => second.part(*part),
            Second::New(bytes) => Some(Cow::Borrowed(bytes)),
        }
    }
}

/// What a file left for later, and its links.
pub fn read_second(bytes: &[u8]) -> Option<(&[u8], Vec<Link>)> {
    let mut reader = Reader { rest: bytes };
    let later = reader.part()?;
    Some((later, reader.list(|reader| Link::read(reader.take(Link::LENGTH)?))?))
}

impl<'b> Row<'b> {
    /// All but what is in the second part. `folders`: how many there are.
    pub fn read(reader: &mut Reader<'b>, folders: usize) -> Option<Row<'b>> {
        let folder = reader.number().filter(|folder| *folder < folders)? as u32;
        let (name, place, state) = (reader.text()?.into(), reader.number()? as u32, State::of(reader.byte()?));
        let (stamp, content, interface) = (reader.long()?, reader.long()?, reader.long()?);
        let (found, second) = (reader.part()?.into(), Second::New(Cow::default()));
        Some(Row { folder, name, place, state, stamp, content, interface, found, second })
    }

    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes::number(bytes, self.folder as usize);
        bytes::part(bytes, self.name.as_bytes());
        bytes::number(bytes, self.place as usize);
        bytes.push(self.state.byte());
        [self.stamp, self.content, self.interface].into_iter().for_each(|long| bytes::long(bytes, long));
        bytes::part(bytes, &self.found);
    }
}

impl<'b> Run<'b> {
    /// A file, to be changed.
    pub fn touch(&mut self, place: usize) -> &mut Row<'b> {
        self.touched.insert(place);
        &mut self.files[place]
    }

    /// Writes it down. `second`: the second part that its files are of; `None`: of none.
    pub fn save(&self, path: &Path, question: u64, second: Option<&SecondPart>) -> Option<()> {
        const ROW: usize = 80;
        let size = |row: &Row| row.found.len() + row.name.len() + ROW;
        let mut first = Vec::with_capacity(self.files.iter().map(size).sum());
        bytes::long(&mut first, question);
        first.push(self.flags.byte());
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
        if let Some(second) = second {
            second.read_whole()?;
        }
        let mut new_second = Vec::with_capacity(second.map_or(0, |second| second.length));
        for row in &self.files {
            row.write(&mut first);
            let part = match (&row.second, second) {
                (Second::New(bytes), _) => Cow::Borrowed(&**bytes),
                (row, Some(second)) => row.bytes(second)?,
                (Second::At(_), None) => return None,
            };
            bytes::number(&mut first, new_second.len());
            bytes::number(&mut first, part.len());
            bytes::number(&mut first, short(&part) as usize);
            new_second.extend_from_slice(&part);
        }
        if first.len() + new_second.len() > LARGEST {
            return None;
        }
        let mut rest = (first.len() as u64).to_le_bytes().to_vec();
        bytes::long(&mut rest, new_second.len() as u64);
        bytes::long(&mut rest, xxh3_64(&new_second));
        let header = [&MARK[..], &id_of(&first, &rest).to_le_bytes(), &rest].concat();
        cache::write(path, &[&header, &first, &new_second]).ok()
    }
}

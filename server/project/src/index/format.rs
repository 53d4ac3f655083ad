//! How the index of one package lies in memory and on the disk: one block of bytes that is read where it lies.
//!
//! ```text
//! magic, format version, length, checksum of all that follows
//! where each table starts and how many rows it has; the package's name and version
//! strings:  (start, length) each, in the text at the end
//! entries:  subpath, flags
//! exports:  name, signature, doc, deprecation, entry, kind and flags      sorted by name
//! pairs:    receiver, member, count                                        sorted by receiver, then member
//! members:  member, count                                                  sorted by member
//! text:     all strings, UTF-8
//! ```
//!
//! All numbers are 32 bits, little-endian. Bytes that are not as they must be are refused as a whole; then nothing that is read
//! later can fail.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use super::{ExportKind, IndexEntry, IndexExport};

/// Raised with each change of the format, or of what is put into it.
pub(crate) const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"lodeindx";
/// Magic, version, length, checksum.
const PREFIX: usize = 24;
/// (start, rows) of each table, then start and length of the text, then name and version.
const HEAD: usize = PREFIX + TABLES.len() * 8 + 16;
/// Words of a row: strings, entries, exports, pairs, members.
const TABLES: [usize; 5] = [2, 2, 6, 3, 2];
const NOTHING: u32 = u32::MAX;

#[derive(Clone, Copy)]
enum Table {
    Strings,
    Entries,
    Exports,
    Pairs,
    Members,
}

/// What goes into an index.
#[derive(Default, Debug)]
pub(crate) struct Contents {
    pub name: String,
    pub version: String,
    pub entries: Vec<NewEntry>,
    pub exports: Vec<NewExport>,
    /// (receiver, member, count)
    pub pairs: Vec<(String, String, u32)>,
    pub members: Vec<(String, u32)>,
}

#[derive(Debug)]
pub(crate) struct NewEntry {
    pub subpath: String,
    pub is_typed: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct NewExport {
    pub name: String,
    pub kind: ExportKind,
    pub signature: String,
    pub doc: String,
    pub deprecation: Option<String>,
    pub entry: u32,
    pub is_type_only: bool,
    pub is_whole: bool,
}

/// Writes an index; sorts what goes into it.
pub(crate) fn write(contents: &mut Contents) -> Vec<u8> {
    contents.exports.sort_by(|a, b| (&a.name, a.entry).cmp(&(&b.name, b.entry)));
    contents.pairs.sort();
    contents.members.sort();
    let mut strings = Strings::default();
    let mut tables: [Vec<u32>; 5] = Default::default();
    for entry in &contents.entries {
        let subpath = strings.id(&entry.subpath);
        tables[Table::Entries as usize].extend([subpath, entry.is_typed as u32]);
    }
    for export in &contents.exports {
        let flags = (export.is_type_only as u32) << 8 | (export.is_whole as u32) << 9;
        let row = [
            strings.id(&export.name),
            strings.id(&export.signature),
            strings.id(&export.doc),
            export.deprecation.as_ref().map_or(NOTHING, |text| strings.id(text)),
            export.entry,
            export.kind as u32 | flags,
        ];
        tables[Table::Exports as usize].extend(row);
    }
    for (receiver, member, count) in &contents.pairs {
        let row = [strings.id(receiver), strings.id(member), *count];
        tables[Table::Pairs as usize].extend(row);
    }
    for (member, count) in &contents.members {
        let row = [strings.id(member), *count];
        tables[Table::Members as usize].extend(row);
    }
    let (name, version) = (strings.id(&contents.name), strings.id(&contents.version));
    tables[Table::Strings as usize] = strings.rows;

    let mut head: Vec<u32> = Vec::new();
    let mut at = HEAD;
    for (table, words) in tables.iter().zip(TABLES) {
        head.extend([at as u32, (table.len() / words) as u32]);
        at += table.len() * 4;
    }
    head.extend([at as u32, strings.text.len() as u32, name, version]);
    let mut body = Vec::with_capacity(at + strings.text.len());
    for word in head.iter().chain(tables.iter().flatten()) {
        body.extend(word.to_le_bytes());
    }
    body.extend(strings.text.as_bytes());

    let mut bytes = Vec::with_capacity(PREFIX + body.len());
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(((PREFIX + body.len()) as u32).to_le_bytes());
    bytes.extend(checksum(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

#[derive(Default)]
struct Strings {
    ids: FxHashMap<String, u32>,
    rows: Vec<u32>,
    text: String,
}

impl Strings {
    fn id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.ids.len() as u32;
        self.rows.extend([self.text.len() as u32, text.len() as u32]);
        self.text.push_str(text);
        self.ids.insert(text.to_owned(), id);
        id
    }
}

fn checksum(body: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(body);
    hasher.finish()
}

/// Whether bytes are an index, to the last of its rows.
pub(crate) fn is_sound(bytes: &[u8]) -> bool {
    let Some(body) = bytes.get(PREFIX..) else { return false };
    bytes.len() >= HEAD
        && bytes.starts_with(MAGIC)
        && word(bytes, 8) == VERSION
        && word(bytes, 12) as usize == bytes.len()
        && bytes[16..24] == checksum(body).to_le_bytes()
        && Reader(bytes).has_sound_tables()
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

/// Reads sound bytes. What lies outside of them reads as nothing.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'i>(pub &'i [u8]);

impl<'i> Reader<'i> {
    fn has_sound_tables(self) -> bool {
        let tables = [Table::Strings, Table::Entries, Table::Exports, Table::Pairs, Table::Members];
        let fits = tables.into_iter().all(|table| {
            let (start, rows) = self.place(table);
            let end = rows.checked_mul(TABLES[table as usize] * 4).and_then(|length| length.checked_add(start));
            end.is_some_and(|end| end <= self.0.len())
        });
        let (start, length) = self.text_place();
        let text = start.checked_add(length).and_then(|end| self.0.get(start..end));
        fits && text.is_some_and(|text| std::str::from_utf8(text).is_ok())
    }

    fn place(self, table: Table) -> (usize, usize) {
        let at = PREFIX + table as usize * 8;
        (word(self.0, at) as usize, word(self.0, at + 4) as usize)
    }

    fn text_place(self) -> (usize, usize) {
        let at = PREFIX + TABLES.len() * 8;
        (word(self.0, at) as usize, word(self.0, at + 4) as usize)
    }

    fn cell(self, table: Table, row: usize, column: usize) -> u32 {
        let (start, _) = self.place(table);
        word(self.0, start + (row * TABLES[table as usize] + column) * 4)
    }

    fn string(self, id: u32) -> &'i str {
        if id as usize >= self.place(Table::Strings).1 {
            return "";
        }
        let (start, _) = self.text_place();
        let from = start + self.cell(Table::Strings, id as usize, 0) as usize;
        let length = self.cell(Table::Strings, id as usize, 1) as usize;
        let bytes = self.0.get(from..from + length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn text(self, table: Table, row: usize, column: usize) -> &'i str {
        self.string(self.cell(table, row, column))
    }

    pub fn name(self) -> &'i str {
        self.string(word(self.0, HEAD - 8))
    }

    pub fn version(self) -> &'i str {
        self.string(word(self.0, HEAD - 4))
    }

    pub fn entry_count(self) -> usize {
        self.place(Table::Entries).1
    }

    pub fn entry(self, row: usize) -> IndexEntry<'i> {
        let is_typed = self.cell(Table::Entries, row, 1) != 0;
        IndexEntry { subpath: self.text(Table::Entries, row, 0), is_typed }
    }

    pub fn export_count(self) -> usize {
        self.place(Table::Exports).1
    }

    pub fn export(self, row: usize) -> IndexExport<'i> {
        let deprecation = self.cell(Table::Exports, row, 3);
        let flags = self.cell(Table::Exports, row, 5);
        IndexExport {
            name: self.export_name(row),
            signature: self.text(Table::Exports, row, 1),
            doc: self.text(Table::Exports, row, 2),
            deprecation: (deprecation != NOTHING).then(|| self.string(deprecation)),
            subpath: self.entry(self.cell(Table::Exports, row, 4) as usize).subpath,
            kind: ExportKind::from_number(flags & 0xff),
            is_type_only: flags & 1 << 8 != 0,
            is_whole: flags & 1 << 9 != 0,
        }
    }

    pub fn export_name(self, row: usize) -> &'i str {
        self.text(Table::Exports, row, 0)
    }

    /// The rows of all pairs of a receiver.
    pub fn pairs_of(self, receiver: &str) -> impl Iterator<Item = (&'i str, u32)> {
        let rows = self.place(Table::Pairs).1;
        let first = partition(rows, |row| self.text(Table::Pairs, row, 0) < receiver);
        let end = partition(rows, |row| self.text(Table::Pairs, row, 0) <= receiver);
        (first..end).map(move |row| (self.text(Table::Pairs, row, 1), self.cell(Table::Pairs, row, 2)))
    }

    pub fn members(self) -> impl Iterator<Item = (&'i str, u32)> {
        let rows = self.place(Table::Members).1;
        (0..rows).map(move |row| (self.text(Table::Members, row, 0), self.cell(Table::Members, row, 1)))
    }
}

/// The first row of which `is_before` is not so.
pub(crate) fn partition(rows: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents() -> Contents {
        let export = |name: &str, kind, deprecation: Option<&str>| NewExport {
            name: name.to_owned(),
            kind,
            signature: format!("{name}()"),
            doc: "Does it.".to_owned(),
            deprecation: deprecation.map(str::to_owned),
            entry: 0,
            is_type_only: kind == ExportKind::Interface,
            is_whole: name == "default",
        };
        Contents {
            name: "p".to_owned(),
            version: "1.0.0".to_owned(),
            entries: vec![NewEntry { subpath: ".".to_owned(), is_typed: true }],
            exports: vec![
                export("zebra", ExportKind::Interface, None),
                export("ape", ExportKind::Function, Some("use zebra")),
                export("default", ExportKind::Class, None),
            ],
            pairs: vec![("res".to_owned(), "send".to_owned(), 4), ("app".to_owned(), "use".to_owned(), 2)],
            members: vec![("use".to_owned(), 2), ("send".to_owned(), 4)],
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = write(&mut contents());
        assert!(is_sound(&bytes));
        let reader = Reader(&bytes);
        assert_eq!((reader.name(), reader.version(), reader.entry(0).subpath), ("p", "1.0.0", "."));
        let exports: Vec<_> = (0..reader.export_count()).map(|row| reader.export(row)).collect();
        let names: Vec<&str> = exports.iter().map(|export| export.name).collect();
        assert_eq!(names, ["ape", "default", "zebra"]);
        assert_eq!((exports[0].deprecation, exports[0].kind), (Some("use zebra"), ExportKind::Function));
        assert!(exports[1].is_whole && exports[2].is_type_only && exports[2].deprecation.is_none());
        assert_eq!(reader.pairs_of("res").collect::<Vec<_>>(), [("send", 4)]);
        assert_eq!(reader.pairs_of("none").count(), 0);
        assert_eq!(reader.members().collect::<Vec<_>>(), [("send", 4), ("use", 2)]);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = write(&mut contents());
        for length in 0..bytes.len() {
            assert!(!is_sound(&bytes[..length]), "cut at {length}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            assert!(!is_sound(&damaged), "damaged at {at}");
        }
    }
}

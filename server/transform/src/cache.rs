//! Compiled texts on disk, so that a large file is parsed once and not at every start.
//!
//! ```text
//! <folder>/            ~/.cache/lode/transform
//!   3f/                the first two digits of the key
//!     9a41…            one compiled text: checksum, length of the tables, tables as JSON, code as [`delta`] writes it
//! ```
//!
//! The key is a hash of the text, of Lode's version and of every option, so nothing is ever stale and a changed file is
//! simply another entry. It is a cryptographic hash: a package must not be able to make a file that is taken for another.
//! Entries are written beside their place and moved there, so that a reader sees all of one or nothing; whatever does not
//! read back whole is ignored. When the folder grows over [`LIMIT`] the entries used least recently go.
//!
//! Small plain files are not kept: compiling one is quicker than opening a file.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::common_js::CommonJs;
use crate::common_js_exports::{CommonJsExports, common_js_exports};
use crate::format::{Format, detect_format};
use crate::module::Module;
use crate::options::Options;
use crate::{TransformError, compile, delta};

/// Texts below this many bytes are compiled each time, unless they have to be printed anew.
const SMALL: usize = 24 * 1024;

/// The most bytes that the folder should hold, and what a clean-up leaves.
const LIMIT: u64 = 256 * 1024 * 1024;
const LEAVE: u64 = 192 * 1024 * 1024;

/// One write in this many looks at the size of the folder.
const CLEAN_UP_EVERY: u8 = 64;

/// Changes when the same version writes entries differently, or compiles to something else.
const LAYOUT: u8 = 3;

const CHECKSUM: usize = 16;

/// Compiles through a folder of earlier results. Without a folder it only compiles.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What an entry says of a CommonJS text.
#[derive(Serialize, Deserialize)]
struct CommonJsEntry(Option<CommonJs>);

impl Cache {
    /// A cache in `folder`, which is made when it is first needed.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Cache { folder }
    }

    /// [`compile::module`], remembered.
    pub fn module(&self, path: &Path, text: &str, options: &Options) -> Result<Module, TransformError> {
        let Some(place) = self.place(b'm', text, options) else { return compile::module(path, text, options) };
        if let Some((mut module, code)) = read_entry::<Module>(&place, text) {
            module.code = code;
            return Ok(module);
        }
        let module = compile::module(path, text, options)?;
        // Without a place to write there is nothing to tell: the program runs.
        let _ = write_entry(&place, text, &module, &module.code);
        Ok(module)
    }

    /// [`compile::common_js`], remembered.
    pub fn common_js(&self, path: &Path, text: &str, options: &Options) -> Result<Option<CommonJs>, TransformError> {
        // The scan that would tell takes longer than asking for what it found last time.
        if !compile::has_words_to_rewrite(text, options) {
            return Ok(None);
        }
        let Some(place) = self.place(b'c', text, options) else { return compile::common_js(path, text, options) };
        if let Some((CommonJsEntry(entry), code)) = read_entry::<CommonJsEntry>(&place, text) {
            return Ok(entry.map(|entry| CommonJs { code, ..entry }));
        }
        let compiled = compile::common_js(path, text, options)?;
        let code = compiled.as_ref().map_or("", |compiled| compiled.code.as_str()).to_owned();
        let entry = CommonJsEntry(compiled);
        let _ = write_entry(&place, text, &entry, &code);
        Ok(entry.0.map(|compiled| CommonJs { code, ..compiled }))
    }

    /// [`detect_format`], remembered.
    pub fn format(&self, path: &Path, text: &str) -> Format {
        self.remembered(b'f', text, &Options::for_path(path), || detect_format(path, text))
    }

    /// [`common_js_exports`], remembered.
    pub fn common_js_exports(&self, path: &Path, text: &str) -> CommonJsExports {
        self.remembered(b'x', text, &Options::for_path(path), || common_js_exports(text))
    }

    /// What was found in a text that stays as it is.
    fn remembered<T: Serialize + DeserializeOwned>(
        &self,
        kind: u8,
        text: &str,
        options: &Options,
        find: impl FnOnce() -> T,
    ) -> T {
        let Some(place) = self.place(kind, text, options) else { return find() };
        if let Some((found, _)) = read_entry(&place, text) {
            return found;
        }
        let found = find();
        let _ = write_entry(&place, text, &found, "");
        found
    }

    fn place(&self, kind: u8, text: &str, options: &Options) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let printed = options.language.is_typescript() || options.language.has_jsx();
        if text.len() < SMALL && !printed {
            return None;
        }
        let mut hash = blake3::Hasher::new();
        hash.update(&[LAYOUT, kind]);
        hash.update(env!("CARGO_PKG_VERSION").as_bytes());
        hash.update(format!("{options:?}").as_bytes());
        hash.update(&[0]);
        hash.update(text.as_bytes());
        let key = hash.finalize().to_hex();
        Some(folder.join(&key[..2]).join(&key[2..40]))
    }
}

fn read_entry<T: DeserializeOwned>(place: &Path, text: &str) -> Option<(T, String)> {
    let mut file = File::open(place).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let (checksum, rest) = bytes.split_at_checked(CHECKSUM)?;
    if &blake3::hash(rest).as_bytes()[..CHECKSUM] != checksum {
        return None;
    }
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (tables, code) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let tables = serde_json::from_slice(tables).ok()?;
    let code = delta::read(text, code)?;
    mark_used(&file);
    Some((tables, code))
}

/// An entry's time is that of its last use, to the day.
fn mark_used(file: &File) {
    let now = SystemTime::now();
    let is_old = file
        .metadata()
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|time| now.duration_since(time).is_ok_and(|age| age > Duration::from_secs(24 * 60 * 60)));
    if is_old {
        let _ = file.set_modified(now);
    }
}

fn write_entry<T: Serialize>(place: &Path, text: &str, tables: &T, code: &str) -> io::Result<()> {
    let tables = serde_json::to_vec(tables)?;
    let mut body = Vec::with_capacity(tables.len() + 4);
    body.extend_from_slice(&(tables.len() as u32).to_le_bytes());
    body.extend_from_slice(&tables);
    delta::write(text, code, &mut body);
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let checksum = blake3::hash(&body);
    let draft = place.with_extension(format!("{}.draft", std::process::id()));
    let written = File::create(&draft).and_then(|mut file| {
        file.write_all(&checksum.as_bytes()[..CHECKSUM])?;
        file.write_all(&body)
    });
    let moved = written.and_then(|()| fs::rename(&draft, place));
    if moved.is_err() {
        let _ = fs::remove_file(&draft);
    }
    if checksum.as_bytes()[CHECKSUM].is_multiple_of(CLEAN_UP_EVERY)
        && let Some(root) = folder.parent()
    {
        clean_up(root, LIMIT, LEAVE);
    }
    moved
}

/// Removes the entries used least recently when there are more than `limit` bytes of them.
fn clean_up(root: &Path, limit: u64, leave: u64) {
    let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for folder in fs::read_dir(root).into_iter().flatten().flatten() {
        for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            if let Ok(metadata) = entry.metadata() {
                let used = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                entries.push((used, metadata.len(), entry.path()));
            }
        }
    }
    let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
    if total <= limit {
        return;
    }
    entries.sort();
    for (_, length, path) in entries {
        if total <= leave {
            break;
        }
        if fs::remove_file(path).is_ok() {
            total -= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large_module() -> String {
        let mut text = String::from("export let a = await 1;\n");
        while text.len() < SMALL {
            text.push_str("a += await a;\n");
        }
        text
    }

    fn options() -> Options {
        Options::for_path(Path::new("a.js"))
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let folders = fs::read_dir(folder).into_iter().flatten().flatten();
        folders.flat_map(|folder| fs::read_dir(folder.path()).unwrap().flatten()).map(|entry| entry.path()).collect()
    }

    #[test]
    fn a_result_read_back_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path().to_owned()));
        let text = large_module();
        let first = cache.module(Path::new("a.js"), &text, &options()).unwrap();
        assert_eq!(entries(folder.path()).len(), 1);
        assert_eq!(cache.module(Path::new("a.js"), &text, &options()).unwrap(), first);
        let other = Options { async_context: false, ..options() };
        assert_ne!(cache.module(Path::new("a.js"), &text, &other).unwrap(), first);
        assert_eq!(entries(folder.path()).len(), 2);
    }

    #[test]
    fn what_was_found_in_a_text_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path().to_owned()));
        let text = format!("exports.a = 1;\n{}", "exports.b ??= 2; async () => await 1;\n".repeat(SMALL / 30));
        for _ in 0..2 {
            assert_eq!(cache.format(Path::new("a.js"), &text), Format::CommonJs);
            assert_eq!(cache.common_js_exports(Path::new("a.js"), &text).names, ["a"]);
            assert_eq!(entries(folder.path()).len(), 2);
        }
        assert_eq!(cache.format(Path::new("a.js"), &large_module()), Format::Module);
    }

    #[test]
    fn broken_entries_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path().to_owned()));
        let text = large_module();
        let first = cache.module(Path::new("a.js"), &text, &options()).unwrap();
        let entry = entries(folder.path()).remove(0);
        let whole = fs::read(&entry).unwrap();
        for broken in [&b""[..], b"x", &whole[..whole.len() - 1], &[&whole[..], b"x"].concat()] {
            fs::write(&entry, broken).unwrap();
            assert_eq!(cache.module(Path::new("a.js"), &text, &options()).unwrap(), first);
        }
    }

    #[test]
    fn a_folder_that_can_not_be_written_does_no_harm() {
        let cache = Cache::new(Some(PathBuf::from("/dev/null/x")));
        assert!(cache.module(Path::new("a.js"), &large_module(), &options()).is_ok());
    }

    #[test]
    fn the_least_recently_used_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("aa");
        fs::create_dir(&inner).unwrap();
        for (name, age) in [("old", 3000), ("middle", 2000), ("new", 1000)] {
            let path = inner.join(name);
            fs::write(&path, [0; 100]).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age);
            File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        }
        clean_up(folder.path(), 300, 200);
        assert_eq!(entries(folder.path()).len(), 3);
        clean_up(folder.path(), 250, 150);
        assert_eq!(entries(folder.path()), [inner.join("new")]);
    }
}

//! The standard library and Node's modules: declarations that are in the binary, compressed, file by file.
//!
//! A file is unpacked and lowered when something of it is first asked for. An index made beforehand tells which file declares
//! which global and which module, so that asking for `fs` reads the file of `fs` alone.
//!
//! The declarations are those of the `typescript` package (Apache-2.0, its licence is in `data/`) and of `@types/node` and
//! `undici-types` (MIT, likewise). `xtask library` makes the archive from installed packages.

use std::sync::{Arc, OnceLock};

use project::facts::{self, BindingId, Facts, Name};
use rustc_hash::FxHashMap;
use source::{FileId, SourceText};
use syntax::{Goal, Language, SourceKind};

use crate::types::Node;

const ARCHIVE: &[u8] = include_bytes!("../data/library.bin");

/// Files of the library have ids of their own, above all ids of a project.
const FIRST: u32 = 0x8000_0000;

/// Declarations for one environment or for all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Environment {
    /// The language itself.
    Language,
    Node,
    Browser,
}

pub struct Library {
    archive: &'static [u8],
    files: Vec<File>,
    by_global: FxHashMap<Name, Vec<u32>>,
    by_module: FxHashMap<Name, u32>,
    /// The values that each module gives by name.
    exports: FxHashMap<Name, Vec<Name>>,
    names: OnceLock<Vec<Name>>,
}

struct File {
    name: String,
    environment: Environment,
    range: std::ops::Range<usize>,
    size: usize,
    text: OnceLock<SourceText>,
    facts: OnceLock<Arc<Facts>>,
}

impl Library {
    /// The one library of the process.
    pub fn get() -> &'static Library {
        static LIBRARY: OnceLock<Library> = OnceLock::new();
        LIBRARY.get_or_init(|| Library::read(ARCHIVE))
    }

    /// The archive: a length, that many bytes of index, then the frames. A line of the index is
    /// `file <environment> <compressed length> <length> <name>`, `global <name>`, or `module <name> <exported value>…` of the file above it.
    pub fn read(archive: &'static [u8]) -> Library {
        let mut library = Library {
            archive,
            exports: FxHashMap::default(),
            files: Vec::new(),
            by_global: FxHashMap::default(),
            by_module: FxHashMap::default(),
            names: OnceLock::new(),
        };
        let Some((length, rest)) = archive.split_first_chunk::<4>() else { return library };
        let length = u32::from_le_bytes(*length) as usize;
        let index = rest.get(..length).and_then(|index| std::str::from_utf8(index).ok()).unwrap_or("");
        let mut at = 4 + length;
        for line in index.lines() {
            let current = library.files.len() as u32;
            match line.split_once(' ') {
                Some(("file", rest)) => {
                    let mut words = rest.splitn(4, ' ');
                    let environment = match words.next() {
                        Some("node") => Environment::Node,
                        Some("browser") => Environment::Browser,
                        _ => Environment::Language,
                    };
                    let mut number = || words.next().and_then(|word| word.parse::<usize>().ok()).unwrap_or(0);
                    let (packed, size) = (number(), number());
                    let name = words.next().unwrap_or("").to_owned();
                    let range = at..at + packed;
                    at += packed;
                    library.files.push(File {
                        name,
                        environment,
                        range,
                        size,
                        text: OnceLock::new(),
                        facts: OnceLock::new(),
                    });
                }
                Some(("global", name)) => library.by_global.entry(Name::from(name)).or_default().push(current - 1),
                Some(("module", rest)) => {
                    let mut words = rest.split(' ').map(Name::from);
                    let Some(name) = words.next() else { continue };
                    library.by_module.insert(name.clone(), current - 1);
                    library.exports.insert(name, words.collect());
                }
                _ => {}
            }
        }
        library
    }

    /// Whether a file is one of the library's.
    pub fn holds(&self, file: FileId) -> bool {
        file.0 >= FIRST
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(file.0.checked_sub(FIRST)? as usize)
    }

    /// The file of this name.
    pub fn find(&self, name: &str) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.name == name)?;
        Some(FileId(FIRST + index as u32))
    }

    /// The name of a file of the library: `lib.es5.d.ts`, `node/fs.d.ts`.
    pub fn name(&self, file: FileId) -> Option<&str> {
        self.file(file).map(|file| file.name.as_str())
    }

    pub fn environment(&self, file: FileId) -> Option<Environment> {
        self.file(file).map(|file| file.environment)
    }

    pub fn text(&self, file: FileId) -> Option<&SourceText> {
        let file = self.file(file)?;
        let archive = self.archive;
        Some(file.text.get_or_init(|| {
            let mut text = Vec::with_capacity(file.size);
            let packed = archive.get(file.range.clone()).unwrap_or_default();
            if zstd_safe::decompress(&mut text, packed).is_err() {
                text.clear();
            }
            SourceText::new(file.name.as_str(), String::from_utf8(text).unwrap_or_default())
        }))
    }

    pub(crate) fn facts(&self, file: FileId) -> Option<Arc<Facts>> {
        let row = self.file(file)?;
        let text = self.text(file)?;
        let facts = row
            .facts
            .get_or_init(|| Arc::new(facts::of(text.text(), SourceKind::new(Language::Declarations, Goal::Module))));
        Some(facts.clone())
    }

    /// The file of a module that programs import by name, without `node:`, and the module's number in it.
    pub(crate) fn ambient_module(&self, specifier: &str) -> Option<(FileId, u32)> {
        let bare = specifier.strip_prefix("node:").unwrap_or(specifier);
        let prefixed = Name::from(format!("node:{bare}"));
        for name in [&Name::from(bare), &prefixed] {
            let Some(index) = self.by_module.get(name) else { continue };
            let file = FileId(FIRST + index);
            let facts = self.facts(file)?;
            if let Some(position) = facts.ambient_modules.iter().position(|module| module.name == *name) {
                return Some((file, position as u32));
            }
        }
        None
    }

    /// The bindings that declare a global, in every file that does.
    pub(crate) fn globals(&self, name: &Name, with_browser: bool) -> Vec<Node<BindingId>> {
        let Some(files) = self.by_global.get(name) else { return Vec::new() };
        files.iter().flat_map(|index| self.globals_in(*index, name, with_browser)).collect()
    }

    fn globals_in(&self, index: u32, name: &Name, with_browser: bool) -> Vec<Node<BindingId>> {
        let is_other = self.files[index as usize].environment == Environment::Browser && !with_browser;
        let file = FileId(FIRST + index);
        let Some(facts) = (!is_other).then(|| self.facts(file)).flatten() else { return Vec::new() };
        let mut found: Vec<Node<BindingId>> = Vec::new();
        if !is_module(&facts) {
            found.extend(facts.binding_in(Facts::FILE_SCOPE, name).map(|binding| Node::new(file, binding)));
        }
        for module in facts.ambient_modules.iter().filter(|module| *module.name == *"global") {
            found.extend(facts.binding_in(module.scope, name).map(|binding| Node::new(file, binding)));
        }
        found
    }

    /// All names of globals, with the environments that have them.
    pub(crate) fn global_names(&self, with_browser: bool) -> impl Iterator<Item = &Name> {
        let names = self.names.get_or_init(|| {
            let mut names: Vec<Name> = self.by_global.keys().cloned().collect();
            names.sort();
            names
        });
        names.iter().filter(move |name| {
            with_browser
                || self.by_global[*name]
                    .iter()
                    .any(|index| self.files[*index as usize].environment != Environment::Browser)
        })
    }

    /// The values that one of Node's modules gives by name.
    pub fn exports_of(&self, module: &str) -> &[Name] {
        self.exports.get(&Name::from(module)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of Node's modules.
    pub fn module_names(&self) -> impl Iterator<Item = &Name> {
        self.by_module.keys()
    }
}

/// Whether the file's own scope is a module's and not the global one.
fn is_module(facts: &Facts) -> bool {
    use project::facts::ImportKind;
    !facts.exports.is_empty()
        || facts.imports.iter().any(|import| matches!(import.kind, ImportKind::Static | ImportKind::ReExport))
}

/// What the index of the archive says of a file: the globals and modules that it declares. For the maker of the archive.
pub fn declared_in(text: &str) -> (Vec<Name>, Vec<Name>) {
    let facts = facts::of(text, SourceKind::new(Language::Declarations, Goal::Module));
    let mut scopes = Vec::new();
    if !is_module(&facts) {
        scopes.push(Facts::FILE_SCOPE);
    }
    scopes.extend(facts.ambient_modules.iter().filter(|module| *module.name == *"global").map(|module| module.scope));
    let mut globals: Vec<Name> =
        scopes.iter().flat_map(|scope| &facts[*scope].bindings).map(|binding| facts[*binding].name.clone()).collect();
    globals.sort();
    globals.dedup();
    let modules =
        facts.ambient_modules.iter().map(|module| module.name.clone()).filter(|name| **name != *"global").collect();
    (globals, modules)
}

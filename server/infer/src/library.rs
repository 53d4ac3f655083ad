//! The standard library and Node's modules: declarations that are in the binary, compressed, file by file.
//!
//! A file is unpacked and lowered when something of it is first asked for. An index made beforehand tells which file declares
//! which global and which module, so that asking for `fs` reads the file of `fs` alone.
//!
//! The declarations are those of the `typescript` package (Apache-2.0, its licence is in `data/`) and of `@types/node` and
//! `undici-types` (MIT, likewise). `xtask library` makes the archive from installed packages.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use project::facts::{self, BindingId, DeclarationKind, Facts, Name};
use rustc_hash::FxHashMap;
use source::{FileId, SourceText};
use syntax::{Goal, Language, SourceKind};

use crate::member::{MemberKind, kind_of_declaration};
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
    by_global: FxHashMap<Name, Vec<Declared>>,
    by_module: FxHashMap<Name, u32>,
    /// The values that each module gives by name.
    exports: FxHashMap<Name, Vec<Name>>,
    names: OnceLock<Vec<Name>>,
}

/// Where a global is declared, and as what.
#[derive(Clone, Copy)]
struct Declared {
    file: u32,
    kind: MemberKind,
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
    /// `file <environment> <compressed length> <length> <name>`, `global <kind> <name>`, or `module <name> <exported value>…` of the file above it.
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
                Some(("global", rest)) => {
                    let Some((letter, name)) = rest.split_once(' ') else { continue };
                    let declared = Declared { file: current - 1, kind: kind_of_letter(letter) };
                    library.by_global.entry(Name::from(name)).or_default().push(declared);
                }
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
        self.declared(name, with_browser).flat_map(|declared| self.globals_in(declared.file, name)).collect()
    }

    /// What a global is, by how it is declared; told without a look at the declarations, since lists ask it of every name.
    pub(crate) fn global_kind(&self, name: &Name, with_browser: bool) -> MemberKind {
        let mut found = MemberKind::Type;
        for Declared { kind, .. } in self.declared(name, with_browser) {
            match kind {
                MemberKind::Function | MemberKind::Class => return kind,
                MemberKind::Type => {}
                _ => found = kind,
            }
        }
        found
    }

    fn declared(&self, name: &Name, with_browser: bool) -> impl Iterator<Item = Declared> {
        let all = self.by_global.get(name).into_iter().flatten().copied();
        all.filter(move |declared| with_browser || !self.is_of_browser(*declared))
    }

    fn is_of_browser(&self, declared: Declared) -> bool {
        self.files[declared.file as usize].environment == Environment::Browser
    }

    fn globals_in(&self, index: u32, name: &Name) -> Vec<Node<BindingId>> {
        let file = FileId(FIRST + index);
        let Some(facts) = self.facts(file) else { return Vec::new() };
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
        names.iter().filter(move |name| self.declared(name, with_browser).next().is_some())
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

/// What the index of the archive says of a file: the globals that it declares, with the letters of their kinds, and the modules. For
/// the maker of the archive.
pub fn declared_in(text: &str) -> (Vec<(char, Name)>, Vec<Name>) {
    let facts = facts::of(text, SourceKind::new(Language::Declarations, Goal::Module));
    let mut scopes = Vec::new();
    if !is_module(&facts) {
        scopes.push(Facts::FILE_SCOPE);
    }
    scopes.extend(facts.ambient_modules.iter().filter(|module| *module.name == *"global").map(|module| module.scope));
    let mut declarations: BTreeMap<Name, Vec<DeclarationKind>> = BTreeMap::new();
    for binding in scopes.iter().flat_map(|scope| &facts[*scope].bindings).map(|binding| &facts[*binding]) {
        let kinds = binding.declarations.iter().map(|declaration| declaration.kind);
        declarations.entry(binding.name.clone()).or_default().extend(kinds);
    }
    let letter = |kind| LETTERS.iter().find(|(_, of)| *of == kind).map_or('t', |(letter, _)| *letter);
    let globals =
        declarations.into_iter().map(|(name, kinds)| (letter(kind_of_declaration(kinds.into_iter())), name)).collect();
    let modules =
        facts.ambient_modules.iter().map(|module| module.name.clone()).filter(|name| **name != *"global").collect();
    (globals, modules)
}

/// How the index of the archive writes what a global is; everything else is a type.
const LETTERS: [(char, MemberKind); 5] = [
    ('c', MemberKind::Class),
    ('e', MemberKind::EnumMember),
    ('f', MemberKind::Function),
    ('n', MemberKind::Module),
    ('v', MemberKind::Variable),
];

fn kind_of_letter(text: &str) -> MemberKind {
    LETTERS.iter().find(|(letter, _)| text.starts_with(*letter)).map_or(MemberKind::Type, |(_, kind)| *kind)
}

//! Where the requests of a file lead among the files that are linted: by that it is known what a change to one means for others, and
//! who loads whom, without what all files take and give being read again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::module::{Module, Request, RequestKind};
use super::modules::Modules;
use crate::later::Later;

/// One request that leads to a file that is linted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// The file, as its place among all.
    pub to: u32,
    /// Which request of the file it is.
    request: u32,
    /// When the program runs the file is loaded.
    is_loaded: bool,
    /// It is loaded before the one that requests it runs.
    is_static: bool,
    /// What it gives may be given to others.
    pub hands_on: bool,
}

/// What was known of the files that are linted, as long as they have not changed.
pub trait Kept: Send + Sync {
    /// All that are linted, by the bytes of their real paths.
    fn paths(&self) -> &[PathBuf];

    /// Which of them is at a path.
    fn place_of(&self, path: &Path) -> Option<usize>;

    /// Whether one has anything to do with modules, and has not changed.
    fn is_linked(&self, place: usize) -> bool;

    /// What one has left for later. `None`: nothing, or it has changed.
    fn later(&self, place: usize) -> Option<Arc<Later>>;

    fn links(&self, place: usize) -> Vec<Link>;

    /// Whether it is loaded with others that load it. `None`: that may have changed.
    fn is_in_cycle(&self, place: usize) -> Option<bool>;
}

/// Which file of these is at a path.
pub(super) fn place_of(paths: &[PathBuf], path: &Path) -> Option<usize> {
    let bytes = path.as_os_str().as_encoded_bytes();
    paths.binary_search_by(|one| one.as_os_str().as_encoded_bytes().cmp(bytes)).ok()
}

impl Link {
    /// How many bytes it takes.
    pub const LENGTH: usize = 9;

    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to.to_le_bytes());
        bytes.extend_from_slice(&self.request.to_le_bytes());
        bytes.push(u8::from(self.is_loaded) | u8::from(self.is_static) << 1 | u8::from(self.hands_on) << 2);
    }

    /// `None`: these are not bytes that [`Link::write`] gave.
    pub fn read(bytes: &[u8]) -> Option<Link> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let flags = bytes.get(8)?;
        let (is_loaded, is_static, hands_on) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
        Some(Link { to: number(0)?, request: number(4)?, is_loaded, is_static, hands_on })
    }

    /// `None`: nothing of the file is there when the program runs.
    pub(super) fn loaded(&self) -> Option<(u32, u32, bool)> {
        self.is_loaded.then_some((self.to, self.request, self.is_static))
    }
}

impl Modules {
    /// The links of a file to others. `place`: which of these is at a path.
    pub(super) fn links(&self, path: &Path, place: impl Fn(&Path) -> Option<u32>) -> Vec<Link> {
        let Some(module) = self.module(path) else { return Vec::new() };
        let targets = self.targets(path);
        let link = |(number, request): (usize, &Request)| {
            let target = self.target_among(&targets, path, &request.specifier, request.kind);
            let to = place(target.file()?)?;
            let is_loaded = !request.is_type_only && request.kind != RequestKind::Resolve;
            let is_static = request.kind.is_static() && !is_erased(&module, request);
            let number = number as u32;
            Some(Link { to, request: number, is_loaded, is_static, hands_on: hands_on(&module, number, request) })
        };
        module.requests.iter().enumerate().filter_map(link).collect()
    }

    /// The links of a file that is linted. `place_of`: which of all that are is at a path.
    pub fn links_of(&self, path: &Path, place_of: impl Fn(&Path) -> Option<usize>) -> Vec<Link> {
        self.links(path, |path| place_of(path).map(|place| place as u32))
    }

    /// The links of the files at these paths, which are sorted by their bytes.
    pub fn links_among(&self, paths: &[PathBuf]) -> Vec<Vec<Link>> {
        let is_own: rustc_hash::FxHashSet<PathBuf> = self.own().into_iter().collect();
        let links = |path: &PathBuf| match is_own.contains(path) {
            true => self.links_of(path, |path| place_of(paths, path)),
            false => Vec::new(),
        };
        paths.iter().map(links).collect()
    }

    /// Whether files that are not linted may hand on what those give that are: of these it is not known who asks for it.
    pub fn has_bridges(&self, paths: &[PathBuf]) -> bool {
        paths.iter().any(|path| package::scope::inside_node_modules(path))
            || self.has_bridges_outside(|path| place_of(paths, path))
    }

    /// The same where none of those that are linted is an installed one. `place_of`: which of them is at a path.
    pub fn has_bridges_outside(&self, place_of: impl Fn(&Path) -> Option<usize>) -> bool {
        self.others(&place_of).into_iter().any(|(path, module)| {
            module.requests.iter().enumerate().any(|(number, request)| {
                hands_on(&module, number as u32, request)
                    && self
                        .target(&path, &request.specifier, request.kind)
                        .file()
                        .is_some_and(|file| place_of(file).is_some())
            })
        })
    }

    /// Whether the files at these paths are loaded with others that load them.
    pub fn cycles_among(&self, paths: &[PathBuf]) -> Vec<bool> {
        let graph = self.graph();
        paths.iter().map(|path| graph.number(path).is_some_and(|number| graph.is_in_cycle(number))).collect()
    }
}

/// Types are taken away with the imports that are for nothing else.
fn is_erased(module: &Module, request: &Request) -> bool {
    module.is_typescript
        && !request.names.is_empty()
        && request.kind == RequestKind::Import
        && request.names.iter().all(|name| name.is_type_only || !name.is_value)
}

fn hands_on(module: &Module, number: u32, request: &Request) -> bool {
    request.kind == RequestKind::ReExport
        || module.has_common_js_exports && request.kind == RequestKind::Require
        || module.exports.iter().any(|export| export.from.as_ref().is_some_and(|(from, _)| *from == number))
}

//! Files get other names or places: the specifiers that lead to them, and their own, still lead where they led.
//!
//! A specifier keeps its style: with an extension or without, a folder for its `index`, its quotes, what stands behind `?`.
//! Only relative ones are touched; a package's name means the same from everywhere.

use std::path::{Component, Path, PathBuf};

use project::Snapshot;
use rustc_hash::FxHashSet;
use source::{Edit, FileId, TextRange};

use super::FileEdits;
use crate::manifest;

/// A file or a folder that moves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileRename {
    pub old: PathBuf,
    pub new: PathBuf,
}

/// The edits that keep all specifiers of the project's own files true. To be made before the files move.
pub fn will_rename_files(
    snapshot: &Snapshot,
    renames: &[FileRename],
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<FileEdits> {
    snapshot.read_own_files(&|| !is_cancelled());
    let moves = Moves(renames);
    let own = snapshot.own_files();
    let moved: Vec<FileId> = own.iter().copied().filter(|file| moves.moves(&snapshot.path(*file))).collect();
    let mut affected = moved.clone();
    for file in &moved {
        affected.extend(snapshot.importers(*file));
    }
    affected.extend(importers_of_others(snapshot, renames));
    let mut seen = FxHashSet::default();
    affected.retain(|file| seen.insert(*file) && snapshot.is_own(*file));
    let mut all = Vec::new();
    for file in affected {
        if is_cancelled() {
            return Vec::new();
        }
        let edits = specifiers(snapshot, &moves, file);
        if !edits.is_empty() {
            all.push(FileEdits { file, edits });
        }
    }
    all.extend(manifests(snapshot, &moves));
    all.sort_by_cached_key(|edits| snapshot.path(edits.file));
    all
}

struct Moves<'r>(&'r [FileRename]);

impl Moves<'_> {
    /// Where a path will be.
    fn target(&self, path: &Path) -> PathBuf {
        let moved = self.0.iter().find_map(|rename| {
            let rest = path.strip_prefix(&rename.old).ok()?;
            Some(if rest.as_os_str().is_empty() { rename.new.clone() } else { rename.new.join(rest) })
        });
        moved.unwrap_or_else(|| path.to_owned())
    }

    fn moves(&self, path: &Path) -> bool {
        self.0.iter().any(|rename| path.starts_with(&rename.old))
    }
}

/// Files that import something that moves and is no source: a `.json`, an image.
fn importers_of_others(snapshot: &Snapshot, renames: &[FileRename]) -> Vec<FileId> {
    let files = renames.iter().filter_map(|rename| snapshot.file(&rename.old));
    files.flat_map(|file| snapshot.importers(file)).collect()
}

fn specifiers(snapshot: &Snapshot, moves: &Moves, file: FileId) -> Vec<Edit> {
    let (Some(facts), Some(text)) = (snapshot.facts(file), snapshot.text(file)) else { return Vec::new() };
    let path = snapshot.path(file);
    let mut edits: Vec<Edit> = Vec::new();
    for import in &facts.imports {
        if !is_relative(&import.specifier) {
            continue;
        }
        let resolved = snapshot.resolve(file, &import.specifier, import.kind);
        let Some(target) = resolved.source().or(resolved.declarations()) else { continue };
        let target = snapshot.path(target);
        let written = text.slice(import.specifier_range);
        // Where a string has escapes, or is a template, what stands in the text is not the specifier.
        let Some(inner) =
            inner(written, import.specifier_range).filter(|inner| text.slice(*inner) == &*import.specifier)
        else {
            continue;
        };
        let new = respecified(&import.specifier, &path, &target, &moves.target(&path), &moves.target(&target));
        if let Some(new) = new.filter(|new| **new != *import.specifier) {
            edits.push(Edit::replace(inner, new));
        }
    }
    edits.sort_by_key(|edit| edit.range.start());
    edits.dedup_by_key(|edit| edit.range);
    edits
}

fn is_relative(specifier: &str) -> bool {
    specifier == "." || specifier == ".." || specifier.starts_with("./") || specifier.starts_with("../")
}

fn inner(written: &str, range: TextRange) -> Option<TextRange> {
    let is_quoted = written.len() >= 2 && written.starts_with(['\'', '"', '`']) && written.ends_with(['\'', '"', '`']);
    is_quoted.then(|| TextRange::new(range.start() + 1, range.end() - 1))
}

/// The specifier that leads from `new_from` to `new_target`, written as the old one was.
fn respecified(specifier: &str, from: &Path, target: &Path, new_from: &Path, new_target: &Path) -> Option<String> {
    if from == new_from && target == new_target {
        return None;
    }
    let (written, query) = match specifier.find(['?', '#']) {
        Some(at) => specifier.split_at(at),
        None => (specifier, ""),
    };
    let style = Style::of(written, target);
    let relative = relative(new_from.parent()?, &style.path(new_target))?;
    let slash = if written.ends_with('/') && !relative.ends_with('/') { "/" } else { "" };
    Some(format!("{relative}{slash}{query}"))
}

/// How much of a file's name a specifier has.
#[derive(Clone, PartialEq, Debug)]
enum Style {
    Whole,
    /// Without this at the end: `.js`, `.d.ts`.
    WithoutExtension,
    /// `./a.js` for `a.ts`.
    Compiled(String),
    /// The folder of an `index`.
    Folder,
}

impl Style {
    fn of(specifier: &str, target: &Path) -> Style {
        let name = file_name(target);
        let last = specifier.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let stem = stem(name);
        if last == name {
            return Style::Whole;
        }
        if last == stem && !specifier.ends_with('/') {
            return Style::WithoutExtension;
        }
        match last.strip_prefix(stem) {
            Some(extension) if matches!(extension, ".js" | ".jsx" | ".mjs" | ".cjs") => {
                Style::Compiled(extension.to_owned())
            }
            _ if stem == "index" => Style::Folder,
            _ => Style::WithoutExtension,
        }
    }

    fn path(&self, target: &Path) -> PathBuf {
        let name = file_name(target);
        let stem = stem(name);
        match self {
            Style::Whole => target.to_owned(),
            Style::Folder if stem == "index" => target.parent().unwrap_or(target).to_owned(),
            Style::WithoutExtension | Style::Folder => target.with_file_name(stem),
            Style::Compiled(extension) => {
                let extension = match &name[stem.len()..] {
                    ".mts" | ".d.mts" => ".mjs",
                    ".cts" | ".d.cts" => ".cjs",
                    ".ts" | ".d.ts" => ".js",
                    ".tsx" if extension == ".jsx" => ".jsx",
                    ".tsx" => ".js",
                    other => other,
                };
                target.with_file_name(format!("{stem}{extension}"))
            }
        }
    }
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("")
}

/// A file's name without what says its kind.
fn stem(name: &str) -> &str {
    const EXTENSIONS: [&str; 13] =
        [".d.ts", ".d.mts", ".d.cts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".node"];
    EXTENSIONS.iter().find_map(|extension| name.strip_suffix(extension)).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// `../b/c` from the folder `a` to `b/c`, with `./` where it needs one.
pub(crate) fn relative(folder: &Path, target: &Path) -> Option<String> {
    let names = |path: &Path| -> Vec<String> {
        let named = path.components().filter(|component| matches!(component, Component::Normal(_)));
        named.map(|component| component.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (folder, target) = (names(folder), names(target));
    let common = folder.iter().zip(&target).take_while(|(one, other)| one == other).count();
    let up = folder.len() - common;
    let mut parts: Vec<&str> = if up == 0 { vec!["."] } else { vec![".."; up] };
    parts.extend(target[common..].iter().map(String::as_str));
    Some(parts.join("/"))
}

/// The paths in the project's package.json files: `main`, `exports`, `bin`, …
fn manifests(snapshot: &Snapshot, moves: &Moves) -> Vec<FileEdits> {
    let mut seen = FxHashSet::default();
    let mut all = Vec::new();
    for rename in moves.0 {
        let folders = rename
            .old
            .ancestors()
            .skip(1)
            .take_while(|folder| snapshot.roots().iter().any(|root| folder.starts_with(root)));
        for folder in folders {
            let path = folder.join("package.json");
            let Some(file) = snapshot.file(&path).filter(|file| seen.insert(*file)) else { continue };
            let Some(text) = snapshot.text(file) else { continue };
            let mut edits = Vec::new();
            for string in manifest::strings(text.text()) {
                if !string.is_path() || string.value.contains('*') {
                    continue;
                }
                let target = source::normalize_lexically(&folder.join(&string.value));
                let new_target = moves.target(&target);
                if new_target == target {
                    continue;
                }
                let Some(new) = relative(folder, &new_target) else { continue };
                let has_dot = string.value.starts_with("./") || string.value.starts_with("../");
                let new = if has_dot { new.as_str() } else { new.strip_prefix("./").unwrap_or(&new) };
                edits.push(Edit::replace(string.range, new));
            }
            if !edits.is_empty() {
                all.push(FileEdits { file, edits });
            }
        }
    }
    all
}

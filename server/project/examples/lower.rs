//! Lowers every JavaScript and TypeScript file of some folders and tells how long that took:
//! `cargo run -p project --example lower FOLDER…`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use project::facts;
use source::{DiskFileSystem, FileKind, FileSystem};
use syntax::{Goal, Language, SourceKind};

fn main() {
    let mut files = Vec::new();
    for folder in std::env::args_os().skip(1) {
        find(Path::new(&folder), &mut files);
    }
    let (mut parsing, mut lowering) = (Duration::ZERO, Duration::ZERO);
    let (mut bytes, mut rows, mut unresolved, mut slowest) = (0, [0; 8], 0, (Duration::ZERO, PathBuf::new()));
    for path in &files {
        let Ok(text) = DiskFileSystem.read_to_string(path) else { continue };
        let language = Language::of(path);
        let goal = if language.is_typescript() { Goal::Module } else { Goal::CommonJs };
        let kind = SourceKind::new(language, goal);
        let start = Instant::now();
        let parsed = syntax::parse_with_comments(&text, kind);
        let middle = Instant::now();
        let facts = facts::lower(&parsed, &text, kind);
        let time = middle.elapsed();
        parsing += middle - start;
        lowering += time;
        if time > slowest.0 {
            slowest = (time, path.clone());
        }
        bytes += text.len();
        unresolved += facts.references.iter().filter(|reference| reference.binding.is_none()).count();
        let here = [
            facts.scopes.len(),
            facts.bindings.len(),
            facts.references.len(),
            facts.expressions.len(),
            facts.functions.len(),
            facts.types.len(),
            facts.interfaces.len(),
            facts.docs.len(),
        ];
        rows.iter_mut().zip(here).for_each(|(all, here)| *all += here);
    }
    println!("{} files, {bytes} bytes: parsed in {parsing:?}, lowered in {lowering:?}", files.len());
    println!("slowest to lower: {:?}, {}", slowest.0, slowest.1.display());
    let [scopes, bindings, references, expressions, functions, types, interfaces, docs] = rows;
    println!("{scopes} scopes, {bindings} bindings, {references} references ({unresolved} to no binding of the file)");
    println!(
        "{expressions} expressions, {functions} functions, {types} types, {interfaces} interfaces, {docs} comments"
    );
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for (name, kind) in DiskFileSystem.entries(folder).unwrap_or_default() {
        let path = folder.join(&name);
        match kind {
            FileKind::Directory => find(&path, files),
            FileKind::File if [".ts", ".mts", ".cts", ".js", ".cjs", ".mjs"].iter().any(|end| name.ends_with(end)) => {
                files.push(path);
            }
            _ => {}
        }
    }
}

//! The questions that are put to the servers: places in a project's own files, taken by syntax alone and drawn by a seed.
//!
//! Every `receiver.name`, every name in an expression, every specifier and every name that an import binds is a candidate; which are
//! drawn depends on the project, the part and the seed, and on nothing else.

mod classes;
mod scan;
mod scopes;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use source::TextRange;
use syntax::{Goal, Language, SourceKind};

pub(crate) use classes::{IDENTIFIERS, MEMBERS, SPECIFIERS};

use super::projects::Project;
use super::random::Random;
use classes::Classes;

/// A file bigger than this is a bundle, not somebody's source.
const BIGGEST_SOURCE: usize = 400_000;

/// How many letters of a name are typed before its import is wanted.
const IMPORT_PREFIX: u32 = 3;

/// A class has at least this part of the questions, where the project has as many places.
const LEAST_SHARE: usize = 12;

/// Names shorter than this are typed, not completed.
const SHORTEST_NAME: u32 = 3;

/// The questions of one project, each part in the order of files and texts.
pub(crate) struct Questions {
    pub files: Vec<SourceFile>,
    pub members: Vec<Place>,
    pub identifiers: Vec<Place>,
    pub specifiers: Vec<Place>,
    pub imports: Vec<ImportPlace>,
    /// Members and names whose definition is asked for.
    pub definitions: Vec<Place>,
}

pub(crate) struct SourceFile {
    pub path: PathBuf,
    pub text: String,
}

/// A name that was deleted, or is asked about.
#[derive(Clone)]
pub(crate) struct Place {
    /// An index of `files`.
    pub file: usize,
    /// The part of the text that is to be guessed.
    pub range: TextRange,
    /// All of the name or specifier that it belongs to.
    pub name: String,
    pub class: &'static str,
    /// Drawn because its class is rare: it counts for the class, not for all.
    pub is_extra: bool,
}

/// A name that is imported, the import taken away.
#[derive(Clone)]
pub(crate) struct ImportPlace {
    pub place: Place,
    pub specifier: String,
    /// What is blanked.
    pub statement: TextRange,
    /// What of the name is left standing: its first letters.
    pub kept: u32,
}

pub(crate) fn draw(project: &Project, count: usize, seed: u64) -> Result<Questions> {
    let mut all = Questions {
        files: Vec::new(),
        members: Vec::new(),
        identifiers: Vec::new(),
        specifiers: Vec::new(),
        imports: Vec::new(),
        definitions: Vec::new(),
    };
    let mut classes = Classes::new(project);
    for path in project.source_files()? {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let goal = if project.is_module(&path) { Goal::Module } else { Goal::CommonJs };
        let kind = SourceKind::new(Language::Jsx, goal);
        if text.len() > BIGGEST_SOURCE {
            continue;
        }
        let Some(found) = scan::scan(&text, kind) else { continue };
        collect(&mut all, &found, &mut classes, &path, &text);
        all.files.push(SourceFile { path, text });
    }
    let random = |part: &str| Random::new(&[project.name, part], seed);
    let (members, names) = (all.members.clone(), all.identifiers.clone());
    all.definitions = random("definitions").draw(members, count);
    all.definitions.extend(random("definitions of names").draw(names, count));
    all.definitions.sort_by_key(|place| (place.file, place.range));
    all.members = draw_members(&mut random("members"), std::mem::take(&mut all.members), count);
    all.identifiers = random("identifiers").draw(std::mem::take(&mut all.identifiers), count);
    all.specifiers = random("specifiers").draw(std::mem::take(&mut all.specifiers), count);
    all.imports = random("imports").draw(std::mem::take(&mut all.imports), count);
    Ok(all)
}

/// `count` of all, and more of rare classes, so that something can be said of them.
fn draw_members(random: &mut Random, mut all: Vec<Place>, count: usize) -> Vec<Place> {
    let mut drawn = random.draw((0..all.len()).collect(), count);
    let mut extra = Vec::new();
    for class in MEMBERS {
        let of_class = |index: &usize| all[*index].class == *class;
        let missing = (count / LEAST_SHARE).saturating_sub(drawn.iter().copied().filter(of_class).count());
        let rest = (0..all.len()).filter(of_class).filter(|index| drawn.binary_search(index).is_err()).collect();
        extra.extend(random.draw(rest, missing));
    }
    extra.iter().for_each(|index| all[*index].is_extra = true);
    drawn.append(&mut extra);
    drawn.sort_unstable();
    drawn.into_iter().map(|index| all[index].clone()).collect()
}

fn collect(all: &mut Questions, found: &scan::Found, classes: &mut Classes, path: &Path, text: &str) {
    let file = all.files.len();
    let place =
        |range: TextRange, class| Place { file, range, name: range.slice(text).to_owned(), class, is_extra: false };
    for (range, receiver) in &found.members {
        all.members.push(place(*range, classes.of_receiver(receiver)));
    }
    for (range, named) in &found.names {
        if range.len() >= SHORTEST_NAME {
            all.identifiers.push(place(*range, classes.of_name(named)));
        }
    }
    for range in &found.specifiers {
        let specifier = range.slice(text);
        let class = classes.of_specifier(specifier);
        let kept = kept_of_specifier(specifier, class);
        if kept < specifier.len() {
            let range = TextRange::new(range.start() + kept as u32, range.end());
            all.specifiers.push(Place { file, range, name: specifier.to_owned(), class, is_extra: false });
        }
    }
    for import in &found.imports {
        if import.usage.len() < SHORTEST_NAME || !classes.can_be_imported(&import.specifier, path) {
            continue;
        }
        let kept = IMPORT_PREFIX;
        let range = TextRange::new(import.usage.start() + kept, import.usage.end());
        let class = classes.of_specifier(&import.specifier);
        let place = Place { file, range, name: import.name.clone(), class, is_extra: false };
        all.imports.push(ImportPlace { place, specifier: import.specifier.clone(), statement: import.statement, kept });
    }
}

/// How much of a specifier has been typed: `./lib/` of `./lib/view`, `lodash/` of `lodash/map`, nothing of a package or a builtin.
fn kept_of_specifier(specifier: &str, class: &str) -> usize {
    if class == classes::BUILTIN {
        return 0;
    }
    let of_scope = if specifier.starts_with('@') { specifier.find('/').map_or(0, |slash| slash + 1) } else { 0 };
    specifier[of_scope..].rfind('/').map_or(0, |slash| of_scope + slash + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_the_folder_is_kept() {
        let kept = |specifier: &'static str, class| &specifier[..kept_of_specifier(specifier, class)];
        assert_eq!(kept("./lib/view", "relative"), "./lib/");
        assert_eq!(kept("lodash", "package"), "");
        assert_eq!(kept("@babel/core", "package"), "");
        assert_eq!(kept("@babel/core/lib/a.js", "package"), "@babel/core/lib/");
        assert_eq!(kept("fs/promises", classes::BUILTIN), "");
    }

    #[test]
    fn rare_classes_are_drawn_beside_the_others() {
        let place = |at, class| {
            let range = TextRange::new(at, at + 1);
            Place { file: 0, range, name: String::new(), class, is_extra: false }
        };
        let mut all: Vec<Place> = (0..10_000).map(|at| place(at, "parameter")).collect();
        all.extend((10_000..10_003).map(|at| place(at, "this")));
        let drawn = draw_members(&mut Random::new(&["a"], 1), all, 24);
        assert_eq!(drawn.iter().filter(|place| !place.is_extra).count(), 24);
        assert_eq!(drawn.iter().filter(|place| place.class == "this").count(), 2);
        assert!(drawn.is_sorted_by_key(|place| place.range));
    }
}

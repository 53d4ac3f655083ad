//! package.json while it is written: its fields, what is installed, the files and scripts that it names.
//!
//! - `fields`: what fields there are and what they mean. `completion`: what can be typed.
//!
//! Nothing here asks a registry: a version is one that is installed.

mod completion;
mod fields;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use infer::Place;
use package::manifest::PackageJson;
use project::Snapshot;
use source::{FileId, TextRange};
use syntax::json::{Dialect, Within, parse};

pub(crate) use completion::completions;

use crate::FilePosition;
use crate::definition::Definition;
use crate::hover::Hover;
use crate::manifest::{self, ManifestString};

/// The fields that name packages with their ranges.
const DEPENDENCIES: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
/// What Node tries where a path does not name a file.
const ENDINGS: [&str; 6] = [".js", ".json", ".cjs", ".mjs", "/index.js", "/index.json"];

/// Whether a file is one: of the project, or of a package that someone looks at.
pub(crate) fn is_manifest(snapshot: &Snapshot, file: FileId) -> bool {
    snapshot.path(file).file_name().is_some_and(|name| name == "package.json")
}

/// A dependency: what is installed. A field: what it is for.
pub(crate) fn hover(snapshot: &Snapshot, at: FilePosition) -> Option<Hover> {
    let text = snapshot.text(at.file)?;
    let string = string_at(text.text(), at.offset)?;
    let told = match string.keys.as_slice() {
        [field] if string.is_key => format!("**{field}**\n\n{}", fields::meaning(field)?),
        [field, name] if DEPENDENCIES.contains(&field.as_str()) => of_dependency(snapshot, at.file, name),
        _ => return None,
    };
    Some(Hover { range: string.range, code: String::new(), documentation: told })
}

/// What a list's item stands for.
pub(crate) fn told_of(snapshot: &Snapshot, at: FilePosition, label: &str) -> Option<String> {
    let text = snapshot.text(at.file)?;
    let document = parse(text.text(), Dialect::Strict);
    let cursor = document.path_at(at.offset);
    let mut names = cursor.names();
    if matches!(cursor.within, Within::Name(_)) {
        names.pop();
    }
    let is_name = matches!(cursor.within, Within::Name(_) | Within::Object(_));
    match names.as_slice() {
        [] if is_name => fields::meaning(label).map(str::to_owned),
        [field] if is_name && DEPENDENCIES.contains(field) => Some(of_dependency(snapshot, at.file, label)),
        _ => None,
    }
}

/// The file that a path leads to, the package.json of a dependency, the script that another one runs.
pub(crate) fn definition(snapshot: &Snapshot, at: FilePosition) -> Option<Definition> {
    let text = snapshot.text(at.file)?;
    let string = string_at(text.text(), at.offset)?;
    let top = |file| Place { file, name_range: TextRange::empty(0), range: TextRange::empty(0) };
    match string.keys.as_slice() {
        [field, name] if DEPENDENCIES.contains(&field.as_str()) => {
            let file = snapshot.file(&snapshot.installed(at.file, name)?.join("package.json"))?;
            Some(Definition { range: string.range, targets: vec![top(file)] })
        }
        [field, _] if field == "scripts" && !string.is_key => {
            let (start, name) = script_run_at(&string, at.offset)?;
            let strings = manifest::strings(text.text());
            let named = strings.iter().find(|one| one.is_key && one.keys == ["scripts", name])?;
            let range = TextRange::new(start, start + name.len() as u32);
            let place = Place { file: at.file, name_range: named.range, range: named.range };
            Some(Definition { range, targets: vec![place] })
        }
        _ if string.is_path() => {
            let path = snapshot.path(at.file);
            let path = source::normalize_lexically(&path.parent()?.join(&string.value));
            let file = file_of(snapshot, &path)?;
            Some(Definition { range: string.range, targets: vec![top(file)] })
        }
        _ => None,
    }
}

fn string_at(text: &str, offset: u32) -> Option<ManifestString> {
    // An editor that moves by words stands on the quote.
    let is_there = |range: TextRange| range.touches(offset) || range.start() == offset + 1;
    manifest::strings(text).into_iter().find(|string| is_there(string.range))
}

fn file_of(snapshot: &Snapshot, path: &Path) -> Option<FileId> {
    let exact = snapshot.file(path);
    exact.or_else(|| {
        let mut others = ENDINGS.iter().map(|ending| PathBuf::from(format!("{}{ending}", path.display())));
        others.find_map(|path| snapshot.file(&path))
    })
}

fn of_dependency(snapshot: &Snapshot, file: FileId, name: &str) -> String {
    let Some(package) = installed(snapshot, file, name) else {
        return format!("**{name}** is not installed: run `npm install`");
    };
    let said = |field: &str| package.raw.get(field).and_then(|value| value.as_str()).filter(|text| !text.is_empty());
    let version = package.version.as_deref().unwrap_or("without a version");
    let mut parts = vec![format!("**{name}** {version}")];
    parts.extend(said("description").map(str::to_owned));
    parts.extend(said("deprecated").map(|why| format!("Deprecated: {why}")));
    parts.extend(said("homepage").filter(|page| page.starts_with("http")).map(str::to_owned));
    parts.join("\n\n")
}

/// The package.json of what a name leads to.
fn installed(snapshot: &Snapshot, file: FileId, name: &str) -> Option<Arc<PackageJson>> {
    let manifest = snapshot.installed(file, name)?.join("package.json");
    snapshot.package_of(snapshot.file(&manifest)?)
}

/// The words of a command that runs a script of the same file.
const RUNNERS: [&str; 6] = ["npm run ", "npm run-script ", "pnpm run ", "yarn run ", "lode run ", "node --run "];

/// The script's name at the cursor in another script, and where it starts.
fn script_run_at(string: &ManifestString, offset: u32) -> Option<(u32, &str)> {
    // An escape moves what is behind it.
    if string.value.len() as u32 != string.range.len() {
        return None;
    }
    let at = (offset - string.range.start()) as usize;
    let text = string.value.as_str();
    let is_end = |character: char| character.is_whitespace() || "&|;\"'".contains(character);
    let start = text.get(..at)?.rfind(is_end).map_or(0, |end| end + 1);
    let end = text.get(at..)?.find(is_end).map_or(text.len(), |end| at + end);
    let is_run = RUNNERS.iter().any(|runner| text[..start].ends_with(runner));
    is_run.then(|| (string.range.start() + start as u32, &text[start..end]))
}

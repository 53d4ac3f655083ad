//! What can be typed in a package.json.

use project::Snapshot;
use source::{FileId, FileKind, TextRange};
use syntax::json::{Dialect, Document, NodeId, Value, Within, inside_quotes, parse};

use super::{DEPENDENCIES, RUNNERS, fields, installed};
use crate::FilePosition;
use crate::completion::{Completions, Item, ItemKind};
use crate::manifest::ManifestString;

pub(crate) fn completions(snapshot: &Snapshot, at: FilePosition) -> Completions {
    let Some(text) = snapshot.text(at.file) else { return Completions::default() };
    let text = text.text();
    let document = parse(text, Dialect::Strict);
    let cursor = document.path_at(at.offset);
    let names = cursor.names();
    let mut writer = Writer {
        snapshot,
        file: at.file,
        document: &document,
        items: Vec::new(),
        replace: word_before(text, at.offset),
        is_quoted: false,
    };
    match cursor.within {
        Within::Name(range) => {
            writer.take_string(text, range, at.offset);
            let Some(container) = cursor.container else { return Completions::default() };
            // The name that is being written is no reason to leave that name out.
            writer.names(&names[..names.len() - 1], container, names.last().copied());
        }
        Within::Object(container) => writer.names(&names, container, None),
        Within::Value(node) => {
            let range = document[node].range;
            if matches!(document[node].value, Value::String(_)) {
                writer.take_string(text, range, at.offset);
            }
            writer.values(&names, text, at.offset);
        }
        Within::Array(_) => writer.values(&names, text, at.offset),
        Within::Outside => return Completions::default(),
    }
    let (items, replace) = (writer.items, writer.replace);
    Completions { items, replace, wanted_after: "\"./@", ..Completions::default() }
}

struct Writer<'w> {
    snapshot: &'w Snapshot,
    file: FileId,
    document: &'w Document,
    items: Vec<Item>,
    replace: TextRange,
    /// The cursor stands in quotes already.
    is_quoted: bool,
}

impl Writer<'_> {
    /// The cursor is in this string: what is inside of its quotes is replaced.
    fn take_string(&mut self, text: &str, range: TextRange, offset: u32) {
        if let Some(inside) = inside_quotes(text, range, offset) {
            self.is_quoted = true;
            self.replace = inside;
        }
    }

    /// In the order in which they are pushed.
    fn push(&mut self, label: &str, kind: ItemKind, detail: Option<String>, insert: Option<String>) {
        let score = 1000.0 - self.items.len() as f32;
        let mut item = Item::new(label, kind, score);
        item.detail = detail;
        item.insert = insert;
        self.items.push(item);
    }

    fn name(&mut self, name: &str, kind: ItemKind, detail: Option<String>, value: &str) {
        let insert = (!self.is_quoted).then(|| format!("\"{name}\": {value}"));
        self.push(name, kind, detail, insert);
    }

    /// With its quotes, if it has any in the file.
    fn value(&mut self, value: &str, kind: ItemKind, detail: Option<String>) {
        let bare = value.trim_matches('"');
        if self.is_quoted && bare == value {
            return;
        }
        let insert = (!self.is_quoted && bare != value).then(|| value.to_owned());
        self.push(bare, kind, detail, insert);
    }

    fn names(&mut self, path: &[&str], container: NodeId, current: Option<&str>) {
        let is_there = |name: &str| {
            current != Some(name) && self.document.members(container).iter().any(|member| member.name == name)
        };
        let mut wanted: Vec<(String, ItemKind, Option<String>, String)> = Vec::new();
        match path {
            [] => wanted.extend(fields::FIELDS.iter().map(|(name, meaning)| {
                ((*name).to_owned(), ItemKind::Property, Some((*meaning).to_owned()), String::new())
            })),
            [field] if DEPENDENCIES.contains(field) => {
                for name in self.packages() {
                    let version = installed(self.snapshot, self.file, &name).and_then(|one| one.version.clone());
                    let value = version.as_ref().map(|version| format!("\"^{version}\"")).unwrap_or_default();
                    wanted.push((name, ItemKind::Module, version, value));
                }
            }
            path => wanted.extend(
                fields::names_in(path).iter().map(|name| ((*name).to_owned(), ItemKind::Property, None, String::new())),
            ),
        }
        wanted.retain(|(name, ..)| !is_there(name));
        for (name, kind, detail, value) in wanted {
            self.name(&name, kind, detail, &value);
        }
    }

    /// The packages that are installed where the file's imports would find them, and those that are indexed. Sorted.
    fn packages(&self) -> Vec<String> {
        let path = self.snapshot.path(self.file);
        let mut names = Vec::new();
        for folder in path.ancestors().skip(1) {
            let modules = folder.join("node_modules");
            for (name, _) in self.snapshot.entries(&modules) {
                if name.starts_with('@') {
                    let scoped = self.snapshot.entries(&modules.join(&name)).into_iter();
                    names.extend(scoped.map(|(inner, _)| format!("{name}/{inner}")));
                } else if !name.starts_with('.') {
                    names.push(name);
                }
            }
        }
        names.extend(self.snapshot.packages(self.file).into_iter().map(|package| package.dependency.name));
        names.sort_unstable();
        names.dedup();
        names
    }

    fn values(&mut self, path: &[&str], text: &str, offset: u32) {
        match path {
            [field, name] if DEPENDENCIES.contains(field) => {
                let Some(package) = installed(self.snapshot, self.file, name) else { return };
                let Some(version) = &package.version else { return };
                let said =
                    [(format!("^{version}"), "no breaking changes"), (format!("~{version}"), "corrections only")];
                for (range, meaning) in said {
                    self.value(&format!("\"{range}\""), ItemKind::Text, Some(meaning.to_owned()));
                }
                self.value(&format!("\"{version}\""), ItemKind::Text, Some("exactly what is installed".to_owned()));
                self.value("\"*\"", ItemKind::Text, Some("any version".to_owned()));
            }
            ["scripts", own] => self.command(own, text, offset),
            path => {
                for value in fields::values_of(path) {
                    self.value(value, ItemKind::Text, None);
                }
                let keys = path.iter().filter(|key| !key.is_empty()).map(|key| (*key).to_owned()).collect();
                let string =
                    ManifestString { keys, value: String::new(), range: TextRange::empty(offset), is_key: false };
                if self.is_quoted && string.is_path() {
                    self.paths(text, offset);
                }
            }
        }
    }

    /// Files and folders behind what is typed of a path.
    fn paths(&mut self, text: &str, offset: u32) {
        let typed = &text[self.replace.start() as usize..offset as usize];
        let (folder, start) = match typed.rfind('/') {
            Some(slash) => (&typed[..=slash], self.replace.start() + slash as u32 + 1),
            None => ("./", self.replace.start()),
        };
        let path = self.snapshot.path(self.file);
        let Some(parent) = path.parent() else { return };
        self.replace = TextRange::new(start, self.replace.end());
        for (name, kind) in self.snapshot.entries(&source::normalize_lexically(&parent.join(folder))) {
            let is_hidden = name.starts_with('.') || name == "node_modules";
            if !is_hidden {
                let kind = if kind == FileKind::Directory { ItemKind::Folder } else { ItemKind::File };
                self.push(&name, kind, None, None);
            }
        }
    }

    /// A word of a command: a script's name behind `npm run`, else a program.
    fn command(&mut self, own: &str, text: &str, offset: u32) {
        if !self.is_quoted {
            return;
        }
        let typed = &text[self.replace.start() as usize..offset as usize];
        let is_end = |character: char| character.is_whitespace() || "&|;".contains(character);
        let start = typed.rfind(is_end).map_or(0, |end| end + 1);
        let before = &typed[..start];
        let rest = &text[offset as usize..self.replace.end() as usize];
        let end = offset + rest.find(is_end).unwrap_or(rest.len()) as u32;
        self.replace = TextRange::new(self.replace.start() + start as u32, end);
        if RUNNERS.iter().any(|runner| before.ends_with(runner)) {
            let Some(scripts) = self.document.get(&["scripts"]) else { return };
            for script in self.document.members(scripts).iter().filter(|script| script.name != own) {
                let command = self.document.string(script.value).map(str::to_owned);
                self.push(&script.name, ItemKind::Function, command, None);
            }
            return;
        }
        let before = before.trim_end();
        if !before.is_empty() && !before.ends_with(['&', '|', ';']) {
            return;
        }
        let path = self.snapshot.path(self.file);
        let mut programs: Vec<String> = path
            .ancestors()
            .skip(1)
            .flat_map(|folder| self.snapshot.entries(&folder.join("node_modules/.bin")))
            .map(|(name, _)| name)
            .filter(|name| !name.contains('.'))
            .collect();
        programs.sort_unstable();
        programs.dedup();
        for program in programs {
            self.push(&program, ItemKind::Function, None, None);
        }
    }
}

/// The letters before the cursor that are in no quotes yet.
fn word_before(text: &str, offset: u32) -> TextRange {
    let before = &text[..offset as usize];
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-@/.".contains(character);
    let start = before.trim_end_matches(is_part).len() as u32;
    TextRange::new(start, offset)
}

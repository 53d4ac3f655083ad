//! What can be typed in a lode.json.

use project::Snapshot;
use source::TextRange;
use syntax::json::{Dialect, Document, NodeId, Value, Within, inside_quotes, parse};

use super::schema::Part;
use crate::FilePosition;
use crate::completion::{Completions, Item, ItemKind};

pub(crate) fn completions(snapshot: &Snapshot, at: FilePosition) -> Completions {
    let Some(text) = snapshot.text(at.file) else { return Completions::default() };
    let text = text.text();
    let document = parse(text, Dialect::WithComments);
    let cursor = document.path_at(at.offset);
    let mut writer = Writer { items: Vec::new(), replace: word_before(text, at.offset), is_quoted: false };
    match cursor.within {
        Within::Name(range) => {
            writer.take_string(text, range, at.offset);
            let Some((last, around)) = cursor.path.split_last() else { return Completions::default() };
            let current = if let syntax::json::Step::Name(name) = last { Some(name.as_str()) } else { None };
            if let Some(container) = cursor.container {
                writer.names(&Part::at(around), &document, container, current);
            }
        }
        Within::Object(container) => writer.names(&Part::at(&cursor.path), &document, container, None),
        Within::Value(node) => {
            if matches!(document[node].value, Value::String(_)) {
                writer.take_string(text, document[node].range, at.offset);
            }
            writer.values(&Part::at(&cursor.path));
        }
        Within::Array(list) => {
            let index =
                document.entries(list).iter().filter(|entry| document[**entry].range.end() <= at.offset).count();
            writer.values(&Part::at(&cursor.path).entry(index));
        }
        Within::Outside => return Completions::default(),
    }
    Completions { items: writer.items, replace: writer.replace, wanted_after: "\"/@", ..Completions::default() }
}

struct Writer {
    items: Vec<Item>,
    replace: TextRange,
    /// The cursor stands in quotes already.
    is_quoted: bool,
}

impl Writer {
    /// The cursor is in this string: what is inside of its quotes is replaced.
    fn take_string(&mut self, text: &str, range: TextRange, offset: u32) {
        if let Some(inside) = inside_quotes(text, range, offset) {
            self.is_quoted = true;
            self.replace = inside;
        }
    }

    /// In the order in which they are pushed.
    fn push(&mut self, label: &str, kind: ItemKind, detail: Option<&str>, insert: Option<String>) {
        let mut item = Item::new(label, kind, 1000.0 - self.items.len() as f32);
        item.detail = detail.and_then(|text| text.lines().next()).map(str::to_owned);
        item.insert = insert;
        self.items.push(item);
    }

    fn names(&mut self, part: &Part, document: &Document, container: NodeId, current: Option<&str>) {
        let is_there =
            |name: &str| current != Some(name) && document.members(container).iter().any(|member| member.name == name);
        for (name, meaning) in part.names().into_iter().filter(|(name, _)| !is_there(name)) {
            let value = part.member(name);
            let start = match value.kinds().as_slice() {
                ["object"] => "{}",
                ["array"] => "[]",
                _ => "",
            };
            let insert = (!self.is_quoted).then(|| format!("\"{name}\": {start}"));
            self.push(name, ItemKind::Property, meaning.or(value.description()), insert);
        }
    }

    fn values(&mut self, part: &Part) {
        for value in part.values() {
            match value.as_str() {
                Some(word) if self.is_quoted => self.push(word, ItemKind::Text, None, None),
                Some(word) => self.push(word, ItemKind::Text, None, Some(format!("\"{word}\""))),
                None if !self.is_quoted => self.push(&value.to_string(), ItemKind::Text, None, None),
                None => {}
            }
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

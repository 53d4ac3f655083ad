//! The strings of a package.json, for links and for files that are renamed.

use source::TextRange;
use syntax::json::{Dialect, Document, NodeId, Value, parse};

/// A string, and the keys that lead to it from the top.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct ManifestString {
    /// Of a value: the keys around it; of a key: those around it and itself. An element of an array adds nothing.
    pub keys: Vec<String>,
    pub value: String,
    /// Without its quotes.
    pub range: TextRange,
    pub is_key: bool,
}

impl ManifestString {
    /// Whether it is a path in the package, by the keys that lead to it.
    pub(crate) fn is_path(&self) -> bool {
        let Some(first) = self.keys.first().filter(|_| !self.is_key) else { return false };
        match first.as_str() {
            "main" | "module" | "types" | "typings" | "unpkg" | "jsdelivr" | "man" | "style" => self.keys.len() == 1,
            "bin" | "browser" | "directories" | "exports" | "imports" | "files" => true,
            _ => false,
        }
    }
}

/// In the order of the text.
pub(crate) fn strings(text: &str) -> Vec<ManifestString> {
    let document = parse(text, Dialect::Strict);
    let mut found = Vec::new();
    if let Some(root) = document.root {
        walk(&document, text, root, &mut Vec::new(), &mut found);
    }
    found
}

fn walk(document: &Document, text: &str, node: NodeId, keys: &mut Vec<String>, found: &mut Vec<ManifestString>) {
    match &document[node].value {
        Value::String(value) => {
            let range = inner(text, document[node].range);
            found.push(ManifestString { keys: keys.clone(), value: value.clone(), range, is_key: false });
        }
        Value::Array(entries) => entries.iter().for_each(|entry| walk(document, text, *entry, keys, found)),
        Value::Object(members) => {
            for member in members {
                keys.push(member.name.clone());
                let range = inner(text, member.name_range);
                found.push(ManifestString { keys: keys.clone(), value: member.name.clone(), range, is_key: true });
                walk(document, text, member.value, keys, found);
                keys.pop();
            }
        }
        _ => {}
    }
}

fn inner(text: &str, range: TextRange) -> TextRange {
    let written = range.slice(text);
    let end = if written.len() >= 2 && written.ends_with('"') { range.end() - 1 } else { range.end() };
    let start = if written.starts_with('"') { range.start() + 1 } else { range.start() };
    TextRange::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_know_the_keys_that_lead_to_them() {
        let text = r#"{ "main": "a.js", "exports": { ".": ["./b.js", { "import": "./c\u002ejs" }] } }"#;
        let found: Vec<String> = strings(text)
            .iter()
            .filter(|string| !string.is_key)
            .map(|string| format!("{} = {} {}", string.keys.join("/"), string.value, string.range.slice(text)))
            .collect();
        assert_eq!(found, ["main = a.js a.js", "exports/. = ./b.js ./b.js", r"exports/./import = ./c.js ./c\u002ejs"]);
    }

    #[test]
    fn broken_text_is_read_as_far_as_it_goes() {
        for text in ["", "{", "{\"a", "{\"a\": \"b\n\"c\"}", "]]}", "\"\\"] {
            strings(text);
        }
        assert_eq!(strings("{\"main\": \"a.js\", ").last().map(|string| string.value.as_str()), Some("a.js"));
    }
}

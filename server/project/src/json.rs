//! Facts of a JSON text: the value that it is, which whoever imports it gets as a whole.
//!
//! Comments and trailing commas are borne: configuration files have them. What is broken further down leaves what stands before it.

use source::TextRange;
use syntax::{SourceKind, SyntaxError};

use crate::facts::{
    Export, ExportName, Exported, Expression, ExpressionId, ExpressionKind, Facts, List, Property, PropertyKey,
    PropertyKind,
};
use crate::scan::{is_name, skip};

/// Deeper values are left out.
const DEPTH: usize = 200;

/// How JSON is named where a kind of source is asked for: a module whose `module.exports` it is.
pub(crate) const KIND: SourceKind = SourceKind::COMMON_JS;

pub(crate) fn facts(text: &str) -> Facts {
    let mut reader = Reader { text, at: 0, facts: Facts::empty(KIND, text.len() as u32) };
    if text.starts_with('\u{FEFF}') {
        reader.at = 3;
    }
    let root = reader.value(None, 0);
    reader.space();
    if let Some(root) = root {
        if reader.at < text.len() {
            reader.error("Expected the end of the file");
        }
        let range = reader.facts[root].range;
        reader.facts.exports.push(Export {
            name: ExportName::Equals,
            what: Exported::Expression(root),
            name_range: TextRange::empty(range.start()),
            range,
            is_type_only: false,
        });
    }
    reader.facts
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    facts: Facts,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'/' if matches!(bytes.get(self.at + 1), Some(b'/' | b'*')) => {
                    self.at = skip(bytes, self.at).unwrap_or(bytes.len());
                }
                _ => break,
            }
        }
    }

    /// Only the first counts: what follows is mostly its consequence.
    fn error(&mut self, message: &str) {
        if self.facts.errors.is_empty() {
            let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            let range = TextRange::new(self.at as u32, (self.at + length) as u32);
            self.facts.errors.push(SyntaxError { range, message: message.to_owned() });
        }
    }

    fn value(&mut self, parent: Option<ExpressionId>, depth: usize) -> Option<ExpressionId> {
        self.space();
        let start = self.at;
        let id = ExpressionId(self.facts.expressions.len() as u32);
        match self.peek() {
            Some(b'{' | b'[') if depth > DEPTH => {
                self.error("Nested too deeply");
                return None;
            }
            Some(b'{') => {
                self.begin(parent);
                let properties = self.object(id, depth);
                self.finish(id, start, ExpressionKind::Object(properties));
            }
            Some(b'[') => {
                self.begin(parent);
                let items = self.array(id, depth);
                self.finish(id, start, ExpressionKind::Array(items));
            }
            Some(b'"') => {
                self.begin(parent);
                let value = self.string();
                self.finish(id, start, ExpressionKind::String(value.as_str().into()));
            }
            Some(byte) if is_name(byte) || byte == b'-' => {
                let word = self.word().to_owned();
                let kind = match word.as_str() {
                    "true" => ExpressionKind::Boolean(true),
                    "false" => ExpressionKind::Boolean(false),
                    "null" => ExpressionKind::Null,
                    word => match word.parse() {
                        Ok(number) => ExpressionKind::Number(number),
                        Err(_) => {
                            self.at = start;
                            self.error("Expected a value");
                            self.word();
                            ExpressionKind::Unknown
                        }
                    },
                };
                self.begin(parent);
                self.finish(id, start, kind);
            }
            _ => {
                self.error("Expected a value");
                return None;
            }
        }
        Some(id)
    }

    fn begin(&mut self, parent: Option<ExpressionId>) {
        let range = TextRange::empty(self.at as u32);
        self.facts.expressions.push(Expression { range, kind: ExpressionKind::Unknown });
        self.facts.parents.push(parent);
    }

    fn finish(&mut self, id: ExpressionId, start: usize, kind: ExpressionKind) {
        self.facts[id] = Expression { range: TextRange::from(start..self.at), kind };
    }

    fn object(&mut self, id: ExpressionId, depth: usize) -> List<Property> {
        let mut properties = List::new();
        self.at += 1;
        loop {
            self.space();
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => {
                    self.at += 1;
                    return properties;
                }
                _ => {
                    self.error("Expected a name in double quotes, or '}'");
                    return properties;
                }
            }
            let start = self.at;
            let key = self.string();
            let key_range = TextRange::from(start..self.at);
            self.space();
            if self.peek() != Some(b':') {
                self.error("Expected ':'");
                return properties;
            }
            self.at += 1;
            let Some(value) = self.value(Some(id), depth + 1) else { return properties };
            properties.push(Property {
                key: PropertyKey::Name(key.as_str().into()),
                key_range,
                range: TextRange::from(start..self.at),
                value,
                kind: PropertyKind::Value,
                doc: None,
            });
            if !self.goes_on(b'}', "Expected ',' or '}'") {
                return properties;
            }
        }
    }

    fn array(&mut self, id: ExpressionId, depth: usize) -> List<Option<ExpressionId>> {
        let mut items = List::new();
        self.at += 1;
        loop {
            self.space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return items;
            }
            let Some(value) = self.value(Some(id), depth + 1) else { return items };
            items.push(Some(value));
            if !self.goes_on(b']', "Expected ',' or ']'") {
                return items;
            }
        }
    }

    /// After one of several: whether another may come.
    fn goes_on(&mut self, end: u8, expected: &str) -> bool {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                true
            }
            Some(byte) if byte == end => {
                self.at += 1;
                false
            }
            _ => {
                self.error(expected);
                false
            }
        }
    }

    fn word(&mut self) -> &str {
        let start = self.at;
        let is_part = |byte: &u8| is_name(*byte) || matches!(byte, b'-' | b'+' | b'.');
        self.at += self.text.as_bytes()[start..].iter().take_while(|byte| is_part(byte)).count();
        &self.text[start..self.at]
    }

    /// The string that starts here, without its escapes. It ends at the end of its line at the latest.
    fn string(&mut self) -> String {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let end = skip(bytes, start).unwrap_or(bytes.len());
        self.at = end;
        let is_closed = end > start + 1 && bytes[end - 1] == b'"';
        let inner = self.text.get(start + 1..end - is_closed as usize).unwrap_or_default();
        if !is_closed {
            self.at = start;
            self.error("This string does not end");
            self.at = end;
        }
        if inner.contains('\\') {
            let quoted = format!("\"{inner}\"");
            return serde_json::from_str(&quoted).unwrap_or_else(|_| inner.to_owned());
        }
        inner.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(facts: &Facts, id: ExpressionId, text: &str) -> String {
        match &facts[id].kind {
            ExpressionKind::Object(properties) => {
                let parts = properties.iter().map(|property| {
                    format!("{}: {}", property.key_range.slice(text), shown(facts, property.value, text))
                });
                format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
            }
            ExpressionKind::Array(items) => {
                let parts = items.iter().flatten().map(|item| shown(facts, *item, text));
                format!("[{}]", parts.collect::<Vec<_>>().join(", "))
            }
            ExpressionKind::Unknown => "?".to_owned(),
            _ => facts[id].range.slice(text).to_owned(),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let facts = facts(text);
        let value = facts.exports.first().map(|export| match export.what {
            Exported::Expression(root) => shown(&facts, root, text),
            _ => unreachable!(),
        });
        let error = facts.errors.first().map(|error| format!(" ! {} at {:?}", error.message, error.range));
        assert_eq!(value.unwrap_or_default() + &error.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn values_have_their_places() {
        check(
            r#"{"a": [1, -2.5e3, true, null, "x\"y"], "b": {}}"#,
            r#"{"a": [1, -2.5e3, true, null, "x\"y"], "b": {}}"#,
        );
        check("\u{FEFF}// c\n{\"a\": 1, /* d */}", r#"{"a": 1}"#);
        check("3", "3");
        let facts = facts(r#"{"a\u0062": 1}"#);
        let ExpressionKind::Object(properties) = &facts.expressions[0].kind else { panic!("an object") };
        assert_eq!(properties[0].key, PropertyKey::Name("ab".into()));
    }

    #[test]
    fn what_stands_before_the_break_is_kept() {
        check(r#"{"a": 1, "b": "#, r#"{"a": 1} ! Expected a value at 14..14"#);
        check(r#"{"a": 1 "b": 2}"#, r#"{"a": 1} ! Expected ',' or '}' at 8..9"#);
        check(r#"{a: 1}"#, "{} ! Expected a name in double quotes, or '}' at 1..2");
        check("[x, 1]", "[?, 1] ! Expected a value at 1..2");
        check(r#"["a"#, r#"["a] ! This string does not end at 1..2"#);
        check("{} {}", "{} ! Expected the end of the file at 3..4");
        check("", " ! Expected a value at 0..0");
        check(&"[".repeat(10_000), &format!("{}{} ! Nested too deeply at 201..202", "[".repeat(201), "]".repeat(201)));
    }
}

//! The JSON that people write into comments: keys and words without quotes, quotes of either kind, commas where they like.

use serde_json::{Map, Value};

/// The members of an object whose braces are left out: `curly: 2, quotes: ["error", "double"]`. `None`: it is none.
pub(crate) fn members(text: &str) -> Option<Map<String, Value>> {
    let mut reader = Reader { rest: text, depth: 0 };
    let members = reader.members()?;
    reader.rest.is_empty().then_some(members)
}

/// Values in values; a comment has no use for more.
const DEEPEST: usize = 32;

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn members(&mut self) -> Option<Map<String, Value>> {
        let mut members = Map::new();
        loop {
            self.skip_commas();
            if self.rest.is_empty() || self.rest.starts_with('}') {
                return Some(members);
            }
            let key = match self.value()? {
                Value::String(key) => key,
                Value::Number(key) => key.to_string(),
                _ => return None,
            };
            self.skip_space();
            self.rest = self.rest.strip_prefix(':')?;
            let value = self.value()?;
            members.insert(key, value);
        }
    }

    fn elements(&mut self) -> Option<Vec<Value>> {
        let mut elements = Vec::new();
        loop {
            self.skip_commas();
            if self.rest.starts_with(']') {
                return Some(elements);
            }
            elements.push(self.value()?);
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.skip_space();
        match self.rest.chars().next()? {
            '[' => self.inside(']', |reader| reader.elements().map(Value::Array)),
            '{' => self.inside('}', |reader| reader.members().map(Value::Object)),
            quote @ ('"' | '\'') => self.string(quote).map(Value::String),
            _ => self.word(),
        }
    }

    fn inside(&mut self, end: char, read: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        self.rest = &self.rest[1..];
        let value = read(self)?;
        self.rest = self.rest.strip_prefix(end)?;
        self.depth -= 1;
        Some(value)
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut escaped = false;
        let end = self.rest[1..].find(|character| {
            let is_end = character == quote && !escaped;
            escaped = character == '\\' && !escaped;
            is_end
        })?;
        let inner = &self.rest[1..=end];
        self.rest = &self.rest[end + 2..];
        match quote {
            '"' => serde_json::from_str(&format!("\"{inner}\"")).ok(),
            _ => Some(inner.replace("\\'", "'").replace("\\\\", "\\")),
        }
    }

    fn word(&mut self) -> Option<Value> {
        let is_end = |character: char| character.is_whitespace() || ",:[]{}\"'".contains(character);
        let (word, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        self.rest = rest;
        match word {
            "" => None,
            word => Some(serde_json::from_str(word).unwrap_or_else(|_| Value::String(word.to_owned()))),
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn skip_commas(&mut self) {
        self.rest = self.rest.trim_start_matches(|character: char| character == ',' || character.is_whitespace());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::members;

    #[test]
    fn what_people_write_is_read() {
        let read = |text: &str| members(text).map(Value::Object);
        assert_eq!(read("curly: 2"), Some(json!({ "curly": 2 })));
        assert_eq!(
            read(" eqeqeq:0 'quotes': [\"error\", double], "),
            Some(json!({ "eqeqeq": 0, "quotes": ["error", "double"] }))
        );
        assert_eq!(
            read("a/b: [2, {terms: ['it\\'s'], \"deep\": {}}]"),
            Some(json!({ "a/b": [2, { "terms": ["it's"], "deep": {} }] }))
        );
        assert_eq!(read("curly"), None);
        assert_eq!(read("curly: [2"), None);
    }
}

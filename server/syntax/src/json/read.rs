//! From text to nodes.

use source::TextRange;

use super::{Dialect, Document, Member, Node, NodeId, Value};
use crate::SyntaxError;

/// Reads a whole file.
pub fn parse(text: &str, dialect: Dialect) -> Document {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
        dialect,
        document: Document { nodes: Vec::new(), root: None, errors: Vec::new() },
        open: Vec::new(),
        ended: false,
    };
    while reader.step() {}
    reader.finish();
    reader.document
}

/// An object or array that is being read.
struct Open {
    node: NodeId,
    is_object: bool,
    /// The member whose value is to come.
    name: Option<(String, TextRange)>,
    has_colon: bool,
    /// What the next entry needs before it.
    comma: Comma,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Comma {
    /// At the start.
    Unneeded,
    /// Behind an entry.
    Needed,
    /// Seen, here.
    Seen(u32),
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    dialect: Dialect,
    document: Document,
    open: Vec<Open>,
    /// The root is complete.
    ended: bool,
}

/// A broken file can have an error at each character.
const ERRORS: usize = 100;

impl Reader<'_> {
    fn error(&mut self, range: TextRange, message: impl Into<String>) {
        if self.document.errors.len() < ERRORS {
            self.document.errors.push(SyntaxError { range, message: message.into() });
        }
    }

    /// Reads one token; false at the end.
    fn step(&mut self) -> bool {
        self.skip();
        let start = self.at;
        let Some(byte) = self.bytes.get(start).copied() else { return false };
        let here = |length: usize| TextRange::from(start..start + length);
        match byte {
            b'{' | b'[' => {
                self.at += 1;
                self.begin(byte == b'{', start);
            }
            b'}' | b']' => {
                self.at += 1;
                self.end(byte == b'}', start);
            }
            b',' => {
                self.at += 1;
                self.comma(start as u32);
            }
            b':' => {
                self.at += 1;
                match self.open.last_mut() {
                    Some(open) if open.name.is_some() && !open.has_colon => open.has_colon = true,
                    _ => self.error(here(1), "`:` has no name before it"),
                }
            }
            b'"' | b'\'' => {
                let (value, is_closed) = self.string(byte);
                let range = TextRange::from(start..self.at);
                if byte == b'\'' {
                    self.error(range, "Strings of JSON stand in double quotes");
                } else if !is_closed {
                    self.error(range, "The string is not closed");
                }
                if self.wants_name() || self.is_next_name() {
                    self.name(value, range);
                } else {
                    self.value(Value::String(value), range);
                }
            }
            b'0'..=b'9' | b'-' | b'+' | b'.' => {
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-'))
                {
                    self.at += 1;
                }
                let range = TextRange::from(start..self.at);
                let number = range.slice(self.text);
                if !is_number(number) {
                    self.error(range, format!("`{number}` is no number of JSON"));
                }
                self.value(Value::Number(number.to_owned()), range);
            }
            _ => {
                let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.' | '@' | '/');
                let rest = &self.text[start..];
                let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
                let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
                self.at += length;
                self.word(TextRange::from(start..self.at));
            }
        }
        true
    }

    /// White space and comments.
    fn skip(&mut self) {
        loop {
            while self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
                self.at += 1;
            }
            let rest = &self.bytes[self.at..];
            let (length, is_closed) = if rest.starts_with(b"//") {
                (rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len()), true)
            } else if rest.starts_with(b"/*") {
                let end = rest.windows(2).skip(2).position(|pair| pair == b"*/");
                (end.map_or(rest.len(), |end| end + 4), end.is_some())
            } else {
                return;
            };
            let range = TextRange::from(self.at..self.at + length);
            self.at += length;
            if !is_closed {
                self.error(range, "The comment is not closed");
            } else if self.dialect == Dialect::Strict {
                self.error(range, "This file may not have comments");
            }
        }
    }

    fn wants_name(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object && !(open.name.is_some() && open.has_colon))
    }

    /// Whether the string before this place is no value, but the name of the next member: its own `:` follows.
    fn is_next_name(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object) && self.text[self.at..].trim_start().starts_with(':')
    }

    fn word(&mut self, range: TextRange) {
        let word = range.slice(self.text);
        let value = match word {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            "null" => Value::Null,
            _ if self.wants_name() => {
                self.error(range, "Names of JSON stand in double quotes");
                self.name(word.to_owned(), range);
                return;
            }
            _ => {
                let is_name = word.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@');
                let message = if is_name {
                    "Strings of JSON stand in double quotes".to_owned()
                } else {
                    format!("`{word}` is no JSON")
                };
                self.error(range, message);
                if !is_name {
                    return;
                }
                Value::String(word.to_owned())
            }
        };
        self.value(value, range);
    }

    fn name(&mut self, name: String, range: TextRange) {
        // A name before has no value; that a comma is missing too goes without saying.
        if !self.complete_member(range.start()) {
            self.check_comma(range);
        }
        if let Some(open) = self.open.last_mut() {
            open.name = Some((name, range));
            open.has_colon = false;
        }
    }

    /// Notes that a comma is missing before an entry.
    fn check_comma(&mut self, entry: TextRange) {
        if self.open.last().is_some_and(|open| open.comma == Comma::Needed) {
            self.error(entry, "`,` expected before this");
        }
    }

    fn comma(&mut self, at: u32) {
        let range = TextRange::new(at, at + 1);
        self.complete_member(at);
        match self.open.last_mut() {
            Some(open) if open.comma == Comma::Needed => open.comma = Comma::Seen(at),
            Some(_) => self.error(range, "`,` has nothing before it"),
            None => self.error(range, "The file ends before this"),
        }
    }

    /// Gives a member that has a name and nothing more [`Value::Missing`]; whether there was one.
    fn complete_member(&mut self, at: u32) -> bool {
        let Some((_, name)) = self.open.last().and_then(|open| open.name.clone()) else { return false };
        let has_colon = self.open.last().is_some_and(|open| open.has_colon);
        let message = if has_colon {
            "A value is expected behind the `:`"
        } else {
            "`:` and a value are expected behind the name"
        };
        self.error(name, message);
        let end = self.text[..at as usize].trim_end().len() as u32;
        if let Some(open) = self.open.last_mut() {
            open.has_colon = true;
        }
        self.value(Value::Missing, TextRange::empty(end.max(name.end())));
        true
    }

    /// Puts a value where it belongs.
    fn value(&mut self, value: Value, range: TextRange) -> NodeId {
        let id = NodeId(self.document.nodes.len() as u32);
        let parent = self.open.last().map(|open| open.node);
        self.document.nodes.push(Node { range, value, parent });
        let Some(open) = self.open.last_mut() else {
            if self.ended {
                self.error(range, "The file ends before this");
            } else {
                self.document.root = Some(id);
                self.ended = true;
            }
            return id;
        };
        if open.is_object {
            match open.name.take() {
                Some((name, name_range)) => {
                    let has_colon = std::mem::take(&mut open.has_colon);
                    open.comma = Comma::Needed;
                    let node = open.node;
                    if !has_colon {
                        self.error(range, "`:` expected before the value");
                    }
                    if let Value::Object(members) = &mut self.document.nodes[node.0 as usize].value {
                        members.push(Member { name, name_range, value: id });
                    }
                }
                None => self.error(range, "A name in double quotes is expected here"),
            }
        } else {
            let needed = open.comma == Comma::Needed;
            open.comma = Comma::Needed;
            let node = open.node;
            if needed {
                self.error(range, "`,` expected before this");
            }
            if let Value::Array(entries) = &mut self.document.nodes[node.0 as usize].value {
                entries.push(id);
            }
        }
        id
    }

    fn begin(&mut self, is_object: bool, start: usize) {
        let empty = if is_object { Value::Object(Vec::new()) } else { Value::Array(Vec::new()) };
        let node = self.value(empty, TextRange::from(start..start + 1));
        self.open.push(Open { node, is_object, name: None, has_colon: false, comma: Comma::Unneeded });
    }

    fn end(&mut self, is_object: bool, start: usize) {
        let mark = if is_object { '}' } else { ']' };
        let here = TextRange::from(start..start + 1);
        let Some(index) = self.open.iter().rposition(|open| open.is_object == is_object) else {
            return self.error(here, format!("`{mark}` closes nothing"));
        };
        while self.open.len() > index + 1 {
            self.close(start as u32, false);
        }
        self.complete_member(start as u32);
        self.close(self.at as u32, true);
    }

    /// Ends the innermost object or array.
    fn close(&mut self, end: u32, is_closed: bool) {
        self.complete_member(end);
        let Some(open) = self.open.pop() else { return };
        let node = &mut self.document.nodes[open.node.0 as usize];
        node.range = TextRange::new(node.range.start(), end);
        let bracket = TextRange::new(node.range.start(), node.range.start() + 1);
        if !is_closed {
            let (opening, closing) = if open.is_object { ('{', '}') } else { ('[', ']') };
            self.error(bracket, format!("`{opening}` is never closed: `{closing}` expected"));
        } else if let (Comma::Seen(at), Dialect::Strict) = (open.comma, self.dialect) {
            self.error(TextRange::new(at, at + 1), "`,` must not stand behind the last entry");
        }
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.close(self.text.len() as u32, false);
        }
        self.document.errors.sort_by_key(|error| error.range.start());
    }

    /// The string that starts here, up to its quote or the end of the line; whether it is closed.
    fn string(&mut self, quote: u8) -> (String, bool) {
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = self.bytes.get(self.at) {
            match *byte {
                b'\n' | b'\r' => return (unescape(&self.text[start..self.at]), false),
                found if found == quote => {
                    self.at += 1;
                    return (unescape(&self.text[start..self.at - 1]), true);
                }
                b'\\' if matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\\' | b'\'')) => self.at += 2,
                _ => self.at += 1,
            }
        }
        (unescape(&self.text[start..]), false)
    }
}

/// The text that the inside of a string stands for. An escape that is none stays as it is.
pub fn unescape(inside: &str) -> String {
    if !inside.contains('\\') {
        return inside.to_owned();
    }
    let mut result = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        result.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (character, length) = match escape.bytes().next() {
            Some(b'n') => (Some('\n'), 1),
            Some(b't') => (Some('\t'), 1),
            Some(b'r') => (Some('\r'), 1),
            Some(b'b') => (Some('\u{8}'), 1),
            Some(b'f') => (Some('\u{C}'), 1),
            Some(mark @ (b'"' | b'\\' | b'/' | b'\'')) => (Some(mark as char), 1),
            Some(b'u') => unicode(escape),
            _ => (None, 0),
        };
        result.push(character.unwrap_or('\\'));
        rest = &escape[if character.is_some() { length } else { 0 }..];
    }
    result.push_str(rest);
    result
}

/// `uXXXX`, or two of them for a character outside of the first plane.
fn unicode(escape: &str) -> (Option<char>, usize) {
    let unit = |from: usize| u32::from_str_radix(escape.get(from..from + 4)?, 16).ok();
    match unit(1) {
        Some(high @ 0xD800..=0xDBFF) if escape.get(5..7) == Some("\\u") => match unit(7) {
            Some(low @ 0xDC00..=0xDFFF) => (char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 11),
            _ => (Some('\u{FFFD}'), 5),
        },
        Some(0xD800..=0xDFFF) => (Some('\u{FFFD}'), 5),
        Some(code) => (char::from_u32(code), 5),
        None => (None, 0),
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    if whole.is_empty() || whole.len() > 1 && whole.starts_with('0') {
        return false;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (fraction, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    (fraction.is_empty() || fraction.strip_prefix('.').is_some_and(digits))
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

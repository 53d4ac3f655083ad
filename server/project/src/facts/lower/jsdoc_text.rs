//! The text of a JSDoc comment, taken apart: description, tags, and what stands in each tag.
//!
//! Stars and indentation are taken away here; types are left as ranges of the file, because that is where they are read.
//! A tag begins at the start of a line; in a comment of one line also in the middle of it, if it is one that declares.

use source::TextRange;

use super::jsdoc_scan::after_quotes;

/// A comment without its marks.
#[derive(Default)]
pub(super) struct RawDoc {
    pub(super) description: String,
    pub(super) tags: Vec<RawTag>,
}

#[derive(Default)]
pub(super) struct RawTag {
    /// Without the `@`.
    pub(super) tag: TextRange,
    /// From the `@` to the end of the text.
    pub(super) range: TextRange,
    /// Inside of the braces; of `@type T` without braces what follows.
    pub(super) type_range: Option<TextRange>,
    pub(super) name: Option<TextRange>,
    pub(super) is_optional: bool,
    pub(super) default: Option<TextRange>,
    /// All names that `@template A, B` declares.
    pub(super) more_names: Vec<TextRange>,
    pub(super) text: String,
}

/// One line without what decorates it.
#[derive(Clone, Copy)]
struct Line {
    start: u32,
    end: u32,
}

/// Takes the comment at `range` of `file` apart.
pub(super) fn read(file: &str, range: TextRange) -> RawDoc {
    let lines = lines(file, range);
    let starts = tag_starts(file, &lines);
    let first = starts.first().map_or((lines.len(), 0), |(line, at)| (*line, *at));
    let mut doc = RawDoc { description: text_between(file, &lines, (0, lines[0].start), first), tags: Vec::new() };
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or((lines.len(), 0));
        doc.tags.push(read_tag(file, &lines, *start, end));
    }
    doc
}

/// Tags whose braces hold a type.
fn has_type(tag: &str) -> bool {
    is_parameter(tag)
        || can_omit_braces(tag)
        || matches!(
            tag,
            "returns"
                | "return"
                | "typedef"
                | "throws"
                | "exception"
                | "template"
                | "yields"
                | "yield"
                | "member"
                | "var"
                | "const"
                | "constant"
                | "define"
                | "private"
                | "protected"
                | "public"
                | "package"
                | "final"
                | "export"
        )
}

fn can_omit_braces(tag: &str) -> bool {
    matches!(tag, "type" | "this" | "enum" | "satisfies" | "extends" | "augments" | "implements")
}

fn is_parameter(tag: &str) -> bool {
    matches!(tag, "param" | "arg" | "argument" | "property" | "prop")
}

fn has_name(tag: &str) -> bool {
    is_parameter(tag) || matches!(tag, "typedef" | "callback" | "template")
}

/// Tags that are found behind other text of a line.
fn is_found_inside(tag: &str) -> bool {
    has_type(tag)
        || matches!(tag, "deprecated" | "readonly" | "class" | "constructor" | "callback" | "override" | "import")
}

fn lines(file: &str, range: TextRange) -> Vec<Line> {
    let text = range.slice(file);
    let inside = text.strip_prefix("/**").unwrap_or(text);
    let mut at = range.start() + (text.len() - inside.len()) as u32;
    let inside = inside.strip_suffix("*/").unwrap_or(inside);
    let mut lines = Vec::new();
    for (index, line) in inside.split('\n').enumerate() {
        let content = if index == 0 { line.trim_start() } else { without_star(line) };
        let start = at + (line.len() - content.len()) as u32;
        lines.push(Line { start, end: start + content.trim_end().len() as u32 });
        at += line.len() as u32 + 1;
    }
    lines
}

/// A line behind its ` * `. Without a star the indentation is no content either.
fn without_star(line: &str) -> &str {
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('*') {
        Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
        None => trimmed,
    }
}

/// Where each tag's `@` stands: the line and the offset.
fn tag_starts(file: &str, lines: &[Line]) -> Vec<(usize, u32)> {
    let mut starts = Vec::new();
    let mut is_code = false;
    for (index, line) in lines.iter().enumerate() {
        let content = line.slice(file);
        let trimmed = content.trim_start();
        if let Some(fenced) = trimmed.strip_prefix("```") {
            is_code = !is_code && !fenced.contains("```");
        } else if !is_code && starts_tag(trimmed) {
            starts.push((index, line.start + (content.len() - trimmed.len()) as u32));
        }
        if lines.len() == 1 {
            starts.extend(tags_inside(content).map(|at| (index, line.start + at as u32)));
        }
    }
    starts
}

fn starts_tag(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'@') && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// Tags behind white space in a line, outside of braces and code.
fn tags_inside(line: &str) -> impl Iterator<Item = usize> {
    let (mut braces, mut is_code) = (0i32, false);
    line.bytes().enumerate().filter_map(move |(at, byte)| {
        match byte {
            b'`' => is_code = !is_code,
            b'{' => braces += 1,
            b'}' => braces -= 1,
            b'@' if braces <= 0 && !is_code && at > 0 && line.as_bytes()[at - 1].is_ascii_whitespace() => {
                return is_found_inside(&line[at + 1..][..word_length(&line[at + 1..])]).then_some(at);
            }
            _ => {}
        }
        None
    })
}

fn read_tag(file: &str, lines: &[Line], start: (usize, u32), end: (usize, u32)) -> RawTag {
    let name_start = start.1 + 1;
    let tag = &file[name_start as usize..lines[start.0].end as usize];
    let tag = &tag[..word_length(tag)];
    let mut cursor = Cursor { file, lines, line: start.0, at: name_start + tag.len() as u32, end };
    let mut raw = RawTag { tag: TextRange::new(name_start, cursor.at), ..RawTag::default() };
    if has_type(tag) {
        raw.type_range = cursor.braces();
    }
    if has_name(tag) {
        cursor.name(&mut raw);
        // The order that some write: `@param name {type}`.
        if is_parameter(tag) && raw.type_range.is_none() && raw.name.is_some() {
            raw.type_range = cursor.braces();
        }
    }
    if tag == "template" && raw.name.is_some() {
        while cursor.eat(b',') {
            raw.more_names.extend(cursor.identifier());
        }
    }
    if can_omit_braces(tag) && raw.type_range.is_none() {
        raw.type_range = cursor.rest_of_type(tag == "type");
    }
    let has_parts = raw.type_range.is_some() || raw.name.is_some();
    let text = text_between(file, lines, (cursor.line, cursor.at), end);
    raw.text = match text.strip_prefix('-') {
        Some(rest) if has_parts => rest.trim_start().to_owned(),
        _ => text,
    };
    raw.range = TextRange::new(start.1, end_of(file, lines, start, end));
    raw
}

/// The end of the last line of a tag that says something.
fn end_of(file: &str, lines: &[Line], start: (usize, u32), end: (usize, u32)) -> u32 {
    let mut last = start.0;
    for index in start.0..lines.len().min(end.0 + 1) {
        if !part_of(lines, index, start, end).slice(file).trim().is_empty() {
            last = index;
        }
    }
    let part = part_of(lines, last, start, end);
    part.start + part.slice(file).trim_end().len() as u32
}

/// What of a line lies between two places.
fn part_of(lines: &[Line], index: usize, start: (usize, u32), end: (usize, u32)) -> Line {
    let Some(line) = lines.get(index) else { return Line { start: 0, end: 0 } };
    let from = if index == start.0 { start.1.max(line.start) } else { line.start };
    let to = if index == end.0 { end.1.min(line.end) } else { line.end };
    Line { start: from, end: to.max(from) }
}

/// The words between two places. Lines behind the first keep the indentation that they have more than each other.
fn text_between(file: &str, lines: &[Line], start: (usize, u32), end: (usize, u32)) -> String {
    let parts = (start.0..lines.len().min(end.0 + 1)).map(|index| part_of(lines, index, start, end).slice(file));
    let margin = parts
        .clone()
        .skip(1)
        .filter(|part| !part.trim().is_empty())
        .map(|part| part.len() - part.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut text = String::new();
    for (index, part) in parts.enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(if index == 0 { part.trim_start() } else { part.get(margin..).unwrap_or("") });
    }
    let trimmed = text.trim();
    if trimmed.len() < text.len() {
        return trimmed.to_owned();
    }
    text
}

/// The length of a tag's name.
fn word_length(text: &str) -> usize {
    text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')).unwrap_or(text.len())
}

impl Line {
    fn slice(self, file: &str) -> &str {
        file.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A place in a tag, for what stands in front of its text.
struct Cursor<'a> {
    file: &'a str,
    lines: &'a [Line],
    line: usize,
    at: u32,
    end: (usize, u32),
}

impl Cursor<'_> {
    /// The next byte of the line.
    fn peek(&self) -> Option<u8> {
        let is_inside = self.at < self.lines[self.line].end && (self.line, self.at) < self.end;
        is_inside.then(|| self.file.as_bytes()[self.at as usize])
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn next_line(&mut self) -> bool {
        let is_last = self.line + 1 >= self.lines.len() || self.line + 1 > self.end.0;
        if !is_last {
            self.line += 1;
            self.at = self.lines[self.line].start;
        }
        !is_last
    }

    fn eat(&mut self, wanted: u8) -> bool {
        self.skip_spaces();
        let found = self.peek() == Some(wanted);
        self.at += u32::from(found);
        found
    }

    /// What is between `{` and its `}`, if that comes next, on this line or the one after. `{@link` is no type.
    fn braces(&mut self) -> Option<TextRange> {
        self.skip_spaces();
        let before = (self.line, self.at);
        if self.peek().is_none() && self.next_line() {
            self.skip_spaces();
        }
        let is_type = self.peek() == Some(b'{') && self.file.as_bytes().get(self.at as usize + 1) != Some(&b'@');
        if !is_type {
            (self.line, self.at) = before;
            return None;
        }
        self.at += 1;
        let start = self.at;
        match self.closing(b'{', b'}') {
            Some(end) => Some(TextRange::new(start, end)),
            None => {
                // Never closed: it is being typed. What stands on its line is the type so far, and no text.
                (self.line, self.at) = before;
                let end = part_of(self.lines, self.line, before, self.end).end;
                self.at = end;
                Some(TextRange::new(start.min(end), end))
            }
        }
    }

    /// Goes behind the bracket that closes what is open, and gives its offset. Brackets of other kinds may be broken.
    fn closing(&mut self, open: u8, close: u8) -> Option<u32> {
        let mut depth = 0u32;
        loop {
            let Some(byte) = self.peek() else {
                if !self.next_line() {
                    return None;
                }
                continue;
            };
            let at = self.at;
            self.at += 1;
            match byte {
                b'\'' | b'"' | b'`' => {
                    let line = &self.file.as_bytes()[..self.lines[self.line].end as usize];
                    self.at = after_quotes(line, at as usize) as u32;
                }
                byte if byte == open => depth += 1,
                byte if byte == close && depth > 0 => depth -= 1,
                byte if byte == close => return Some(at),
                _ => {}
            }
        }
    }

    /// `name`, `options.name`, `[name]`, `[name=default]`, `'name'`.
    fn name(&mut self, raw: &mut RawTag) {
        self.skip_spaces();
        let before = self.at;
        if self.peek() == Some(b'[') {
            self.at += 1;
            self.skip_spaces();
            raw.name = self.identifier();
            if raw.name.is_none() {
                self.at = before;
                return;
            }
            raw.is_optional = true;
            self.skip_spaces();
            let line = self.line;
            let start = self.at;
            let end = self.closing(b'[', b']');
            if end.is_none() || line != self.line {
                self.line = line;
                self.at = self.lines[line].end;
            }
            let inside = TextRange::new(start, end.filter(|_| line == self.line).unwrap_or(self.at));
            if let Some(default) = inside.slice(self.file).strip_prefix('=') {
                let start = inside.start() + 1 + (default.len() - default.trim_start().len()) as u32;
                raw.default = Some(TextRange::new(start, start + default.trim().len() as u32));
            }
            return;
        }
        raw.name = self.identifier();
        // `@template const T`
        if raw.name.is_some_and(|name| name.slice(self.file) == "const" && raw.tag.slice(self.file) == "template") {
            raw.name = self.identifier().or(raw.name);
        }
    }

    fn identifier(&mut self) -> Option<TextRange> {
        self.skip_spaces();
        let rest = self.file.get(self.at as usize..self.lines[self.line].end as usize)?;
        if let Some(quote @ (b'\'' | b'"')) = self.peek() {
            let length = rest[1..].find(quote as char)?;
            let range = TextRange::new(self.at + 1, self.at + 1 + length as u32);
            self.at = range.end() + 1;
            return Some(range);
        }
        let length = name_length(rest);
        let range = TextRange::new(self.at, self.at + length as u32);
        self.at = range.end();
        (length > 0).then_some(range)
    }

    /// A type without braces: all of the line, or up to the first space that is not inside of it.
    fn rest_of_type(&mut self, is_all: bool) -> Option<TextRange> {
        self.skip_spaces();
        let start = self.at;
        let mut depth = 0i32;
        while let Some(byte) = self.peek() {
            match byte {
                b'<' | b'(' | b'[' | b'{' => depth += 1,
                b'>' | b')' | b']' | b'}' => depth -= 1,
                byte if byte.is_ascii_whitespace() && depth <= 0 && !is_all => break,
                _ => {}
            }
            self.at += 1;
        }
        (self.at > start).then(|| TextRange::new(start, self.at))
    }
}

/// The length of a dotted name. `list[].part` is one; a full stop at the end is not of it.
fn name_length(text: &str) -> usize {
    let mut length = 0;
    for (at, c) in text.char_indices() {
        let is_name = c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '~' | '.' | '\u{200C}' | '\u{200D}');
        let is_between = at > 0 && (c == '-' || text[at..].starts_with("[]") || text[..at].ends_with('[') && c == ']');
        if !is_name && !is_between {
            break;
        }
        length = at + c.len_utf8();
    }
    text[..length].trim_end_matches(['.', '-']).len()
}

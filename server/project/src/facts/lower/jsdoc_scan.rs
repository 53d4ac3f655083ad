//! Finds what only JSDoc can write in the text of a type, in one pass over its bytes.

use source::TextRange;

use super::jsdoc_types::{DocPart, DocPartKind};

/// The text with the parts that only JSDoc can write replaced, byte for byte, by names; and those parts. `start` is where
/// the text stands in its file.
pub(super) fn replace(text: &str, start: u32) -> (String, Vec<DocPart>) {
    let mut scan =
        Scan { bytes: text.as_bytes().to_vec(), at: 0, start, is_operand: false, open: Vec::new(), parts: Vec::new() };
    while scan.at < scan.bytes.len() {
        scan.step();
    }
    // Only whole characters were replaced, by ASCII; if not, the text is no type.
    (String::from_utf8(scan.bytes).unwrap_or_default(), scan.parts)
}

/// The parts of a text between commas that stand in no brackets.
pub(super) fn parts_at_commas(file: &str, range: TextRange) -> Vec<TextRange> {
    let bytes = range.slice(file).as_bytes();
    let mut parts = Vec::new();
    let mut from = 0;
    while from < bytes.len() {
        let to = extent(bytes, from, b",");
        let part = TextRange::new(range.start() + from as u32, range.start() + to as u32);
        if !part.slice(file).trim().is_empty() {
            parts.push(part);
        }
        from = to + 1;
    }
    parts
}

struct Scan {
    bytes: Vec<u8>,
    at: usize,
    start: u32,
    /// Whether a type was just read, so that what follows is behind it.
    is_operand: bool,
    /// Brackets.
    open: Vec<u8>,
    parts: Vec<DocPart>,
}

impl Scan {
    fn step(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' => self.skip_star(),
            byte if byte.is_ascii_whitespace() => self.at += 1,
            b'\'' | b'"' | b'`' => {
                self.at = after_quotes(&self.bytes, self.at);
                self.is_operand = true;
            }
            b'(' | b'[' | b'{' | b'<' => {
                self.open.push(byte);
                self.forward(false);
            }
            b')' | b']' | b'}' | b'>' => {
                self.open.pop();
                self.forward(true);
            }
            b'!' => self.blank(),
            byte if is_name(byte) => self.word(),
            _ if self.is_operand => self.behind_operand(byte),
            b'*' => self.part(self.at + 1, DocPartKind::Any),
            b'?' => self.question(),
            _ => self.forward(false),
        }
    }

    fn forward(&mut self, is_operand: bool) {
        self.at += 1;
        self.is_operand = is_operand;
    }

    fn blank(&mut self) {
        self.bytes[self.at] = b' ';
        self.at += 1;
    }

    /// The star that begins a line of the comment is no part of the type.
    fn skip_star(&mut self) {
        self.at += 1;
        while self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'*') {
            self.blank();
        }
    }

    /// Replaces what is from here to `end` by a name.
    fn part(&mut self, end: usize, kind: DocPartKind) {
        self.parts.push(DocPart { range: self.range(self.at, end), kind });
        self.bytes[self.at..end].fill(b'_');
        self.at = end;
        self.is_operand = true;
    }

    fn range(&self, from: usize, to: usize) -> TextRange {
        TextRange::new(self.start + from as u32, self.start + to as u32)
    }

    /// The next byte from `at` that is no white space.
    fn next_from(&self, at: usize) -> Option<u8> {
        self.bytes.get(at..)?.iter().copied().find(|byte| !byte.is_ascii_whitespace())
    }

    /// `?` or `?T`
    fn question(&mut self) {
        let inner = self.at + 1;
        match self.next_from(inner) {
            None | Some(b'|' | b'>' | b',' | b')' | b'}' | b']' | b'=' | b';') => self.part(inner, DocPartKind::Any),
            // An optional member whose name is a word of types, or `-?:`.
            Some(b':') => self.forward(false),
            Some(_) => {
                let end = extent(&self.bytes, inner, b"|,)>}]=;");
                self.part(end, DocPartKind::Nullable(self.range(inner, end)));
            }
        }
    }

    fn behind_operand(&mut self, byte: u8) {
        let next = self.next_from(self.at + 1);
        let is_last = matches!(next, None | Some(b'|' | b'>'));
        let is_in_angles = self.open.last().is_none_or(|open| *open == b'<');
        match byte {
            // `T?`; elsewhere it is that of a member, a parameter or a condition.
            b'?' if is_last || is_in_angles && matches!(next, Some(b',' | b'=' | b')')) => self.blank(),
            b'=' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 1;
                self.forward(false);
            }
            b'=' if is_last || matches!(next, Some(b',' | b')')) => self.blank(),
            // `Array.<T>`
            b'.' if self.bytes.get(self.at + 1) == Some(&b'<') => self.blank(),
            // `Class#member`, `Class~inner`
            b'#' | b'~' => {
                self.bytes[self.at] = b'.';
                self.forward(false);
            }
            _ => self.forward(false),
        }
    }

    fn word(&mut self) {
        let from = self.at;
        let mut to = from;
        while self.bytes.get(to).is_some_and(|byte| is_name(*byte)) {
            to += 1;
        }
        let word = &self.bytes[from..to];
        let is_key = self.open.last().is_some_and(|open| matches!(open, b'{' | b'('));
        match word {
            b"function" if !self.is_operand => match self.next_from(to) {
                Some(b'(') => self.function(to),
                Some(b':') if is_key => self.after_word(to, true),
                _ => {
                    self.bytes[from] = b'F';
                    self.after_word(to, true);
                }
            },
            b"module" | b"external" | b"event" if !is_key && self.bytes.get(to) == Some(&b':') => {
                let end = self.bytes[to..]
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || b"|,)>}]=;<[".contains(byte))
                    .map_or(self.bytes.len(), |length| to + length);
                self.part(end, DocPartKind::Any);
            }
            b"typeof" | b"keyof" | b"readonly" | b"unique" | b"infer" | b"asserts" | b"is" | b"extends" | b"in"
            | b"as" | b"new" => {
                self.after_word(to, false);
            }
            _ => self.after_word(to, true),
        }
    }

    fn after_word(&mut self, to: usize, is_operand: bool) {
        self.at = to;
        self.is_operand = is_operand;
    }

    /// `function(A, B): C`; `after` is where the word ends.
    fn function(&mut self, after: usize) {
        let Some(open) = self.bytes[after..].iter().position(|byte| *byte == b'(').map(|length| after + length) else {
            return;
        };
        let close = extent(&self.bytes, open + 1, b")");
        let parameters = self.range(open + 1, close);
        let mut end = (close + 1).min(self.bytes.len());
        let mut result = None;
        if self.next_from(end) == Some(b':') {
            let colon = self.bytes[end..].iter().position(|byte| *byte == b':').map_or(end, |length| end + length);
            end = extent(&self.bytes, colon + 1, b",)>}]=;");
            result = Some(self.range(colon + 1, end));
        }
        self.part(end, DocPartKind::Function { parameters, result });
    }
}

/// Where what begins at `from` ends: before one of `ends` that stands in no brackets, or with the text.
fn extent(bytes: &[u8], from: usize, ends: &[u8]) -> usize {
    let mut depth = 0usize;
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'=' if bytes.get(at + 1) == Some(&b'>') => at += 1,
            byte if depth == 0 && ends.contains(&byte) => return at,
            b'\'' | b'"' | b'`' => at = after_quotes(bytes, at) - 1,
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Behind the quotes that are open at `at`; behind the mark itself where nothing closes it: an apostrophe.
pub(super) fn after_quotes(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 2,
            byte if *byte == bytes[at] => return end + 1,
            _ => end += 1,
        }
    }
    at + 1
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii()
}

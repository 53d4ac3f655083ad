//! What was found in a text as bytes. There is no version in them: the key of an entry holds the program that wrote it.

use std::sync::{Arc, OnceLock};

use lint::{Later, Problem, RULES, Severity, Suggestion};
use source::{Edit, TextRange};

use super::results::{FileResult, Found, Place, Text};

/// What is known of a text.
pub enum Entry {
    Known(Known),
    /// A program wrote it, and it was not looked at.
    Minified,
}

/// What was found in a text.
#[derive(Clone, Default)]
pub struct Known {
    pub found: Vec<Found>,
    /// Comments that suppress nothing.
    pub unused_suppressions: Vec<Found>,
    /// Whether the text could be parsed.
    pub is_parsed: bool,
    /// Whether there is a byte order mark before the text.
    pub has_mark: bool,
    /// What can be judged when all files have been looked at.
    pub later: Option<Left>,
    /// A hash of the file's bytes, by which its text is known again.
    pub content: u64,
}

impl Known {
    /// What is known of a file when all has been judged.
    pub fn of(file: &FileResult) -> Known {
        let content = match file.text {
            Text::OnDisk(content) => content,
            Text::Here(_) => 0,
        };
        let (is_parsed, has_mark) = (file.is_parsed, file.has_mark);
        Known { found: file.found.clone(), is_parsed, has_mark, content, ..Known::default() }
    }
}

/// What a file has left for later. Most often nobody asks for it, so it is read when someone does.
#[derive(Clone)]
pub struct Left {
    /// A hash of what others can learn of the file.
    pub interface: u64,
    written: Arc<[u8]>,
    read: OnceLock<Option<Arc<Later>>>,
}

impl Left {
    /// The bytes take a fraction of what they stand for, and one place instead of hundreds.
    pub fn new(later: &Later) -> Left {
        Left { interface: later.interface(), written: later.encode().into(), read: OnceLock::new() }
    }

    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// `None`: what was written can't be read.
    pub fn read(&self) -> Option<Arc<Later>> {
        self.read.get_or_init(|| Later::decode(&self.written).map(Arc::new)).clone()
    }
}

const MINIFIED: u8 = 0;
const KNOWN: u8 = 1;
const UNPARSED: u8 = 2;

/// Stands for the place of a rule in the table where there is no rule.
const NO_RULE: u32 = u32::MAX;

pub fn minified() -> Vec<u8> {
    vec![MINIFIED]
}

pub fn known(known: &Known) -> Vec<u8> {
    let Known { found, unused_suppressions, is_parsed, has_mark, later, content } = known;
    let mut bytes = vec![if *is_parsed { KNOWN } else { UNPARSED }];
    if !found.is_empty() || !unused_suppressions.is_empty() || later.is_some() {
        bytes.extend_from_slice(&content.to_le_bytes());
        bytes.push(u8::from(*has_mark));
        list(&mut bytes, found, found_one);
        list(&mut bytes, unused_suppressions, found_one);
        if let Some(Left { interface, written, .. }) = later {
            bytes.extend_from_slice(&interface.to_le_bytes());
            bytes.extend_from_slice(written);
        }
    }
    bytes
}

pub fn decode(bytes: &[u8]) -> Option<Entry> {
    decode_as(bytes, false)
}

/// The same without what is left for later, and of each problem without what explains and what mends it.
pub fn decode_briefly(bytes: &[u8]) -> Option<Entry> {
    decode_as(bytes, true)
}

fn decode_as(bytes: &[u8], is_brief: bool) -> Option<Entry> {
    let (kind, rest) = bytes.split_first()?;
    let mut reader = Reader { rest };
    let is_parsed = match *kind {
        MINIFIED => return Some(Entry::Minified),
        KNOWN => true,
        UNPARSED => false,
        _ => return None,
    };
    let mut known = Known { is_parsed, ..Known::default() };
    if !rest.is_empty() {
        known.content = u64::from_le_bytes(reader.take(8)?.try_into().ok()?);
        known.has_mark = reader.take(1)? == [1];
        if is_brief {
            known.found = reader.list(Reader::found_briefly)?;
            return Some(Entry::Known(known));
        }
        known.found = reader.list(Reader::found)?;
        known.unused_suppressions = reader.list(Reader::found)?;
        if !reader.rest.is_empty() {
            let interface = u64::from_le_bytes(reader.take(8)?.try_into().ok()?);
            known.later = Some(Left { interface, written: reader.rest.into(), read: OnceLock::new() });
        }
    }
    Some(Entry::Known(known))
}

fn number(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u32);
    bytes.extend_from_slice(text.as_bytes());
}

fn range(bytes: &mut Vec<u8>, range: TextRange) {
    number(bytes, range.start());
    number(bytes, range.end());
}

fn place(bytes: &mut Vec<u8>, place: &Place) {
    for part in [place.line, place.column, place.end_line, place.end_column] {
        number(bytes, part);
    }
}

fn list<T>(bytes: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    number(bytes, items.len() as u32);
    for item in items {
        write(bytes, item);
    }
}

fn edit(bytes: &mut Vec<u8>, edit: &Edit) {
    range(bytes, edit.range);
    text(bytes, &edit.text);
}

fn found_one(bytes: &mut Vec<u8>, found: &Found) {
    let Found { problem, place: at, related } = found;
    let index = problem.rule.and_then(|name| RULES.iter().position(|rule| rule.name == name));
    number(bytes, index.map_or(NO_RULE, |index| index as u32));
    bytes.push(u8::from(problem.severity == Severity::Error));
    range(bytes, problem.range);
    text(bytes, &problem.message);
    list(bytes, &problem.related, |bytes, (place, message)| {
        range(bytes, *place);
        text(bytes, message);
    });
    list(bytes, &problem.fix, edit);
    list(bytes, &problem.suggestions, |bytes, suggestion| {
        text(bytes, &suggestion.title);
        list(bytes, &suggestion.edits, edit);
    });
    place(bytes, at);
    list(bytes, related, place);
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl Reader<'_> {
    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        Some(str::from_utf8(self.take(length)?).ok()?.to_owned())
    }

    fn range(&mut self) -> Option<TextRange> {
        Some(TextRange::new(self.number()?, self.number()?))
    }

    fn place(&mut self) -> Option<Place> {
        let (line, column) = (self.number()?, self.number()?);
        Some(Place { line, column, end_line: self.number()?, end_column: self.number()? })
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn edit(&mut self) -> Option<Edit> {
        Some(Edit { range: self.range()?, text: self.text()? })
    }

    fn found(&mut self) -> Option<Found> {
        let problem = self.problem()?;
        Some(Found { problem, place: self.place()?, related: self.list(Self::place)? })
    }

    fn found_briefly(&mut self) -> Option<Found> {
        let problem = self.problem_briefly()?;
        self.skip_list(|reader| reader.range().and_then(|_| reader.skip_text()))?;
        self.skip_list(Self::skip_edit)?;
        self.skip_list(|reader| reader.skip_text().and_then(|()| reader.skip_list(Self::skip_edit)))?;
        let place = self.place()?;
        self.skip_list(|reader| reader.place().map(|_| ()))?;
        Some(Found { problem, place, related: Vec::new() })
    }

    fn skip_list(&mut self, mut skip: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (0..self.number()?).try_for_each(|_| skip(self))
    }

    fn skip_text(&mut self) -> Option<()> {
        let length = self.number()? as usize;
        self.take(length).map(|_| ())
    }

    fn skip_edit(&mut self) -> Option<()> {
        self.range().and_then(|_| self.skip_text())
    }

    /// A problem as far as its message.
    fn problem_briefly(&mut self) -> Option<Problem> {
        let rule = match self.number()? {
            NO_RULE => None,
            index => Some(RULES.get(index as usize)?.name),
        };
        let severity = if self.take(1)? == [1] { Severity::Error } else { Severity::Warning };
        let (range, message) = (self.range()?, self.text()?);
        let (related, fix, suggestions) = (Vec::new(), Vec::new(), Vec::new());
        Some(Problem { rule, severity, range, message, related, fix, suggestions })
    }

    fn problem(&mut self) -> Option<Problem> {
        let problem = self.problem_briefly()?;
        Some(Problem {
            related: self.list(|reader| Some((reader.range()?, reader.text()?)))?,
            fix: self.list(Self::edit)?,
            suggestions: self
                .list(|reader| Some(Suggestion { title: reader.text()?, edits: reader.list(Self::edit)? }))?,
            ..problem
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_comes_back() {
        let range = TextRange::new(3, 9);
        let problem = Problem {
            rule: Some(RULES[0].name),
            severity: Severity::Warning,
            range,
            message: "π".to_owned(),
            related: vec![(range, "here".to_owned())],
            fix: vec![Edit::replace(range, "x")],
            suggestions: vec![Suggestion { title: "t".to_owned(), edits: vec![Edit::delete(range)] }],
        };
        let found = Found::all("123456789abc", vec![problem.clone(), problem]);
        let all = Known { found, is_parsed: true, content: 7, ..Known::default() };
        let bytes = known(&all);
        let Some(Entry::Known(back)) = decode(&bytes) else { panic!("it does not come back") };
        let Some(Entry::Known(brief)) = decode_briefly(&bytes) else { panic!("it does not come back briefly") };
        let shown = |found: &Found| (found.problem.rule, found.problem.message.clone(), found.place);
        assert!(brief.found.iter().map(shown).eq(all.found.iter().map(shown)));
        assert_eq!((back.found, back.is_parsed, back.content), (all.found, true, 7));
        for length in 2..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "{length}");
        }
        assert_eq!(known(&Known { is_parsed: true, ..Known::default() }), [KNOWN]);
        assert!(matches!(decode(&minified()), Some(Entry::Minified)));
    }
}

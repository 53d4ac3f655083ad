//! What was found in a text as bytes. There is no version in them: the key of an entry holds the program that wrote it.

use lint::{Linted, Problem, RULES, Severity, Suggestion};
use source::{Edit, TextRange};

/// What is known of a text.
pub enum Entry {
    Linted(Linted),
    /// A program wrote it, and it was not looked at.
    Minified,
}

const MINIFIED: u8 = 0;
const LINTED: u8 = 1;
const UNPARSED: u8 = 2;

/// Stands for the place of a rule in the table where there is no rule.
const NO_RULE: u32 = u32::MAX;

pub fn minified() -> Vec<u8> {
    vec![MINIFIED]
}

pub fn linted(linted: &Linted) -> Vec<u8> {
    let mut bytes = vec![if linted.is_parsed { LINTED } else { UNPARSED }];
    if !linted.problems.is_empty() || !linted.unused_suppressions.is_empty() {
        list(&mut bytes, &linted.problems, problem);
        list(&mut bytes, &linted.unused_suppressions, problem);
    }
    bytes
}

pub fn decode(bytes: &[u8]) -> Option<Entry> {
    let (kind, rest) = bytes.split_first()?;
    let mut reader = Reader { rest };
    let is_parsed = match *kind {
        MINIFIED => return Some(Entry::Minified),
        LINTED => true,
        UNPARSED => false,
        _ => return None,
    };
    let mut linted = Linted { is_parsed, ..Linted::default() };
    if !rest.is_empty() {
        linted.problems = reader.list(Reader::problem)?;
        linted.unused_suppressions = reader.list(Reader::problem)?;
    }
    Some(Entry::Linted(linted))
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

fn problem(bytes: &mut Vec<u8>, problem: &Problem) {
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

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn edit(&mut self) -> Option<Edit> {
        Some(Edit { range: self.range()?, text: self.text()? })
    }

    fn problem(&mut self) -> Option<Problem> {
        let rule = match self.number()? {
            NO_RULE => None,
            index => Some(RULES.get(index as usize)?.name),
        };
        let severity = if self.take(1)? == [1] { Severity::Error } else { Severity::Warning };
        Some(Problem {
            rule,
            severity,
            range: self.range()?,
            message: self.text()?,
            related: self.list(|reader| Some((reader.range()?, reader.text()?)))?,
            fix: self.list(Self::edit)?,
            suggestions: self
                .list(|reader| Some(Suggestion { title: reader.text()?, edits: reader.list(Self::edit)? }))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_comes_back() {
        let place = TextRange::new(3, 9);
        let found = Problem {
            rule: Some(RULES[0].name),
            severity: Severity::Warning,
            range: place,
            message: "π".to_owned(),
            related: vec![(place, "here".to_owned())],
            fix: vec![Edit::replace(place, "x")],
            suggestions: vec![Suggestion { title: "t".to_owned(), edits: vec![Edit::delete(place)] }],
        };
        let all = Linted { problems: vec![found.clone(), found], is_parsed: true, ..Linted::default() };
        let bytes = linted(&all);
        assert!(matches!(decode(&bytes), Some(Entry::Linted(back)) if back == all));
        for length in 2..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "{length}");
        }
        assert_eq!(linted(&Linted { is_parsed: true, ..Linted::default() }), [LINTED]);
        assert!(matches!(decode(&minified()), Some(Entry::Minified)));
    }
}

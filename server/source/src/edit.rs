//! Changes of a text as values: they can be kept, sorted, sent to an editor, or applied.

use crate::TextRange;

/// The text of `range` becomes `text`. An empty range inserts, an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: TextRange,
    pub text: String,
}

impl Edit {
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        Edit { range, text: text.into() }
    }

    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Edit { range: TextRange::empty(offset), text: text.into() }
    }

    pub fn delete(range: TextRange) -> Self {
        Edit { range, text: String::new() }
    }
}

/// Applies edits that all refer to the same original text. They may come in any order; insertions at one place keep the
/// order they were given in. Of two edits that overlap the one that starts later is dropped: two fixes of the same place
/// can't both be right, and running again finds what is left.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut result = String::with_capacity(text.len() + grown);
    let mut copied = 0;
    for edit in sorted {
        let range = edit.range.as_usize();
        if range.start < copied || text.get(range.clone()).is_none() {
            continue;
        }
        result.push_str(&text[copied..range.start]);
        result.push_str(&edit.text);
        copied = range.end;
    }
    result.push_str(&text[copied..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::new(start, end)
    }

    #[test]
    fn edits_apply_in_place_whatever_their_order() {
        let edits = [Edit::replace(range(6, 11), "Lode"), Edit::insert(0, "«"), Edit::insert(11, "»")];
        assert_eq!(apply("hello world", &edits), "«hello Lode»");
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        assert_eq!(apply("ab", &[Edit::insert(1, "1"), Edit::insert(1, "2")]), "a12b");
    }

    #[test]
    fn the_later_of_two_overlapping_edits_is_dropped() {
        assert_eq!(apply("abcdef", &[Edit::delete(range(0, 3)), Edit::replace(range(2, 4), "x")]), "def");
    }

    #[test]
    fn edits_outside_the_text_or_inside_a_character_are_dropped() {
        assert_eq!(apply("é", &[Edit::delete(range(1, 2)), Edit::delete(range(7, 9))]), "é");
    }
}

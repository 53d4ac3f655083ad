//! What to change in a text to get another one: small edits, so that the cursor, folds and marks of an editor stay.
//!
//! Texts are compared by what is not blank: a formatter leaves most of that as it is, so that there is little to find out. Blanks
//! between two words that are in both texts are compared where they stand.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::{Edit, TextRange};

/// Texts that have so little in common that this is not enough are replaced in greater parts.
const LIMIT: Duration = Duration::from_millis(200);

/// Edits of one text, by place, none touching the next.
pub fn difference<'t>(old: &'t str, new: &'t str) -> Vec<Edit> {
    let (old_words, new_words) = (words(old), words(new));
    let texts = |words: &[(usize, &'t str)]| -> Vec<&'t str> { words.iter().map(|(_, word)| *word).collect() };
    let deadline = Some(Instant::now() + LIMIT);
    let steps = capture_diff_slices_deadline(Algorithm::Myers, &texts(&old_words), &texts(&new_words), deadline);
    let mut edits = Vec::new();
    // Behind the last word that is in both.
    let (mut old_at, mut new_at) = (0, 0);
    for step in steps {
        let DiffOp::Equal { old_index, new_index, len } = step else { continue };
        for index in 0..len {
            let ((old_start, word), (new_start, _)) = (old_words[old_index + index], new_words[new_index + index]);
            edits.extend(replaced(old, old_at, old_start, &new[new_at..new_start]));
            (old_at, new_at) = (old_start + word.len(), new_start + word.len());
        }
    }
    edits.extend(replaced(old, old_at, old.len(), &new[new_at..]));
    edits
}

/// What is to be changed in a part of the old text, without what is the same at both ends. No edit begins or ends within `\r\n`: no
/// editor has a place there.
fn replaced(old: &str, start: usize, end: usize, new: &str) -> Option<Edit> {
    let part = &old[start..end];
    if part == new {
        return None;
    }
    let is_within_end = |text: &str, at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let same = part.chars().zip(new.chars()).take_while(|(one, other)| one == other);
    let mut front: usize = same.map(|(character, _)| character.len_utf8()).sum();
    if is_within_end(part, front) || is_within_end(new, front) {
        front -= 1;
    }
    let (old_rest, new_rest) = (&part[front..], &new[front..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(one, other)| one == other);
    let mut back: usize = same.map(|(character, _)| character.len_utf8()).sum();
    if is_within_end(old_rest, old_rest.len() - back) || is_within_end(new_rest, new_rest.len() - back) {
        back -= 1;
    }
    let range = TextRange::new((start + front) as u32, (end - back) as u32);
    Some(Edit::replace(range, &new_rest[..new_rest.len() - back]))
}

/// Words and other characters that are not blank, with their places.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut words = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while is_word(first)
            && let Some((at, next)) = characters.next_if(|(_, next)| is_word(*next))
        {
            end = at + next.len_utf8();
        }
        words.push((start, &text[start..end]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &[(u32, u32, &str)]) {
        let edits = difference(old, new);
        assert_eq!(crate::apply(old, &edits), new);
        let found: Vec<_> =
            edits.iter().map(|edit| (edit.range.start(), edit.range.end(), edit.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_what_differs_is_replaced() {
        check("let a  = 1\n", "let a = 1;\n", &[(6, 7, ""), (10, 10, ";")]);
        check("", "a\n", &[(0, 0, "a\n")]);
        check("f(a,\r\n b)\r\n", "f(a, b)\r\n", &[(4, 6, "")]);
        check("a\r\n\r\nb", "a\r\nb", &[(3, 5, "")]);
        check("a\nb", "a\r\nb", &[(1, 2, "\r\n")]);
        check("same\n", "same\n", &[]);
        check("é = 'π'\r\n", "é = \"π\"\n", &[(5, 6, "\""), (8, 11, "\"\n")]);
    }
}

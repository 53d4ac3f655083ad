//! What stands between the nodes: tokens and comments, found in the text around a place that is known to be between two tokens.

use source::TextRange;
use syntax::Comment;

use crate::file::File;

impl File<'_> {
    /// Where the next token begins at or behind an offset that is between tokens; the end of the text when there is none.
    pub fn next_token(&self, mut offset: u32) -> u32 {
        loop {
            let rest = &self.text[offset as usize..];
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            offset += space as u32;
            match self.comment_at(offset) {
                Some(comment) => offset = comment.range.end(),
                None => return offset,
            }
        }
    }

    /// Where the token before an offset that is between tokens ends; 0 when there is none.
    pub fn previous_token_end(&self, mut offset: u32) -> u32 {
        loop {
            let before = &self.text[..offset as usize];
            offset = before.trim_end_matches(is_space).len() as u32;
            match self.comment_ending_at(offset) {
                Some(comment) => offset = comment.range.start(),
                None => return offset,
            }
        }
    }

    /// From the first token to the last.
    pub fn program_range(&self) -> TextRange {
        let start = self.next_token(0);
        TextRange::new(start, self.previous_token_end(self.text.len() as u32).max(start))
    }

    /// Whether the next token at or behind an offset is this punctuator or word.
    pub fn next_token_is(&self, offset: u32, token: &str) -> bool {
        self.text[self.next_token(offset) as usize..].starts_with(token)
    }

    pub fn previous_token_is(&self, offset: u32, token: &str) -> bool {
        self.text[..self.previous_token_end(offset) as usize].ends_with(token)
    }

    /// The range of the next occurrence of a punctuator or word between two places, outside of comments. There must be no string
    /// or pattern between them that holds it.
    pub fn find_token(&self, from: u32, to: u32, token: &str) -> Option<TextRange> {
        let mut offset = from;
        while offset < to {
            offset = self.next_token(offset);
            let rest = self.text.get(offset as usize..to as usize)?;
            if rest.starts_with(token) {
                return Some(TextRange::new(offset, offset + token.len() as u32));
            }
            offset += rest.chars().next()?.len_utf8() as u32;
        }
        None
    }

    pub fn comments_in(&self, range: TextRange) -> &[Comment] {
        let first = self.comments.partition_point(|comment| comment.range.start() < range.start());
        let count = self.comments[first..].iter().take_while(|comment| comment.range.end() <= range.end()).count();
        &self.comments[first..first + count]
    }

    pub fn has_comments_in(&self, range: TextRange) -> bool {
        !self.comments_in(range).is_empty()
    }

    /// The text of a comment without its marks.
    pub fn comment_text(&self, comment: &Comment) -> &str {
        let text = self.slice(comment.range);
        match comment.is_block {
            true => text.get(2..text.len().saturating_sub(2)).unwrap_or_default(),
            false => text.get(2..).unwrap_or_default(),
        }
    }

    /// Whether a line ends between two offsets.
    pub fn has_line_break(&self, from: u32, to: u32) -> bool {
        self.text[from as usize..to as usize].contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    }

    fn comment_at(&self, offset: u32) -> Option<&Comment> {
        let index = self.comments.binary_search_by_key(&offset, |comment| comment.range.start()).ok()?;
        self.comments.get(index)
    }

    fn comment_ending_at(&self, offset: u32) -> Option<&Comment> {
        let index = self.comments.binary_search_by_key(&offset, |comment| comment.range.end()).ok()?;
        self.comments.get(index)
    }
}

/// White space and ends of lines, as ECMAScript has them.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

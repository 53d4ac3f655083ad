//! A tree for a text that someone is typing into: the parser gives up at the first thing that is no JavaScript, and what stands
//! at a cursor rarely is.
//!
//! [`parse_for_cursor`] puts a name at the cursor ([`MARKER`]) and whatever makes the text around it a program, and tries again
//! until the parser is content. [`CursorParse::place`] tells what the cursor stands in. [`token_context`] always answers, from
//! the tokens before the cursor alone.
//!
//! Invariants:
//! - What is inserted stands at one place, at the end of the name that the cursor touches, or at the cursor itself:
//!   [`CursorParse::inserted`]. Before it, offsets are those of the file's text; behind it they differ by its length, unless the
//!   rest of the text was left out ([`CursorParse::is_cut`]).
//! - Elsewhere characters may be blanked, none is moved.
//! - Nothing here is for diagnostics: errors of a repaired text are nobody's.

mod attempts;
mod closers;
mod context;
mod finder;
mod ladder;
mod place;

use source::TextRange;

use crate::tokens::is_identifier_part;
use crate::{Parsed, SourceKind};

pub(crate) use closers::close_all;
pub use context::{ChainLink, Cursor, Inside, TokenContext, token_context};
pub(crate) use ladder::blanked;
pub use ladder::{Repair, parse_for_cursor};
pub use place::{Argument, ImportedFrom, Place};

/// The name that stands at the cursor, behind whatever part of a name was there. Names that end in it are not the program's.
pub const MARKER: &str = "__lode__";

/// What a text parses to when a cursor stands in it.
pub struct CursorParse {
    pub parsed: Parsed,
    /// What was parsed.
    pub text: String,
    /// The cursor, in `text` as in the file's own text.
    pub offset: u32,
    /// The name at the cursor, with what was typed of it, in `text`. `None` where no name can stand, or none had to.
    pub marker: Option<TextRange>,
    pub repair: Repair,
    /// What `text` has and the file's text has not.
    pub inserted: TextRange,
    /// `text` ends where `inserted` does.
    pub is_cut: bool,
    /// With [`Repair::Prefix`], where something behind the cursor was left out: the file without the cursor's line, its offsets
    /// those of the file, for what is declared below the cursor.
    pub rest: Option<Parsed>,
    pub kind: SourceKind,
    pub inside: Inside,
    /// The string, comment, … of the file's text that the cursor is in; empty in code.
    pub token: TextRange,
}

impl CursorParse {
    /// The offset in the file's text that an offset in `text` stands for.
    pub fn to_original(&self, offset: u32) -> u32 {
        if offset <= self.inserted.start() {
            offset
        } else if offset <= self.inserted.end() || self.is_cut {
            self.inserted.start()
        } else {
            offset - self.inserted.len()
        }
    }

    pub fn range_to_original(&self, range: TextRange) -> TextRange {
        TextRange::new(self.to_original(range.start()), self.to_original(range.end()))
    }

    /// The offset in `text` of an offset in the file's text.
    pub fn from_original(&self, offset: u32) -> u32 {
        if offset <= self.inserted.start() {
            offset
        } else if self.is_cut {
            self.inserted.start()
        } else {
            offset + self.inserted.len()
        }
    }
}

/// The range of the name that `offset` touches, empty where it touches none. A name in this sense may start with a digit.
pub fn word_at(text: &str, offset: u32) -> TextRange {
    let offset = floor(text, offset);
    let before = &text[..offset];
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_identifier_part(*character))
        .last()
        .map_or(offset, |(at, _)| at);
    let end =
        text[offset..].find(|character| !is_identifier_part(character)).map_or(text.len(), |length| offset + length);
    TextRange::from(start..end)
}

/// The offset, or the last one before it that is between characters of the text.
fn floor(text: &str, offset: u32) -> usize {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests;

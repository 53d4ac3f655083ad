//! One attempt at a tree: the text with something put in at the cursor, parsed.

use std::time::Instant;

use source::TextRange;

use super::CursorParse;
use super::ladder::{Repair, Site};
use crate::{Parsed, SourceKind, parse_with_comments};

/// A name to put at the cursor.
#[derive(Clone, Default)]
pub(super) struct Name {
    pub before: &'static str,
    pub name: String,
    pub after: &'static str,
}

#[derive(Clone)]
pub(super) struct Insertion {
    pub name: Name,
    pub after: String,
}

impl Insertion {
    pub fn text(&self) -> String {
        format!("{}{}{}{}", self.name.before, self.name.name, self.name.after, self.after)
    }
}

pub(super) struct Attempts {
    pub kind: SourceKind,
    pub deadline: Instant,
    /// The first tree that the parser gave with some doubt.
    pub guessed: Option<CursorParse>,
    /// Doubts about what stands before are not the cursor's.
    pub watch_from: u32,
    /// Whether the parser has given up before it came to the cursor: nothing at the cursor helps then. `None`: it has not tried yet.
    pub is_broken_before: Option<bool>,
    pub count: usize,
    /// What is tried before the whole text, see [`Site::part`].
    pub part: Option<TextRange>,
}

impl Attempts {
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Whether the parser had no doubts that matter, in a text that begins at `start`.
    fn is_sound(&self, parsed: &Parsed, start: u32) -> bool {
        !parsed.guesses.iter().any(|guess| start + guess.start() >= self.watch_from)
    }

    pub fn run(&mut self, site: &Site, base: &str, insertion: Insertion, repair: Repair) -> Option<CursorParse> {
        // The first attempt is always made.
        if self.count > 0 && self.is_over() {
            return None;
        }
        if repair != Repair::Prefix && self.is_broken_before == Some(true) {
            return None;
        }
        self.count += 1;
        let added = insertion.text();
        let with_added = |part: TextRange| {
            let (before, behind) = (&base[part.start() as usize..site.at], &base[site.at..part.end() as usize]);
            [before, &added, behind].concat()
        };
        if let Some(part) = self.part.filter(|_| repair != Repair::Prefix) {
            let parsed = parse_with_comments(&with_added(part), self.kind);
            // Of trees in doubt the first is enough.
            if parsed.gave_up.is_some() || self.guessed.is_some() && !self.is_sound(&parsed, part.start()) {
                return None;
            }
        }
        let text = with_added(TextRange::new(0, base.len() as u32));
        let parsed = parse_with_comments(&text, self.kind);
        let is_early = parsed.gave_up.is_some_and(|at| at.start() < self.watch_from);
        let is_broken_before = is_early && self.guessed.is_none();
        self.is_broken_before.get_or_insert(is_broken_before);
        if parsed.gave_up.is_some() {
            return None;
        }
        let at = site.at as u32;
        let name_start = site.word.start() + insertion.name.before.len() as u32;
        let name_end = at + (insertion.name.before.len() + insertion.name.name.len()) as u32;
        let is_sound = self.is_sound(&parsed, 0);
        let found = CursorParse {
            parsed,
            text,
            offset: site.offset,
            marker: Some(TextRange::new(name_start, name_end)).filter(|marker| !marker.is_empty()),
            repair,
            inserted: TextRange::new(at, at + added.len() as u32),
            is_cut: false,
            rest: None,
            kind: self.kind,
            inside: site.inside,
            token: site.token,
        };
        if is_sound {
            return Some(found);
        }
        if self.guessed.is_none() && repair != Repair::Prefix {
            self.guessed = Some(found);
        }
        None
    }
}

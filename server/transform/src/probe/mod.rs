//! Probes: a text that says, while it runs, what its expressions were.
//!
//! Probing is the first step on a text, before types, JSX and modules are rewritten: it only inserts, and never a line break, so that
//! whatever is done to a text can be done to the probed one, and [`Probed::shifts`] lead every column back.
//!
//! ```text
//! const total = price * count;        const total = $_lode_value(0,price * count);
//! return total;                       return $_lode_value(1,total);
//! for (const item of list) { … }      for (const item of list) {$_lode_count[2]++;$_lode_value(3,item); … }
//! const { a, b } = load();            const { a, b } = load();$_lode_value(4,a);$_lode_value(5,b);
//! ```
//!
//! A probed program does what it did: what gets its name from where it stands (an anonymous function in a declaration) is not touched,
//! nor is what must stay a reference (what is called, assigned, deleted), nor a link in an optional chain.
//!
//! - `comments`: what comments ask for. `place`: where a probe may stand. `walk`: finding them. `insert`: what is
//!   put there.
//!
//! What a probed text sees of this: three globals that no loop over the globals shows. In the text of its functions every piece that is
//! not its own stands between two [`MARK`]s, and can be taken out again.

mod comments;
mod insert;
mod place;
#[cfg(test)]
mod tests;
mod walk;

use std::path::Path;

use source::TextRange;
use syntax::SourceKind;
use values::Probe;

use crate::positions::Shift;

/// The global that takes a value: `(probe, value) => value`.
pub const VALUE: &str = "$_lode_value";
/// The global that counts: an array of numbers, by probe.
pub const COUNT: &str = "$_lode_count";

/// The global that takes what was caught: as [`VALUE`], but what the engine says of it is first freed of what probing has put in.
pub const CAUGHT: &str = "$_lode_caught";

/// Stands before and behind each piece that a probed text has and the original has not.
pub const MARK: &str = "/*_lode*/";

/// Texts with more probes than this are not probed any further: whoever writes them does not look at values.
const MOST: usize = 20_000;

#[derive(Clone, PartialEq, Debug)]
pub struct Probed {
    pub text: String,
    /// From columns of the probed text back to those of the original.
    pub shifts: Vec<Shift>,
    /// Probe number `first + index`.
    pub probes: Vec<Probe>,
}

/// The text with probes, numbered from `first`. `asked`: an expression that is to tell its value, whatever comments say. `None`: the text can't be parsed, or speaks of our names itself.
pub fn probe(path: &Path, text: &str, goal: syntax::Goal, first: u32, asked: Option<(u32, u32)>) -> Option<Probed> {
    if text.contains("$_lode_") || text.contains(MARK) {
        return None;
    }
    let language = crate::Options::for_path(path).language;
    let parsed = syntax::parse_with_comments(text, SourceKind::new(language, goal));
    if !parsed.errors.is_empty() {
        return None;
    }
    let asked = comments::Asked::of(text, &parsed.comments, asked.map(|(start, end)| TextRange::new(start, end)));
    let (edits, probes) = parsed.with(|program| insert::insert(text, program, asked, first));
    let (text, shifts) = edits.apply(text);
    Some(Probed { text, shifts, probes })
}

//! Probes: a text that says, while it runs, what its expressions were.
//!
//! Probing is the first step on a text, before types, JSX and modules are rewritten: it only inserts, and never a line break, so that
//! whatever is done to a text can be done to the probed one, and [`Probed::shifts`] lead every column back.
//!
//! ```text
//! const total = price * count;        const total = $_lode_0(price * count);
//! return total;                       return $_lode_1(total);
//! for (const item of list) { … }      for (const item of list) {$_lode_3(item); … }
//! if (total > 9) { … }                if (total > 9) {$_lode_count[4]++; … }
//! const { a, b } = load();            const { a, b } = load();$_lode_5(a);$_lode_6(b);
//! ```
//!
//! A probed program does what it did: what gets its name from where it stands (an anonymous function in a declaration) is not touched,
//! nor is what must stay a reference (what is called, assigned, deleted), nor a link in an optional chain.
//!
//! - `comments`: what comments ask for. `place`: where a probe may stand. `walk`: finding them. `insert`: what is
//!   put there.
//!
//! What a probed text sees of this: constants of the global scope, which are no properties of the global object. In the text of its
//! functions every piece that is not its own stands between two [`MARK`]s, and can be taken out again.

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

/// What the names of all constants begin with. The number of a probe behind it names the function that takes its value and gives it
/// back. One for each: what the engine finds out about a probe it then knows of that one.
pub const NAME: &str = "$_lode_";

/// The constant that counts: an array of numbers, by probe.
pub const COUNT: &str = "$_lode_count";

/// The constant that makes a probe's function of its number.
pub const MAKE: &str = "$_lode_make";

/// The constant that takes what was caught, before its probe does: what the engine says of it is freed of what probing has put in.
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
    if text.contains(NAME) || text.contains(MARK) {
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

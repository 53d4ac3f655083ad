//! Which parts of the benchmark are wanted.

pub(crate) struct Wanted<'a>(pub Option<&'a str>);

/// The parts that need a project's questions.
pub(crate) const REPLAYED: &[&str] = &["members", "identifiers", "specifiers", "imports", "definitions"];

/// The parts that bring their own files.
pub(crate) const OTHERS: &[&str] = &["start", "typing", "upgrade", "big file"];

impl Wanted<'_> {
    pub(crate) fn has(&self, part: &str) -> bool {
        self.0.is_none_or(|filter| part.contains(filter))
    }
}

//! Regular expressions that options hold.

use fancy_regex::Regex;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// What an option says that a text has to look like, in JavaScript's syntax.
pub(crate) struct Pattern(Regex);

impl Pattern {
    pub fn matches(&self, text: &str) -> bool {
        // One that takes too long does not match.
        self.0.is_match(text).unwrap_or(false)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
        let source = String::deserialize(deserializer)?;
        let problem = |error| D::Error::custom(format!("`{source}` can't be read as a regular expression: {error}"));
        Regex::new(&source).map(Pattern).map_err(problem)
    }
}

//! What rules say.

use source::{Edit, TextRange};

use crate::rule::Severity;

/// Something that a rule says of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// `None`: the text can't be parsed, or a rule failed.
    pub rule: Option<&'static str>,
    pub severity: Severity,
    pub range: TextRange,
    /// One sentence without a full stop; names of the code in backticks.
    pub message: String,
    /// Other places that explain it.
    pub related: Vec<(TextRange, String)>,
    /// Edits that mend it and keep what the code does; empty where there are none.
    pub fix: Vec<Edit>,
    /// Ways to mend it, to choose from.
    pub suggestions: Vec<Suggestion>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    pub title: String,
    pub edits: Vec<Edit>,
}

impl Problem {
    pub(crate) fn new(rule: Option<&'static str>, severity: Severity, range: TextRange, message: String) -> Problem {
        Problem { rule, severity, range, message, related: Vec::new(), fix: Vec::new(), suggestions: Vec::new() }
    }

    pub(crate) fn fix(&mut self, edits: impl IntoIterator<Item = Edit>) -> &mut Problem {
        self.fix = edits.into_iter().collect();
        self
    }

    pub(crate) fn suggest(&mut self, title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> &mut Problem {
        self.suggestions.push(Suggestion { title: title.into(), edits: edits.into_iter().collect() });
        self
    }

    pub(crate) fn relate(&mut self, range: TextRange, message: impl Into<String>) -> &mut Problem {
        self.related.push((range, message.into()));
        self
    }
}

/// Takes what one rule finds in one file.
pub(crate) struct Report<'p> {
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) problems: &'p mut Vec<Problem>,
}

impl Report<'_> {
    /// Reports a place; what it gives takes a fix, suggestions, related places.
    pub fn at(&mut self, range: TextRange, message: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem::new(Some(self.rule), self.severity, range, message.into()));
        self.problems.last_mut().expect("it was just pushed")
    }
}

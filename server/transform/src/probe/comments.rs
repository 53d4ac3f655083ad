//! What comments ask of probes: `//?` and `/*?*/` for a value, `//=> text` says what it is.

use source::TextRange;
use syntax::Comment;

/// A comment that asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ask {
    /// The expression that is meant ends here, but for brackets, commas and semicolons of its statement.
    pub end: u32,
    /// The line on which it must end starts here.
    pub line_start: u32,
    pub expected: Option<String>,
    is_answered: bool,
}

#[derive(Default)]
pub(super) struct Asked {
    /// In the order of the text.
    asks: Vec<Ask>,
    /// One more expression that is asked for, by nothing in the text.
    exactly: Option<TextRange>,
}

impl Asked {
    pub fn of(text: &str, comments: &[Comment], exactly: Option<TextRange>) -> Asked {
        let asks = comments.iter().filter_map(|comment| ask(text, comment)).collect();
        Asked { asks, exactly }
    }

    /// The comment that asks for an expression, which then has its answer: the largest that ends right before it.
    pub fn take(&mut self, text: &str, range: TextRange) -> Option<Ask> {
        if self.exactly == Some(range) {
            self.exactly = None;
            return Some(Ask { end: range.end(), line_start: 0, expected: None, is_answered: true });
        }
        let from = self.asks.partition_point(|ask| ask.end < range.end());
        let ask = self.asks[from..].iter_mut().find(|ask| {
            let between = text.get(range.end() as usize..ask.end as usize);
            !ask.is_answered && between.is_some_and(|between| between.bytes().all(|byte| b" \t;,)]}".contains(&byte)))
        })?;
        if range.end() < ask.line_start {
            return None;
        }
        ask.is_answered = true;
        Some(ask.clone())
    }

    /// Those that say what code is which has no value.
    pub fn unanswered(&self) -> Vec<Ask> {
        let stands_behind_code = |ask: &&Ask| ask.end > ask.line_start;
        self.asks
            .iter()
            .filter(|ask| !ask.is_answered && ask.expected.is_some())
            .filter(stands_behind_code)
            .cloned()
            .collect()
    }
}

fn ask(text: &str, comment: &Comment) -> Option<Ask> {
    let body = &text[comment.range.as_usize()][2..];
    let body = if comment.is_block { body.strip_suffix("*/")? } else { body };
    let expected = body.strip_prefix("=>").map(|expected| expected.trim().to_owned());
    if expected.is_none() && !body.starts_with('?') {
        return None;
    }
    let before = text[..comment.range.start() as usize].trim_end_matches([' ', '\t']);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Some(Ask { end: before.len() as u32, line_start: line_start as u32, expected, is_answered: false })
}

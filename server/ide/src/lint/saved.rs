//! What was found in the text of a file when it was looked at last, moved to the text that it has now.

use std::sync::Arc;

use lint::{Linted, Problem};
use source::{SourceText, TextRange};

use super::Looked;

/// What is touched by what has changed since is left out; what is behind it moves.
pub(super) fn moved(looked: &Arc<Looked>, now: &SourceText) -> Option<Arc<Looked>> {
    let then = looked.text.as_ref()?;
    if then.text() == now.text() {
        return Some(looked.clone());
    }
    let (then, now) = (then.text(), now.text());
    let before = then.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
    let rest = then.len().min(now.len()) - before;
    let behind = then.bytes().rev().zip(now.bytes().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let (first, last) = (before as u32, (then.len() - behind) as u32);
    let grown = now.len() as i64 - then.len() as i64;
    let place = |range: TextRange| {
        if range.end() < first {
            return Some(range);
        }
        let shift = |offset: u32| (i64::from(offset) + grown) as u32;
        (range.start() >= last).then(|| TextRange::new(shift(range.start()), shift(range.end())))
    };
    let problem = |problem: &Problem| {
        let related = problem.related.iter().filter_map(|(range, said)| Some((place(*range)?, said.clone())));
        // Edits are made for a text; this is another.
        let related = related.collect();
        let range = place(problem.range)?;
        Some(Problem { range, related, fix: Vec::new(), suggestions: Vec::new(), ..problem.clone() })
    };
    let problems = looked.linted.problems.iter().filter_map(problem).collect();
    Some(Arc::new(Looked {
        of: looked.of,
        epoch: looked.epoch,
        alone: looked.alone.clone(),
        text: looked.text.clone(),
        settings: looked.settings.clone(),
        language: looked.language.clone(),
        config: looked.config.clone(),
        linted: Linted { problems, ..looked.linted.clone() },
    }))
}

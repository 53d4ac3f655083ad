//! What of a text a run never reached: blocks, and the lines that are in them whole or in part.

use std::path::Path;

use source::{LineIndex, TextRange};

use crate::ProbeKind;
use crate::state::State;

/// The blocks of a file that were not entered, in the order of the text.
pub fn missed(path: &Path, state: &State) -> Vec<TextRange> {
    let blocks =
        state.shown(path).into_iter().filter(|shown| shown.probe.kind == ProbeKind::Block && shown.told.is_none());
    blocks.map(|shown| TextRange::new(shown.probe.start, shown.probe.end)).collect()
}

/// Lines from 0, in the order of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MissedLines {
    /// Nothing of their code was reached.
    pub whole: Vec<u32>,
    /// Some of it was: `if (a) return;`, a function in one line.
    pub partly: Vec<u32>,
}

/// The lines that have code in blocks that were not entered. The brackets of a block belong to what is around it.
pub fn missed_lines(text: &str, index: &LineIndex, blocks: &[TextRange]) -> MissedLines {
    let inner: Vec<TextRange> = blocks.iter().filter_map(|block| inside(text, *block)).collect();
    let mut lines: Vec<u32> =
        inner.iter().flat_map(|range| index.line_of(range.start())..=index.line_of(range.end())).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut found = MissedLines::default();
    for line in lines {
        let start = index.line_start(line);
        let code = index.line_text(text, line);
        let is_missed = |at: u32| inner.iter().any(|range| range.start() <= at && at < range.end());
        let places = code.char_indices().filter(|(_, character)| !character.is_whitespace());
        let (missed, reached): (Vec<_>, Vec<_>) = places.partition(|(at, _)| is_missed(start + *at as u32));
        if !missed.is_empty() {
            // A semicolon behind a bracket is no code.
            let is_whole = reached.iter().all(|(_, character)| matches!(character, ';' | ','));
            if is_whole { &mut found.whole } else { &mut found.partly }.push(line);
        }
    }
    found
}

/// `None`: the text is not the one that the block is of.
fn inside(text: &str, block: TextRange) -> Option<TextRange> {
    let code = text.get(block.as_usize())?;
    let has_brackets = code.len() >= 2 && code.starts_with('{') && code.ends_with('}');
    Some(if has_brackets { TextRange::new(block.start() + 1, block.end() - 1) } else { block })
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::Terminators;

    /// `‹…›` is a block that was missed; `!` before a line says that it was, `~` that a part of it was.
    #[track_caller]
    fn check(expected: &str) {
        let (mut text, mut marks, mut open, mut blocks) = (String::new(), String::new(), Vec::new(), Vec::new());
        for line in expected.lines() {
            marks.push(line.chars().next().unwrap_or(' '));
            for character in line.chars().skip(1) {
                match character {
                    '‹' => open.push(text.len() as u32),
                    '›' => blocks.push(TextRange::new(open.pop().unwrap(), text.len() as u32)),
                    other => text.push(other),
                }
            }
            text.push('\n');
        }
        let lines = missed_lines(&text, &LineIndex::new(&text, Terminators::Editor), &blocks);
        let mark = |line: u32| match () {
            _ if lines.whole.contains(&line) => '!',
            _ if lines.partly.contains(&line) => '~',
            _ => ' ',
        };
        assert_eq!((0..marks.len() as u32).map(mark).collect::<String>(), marks, "{expected}");
    }

    #[test]
    fn a_block_of_lines() {
        check(" if (a) ‹{\n!  b();\n!  c();\n }›");
        check(" if (a) {\n   b();\n } else ‹{\n!  c();\n }›");
        check(" f(() => ‹{\n!  b();\n\n!  if (c) ‹{\n!    d();\n!  }›\n }›);");
    }

    #[test]
    fn a_block_in_a_line() {
        check("~if (a) ‹return;›");
        check("~if (a) ‹{ b(); }› else { c(); }");
        check(" if (a) ‹{}›");
        check("~list.map((x) => ‹x + 1›);");
        check(" if (a)\n!  ‹return›;");
    }

    #[test]
    fn a_clause() {
        check(" switch (a) {\n!  ‹case 1:\n!    b();›\n   case 2: c();\n }");
    }
}

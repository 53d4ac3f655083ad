//! `textDocument/semanticTokens/full`, `…/full/delta`, `…/range`: what each name is, for colours.
//!
//! For the difference to an answer that answer is kept, for each document the last one. A client that tells of an older one gets all.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use source::{FileId, SourceText, TextRange};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, SemanticTokensServerCapabilities, ServerCapabilities,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

/// Of so many documents the last answer is kept.
const KEPT: usize = 32;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    let types = ide::TokenKind::ALL.iter().map(|(_, word)| SemanticTokenType::new(word));
    let modifiers = ide::Modifiers::ALL.iter().map(|word| SemanticTokenModifier::new(word));
    let options = SemanticTokensOptions {
        legend: SemanticTokensLegend { token_types: types.collect(), token_modifiers: modifiers.collect() },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    };
    all.semantic_tokens_provider = Some(SemanticTokensServerCapabilities::SemanticTokensOptions(options));
}

pub(crate) const FULL: Read<SemanticTokensParams, Option<SemanticTokensResult>> = Read {
    method: "textDocument/semanticTokens/full",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: full,
};

pub(crate) const DELTA: Read<SemanticTokensDeltaParams, Option<SemanticTokensFullDeltaResult>> = Read {
    method: "textDocument/semanticTokens/full/delta",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: delta,
};

pub(crate) const RANGE: Read<SemanticTokensRangeParams, Option<SemanticTokensRangeResult>> = Read {
    method: "textDocument/semanticTokens/range",
    lane: Lane::Latency,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer: range,
};

/// The answers that the client may ask the difference to. One for all views of a session.
#[derive(Clone, Default)]
pub(crate) struct Answers(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    by_file: FxHashMap<FileId, (u64, Arc<[SemanticToken]>)>,
    last_id: u64,
}

impl Answers {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Each change of it is one insertion, which a panic leaves whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, file: FileId, result_id: &str) -> Option<Arc<[SemanticToken]>> {
        let kept = self.lock();
        let (id, tokens) = kept.by_file.get(&file)?;
        (id.to_string() == result_id).then(|| tokens.clone())
    }

    /// Keeps an answer; gives its name.
    fn keep(&self, file: FileId, tokens: &[SemanticToken]) -> String {
        let mut kept = self.lock();
        kept.last_id += 1;
        let id = kept.last_id;
        kept.by_file.insert(file, (id, tokens.into()));
        if kept.by_file.len() > KEPT
            && let Some(oldest) = kept.by_file.iter().min_by_key(|(_, (id, _))| *id).map(|(file, _)| *file)
        {
            kept.by_file.remove(&oldest);
        }
        id.to_string()
    }
}

fn full(view: &View, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let data = tokens(view, file, None);
    let result_id = Some(view.semantic_tokens.keep(file, &data));
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id, data })))
}

fn delta(view: &View, params: SemanticTokensDeltaParams) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let before = view.semantic_tokens.get(file, &params.previous_result_id);
    let data = tokens(view, file, None);
    let result_id = Some(view.semantic_tokens.keep(file, &data));
    Ok(Some(match before {
        Some(before) => {
            let edits = difference(&before, &data).into_iter().collect();
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
        }
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
    }))
}

fn range(view: &View, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
    let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
    let Some(within) = view.text_range(file, params.range) else { return Ok(None) };
    let data = tokens(view, file, Some(within));
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

/// In the protocol's way: each relative to the one before, none over the end of a line.
fn tokens(view: &View, file: FileId, within: Option<TextRange>) -> Vec<SemanticToken> {
    let Some(text) = view.text(file) else { return Vec::new() };
    let wanted = ide::Wanted { within, has_words: !view.client.augments_syntax_tokens };
    let found = ide::semantic_tokens(&view.snapshot, file, wanted, &|| !view.go_on());
    let mut data = Vec::with_capacity(found.len());
    let (mut last_line, mut last_start) = (0, 0);
    for token in found {
        for part in lines(&text, token.range) {
            let range = view.range(&text, part);
            let (line, start) = (range.start.line, range.start.character);
            data.push(SemanticToken {
                delta_line: line - last_line,
                delta_start: if line == last_line { start - last_start } else { start },
                length: range.end.character - start,
                token_type: token.kind as u32,
                token_modifiers_bitset: token.modifiers.0,
            });
            (last_line, last_start) = (line, start);
        }
    }
    data
}

/// The parts of a range on each of its lines.
fn lines(text: &SourceText, range: TextRange) -> impl Iterator<Item = TextRange> {
    let written = text.slice(range);
    let is_end = |character| matches!(character, '\n' | '\r');
    written.split(is_end).filter(|part| !part.is_empty()).map(move |part| {
        let at = range.start() + (part.as_ptr() as usize - written.as_ptr() as usize) as u32;
        TextRange::new(at, at + part.len() as u32)
    })
}

/// One edit from the first token that is another to the last. Tokens are relative to each other: what an edit moves stays the same.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let first = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (before, after) = (&before[first..], &after[first..]);
    let last = before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one == other).count();
    let (before, after) = (&before[..before.len() - last], &after[..after.len() - last]);
    if before.is_empty() && after.is_empty() {
        return None;
    }
    // In numbers, of which a token is five.
    let (start, delete_count) = (first as u32 * 5, before.len() as u32 * 5);
    Some(SemanticTokensEdit { start, delete_count, data: (!after.is_empty()).then(|| after.to_vec()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(length: u32) -> SemanticToken {
        SemanticToken { delta_line: 0, delta_start: 1, length, token_type: 0, token_modifiers_bitset: 0 }
    }

    #[track_caller]
    fn check(before: &[u32], after: &[u32], expected: Option<(u32, u32, &[u32])>) {
        let all = |lengths: &[u32]| lengths.iter().map(|length| token(*length)).collect::<Vec<_>>();
        let edit = difference(&all(before), &all(after));
        let expected = expected.map(|(start, delete_count, data)| {
            let data = (!data.is_empty()).then(|| all(data));
            SemanticTokensEdit { start, delete_count, data }
        });
        assert_eq!(edit, expected);
    }

    #[test]
    fn the_difference_is_one_edit() {
        check(&[1, 2, 3], &[1, 2, 3], None);
        check(&[1, 2, 3], &[1, 3], Some((5, 5, &[])));
        check(&[1, 3], &[1, 2, 3], Some((5, 0, &[2])));
        check(&[1, 1], &[1, 1, 1], Some((10, 0, &[1])));
        check(&[], &[4], Some((0, 0, &[4])));
        check(&[4], &[], Some((0, 5, &[])));
    }

    #[test]
    fn a_token_is_told_line_by_line() {
        let text = SourceText::new("/a.js", "/* a\r\n\r\nb */");
        let parts: Vec<&str> = lines(&text, TextRange::new(0, 12)).map(|range| text.slice(range)).collect();
        assert_eq!(parts, ["/* a", "b */"]);
    }

    #[test]
    fn answers_are_known_by_their_last_name() {
        let answers = Answers::default();
        let id = FileId(1);
        let first = answers.keep(id, &[token(1)]);
        let second = answers.keep(id, &[token(2)]);
        assert!(answers.get(id, &first).is_none());
        assert_eq!(answers.get(id, &second).as_deref(), Some(&[token(2)][..]));
    }
}

//! `lode/value/expand`, `lode/value/history`, and what a hover says: all that is known of one value.

use std::sync::Arc;

use source::{SourceText, TextRange};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::Uri;
use values::{ItemKind, Kind, Preview, State, one_line};

use super::follow::name;
use super::hints::plain;
use super::messages::{ExpandParams, ExpandResult, Historic, HistoryParams, HistoryResult, Member, WIDTH};
use super::shown::{Known, Placed, Shown, probe, unprobed};
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) const EXPAND: Read<ExpandParams, ExpandResult> = Read {
    method: "lode/value/expand",
    lane: Lane::Latency,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.uri),
    answer: expand,
};

pub(crate) const HISTORY: Read<HistoryParams, HistoryResult> = Read {
    method: "lode/value/history",
    lane: Lane::Latency,
    when_edited: WhenEdited::Finish,
    document: |params| Some(&params.uri),
    answer: history,
};

/// Of members and values, where it is not said how many are wanted.
const PAGE: usize = 100;

fn known(view: &View, uri: &Uri, run: u64) -> Result<(Arc<Known>, Arc<State>)> {
    let shown = view.live_of(uri).and_then(|shown| shown.run.clone());
    let known = shown.filter(|known| known.id == run);
    let known = known.ok_or_else(|| Error::invalid_params("nothing is known any more of this run"))?;
    let state = known.state();
    Ok((known, state))
}

fn expand(view: &View, params: ExpandParams) -> Result<ExpandResult> {
    let (known, state) = known(view, &params.uri, params.run_id)?;
    let value = value(&known, &state, params.id, params.hit);
    let mut value = value.ok_or_else(|| Error::invalid_params("there is no such value"))?;
    for index in params.path {
        let member = value.members.into_iter().nth(index);
        value = member.ok_or_else(|| Error::invalid_params("there is no such member"))?.value;
    }
    let (start, count) = (params.start.unwrap_or_default(), params.count.unwrap_or(PAGE));
    let left = value.members.len().saturating_sub(start.saturating_add(count)) as u64;
    // Of a text what is more are characters.
    let more = if value.kind == Kind::Text { 0 } else { value.more };
    let is_numbered = value.kind == Kind::Array;
    let members = value.members.into_iter().enumerate().skip(start).take(count);
    let members = members.map(|(index, member)| Member {
        name: match (&member.key, member.name) {
            (Some(key), _) => one_line(key, WIDTH),
            (None, name) if name.is_empty() && is_numbered => index.to_string(),
            (None, name) => name,
        },
        text: one_line(&member.value, WIDTH),
        kind: member.value.kind,
        has_members: !member.value.members.is_empty(),
    });
    Ok(ExpandResult { members: members.collect(), more: left + more })
}

/// One of the values of an item; the last, if it is not said which.
fn value(known: &Known, state: &State, id: u64, hit: Option<u64>) -> Option<Preview> {
    if let Some(told) = probe(state, id).and_then(|shown| shown.told) {
        let all = told.history.iter().chain(&told.last);
        let wanted = match hit {
            Some(hit) => all.into_iter().find(|value| value.hit == hit),
            None => told.last.as_ref(),
        };
        return wanted.map(|value| value.preview.clone());
    }
    let mut logged = unprobed(state, &known.path, id);
    match logged.len() {
        0 => None,
        1 => logged.pop(),
        length => {
            let members = logged.into_iter().map(|value| values::Member { value, ..values::Member::default() });
            let length = Some(length as u64);
            Some(Preview { kind: Kind::Array, members: members.collect(), length, ..Preview::default() })
        }
    }
}

fn history(view: &View, params: HistoryParams) -> Result<HistoryResult> {
    let (_, state) = known(view, &params.uri, params.run_id)?;
    let told = probe(&state, params.id).and_then(|shown| shown.told);
    let told = told.ok_or_else(|| Error::invalid_params("there is no such value"))?;
    let last = told.last.iter().filter(|last| told.history.iter().all(|value| value.hit != last.hit));
    let all = told.history.iter().chain(last);
    let wanted = all.skip(params.start.unwrap_or_default()).take(params.count.unwrap_or(PAGE));
    let values = wanted.map(|value| Historic { hit: value.hit, at: value.at, text: one_line(&value.preview, WIDTH) });
    Ok(HistoryResult { hits: told.hits, values: values.collect() })
}

/// What is known of the value at a place, or of the variable that is named there.
pub(crate) fn hover(view: &View, uri: &Uri, at: ide::FilePosition, text: &SourceText) -> Option<(String, TextRange)> {
    let shown = view.live_of(uri)?;
    let item = named(view, shown, at, text).or_else(|| item_at(shown, at.offset))?;
    let mut markdown = match &item.hover {
        Some(hover) => hover.to_string(),
        None => {
            let code = text.slice(item.range);
            let is_short = !code.contains('\n') && code.len() <= WIDTH;
            let lead =
                if is_short && !matches!(item.kind, ItemKind::Log | ItemKind::Error) && !item.text.contains(" = ") {
                    format!("{} = ", name(item.kind, code))
                } else {
                    item.kind.sign().to_owned()
                };
            format!("```js\n{lead}{}\n```\n", item.text)
        }
    };
    if item.is_stale {
        markdown.push_str("\nFrom before the latest edit.\n");
    }
    let markdown = if view.client.hover_markdown { markdown } else { plain(&markdown) };
    Some((markdown, item.range))
}

/// The smallest that is there.
pub(super) fn item_at(shown: &Shown, offset: u32) -> Option<&Placed> {
    let around = shown.items.iter().filter(|item| item.range.touches(offset));
    around.min_by_key(|item| item.range.len())
}

/// What the variable was given whose name is there.
fn named<'s>(view: &View, shown: &'s Shown, at: ide::FilePosition, text: &SourceText) -> Option<&'s Placed> {
    let definition = ide::definition(&view.snapshot, at, &|| !view.go_on());
    let places = definition.map(|definition| definition.targets).unwrap_or_default();
    let here = places.into_iter().filter(|place| place.file == at.file).map(|place| place.range);
    let names: Vec<TextRange> = here.chain(word_at(text, at.offset)).collect();
    shown.items.iter().find(|item| names.iter().any(|name| is_of(item, *name, text.text())))
}

/// A name that is being declared may be known by nothing but its place.
fn word_at(text: &SourceText, offset: u32) -> Option<TextRange> {
    let is_of_word = |character: &char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let before = text.text().get(..offset as usize)?;
    let behind = text.text().get(offset as usize..)?;
    let length: usize = before.chars().rev().take_while(is_of_word).map(char::len_utf8).sum();
    let rest: usize = behind.chars().take_while(is_of_word).map(char::len_utf8).sum();
    Some(TextRange::new(offset - length as u32, offset + rest as u32)).filter(|word| !word.is_empty())
}

/// Whether an item is the value of the variable with this name: it is its place, or what stands behind its `=`.
fn is_of(item: &Placed, name: TextRange, text: &str) -> bool {
    if item.range == name {
        return true;
    }
    let is_given = matches!(item.kind, ItemKind::Variable | ItemKind::Assignment | ItemKind::Right | ItemKind::Wrong);
    let between = text.get(name.end() as usize..item.range.start() as usize);
    is_given && between.is_some_and(is_initializer)
}

/// ` = ` or `: Type = `, and nothing else.
fn is_initializer(between: &str) -> bool {
    let Some((annotation, rest)) = between.split_once('=') else { return false };
    let annotation = annotation.trim();
    rest.trim().is_empty()
        && (annotation.is_empty() || annotation.starts_with(':') && !annotation.contains([';', '\n']))
}

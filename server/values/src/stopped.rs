//! Where a program was that was stopped.

use std::fmt::Write;

use crate::state::{State, Told};
use crate::{ProbeKind, one_line};

/// Characters of a loop's variable.
const WIDTH: usize = 40;

/// Where a program that did not end was, and with what: ` in line 3 · 48 M rounds · i = 47999999`. Empty where nothing is known. `text`
/// is that of the file that was probed.
pub fn where_it_was(text: &str, state: &State) -> String {
    let Some((file, shown)) = state.hottest() else { return String::new() };
    let hits = shown.told.map_or(0, |told| told.hits);
    if hits == 0 {
        return String::new();
    }
    let line = text.get(..shown.probe.start as usize).map_or(0, |before| before.matches('\n').count()) + 1;
    let mut sentence = format!(" in line {line} · {} rounds", count(hits));
    // A round is counted before its variables are told: the last may have got no further.
    let is_as_often = |told: &Told| told.hits == hits || told.hits + 1 == hits;
    let all = state.shown(file);
    let variable = all.iter().find(|other| other.probe.kind == ProbeKind::Loop && other.told.is_some_and(is_as_often));
    if let Some(value) = variable.and_then(|variable| variable.told?.last.as_ref()) {
        let name = variable.and_then(|other| text.get(other.probe.start as usize..other.probe.end as usize));
        let _ = write!(sentence, " · {} = {}", name.unwrap_or_default(), one_line(&value.preview, WIDTH));
    }
    sentence
}

/// A number as one says it: `47 M`.
pub fn count(number: u64) -> String {
    match number {
        0..10_000 => number.to_string(),
        10_000..10_000_000 => format!("{} k", number / 1000),
        _ => format!("{} M", number / 1_000_000),
    }
}

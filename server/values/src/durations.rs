//! How long statements took, told by the times at which they had their values: one that follows another at once, with nothing between
//! them that takes time, began when that had its value. Nothing more is asked of the program for it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::ProbeKind;
use crate::state::{Shown, State, Told};

/// What takes less is not worth a word, and what looking takes is in it.
const LEAST: f64 = 1.0;
/// Words before a value that take no time.
const WORDS: [&str; 10] = ["const", "let", "var", "return", "export", "default", "await", "yield", "throw", "using"];

/// Milliseconds by probe and hit, of probes that have taken a while.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Durations(BTreeMap<u32, Vec<(u64, f64)>>);

impl Durations {
    /// `text` is that of the file.
    pub fn of(text: &str, path: &Path, state: &State) -> Durations {
        // In the order of their ends.
        let all = state.shown(path);
        let of_probe = |shown: &Shown| {
            let told = shown.told.filter(|_| shown.probe.kind != ProbeKind::Block)?;
            let behind = all.partition_point(|other| other.probe.end <= shown.probe.start);
            let before = all[..behind].last()?;
            let between = text.get(before.probe.end as usize..shown.probe.start as usize)?;
            takes_no_time(between, before.probe.kind, shown.probe.kind).then_some(())?;
            let durations = between_hits(before.told?, told);
            durations.iter().any(|(_, took)| *took >= LEAST).then_some((shown.number, durations))
        };
        Durations(all.iter().filter_map(of_probe).collect())
    }

    pub fn of_probe(&self, number: u32) -> &[(u64, f64)] {
        self.0.get(&number).map_or(&[], Vec::as_slice)
    }
}

/// By hit from what one had to what the next had. What overlaps (functions that call themselves, or wait) can't be told apart.
fn between_hits(before: &Told, after: &Told) -> Vec<(u64, f64)> {
    let at = |told: &Told, hit: u64| {
        let mut all = told.history.iter().chain(&told.last);
        all.find(|value| value.hit == hit && !value.is_late).map(|value| value.at)
    };
    let mut found: Vec<(u64, f64)> = Vec::new();
    for value in after.history.iter().chain(&after.last).filter(|value| !value.is_late) {
        let Some(start) = at(before, value.hit).filter(|start| *start <= value.at) else { continue };
        let overlaps = match at(before, value.hit + 1) {
            Some(next) => next < value.at,
            None => value.hit != before.hits,
        };
        if !overlaps && found.iter().all(|(hit, _)| *hit != value.hit) {
            found.push((value.hit, value.at - start));
        }
    }
    found
}

/// Whether what stands between two probes does nothing. Behind a parameter or the variable of a loop is the rest of its head.
fn takes_no_time(between: &str, before: ProbeKind, after: ProbeKind) -> bool {
    let mut rest = between;
    if before == ProbeKind::Loop {
        // What else stands in the head has been evaluated by then.
        let Some(end) = rest.find(')') else { return false };
        rest = &rest[end..];
    }
    let is_head = matches!(before, ProbeKind::Parameter | ProbeKind::Loop);
    loop {
        rest = rest.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(character, ';' | ',')
                || is_head && matches!(character, ')' | '(' | '{' | '=' | '>')
                || after == ProbeKind::Variable && matches!(character, '{' | '[')
        });
        if rest.is_empty() {
            return true;
        }
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.find('\n').map_or("", |end| &comment[end..]);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let Some(end) = comment.find("*/") else { return false };
            rest = &comment[end + 2..];
        } else {
            let end = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
            if !WORDS.contains(&&rest[..end]) {
                return false;
            }
            rest = &rest[end..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Preview, Probe};

    /// `‹…›` are probes, numbered in the order of the text; `told` says which of them had a value, and when.
    fn durations(marked: &str, kinds: &[ProbeKind], told: &[(u32, u64, f64)]) -> Vec<(u32, u64, f64)> {
        let (mut text, mut starts, mut ranges) = (String::new(), Vec::new(), Vec::new());
        for character in marked.chars() {
            match character {
                '‹' => starts.push(text.len() as u32),
                '›' => ranges.push((starts.pop().unwrap(), text.len() as u32)),
                other => text.push(other),
            }
        }
        ranges.sort_unstable();
        let probes = ranges.iter().zip(kinds).map(|((start, end), kind)| Probe {
            start: *start,
            end: *end,
            kind: *kind,
            is_asked: false,
            expected: None,
        });
        let mut state = State::default();
        state.take(Event::Probed { file: "/a.js".into(), first: 0, probes: probes.collect() });
        for (probe, hit, at) in told {
            let value = Preview::default();
            state.take(Event::Value { probe: *probe, hit: *hit, at: *at, value, is_late: false });
        }
        let found = Durations::of(&text, Path::new("/a.js"), &state);
        let numbers = 0..kinds.len() as u32;
        numbers.flat_map(|number| found.of_probe(number).iter().map(move |(hit, took)| (number, *hit, *took))).collect()
    }

    const VARIABLES: [ProbeKind; 2] = [ProbeKind::Variable; 2];

    #[test]
    fn a_statement_takes_the_time_since_the_one_before() {
        let told = [(0, 1, 5.0), (1, 1, 12.5)];
        assert_eq!(durations("const ‹a = f()›; // first\nconst ‹b = g()›;", &VARIABLES, &told), [(1, 1, 7.5)]);
        assert_eq!(durations("const ‹a = f()›;\nconst { ‹b› } = await g();", &VARIABLES, &told), [(1, 1, 7.5)]);
        // A loop that tells nothing may have taken the time.
        assert_eq!(durations("const ‹a = f()›;\nfor (;;) {}\nconst ‹b = g()›;", &VARIABLES, &told), []);
        // What takes no time to speak of is not told.
        assert_eq!(durations("‹a = f()›; ‹b = g()›;", &VARIABLES, &[(0, 1, 5.0), (1, 1, 5.5)]), []);
    }

    #[test]
    fn the_first_of_a_function_begins_with_its_parameters() {
        let kinds = [ProbeKind::Parameter, ProbeKind::Return];
        let told = [(0, 1, 1.0), (1, 1, 3.0), (0, 2, 4.0), (1, 2, 4.5)];
        let expected = [(1, 1, 2.0), (1, 2, 0.5)];
        assert_eq!(durations("function f(‹a›) {\n  return ‹g(a)›;\n}", &kinds, &told), expected);
        assert_eq!(durations("const f = async (‹a›) => ‹g(a)›;", &kinds, &told), expected);
        let kinds = [ProbeKind::Loop, ProbeKind::Expression];
        assert_eq!(durations("for (const ‹a› of list()) {\n  ‹g(a)›;\n}", &kinds, &told), expected);
    }

    #[test]
    fn what_overlaps_is_not_told() {
        let kinds = [ProbeKind::Parameter, ProbeKind::Return];
        // It calls itself: the value that is had first is that of the second call.
        let told = [(0, 1, 1.0), (0, 2, 2.0), (1, 1, 5.0), (1, 2, 6.0)];
        assert_eq!(durations("function f(‹a›) { return ‹f(a)›; }", &kinds, &told), [(1, 2, 4.0)]);
    }
}

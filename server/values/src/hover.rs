//! All that a probe told, as Markdown for who points at it: the value as a tree, what it was before, how often, when, and how long it
//! took.

use std::fmt::Write;

use crate::state::{Shown, Told, Value};
use crate::{Kind, Member, Preview, one_line};

/// Columns of a tree; what fits into a line is not unfolded.
const WIDTH: usize = 72;
/// Lines of a tree.
const LINES: usize = 60;
/// Earlier values that are listed.
const EARLIER: usize = 12;

/// `None`: nothing was told. `name`: what the value is shown behind, for instance the code of the probe. `durations`: how many
/// milliseconds its hits took, as far as that is known.
pub fn hover(shown: &Shown, name: &str, durations: &[(u64, f64)]) -> Option<String> {
    let told = shown.told?;
    let last = told.last.as_ref()?;
    let name = if name.contains('\n') || name.chars().count() > WIDTH / 2 { "" } else { name };
    let lead = if name.is_empty() { String::new() } else { format!("{name} = ") };
    let mut markdown = format!("```js\n{lead}{}\n```\n", tree(&last.preview));
    if told.hits > 1 {
        let _ = writeln!(markdown, "\n{}", often(told, last));
        let _ = write!(markdown, "\n```js\n{}```\n", earlier(told, durations));
    } else {
        let took = took(last, durations).map(|took| format!("took {took}, ")).unwrap_or_default();
        let _ = writeln!(markdown, "\n{took}{:.1} ms after the start{}", last.at, settled(last));
    }
    if last.is_late {
        markdown.push_str("\nLooked at when the program was done: it may have changed since it was had.\n");
    }
    Some(markdown)
}

fn often(told: &Told, last: &Value) -> String {
    let first = told.history.first().map_or(last.at, |first| first.at);
    format!("×{}, from {first:.1} ms to {:.1} ms after the start", told.hits, last.at)
}

fn took(value: &Value, durations: &[(u64, f64)]) -> Option<String> {
    let (_, took) = durations.iter().find(|(hit, _)| *hit == value.hit)?;
    Some(format!("{took:.1} ms"))
}

/// When a promise was seen to be settled: some time may have passed before somebody looked.
fn settled(value: &Value) -> String {
    value.settled.map(|at| format!("; settled within {:.1} ms", at - value.at)).unwrap_or_default()
}

/// The first values and some of those that followed, each behind its number, and how long it took behind it.
fn earlier(told: &Told, durations: &[(u64, f64)]) -> String {
    let digits = told.hits.to_string().len();
    let mut lines = String::new();
    let earlier = told.history.iter().filter(|value| told.last.as_ref() != Some(value)).take(EARLIER);
    for value in earlier.chain(&told.last) {
        let took = took(value, durations).map(|took| format!("  // {took}")).unwrap_or_default();
        let _ = writeln!(lines, "{:>digits$}: {}{took}", value.hit, one_line(&value.preview, WIDTH));
    }
    lines
}

/// A value in as many lines as it needs, unfolded where a line would be too long.
pub fn tree(preview: &Preview) -> String {
    let mut lines = Vec::new();
    unfold(preview, "", "", 0, &mut lines);
    let cut = lines.len().saturating_sub(LINES);
    if cut > 0 {
        lines.truncate(LINES);
        lines.push(format!("… {cut} more lines"));
    }
    lines.join("\n")
}

/// `before` and `behind` belong on the first and on the last line.
fn unfold(preview: &Preview, before: &str, behind: &str, indent: usize, lines: &mut Vec<String>) {
    let margin = " ".repeat(indent);
    let whole = one_line(preview, usize::MAX);
    let has_brackets = matches!(preview.kind, Kind::Object | Kind::Array | Kind::Set | Kind::Map);
    if !has_brackets || indent + before.chars().count() + whole.chars().count() <= WIDTH {
        lines.push(format!("{margin}{before}{whole}{behind}"));
        return;
    }
    let (open, close) = if preview.kind == Kind::Array { ('[', ']') } else { ('{', '}') };
    let class = match (preview.text.as_str(), preview.length) {
        ("", _) => String::new(),
        (class, Some(length)) => format!("{class}({length}) "),
        (class, None) => format!("{class} "),
    };
    lines.push(format!("{margin}{before}{class}{open}"));
    for Member { name, key, value } in &preview.members {
        let lead = match key {
            Some(key) => format!("{} => ", one_line(key, WIDTH)),
            None if name.is_empty() => String::new(),
            None => format!("{name}: "),
        };
        unfold(value, &lead, ",", indent + 2, lines);
    }
    if preview.more > 0 {
        lines.push(format!("{margin}  … {} more", preview.more));
    }
    lines.push(format!("{margin}{close}{behind}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;
    use crate::{Event, Probe, ProbeKind};

    fn preview(json: &str) -> Preview {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_long_is_unfolded() {
        let long = "x".repeat(70);
        let json = format!(
            r#"{{"k":"object","m":[{{"k":"a","v":{{"t":"1"}}}},{{"k":"b","v":{{"k":"text","t":"{long}"}}}}],"x":3}}"#
        );
        assert_eq!(tree(&preview(&json)), format!("{{\n  a: 1,\n  b: '{long}',\n  … 3 more\n}}"));
        assert_eq!(tree(&preview(r#"{"k":"array","m":[{"v":{"t":"1"}}],"n":1}"#)), "[ 1 ]");
    }

    /// What is said of a loop's variable with these hits.
    fn looped(hits: u64, durations: &[(u64, f64)]) -> String {
        let mut state = State::default();
        let probe = Probe { start: 0, end: 1, kind: ProbeKind::Loop, is_asked: false, expected: None };
        state.take(Event::Probed { file: "/a.js".into(), first: 0, probes: vec![probe] });
        for hit in 1..=hits {
            let value = Preview { text: format!("{hit}0"), ..Preview::default() };
            state.take(Event::Value { probe: 0, hit, at: hit as f64, value, is_late: false });
        }
        hover(&state.probe(0).unwrap(), "i", durations).unwrap()
    }

    #[test]
    fn the_history_stands_below_the_value() {
        let expected = "```js\ni = 20\n```\n\n×2, from 1.0 ms to 2.0 ms after the start\n\n```js\n1: 10\n2: 20\n```\n";
        assert_eq!(looped(2, &[]), expected);
    }

    #[test]
    fn how_long_it_took_is_told_where_it_is_known() {
        assert_eq!(looped(1, &[(1, 2.25)]), "```js\ni = 10\n```\n\ntook 2.2 ms, 1.0 ms after the start\n");
        assert!(looped(2, &[(2, 3.0)]).ends_with("1: 10\n2: 20  // 3.0 ms\n```\n"));
    }

    #[test]
    fn a_promise_is_told_when_it_was_had_and_settled() {
        let mut state = State::default();
        let probe = Probe { start: 0, end: 1, kind: ProbeKind::Variable, is_asked: false, expected: None };
        state.take(Event::Probed { file: "/a.js".into(), first: 0, probes: vec![probe] });
        let value = preview(r#"{"k":"promise","t":"Promise"}"#);
        state.take(Event::Value { probe: 0, hit: 1, at: 2.0, value, is_late: false });
        state.take(Event::Settled { probe: 0, hit: 1, at: 12.5, value: preview(r#"{"t":"1"}"#), is_rejected: false });
        let said = hover(&state.probe(0).unwrap(), "a", &[]).unwrap();
        assert!(said.ends_with("\n2.0 ms after the start; settled within 10.5 ms\n"), "{said}");
    }
}

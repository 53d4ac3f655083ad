//! What `lode eval --inline --json` prints; docs/guide/inline-values.md describes it.

use std::collections::BTreeMap;
use std::path::Path;

use child::evaluation::{Ended, Outcome};
use serde_json::{Value, json};
use values::{Item, missed, where_it_was};

pub(super) fn data(text: &str, file: &Path, outcome: &Outcome, lines: &BTreeMap<u32, Vec<Item>>) -> Value {
    let state = &outcome.state;
    let lines: Vec<Value> = lines
        .iter()
        .flat_map(|(line, items)| items.iter().map(move |item| (line, item)))
        .map(|(line, item)| {
            let (start, end) = (item.range.start(), item.range.end());
            json!({ "line": line + 1, "kind": item.kind, "text": item.text, "start": start, "end": end, "hits": item.hits })
        })
        .collect();
    let probes: Vec<Value> = state
        .shown(file)
        .iter()
        .filter_map(|shown| {
            let told = shown.told?;
            let last = told.last.as_ref().map(|value| &value.preview);
            let (start, end) = (shown.probe.start, shown.probe.end);
            Some(json!({ "start": start, "end": end, "kind": shown.probe.kind, "hits": told.hits, "last": last }))
        })
        .collect();
    let missed: Vec<Value> =
        missed(file, state).iter().map(|block| json!({ "start": block.start(), "end": block.end() })).collect();
    let exit_code = if let Ended::Exited(code) = outcome.ended { Some(code) } else { None };
    json!({
        "file": file,
        "exitCode": exit_code,
        "stopped": outcome.ended.sentence(&where_it_was(text, state)),
        "milliseconds": outcome.took.as_secs_f64() * 1e3,
        "lines": lines,
        "probes": probes,
        "missed": missed,
        "output": String::from_utf8_lossy(&outcome.output),
        "errors": String::from_utf8_lossy(&outcome.errors),
    })
}

//! From an edit to the first value, and to the report of a loop without end.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use child::evaluation::{Ended, Limits, Workers, sandbox_of};
use values::Run;

use super::super::installed::{folder, packages};
use super::super::table::Table;
use super::super::timed;
use super::{Programs, middle_and_high, written};

/// What the files import; the first value is there when it has been loaded.
const FILES: &[(&str, &str)] = &[
    ("no imports", ""),
    ("lodash", "import _ from 'lodash';\n"),
    ("express", "import express from 'express';\n"),
    ("typescript", "import ts from 'typescript';\n"),
];
const PACKAGES: &[&str] = &["lodash@4.17.21", "express@5.1.0", "typescript@5.9.2"];
const LINES: usize = 100;

/// Somebody who types looks up now and then; a worker comes up meanwhile.
const PAUSE: Duration = Duration::from_millis(700);

pub(super) fn first_values(programs: &Programs) -> Result<Table> {
    let place = packages(&folder("eval"), "packages", PACKAGES)?;
    let columns = ["cold p50", "p95", "standby p50", "p95", "Node p50", "p95"];
    let mut table = Table::new(&format!("ms from an edit to the first value, {LINES} lines"), &columns);
    for (name, import) in FILES {
        let standing_by = Workers::of(programs.lode.clone())?;
        let (mut cold, mut warm, mut node) = (Vec::new(), Vec::new(), Vec::new());
        // The first rounds teach what is likely to be loaded.
        for round in 0..programs.rounds + 2 {
            let text = text(import, round);
            let file = written(&place, "edited.mjs", &text)?;
            let is_counted = round >= 2;
            let took = first_value(&Workers::of(programs.lode.clone())?, &place, &file, &text)?;
            cold.extend(is_counted.then_some(took));
            let took = first_value(&standing_by, &place, &file, &text)?;
            warm.extend(is_counted.then_some(took));
            let took = timed(Command::new(&programs.node).arg(&file))?;
            node.extend(is_counted.then_some(took));
            thread::sleep(PAUSE);
        }
        table.row(*name, [cold, warm, node].iter().flat_map(|numbers| middle_and_high(numbers)));
    }
    Ok(table)
}

/// A file as somebody may be writing it; `round`: what the edit has changed.
fn text(import: &str, round: usize) -> String {
    let mut text = String::from(import);
    for line in 0..LINES / 5 {
        let _ = writeln!(
            text,
            "const list{line} = [{round}, {line}, 3].map((n) => n * 2);\nlet sum{line} = 0;\nfor (const n of list{line}) {{\n  sum{line} += n;\n}}"
        );
    }
    text
}

fn run_of(place: &Path, file: &Path, text: &str) -> Run {
    Run {
        file: file.to_owned(),
        folder: place.to_owned(),
        probed: vec![file.to_owned()],
        texts: vec![(file.to_owned(), text.to_owned())],
        sandbox: Some(sandbox_of(file, text, place)),
        ..Run::default()
    }
}

/// Milliseconds from handing over a run, as an editor's automatic ones are, until one of its values is known.
fn first_value(workers: &Workers, place: &Path, file: &Path, text: &str) -> Result<f64> {
    let run = run_of(place, file, text);
    let started = Instant::now();
    // What is measured must not be stopped, be the machine as busy as it may.
    let limits = Limits { busy: Some(Duration::from_secs(30)), ..Limits::automatic() };
    let evaluation = workers.start(&run, limits)?;
    let stopper = evaluation.stopper();
    let mut first = None;
    let outcome = evaluation.follow(|heard| {
        if first.is_none() && heard.has_news && heard.state.shown(file).iter().any(|shown| shown.told.is_some()) {
            first = Some(started.elapsed());
            stopper.stop();
        }
    });
    let first = first.with_context(|| {
        format!("no value of {} came: {}", file.display(), String::from_utf8_lossy(&outcome.errors))
    })?;
    Ok(first.as_secs_f64() * 1e3)
}

/// How much later than its limit a program that does not pause is reported.
pub(super) fn endless(programs: &Programs) -> Result<Table> {
    const ENDLESS: &[(&str, &str)] = &[
        ("for (;;)", "let n = 0;\nfor (let i = 0; ; i++) {\n  n += i;\n}\n"),
        ("await in a loop", "let n = 0;\nfor (;;) {\n  await 0;\n  n++;\n}\n"),
        ("recursion of promises", "function again() {\n  Promise.resolve().then(again);\n}\nagain();\n"),
    ];
    let place = folder("eval");
    std::fs::create_dir_all(&place)?;
    let busy = Duration::from_secs(1);
    let limits = Limits { busy: Some(busy), ..Limits::automatic() };
    let title = format!("ms beyond the limit of {} s until an endless program is reported", busy.as_secs_f64());
    let mut table = Table::new(&title, &["p50", "p95"]);
    for (name, text) in ENDLESS {
        let workers = Workers::of(programs.lode.clone())?;
        let file = written(&place, "endless.mjs", text)?;
        let mut late = Vec::new();
        for _ in 0..programs.rounds.min(10) {
            workers.ready(Some(&sandbox_of(&file, text, &place)));
            thread::sleep(PAUSE);
            let started = Instant::now();
            let outcome = workers.start(&run_of(&place, &file, text), limits.clone())?.follow(|_| {});
            if !matches!(outcome.ended, Ended::Busy(_)) {
                bail!("`{name}` ended with {:?}", outcome.ended);
            }
            late.push((started.elapsed().as_secs_f64() - busy.as_secs_f64()) * 1e3);
        }
        table.row(*name, middle_and_high(&late));
    }
    Ok(table)
}

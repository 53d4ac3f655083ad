//! A file of 9 MB opened beside a small one: how long the small one's lists take from then on.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use source::TextRange;

use super::editor::Trigger;
use super::offers::{offers, standing};
use super::processes::wait_for_rest;
use super::replay::{FIRST_CALM, FIRST_CALM_LIMIT};
use super::report::{Measure, Report, Unit};
use super::servers::{Server, Setting, big_file};
use super::start::{LIMIT, until};

/// Each with a server of its own: the first of a machine that was at rest also pays for memory that the system has to find.
const ROUNDS: usize = 5;
const ASKED: usize = 10;

const PAUSE: Duration = Duration::from_millis(200);

pub(crate) fn measure(servers: &[Server], report: &mut Report) -> Result<()> {
    let big = fs::read_to_string(big_file()?)?;
    let mut first = Vec::new();
    let mut later = Vec::new();
    let mut memory = Vec::new();
    for server in servers {
        eprintln!("big file: {}", server.name);
        let mut opened = Opened::default();
        for _ in 0..ROUNDS {
            round(server, &big, &mut opened)?;
        }
        first.push(opened.first);
        later.push(opened.later);
        memory.push(opened.memory);
    }
    let mut add = |name: &str, unit, values| report.measures.push(Measure { name: name.to_owned(), unit, values });
    add("a 9 MB file just opened beside: first list", Unit::Milliseconds, first);
    add("a 9 MB file open beside: later lists", Unit::Milliseconds, later);
    add("a 9 MB file open beside", Unit::Megabytes, memory);
    Ok(())
}

/// What one server took; `None` where it gave no right list.
#[derive(Default)]
struct Opened {
    first: Vec<Option<f64>>,
    later: Vec<Option<f64>>,
    memory: Vec<Option<f64>>,
}

fn round(server: &Server, big: &str, opened: &mut Opened) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("big").tempdir()?;
    let root = fs::canonicalize(folder.path())?;
    let cache = tempfile::tempdir()?;
    let (small_path, big_path) = (root.join("small.js"), root.join("big.js"));
    let text = "const list = [1, 2];\n\nlist.\n";
    fs::write(&small_path, text)?;
    fs::write(&big_path, big)?;
    let mut editor = server.start(&root, &Setting { cache: cache.path(), watches: true })?;
    editor.open(&small_path, text);
    let dot = text.rfind('.').map_or(0, |at| at + 1) as u32;
    until(Instant::now(), LIMIT, || {
        let answer = editor.complete(&small_path, dot, Trigger::Character('.'));
        standing(&offers(&answer), "map").is_known
    });
    wait_for_rest(&[&editor.mark], FIRST_CALM, FIRST_CALM_LIMIT);
    editor.open(&big_path, big);
    for asked in 0..ASKED {
        let times = if asked == 0 { &mut opened.first } else { &mut opened.later };
        if editor.is_lost() {
            times.push(None);
            continue;
        }
        editor.edit(&small_path, TextRange::empty(dot + 1), " ");
        let answer = editor.complete_after_edit(&small_path, dot, Trigger::Character('.'));
        let is_right = standing(&offers(&answer), "map").is_known;
        times.push(is_right.then_some(answer.took.as_secs_f64() * 1e3));
        thread::sleep(PAUSE);
    }
    opened.memory.push(Some(editor.memory().resident as f64 / 1e6));
    editor.leave();
    Ok(())
}

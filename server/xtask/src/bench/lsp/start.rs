//! From the start of a server to its first right answers, in a shop with 200 packages: with nothing kept from before, and with what
//! the first start has kept.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::editor::{Editor, Trigger};
use super::offers::{offers, standing, standing_of_import};
use super::processes::wait_for_rest;
use super::projects::shop;
use super::replay::{FIRST_CALM, FIRST_CALM_LIMIT};
use super::report::{Measure, Report, Unit};
use super::servers::{PATIENCE, Server, Setting};

const ROUNDS: usize = 3;

/// How long the first right answer is waited for.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// How often completion is asked for before memory is looked at again.
const REPEATED: usize = 20;

/// What one start has shown; nothing where it didn't happen in time.
#[derive(Default)]
struct Seen {
    first_right: Option<f64>,
    first_import: Option<f64>,
    imports: Vec<Option<f64>>,
    ready: f64,
    after: f64,
}

pub(crate) fn measure(servers: &[Server], report: &mut Report) -> Result<()> {
    let shop = shop()?;
    // By server, then by round.
    let mut cold: Vec<Vec<Seen>> = servers.iter().map(|_| Vec::new()).collect();
    let mut warm: Vec<Vec<Seen>> = servers.iter().map(|_| Vec::new()).collect();
    for round in 0..ROUNDS {
        for turn in 0..servers.len() {
            let server = (round + turn) % servers.len();
            eprintln!("start {} of {ROUNDS}: {}", round + 1, servers[server].name);
            let cache = tempfile::tempdir()?;
            for seen in [&mut cold, &mut warm] {
                seen[server].push(one(&servers[server], &shop, cache.path())?);
            }
        }
    }
    for (name, seen) in [("cold", &cold), ("warm", &warm)] {
        let values = |value: fn(&Seen) -> Vec<Option<f64>>| -> Vec<Vec<Option<f64>>> {
            seen.iter().map(|rounds| rounds.iter().flat_map(value).collect()).collect()
        };
        let mut add = |name: String, unit, values| report.measures.push(Measure { name, unit, values });
        let time = Unit::Milliseconds;
        add(format!("start to the first right completion, {name}"), time, values(|seen| vec![seen.first_right]));
        add(format!("first list with the right import, {name}"), time, values(|seen| vec![seen.first_import]));
        add(format!("later lists with imports, {name}"), time, values(|seen| seen.imports.clone()));
        add(format!("shop, ready, {name}"), Unit::Megabytes, values(|seen| vec![Some(seen.ready)]));
        add(format!("shop, after some work, {name}"), Unit::Megabytes, values(|seen| vec![Some(seen.after)]));
    }
    Ok(())
}

fn one(server: &Server, shop: &Path, cache: &Path) -> Result<Seen> {
    let mut seen = Seen::default();
    let (main, page) = (shop.join("server.js"), shop.join("page.js"));
    let started = Instant::now();
    let mut editor = server.start(shop, &Setting { cache, watches: true })?;
    let text = fs::read_to_string(&main)?.replacen("app.get", "app.", 1);
    let dot = text.find("app.").map_or(0, |at| at + "app.".len()) as u32;
    editor.open(&main, &text);
    seen.first_right = until(started, LIMIT, || {
        let answer = editor.complete(&main, dot, Trigger::Character('.'));
        standing(&offers(&answer), "get").is_known
    });
    const TYPED: &str = "useSta";
    let text = format!("{}\n{TYPED}", fs::read_to_string(&page)?);
    editor.open(&page, &text);
    let mut asked = Instant::now();
    let has_import = |editor: &mut Editor| {
        let answer = editor.complete(&page, text.len() as u32, Trigger::Asked);
        let list = offers(&answer);
        let found = standing_of_import(editor, &list, "useState", "react", &page);
        (found.is_known, answer.took)
    };
    seen.first_import = until(asked, PATIENCE, || has_import(&mut editor).0);
    wait_for_rest(&[&editor.mark], FIRST_CALM, FIRST_CALM_LIMIT);
    seen.ready = editor.memory().resident as f64 / 1e6;
    for _ in 0..REPEATED {
        asked = Instant::now();
        let (found, took) = has_import(&mut editor);
        seen.imports.push(found.then_some(took.as_secs_f64() * 1e3));
        editor.complete(&main, dot, Trigger::Character('.'));
        thread::sleep(Duration::from_millis(20).saturating_sub(asked.elapsed()));
    }
    seen.after = editor.memory().resident as f64 / 1e6;
    editor.leave();
    Ok(seen)
}

/// Asks until the answer is right; gives the milliseconds since `start`.
pub(crate) fn until(start: Instant, limit: Duration, mut is_right: impl FnMut() -> bool) -> Option<f64> {
    let end = Instant::now() + limit;
    while Instant::now() < end {
        if is_right() {
            return Some(start.elapsed().as_secs_f64() * 1e3);
        }
        thread::sleep(Duration::from_millis(10));
    }
    None
}

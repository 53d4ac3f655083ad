//! A package upgraded in place while its user types: how long until the list has what the new version declares, with a client that
//! watches files where it is asked to, and with one that can't.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use source::TextRange;

use super::editor::Trigger;
use super::offers::{offers, standing};
use super::processes::wait_for_rest;
use super::replay::{FIRST_CALM, FIRST_CALM_LIMIT};
use super::report::{Measure, Report, Unit};
use super::servers::{PATIENCE, Server, Setting};
use super::start::{LIMIT, until};

const ROUNDS: usize = 2;

/// How often somebody types on.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) fn measure(servers: &[Server], report: &mut Report) -> Result<()> {
    for (watches, name) in [(true, "client watching"), (false, "no client watching")] {
        let mut values: Vec<Vec<Option<f64>>> = servers.iter().map(|_| Vec::new()).collect();
        for round in 0..ROUNDS {
            for turn in 0..servers.len() {
                let server = (round + turn) % servers.len();
                eprintln!("upgrade, {name}: {}", servers[server].name);
                values[server].push(one(&servers[server], watches)?);
            }
        }
        let name = format!("types upgraded in place are seen, {name}");
        report.measures.push(Measure { name, unit: Unit::Milliseconds, values });
    }
    Ok(())
}

fn one(server: &Server, watches: bool) -> Result<Option<f64>> {
    let folder = tempfile::Builder::new().prefix("upgrade").tempdir()?;
    let root = fs::canonicalize(folder.path())?;
    let cache = tempfile::tempdir()?;
    fs::write(
        root.join("package.json"),
        r#"{ "name": "user", "version": "1.0.0", "dependencies": { "widget": "^1.0.0" } }"#,
    )?;
    install(&root, "1.0.0", "before")?;
    let main = root.join("main.js");
    let text = "const widget = require('widget');\n\nwidget.\n";
    fs::write(&main, text)?;
    let mut editor = server.start(&root, &Setting { cache: cache.path(), watches })?;
    editor.open(&main, text);
    let dot = text.rfind('.').map_or(0, |at| at + 1) as u32;
    let ready = until(Instant::now(), LIMIT, || {
        let answer = editor.complete(&main, dot, Trigger::Character('.'));
        standing(&offers(&answer), "before").is_known
    });
    if ready.is_none() {
        return Ok(None);
    }
    wait_for_rest(&[&editor.mark], FIRST_CALM, FIRST_CALM_LIMIT);
    let changed = install(&root, "1.1.0", "after")?;
    let upgraded = Instant::now();
    if watches {
        editor.tell_of_changes(&changed);
    }
    while upgraded.elapsed() < PATIENCE {
        // Somebody types: a server that looks again at an edit has its chance.
        editor.edit(&main, TextRange::empty(dot + 1), " ");
        let answer = editor.complete(&main, dot, Trigger::Character('.'));
        if standing(&offers(&answer), "after").is_known {
            let seen = upgraded.elapsed().as_secs_f64() * 1e3;
            editor.leave();
            return Ok(Some(seen));
        }
        thread::sleep(PAUSE);
    }
    editor.leave();
    Ok(None)
}

/// What npm writes when it installs this version; gives the files.
fn install(root: &Path, version: &str, name: &str) -> Result<Vec<PathBuf>> {
    let package = root.join("node_modules/widget");
    fs::create_dir_all(&package)?;
    let manifest =
        format!(r#"{{ "name": "widget", "version": "{version}", "main": "index.js", "types": "index.d.ts" }}"#);
    let lock = format!(
        r#"{{ "name": "user", "lockfileVersion": 3, "packages": {{ "node_modules/widget": {{ "version": "{version}" }} }} }}"#
    );
    let written = [
        (package.join("package.json"), manifest),
        (package.join("index.js"), format!("exports.{name} = () => 1;\n")),
        (package.join("index.d.ts"), format!("export declare function {name}(): number;\n")),
        (root.join("node_modules/.package-lock.json"), lock),
    ];
    for (path, text) in &written {
        fs::write(path, text)?;
    }
    Ok(written.into_iter().map(|(path, _)| path).collect())
}

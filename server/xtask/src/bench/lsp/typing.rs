//! A hundred characters typed one by one into a file of 10,000 lines, made of what is published in the shop's dependencies; after each
//! the list is asked for.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use source::TextRange;

use super::editor::{Editor, Trigger};
use super::processes::wait_for_rest;
use super::projects::shop;
use super::replay::{CALM, CALM_LIMIT, FIRST_CALM, FIRST_CALM_LIMIT};
use super::report::{Measure, Report, Unit};
use super::servers::{Server, Setting};
use crate::workspace::files;

const LINES: usize = 10_000;

/// Whose sources the file is made of: written by people, not bundled.
const PACKAGES: &[&str] =
    &["express", "fastify/lib", "ws/lib", "winston/lib", "pg/lib", "ioredis/built", "jsonwebtoken"];

const CHARACTERS: usize = 100;

const TYPED: &str =
    "const router = require('express').Router(); router.get('/items', (request, response) => response.json(items";

/// Marks the place in the middle.
const HERE: &str = "/* here */";

pub(crate) fn measure(servers: &[Server], report: &mut Report) -> Result<()> {
    let shop = shop()?;
    let text = large_file(&shop)?;
    let path = shop.join("large.js");
    let here = text.find(HERE).unwrap_or_default() as u32;
    let caches = tempfile::tempdir()?;
    let mut editors: Vec<Editor> = Vec::new();
    for server in servers {
        let mut editor = server.start(&shop, &Setting { cache: &caches.path().join(server.name), watches: true })?;
        editor.open(&path, &text);
        editor.complete(&path, here, Trigger::Asked);
        wait_for_rest(&[&editor.mark], FIRST_CALM, FIRST_CALM_LIMIT);
        editors.push(editor);
    }
    let mut times: Vec<Vec<Option<f64>>> = servers.iter().map(|_| Vec::new()).collect();
    for (index, character) in TYPED.char_indices().take(CHARACTERS) {
        for turn in 0..editors.len() {
            let server = (index + turn) % editors.len();
            let marks: Vec<String> = editors.iter().map(|editor| editor.mark.clone()).collect();
            let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
            wait_for_rest(&marks, CALM, CALM_LIMIT);
            let editor = &mut editors[server];
            if editor.is_lost() {
                times[server].push(None);
                continue;
            }
            let at = here + index as u32;
            editor.edit(&path, TextRange::empty(at), character.encode_utf8(&mut [0; 4]));
            let trigger = if character.is_alphanumeric() { Trigger::Asked } else { Trigger::Character(character) };
            let answer = editor.complete_after_edit(&path, at + 1, trigger);
            times[server].push((!answer.is_missing).then_some(answer.took.as_secs_f64() * 1e3));
        }
    }
    let at = |percent: usize| -> Vec<Vec<Option<f64>>> {
        times
            .iter()
            .map(|times| {
                let mut sorted: Vec<f64> = times.iter().map(|time| time.unwrap_or(f64::INFINITY)).collect();
                sorted.sort_by(f64::total_cmp);
                let index = (sorted.len() * percent).div_ceil(100).max(1) - 1;
                vec![sorted.get(index).copied().filter(|time| time.is_finite())]
            })
            .collect()
    };
    let name = |what: &str| format!("a letter in a file of 10,000 lines, {what}");
    let (slow, slowest) = (at(95), at(100));
    for (what, values) in [("p50", times), ("p95", slow), ("slowest", slowest)] {
        report.measures.push(Measure { name: name(what), unit: Unit::Milliseconds, values });
    }
    editors.into_iter().for_each(Editor::leave);
    Ok(())
}

/// Whole files, each in a function of its own, a function to type into in the middle.
fn large_file(shop: &Path) -> Result<String> {
    let mut text = String::new();
    let mut lines = 0;
    let mut has_place = false;
    for path in PACKAGES.iter().flat_map(|package| files(&shop.join("node_modules").join(package), "js")) {
        let Ok(source) = fs::read_to_string(&path) else { continue };
        let is_module = source.lines().any(|line| line.starts_with("import ") || line.starts_with("export "));
        if is_module || source.starts_with("#!") {
            continue;
        }
        let _ = write!(text, "(function (exports, require, module) {{\n{source}\n}})({{}}, require, {{}});\n\n");
        lines += source.lines().count() + 4;
        if !has_place && lines >= LINES / 2 {
            has_place = true;
            let _ = write!(text, "function handle(items, options) {{\n  {HERE}\n}}\n\n");
        }
        if lines >= LINES {
            return Ok(text);
        }
    }
    bail!("the shop's dependencies have only {lines} lines")
}

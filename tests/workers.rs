//! Workers that come and go: stopped, killed, over their limits, with whoever started them gone. Nothing but the one run is ever lost, and
//! nothing is left behind.
//!
//! `make soak` does the same a thousand times and more (`LODE_SOAK`).

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use child::evaluation::{Ended, Limits, Outcome, Progress, Workers};
use libtest_mimic::{Failed, Trial};
use rustix::process::{Pid, Signal, kill_process};
use test_support::process;
use values::{Permissions, Run, Sandbox};

use crate::lode;

type Body = fn() -> Result<(), Failed>;

const TESTS: [(&str, Body); 12] = [
    ("a_run_is_heard_while_it_goes_on", a_run_is_heard_while_it_goes_on),
    ("a_run_can_be_stopped_before_it_has_begun", a_run_can_be_stopped_before_it_has_begun),
    ("what_was_counted_survives_a_kill", what_was_counted_survives_a_kill),
    ("memory_is_limited", memory_is_limited),
    ("output_is_limited", output_is_limited),
    ("events_are_limited", events_are_limited),
    ("open_files_are_limited", open_files_are_limited),
    ("what_is_new_in_a_folder_with_secrets_can_be_read", what_is_new_in_a_folder_with_secrets_can_be_read),
    ("what_earlier_runs_loaded_does_not_show", what_earlier_runs_loaded_does_not_show),
    ("workers_go_with_who_started_them", workers_go_with_who_started_them),
    ("workers_are_killed_at_any_time", workers_are_killed_at_any_time),
    ("edits_leave_nothing_behind", edits_leave_nothing_behind),
];

pub fn add(trials: &mut Vec<Trial>) {
    trials.extend(TESTS.map(|(name, test)| Trial::test(format!("workers::{name}"), test)));
}

/// A folder with programs, and workers that nobody else has.
struct Place {
    folder: tempfile::TempDir,
    program: PathBuf,
    workers: Workers,
}

impl Place {
    fn new() -> Result<Place, Failed> {
        let folder = tempfile::tempdir()?;
        // By this name its processes are found.
        let program = folder.path().join("lode");
        symlink(lode(), &program)?;
        Ok(Place { workers: Workers::of(program.clone())?, folder, program })
    }

    fn run_of(&self, name: &str, text: &str) -> Result<Run, Failed> {
        let workspace = fs::canonicalize(self.folder.path())?.join("workspace");
        fs::create_dir_all(&workspace)?;
        let file = workspace.join(name);
        Ok(Run {
            probed: vec![file.clone()],
            texts: vec![(file.clone(), text.to_owned())],
            file,
            folder: workspace.clone(),
            sandbox: Some(Sandbox { folder: workspace, permissions: Permissions::default() }),
            ..Run::default()
        })
    }

    fn outcome(&self, text: &str, limits: Limits) -> Result<Outcome, Failed> {
        Ok(self.workers.start(&self.run_of("main.js", text)?, limits)?.follow(|_| {}))
    }

    /// Processes of this place that there are.
    fn processes(&self) -> Vec<i32> {
        let path = self.program.to_string_lossy().into_owned();
        processes_with(&path)
    }
}

/// Processes in whose command line a text stands.
fn processes_with(text: &str) -> Vec<i32> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let has_text = |number: &i32| {
        fs::read(format!("/proc/{number}/cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains(text))
    };
    numbers.filter(has_text).collect()
}

/// Waits until it is so, and not for ever.
fn until(what: &str, is_so: impl Fn() -> bool) -> Result<(), Failed> {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        if Instant::now() > end {
            return Err(format!("never: {what}").into());
        }
        thread::park_timeout(Duration::from_millis(5));
    }
    Ok(())
}

fn expect_end(outcome: &Outcome, is_expected: impl Fn(Ended) -> bool) -> Result<(), Failed> {
    match outcome.ended {
        ended if is_expected(ended) => Ok(()),
        ended => Err(format!("it ended with {ended:?}: {}", String::from_utf8_lossy(&outcome.errors)).into()),
    }
}

fn a_run_is_heard_while_it_goes_on() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "let count = 0;\nsetInterval(() => {\n  count++;\n  console.log(count);\n}, 1);\n";
    let evaluation = place.workers.start(&place.run_of("main.js", text)?, Limits::automatic())?;
    let stopper = evaluation.stopper();
    let (mut seen, mut after) = (0, 0);
    let outcome = evaluation.follow(|heard| {
        after += usize::from(seen >= 20);
        if heard.progress == Progress::Live {
            seen = heard.state.logs.len();
            if seen >= 20 {
                stopper.stop();
            }
        }
    });
    expect_end(&outcome, |ended| ended == Ended::Stopped)?;
    if seen < 20 || after > 0 {
        return Err(format!("{seen} logs were seen while it ran, and {after} times something after the stop").into());
    }
    Ok(())
}

fn a_run_can_be_stopped_before_it_has_begun() -> Result<(), Failed> {
    let place = Place::new()?;
    let evaluation = place.workers.start(&place.run_of("main.js", "console.log('never');")?, Limits::automatic())?;
    evaluation.stopper().stop();
    let outcome = evaluation.follow(|_| {});
    expect_end(&outcome, |ended| ended == Ended::Stopped)?;
    if outcome.output.is_empty() { Ok(()) } else { Err("it ran".into()) }
}

fn what_was_counted_survives_a_kill() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "let sum = 0;\nfor (let i = 0; ; i++) {\n  sum += i;\n}\n";
    let outcome = place.outcome(text, Limits { busy: Some(Duration::from_millis(300)), ..Limits::automatic() })?;
    expect_end(&outcome, |ended| matches!(ended, Ended::Busy(_)))?;
    let hits = outcome.state.hottest().and_then(|(_, shown)| Some(shown.told?.hits)).unwrap_or_default();
    if hits > 1000 { Ok(()) } else { Err(format!("only {hits} rounds were counted").into()) }
}

fn memory_is_limited() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "const all = [];\nsetInterval(() => all.push(new Uint8Array(8 << 20).fill(1)), 1);\n";
    let outcome = place.outcome(text, Limits { memory: Some(200 << 20), ..Limits::automatic() })?;
    expect_end(&outcome, |ended| ended == Ended::Memory(200 << 20))
}

fn output_is_limited() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "for (let i = 0; i < 100; i++) process.stdout.write('a'.repeat(100000));\n";
    let outcome = place.outcome(text, Limits { output: 1000, ..Limits::default() })?;
    expect_end(&outcome, |ended| ended == Ended::Exited(0))?;
    if outcome.output.len() == 1000 { Ok(()) } else { Err(format!("{} bytes", outcome.output.len()).into()) }
}

fn events_are_limited() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "for (let i = 0; i < 5000; i++) {\n  console.log(i);\n}\nconst last = 'reached';\n";
    let outcome = place.outcome(text, Limits { events: 100, ..Limits::default() })?;
    expect_end(&outcome, |ended| ended == Ended::Exited(0))?;
    if outcome.state.logs.len() <= 100 { Ok(()) } else { Err(format!("{} logs", outcome.state.logs.len()).into()) }
}

fn open_files_are_limited() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "const fs = require('fs');
const open = [];
let code;
try {
  for (let i = 0; i < 5000; i++) open.push(fs.openSync('.'));
} catch (error) {
  ({ code } = error);
}
open.forEach((descriptor) => fs.closeSync(descriptor));
console.log(code);
";
    let outcome = place.outcome(text, Limits::default())?;
    expect_end(&outcome, |ended| ended == Ended::Exited(0))?;
    let said = String::from_utf8_lossy(&outcome.output).trim().to_owned();
    if said == "EMFILE" { Ok(()) } else { Err(format!("it said `{said}`").into()) }
}

/// The kernel opens such a folder file by file: a worker that stands by does not know those that were made since.
fn what_is_new_in_a_folder_with_secrets_can_be_read() -> Result<(), Failed> {
    let place = Place::new()?;
    let run = place.run_of("main.js", "")?;
    fs::write(run.folder.join(".env"), "SECRET=1")?;
    for round in 0..10 {
        // It may not have looked at the folder yet, may be looking, or has.
        place.workers.ready(run.sandbox.as_ref());
        until("a worker stands by", || !place.processes().is_empty())?;
        let name = format!("new{round}.txt");
        let text = format!("console.log(require('fs').readFileSync('{name}', 'utf8'));");
        fs::write(run.folder.join(&name), "new")?;
        let outcome = place.outcome(&text, Limits::default())?;
        expect_end(&outcome, |ended| ended == Ended::Exited(0))?;
    }
    Ok(())
}

/// A worker that stands by loads the builtins that earlier runs have asked for: that must change nothing for the next.
fn what_earlier_runs_loaded_does_not_show() -> Result<(), Failed> {
    let place = Place::new()?;
    let text = "import http from 'node:http';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
console.log(process.argv.length, typeof http.Server, typeof Worker, zlib.gzipSync('a').length > 0);
console.log(createHash('md5').update('a').digest('hex'), (await readFile(import.meta.filename, 'utf8')).length);
console.error(process.getBuiltinModule('module').isBuiltin('http'));
";
    let mut first = None;
    for _ in 0..5 {
        let run = place.run_of("main.mjs", text)?;
        fs::write(&run.file, text)?;
        let outcome = place.workers.start(&run, Limits::default())?.follow(|_| {});
        expect_end(&outcome, |ended| ended == Ended::Exited(0))?;
        let said = (outcome.output, outcome.errors);
        if *first.get_or_insert_with(|| said.clone()) != said {
            return Err(format!("it said {:?}", String::from_utf8_lossy(&said.0)).into());
        }
        until("the next worker has come up", || !place.processes().is_empty())?;
    }
    Ok(())
}

fn workers_go_with_who_started_them() -> Result<(), Failed> {
    let place = Place::new()?;
    let file = place.folder.path().join("main.js");
    fs::write(&file, "setInterval(() => {}, 1000);\nconsole.log('up');\n")?;
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["eval", "--inline"]).arg(&file);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut host = command.spawn()?;
    let mark = format!("lode-evaluate-{}-", host.id());
    until("the worker is up", || !processes_with(&mark).is_empty())?;
    host.kill()?;
    host.wait()?;
    until("the worker is gone", || processes_with(&mark).is_empty())
}

/// How often, in a test and in `make soak`.
fn rounds(usual: u32, soak: u32) -> u32 {
    if std::env::var_os("LODE_SOAK").is_some() { soak } else { usual }
}

/// The same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn workers_are_killed_at_any_time() -> Result<(), Failed> {
    let place = Place::new()?;
    let mut random = Random(0x5eed);
    let text = "let sum = 0;\nfor (let i = 0; i < 1e5; i++) {\n  sum += i;\n}\nsetInterval(() => {\n  sum++;\n}, 1);\n";
    let run = place.run_of("endless.js", text)?;
    for round in 0..rounds(30, 1000) {
        let evaluation = place.workers.start(&run, Limits::default())?;
        let worker = Pid::from_raw(evaluation.process().cast_signed()).ok_or("it has no process")?;
        let wait = Duration::from_micros(random.below(150_000));
        let killer = thread::spawn(move || {
            thread::park_timeout(wait);
            kill_process(worker, Signal::KILL)
        });
        let outcome = evaluation.follow(|_| {});
        killer.join().map_err(|_| "the killer failed")??;
        expect_end(&outcome, |ended| ended == Ended::Killed(9)).map_err(|error| format!("round {round}: {error:?}"))?;
        let next = place.outcome("const answer = 42; //=> 42\n", Limits::default())?;
        expect_end(&next, |ended| ended == Ended::Exited(0)).map_err(|error| format!("round {round}: {error:?}"))?;
    }
    is_all_gone(place)
}

fn edits_leave_nothing_behind() -> Result<(), Failed> {
    let place = Place::new()?;
    let mut random = Random(0xed17);
    let all = rounds(200, 10_000);
    let mut settled = None;
    for round in 0..all {
        let text = format!("let sum = {round};\nsetInterval(() => {{\n  sum++;\n}}, 1);\n");
        let evaluation = place.workers.start(&place.run_of("main.js", &text)?, Limits::default())?;
        let stopper = evaluation.stopper();
        let end = Instant::now() + Duration::from_micros(random.below(30_000));
        let outcome = evaluation.follow(|_| {
            if Instant::now() >= end {
                stopper.stop();
            }
        });
        expect_end(&outcome, |ended| ended == Ended::Stopped).map_err(|error| format!("round {round}: {error:?}"))?;
        if round == all / 4 {
            settled = resident();
        }
    }
    if let (Some(then), Some(now)) = (settled, resident())
        && now > then + (48 << 20)
    {
        return Err(format!("memory grew from {} to {} MB", then >> 20, now >> 20).into());
    }
    is_all_gone(place)
}

/// One stands by, and it goes as well.
fn is_all_gone(place: Place) -> Result<(), Failed> {
    until("at most one stands by", || place.processes().len() <= 1)?;
    place.workers.rest();
    until("none stands by", || place.processes().is_empty())
}

/// Bytes that this process has in memory. Other tests run in it as well.
fn resident() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

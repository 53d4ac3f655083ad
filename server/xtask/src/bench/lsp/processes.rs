//! The processes of a server: it and whatever it started, found by a mark in their environment, so that one that went its own way
//! (a daemon) is found too.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// The variable that carries the mark.
pub(crate) const MARK: &str = "LODE_BENCH_MARK";

/// Memory in bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Memory {
    pub resident: u64,
    /// Pages that several processes share counted as their part of them.
    pub proportional: u64,
}

/// Every living process that carries the mark.
pub(crate) fn marked(mark: &str) -> Vec<u32> {
    let wanted = format!("{MARK}={mark}\0");
    let carries = |process: &u32| {
        fs::read(format!("/proc/{process}/environ")).is_ok_and(|environment| holds(&environment, wanted.as_bytes()))
    };
    let mut found: Vec<u32> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(carries)
        .collect();
    found.sort_unstable();
    found
}

pub(crate) fn memory(processes: &[u32]) -> Memory {
    let mut memory = Memory::default();
    for process in processes {
        let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        memory.resident += kilobytes(&text, "Rss:") * 1024;
        memory.proportional += kilobytes(&text, "Pss:") * 1024;
    }
    memory
}

/// Waits until none of the marked processes has used the processor for `calm`, nor waits for npm, at most for `limit`. Says whether
/// they came to rest.
pub(crate) fn wait_for_rest(marks: &[&str], calm: Duration, limit: Duration) -> bool {
    let end = Instant::now() + limit;
    let mut last = work_done(marks);
    let mut since = Instant::now();
    while since.elapsed() < calm {
        if Instant::now() > end {
            return false;
        }
        thread::sleep(calm.min(Duration::from_millis(20)));
        let now = work_done(marks);
        if now != last || now.iter().any(|(process, _)| is_npm(*process)) {
            last = now;
            since = Instant::now();
        }
    }
    true
}

/// Ends every process with the mark.
pub(crate) fn end(mark: &str) {
    for process in marked(mark) {
        if let Some(process) = Pid::from_raw(process as i32) {
            let _ = kill_process(process, Signal::KILL);
        }
    }
}

/// Ticks of the processor for each process.
fn work_done(marks: &[&str]) -> Vec<(u32, u64)> {
    marks.iter().flat_map(|mark| marked(mark)).map(|process| (process, ticks(process))).collect()
}

/// It may wait for the network.
fn is_npm(process: u32) -> bool {
    let command = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let mut words = command.split('\0');
    words.any(|word| word.starts_with("npm ") || word.ends_with("npm-cli.js") || word.ends_with("/npm"))
        && words.any(|word| word == "install")
        || command.starts_with("npm install")
}

fn ticks(process: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, which may hold anything, stands in parentheses; what follows it is numbered from 3.
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let field = |number: usize| after.split_whitespace().nth(number - 3).and_then(|field| field.parse::<u64>().ok());
    field(14).unwrap_or_default() + field(15).unwrap_or_default()
}

fn kilobytes(text: &str, name: &str) -> u64 {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or_default()
}

fn holds(text: &[u8], wanted: &[u8]) -> bool {
    text.windows(wanted.len()).any(|window| window == wanted)
}

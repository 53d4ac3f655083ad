//! One process for all editors of a user, and what becomes of the editors when it is gone.

use super::{Body, hierarchical, names, outline, replace};
use crate::{LIMIT, lode};
use libtest_mimic::Failed;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use test_support::lsp_client::{LspClient, PATIENCE, uri};
use test_support::process;

pub const TESTS: &[(&str, Body)] = &[
    ("two_editors_share_one_process", shared),
    ("an_editor_survives_the_daemon_s_death", killed),
    ("live_files_survive_it_too", killed_while_live),
    ("a_daemon_that_dies_twice_is_done_without", killed_twice),
    ("a_daemon_that_is_told_to_stop_serves_its_editors_to_the_end", stopped),
    ("another_build_takes_over", replaced),
    ("strangers_are_not_served", strangers),
    ("it_leaves_when_nobody_is_there", idle),
    ("an_editor_without_a_daemon_is_served_all_the_same", no_place),
    ("exit_codes_are_those_of_a_server", exit_codes),
];

const URI: &str = "file:///daemon/a.js";

/// A user of their own, with a folder for a daemon that ends with the test.
struct User {
    folder: TempDir,
}

impl User {
    fn new() -> Result<User, Failed> {
        Ok(User { folder: tempfile::tempdir()? })
    }

    fn runtime_folder(&self) -> PathBuf {
        self.folder.path().join("run")
    }

    fn socket(&self) -> PathBuf {
        self.runtime_folder().join("daemon.sock")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(lode());
        process::same_everywhere(&mut command).args(arguments).env("LODE_RUNTIME_DIR", self.runtime_folder());
        // Should a test be killed, its daemon is not to stay.
        command.env("LODE_DAEMON_IDLE_SECONDS", "30");
        command
    }

    fn editor(&self) -> Result<LspClient, Failed> {
        let client = LspClient::spawn(&mut self.command(&["lsp"]))?;
        client.initialize(None, hierarchical())?;
        Ok(client)
    }

    /// (process, clients) of the daemon, as it says; `None` where none runs.
    fn status(&self) -> Option<(i32, usize)> {
        let output = process::run(&mut self.command(&["daemon", "--status"]), b"", LIMIT).ok()?;
        let number = |before: &str| -> Option<usize> {
            let rest = &output.out[output.out.find(before)? + before.len()..];
            rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
        };
        let version = format!("version {}, ", env!("CARGO_PKG_VERSION"));
        Some((number("process ")? as i32, number(&version)?))
    }

    fn kill(&self) -> Result<(), Failed> {
        let process = self.status().and_then(|(process, _)| Pid::from_raw(process)).ok_or("no daemon runs")?;
        kill_process(process, Signal::KILL)?;
        wait_until("the daemon dies", || !is_alive(process))
    }
}

impl Drop for User {
    fn drop(&mut self) {
        if let Some(process) = self.status().and_then(|(process, _)| Pid::from_raw(process)) {
            let _ = kill_process(process, Signal::KILL);
        }
    }
}

fn is_alive(process: Pid) -> bool {
    // One that is dead but not taken note of yet is dead.
    let status = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()));
    match status {
        Ok(status) => !status.contains(") Z "),
        Err(_) => cfg!(not(target_os = "linux")) && test_kill_process(process).is_ok(),
    }
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) -> Result<(), Failed> {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        if Instant::now() > end {
            return Err(format!("it never came about that {what}").into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn shared() -> Result<(), Failed> {
    let user = User::new()?;
    let (first, second) = (user.editor()?, user.editor()?);
    let (_, clients) = user.status().ok_or("no daemon runs")?;
    assert_eq!(clients, 2);
    // What one has typed the other does not see.
    first.open(URI, "javascript", 1, "let first;");
    second.open(URI, "javascript", 1, "let second;");
    assert_eq!(outline(&first, URI)?, ["first"]);
    assert_eq!(outline(&second, URI)?, ["second"]);
    assert_eq!(std::fs::metadata(user.socket())?.mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(user.runtime_folder())?.mode() & 0o777, 0o700);
    drop(first);
    wait_until("a killed editor is forgotten", || user.status().is_some_and(|(_, clients)| clients == 1))?;
    assert_eq!(outline(&second, URI)?, ["second"]);
    Ok(())
}

fn killed() -> Result<(), Failed> {
    let user = User::new()?;
    let (mut first, second) = (user.editor()?, user.editor()?);
    first.open(URI, "javascript", 1, "let é😀 = 'unsaved'; let name;");
    first.change(URI, 2, replace((0, 4), (0, 7), "typed"));
    second.open(URI, "javascript", 7, "let other;");
    assert_eq!(outline(&first, URI)?, ["typed", "name"]);
    assert_eq!(outline(&second, URI)?, ["other"]);
    let waiting = first.send("lode/testSleep", json!({ "milliseconds": 500 }));
    let (before, _) = user.status().ok_or("no daemon runs")?;
    user.kill()?;
    // Texts are as they were, also to later edits; what was asked is answered.
    first.change(URI, 3, replace((0, 0), (0, 0), "let more; "));
    assert_eq!(outline(&first, URI)?, ["more", "typed", "name"]);
    assert_eq!(outline(&second, URI)?, ["other"]);
    assert_eq!(first.wait_response(waiting, PATIENCE).ok_or("no answer")?.result, Ok(json!(500)));
    let (after, clients) = user.status().ok_or("no new daemon runs")?;
    assert_ne!(before, after);
    assert_eq!(clients, 2);
    // The editor has noticed nothing: no answer that it has not asked for.
    assert!(first.wait_stray_response(Duration::from_millis(50)).is_none());
    assert_eq!(first.garbage(), Vec::<String>::new());
    assert_eq!(first.shutdown()?.code(), Some(0));
    Ok(())
}

fn killed_while_live() -> Result<(), Failed> {
    let user = User::new()?;
    let uri = uri(&user.folder.path().join("a.js"));
    let client = LspClient::spawn(&mut user.command(&["lsp"]))?;
    client.initialize(None, json!({ "workspace": { "inlayHint": { "refreshSupport": true } } }))?;
    client.open(&uri, "javascript", 1, "let a = 1 + 1;");
    let mode = json!({ "uri": uri, "mode": "on" });
    client.request("workspace/executeCommand", json!({ "command": "lode.live", "arguments": [mode] }))?;
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
    let hint = |expected: &str| -> Result<(), Failed> {
        loop {
            let params = json!({ "textDocument": { "uri": uri }, "range": whole });
            let hints = client.request("textDocument/inlayHint", params)?;
            if hints[0]["label"] == expected {
                return Ok(());
            }
            if client.wait_for_method("workspace/inlayHint/refresh").is_none() {
                return Err(format!("hints stay {hints}, not {expected}").into());
            }
        }
    };
    hint("2")?;
    user.kill()?;
    client.change(&uri, 2, replace((0, 12), (0, 13), "20"));
    hint("21")
}

fn killed_twice() -> Result<(), Failed> {
    let user = User::new()?;
    let client = user.editor()?;
    client.open(URI, "javascript", 1, "let name;");
    for _ in 0..2 {
        user.kill()?;
        assert_eq!(outline(&client, URI)?, ["name"]);
    }
    assert_eq!(user.status(), None);
    client.change(URI, 2, replace((0, 4), (0, 8), "own"));
    assert_eq!(outline(&client, URI)?, ["own"]);
    Ok(())
}

fn stopped() -> Result<(), Failed> {
    let user = User::new()?;
    let mut client = user.editor()?;
    client.open(URI, "javascript", 1, "let name;");
    let (before, _) = user.status().ok_or("no daemon runs")?;
    let stop = process::run(&mut user.command(&["daemon", "--stop"]), b"", LIMIT)?;
    assert!(stop.out.contains("stops when its last editor has left"), "{}", stop.out);
    wait_until("it takes no new clients", || user.status().is_none())?;
    assert_eq!(outline(&client, URI)?, ["name"]);
    // A new editor gets a new one.
    let other = user.editor()?;
    let (after, clients) = user.status().ok_or("no new daemon runs")?;
    assert_ne!(before, after);
    assert_eq!(clients, 1);
    client.shutdown()?;
    let old = Pid::from_raw(before).ok_or("no process")?;
    wait_until("it leaves with its last editor", || !is_alive(old))?;
    assert_eq!(outline(&other, "untitled:x")?, Vec::<String>::new());
    Ok(())
}

/// Says a first line and hears one.
fn knock(user: &User, line: &[u8]) -> Result<String, Failed> {
    let mut stream = UnixStream::connect(user.socket())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(line)?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer)?;
    Ok(answer)
}

fn replaced() -> Result<(), Failed> {
    let user = User::new()?;
    let client = user.editor()?;
    client.open(URI, "javascript", 1, "let name;");
    let (before, _) = user.status().ok_or("no daemon runs")?;
    let answer = knock(&user, b"{\"lode\":\"99.0.0\",\"build\":\"another\",\"wants\":\"lsp\"}\n")?;
    let answer: Value = serde_json::from_str(&answer)?;
    assert_eq!(answer["is_welcome"], false);
    wait_until("it makes room", || user.status().is_none_or(|(process, _)| process != before))?;
    assert_eq!(outline(&client, URI)?, ["name"]);
    let other = user.editor()?;
    assert_ne!(user.status().ok_or("no new daemon runs")?.0, before);
    assert_eq!(outline(&other, "untitled:x")?, Vec::<String>::new());
    Ok(())
}

fn strangers() -> Result<(), Failed> {
    let user = User::new()?;
    let client = user.editor()?;
    client.open(URI, "javascript", 1, "let name;");
    for line in [&b"GET / HTTP/1.1\r\n\r\n"[..], b"{}\n", b"\n", &[0xFF; 10_000]] {
        // Nothing is said to who makes no sense.
        assert_eq!(knock(&user, line).unwrap_or_default(), "", "{line:?}");
    }
    drop(UnixStream::connect(user.socket())?);
    assert_eq!(outline(&client, URI)?, ["name"]);
    assert!(user.status().is_some());
    Ok(())
}

fn idle() -> Result<(), Failed> {
    let user = User::new()?;
    let mut client = LspClient::spawn(user.command(&["lsp"]).env("LODE_DAEMON_IDLE_SECONDS", "1"))?;
    client.initialize(None, hierarchical())?;
    let (process, _) = user.status().ok_or("no daemon runs")?;
    client.shutdown()?;
    let process = Pid::from_raw(process).ok_or("no process")?;
    wait_until("it leaves", || !is_alive(process))?;
    assert!(!user.socket().exists());
    Ok(())
}

fn no_place() -> Result<(), Failed> {
    let user = User::new()?;
    // What should be a folder is a file.
    std::fs::write(user.runtime_folder(), "")?;
    let mut client = LspClient::spawn(&mut user.command(&["lsp"]))?;
    client.initialize(None, hierarchical())?;
    client.open(URI, "javascript", 1, "let name;");
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }))?;
    assert_eq!(names(&symbols), ["name"]);
    assert_eq!(client.shutdown()?.code(), Some(0));
    assert!(client.errors().contains("serving this editor alone"), "{}", client.errors());
    Ok(())
}

fn exit_codes() -> Result<(), Failed> {
    let user = User::new()?;
    let mut orderly = user.editor()?;
    assert_eq!(orderly.shutdown()?.code(), Some(0));
    let mut abrupt = user.editor()?;
    abrupt.notify("exit", Value::Null);
    assert_eq!(abrupt.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(1));
    let mut closed = user.editor()?;
    let slow = closed.send("lode/testSleep", json!({ "milliseconds": 300 }));
    closed.close_input();
    assert_eq!(closed.wait_response(slow, PATIENCE).ok_or("no answer")?.result, Ok(json!(300)));
    assert_eq!(closed.wait_end(PATIENCE).ok_or("it goes on")?.code(), Some(1));
    Ok(())
}

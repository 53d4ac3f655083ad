//! Bad input must end in a clear sentence and Node's exit code. Those that are a program and its output are folders in
//! `tests/bad_input/`; here are the ones that need something done to the process while it runs.

use crate::{LIMIT, lode, run_case, tests_folder};
use libtest_mimic::{Failed, Trial};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use test_support::case::cases;
use test_support::node::node;
use test_support::process::{self, End};
use test_support::tree::Tree;

type Body = fn() -> Result<(), Failed>;

pub fn add(trials: &mut Vec<Trial>) {
    for case in cases(&tests_folder().join("bad_input")) {
        trials.push(Trial::test(format!("bad_input::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            run_case(&case, "run", &folder.path().join(&case.name))
        }));
    }
    let all: &[(&str, Body)] = &[
        ("interrupted", interrupted),
        ("terminated", terminated),
        ("signal_handled", signal_handled),
        ("closed_pipe", closed_pipe),
        ("no_engine", no_engine),
        ("exit_in_a_promise", exit_in_a_promise),
        ("unreadable_file", unreadable_file),
        ("no_such_command_line", no_such_option),
    ];
    for (name, test) in all {
        trials.push(Trial::test(format!("bad_input::{name}"), test));
    }
}

/// Lode, and Node where it is there, each with what comes before a program's name: both must behave alike.
fn both() -> Vec<(PathBuf, &'static [&'static str])> {
    let lode: (PathBuf, &'static [&'static str]) = (lode().to_owned(), &["run"]);
    [lode].into_iter().chain(node().map(|node| (node.clone(), &[][..]))).collect()
}

/// Runs the program until it says `ready`, sends it the signal, and waits for its end.
fn signalled(program: &Path, first: &[&str], text: &str, signal: Signal) -> Result<(ExitStatus, String), Failed> {
    let tree = Tree::new(&format!("//- /main.js\n{text}"));
    let mut command = Command::new(program);
    process::same_everywhere(&mut command).args(first).arg(tree.path("main.js"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).process_group(0).spawn()?;
    let mut out = BufReader::new(child.stdout.take().ok_or("no output")?);
    let mut ready = String::new();
    out.read_line(&mut ready)?;
    if ready != "ready\n" {
        child.kill()?;
        child.wait()?;
        return Err(format!("it said {ready:?} and not that it is ready").into());
    }
    kill_process(Pid::from_child(&child), signal)?;
    let mut rest = String::new();
    out.read_to_string(&mut rest)?;
    Ok((child.wait()?, rest))
}

/// Runs until a signal comes, but not for ever.
const WAITS: &str = "console.log('ready'); setTimeout(() => {}, 60000);";

fn ends_by(signal: Signal) -> Result<(), Failed> {
    for (program, first) in both() {
        let (status, rest) = signalled(&program, first, WAITS, signal)?;
        assert_eq!((status.signal(), rest.as_str()), (Some(signal.as_raw()), ""), "{}: {status}", program.display());
    }
    Ok(())
}

fn interrupted() -> Result<(), Failed> {
    ends_by(Signal::INT)
}

fn terminated() -> Result<(), Failed> {
    ends_by(Signal::TERM)
}

fn signal_handled() -> Result<(), Failed> {
    let text =
        "process.on('SIGINT', (name, number) => { console.log(name, number); process.exit(3); });".to_owned() + WAITS;
    for (program, first) in both() {
        let (status, rest) = signalled(&program, first, &text, Signal::INT)?;
        assert_eq!((status.code(), rest.as_str()), (Some(3), "SIGINT 2\n"), "{}", program.display());
    }
    Ok(())
}

/// Whoever reads the output goes away: `lode run main.js | head -n 1`.
fn closed_pipe() -> Result<(), Failed> {
    let tree = Tree::new(
        "//- /main.js\nprocess.stdout.on('error', (error) => { console.error(error.code, error.syscall); process.exit(9); });\n\
         const write = () => { for (let n = 0; n < 100; n++) console.log('line'.repeat(100)); setImmediate(write); };\nwrite();\n",
    );
    for (program, first) in both() {
        let mut command = Command::new(&program);
        process::same_everywhere(&mut command).args(first).arg(tree.path("main.js"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0).spawn()?;
        let mut out = BufReader::new(child.stdout.take().ok_or("no output")?);
        out.read_line(&mut String::new())?;
        drop(out);
        let mut err = String::new();
        child.stderr.take().ok_or("no errors")?.read_to_string(&mut err)?;
        let status = child.wait()?;
        assert_eq!((status.code(), err.as_str()), (Some(9), "EPIPE write\n"), "{}", program.display());
    }
    Ok(())
}

/// A machine without JavaScriptCore: a sentence that says what to install.
fn no_engine() -> Result<(), Failed> {
    let tree = Tree::new("//- /main.js\nconsole.log('never');\n");
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["run"]).arg(tree.path("main.js"));
    command.env("LODE_JAVASCRIPTCORE", tree.path("none.so"));
    let output = process::run(&mut command, b"", LIMIT)?;
    assert_eq!(output.end, End::Code(1), "{}", output.err);
    assert_eq!(output.out, "");
    assert!(output.err.contains("JavaScriptCore"), "{}", output.err);
    assert!(output.err.contains("libjavascriptcoregtk-6.0-1") || cfg!(target_os = "macos"), "{}", output.err);
    Ok(())
}

fn exit_in_a_promise() -> Result<(), Failed> {
    let text = "//- /main.js\nprocess.on('exit', (code) => console.log('exit', code));\n\
                Promise.reject(new Error('x')).catch(() => { console.log('last words'); process.exit(6); }).then(() => console.log('never'));\n\
                setTimeout(() => console.log('never'), 0);\n";
    let tree = Tree::new(text);
    for (program, first) in both() {
        let mut command = Command::new(&program);
        process::same_everywhere(&mut command).args(first).arg(tree.path("main.js"));
        let output = process::run(&mut command, b"", LIMIT)?;
        assert_eq!((output.end, output.out.as_str()), (End::Code(6), "last words\nexit 6\n"), "{}", program.display());
    }
    Ok(())
}

/// A file that may not be read. Root reads everything, so a link to itself stands for it.
fn unreadable_file() -> Result<(), Failed> {
    let tree = Tree::new("//- /empty\n");
    std::os::unix::fs::symlink("loop.js", tree.path("loop.js"))?;
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).arg("run").arg(tree.path("loop.js"));
    let output = process::run(&mut command, b"", LIMIT)?;
    assert_eq!(output.end, End::Code(1));
    assert!(output.err.contains("loop.js"), "{}", output.err);
    Ok(())
}

fn no_such_option() -> Result<(), Failed> {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["run", "--no-such-option-here", "x.js"]);
    let output = process::run(&mut command, b"", LIMIT)?;
    assert!(matches!(output.end, End::Code(2 | 9)), "it ended with {}", output.end);
    assert!(output.err.contains("--no-such-option-here"), "{}", output.err);
    Ok(())
}

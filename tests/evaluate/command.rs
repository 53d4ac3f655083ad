//! The command around the values: `--coverage`, `--json`, `--watch`, `--sandbox`.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use test_support::process::{self, End};

use super::{Program, ran};
use crate::{LIMIT, lode};

pub fn add(trials: &mut Vec<Trial>) {
    type Test = fn() -> Result<(), Failed>;
    let all: [(&str, Test); 8] = [
        ("coverage", coverage),
        ("coverage_with_values", coverage_with_values),
        ("data", data),
        ("hot_loops", hot_loops),
        ("values_fit_the_terminal", values_fit),
        ("standard_input_is_the_programs", input),
        ("watch", watch),
        ("watch_ends_what_runs", watch_ends_what_runs),
    ];
    for (name, run) in all {
        trials.push(Trial::test(format!("evaluate::command::{name}"), run));
    }
}

const BRANCHES: &str = "function f(x) {\n  if (x) {\n    return 1;\n  }\n  return 2;\n}\nf(0);\nconst g = () => 5;\n";

fn printed(text: &str, arguments: &[&str]) -> Result<String, Failed> {
    let folder = tempfile::tempdir()?;
    let output = ran(folder.path(), &Program::of("main.js", text).write(folder.path())?, arguments)?;
    if output.end == End::Code(0) { Ok(output.out) } else { Err(format!("{}{}", output.out, output.err).into()) }
}

fn is_same(found: &str, expected: &str) -> Result<(), Failed> {
    if found == expected { Ok(()) } else { Err(format!("--- found\n{found}--- expected\n{expected}").into()) }
}

fn coverage() -> Result<(), Failed> {
    let expected = "1   function f(x) {\n2     if (x) {\n3 !     return 1;\n4     }\n5     return 2;\n6   }\n7   f(0);\n8 ~ const g = () => 5;\n1 of 3 blocks were reached; 1 line was not; 1 line only in part\n";
    is_same(&printed(BRANCHES, &["eval", "--coverage"])?, expected)
}

fn coverage_with_values() -> Result<(), Failed> {
    let text = "const list = [1, 2].map((n) => n * 2);\nif (list.length) list;\n";
    let expected = "1   const list = [1, 2].map((n) => n * 2);  n = 1, 2  2, 4  [ 2, 4 ]\n2   if (list.length) list;  [ 2, 4 ]\n2 of 2 blocks were reached\n";
    is_same(&printed(text, &["eval", "--inline", "--coverage"])?, expected)
}

fn data() -> Result<(), Failed> {
    let text = "let sum = 0;\nfor (let i = 0; i < 20; i++) sum += i;\nconsole.log(sum);\nconst never = () => 1;\n";
    let told: Value = serde_json::from_str(&printed(text, &["eval", "--inline", "--json"])?)?;
    let is_so = told["exitCode"] == 0
        && told["stopped"].is_null()
        && told["output"] == "190\n"
        && told["missed"][0]["start"] == text.find("1;\n").unwrap_or_default()
        && told["lines"].as_array().is_some_and(|lines| {
            let has = |line: u32, kind: &str, text: &str, hits: u32| {
                lines.iter().any(|item| {
                    item["line"] == line && item["kind"] == kind && item["text"] == text && item["hits"] == hits
                })
            };
            has(2, "loop", "i = 0, 1 … 19 ×20", 20)
                && has(2, "assignment", "0, 1 … 190 ×20", 20)
                && has(3, "log", "190", 1)
        });
    if is_so { Ok(()) } else { Err(format!("{told:#}").into()) }
}

/// The first, the last and how many, of what is not told on the way as well.
fn hot_loops() -> Result<(), Failed> {
    let text =
        "let odd = 0;\nfor (let i = 0; i < 100000; i++) {\n  const pair = { i };\n  if (pair.i % 2) odd += 1;\n}\n";
    let expected = "1   let odd = 0;\n2   for (let i = 0; i < 100000; i++) {  i = 0, 1 … 99999 ×100000\n3     const pair = { i };  { i: 0 }, { i: 1 } … { i: 99999 } ×100000\n4     if (pair.i % 2) odd += 1;  1, 2 … 50000 ×50000\n5   }\n";
    is_same(&printed(text, &["eval", "--inline"])?, expected)
}

/// Where no terminal says how wide it is, a usual one is meant.
fn values_fit() -> Result<(), Failed> {
    let text = format!("const list = Array.from({{ length: 40 }}, (_, i) => i + {});\n", "1".repeat(10));
    let printed = printed(&text, &["eval", "--inline"])?;
    let line = printed.lines().next().unwrap_or_default();
    if line.chars().count() <= 100 && line.contains('…') { Ok(()) } else { Err(printed.into()) }
}

fn input() -> Result<(), Failed> {
    let text = "const { createInterface } = require('readline');\nconst lines = [];\ncreateInterface({ input: process.stdin }).on('line', (line) => {\n  lines.push(line);\n});\n";
    let folder = tempfile::tempdir()?;
    let file = Program::of("main.js", text).write(folder.path())?;
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(["eval", "--inline"]).arg(file).current_dir(&folder);
    let output = process::run(&mut command, b"first\nsecond\n", LIMIT)?;
    let is_so = output.end == End::Code(0) && output.out.contains("line = 'first', 'second'");
    if is_so { Ok(()) } else { Err(format!("{}{}", output.out, output.err).into()) }
}

/// A command that goes on, and what it prints.
struct Going {
    child: Child,
    lines: Receiver<String>,
}

impl Going {
    fn start(folder: &Path, file: &Path) -> Result<Going, Failed> {
        let mut command = Command::new(lode());
        process::same_everywhere(&mut command).args(["eval", "--inline", "--watch"]).arg(file).current_dir(folder);
        command.env("LODE_CACHE_DIR", folder.join(".cache")).process_group(0);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (send, lines) = mpsc::channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Ok(Going { child, lines })
    }

    /// Waits for a line that says so.
    fn says(&self, text: &str) -> Result<(), Failed> {
        let end = Instant::now() + LIMIT;
        let mut said = String::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(text) {
                return Ok(());
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(format!("it does not say `{text}`:\n{said}").into())
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn watch() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = Program::of("main.js", "const { price } = require('./lib');\nprice * 2;\n").write(folder.path())?;
    let library = file.with_file_name("lib.js");
    fs::write(&library, "exports.price = 4;\n")?;
    let going = Going::start(folder.path(), &file)?;
    going.says("price * 2;  8")?;
    going.says("runs again when a file changes")?;
    fs::write(&library, "exports.price = 5;\n")?;
    going.says("price * 2;  10")?;
    going.says("runs again when a file changes")?;
    fs::write(&file, "const { price } = require('./lib');\nprice + 1;\n")?;
    going.says("price + 1;  6")
}

/// What has a connection open would run for ever.
fn watch_ends_what_runs() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let text = format!("require('net').connect({}, '127.0.0.1').resume();\n", listener.local_addr()?.port());
    let file = Program::of("main.js", text).write(folder.path())?;
    let going = Going::start(folder.path(), &file)?;
    let (send, called) = mpsc::channel();
    thread::spawn(move || listener.accept().map(|(stream, _)| send.send(stream)));
    let mut stream = called.recv_timeout(LIMIT)?;
    fs::write(&file, "'sec' + 'ond';\n")?;
    going.says("'second'")?;
    stream.set_read_timeout(Some(LIMIT))?;
    // Nobody holds the other end any more.
    stream.read_to_end(&mut Vec::new())?;
    Ok(())
}

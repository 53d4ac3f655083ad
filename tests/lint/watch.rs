//! `lode lint --watch`: told of changes, it looks again; it ends when someone ends it.

use libtest_mimic::{Failed, Trial};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use test_support::process;
use test_support::tree::Tree;

use crate::{LIMIT, lode};

pub fn add(trials: &mut Vec<Trial>) {
    trials.push(Trial::test("lint::watch", watch));
    trials.push(Trial::test("lint::watch_for_configurations", watch_for_configurations));
    trials.push(Trial::test("lint::watch_and_mend", watch_and_mend));
}

struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    fn start(tree: &Tree, arguments: &[&str]) -> Result<Watched, Failed> {
        let mut command = Command::new(lode());
        process::same_everywhere(&mut command).current_dir(&tree.root).env("LODE_CACHE_DIR", tree.path("cache"));
        command.args(["lint", "--watch", "-f", "unix", "-A", "all", "-D", "no-debugger"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).process_group(0).spawn()?;
        let out = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Ok(Watched { child, lines })
    }

    /// What is printed until it waits again.
    fn told(&self) -> Result<Vec<String>, Failed> {
        let mut told = Vec::new();
        loop {
            let line = self.lines.recv_timeout(LIMIT).map_err(|_| format!("it says no more than {told:#?}"))?;
            if line.contains("Ctrl-C") {
                return Ok(told);
            }
            told.push(line);
        }
    }

    /// Goes on until it tells what it is to tell: a file may be looked at before all of it is written.
    fn until(&self, is_it: impl Fn(&[String]) -> bool) -> Result<(), Failed> {
        while !is_it(&self.told()?) {}
        Ok(())
    }
}

fn problems(told: &[String]) -> Vec<String> {
    told.iter().filter(|line| line.contains("left in")).cloned().collect()
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn watch() -> Result<(), Failed> {
    let tree = Tree::new("//- /src/a.js\na();\n//- /node_modules/x/index.js\ndebugger;\n");
    let mut watched = Watched::start(&tree, &[])?;
    assert_eq!(problems(&watched.told()?), Vec::<String>::new());
    tree.write("src/a.js", "debugger;\n");
    watched.until(|told| problems(told) == ["src/a.js:1:1: `debugger` is left in [Error/no-debugger]"])?;
    // A new folder with a file in it.
    fs::create_dir(tree.path("fresh"))?;
    fs::rename(tree.path("src/a.js"), tree.path("fresh/b.js"))?;
    watched.until(|told| problems(told) == ["fresh/b.js:1:1: `debugger` is left in [Error/no-debugger]"])?;
    kill_process(Pid::from_child(&watched.child), Signal::INT)?;
    assert_eq!(watched.child.wait()?.signal(), Some(Signal::INT.as_raw()));
    Ok(())
}

/// One that was not there, above the folder that is looked at.
fn watch_for_configurations() -> Result<(), Failed> {
    let tree = Tree::new("//- /src/a.js\ndebugger;\n//- /src/b.js\na();\n");
    let watched = Watched::start(&tree, &["src"])?;
    assert_eq!(problems(&watched.told()?).len(), 1);
    tree.write("lode.json", r#"{ "lint": { "ignorePatterns": ["a.js"] } }"#);
    watched.until(|told| problems(told).is_empty())
}

fn watch_and_mend() -> Result<(), Failed> {
    let tree = Tree::new("//- /a.js\na = !!!b;\n");
    let watched = Watched::start(&tree, &["--fix", "-D", "no-extra-boolean-cast"])?;
    watched.told()?;
    assert_eq!(fs::read_to_string(tree.path("a.js"))?, "a = !b;\n");
    tree.write("a.js", "a = !!!c;\n");
    watched.until(|_| fs::read_to_string(tree.path("a.js")).is_ok_and(|text| text == "a = !c;\n"))
}

//! A folder that is a test:
//!
//! ```text
//! main.js | main.mjs | main.ts | …   the program; or `main`, a line with the path of one
//! args                               its arguments, one a line
//! env                                NAME=value, one a line
//! stdin                              its input
//! expected.out  expected.err         what it must print; no `expected.err`: not looked at
//! exit                               the exit code, 0 if missing, or `signal 15`
//! modules/                           becomes node_modules/
//! lode-only                          why Node can't be the judge; else Node 22 made the expectations
//! ```

use crate::expect;
use crate::process::{self, End, Output};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub struct Case {
    pub name: String,
    /// Where the case is kept; expectations are read and rewritten here.
    pub source: PathBuf,
    pub main: String,
    pub arguments: Vec<String>,
    pub environment: Vec<(String, String)>,
    pub input: Vec<u8>,
    pub exit: String,
    /// Why Node can't judge it.
    pub lode_only: Option<String>,
}

/// The cases of a folder, by name.
pub fn cases(folder: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> =
        fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| Case::read(&entry.path())).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

/// The cases of a folder that are not programs to run but what a command of Lode's is given, which no one else can judge.
pub fn cases_of_command(folder: &Path) -> Vec<Case> {
    let folders = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let case = |folder: &Path| {
        let case = Case::with_main(folder, ".".to_owned())?;
        Some(Case { lode_only: Some("it is a command of Lode's".to_owned()), ..case })
    };
    let mut cases: Vec<Case> = folders.filter(|path| path.is_dir()).filter_map(|path| case(&path)).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    /// `None` if the folder holds no program.
    pub fn read(folder: &Path) -> Option<Case> {
        let main = match fs::read_to_string(folder.join("main")) {
            Ok(main) => main.trim().to_owned(),
            Err(_) => ["js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx"]
                .iter()
                .map(|extension| format!("main.{extension}"))
                .find(|name| folder.join(name).exists())?,
        };
        Case::with_main(folder, main)
    }

    fn with_main(folder: &Path, main: String) -> Option<Case> {
        let text = |name: &str| fs::read_to_string(folder.join(name)).ok();
        let lines = |name: &str| -> Vec<String> {
            text(name).unwrap_or_default().lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        Some(Case {
            name: folder.file_name()?.to_string_lossy().into_owned(),
            source: folder.to_owned(),
            main,
            arguments: lines("args"),
            environment: lines("env")
                .iter()
                .filter_map(|line| line.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            input: fs::read(folder.join("stdin")).unwrap_or_default(),
            exit: text("exit").map_or_else(|| "0".to_owned(), |exit| exit.trim().to_owned()),
            lode_only: text("lode-only"),
        })
    }

    /// Runs the case in `folder`, a copy of it. `program` is Lode (given `run` first) or Node.
    pub fn run(&self, program: &Path, first: &[&str], folder: &Path, limit: Duration) -> Result<Output, String> {
        let mut command = Command::new(program);
        process::same_everywhere(&mut command);
        command.current_dir(folder).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.args(first).arg(&self.main).args(&self.arguments);
        let mut output = process::run(&mut command, &self.input, limit)
            .map_err(|error| format!("{} can't be started: {error}", program.display()))?;
        output.out = expect::settled(&output.out, folder);
        output.err = expect::settled(&output.err, folder);
        Ok(output)
    }

    /// Compares what came out with the expectations.
    pub fn check(&self, output: &Output) -> Result<(), String> {
        let expected = |name: &str| fs::read_to_string(self.source.join(name)).ok();
        let mut problems = Vec::new();
        if output.end.to_string() != self.exit {
            problems.push(format!("it ended with {} instead of {}\n", output.end, self.exit));
        }
        match expected("expected.out") {
            Some(wanted) => problems.extend(expect::difference("stdout", &wanted, &output.out)),
            None => problems.push("there is no expected.out: UPDATE_EXPECT=1 makes it\n".to_owned()),
        }
        match expected("expected.err") {
            Some(wanted) => problems.extend(expect::difference("stderr", &wanted, &output.err)),
            None if !problems.is_empty() && !output.err.is_empty() => {
                let err: Vec<&str> = output.err.lines().take(25).collect();
                problems.push(format!("stderr was:\n    {}\n", err.join("\n    ")));
            }
            None => {}
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.concat()) }
    }

    /// Makes the expectations from what came out.
    pub fn update(&self, output: &Output) -> Result<(), String> {
        let write = || -> std::io::Result<()> {
            expect::update(&self.source.join("expected.out"), &output.out)?;
            let err = self.source.join("expected.err");
            if err.exists() {
                expect::update(&err, &output.err)?;
            }
            let exit = self.source.join("exit");
            match output.end {
                End::Code(0) if !exit.exists() => Ok(()),
                _ => fs::write(exit, format!("{}\n", output.end)),
            }
        };
        if output.end == End::TimedOut {
            return Err("it timed out, so there is nothing to expect\n".to_owned());
        }
        write().map_err(|error| format!("the expectations of {} can't be written: {error}", self.name))
    }
}

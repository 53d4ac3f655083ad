//! Biome, oxfmt and dprint: programs that are run, for one text on their standard input or for many files at once.
//!
//! They find their own configuration from the folder that they are started in, which is the one that has it.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::choice::{self, Install};
use crate::folder::Tool;
use crate::{FormatError, Outcome};

/// A system takes so many bytes of arguments and more.
const ARGUMENTS: usize = 96 << 10;

/// How often it is asked whether somebody still waits.
const ROUND: Duration = Duration::from_millis(5);

/// A program that formats.
pub struct Program<'p> {
    pub tool: Tool,
    pub path: &'p Path,
    pub working_folder: &'p Path,
    /// How long it may take for a text.
    pub limit: Duration,
}

/// What came of many files.
#[derive(Default, Debug)]
pub struct Many {
    /// Files that are not formatted; in `write`, those that were not and are now.
    pub different: Vec<PathBuf>,
    /// In the program's words.
    pub errors: Vec<String>,
}

/// The program of a tool for a file, in a project whose configuration is in this folder.
pub(crate) fn installed(tool: Tool, file: &Path, working_folder: &Path) -> Option<Install> {
    let (package, version, around) = choice::installed(tool, file)?;
    let script = around.join("node_modules/.bin").join(tool.command());
    let path = native(tool, &package).or_else(|| script.is_file().then_some(script))?;
    Some(Install::Program { path, version, working_folder: working_folder.to_owned() })
}

/// The executable of this system: quicker to start than the script that starts it.
fn native(tool: Tool, package: &Path) -> Option<PathBuf> {
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let suffixes: &[&str] = match (tool, cfg!(target_env = "musl"), system) {
        (Tool::Biome, true, "linux") => &["-musl"],
        (Tool::Biome, ..) => &[""],
        (Tool::Dprint, true, "linux") => &["-musl"],
        (Tool::Dprint, false, "linux") => &["-glibc"],
        (Tool::Dprint, ..) => &[""],
        _ => return None,
    };
    let scope = if tool == Tool::Biome { "@biomejs/cli" } else { "@dprint/" };
    let dash = if tool == Tool::Biome { "-" } else { "" };
    let names = suffixes.iter().map(|suffix| format!("{scope}{dash}{system}-{machine}{suffix}"));
    let places = names.flat_map(|name| {
        package
            .ancestors()
            .map(move |around| around.join("node_modules").join(&name).join(tool.command()))
            .collect::<Vec<_>>()
    });
    places.into_iter().find(|place| place.is_file())
}

impl Program<'_> {
    /// Formats a text as the file of this name.
    ///
    /// # Errors
    /// If the program can't be run or has complained.
    pub fn text(&self, path: &Path, text: &str, go_on: &dyn Fn() -> bool) -> Result<Outcome, FormatError> {
        let mut command = self.command();
        match self.tool {
            Tool::Biome => command.arg("format").arg(option("--stdin-file-path=", path)),
            // Of a file that is not there yet it takes the name alone.
            Tool::Dprint if !path.exists() => {
                command.args(["fmt", "--stdin"]).arg(path.file_name().unwrap_or_default())
            }
            Tool::Dprint => command.args(["fmt", "--stdin"]).arg(path),
            _ => command.arg(option("--stdin-filepath=", path)),
        };
        let output = self.run(command, text, go_on)?;
        if !output.status.success() {
            return Err(FormatError::Failed(self.complaint(&output)));
        }
        let formatted = String::from_utf8(output.stdout)
            .map_err(|_| FormatError::Failed(format!("{} has given what is no text", self.tool.name())))?;
        Ok(if formatted == text { Outcome::Same } else { Outcome::Formatted(formatted) })
    }

    /// Finds out which files are not formatted, and changes nothing.
    ///
    /// # Errors
    /// If the program can't be run.
    pub fn check(&self, files: &[PathBuf]) -> Result<Many, FormatError> {
        let mut many = Many::default();
        for part in parts(files) {
            let mut command = self.command();
            match self.tool {
                Tool::Biome => command.args(["format", "--reporter=github", "--max-diagnostics=none"]),
                Tool::Dprint => command.args(["check", "--list-different"]),
                _ => command.arg("--list-different"),
            };
            let output = self.files(command, part)?;
            let text = String::from_utf8_lossy(&output.stdout);
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                match self.tool {
                    Tool::Biome => self.read_annotation(line, &mut many),
                    _ => many.different.push(self.working_folder.join(line.trim())),
                }
            }
            let is_all = output.status.success() || !many.different.is_empty() || !many.errors.is_empty();
            let errors = String::from_utf8_lossy(&output.stderr);
            if self.tool != Tool::Biome && !errors.trim().is_empty() || !is_all {
                many.errors.push(self.complaint(&output));
            }
        }
        Ok(many)
    }

    /// Formats files.
    ///
    /// # Errors
    /// If the program can't be run.
    pub fn write(&self, files: &[PathBuf]) -> Result<Many, FormatError> {
        let mut many = Many::default();
        for part in parts(files) {
            let before: Vec<Option<Vec<u8>>> = part.iter().map(|path| fs::read(path).ok()).collect();
            let mut command = self.command();
            match self.tool {
                Tool::Biome => command.args(["format", "--write", "--max-diagnostics=none"]),
                Tool::Dprint => command.arg("fmt"),
                _ => command.arg("--write"),
            };
            let output = self.files(command, part)?;
            if !output.status.success() {
                many.errors.push(self.complaint(&output));
            }
            let changed = part.iter().zip(before).filter(|(path, before)| fs::read(path).ok() != *before);
            many.different.extend(changed.map(|(path, _)| path.clone()));
        }
        Ok(many)
    }

    /// A line of Biome's `--reporter=github`: `::error title=format,file=a.js,line=1,…::message`.
    fn read_annotation(&self, line: &str, many: &mut Many) {
        let Some((head, message)) = line.strip_prefix("::").and_then(|line| line.split_once("::")) else { return };
        let part = |name: &str| {
            let mut parts = head.split([' ', ',']);
            parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default().to_owned()
        };
        // They are written as GitHub wants them.
        let file = part("file").replace("%2C", ",").replace("%3A", ":").replace("%25", "%");
        if part("title") == "format" {
            many.different.push(self.working_folder.join(file));
        } else if head.starts_with("error") {
            many.errors.push(format!("{file}:{}:{}: {message}", part("line"), part("col")));
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.path);
        command.current_dir(self.working_folder).env("NO_COLOR", "1");
        command
    }

    fn files(&self, mut command: Command, files: &[PathBuf]) -> Result<Output, FormatError> {
        match self.tool {
            Tool::Biome => command.args(["--files-ignore-unknown=true", "--no-errors-on-unmatched"]),
            Tool::Dprint => command.arg("--allow-no-files"),
            _ => command.arg("--no-error-on-unmatched-pattern"),
        };
        command.arg("--").args(files);
        command.stdin(Stdio::null()).output().map_err(|error| self.not_run(&error))
    }

    fn not_run(&self, error: &std::io::Error) -> FormatError {
        FormatError::Failed(format!("`{}` can't be run: {error}", self.path.display()))
    }

    /// Runs it with an input, for as long as it may take.
    fn run(&self, mut command: Command, input: &str, go_on: &dyn Fn() -> bool) -> Result<Output, FormatError> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.not_run(&error))?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let input = input.as_bytes().to_vec();
        // One that reads nothing has closed its end: what it says tells why.
        std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let all = |from: Option<Box<dyn Read + Send>>| {
            std::thread::spawn(move || {
                let mut bytes = Vec::new();
                let _ = from.map(|mut from| from.read_to_end(&mut bytes));
                bytes
            })
        };
        let out = all(stdout.map(|out| Box::new(out) as _));
        let err = all(stderr.map(|err| Box::new(err) as _));
        let deadline = Instant::now() + self.limit;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if go_on() && Instant::now() < deadline => std::thread::sleep(ROUND),
                result => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(match result {
                        Err(error) => self.not_run(&error),
                        Ok(_) if !go_on() => FormatError::Cancelled,
                        Ok(_) => FormatError::TimedOut { tool: self.tool, seconds: self.limit.as_secs() },
                    });
                }
            }
        };
        Ok(Output { status, stdout: out.join().unwrap_or_default(), stderr: err.join().unwrap_or_default() })
    }

    /// What it says went wrong, as it says it.
    fn complaint(&self, output: &Output) -> String {
        let text = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
        if text.contains("cannot load the native addon") || text.contains("Cannot load the native addon") {
            return format!(
                "{} is a native addon of Node.js: a Node.js is needed in the PATH to run it",
                self.tool.name()
            );
        }
        let text = text.trim();
        if text.is_empty() {
            return format!("{} has ended with {}", self.tool.name(), output.status);
        }
        format!("{} says:\n{text}", self.tool.name())
    }
}

fn option(name: &str, path: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(name);
    option.push(path);
    option
}

/// As many files at once as a command line takes.
fn parts(files: &[PathBuf]) -> impl Iterator<Item = &[PathBuf]> {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut size = 0;
        let fits = |path: &&PathBuf| {
            size += path.as_os_str().len() + 1;
            size <= ARGUMENTS
        };
        let count = rest.iter().take_while(fits).count().max(1).min(rest.len());
        let (part, others) = rest.split_at(count);
        rest = others;
        (!part.is_empty()).then_some(part)
    })
}

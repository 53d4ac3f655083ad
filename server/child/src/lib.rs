//! Modules of a project whose exports are wanted as data (configurations that are programs): a child process of this binary runs
//! them and prints what they export, with a limit of time and size.
//!
//! What one exports is remembered as long as its text, its package.json and what is installed beside it are the same, unless it
//! loads files of its own, whose changes would not be seen.
//!
//! [`evaluation`] runs a program whose values are wanted while it runs.

pub mod evaluation;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

/// A module that takes longer never ends.
const LIMIT: Duration = Duration::from_secs(30);

/// More than this is no configuration.
const LARGEST: u64 = 64 << 20;

/// Behind this is the answer; a configuration may print before it.
const MARK: &str = "\u{1}lode configuration\u{1}";

/// Gives what a program exports, or presets: functions called, promises awaited, lists in lists made flat, what JSON does not have
/// left out, and presets that are extended put in the place of their names.
const CODE: &str = include_str!("exported.js");

/// What the module at a path exports, or why it can't be told. `presets`: what is wanted are these instead, which the file names in its
/// `extends`, one behind the other; one that can't be loaded is an object with an `error`. `cache`: the folder where it is remembered,
/// if it is to be.
///
/// # Errors
/// A sentence, if it throws, does not end, or exports what can't be read.
pub fn exported(path: &Path, presets: &[String], cache: Option<&Path>) -> Result<Value, String> {
    let place = cache.and_then(|cache| place(path, presets, cache));
    if let Some(value) = place.as_deref().and_then(read) {
        return Ok(value);
    }
    let text = run(path, presets)?;
    let value = serde_json::from_str(&text).map_err(|error| format!("what it exports can't be read ({error})"))?;
    if let Some(place) = place {
        let beside = place.with_extension(format!("{}.new", std::process::id()));
        // That it can't be remembered is no one's trouble.
        let _ = fs::create_dir_all(place.parent().unwrap_or(&place))
            .and_then(|()| fs::write(&beside, text))
            .and_then(|()| fs::rename(&beside, &place));
    }
    Ok(value)
}

/// What is remembered of a module; nothing is run.
pub fn remembered(path: &Path, presets: &[String], cache: &Path) -> Option<Value> {
    read(&place(path, presets, cache)?)
}

fn read(place: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(place).ok()?).ok()
}

/// This very program, also when another one has taken its place on the disk: parent and child must understand each other.
///
/// # Errors
/// Where the system does not tell which it is.
pub fn own_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok(PathBuf::from("/proc/self/exe")) } else { std::env::current_exe() }
}

fn run(path: &Path, presets: &[String]) -> Result<String, String> {
    let failed = |what: &dyn std::fmt::Display| format!("it can't be run ({what})");
    let lode = own_program().map_err(|error| failed(&error))?;
    let mut command = Command::new(lode);
    command.args(["eval", "--input-type", "module", CODE]).arg(path).arg(Value::from(presets).to_string()).arg(MARK);
    command
        .current_dir(path.parent().unwrap_or(path))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| failed(&error))?;
    let (send, receive) = mpsc::channel();
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let errors = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = err.as_mut().map(|err| err.take(LARGEST).read_to_end(&mut text));
        String::from_utf8_lossy(&text).into_owned()
    });
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = out.as_mut().map(|out| out.take(LARGEST).read_to_end(&mut text));
        let _ = send.send(String::from_utf8_lossy(&text).into_owned());
    });
    let answer = receive.recv_timeout(LIMIT);
    let _ = child.kill();
    let _ = child.wait();
    match answer {
        Ok(text) => match text.split_once(MARK) {
            Some((_, answer)) => Ok(answer.to_owned()),
            None => Err(failed(&first_error(&errors.join().unwrap_or_default()))),
        },
        Err(_) => Err(failed(&format_args!("it does not end within {} seconds", LIMIT.as_secs()))),
    }
}

/// The line of an uncaught error that says what is wrong.
fn first_error(text: &str) -> String {
    let is_message = |line: &&str| line.split_once(':').is_some_and(|(name, _)| name.contains("Error"));
    text.lines().find(is_message).or(text.lines().next()).unwrap_or("it says nothing").trim().to_owned()
}

/// Where what it exports is kept. `None`: what it depends on can't be told.
fn place(path: &Path, presets: &[String], cache: &Path) -> Option<PathBuf> {
    let text = fs::read(path).ok()?;
    let is_alone = !["'./", "\"./", "'../", "\"../", "`./"]
        .iter()
        .any(|start| text.windows(start.len()).any(|part| part == start.as_bytes()));
    if !is_alone {
        return None;
    }
    let mut hasher = Xxh3::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(CODE.as_bytes());
    hasher.update(path.as_os_str().as_encoded_bytes());
    hasher.update(&text);
    hasher.update(Value::from(presets).to_string().as_bytes());
    for folder in path.ancestors().skip(1) {
        hasher.update(&fs::read(folder.join("package.json")).unwrap_or_default());
        for installed in ["node_modules", "node_modules/.package-lock.json", "node_modules/.modules.yaml"] {
            let modified = fs::metadata(folder.join(installed)).and_then(|metadata| metadata.modified());
            let modified = modified.ok().and_then(|modified| modified.duration_since(SystemTime::UNIX_EPOCH).ok());
            hasher.update(&modified.map_or(0, |modified| modified.as_nanos()).to_le_bytes());
        }
    }
    Some(cache.join("lint").join(format!("program-{:032x}", hasher.digest128())))
}

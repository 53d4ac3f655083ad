//! Configurations that are programs: a child process of this binary runs them and prints what they export.
//!
//! What one exports is remembered as long as its text, its package.json and what is installed beside it are the same, unless it
//! loads files of its own, whose changes would not be seen.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

/// A configuration that takes longer never ends.
const LIMIT: Duration = Duration::from_secs(30);

/// Behind this is the answer; a configuration may print before it.
const MARK: &str = "\u{1}lode configuration\u{1}";

/// Gives what a program exports: functions called, promises awaited, lists in lists made flat, and what JSON does not have left out.
const CODE: &str = r#"
    const { pathToFileURL } = await import('node:url');
    const [path, mark] = process.argv.slice(-2);
    const loaded = await import(pathToFileURL(path).href);
    let exported = loaded.default ?? loaded;
    if (typeof exported === 'function') exported = await exported();
    exported = await exported;
    const parts = Array.isArray(exported) ? exported.flat(Infinity) : exported;
    const kept = ({ name, files, ignores, rules, languageOptions, extends: bases, env, globals, overrides, ignorePatterns, parserOptions, root }) => ({
        name,
        files: files?.flat?.(Infinity).filter((pattern) => typeof pattern === 'string') ?? files,
        ignores: ignores?.filter?.((pattern) => typeof pattern === 'string'),
        rules, env, globals, overrides, ignorePatterns, root, extends: bases,
        languageOptions: languageOptions && { globals: languageOptions.globals, sourceType: languageOptions.sourceType },
        parserOptions: parserOptions && { sourceType: parserOptions.sourceType },
    });
    const plain = (key, value) => {
        if (typeof value === 'bigint') return Number(value);
        if (value instanceof RegExp) return String(value);
        return value;
    };
    const text = JSON.stringify(Array.isArray(parts) ? parts.filter(Boolean).map(kept) : kept(parts), plain);
    process.stdout.write(mark + text, () => process.exit(0));
"#;

/// What the program at a path exports, or why it can't be told.
pub fn evaluate(path: &Path) -> Result<Value, String> {
    let place = remembered(path);
    if let Some(value) = place.as_ref().and_then(|place| serde_json::from_slice(&fs::read(place).ok()?).ok()) {
        return Ok(value);
    }
    let text = run(path)?;
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

fn run(path: &Path) -> Result<String, String> {
    let failed = |what: &dyn std::fmt::Display| format!("it can't be run ({what})");
    let lode = std::env::current_exe().map_err(|error| failed(&error))?;
    let mut command = Command::new(lode);
    command.args(["eval", "--input-type", "module", CODE]).arg(path).arg(MARK);
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
        let _ = err.as_mut().map(|err| err.read_to_end(&mut text));
        String::from_utf8_lossy(&text).into_owned()
    });
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = out.as_mut().map(|out| out.read_to_end(&mut text));
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
fn remembered(path: &Path) -> Option<PathBuf> {
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
    for folder in path.ancestors().skip(1) {
        hasher.update(&fs::read(folder.join("package.json")).unwrap_or_default());
        for installed in ["node_modules", "node_modules/.package-lock.json", "node_modules/.modules.yaml"] {
            let modified = fs::metadata(folder.join(installed)).and_then(|metadata| metadata.modified());
            let modified = modified.ok().and_then(|modified| modified.duration_since(SystemTime::UNIX_EPOCH).ok());
            hasher.update(&modified.map_or(0, |modified| modified.as_nanos()).to_le_bytes());
        }
    }
    Some(runtime::cache_folder().join("lint").join(format!("program-{:032x}", hasher.digest128())))
}

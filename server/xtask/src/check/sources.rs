//! Rules about the text of sources.

use crate::workspace::{files, root, shown};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Files that call the system where no safe function exists. A new one needs a reason, and a line here.
const UNSAFE_FILES: &[&str] = &[
    "server/node/src/child_process/",
    "server/node/src/dns/",
    "server/node/src/enter.rs",
    "server/node/src/fs/",
    "server/node/src/net/",
    "server/node/src/os/",
    "server/node/src/process/",
    "server/node/src/tty/",
    "server/node/src/zlib/",
    "server/node/src/builtin.rs",
    "server/node/src/realm.rs",
    "server/event_loop/src/foreign.rs",
    // The index of packages is mapped into memory.
    "server/project/src/index/disk.rs",
    // System calls that the sandbox must refuse.
    "server/evaluate/tests/attacks.rs",
];

pub fn unsafe_code() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in files(&root().join("server"), "rs") {
        let name = shown(&path);
        let text = fs::read_to_string(&path)?;
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(kind) = unsafe_kind(line) else { continue };
            if name.starts_with("server/xtask/") {
                continue;
            }
            let listed = name.starts_with("server/engine/") || UNSAFE_FILES.iter().any(|file| name.starts_with(file));
            if !listed {
                problems.push(format!("{name}:{}: unsafe outside engine and the listed files", at + 1));
            } else if kind == Unsafe::Block && !has_reason(&lines, at) {
                problems.push(format!("{name}:{}: unsafe without a // SAFETY: comment", at + 1));
            }
        }
    }
    Ok(problems)
}

#[derive(PartialEq, Eq)]
enum Unsafe {
    /// A block or an impl: it promises, and must say why it may.
    Block,
    /// A function or a type that asks its caller to promise.
    Declaration,
}

fn unsafe_kind(line: &str) -> Option<Unsafe> {
    let code = line.split("//").next().unwrap_or_default();
    if code.contains('"') && !code.contains("unsafe {") {
        return None;
    }
    if code.contains("unsafe {") || code.contains("unsafe impl") {
        return Some(Unsafe::Block);
    }
    (code.contains("unsafe fn") || code.contains("unsafe extern")).then_some(Unsafe::Declaration)
}

/// The comment stands above the statement that holds the block, on its line, or above a run of such statements.
fn has_reason(lines: &[&str], at: usize) -> bool {
    lines[at].contains("SAFETY:") || lines[at.saturating_sub(12)..at].iter().any(|line| line.contains("SAFETY:"))
}

/// What is not done is said in words that stay true, or not at all.
pub fn promises() -> Result<Vec<String>> {
    let words = [["TO", "DO"].concat(), ["XX", "X"].concat(), ["HA", "CK"].concat()];
    let mut problems = Vec::new();
    for folder in ["server", "tests", "docs", "editors"] {
        for extension in ["rs", "js", "mjs", "ts", "md", "lua"] {
            for path in files(&root().join(folder), extension) {
                if path.components().any(|part| part.as_os_str() == "programs") {
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap_or_default();
                for (at, line) in text.lines().enumerate() {
                    let comment = line.contains("//") || line.trim_start().starts_with('*') || extension == "md";
                    let whole = |word: &String| {
                        line.split(|character: char| !character.is_alphanumeric() && character != '_')
                            .any(|part| part == word)
                    };
                    if comment && words.iter().any(whole) {
                        problems.push(format!("{}:{}: {}", shown(&path), at + 1, line.trim()));
                    }
                }
            }
        }
    }
    Ok(problems)
}

/// The engine keeps ASCII text without copying it.
pub fn ascii() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in files(&root().join("server/node/src"), "js") {
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read(&path)?;
        if let Some(at) = text.split(|byte| *byte == b'\n').position(|line| !line.is_ascii()) {
            problems.push(format!("{}:{}: not ASCII", shown(&path), at + 1));
        }
    }
    Ok(problems)
}

/// A lockfile must install from whatever registry a machine is set up for.
pub fn lockfiles() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in files(root(), "json") {
        if path.file_name().is_some_and(|name| name == "package-lock.json") && holds_a_registry(&path) {
            problems.push(format!(
                "{}: `resolved` names a registry; npm install --omit-lockfile-registry-resolved",
                shown(&path)
            ));
        }
    }
    Ok(problems)
}

fn holds_a_registry(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains("\"resolved\": \"http"))
}

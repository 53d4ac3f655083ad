//! Which crate may name which. The table is the law; the one in docs/contributing/architecture.md is made from it.

use crate::workspace;
use anyhow::{Context, Result};
use std::fs;

pub struct Crate {
    pub name: &'static str,
    pub what: &'static str,
    /// The crates of ours that it may depend on.
    pub may: &'static [&'static str],
    /// What it must never know, in words.
    pub never: &'static str,
    /// Crates of others that would break that.
    pub not: &'static [&'static str],
}

/// Network and asynchronous crates.
const NETWORK: &[&str] = &["tokio", "hyper", "reqwest", "ureq", "mio"];

/// The editor's protocol and what carries it.
const LSP: &[&str] = &["tokio", "hyper", "reqwest", "ureq", "mio", "tower-lsp-server", "tower", "notify"];

/// Lowest first: each crate may name only crates above it in this list.
pub const CRATES: &[Crate] = &[
    Crate {
        name: "source",
        what: "a file's id, path, text, lines, ranges, edits; the `FileSystem` trait: disk, overlay, memory",
        may: &[],
        never: "JavaScript",
        not: NETWORK,
    },
    Crate {
        name: "values",
        what: "what an evaluation reports: probes, previews, logs, errors; its wire format, and what is shown of it",
        may: &["source"],
        never: "the engine, processes",
        not: NETWORK,
    },
    Crate {
        name: "syntax",
        what: "text to a tree, comments, tokens, errors; scopes; the one door to swc's parser",
        may: &["source"],
        never: "fails, reads the disk",
        not: NETWORK,
    },
    Crate {
        name: "package",
        what: "package.json, names, versions, package scopes",
        may: &["source"],
        never: "the network",
        not: NETWORK,
    },
    Crate {
        name: "resolve",
        what: "a specifier and its importer to a file, a builtin or an error: Node's algorithm; `BUILTIN_NAMES`",
        may: &["source", "package"],
        never: "global state",
        not: NETWORK,
    },
    Crate {
        name: "transform",
        what: "TypeScript, JSX and ES modules to what the engine runs, line and column kept",
        may: &["source", "syntax", "values"],
        never: "runs code",
        not: NETWORK,
    },
    Crate {
        name: "project",
        what: "facts of each file, the module graph, what is installed; `Project` (one writer), `Snapshot` (readers)",
        may: &["source", "values", "syntax", "package", "resolve"],
        never: "an editor's protocol, threads",
        not: NETWORK,
    },
    Crate {
        name: "infer",
        what: "what an expression is: declarations, JSDoc, values and their flow; members and signatures",
        may: &["source", "values", "syntax", "package", "resolve", "project"],
        never: "an editor's protocol",
        not: NETWORK,
    },
    Crate {
        name: "lint",
        what: "rules and what runs them: a text and a configuration to problems and fixes",
        may: &["source", "syntax", "package", "resolve", "transform", "project"],
        never: "reading files, printing",
        not: NETWORK,
    },
    Crate {
        name: "child",
        what: "modules of a project, run by this binary as a child process with a limit; what they export, remembered",
        may: &["values"],
        never: "runs code in its own process",
        not: LSP,
    },
    Crate {
        name: "format",
        what: "formatting by the project's own formatter: which it is, prettier in a child that stays, what is remembered",
        may: &["source", "package"],
        never: "a style of our own, code of the project in this process",
        not: &["tokio", "tower-lsp-server", "tower", "notify"],
    },
    Crate {
        name: "ide",
        what: "one file for each editor feature: a snapshot and a position to plain data",
        may: &["source", "syntax", "package", "resolve", "project", "infer", "lint"],
        never: "an editor's protocol",
        not: LSP,
    },
    Crate {
        name: "lsp",
        what: "the language server: inbox, session, conversions, one file for each message; the daemon",
        may: &["source", "syntax", "project", "values", "child", "format", "ide"],
        never: "analysis, the engine",
        not: &["tokio"],
    },
    Crate {
        name: "engine",
        what: "JavaScriptCore: contexts, values, functions, exceptions; all of its `unsafe`",
        may: &[],
        never: "Node, tokio",
        not: NETWORK,
    },
    Crate {
        name: "event_loop",
        what: "phases, timers, ticks, completions, references, over a small `Host` trait",
        may: &[],
        never: "JavaScriptCore",
        not: &["libloading"],
    },
    Crate {
        name: "node",
        what: "Node's modules and the globals, one folder each; the table of builtins",
        may: &["engine", "event_loop"],
        never: "`resolve`, an editor",
        not: &["oxc_resolver"],
    },
    Crate {
        name: "runtime",
        what: "a worker: engine, loop, loader and builtins; runs a file to an exit code",
        may: &["source", "package", "resolve", "syntax", "transform", "engine", "event_loop", "node"],
        never: "the command line",
        not: &["clap"],
    },
    Crate {
        name: "evaluate",
        what: "inline evaluation, the worker's side: a program runs with probes and tells its values",
        may: &["source", "transform", "engine", "node", "runtime", "values"],
        never: "showing values",
        not: LSP,
    },
    Crate {
        name: "cli",
        what: "arguments, one call each, printing; `report.rs` renders every error",
        may: &[
            "source",
            "package",
            "resolve",
            "syntax",
            "project",
            "infer",
            "lint",
            "child",
            "format",
            "ide",
            "lsp",
            "transform",
            "engine",
            "event_loop",
            "node",
            "runtime",
            "values",
            "evaluate",
        ],
        never: "",
        not: &[],
    },
    Crate {
        name: "test_support",
        what: "what tests share: trees from text, cases as folders, processes with an end, Node as judge, an LSP client",
        may: &["source"],
        never: "what it tests",
        not: &[],
    },
    Crate {
        name: "xtask",
        what: "these rules, the generated files, benchmarks, conformance",
        may: &[
            "source",
            "values",
            "syntax",
            "resolve",
            "project",
            "infer",
            "lint",
            "child",
            "lsp",
            "engine",
            "test_support",
        ],
        never: "",
        not: &[],
    },
];

/// Crates whose only way to a file is `source::FileSystem`.
const ANALYSIS: &[&str] = &["syntax", "package", "resolve", "project", "infer", "lint", "ide"];

pub fn downward() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let metadata = workspace::metadata()?;
    for package in metadata["packages"].as_array().context("no packages")? {
        let name = package["name"].as_str().unwrap_or_default();
        if name == "lode" {
            continue;
        }
        let Some(known) = CRATES.iter().find(|known| known.name == name) else {
            problems.push(format!("{name} is in no table: add it to server/xtask/src/check/borders.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let on = dependency["name"].as_str().unwrap_or_default();
            // Tests may use anything of ours.
            let in_tests = dependency["kind"] == "dev";
            if dependency.get("path").is_some_and(|path| !path.is_null()) && !in_tests && !known.may.contains(&on) {
                problems.push(format!("{name} depends on {on}, but may not"));
            }
            if known.not.contains(&on) && !in_tests {
                problems.push(format!("{name} depends on {on}, but must never know {}", known.never));
            }
        }
    }
    for (at, known) in CRATES.iter().enumerate() {
        for on in known.may {
            if !CRATES[..at].iter().any(|below| below.name == *on) {
                problems.push(format!("the table lets {} depend on {on}, which is not below it", known.name));
            }
        }
    }
    Ok(problems)
}

pub fn swc() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for package in workspace::metadata()?["packages"].as_array().context("no packages")? {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let on = dependency["name"].as_str().unwrap_or_default();
            if on.starts_with("swc") && !matches!(name, "syntax" | "transform") {
                problems.push(format!("{name} depends on {on}"));
            }
        }
    }
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    let names: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"swc_"))
        .map(|rest| rest.trim_end_matches('"'))
        .collect();
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            problems.push(format!("Cargo.lock holds swc_{name} twice"));
        }
    }
    Ok(problems)
}

pub fn file_system() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for name in ANALYSIS {
        let folder = workspace::root().join("server").join(name);
        let clippy = fs::read_to_string(folder.join("clippy.toml")).unwrap_or_default();
        if !clippy.contains("std::fs::read") {
            problems.push(format!("server/{name}/clippy.toml does not forbid std::fs"));
        }
    }
    Ok(problems)
}

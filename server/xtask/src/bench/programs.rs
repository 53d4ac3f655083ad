//! What is measured: small programs in tests/bench/, copied beside what they read.

use crate::workspace::root;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use test_support::node::cache_folder;
use test_support::{packages, tree};

pub struct Program {
    pub name: &'static str,
    pub file: &'static str,
}

pub const PROGRAMS: &[Program] = &[
    Program { name: "empty script", file: "empty.js" },
    Program { name: "hello, CommonJS", file: "hello.cjs" },
    Program { name: "hello, ES module", file: "hello.mjs" },
    Program { name: "hello, TypeScript", file: "hello.ts" },
    Program { name: "require typescript", file: "require_typescript.js" },
    Program { name: "a million awaits", file: "awaits.js" },
    Program { name: "a million timers", file: "timers.js" },
    Program { name: "10,000 files, sync", file: "files_sync.js" },
    Program { name: "10,000 files, async", file: "files_async.js" },
    Program { name: "util.inspect, big object", file: "inspect.js" },
    Program { name: "Buffer work", file: "buffers.js" },
    Program { name: "string work", file: "strings.js" },
    Program { name: "a 1 MB ES module", file: "big_module.mjs" },
];

/// A megabyte of plain JavaScript, made by [`prepared`].
pub const BIG_MODULE: &str = "big.mjs";

/// Servers that print their port, and are then loaded.
pub const SERVERS: &[(&str, &str)] = &[("http hello under load", "server.js")];

/// The folder in the cache with the programs and what they need, made if it is not there.
pub fn prepared() -> Result<PathBuf> {
    let folder = cache_folder().join("bench");
    tree::copy(&root().join("tests/bench"), &folder)?;
    let data = folder.join("data");
    if !data.is_dir() {
        fs::create_dir_all(&data)?;
        for at in 0..10_000 {
            fs::write(data.join(format!("{at}.txt")), format!("file {at}\n").repeat(50))?;
        }
    }
    let big = folder.join(BIG_MODULE);
    if !big.is_file() {
        let mut text = String::new();
        while text.len() < 1_000_000 {
            let at = text.len();
            text.push_str(&format!(
                "export const value{at} = {{ name: 'value {at}', list: [1, 2, 3].map((n) => n * {at}) }};\n\
                 export function function{at}(first, {{ second = first }} = {{}}) {{ return `${{first}} ${{second}}`; }}\n"
            ));
        }
        fs::write(big, text)?;
    }
    // The packages of the programs under test hold typescript.
    match packages::installed(&root().join("tests/programs")) {
        Ok(kept) => {
            let link = folder.join("node_modules");
            let _ = fs::remove_file(&link);
            std::os::unix::fs::symlink(kept.join("node_modules"), link)?;
        }
        Err(reason) => println!("note: typescript could not be installed: {reason}"),
    }
    Ok(folder)
}

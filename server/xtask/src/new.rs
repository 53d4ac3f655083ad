//! Begins a builtin or a command: the files, with what each must say, and what is left to do by hand.

use crate::workspace::{root, shown};
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;

pub fn builtin(name: &str) -> Result<()> {
    let folder = root().join("server/node/src").join(name);
    write(&[
        (
            folder.join("mod.rs"),
            format!(
                "//! node:{name}: what is covered; what is not, and why. See \"{name}\" in Node's documentation.\n\n\
                 mod native;\n\n\
                 use crate::builtin::{{Builtin, builtin_source, native}};\n\n\
                 pub const BUILTINS: &[Builtin] = &[Builtin {{\n    id: \"{name}\",\n    source: builtin_source!(\"{name}/{name}.js\"),\n    \
                 natives: &[native!(native::example)],\n}}];\n"
            ),
        ),
        (
            folder.join("native.rs"),
            "//! What JavaScript can't do by itself: functions over plain values.\n\npub fn example() -> String {\n    String::new()\n}\n"
                .to_owned(),
        ),
        (
            folder.join(format!("{name}.js")),
            format!("'use strict';\n\nconst native = lode.native('{name}');\n\nmodule.exports = {{\n  example: native.example,\n}};\n"),
        ),
        (
            folder.join("tests/example.js"),
            format!(
                "'use strict';\n// Runs on Lode and on Node: what is asserted must be true of both.\nconst assert = require('node:assert');\n\
                 const {name} = require('node:{name}');\n\nassert.strictEqual(typeof {name}.example, 'function');\n"
            ),
        ),
    ])?;
    println!(
        "Now add `{name}` to the list in server/node/src/builtins.rs; docs/contributing/add-a-builtin.md says the rest."
    );
    Ok(())
}

pub fn command(name: &str) -> Result<()> {
    let file = name.replace('-', "_");
    write(&[(
        root().join(format!("server/cli/src/commands/{file}.rs")),
        format!(
            "//! `lode {name}`: what it does for a person.\n\nuse std::process::ExitCode;\n\n\
             pub fn run() -> anyhow::Result<ExitCode> {{\n    Ok(ExitCode::SUCCESS)\n}}\n"
        ),
    )])?;
    println!(
        "Now name it in server/cli/src/commands.rs, arguments.rs and lib.rs; docs/contributing/add-a-command.md says the rest."
    );
    Ok(())
}

fn write(files: &[(PathBuf, String)]) -> Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        bail!("{} is there already", shown(path));
    }
    for (path, text) in files {
        fs::create_dir_all(path.parent().unwrap_or(root()))?;
        fs::write(path, text)?;
        println!("written {}", shown(path));
    }
    Ok(())
}

//! docs/reference/node.md: what of Node is there, from the running objects, so that it cannot lie; and the share of Node's own
//! tests that pass, from tests/conformance/node.json.
//!
//! What Node 22 exports is kept in tests/conformance/exports.json, so that the page is the same on a machine without Node;
//! with one, `gen` makes that file too.

use super::{HEAD, Made};
use crate::workspace::{lode, root};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Prints, for each builtin and for the globals, the names it has, and how far a function is done.
const SCRIPT: &str = include_str!("exports.js");

pub fn made() -> Result<Made> {
    let kept = root().join("tests/conformance/exports.json");
    if let Some(node) = test_support::node::node() {
        let exports = exports_of(node, &[])?;
        let text = serde_json::to_string_pretty(&exports)? + "\n";
        if fs::read_to_string(&kept).map_or(true, |old| old != text) {
            fs::create_dir_all(kept.parent().unwrap_or(root()))?;
            fs::write(&kept, text)?;
        }
    }
    let wanted: Map<String, Value> =
        serde_json::from_slice(&fs::read(&kept).context("tests/conformance/exports.json")?)?;
    let ours = exports_of(&lode()?, &["run"])?;
    let shares: Map<String, Value> = fs::read(root().join("tests/conformance/node.json"))
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    let text = page(&wanted, &ours, &shares)?;
    Ok(Made { path: root().join("docs/reference/node.md"), text })
}

fn exports_of(program: &Path, first: &[&str]) -> Result<Map<String, Value>> {
    let folder = std::env::temp_dir().join(format!("lode-exports-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let script = folder.join("exports.js");
    fs::write(&script, SCRIPT)?;
    let output = Command::new(program).args(first).arg(&script).output().with_context(|| program.display().to_string());
    fs::remove_dir_all(&folder)?;
    let output = output?;
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{} printed: {}", program.display(), String::from_utf8_lossy(&output.stderr)))
}

fn page(wanted: &Map<String, Value>, ours: &Map<String, Value>, shares: &Map<String, Value>) -> Result<String> {
    let mut text = format!(
        "{HEAD}\n# What of Node is there\n\nCompared with Node 22, from the running objects. \"Tests\" is the share of Node's own \
         `test/parallel` files for the module that pass, of those that Node 22 passes and that don't ask for V8's or Node's \
         internals. A module that is not done can be required; using it throws `ERR_NOT_IMPLEMENTED` with the function's name.\n\n\
         | module | names | tests | missing |\n| --- | --- | --- | --- |\n"
    );
    for (module, names) in wanted {
        let names: Vec<&str> = strings(names);
        let have = ours.get(module).map(strings);
        let tests = share(shares, module);
        let (count, missing) = match &have {
            None => ("-".to_owned(), "not there".to_owned()),
            Some(have) if have.contains(&"(not implemented)") => ("-".to_owned(), "throws when used".to_owned()),
            Some(have) => {
                let missing: Vec<String> =
                    names.iter().filter(|name| !have.contains(name)).map(|name| format!("`{name}`")).collect();
                (format!("{} of {}", names.len() - missing.len(), names.len()), missing.join(", "))
            }
        };
        writeln!(text, "| {module} | {count} | {tests} | {missing} |")?;
    }
    Ok(text)
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn share(shares: &Map<String, Value>, module: &str) -> String {
    let number = |name: &str| shares.get(module).and_then(|share| share[name].as_u64());
    match (number("passed"), number("failed")) {
        (Some(passed), Some(failed)) if passed + failed > 0 => {
            format!("{} % of {}", passed * 100 / (passed + failed), passed + failed)
        }
        _ => String::new(),
    }
}

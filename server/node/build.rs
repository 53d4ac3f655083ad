//! Makes the table of the internal modules from the folder that holds them: `src/internal/util/inspect.js` is `internal/util/inspect`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src");
    let mut files = Vec::new();
    collect(&root.join("internal"), &mut files);
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let relative = file.strip_prefix(&root).expect("found below it").to_string_lossy().into_owned();
        let id = relative.trim_end_matches(".js");
        // Writing to a String can't fail.
        let _ = writeln!(table, "    Builtin {{ id: {id:?}, source: builtin_source!({relative:?}), natives: &[] }},");
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("internal.rs");
    fs::write(out, table).expect("the build folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the folder is part of the crate").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "js")
            && !path.ends_with("internal/bootstrap.js")
        {
            files.push(path);
        }
    }
}

//! `xtask library FOLDER`: makes `server/infer/data/library.bin`, the declarations of the standard library and of Node's modules,
//! from the packages `typescript`, `@types/node` and `undici-types` as npm installed them into FOLDER.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Compressed once, read at every start.
const LEVEL: i32 = 19;

/// Libraries of environments that Lode is not for.
const LEFT_OUT: [&str; 4] = ["webworker", "scripthost", ".full.", "lib.d.ts"];

struct Entry {
    name: String,
    environment: &'static str,
    path: PathBuf,
}

pub fn make(folder: &Path) -> Result<()> {
    let modules = folder.join("node_modules");
    let typescript = modules.join("typescript");
    ensure!(
        typescript.is_dir(),
        "`{}` has no `typescript`; run `npm install typescript@5 @types/node@22` there",
        folder.display()
    );
    let mut entries = Vec::new();
    language(&typescript.join("lib"), &mut entries)?;
    declarations(&modules.join("@types/node"), "node", "node", &mut entries)?;
    declarations(&modules.join("undici-types"), "node", "undici-types", &mut entries)?;
    entries.sort_by(|one, other| one.name.cmp(&other.name));

    let (mut index, mut frames) = (String::new(), Vec::new());
    for entry in &entries {
        let text = fs::read_to_string(&entry.path).with_context(|| entry.path.display().to_string())?;
        let mut packed = Vec::with_capacity(zstd_safe::compress_bound(text.len()));
        zstd_safe::compress(&mut packed, text.as_bytes(), LEVEL)
            .map_err(|code| anyhow::anyhow!("zstd: {}", zstd_safe::get_error_name(code)))?;
        index += &format!("file {} {} {} {}\n", entry.environment, packed.len(), text.len(), entry.name);
        let (globals, modules) = infer::declared_in(&text);
        for name in globals {
            index += &format!("global {name}\n");
        }
        for name in modules {
            index += &format!("module {name}\n");
        }
        frames.extend(packed);
    }
    let data = workspace::root().join("server/infer/data");
    fs::create_dir_all(&data)?;
    let mut archive = (index.len() as u32).to_le_bytes().to_vec();
    archive.extend(index.as_bytes());
    archive.extend(frames);
    fs::write(data.join("library.bin"), &archive)?;
    for (package, file, name) in [
        ("typescript", "LICENSE.txt", "LICENSE-typescript.txt"),
        ("@types/node", "LICENSE", "LICENSE-types-node.txt"),
        ("undici-types", "LICENSE", "LICENSE-undici-types.txt"),
    ] {
        let from = modules.join(package).join(file);
        fs::copy(&from, data.join(name)).with_context(|| from.display().to_string())?;
    }
    println!("{} files, {} KB", entries.len(), archive.len() / 1024);
    Ok(())
}

fn language(folder: &Path, entries: &mut Vec<Entry>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with("lib.") || !name.ends_with(".d.ts") || LEFT_OUT.iter().any(|part| name.contains(part)) {
            continue;
        }
        let environment = if name.starts_with("lib.dom") { "browser" } else { "language" };
        entries.push(Entry { name, environment, path });
    }
    Ok(())
}

fn declarations(folder: &Path, environment: &'static str, prefix: &str, entries: &mut Vec<Entry>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What older compilers are given instead.
        if path.is_dir() && !name.starts_with("ts5") && name != "compatibility" {
            declarations(&path, environment, &format!("{prefix}/{name}"), entries)?;
        } else if name.ends_with(".d.ts") {
            entries.push(Entry { name: format!("{prefix}/{name}"), environment, path });
        }
    }
    Ok(())
}

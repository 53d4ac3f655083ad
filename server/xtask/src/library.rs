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

/// What `http.METHODS` holds.
const HTTP_METHODS: [&str; 35] = [
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

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

    let packed = pack(&entries)?;
    let bare = archive(&packed, &|_| Vec::new());
    // With the declarations at hand, what each module gives can be asked.
    let library: &'static infer::Library =
        Box::leak(Box::new(infer::Library::read(Box::leak(bare.into_boxed_slice()))));
    let archive = archive(&packed, &|module| exported_values(library, module));
    let data = workspace::root().join("server/infer/data");
    fs::create_dir_all(&data)?;
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

/// A file in the archive: the head of its line in the index, what it declares, its frame.
struct Packed {
    head: String,
    /// With the letters of their kinds.
    globals: Vec<String>,
    modules: Vec<String>,
    frame: Vec<u8>,
}

fn pack(entries: &[Entry]) -> Result<Vec<Packed>> {
    let mut all = Vec::new();
    for entry in entries {
        let text = fs::read_to_string(&entry.path).with_context(|| entry.path.display().to_string())?;
        let text = with_known_strings(&entry.name, text)?;
        let mut packed = Vec::with_capacity(zstd_safe::compress_bound(text.len()));
        zstd_safe::compress(&mut packed, text.as_bytes(), LEVEL)
            .map_err(|code| anyhow::anyhow!("zstd: {}", zstd_safe::get_error_name(code)))?;
        let (globals, modules) = infer::declared_in(&text);
        all.push(Packed {
            head: format!("file {} {} {} {}", entry.environment, packed.len(), text.len(), entry.name),
            globals: globals.iter().map(|(kind, name)| format!("{kind} {name}")).collect(),
            modules: modules.iter().map(ToString::to_string).collect(),
            frame: packed,
        });
    }
    Ok(all)
}

/// `http.METHODS` is declared as strings; routers have a method for each of them, so which ones they are is told as well.
fn with_known_strings(name: &str, text: String) -> Result<String> {
    const DECLARED: &str = "const METHODS: string[];";
    if name != "node/http.d.ts" {
        return Ok(text);
    }
    ensure!(text.contains(DECLARED), "`{name}` declares `METHODS` in another way: have a look");
    let methods: Vec<String> = HTTP_METHODS.iter().map(|method| format!("'{method}'")).collect();
    Ok(text.replace(DECLARED, &format!("const METHODS: ({})[];", methods.join(" | "))))
}

fn archive(packed: &[Packed], exports: &dyn Fn(&str) -> Vec<String>) -> Vec<u8> {
    let mut index = String::new();
    for file in packed {
        index += &format!("{}\n", file.head);
        for global in &file.globals {
            index += &format!("global {global}\n");
        }
        for module in &file.modules {
            let mut line = format!("module {module}");
            for name in exports(module) {
                line += &format!(" {name}");
            }
            index += &format!("{line}\n");
        }
    }
    let mut archive = (index.len() as u32).to_le_bytes().to_vec();
    archive.extend(index.as_bytes());
    archive.extend(packed.iter().flat_map(|file| &file.frame));
    archive
}

/// The values that a module gives by name.
fn exported_values(library: &'static infer::Library, module: &str) -> Vec<String> {
    let files = std::sync::Arc::new(source::MemoryFileSystem::new());
    files.write("/main.mjs", "");
    let project = project::Project::new(project::ProjectOptions { files, cache_folder: None });
    let snapshot = project.snapshot();
    let Some(file) = snapshot.file(Path::new("/main.mjs")) else { return Vec::new() };
    let go_on = || false;
    let infer = infer::Infer::new(&snapshot, &go_on).with_library(library);
    let members = infer.exports(file, module, project::facts::ImportKind::Static);
    let mut names: Vec<String> = members
        .iter()
        .filter(|member| {
            member.kind != infer::MemberKind::Type && member.level < infer::UNIVERSAL && *member.name != *"default"
        })
        .map(|member| member.name.to_string())
        .filter(|name| {
            name.chars().all(|character| character.is_alphanumeric() || character == '_' || character == '$')
        })
        .collect();
    names.sort();
    names.dedup();
    names
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

//! `node --run NAME`: a script of the nearest package.json, in a shell that finds the package's programs and Lode as `node`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use package::manifest::PackageJson;

/// Runs the script `name` with `arguments` behind it. What went wrong is one: Node keeps no other exit code.
pub fn run(name: &str, arguments: &[String]) -> anyhow::Result<ExitCode> {
    let here = env::current_dir()?;
    let (manifest, script) = match find(&here, name) {
        Ok(found) => found,
        Err(sentence) => {
            anstream::eprintln!("{sentence}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut line = script;
    for argument in arguments {
        line.push(' ');
        line.push_str(&quoted(argument));
    }
    let status = Command::new("/bin/sh")
        .args(["-c", &line])
        .current_dir(manifest.parent().unwrap_or(&here))
        .env("PATH", search_path(&manifest)?)
        .env("NODE_RUN_SCRIPT_NAME", name)
        .env("NODE_RUN_PACKAGE_JSON_PATH", &manifest)
        .status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The nearest package.json, and what it calls `name`. `Err` is Node's sentence.
fn find(here: &Path, name: &str) -> Result<(PathBuf, String), String> {
    let mut above = here.ancestors().map(|folder| folder.join("package.json"));
    let path =
        above.find(|path| path.is_file()).ok_or(format!("Can't find package.json for directory {}", here.display()))?;
    let shown = path.display();
    let unreadable = || format!("Can't parse {shown}");
    let text = std::fs::read(&path).map_err(|_| unreadable())?;
    let manifest = PackageJson::parse(&path, &text).map_err(|_| unreadable())?;
    if !manifest.raw.contains_key("scripts") {
        return Err(format!("Can't find \"scripts\" field in {shown}"));
    }
    if let Some((_, script)) = manifest.strings("scripts").find(|(known, _)| *known == name) {
        return Ok((path.clone(), script.to_owned()));
    }
    let mut sentence = format!("Missing script: \"{name}\" for {shown}\n");
    let known: Vec<String> = manifest.strings("scripts").map(|(name, line)| format!("\n  {name}: {line}")).collect();
    if !known.is_empty() {
        sentence.push_str("\nAvailable scripts are:");
        sentence.push_str(&known.concat());
    }
    Err(sentence)
}

/// PATH with the programs of the packages above first, and then `node` as Lode itself.
fn search_path(manifest: &Path) -> anyhow::Result<OsString> {
    let above = manifest.ancestors().skip(1).map(|folder| folder.join("node_modules/.bin"));
    let node = runtime::node_folder(&runtime::cache_folder());
    let before = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(above.chain(node).chain(env::split_paths(&before)))?)
}

/// An argument as a shell reads it back.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}

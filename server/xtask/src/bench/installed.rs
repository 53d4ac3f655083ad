//! What benchmarks install from npm, once, into the user's cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;
use test_support::node::cache_folder;

use crate::workspace::succeed;

/// Versions published later don't exist for the benchmarks.
pub(crate) const BEFORE: &str = "2026-11-20";

/// The folder of one benchmark.
pub(crate) fn folder(benchmark: &str) -> PathBuf {
    cache_folder().join("bench").join(benchmark)
}

/// A folder below `within` that holds these packages, as `name@version`.
pub(crate) fn packages(within: &Path, name: &str, packages: &[&str]) -> Result<PathBuf> {
    kept(within, name, &packages.join("\n"), |folder| {
        fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
        install(folder, packages)
    })
}

/// The folder `name` below `within`, made by `make` unless it was made by the same recipe before.
pub(crate) fn kept(within: &Path, name: &str, recipe: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    const RECIPE: &str = ".recipe";
    let kept = within.join(name);
    if fs::read_to_string(kept.join(RECIPE)).is_ok_and(|found| found == recipe) {
        return Ok(kept);
    }
    eprintln!("installing {name} into {}", kept.display());
    let fresh = within.join(format!(".{name}"));
    for folder in [&fresh, &kept] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(&fresh)?;
    make(&fresh)?;
    fs::write(fresh.join(RECIPE), recipe)?;
    fs::rename(&fresh, &kept)?;
    Ok(kept)
}

/// Installs the packages, or what package.json names.
pub(crate) fn install(folder: &Path, packages: &[&str]) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]);
    if packages.is_empty() {
        npm.arg(format!("--before={BEFORE}"));
    }
    succeed(npm.args(packages).current_dir(folder).stdout(Stdio::null()))
}

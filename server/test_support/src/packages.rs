//! npm packages for programs under test, installed once into the user's cache and kept by what the lockfile says.

use crate::node::cache_folder;
use crate::process;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The folder in the cache whose `node_modules` holds what `folder`'s package-lock.json pins. Installs it if it is not there;
/// an error says why that can't be.
pub fn installed(folder: &Path) -> Result<PathBuf, String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name} can't be read: {error}"));
    let manifest = read("package.json")?;
    let lock = read("package-lock.json")?;
    let kept = cache_folder().join("tests/programs").join(format!("{:016x}", hash(&[&manifest, &lock])));
    if kept.join("node_modules").is_dir() {
        return Ok(kept);
    }
    let parent = kept.parent().unwrap_or(Path::new("/tmp"));
    let install = || -> std::io::Result<Result<(), String>> {
        fs::create_dir_all(parent)?;
        let fresh = tempfile::tempdir_in(parent)?;
        fs::write(fresh.path().join("package.json"), &manifest)?;
        fs::write(fresh.path().join("package-lock.json"), &lock)?;
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(fresh.path());
        let output = process::run(&mut npm, b"", Duration::from_secs(300))?;
        if output.end != process::End::Code(0) {
            let last: Vec<&str> = output.err.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
            return Ok(Err(format!("npm ci ended with {}: {}", output.end, last.join(" "))));
        }
        let fresh = fresh.keep();
        // Another test run may have been quicker.
        if fs::rename(&fresh, &kept).is_err() {
            fs::remove_dir_all(&fresh)?;
        }
        Ok(Ok(()))
    };
    match install() {
        Ok(Ok(())) => Ok(kept),
        Ok(Err(problem)) => Err(problem),
        Err(error) => Err(format!("npm can't be run: {error}")),
    }
}

/// FNV-1a: the same from one build to the next, as the standard library's is not.
fn hash(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.iter()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

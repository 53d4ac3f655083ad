//! Where Node 22 is. Node is the judge of expectations; without it Lode is tested all the same.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The version whose behaviour counts.
pub const MAJOR: &str = "v22.";

/// `LODE_TEST_NODE`, a `node` of version 22 on the `PATH`, or the one that `make setup` put into the user's cache.
pub fn node() -> Option<&'static PathBuf> {
    static NODE: OnceLock<Option<PathBuf>> = OnceLock::new();
    NODE.get_or_init(|| {
        let named = std::env::var_os("LODE_TEST_NODE").map(PathBuf::from);
        let on_path = std::env::var_os("PATH")
            .map(|path| std::env::split_paths(&path).map(|folder| folder.join("node")).collect::<Vec<_>>());
        let cached = cache_folder().join("tests/node/node_modules/.bin/node");
        named.into_iter().chain(on_path.into_iter().flatten()).chain([cached]).find(is_node_22)
    })
    .as_ref()
}

fn is_node_22(program: &PathBuf) -> bool {
    program.is_file()
        && Command::new(program)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.stdout.starts_with(MAJOR.as_bytes()))
}

/// `~/.cache/lode`, or below `XDG_CACHE_HOME`.
pub fn cache_folder() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_else(|| "/tmp".into())).join(".cache");
    cache.unwrap_or_else(home).join("lode")
}

//! Which files a program may read and write.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use values::Sandbox;

use super::secrets::is_secret;

/// The paths that are open, as real paths.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// Readable with all below, but for secrets.
    pub readable: Vec<PathBuf>,
    /// Readable and writable with all below.
    pub writable: Vec<PathBuf>,
    /// Readable with all below, secrets too: what a permission names itself.
    pub named: Vec<PathBuf>,
    /// What Lode itself reads, and what it writes; the program is not told of it.
    pub system: Vec<PathBuf>,
    pub cache: Option<PathBuf>,
    /// `readable` taken apart around the secrets in it.
    pub parts: Parts,
}

/// Folders taken apart, for a kernel that can open a folder but not close a part of it.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Open with all below.
    pub whole: Vec<PathBuf>,
    /// Folders with a secret somewhere below: their names may be listed. What is new in them is not open, so one tells when it was last
    /// changed before it was looked at; `None`: so shortly before that what comes next may have the same time.
    pub split: Vec<(PathBuf, Option<SystemTime>)>,
    /// There are more folders than were looked into.
    pub is_cut: bool,
}

/// Entries that are looked at for secrets.
const LOOKED_AT: usize = 100_000;
/// Within so long two changes of a folder may have the same time.
const TICK: Duration = Duration::from_millis(20);
/// Links in a node_modules folder that are followed.
const LINKS: usize = 5_000;

/// What programs on Linux need to run at all, and what the builtins tell.
const SYSTEM: [&str; 34] = [
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/usr/share/zoneinfo",
    "/usr/share/icu",
    "/usr/share/locale",
    "/usr/lib/locale",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/passwd",
    "/etc/group",
    "/etc/nsswitch.conf",
    "/proc/self",
    "/proc/meminfo",
    "/proc/cpuinfo",
    "/proc/stat",
    "/proc/loadavg",
    "/proc/uptime",
    "/proc/version",
    "/proc/sys/kernel/osrelease",
    "/proc/sys/vm/overcommit_memory",
    "/sys/fs/cgroup",
    "/sys/devices/system/cpu",
    "/sys/kernel/mm/transparent_hugepage",
    "/dev/urandom",
    "/dev/random",
];
/// What the network needs besides.
const NET: [&str; 13] = [
    "/etc/hosts",
    "/etc/resolv.conf",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/run/systemd/resolve",
    "/etc/crypto-policies",
];
/// What programs that are started need besides.
const RUN: [&str; 6] = ["/usr", "/bin", "/sbin", "/opt", "/etc/alternatives", "/proc/filesystems"];
/// In the folders above the workspace these are read to know what a file is.
const ABOVE: [&str; 3] = ["package.json", "tsconfig.json", "jsconfig.json"];

impl Paths {
    pub(super) fn of(sandbox: &Sandbox, own: &Path, cache: Option<&Path>) -> Paths {
        let permissions = &sandbox.permissions;
        let real = |path: &Path| fs::canonicalize(path).ok();
        let mut paths = Paths::default();
        let folder = real(&sandbox.folder).unwrap_or_else(|| sandbox.folder.clone());
        for above in folder.ancestors().skip(1) {
            paths.readable.extend(ABOVE.iter().filter_map(|name| real(&above.join(name))));
            paths.readable.extend(real(&above.join("node_modules")));
        }
        // It may be a link.
        paths.readable.extend(real(&folder.join("node_modules")));
        paths.readable.extend(linked(&folder));
        paths.readable.push(folder);
        for path in &permissions.read {
            let Some(path) = real(path) else { continue };
            if is_secret(&path) { paths.named.push(path) } else { paths.readable.push(path) }
        }
        for path in &permissions.write {
            // Nothing can be opened that is not there.
            if !path.exists() && path.extension().is_none() {
                let _ = fs::create_dir_all(path);
            }
            paths.writable.extend(real(path));
        }
        paths.writable.extend(real(own));
        paths.cache = cache.and_then(real);
        paths.system = SYSTEM.iter().map(PathBuf::from).collect();
        paths.system.extend(std::env::current_exe().ok());
        // Builds for tests read the builtins' JavaScript from where it is written.
        #[cfg(debug_assertions)]
        paths.system.extend(Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned));
        if permissions.net {
            paths.system.extend(NET.iter().map(PathBuf::from));
        }
        if permissions.run {
            paths.system.extend(RUN.iter().map(PathBuf::from));
        }
        let mut left = LOOKED_AT;
        for path in within_nothing(&paths.readable) {
            if paths.parts.take_apart(path, &mut left) {
                paths.parts.whole.push(path.clone());
            }
        }
        paths.parts.is_cut = left == 0;
        paths
    }
}

/// Without those that are in others.
fn within_nothing(paths: &[PathBuf]) -> impl Iterator<Item = &PathBuf> {
    let is_within = |path: &PathBuf| paths.iter().any(|other| other != path && path.starts_with(other));
    paths.iter().filter(move |path| !is_within(path)).collect::<BTreeSet<_>>().into_iter()
}

impl Parts {
    /// Whether there is no secret in a file or folder; of one that has some, the other parts are opened.
    fn take_apart(&mut self, path: &Path, left: &mut usize) -> bool {
        // What is installed is not the project's own, and far too much to be looked into.
        let is_installed = path.file_name().is_some_and(|name| name == "node_modules");
        let Some(entries) = (!is_installed).then(|| fs::read_dir(path).ok()).flatten() else { return true };
        let changed = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let changed = changed.filter(|time| time.elapsed().is_ok_and(|ago| ago > TICK));
        let (mut whole, mut has_secrets) = (Vec::new(), false);
        for entry in entries.flatten() {
            *left = left.saturating_sub(1);
            let entry_path = entry.path();
            if is_secret(&entry_path) {
                has_secrets = true;
                continue;
            }
            // Of links what counts is what they lead to, which is looked at where it is.
            let Ok(kind) = entry.file_type().map(|kind| (kind.is_dir(), kind.is_symlink())) else { continue };
            match kind {
                (_, true) => {}
                (true, _) if *left > 0 && !self.take_apart(&entry_path, left) => has_secrets = true,
                _ => whole.push(entry_path),
            }
        }
        if has_secrets {
            self.whole.append(&mut whole);
            self.split.push((path.to_owned(), changed));
        }
        !has_secrets
    }
}

/// Packages in node_modules that are links to folders elsewhere.
fn linked(folder: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    let mut left = LINKS;
    for folder in folder.ancestors().map(|folder| folder.join("node_modules")) {
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten().take(left) {
                left = left.saturating_sub(1);
                let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                if is_link && let Ok(target) = fs::canonicalize(entry.path()) {
                    found.insert(with_siblings(&target));
                } else if entry.file_name().to_string_lossy().starts_with('@') {
                    folders.push(entry.path());
                }
            }
        }
    }
    found.into_iter().filter(|target| !target.starts_with(folder)).collect()
}

/// A package in a store finds what it needs beside itself.
fn with_siblings(package: &Path) -> PathBuf {
    let store = package.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "node_modules"));
    store.unwrap_or(package).to_owned()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A workspace with these files in a folder of its own; those with a slash in front are beside it.
    fn workspace_with(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(outer.path()).unwrap();
        let workspace = real.join("workspace");
        fs::create_dir(&workspace).unwrap();
        for file in files {
            let path = match file.strip_prefix('/') {
                Some(beside) => real.join(beside),
                None => workspace.join(file),
            };
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        (outer, workspace)
    }

    fn opened(workspace: &Path) -> Paths {
        Paths::of(&Sandbox { folder: workspace.to_owned(), ..Sandbox::default() }, workspace, None)
    }

    #[test]
    fn a_folder_without_secrets_is_open_as_a_whole() {
        let (_outer, workspace) = workspace_with(&["main.js", "deep/other.js"]);
        let paths = opened(&workspace);
        assert!(paths.parts.whole.contains(&workspace));
        assert!(paths.parts.split.is_empty());
    }

    #[test]
    fn a_folder_with_secrets_is_taken_apart() {
        let (_outer, workspace) =
            workspace_with(&["main.js", "deep/.env", "deep/other.js", "clean/a.js", ".git/config"]);
        let paths = opened(&workspace);
        let mut whole = paths.parts.whole;
        whole.retain(|path| path.starts_with(&workspace));
        whole.sort();
        assert_eq!(whole, ["clean", "deep/other.js", "main.js"].map(|path| workspace.join(path)));
        let mut split: Vec<PathBuf> = paths.parts.split.into_iter().map(|(path, _)| path).collect();
        split.sort();
        assert_eq!(split, [workspace.clone(), workspace.join("deep")]);
    }

    #[test]
    fn what_is_installed_elsewhere_is_open() {
        let (outer, workspace) = workspace_with(&[
            "main.js",
            "/node_modules/above/index.js",
            "/elsewhere/node_modules/a/index.js",
            "/package.json",
        ]);
        let real = fs::canonicalize(outer.path()).unwrap();
        symlink(real.join("elsewhere/node_modules"), workspace.join("node_modules")).unwrap();
        let whole = opened(&workspace).parts.whole;
        for path in ["node_modules", "elsewhere/node_modules", "package.json"] {
            assert!(whole.contains(&real.join(path)), "{path}: {whole:?}");
        }
        assert!(!whole.contains(&real));
    }
}

//! Our own eyes on the disk, beside those that the client may have: not every client watches, and none watches `node_modules`.
//!
//! Of a project's folders each is watched by itself, so that build output and `node_modules` cost nothing: of the latter only the top,
//! its scopes, and the folders of packages, since installing replaces or touches those. Packages that are links to folders elsewhere
//! (workspaces) are watched as sources are. What is reported are paths that may have changed; whoever reads them looks for himself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _, event::ModifyKind};
use rustc_hash::FxHashSet;

use crate::inbox::{Event, Inbox};

/// What a client that watches files is asked to watch.
pub(crate) const PATTERNS: &[&str] = &[
    "**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}",
    "**/{package,jsconfig,tsconfig}*.json",
    "**/{lode,.oxlintrc,biome,.biome}.{json,jsonc}",
    "**/{.eslintrc,.eslintrc.*,.eslintignore,.gitignore,.ignore}",
    "**/node_modules/{.package-lock.json,.yarn-state.yml,.modules.yaml}",
];

/// Folders that hold what was made from sources. They may be rewritten at any moment and say nothing that the sources don't.
const OUTPUT: &[&str] = &[
    ".cache",
    ".git",
    ".hg",
    ".next",
    ".nuxt",
    ".output",
    ".parcel-cache",
    ".svelte-kit",
    ".svn",
    ".turbo",
    ".vercel",
    ".vite",
    "build",
    "coverage",
    "dist",
    "out",
    "target",
];

/// Changes come in bursts: one install touches thousands of files.
const BURST: Duration = Duration::from_millis(50);
const LONGEST_BURST: Duration = Duration::from_millis(500);
/// The system's own limit is often not much higher.
const MOST_FOLDERS: usize = 30_000;

pub(crate) struct Watcher {
    orders: Sender<Order>,
}

enum Order {
    /// These are all the folders of the project now.
    Roots(Vec<PathBuf>),
    Changed(notify::Result<notify::Event>),
}

impl Watcher {
    /// Nothing where the system does not let us.
    pub(crate) fn start(inbox: Inbox) -> Option<Watcher> {
        let (orders, received) = mpsc::channel();
        let changes = orders.clone();
        let system = notify::recommended_watcher(move |event| drop(changes.send(Order::Changed(event)))).ok()?;
        let eyes = Eyes { system, roots: Vec::new(), watched: FxHashSet::default() };
        thread::Builder::new().name("lsp watcher".to_owned()).spawn(move || eyes.watch(&received, &inbox)).ok()?;
        Some(Watcher { orders })
    }

    pub(crate) fn watch(&self, roots: &[PathBuf]) {
        let _ = self.orders.send(Order::Roots(roots.to_vec()));
    }
}

/// Whether a change of this path can change what is known.
pub(crate) fn is_of_interest(path: &Path, roots: &[PathBuf]) -> bool {
    let inside = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let folders = || inside.parent().into_iter().flat_map(Path::components).map(|part| part.as_os_str());
    // What is in `node_modules` is somebody's output, and is what is imported.
    if !folders().any(|name| name == "node_modules")
        && folders().any(|name| OUTPUT.iter().any(|output| name == *output))
    {
        return false;
    }
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    match name.rsplit_once('.') {
        Some(("" | ".package-lock" | ".yarn-state" | ".modules", _)) => !OUTPUT.contains(&name),
        Some((_, extension)) => matches!(
            extension,
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "json" | "jsonc" | "node" | "yml" | "yaml"
        ),
        // A folder, most likely.
        None => !OUTPUT.contains(&name),
    }
}

struct Eyes {
    system: RecommendedWatcher,
    roots: Vec<PathBuf>,
    watched: FxHashSet<PathBuf>,
}

impl Eyes {
    fn watch(mut self, orders: &Receiver<Order>, inbox: &Inbox) {
        let mut changed = BTreeSet::new();
        let mut burst_ends: Option<Instant> = None;
        loop {
            let order = match burst_ends {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => orders.recv_timeout(BURST.min(end.saturating_duration_since(Instant::now()))),
            };
            match order {
                Ok(Order::Roots(roots)) => self.set_roots(roots),
                Ok(Order::Changed(Ok(event))) if may_matter(&event.kind) => {
                    for path in event.paths {
                        self.arrived(&path);
                        changed.insert(path);
                    }
                    burst_ends.get_or_insert_with(|| Instant::now() + LONGEST_BURST);
                }
                Ok(Order::Changed(_)) => {}
                // The burst is over, or has lasted long enough.
                Err(RecvTimeoutError::Timeout) => {
                    burst_ends = None;
                    inbox.send(Event::FilesChanged(std::mem::take(&mut changed).into_iter().collect()));
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if burst_ends.is_some_and(|end| end <= Instant::now()) {
                burst_ends = None;
                inbox.send(Event::FilesChanged(std::mem::take(&mut changed).into_iter().collect()));
            }
        }
    }

    fn set_roots(&mut self, roots: Vec<PathBuf>) {
        let gone: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|folder| self.roots.iter().any(|root| folder.starts_with(root)))
            .filter(|folder| !roots.iter().any(|root| folder.starts_with(root)))
            .cloned()
            .collect();
        for folder in gone {
            let _ = self.system.unwatch(&folder);
            self.watched.remove(&folder);
        }
        self.roots = roots;
        for root in self.roots.clone() {
            self.look_below(root);
        }
    }

    /// A folder that has been made or moved here is to be watched, with all that is in it already.
    fn arrived(&mut self, path: &Path) {
        self.watched.remove(path);
        let Some(parent) = path.parent().filter(|parent| self.watched.contains(*parent)) else { return };
        if path.extension().is_some_and(|extension| extension != "d") || !path.is_dir() {
            return;
        }
        let in_packages = parent.components().any(|part| part.as_os_str() == "node_modules");
        if in_packages {
            self.look_at(path.to_owned());
        } else {
            self.look_below(path.to_owned());
        }
    }

    /// Watches a source folder and those in it.
    fn look_below(&mut self, start: PathBuf) {
        let mut folders = vec![start];
        while let Some(folder) = folders.pop() {
            if self.watched.contains(&folder) || self.watched.len() >= MOST_FOLDERS {
                continue;
            }
            self.look_at(folder.clone());
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                // Links are not followed: they may lead in a circle, or home.
                if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    continue;
                }
                let name = entry.file_name();
                if name == "node_modules" {
                    folders.extend(self.look_at_packages(&entry.path()));
                } else if !OUTPUT.iter().any(|output| name == *output) {
                    folders.push(entry.path());
                }
            }
        }
    }

    /// Watches a `node_modules`; gives the folders elsewhere that links in it lead to.
    fn look_at_packages(&mut self, node_modules: &Path) -> Vec<PathBuf> {
        let mut elsewhere = Vec::new();
        let mut folders = vec![node_modules.to_owned()];
        while let Some(folder) = folders.pop() {
            self.look_at(folder.clone());
            let is_scope = folder != node_modules;
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_symlink() {
                    let target = std::fs::canonicalize(entry.path()).ok();
                    elsewhere.extend(target.filter(|target| !is_installed(target) && target.is_dir()));
                } else if kind.is_dir() && name.starts_with('@') && !is_scope {
                    folders.push(entry.path());
                } else if kind.is_dir() && !name.starts_with('.') {
                    self.look_at(entry.path());
                }
            }
        }
        elsewhere
    }

    fn look_at(&mut self, folder: PathBuf) {
        if self.watched.len() < MOST_FOLDERS
            && !self.watched.contains(&folder)
            && self.system.watch(&folder, RecursiveMode::NonRecursive).is_ok()
        {
            self.watched.insert(folder);
        }
    }
}

fn is_installed(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "node_modules")
}

fn may_matter(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_packages_are_of_interest_and_output_is_not() {
        let roots = [PathBuf::from("/build/app")];
        let interesting = |path: &str| is_of_interest(Path::new(path), &roots);
        for path in [
            "/build/app/src/a.ts",
            "/build/app/package.json",
            "/build/app/node_modules/x",
            "/build/app/node_modules/x/dist/index.js",
            "/build/app/node_modules/.package-lock.json",
            "/build/app/pnpm-lock.yaml",
        ] {
            assert!(interesting(path), "{path}");
        }
        for path in ["/build/app/dist/a.js", "/build/app/.next/x/y.js", "/build/app/.git/index", "/build/app/a.png"] {
            assert!(!interesting(path), "{path}");
        }
    }

    #[test]
    fn what_is_written_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(folder.path()).unwrap();
        std::fs::create_dir_all(root.join("src/deep")).unwrap();
        std::fs::create_dir_all(root.join("node_modules/@a/b")).unwrap();
        let (inbox, events) = Inbox::new();
        let watcher = Watcher::start(inbox).unwrap();
        watcher.watch(std::slice::from_ref(&root));
        // The watcher begins to look at some moment: write until it has seen.
        let mut waits_for = vec![root.join("src/deep/a.js"), root.join("node_modules/@a/b/package.json")];
        let end = Instant::now() + Duration::from_secs(20);
        while !waits_for.is_empty() && Instant::now() < end {
            for path in &waits_for {
                std::fs::write(path, "x").unwrap();
            }
            if let Ok(Event::FilesChanged(paths)) = events.recv_timeout(Duration::from_millis(100)) {
                waits_for.retain(|path| !paths.contains(path));
            }
        }
        assert_eq!(waits_for, Vec::<PathBuf>::new());
        // A new folder, with what was in it before it was noticed.
        let fresh = root.join("fresh/b.js");
        std::fs::create_dir_all(fresh.parent().unwrap()).unwrap();
        let end = Instant::now() + Duration::from_secs(20);
        let mut is_seen = false;
        while !is_seen && Instant::now() < end {
            std::fs::write(&fresh, "x").unwrap();
            if let Ok(Event::FilesChanged(paths)) = events.recv_timeout(Duration::from_millis(100)) {
                is_seen = paths.contains(&fresh);
            }
        }
        assert!(is_seen);
    }
}

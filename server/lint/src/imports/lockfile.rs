//! Which packages are deprecated, as npm and pnpm note it when they install.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::FileSystem;

#[derive(Default)]
pub(super) struct Lockfile {
    /// By place, `node_modules/a`, or by name and version, `a@1.0.0`.
    deprecated: FxHashMap<String, String>,
}

/// npm's, as far as it is about that.
#[derive(Deserialize)]
struct OfNpm {
    #[serde(default)]
    packages: FxHashMap<String, PackageOfNpm>,
}

#[derive(Deserialize)]
struct PackageOfNpm {
    deprecated: Option<serde_json::Value>,
}

/// npm notes what it has installed in the first; the others are for the next time.
const OF_NPM: [&str; 3] = ["node_modules/.package-lock.json", "package-lock.json", "npm-shrinkwrap.json"];

impl Lockfile {
    /// `root`: the folder with the `node_modules`.
    pub fn read(files: &dyn FileSystem, root: &Path) -> Lockfile {
        for name in OF_NPM {
            let Ok(text) = files.read_to_string(&root.join(name)) else { continue };
            let Ok(OfNpm { packages }) = serde_json::from_str(&text) else { continue };
            let deprecated = packages.into_iter().filter_map(|(place, package)| match package.deprecated? {
                serde_json::Value::String(said) => Some((place, said)),
                _ => None,
            });
            return Lockfile { deprecated: deprecated.collect() };
        }
        match files.read_to_string(&root.join("pnpm-lock.yaml")) {
            Ok(text) => Lockfile { deprecated: of_pnpm(&text) },
            Err(_) => Lockfile::default(),
        }
    }

    pub fn deprecation(&self, place: &Path, name: &str, version: &str) -> Option<String> {
        if self.deprecated.is_empty() {
            return None;
        }
        let by_place = self.deprecated.get(place.to_string_lossy().as_ref());
        by_place.or_else(|| self.deprecated.get(&format!("{name}@{version}"))).cloned()
    }
}

/// The entries have two spaces before them and a colon behind, and `deprecated:` is a line of theirs.
fn of_pnpm(text: &str) -> FxHashMap<String, String> {
    let mut deprecated = FxHashMap::default();
    let mut current = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(said) = line.strip_prefix("    deprecated:") {
            let mut said = said.trim().to_owned();
            if said.starts_with(['>', '|']) {
                said.clear();
                while let Some(more) = lines.next_if(|line| line.starts_with("      ")) {
                    said.push(' ');
                    said.push_str(more.trim());
                }
            }
            let said = said.trim().trim_matches(['\'', '"']).to_owned();
            deprecated.insert(current.clone(), said);
        } else if let Some(entry) = line.strip_prefix("  ").filter(|entry| !entry.starts_with(' ')) {
            current = entry.trim_end_matches(':').trim_matches(['\'', '"']).trim_start_matches('/').to_owned();
        }
    }
    deprecated
}

//! What of a package can be named from outside: its main entry and, with `exports`, each subpath, patterns written out for the
//! files that are there.

use crate::exports::{Base, Question, Target};
use crate::file_url::without_slash;
use crate::resolver::{Mode, Resolver};
use package::manifest::PackageJson;
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A pattern may stand for very many files: icons, locales. Nobody reads more of them than this in a list.
const LIMIT: usize = 5_000;

/// How deep the folders of a pattern are entered.
const DEPTH: usize = 8;

/// One name of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPoint {
    /// `.` or `./subpath`.
    pub subpath: String,
    /// Where it leads; without `exports` the main file may be guessed later. It need not be there.
    pub target: PathBuf,
}

impl Resolver {
    /// The entry points of a package with `exports`, in the package's order. Without `exports` there is one, `.`, and all of
    /// its files besides.
    pub fn entry_points(&self, package: &PackageJson, mode: Mode) -> Vec<EntryPoint> {
        let mut found = Vec::new();
        let Some(exports) = package.exports() else {
            let target = self.entry_point(package, ".", mode);
            found.extend(target.map(|target| EntryPoint { subpath: ".".to_owned(), target }));
            return found;
        };
        let keys: Vec<&str> = match exports {
            Value::Object(map) if map.keys().any(|key| key.starts_with('.')) => {
                map.keys().map(String::as_str).collect()
            }
            _ => vec!["."],
        };
        let mut known = FxHashSet::default();
        let mut add = |subpath: String| {
            if found.len() < LIMIT
                && known.insert(subpath.clone())
                && let Some(target) = self.entry_point(package, &subpath, mode)
            {
                found.push(EntryPoint { subpath, target });
            }
        };
        for key in keys {
            match key.split_once('*') {
                None => add(key.to_owned()),
                Some((prefix, trailer)) => {
                    for star in self.stars(package, exports, key, mode) {
                        add(format!("{prefix}{star}{trailer}"));
                    }
                }
            }
        }
        found
    }

    /// Where `subpath` (`.` or `./…`) of a package leads, whether or not something is there.
    pub fn entry_point(&self, package: &PackageJson, subpath: &str, mode: Mode) -> Option<PathBuf> {
        let question = Question { resolver: self, package, base: Base::Unnamed, mode };
        match package.exports() {
            Some(exports) => match question.exports(exports, subpath).ok()? {
                Target::File(url) => Some(url.path),
                Target::Builtin(_) => None,
            },
            None if subpath == "." => {
                let main = package.main.as_deref().filter(|main| !main.is_empty()).unwrap_or("index.js");
                Some(without_slash(&crate::file_url::join(package.directory(), main)).to_owned())
            }
            None => Some(crate::file_url::join(package.directory(), subpath)),
        }
    }

    /// What `*` of a pattern can stand for: what the files say that its target matches.
    fn stars(&self, package: &PackageJson, exports: &Value, key: &str, mode: Mode) -> Vec<String> {
        // The target's own shape: asked with a star that no file has.
        const PROBE: &str = "\u{1}";
        let question = Question { resolver: self, package, base: Base::Unnamed, mode };
        let Ok(Target::File(url)) = question.exports(exports, &key.replace('*', PROBE)) else { return Vec::new() };
        let path = url.path.to_string_lossy().into_owned();
        let Some((before, after)) = path.split_once(PROBE) else { return Vec::new() };
        // A star may stand more than once; the others then repeat the first.
        let after = after.split(PROBE).collect::<Vec<_>>();
        let (directory, start) = match before.rsplit_once('/') {
            Some((directory, start)) => (Path::new(directory), start),
            None => return Vec::new(),
        };
        let mut files = Vec::new();
        self.files_below(directory, String::new(), 0, &mut files);
        let stars = files.into_iter().filter_map(|file| {
            let rest = file.strip_prefix(start)?;
            let star = match after.as_slice() {
                [end] => rest.strip_suffix(end)?,
                [middle, ..] => &rest[..rest.find(middle)?],
                [] => return None,
            };
            let whole =
                format!("{start}{star}{}", after.iter().map(|end| (*end).to_owned()).collect::<Vec<_>>().join(star));
            (!star.is_empty() && whole == file).then(|| star.to_owned())
        });
        stars.collect()
    }

    /// The files in a folder, by their path from it.
    fn files_below(&self, directory: &Path, below: String, depth: usize, files: &mut Vec<String>) {
        let names = self.lookup.names(&directory.join(&below));
        for name in names {
            if files.len() >= LIMIT {
                return;
            }
            let relative = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if self.lookup.is_directory(&directory.join(&relative)) {
                if depth < DEPTH && name != "node_modules" {
                    self.files_below(directory, relative, depth + 1, files);
                }
            } else {
                files.push(relative);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolver::ResolverOptions;
    use test_support::fixture::Fixture;

    fn entries(package_json: &str, files: &[&str]) -> Vec<String> {
        let memory = Fixture::parse(&format!("//- /p/package.json\n{package_json}\n")).file_system();
        for file in files {
            memory.write(file, "");
        }
        let resolver = Resolver::new(ResolverOptions { files: memory, ..ResolverOptions::default() });
        let package = resolver.package_in(Path::new("/p")).unwrap().unwrap();
        let entries = resolver.entry_points(&package, Mode::Import);
        entries.iter().map(|entry| format!("{} {}", entry.subpath, entry.target.display())).collect()
    }

    #[test]
    fn subpaths_are_told_and_patterns_written_out() {
        let exports = r#"{"exports":{".":"./i.js","./a":{"require":"./a.cjs"},"./b":{"import":"./b.mjs"},"./x/*":"./lib/*.js","./x/secret":null,"./package.json":"./package.json"}}"#;
        assert_eq!(
            entries(exports, &["/p/lib/one.js", "/p/lib/deep/two.js", "/p/lib/three.txt", "/p/lib/secret.js"]),
            [
                ". /p/i.js",
                "./b /p/b.mjs",
                "./x/deep/two /p/lib/deep/two.js",
                "./x/one /p/lib/one.js",
                "./package.json /p/package.json"
            ]
        );
    }

    #[test]
    fn a_star_may_repeat() {
        let exports = r#"{"exports":{"./*":"./lib/*/*.js"}}"#;
        assert_eq!(entries(exports, &["/p/lib/a/a.js", "/p/lib/a/b.js"]), ["./a /p/lib/a/a.js"]);
    }

    #[test]
    fn one_entry_without_subpaths() {
        assert_eq!(entries(r#"{"exports":"./i.js"}"#, &[]), [". /p/i.js"]);
        assert_eq!(entries(r#"{"exports":{"import":"./i.js"}}"#, &[]), [". /p/i.js"]);
        assert_eq!(entries(r#"{"main":"lib/m"}"#, &[]), [". /p/lib/m"]);
        assert_eq!(entries("{}", &[]), [". /p/index.js"]);
    }
}

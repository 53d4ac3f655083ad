//! Where the types of what a specifier names are declared: a `.d.ts` file beside the JavaScript, in the package, or in
//! `@types`; or the TypeScript source itself. It is asked beside Node's algorithm, never instead of it.
//!
//! What is looked at, as TypeScript documents it: the condition `types` (and `types@range`) before those of the loader, then
//! the target with its extension exchanged; without `exports`, `types`, `typings` and `typesVersions`, then `main` and `index`
//! with their extensions exchanged; then the package `@types/name`. Folders upward one after the other, so that the types that
//! are nearest win.

use crate::builtins;
use crate::exports::{Base, Question, Target};
use crate::file_url::{join, without_slash};
use crate::require::is_relative;
use crate::resolver::{Mode, Resolver};
use crate::typescript::is_typescript;
use package::manifest::PackageJson;
use package::version::{Range, Version};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The version of TypeScript that `typesVersions` and `types@range` are read for.
const TYPESCRIPT: &str = "5.9.3";

/// How deep a folder's package.json may name another folder.
const LINKS: usize = 4;

impl Resolver {
    /// The file that declares the types of what `specifier` names in the file `from`, by its real path. `mode`: how it is
    /// loaded at run time.
    pub fn declarations(&self, specifier: &str, from: &Path, mode: Mode) -> Option<PathBuf> {
        let mode = mode.types();
        let directory = from.parent().unwrap_or(Path::new("/"));
        if is_relative(specifier) || specifier.starts_with('/') {
            return self.declared(without_slash(&join(directory, specifier)), 0);
        }
        if specifier.starts_with('#') {
            let package = self.package_scope(from).ok()??;
            let question = Question { resolver: self, package: &package, base: Base::File(from), mode };
            return self.declared_target(question.imports(specifier).ok()?);
        }
        if let Some(typescript) = self.typescript.as_ref().filter(|_| is_typescript(from)) {
            let mapped = typescript.paths(from, specifier);
            if let Some(found) = mapped.iter().find_map(|path| self.declared(path, 0)) {
                return Some(found);
            }
        }
        if specifier.contains(':') || builtins::bare(specifier).is_some() {
            return None;
        }
        let found = self.package_declarations(specifier, from, mode);
        found.or_else(|| {
            let typescript = self.typescript.as_ref().filter(|_| is_typescript(from))?;
            self.declared(&typescript.base(from, specifier)?, 0)
        })
    }

    /// Of a package, `specifier` being `name` or `name/subpath`.
    fn package_declarations(&self, specifier: &str, from: &Path, mode: Mode) -> Option<PathBuf> {
        let (name, rest) = split(specifier)?;
        let in_package = |package: &PackageJson| {
            let question = Question { resolver: self, package, base: Base::File(from), mode };
            self.by_exports(question, rest)
        };
        if let Some(package) = self.package_scope(from).ok().flatten()
            && package.name.as_deref() == Some(name)
            && package.exports().is_some()
            && let Some(found) = in_package(&package)
        {
            return Some(found);
        }
        let mangled = format!("@types/{}", mangled(name));
        for above in from.parent()?.ancestors() {
            if above.file_name() == Some(OsStr::new("node_modules")) {
                continue;
            }
            let folder = above.join("node_modules");
            if !self.lookup.is_directory(&folder) {
                continue;
            }
            for name in [name, &mangled] {
                let directory = folder.join(name);
                if !self.lookup.is_directory(&directory) {
                    continue;
                }
                let package = self.package_in(&directory).ok().flatten();
                let found = match &package {
                    Some(package) if package.exports().is_some() => in_package(package),
                    package => self.by_fields(&directory, package.as_deref(), rest),
                };
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn by_exports(&self, question: Question, rest: &str) -> Option<PathBuf> {
        let exports = question.package.exports()?;
        let subpath = format!(".{rest}");
        let first = question.exports(exports, &subpath).ok().and_then(|target| self.declared_target(target));
        // TypeScript goes on to the next condition where the first leads to nothing; Node does not.
        first.or_else(|| {
            let question = Question { mode: Mode::Types, ..question };
            self.declared_target(question.exports(exports, &subpath).ok()?)
        })
    }

    /// Of a package without `exports`.
    fn by_fields(&self, directory: &Path, package: Option<&PackageJson>, rest: &str) -> Option<PathBuf> {
        let versions = package.and_then(|package| package.raw.get("typesVersions")).and_then(paths_for_version);
        let path_of = |relative: &str| {
            let mapped = versions.map(|paths| mapped(paths, relative)).unwrap_or_default();
            let mut all = mapped.iter().map(String::as_str).chain([relative]);
            all.find_map(|relative| self.declared(without_slash(&join(directory, relative)), 0))
        };
        if let Some(subpath) = rest.strip_prefix('/') {
            return path_of(subpath);
        }
        self.main_declarations(directory, package, 0).or_else(|| path_of("index"))
    }

    /// Of a folder named as a whole: what its package.json says.
    fn main_declarations(&self, directory: &Path, package: Option<&PackageJson>, depth: usize) -> Option<PathBuf> {
        let package = package?;
        let versions = package.raw.get("typesVersions").and_then(paths_for_version);
        let named = ["types", "typings", "main"].into_iter().filter_map(|field| package.raw.get(field)?.as_str());
        named.filter(|path| !path.is_empty()).find_map(|path| {
            let path = path.trim_start_matches("./");
            let mapped = versions.map(|paths| mapped(paths, path)).unwrap_or_default();
            let mut all = mapped.iter().map(String::as_str).chain([path]);
            all.find_map(|path| self.declared(without_slash(&join(directory, path)), depth + 1))
        })
    }

    /// A target of `exports`, which is exact: no extension is added, no folder is entered.
    fn declared_target(&self, target: Target) -> Option<PathBuf> {
        match target {
            Target::File(url) => self.declared_file(&url.path),
            Target::Builtin(_) => None,
        }
    }

    /// The types of the file or folder at `path`, whose extension may be missing.
    fn declared(&self, path: &Path, depth: usize) -> Option<PathBuf> {
        if let Some(found) = self.declared_file(path) {
            return Some(found);
        }
        let with = |path: &Path, ending: &str| {
            let mut text = path.as_os_str().to_owned();
            text.push(ending);
            self.lookup.file(Path::new(&text), self.preserve_symlinks)
        };
        let endings = [".ts", ".tsx", ".d.ts", ".mts", ".cts", ".d.mts", ".d.cts"];
        if let Some(found) = endings.iter().find_map(|ending| with(path, ending)) {
            return Some(found);
        }
        if depth > LINKS || !self.lookup.is_directory(path) {
            return None;
        }
        let package = self.package_in(path).ok().flatten();
        let named = self.main_declarations(path, package.as_deref(), depth);
        named.or_else(|| endings.iter().find_map(|ending| with(&path.join("index"), ending)))
    }

    /// The types of the file at `path`: itself, or one beside it.
    fn declared_file(&self, path: &Path) -> Option<PathBuf> {
        let text = path.to_str()?;
        let (stem, extension) = text.rsplit_once('.')?;
        let beside: &[&str] = match extension {
            "ts" | "tsx" | "mts" | "cts" => return self.lookup.file(path, self.preserve_symlinks),
            "js" => &["ts", "tsx", "d.ts"],
            "jsx" => &["tsx", "d.ts"],
            "mjs" => &["mts", "d.mts"],
            "cjs" => &["cts", "d.cts"],
            "json" => &["d.json.ts"],
            _ => &[],
        };
        let beside = beside
            .iter()
            .find_map(|extension| self.lookup.file(Path::new(&format!("{stem}.{extension}")), self.preserve_symlinks));
        // `style.css` is declared by `style.d.css.ts` or `style.css.d.ts`; the second also by what is added above.
        beside.or_else(|| match extension {
            "js" | "jsx" | "mjs" | "cjs" | "json" => None,
            other => self.lookup.file(Path::new(&format!("{stem}.d.{other}.ts")), self.preserve_symlinks),
        })
    }
}

/// Whether a condition is `types`, or `types@range` of a range that holds the version of TypeScript read for.
pub(crate) fn is_types(condition: &str) -> bool {
    match condition.strip_prefix("types") {
        Some("") => true,
        Some(rest) => rest.strip_prefix('@').is_some_and(holds_typescript),
        None => false,
    }
}

fn holds_typescript(range: &str) -> bool {
    match (Range::parse(range), Version::parse(TYPESCRIPT)) {
        (Ok(range), Ok(version)) => range.holds(&version),
        _ => false,
    }
}

/// What `typesVersions` says for the version of TypeScript read for: the first range that holds it.
fn paths_for_version(versions: &Value) -> Option<&serde_json::Map<String, Value>> {
    versions.as_object()?.iter().find(|(range, _)| holds_typescript(range))?.1.as_object()
}

/// What the paths of `typesVersions` make of a path in the package.
fn mapped(paths: &serde_json::Map<String, Value>, path: &str) -> Vec<String> {
    let exact = paths.get(path).map(|targets| (targets, ""));
    let best = exact.or_else(|| {
        let patterns = paths.iter().filter_map(|(key, targets)| {
            let (prefix, trailer) = key.split_once('*')?;
            let star = path.strip_prefix(prefix)?.strip_suffix(trailer)?;
            Some((prefix.len(), targets, star))
        });
        patterns.max_by_key(|(length, ..)| *length).map(|(_, targets, star)| (targets, star))
    });
    let Some((targets, star)) = best else { return Vec::new() };
    let targets = targets.as_array().into_iter().flatten().filter_map(Value::as_str);
    targets.map(|target| target.replacen('*', star, 1)).collect()
}

/// The name in `@types` that holds a package's types.
fn mangled(name: &str) -> String {
    match name.strip_prefix('@') {
        Some(scoped) => scoped.replacen('/', "__", 1),
        None => name.to_owned(),
    }
}

/// `name/rest` or `@scope/name/rest` as (name, `/rest`).
fn split(specifier: &str) -> Option<(&str, &str)> {
    let bare = if specifier.starts_with('@') { specifier.find('/')? + 1 } else { 0 };
    let end = specifier[bare..].find('/').map_or(specifier.len(), |at| bare + at);
    let (name, rest) = specifier.split_at(end);
    (end > bare && !specifier[bare..].starts_with('.')).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolver::ResolverOptions;
    use std::sync::Arc;
    use test_support::fixture::Fixture;

    fn ask(text: &str) -> impl Fn(&str, &str) -> String {
        let files = Fixture::parse(text).file_system();
        let resolver = Resolver::new(ResolverOptions { files: Arc::clone(&files) as _, ..ResolverOptions::default() });
        move |specifier, from| {
            let found = resolver.declarations(specifier, Path::new(from), Mode::Import);
            found.map_or("nothing".to_owned(), |path| path.display().to_string())
        }
    }

    #[test]
    fn the_condition_types_comes_first_in_the_packages_own_order() {
        let ask = ask("//- /node_modules/a/package.json\n\
             {\"exports\":{\".\":{\"types@<5\":\"./old.d.ts\",\"types\":\"./a.d.ts\",\"import\":\"./a.mjs\"},\"./x\":{\"import\":\"./x.mjs\",\"types\":\"./y.d.ts\"},\
             \"./z\":{\"import\":\"./none.mjs\",\"types\":\"./y.d.ts\"},\"./p/*\":\"./lib/*.js\",\"./hidden\":null}}\n\
             //- /node_modules/a/a.d.ts\n//- /node_modules/a/old.d.ts\n//- /node_modules/a/x.d.mts\n//- /node_modules/a/y.d.ts\n\
             //- /node_modules/a/lib/q.js\n//- /node_modules/a/lib/q.d.ts\n//- /node_modules/a/hidden.d.ts\n");
        assert_eq!(ask("a", "/main.js"), "/node_modules/a/a.d.ts");
        assert_eq!(ask("a/x", "/main.js"), "/node_modules/a/x.d.mts");
        assert_eq!(ask("a/z", "/main.js"), "/node_modules/a/y.d.ts");
        assert_eq!(ask("a/p/q", "/main.js"), "/node_modules/a/lib/q.d.ts");
        assert_eq!(ask("a/hidden", "/main.js"), "nothing");
    }

    #[test]
    fn without_exports_the_fields_say() {
        let ask = ask(
            "//- /node_modules/a/package.json\n{\"types\":\"types/a\",\"main\":\"b.js\"}\n//- /node_modules/a/types/a.d.ts\n\
             //- /node_modules/b/package.json\n{\"main\":\"lib\"}\n//- /node_modules/b/lib/index.js\n//- /node_modules/b/lib/index.d.ts\n\
             //- /node_modules/b/deep/x.d.ts\n\
             //- /node_modules/c/index.d.ts\n\
             //- /node_modules/d/package.json\n{\"types\":\"d.d.ts\",\"typesVersions\":{\"<5\":{\"*\":[\"old/*\"]},\"*\":{\"*\":[\"ts/*\"]}}}\n\
             //- /node_modules/d/ts/d.d.ts\n//- /node_modules/d/ts/sub.d.ts\n//- /node_modules/d/d.d.ts\n",
        );
        assert_eq!(ask("a", "/main.js"), "/node_modules/a/types/a.d.ts");
        assert_eq!(ask("b", "/main.js"), "/node_modules/b/lib/index.d.ts");
        assert_eq!(ask("b/deep/x", "/main.js"), "/node_modules/b/deep/x.d.ts");
        assert_eq!(ask("b/deep/x.js", "/main.js"), "/node_modules/b/deep/x.d.ts");
        assert_eq!(ask("c", "/main.js"), "/node_modules/c/index.d.ts");
        assert_eq!(ask("d", "/main.js"), "/node_modules/d/ts/d.d.ts");
        assert_eq!(ask("d/sub", "/main.js"), "/node_modules/d/ts/sub.d.ts");
    }

    #[test]
    fn at_types_declares_what_a_package_does_not() {
        let ask = ask(
            "//- /node_modules/a/index.js\n//- /node_modules/@types/a/index.d.ts\n//- /node_modules/@types/a/sub.d.ts\n\
             //- /node_modules/@s/b/index.js\n//- /node_modules/@types/s__b/package.json\n{\"types\":\"index.d.ts\"}\n\
             //- /node_modules/@types/s__b/index.d.ts\n\
             //- /pkg/node_modules/a/index.js\n",
        );
        assert_eq!(ask("a", "/main.js"), "/node_modules/@types/a/index.d.ts");
        assert_eq!(ask("a/sub", "/main.js"), "/node_modules/@types/a/sub.d.ts");
        assert_eq!(ask("@s/b", "/main.js"), "/node_modules/@types/s__b/index.d.ts");
        assert_eq!(ask("a", "/pkg/main.js"), "/node_modules/@types/a/index.d.ts");
        assert_eq!(ask("none", "/main.js"), "nothing");
        assert_eq!(ask("node:fs", "/main.js"), "nothing");
    }

    #[test]
    fn files_beside_declare_and_real_paths_are_told() {
        let ask = ask(
            "//- /a.js\n//- /a.d.ts\n//- /b.mjs\n//- /b.d.mts\n//- /src/c.ts\n//- /d/index.d.ts\n//- /s.css\n//- /s.css.d.ts\n\
             //- /store/x/index.d.ts\n//- /node_modules/x -> /store/x\n",
        );
        assert_eq!(ask("./a", "/main.js"), "/a.d.ts");
        assert_eq!(ask("./a.js", "/main.js"), "/a.d.ts");
        assert_eq!(ask("./b.mjs", "/main.js"), "/b.d.mts");
        assert_eq!(ask("./src/c.js", "/main.js"), "/src/c.ts");
        assert_eq!(ask("./d", "/main.js"), "/d/index.d.ts");
        assert_eq!(ask("./s.css", "/main.js"), "/s.css.d.ts");
        assert_eq!(ask("x", "/main.js"), "/store/x/index.d.ts");
    }
}

//! `exports` and `imports` of package.json: from a subpath or a `#name` to a target, with conditions and patterns.
//!
//! These are PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and PACKAGE_TARGET_RESOLVE of Node's documentation.
//! The documentation's "null" and "undefined" are [`Outcome::Blocked`] and [`Outcome::Nothing`].

use crate::error::ResolveError;
use crate::file_url::{FileUrl, from_path};
use crate::resolver::{Mode, Resolver};
use package::manifest::PackageJson;
use serde_json::{Map, Value};
use std::path::Path;

/// Where a specifier leads before it is asked whether anything is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    File(FileUrl),
    Builtin(&'static str),
}

enum Outcome {
    Found(Target),
    /// The package says no (`null`).
    Blocked,
    /// No condition applies.
    Nothing,
}

/// Who asks, as errors name it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Base<'a> {
    File(&'a Path),
    Url(&'a str),
    /// `require` of a package's subpath: Node names nobody.
    Unnamed,
}

impl Base<'_> {
    pub fn name(&self) -> Option<String> {
        match self {
            Base::File(path) => Some(path.display().to_string()),
            Base::Url(url) => Some((*url).to_owned()),
            Base::Unnamed => None,
        }
    }

    /// Some errors name the importer by its URL.
    fn href(&self) -> Option<String> {
        match self {
            Base::File(path) => Some(from_path(path)),
            _ => self.name(),
        }
    }
}

/// One question to one package.
pub(crate) struct Question<'a> {
    pub resolver: &'a Resolver,
    pub package: &'a PackageJson,
    pub base: Base<'a>,
    pub mode: Mode,
}

/// A target and how it was come to.
struct Entry<'a> {
    key: &'a str,
    /// What `*` stands for; `None` where the key is no pattern.
    star: Option<&'a str>,
    internal: bool,
    /// The subpath ends in a slash: matched by a pattern, deprecated.
    folder: bool,
}

impl Question<'_> {
    /// PACKAGE_EXPORTS_RESOLVE: `subpath` is `.` or starts with `./`.
    pub fn exports(&self, exports: &Value, subpath: &str) -> Result<Target, ResolveError> {
        let sugar;
        let map = match exports {
            Value::Object(map) if !self.is_conditions(map)? => map,
            _ => {
                sugar = Map::from_iter([(".".to_owned(), exports.clone())]);
                &sugar
            }
        };
        if let Outcome::Found(target) = self.matched(map, subpath, false)? {
            return Ok(target);
        }
        let package_json = self.package.path.clone();
        let base = self.base.name();
        Err(match subpath {
            "." => ResolveError::MainNotExported { package_json, base },
            _ => ResolveError::PathNotExported { subpath: subpath.to_owned(), package_json, base },
        })
    }

    /// PACKAGE_IMPORTS_RESOLVE: `name` starts with `#`.
    pub fn imports(&self, name: &str) -> Result<Target, ResolveError> {
        let found = match self.package.imports() {
            Some(imports) => self.matched(imports, name, true)?,
            None => Outcome::Nothing,
        };
        match found {
            Outcome::Found(target) => Ok(target),
            _ => Err(import_not_defined(name, Some(self.package), self.base)),
        }
    }

    /// Whether `exports` is conditions of the main entry. A mixture with subpaths is an error.
    fn is_conditions(&self, map: &Map<String, Value>) -> Result<bool, ResolveError> {
        let mut kinds = map.keys().map(|key| !key.starts_with('.'));
        let Some(first) = kinds.next() else { return Ok(false) };
        if kinds.any(|kind| kind != first) {
            return Err(self.invalid_package(
                "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an \
                 object of package subpath keys or an object of main entry condition name keys only.",
            ));
        }
        Ok(first)
    }

    /// The entry for `name`: the key itself, or the pattern that says most about it.
    fn matched(&self, map: &Map<String, Value>, name: &str, internal: bool) -> Result<Outcome, ResolveError> {
        if !name.contains('*')
            && (internal || !name.ends_with('/'))
            && let Some(target) = map.get(name)
        {
            return self.target(target, &Entry { key: name, star: None, internal, folder: false });
        }
        let mut best: Option<(&str, &str, &Value)> = None;
        for (key, target) in map {
            let Some((prefix, trailer)) = key.split_once('*') else { continue };
            if !name.starts_with(prefix) || trailer.contains('*') {
                continue;
            }
            if name.ends_with('/') && !internal {
                self.deprecate_folder(name);
            }
            if name.len() >= key.len()
                && name.ends_with(trailer)
                && best.is_none_or(|(known, ..)| is_more_specific(key, known))
            {
                best = Some((key, &name[prefix.len()..name.len() - trailer.len()], target));
            }
        }
        match best {
            Some((key, star, target)) => {
                let folder = name.ends_with('/') && !internal;
                self.target(target, &Entry { key, star: Some(star), internal, folder })
            }
            None => Ok(Outcome::Nothing),
        }
    }

    /// PACKAGE_TARGET_RESOLVE.
    fn target(&self, target: &Value, entry: &Entry) -> Result<Outcome, ResolveError> {
        match target {
            Value::String(text) => self.path_target(text, entry),
            Value::Null => Ok(Outcome::Blocked),
            Value::Object(conditions) => {
                if conditions.keys().any(|key| is_array_index(key)) {
                    return Err(self.invalid_package("\"exports\" cannot contain numeric property keys."));
                }
                for (condition, target) in conditions {
                    if condition != "default" && !self.resolver.is_active(condition, self.mode) {
                        continue;
                    }
                    match self.target(target, entry)? {
                        Outcome::Nothing => {}
                        settled => return Ok(settled),
                    }
                }
                Ok(Outcome::Nothing)
            }
            Value::Array(targets) => {
                // The first that is well formed; of those that are not, the last says why.
                let mut last = Ok(if targets.is_empty() { Outcome::Blocked } else { Outcome::Nothing });
                for target in targets {
                    match self.target(target, entry) {
                        Err(error @ ResolveError::InvalidTarget { .. }) => last = Err(error),
                        Err(error) => return Err(error),
                        Ok(Outcome::Nothing) => {}
                        Ok(Outcome::Blocked) => last = Ok(Outcome::Blocked),
                        Ok(found) => return Ok(found),
                    }
                }
                last
            }
            other => Err(self.invalid_target(other, entry)),
        }
    }

    fn path_target(&self, target: &str, entry: &Entry) -> Result<Outcome, ResolveError> {
        let invalid = || self.invalid_target(&Value::String(target.to_owned()), entry);
        let filled = |text: &str| match entry.star {
            Some(star) => text.replace('*', star),
            None => text.to_owned(),
        };
        let Some(relative) = target.strip_prefix("./") else {
            let bare = !target.starts_with("../") && !target.starts_with('/') && url::Url::parse(target).is_err();
            if !entry.internal || !bare {
                return Err(invalid());
            }
            // `#dep` may stand for another package, found from this one.
            let found = self.resolver.package_target(&filled(target), Base::File(&self.package.path), self.mode)?;
            return Ok(Outcome::Found(found));
        };
        let request = || entry.star.map_or(entry.key.to_owned(), |star| entry.key.replace('*', star));
        match Segments::of(relative) {
            Segments::Fine => {}
            Segments::Empty if !entry.folder => self.deprecate_double_slash(&filled(target), &request(), entry),
            Segments::Empty => {}
            Segments::Escaping => return Err(invalid()),
        }
        if let Some(star) = entry.star.filter(|star| !star.is_empty()) {
            match Segments::of(star) {
                Segments::Fine => {}
                Segments::Empty if !entry.folder => {
                    self.deprecate_double_slash(&filled(target), &request(), entry);
                }
                Segments::Empty => {}
                Segments::Escaping => return Err(self.invalid_subpath(request(), entry)),
            }
        }
        FileUrl::join(self.package.directory(), &filled(target)).map(|url| Outcome::Found(Target::File(url)))
    }

    fn invalid_target(&self, target: &Value, entry: &Entry) -> ResolveError {
        let needs_dot = match target {
            _ if entry.internal => false,
            Value::String(text) => !text.is_empty() && !text.starts_with("./"),
            _ => true,
        };
        let text = match target {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        ResolveError::InvalidTarget {
            field: if entry.internal { "imports" } else { "exports" },
            key: entry.key.to_owned(),
            target: Value::String(text).to_string(),
            package_json: self.package.path.clone(),
            base: self.base.name(),
            needs_dot,
        }
    }

    fn invalid_subpath(&self, request: String, entry: &Entry) -> ResolveError {
        let field = if entry.internal { "imports" } else { "exports" };
        let reason = format!(
            "request is not a valid match in pattern \"{}\" for the \"{field}\" resolution of {}",
            entry.key,
            self.package.path.display()
        );
        ResolveError::InvalidSpecifier { request, reason, base: self.base.name() }
    }

    fn invalid_package(&self, problem: &'static str) -> ResolveError {
        ResolveError::InvalidPackage { path: self.package.path.clone(), base: self.base.href(), problem }
    }

    fn deprecate_folder(&self, subpath: &str) {
        let message = format!(
            "Use of deprecated trailing slash pattern mapping \"{subpath}\" in the \"exports\" field module resolution of the \
             package at {}{}. Mapping specifiers ending in \"/\" is no longer supported.",
            self.package.path.display(),
            self.base.name().map_or(String::new(), |base| format!(" imported from {base}")),
        );
        self.resolver.deprecate("DEP0155", format!("{}|{subpath}", self.package.path.display()), message);
    }

    fn deprecate_double_slash(&self, target: &str, request: &str, entry: &Entry) {
        let double = target.contains("//");
        let message = format!(
            "Use of deprecated {} resolving \"{target}\" for module request \"{request}\"{} in the \"{}\" field module \
             resolution of the package at {}{}.",
            if double { "double slash" } else { "leading or trailing slash matching" },
            if request == entry.key { String::new() } else { format!(" matched to \"{}\"", entry.key) },
            if entry.internal { "imports" } else { "exports" },
            self.package.path.display(),
            self.base.name().map_or(String::new(), |base| format!(" imported from {base}")),
        );
        self.resolver.deprecate("DEP0166", message.clone(), message);
    }
}

pub(crate) fn import_not_defined(name: &str, package: Option<&PackageJson>, base: Base) -> ResolveError {
    ResolveError::ImportNotDefined {
        specifier: name.to_owned(),
        package_json: package.map(|package| package.path.clone()),
        base: base.name().unwrap_or_default(),
    }
}

/// PATTERN_KEY_COMPARE: the longer part before `*` wins, then the longer key.
fn is_more_specific(key: &str, than: &str) -> bool {
    let base = |key: &str| key.find('*').map_or(key.len(), |at| at + 1);
    (base(key), key.len()) > (base(than), than.len())
}

/// Whether JavaScript would take the key for an index, and so out of its place.
fn is_array_index(key: &str) -> bool {
    key.parse::<u32>().is_ok_and(|index| index != u32::MAX && index.to_string() == key)
}

/// What the parts between the slashes of a path are.
#[derive(Debug, PartialEq, Eq)]
enum Segments {
    Fine,
    /// An empty one: deprecated.
    Empty,
    /// `.`, `..` or `node_modules`, however it is escaped: refused.
    Escaping,
}

impl Segments {
    fn of(path: &str) -> Segments {
        let mut empty = false;
        for part in path.split(['/', '\\']) {
            if part.is_empty() {
                empty = true;
            } else if part.len() <= 36 && is_escaping(part) {
                return Segments::Escaping;
            }
        }
        if empty { Segments::Empty } else { Segments::Fine }
    }
}

fn is_escaping(part: &str) -> bool {
    let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
    part == "." || part == ".." || part.eq_ignore_ascii_case("node_modules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_read_through_escapes() {
        assert_eq!(Segments::of("a/b.js"), Segments::Fine);
        assert_eq!(Segments::of("a//b"), Segments::Empty);
        for path in ["..", "a/../b", "%2e%2E/x", "x/Node_Modules/y", "a\\..\\b", "n%6Fde_modules"] {
            assert_eq!(Segments::of(path), Segments::Escaping, "{path}");
        }
    }

    #[test]
    fn the_longer_prefix_wins() {
        assert!(is_more_specific("./a/*", "./*"));
        assert!(is_more_specific("./*.js", "./*"));
        assert!(!is_more_specific("./*", "./a/*"));
    }
}

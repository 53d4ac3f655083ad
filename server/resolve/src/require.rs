//! `require`: Node's CommonJS algorithm ("All together" in its documentation).

use crate::builtins;
use crate::error::ResolveError;
use crate::exports::{Base, Question, Target};
use crate::file_url::{join, without_slash};
use crate::resolver::{Mode, Resolution, Resolver, unreadable};
use crate::typescript::is_typescript;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The extensions tried in turn: the keys of `require.extensions` before anybody adds one.
pub static EXTENSIONS: LazyLock<Vec<String>> = LazyLock::new(|| [".js", ".json", ".node"].map(str::to_owned).into());

/// What is asked beyond the specifier and the importer. The default is what `require(specifier)` asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequireOptions<'a> {
    /// Where to look for packages instead of the importer's `node_modules` folders: a changed `module.paths`, or what
    /// [`Resolver::require_paths`] makes of the option `paths` of `require.resolve`. For a relative specifier: from where.
    pub paths: Option<&'a [PathBuf]>,
    /// The keys of `require.extensions`, if a program added to them.
    pub extensions: Option<&'a [String]>,
}

/// One search: what stays the same on its way.
struct Search<'a> {
    resolver: &'a Resolver,
    request: &'a str,
    extensions: &'a [String],
    keep_links: bool,
    /// A TypeScript importer outside `node_modules` finds `.ts` where Node finds nothing.
    typescript: bool,
}

impl Resolver {
    /// What `require(specifier)` in the file `from` loads.
    pub fn require(&self, specifier: &str, from: &Path) -> Result<Resolution, ResolveError> {
        if let Some(name) = builtins::builtin(specifier) {
            return Ok(Resolution::Builtin(name));
        }
        self.remembered(Mode::Require, from, specifier, || {
            self.require_with(specifier, from, RequireOptions::default())
        })
    }

    /// [`Resolver::require`] with the searched folders or the extensions given. Nothing is remembered.
    pub fn require_with(
        &self,
        specifier: &str,
        from: &Path,
        options: RequireOptions,
    ) -> Result<Resolution, ResolveError> {
        if let Some(name) = builtins::builtin(specifier) {
            return Ok(Resolution::Builtin(name));
        }
        let directory = from.parent().unwrap_or(Path::new("/"));
        let search = Search {
            resolver: self,
            request: specifier,
            extensions: options.extensions.unwrap_or(&EXTENSIONS),
            keep_links: self.preserve_symlinks,
            typescript: self.typescript.is_some() && is_typescript(from),
        };
        if specifier.starts_with('#')
            && let Some(package) = self.package_scope(from)?
            && package.imports().is_some()
        {
            let question = Question { resolver: self, package: &package, base: Base::File(from), mode: Mode::Require };
            let found = if specifier == "#" || specifier.starts_with("#/") || specifier.ends_with('/') {
                Err(invalid_import_name(specifier, from))
            } else {
                question.imports(specifier)
            };
            return match found {
                Ok(target) => search.finish(target, Base::File(from), Some(&package.path)),
                Err(error) if error.code() == Some("ERR_MODULE_NOT_FOUND") => {
                    Err(not_found(specifier.to_owned(), None))
                }
                Err(error) => Err(error),
            };
        }
        if is_relative(specifier) {
            let given;
            let starts: &[PathBuf] = match options.paths {
                Some(paths) => paths,
                None => {
                    given = [directory.to_owned()];
                    &given
                }
            };
            for start in starts {
                if let Some(found) = search.file_or_directory(start, specifier)? {
                    return Ok(Resolution::file(found));
                }
            }
            return Err(missing(specifier));
        }
        if specifier.starts_with('/') {
            let found = search.file_or_directory(Path::new("/"), specifier)?;
            return found.map(Resolution::file).ok_or_else(|| missing(specifier));
        }
        if let Some(found) = search.self_reference(from)? {
            return Ok(found);
        }
        if search.typescript
            && let Some(found) = search.tsconfig_paths(from)?
        {
            return Ok(Resolution::file(found));
        }
        let found = match options.paths {
            Some(paths) => search.packages(paths.iter().map(PathBuf::as_path))?,
            None => search.node_modules(directory)?,
        };
        if let Some(found) = found {
            return Ok(found);
        }
        if search.typescript
            && let Some(found) = search.tsconfig_base(from)?
        {
            return Ok(Resolution::file(found));
        }
        Err(missing(specifier))
    }

    /// The program itself: `lode run <argument>`, an absolute path, which may lack its extension or be a folder.
    pub fn main(&self, path: &Path) -> Result<Resolution, ResolveError> {
        let request = path.to_string_lossy();
        let search = Search {
            resolver: self,
            request: &request,
            extensions: &EXTENSIONS,
            keep_links: self.preserve_symlinks_main,
            typescript: self.typescript.is_some(),
        };
        match search.file_or_directory(Path::new("/"), &request)? {
            Some(found) => Ok(Resolution::file(found)),
            None => Err(missing(&request)),
        }
    }

    /// The `node_modules` folders that a file in `directory` sees: `module.paths`.
    pub fn module_paths(&self, directory: &Path) -> Vec<PathBuf> {
        node_modules_above(directory).collect()
    }

    /// `require.resolve.paths(specifier)` in the file `from`; `None` for a builtin.
    pub fn lookup_paths(&self, specifier: &str, from: &Path) -> Option<Vec<PathBuf>> {
        if builtins::builtin(specifier).is_some() {
            return None;
        }
        let directory = from.parent().unwrap_or(Path::new("/"));
        if is_relative(specifier) {
            return Some(vec![directory.to_owned()]);
        }
        Some(node_modules_above(directory).chain(self.global_folders.iter().cloned()).collect())
    }

    /// What the option `paths` of `require.resolve` makes of each folder: where `specifier` is looked for.
    pub fn require_paths(&self, specifier: &str, paths: &[PathBuf]) -> Vec<PathBuf> {
        if is_relative(specifier) {
            return paths.to_vec();
        }
        let mut all: Vec<PathBuf> = Vec::new();
        for path in paths {
            for folder in node_modules_above(path).chain(self.global_folders.iter().cloned()) {
                if !all.contains(&folder) {
                    all.push(folder);
                }
            }
        }
        all
    }
}

impl Search<'_> {
    /// LOAD_AS_FILE and LOAD_AS_DIRECTORY of `start`/`reference`.
    fn file_or_directory(&self, start: &Path, reference: &str) -> Result<Option<PathBuf>, ResolveError> {
        let path = join(start, reference);
        let folder = reference.ends_with('/') || matches!(reference.rsplit('/').next(), Some("." | ".."));
        let path = without_slash(&path);
        if !folder && let Some(found) = self.as_file(path) {
            return Ok(Some(found));
        }
        if self.resolver.lookup.is_directory(path) { self.as_directory(path) } else { Ok(None) }
    }

    /// The path itself, then with each extension.
    fn as_file(&self, path: &Path) -> Option<PathBuf> {
        self.file(path).or_else(|| self.with_extension(path))
    }

    fn file(&self, path: &Path) -> Option<PathBuf> {
        self.resolver.lookup.file(path, self.keep_links)
    }

    fn with_extension(&self, path: &Path) -> Option<PathBuf> {
        let mut text = path.as_os_str().to_owned();
        let length = text.len();
        let mut tried = |extension: &str| {
            text.push(extension);
            let found = self.file(Path::new(&text));
            let bytes = std::mem::take(&mut text).into_encoded_bytes();
            text = Path::new(std::str::from_utf8(&bytes[..length]).ok()?).as_os_str().to_owned();
            found
        };
        let found = self.extensions.iter().find_map(|extension| tried(extension));
        if found.is_some() || !self.typescript {
            return found;
        }
        crate::typescript::EXTENSIONS
            .iter()
            .find_map(|extension| tried(extension))
            .or_else(|| crate::typescript::sources_of(path).find_map(|source| self.file(&source)))
    }

    fn as_directory(&self, path: &Path) -> Result<Option<PathBuf>, ResolveError> {
        let index = || self.with_extension(&path.join("index"));
        let package = self.resolver.package_in(path)?;
        let Some(package) = package.filter(|package| package.main.as_ref().is_some_and(|main| !main.is_empty())) else {
            return Ok(index());
        };
        let main = package.main.as_deref().unwrap_or_default();
        let file = join(path, main);
        let file = without_slash(&file);
        let found = self.file(file).or_else(|| self.with_extension(file));
        if let Some(found) = found.or_else(|| self.with_extension(&file.join("index"))) {
            return Ok(Some(found));
        }
        let Some(found) = index() else {
            return Err(ResolveError::MainNotFound {
                main: file.to_owned(),
                package_json: package.path.clone(),
                request: self.request.to_owned(),
            });
        };
        let message = format!(
            "Invalid 'main' field in '{}' of '{main}'. Please either fix that or report it to the module author",
            package.path.display()
        );
        self.resolver.deprecate("DEP0128", message.clone(), message);
        Ok(Some(found))
    }

    /// LOAD_PACKAGE_SELF: a package may name itself, if it has `exports`.
    fn self_reference(&self, from: &Path) -> Result<Option<Resolution>, ResolveError> {
        let Some(package) = self.resolver.package_scope(from)? else { return Ok(None) };
        let (Some(exports), Some(name)) = (package.exports(), package.name.as_deref()) else { return Ok(None) };
        let Some(rest) = self.request.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
            return Ok(None);
        };
        let question =
            Question { resolver: self.resolver, package: &package, base: Base::File(from), mode: Mode::Require };
        match question.exports(exports, &format!(".{rest}")) {
            Ok(target) => self.finish(target, Base::File(from), Some(&package.path)).map(Some),
            Err(error) if error.code() == Some("ERR_MODULE_NOT_FOUND") => Err(not_found(self.request.to_owned(), None)),
            Err(error) => Err(error),
        }
    }

    /// LOAD_NODE_MODULES from `directory` upward, then the global folders.
    fn node_modules(&self, directory: &Path) -> Result<Option<Resolution>, ResolveError> {
        for folder in node_modules_above(directory) {
            if let Some(found) = self.package(&folder)? {
                return Ok(Some(found));
            }
        }
        self.packages(self.resolver.global_folders.iter().map(PathBuf::as_path))
    }

    fn packages<'p>(&self, folders: impl Iterator<Item = &'p Path>) -> Result<Option<Resolution>, ResolveError> {
        for folder in folders {
            if let Some(found) = self.package(folder)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The request in one `node_modules` folder.
    fn package(&self, folder: &Path) -> Result<Option<Resolution>, ResolveError> {
        if !self.resolver.lookup.is_directory(folder) {
            return Ok(None);
        }
        if let Some((name, rest)) = package_name(self.request)
            && let Some(package) = self.resolver.package_in(&folder.join(name))?
            && let Some(exports) = package.exports()
        {
            let question =
                Question { resolver: self.resolver, package: &package, base: Base::Unnamed, mode: Mode::Require };
            let target = question.exports(exports, &format!(".{rest}"))?;
            return self.finish(target, Base::Unnamed, Some(package.directory())).map(Some);
        }
        Ok(self.file_or_directory(folder, self.request)?.map(Resolution::file))
    }

    /// RESOLVE_ESM_MATCH: what `exports` or `imports` name must be there, as it is written.
    fn finish(&self, target: Target, base: Base, named_in: Option<&Path>) -> Result<Resolution, ResolveError> {
        let url = match target {
            Target::Builtin(name) => return Ok(Resolution::Builtin(name)),
            Target::File(url) => url,
        };
        if url.spelled.as_deref().is_some_and(has_encoded_slash) {
            return Err(encoded_slash(url.href(), base));
        }
        match self.file(&url.path) {
            Some(found) => Ok(Resolution::file(found)),
            None => Err(not_found(url.path.display().to_string(), named_in.map(Path::to_owned))),
        }
    }

    /// `paths` of tsconfig.json.
    fn tsconfig_paths(&self, from: &Path) -> Result<Option<PathBuf>, ResolveError> {
        let Some(typescript) = &self.resolver.typescript else { return Ok(None) };
        self.first_of(typescript.paths(from, self.request))
    }

    /// `baseUrl` of tsconfig.json.
    fn tsconfig_base(&self, from: &Path) -> Result<Option<PathBuf>, ResolveError> {
        let Some(typescript) = &self.resolver.typescript else { return Ok(None) };
        self.first_of(typescript.base(from, self.request).into_iter().collect())
    }

    fn first_of(&self, candidates: Vec<PathBuf>) -> Result<Option<PathBuf>, ResolveError> {
        for candidate in candidates {
            if let Some(found) = self.file_or_directory(Path::new("/"), &candidate.to_string_lossy())? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// `node_modules` beside `directory` and beside each folder above it; not inside a `node_modules` itself.
fn node_modules_above(directory: &Path) -> impl Iterator<Item = PathBuf> {
    directory
        .ancestors()
        .filter(|folder| folder.file_name().is_none_or(|name| name != "node_modules"))
        .map(|folder| folder.join("node_modules"))
}

/// `.`, `..`, and what starts with them and a slash.
pub(crate) fn is_relative(specifier: &str) -> bool {
    matches!(specifier, "." | "..") || specifier.starts_with("./") || specifier.starts_with("../")
}

/// `name/rest` or `@scope/name/rest` as (name, `/rest`). What Node would not look up as a package is `None`.
fn package_name(request: &str) -> Option<(&str, &str)> {
    let bare = match request.strip_prefix('@') {
        Some(rest) => {
            let slash = rest.find('/')? + 1;
            let scope = &request[1..slash];
            if scope.is_empty() || scope.contains(['\\', '%']) {
                return None;
            }
            slash + 1
        }
        None => 0,
    };
    let end = request[bare..].find('/').map_or(request.len(), |at| bare + at);
    let name = &request[bare..end];
    if name.is_empty() || name.starts_with('.') || name.contains(['\\', '%']) {
        return None;
    }
    Some((&request[..end], &request[end..]))
}

/// Not found, as `require` says it: with a place for the require stack.
fn missing(request: &str) -> ResolveError {
    ResolveError::ModuleNotFound { request: request.to_owned(), path: None, require_stack: Some(Vec::new()) }
}

/// Not found, as it is said of a target of `exports` or `imports`.
fn not_found(request: String, path: Option<PathBuf>) -> ResolveError {
    ResolveError::ModuleNotFound { request, path, require_stack: None }
}

pub(crate) fn invalid_import_name(name: &str, from: &Path) -> ResolveError {
    ResolveError::InvalidSpecifier {
        request: name.to_owned(),
        reason: "is not a valid internal imports specifier name".to_owned(),
        base: Some(from.display().to_string()),
    }
}

pub(crate) fn has_encoded_slash(pathname: &str) -> bool {
    pathname.as_bytes().windows(3).any(|part| part.eq_ignore_ascii_case(b"%2f") || part.eq_ignore_ascii_case(b"%5c"))
}

pub(crate) fn encoded_slash(pathname: String, base: Base) -> ResolveError {
    ResolveError::InvalidSpecifier {
        request: pathname,
        reason: "must not include encoded \"/\" or \"\\\" characters".to_owned(),
        base: base.name(),
    }
}

/// Reads a package on the way of `import`, whose errors name what was imported.
pub(crate) fn package_for_import(
    resolver: &Resolver,
    directory: &Path,
    specifier: &str,
    base: Base,
) -> Result<Option<std::sync::Arc<package::manifest::PackageJson>>, ResolveError> {
    resolver
        .packages
        .read(directory)
        .map_err(|error| unreadable(&error, base.name().map(|importer| format!("\"{specifier}\" from {importer}"))))
}

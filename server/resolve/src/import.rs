//! `import`: Node's ES module algorithm (ESM_RESOLVE and PACKAGE_RESOLVE in its documentation).

use crate::builtins;
use crate::error::ResolveError;
use crate::exports::{Base, Question, Target, import_not_defined};
use crate::file_url::{FileUrl, plain_path, to_path, without_slash};
use crate::require::{encoded_slash, has_encoded_slash, invalid_import_name, is_relative, package_for_import};
use crate::resolver::{Mode, Resolution, Resolver, directory_of};
use crate::suggest::suggestion;
use crate::typescript::{self, is_typescript};
use std::path::{Path, PathBuf};
use url::Url;

/// Where a specifier leads, before it is asked whether anything is there.
enum Place {
    File(FileUrl),
    Builtin(&'static str),
    /// Another scheme.
    Url(String),
}

impl From<Target> for Place {
    fn from(target: Target) -> Place {
        match target {
            Target::File(url) => Place::File(url),
            Target::Builtin(name) => Place::Builtin(name),
        }
    }
}

impl Resolver {
    /// What `import specifier` in the module at `parent_url` loads.
    pub fn import(&self, specifier: &str, parent_url: &str) -> Result<Resolution, ResolveError> {
        let found = self.import_any(specifier, parent_url)?;
        match &found {
            Resolution::Url(url) if !url.starts_with("data:") => Err(unloadable(url)),
            _ => Ok(found),
        }
    }

    /// [`Resolver::import`] for whoever can load more: `module.registerHooks` may serve any scheme.
    pub fn import_any(&self, specifier: &str, parent_url: &str) -> Result<Resolution, ResolveError> {
        match parent_path(parent_url)? {
            Some(from) => self.remembered(Mode::Import, &from, specifier, || self.import_from_file(specifier, &from)),
            None => self.import_from_url(specifier, parent_url),
        }
    }

    /// `import.meta.resolve(specifier)`: a URL. A file need not be there, a package must.
    pub fn import_meta_resolve(&self, specifier: &str, parent_url: &str) -> Result<String, ResolveError> {
        match self.import_any(specifier, parent_url) {
            Ok(found) => Ok(found.url()),
            Err(error) => error.url().map(str::to_owned).ok_or(error),
        }
    }

    fn import_from_file(&self, specifier: &str, from: &Path) -> Result<Resolution, ResolveError> {
        let base = Base::File(from);
        let directory = directory_of(from);
        let place = if is_relative(specifier) || specifier.starts_with('/') {
            Place::File(FileUrl::join(directory, specifier)?)
        } else if specifier.starts_with('#') {
            self.package_imports(specifier, from)?.into()
        } else if let Some(name) = builtins::bare(specifier) {
            Place::Builtin(name)
        } else if let Ok(url) = Url::parse(specifier) {
            place_of(&url)?
        } else {
            if let Some(found) = self.tsconfig_paths(specifier, from) {
                return Ok(found);
            }
            match self.package_target(specifier, base, Mode::Import) {
                Ok(target) => target.into(),
                Err(error) => match self.tsconfig_base(specifier, from) {
                    Some(found) => return Ok(found),
                    None => return Err(error.suggesting(|| suggestion(self, specifier, from))),
                },
            }
        };
        self.finish_import(place, specifier, base)
    }

    /// From a `data:` URL only absolute specifiers and builtins can be named.
    fn import_from_url(&self, specifier: &str, parent: &str) -> Result<Resolution, ResolveError> {
        if let Some(name) = builtins::bare(specifier) {
            return Ok(Resolution::Builtin(name));
        }
        match Url::parse(specifier) {
            Ok(url) => self.finish_import(place_of(&url)?, specifier, Base::Url(parent)),
            Err(_) => {
                Err(ResolveError::UnsupportedRequest { specifier: specifier.to_owned(), base: parent.to_owned() })
            }
        }
    }

    fn package_imports(&self, name: &str, from: &Path) -> Result<Target, ResolveError> {
        if name == "#" || name.starts_with("#/") || name.ends_with('/') {
            return Err(invalid_import_name(name, from));
        }
        match self.package_scope(from)? {
            Some(package) => {
                Question { resolver: self, package: &package, base: Base::File(from), mode: Mode::Import }.imports(name)
            }
            None => Err(import_not_defined(name, None, Base::File(from))),
        }
    }

    /// PACKAGE_RESOLVE. `mode` says whose conditions apply: an `imports` entry may name a package for `require` too.
    pub(crate) fn package_target(&self, specifier: &str, base: Base, mode: Mode) -> Result<Target, ResolveError> {
        if let Some(name) = builtins::builtin(specifier) {
            return Ok(Target::Builtin(name));
        }
        let Base::File(from) = base else { return Err(self.package_not_found(specifier, base)) };
        let (name, rest) = split_package(specifier, base)?;
        let subpath = format!(".{rest}");
        if let Some(package) = self.package_scope(from)?
            && package.name.as_deref() == Some(name)
            && let Some(exports) = package.exports()
        {
            return Question { resolver: self, package: &package, base, mode }.exports(exports, &subpath);
        }
        for above in directory_of(from).ancestors() {
            let directory = above.join("node_modules").join(name);
            if !self.lookup.is_directory(&directory) {
                continue;
            }
            let package = package_for_import(self, &directory, specifier, base)?;
            if let Some(package) = &package
                && let Some(exports) = package.exports()
            {
                return Question { resolver: self, package, base, mode }.exports(exports, &subpath);
            }
            if rest.is_empty() {
                let main = package.as_ref().and_then(|package| package.main.as_deref());
                return self.legacy_main(&directory, main, base).map(Target::File);
            }
            return FileUrl::join(&directory, &subpath).map(Target::File);
        }
        Err(self.package_not_found(name, base))
    }

    fn package_not_found(&self, name: &str, base: Base) -> ResolveError {
        let base = base.name().unwrap_or_default();
        ResolveError::PackageNotFound { name: name.to_owned(), base, suggestion: None }
    }

    /// The main file of a package without `exports`: here alone `import` guesses extensions.
    fn legacy_main(&self, directory: &Path, main: Option<&str>, base: Base) -> Result<FileUrl, ResolveError> {
        let main = main.filter(|main| !main.is_empty());
        let guesses = main.into_iter().flat_map(|main| {
            ["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"].map(|end| format!("{main}{end}"))
        });
        for guess in guesses.chain(["index.js", "index.json", "index.node"].map(str::to_owned)) {
            let path = crate::file_url::join(directory, &guess);
            if self.lookup.is_file(without_slash(&path)) {
                return Ok(FileUrl { path, spelled: None, suffix: String::new() });
            }
        }
        let wanted = crate::file_url::join(directory, main.unwrap_or("index.js"));
        Err(self.package_not_found(&wanted.display().to_string(), base))
    }

    /// The end of ESM_RESOLVE: the file must be there, and its real path is what counts.
    fn finish_import(&self, place: Place, specifier: &str, base: Base) -> Result<Resolution, ResolveError> {
        let url = match place {
            Place::Builtin(name) => return Ok(Resolution::Builtin(name)),
            Place::Url(url) => return Ok(Resolution::Url(url)),
            Place::File(url) => url,
        };
        if let Some(spelled) = &url.spelled
            && has_encoded_slash(spelled)
        {
            return Err(encoded_slash(spelled.clone(), base));
        }
        let folder = url.path.as_os_str().as_encoded_bytes().ends_with(b"/");
        if !folder && let Some(path) = self.lookup.file(&url.path, self.preserve_symlinks) {
            return Ok(Resolution::File { path, suffix: url.suffix });
        }
        if !folder && let Some(found) = self.typescript_file(&url, base) {
            return Ok(found);
        }
        let error = if folder || self.lookup.is_directory(&url.path) {
            ResolveError::DirectoryImport {
                path: url.path.display().to_string(),
                base: base.name().unwrap_or_default(),
                url: url.href(),
                suggestion: None,
            }
        } else {
            ResolveError::FileNotFound {
                path: url.path.display().to_string(),
                base: base.name().unwrap_or_default(),
                url: url.href(),
                suggestion: None,
            }
        };
        match base {
            Base::File(from) => Err(error.suggesting(|| suggestion(self, specifier, from))),
            _ => Err(error),
        }
    }

    /// What a TypeScript importer means by a path where there is nothing: `./a` and `./a.js` for `./a.ts`, a folder for
    /// its index.
    fn typescript_file(&self, url: &FileUrl, base: Base) -> Option<Resolution> {
        let Base::File(from) = base else { return None };
        if self.typescript.is_none() || !is_typescript(from) {
            return None;
        }
        let path = typescript::candidates(&url.path)
            .find_map(|candidate| self.lookup.file(&candidate, self.preserve_symlinks))?;
        Some(Resolution::File { path, suffix: url.suffix.clone() })
    }

    /// What a bundler makes of a specifier in a JavaScript file of the project, by `paths` and `baseUrl` of the jsconfig.json or
    /// tsconfig.json around it. Node knows nothing of that: an editor asks when Node finds nothing.
    pub fn alias(&self, specifier: &str, from: &Path) -> Option<PathBuf> {
        let is_bare = !is_relative(specifier) && !specifier.starts_with('/');
        let typescript = self.typescript.as_ref().filter(|_| is_bare && !package::scope::inside_node_modules(from))?;
        let found = typescript.aliases(from, specifier).iter().find_map(|candidate| self.mapped(candidate))?;
        match found {
            Resolution::File { path, .. } => Some(path),
            _ => None,
        }
    }

    fn tsconfig_paths(&self, specifier: &str, from: &Path) -> Option<Resolution> {
        let typescript = self.typescript.as_ref().filter(|_| is_typescript(from))?;
        typescript.paths(from, specifier).iter().find_map(|candidate| self.mapped(candidate))
    }

    fn tsconfig_base(&self, specifier: &str, from: &Path) -> Option<Resolution> {
        let typescript = self.typescript.as_ref().filter(|_| is_typescript(from))?;
        self.mapped(&typescript.base(from, specifier)?)
    }

    fn mapped(&self, path: &Path) -> Option<Resolution> {
        std::iter::once(path.to_owned())
            .chain(typescript::candidates(path))
            .find_map(|candidate| self.lookup.file(&candidate, self.preserve_symlinks))
            .map(Resolution::file)
    }
}

impl ResolveError {
    /// Adds "Did you mean …?" where Node does.
    fn suggesting(mut self, find: impl FnOnce() -> Option<String>) -> ResolveError {
        if let Self::FileNotFound { suggestion, .. }
        | Self::DirectoryImport { suggestion, .. }
        | Self::PackageNotFound { suggestion, .. } = &mut self
        {
            *suggestion = find();
        }
        self
    }
}

/// The importer as a path; `None` if it is a module of another scheme.
fn parent_path(parent_url: &str) -> Result<Option<PathBuf>, ResolveError> {
    if let Some(path) = plain_path(parent_url) {
        return Ok(Some(PathBuf::from(path)));
    }
    match parent_url.starts_with("file:") {
        true => to_path(parent_url).map(Some),
        false => Ok(None),
    }
}

fn place_of(url: &Url) -> Result<Place, ResolveError> {
    match url.scheme() {
        "file" => FileUrl::of(url).map(Place::File),
        "node" => match builtins::builtin(url.as_str()) {
            Some(name) => Ok(Place::Builtin(name)),
            None => Ok(Place::Url(url.as_str().to_owned())),
        },
        _ => Ok(Place::Url(url.as_str().to_owned())),
    }
}

/// Why a URL can't be loaded.
fn unloadable(url: &str) -> ResolveError {
    match url.split_once(':') {
        Some(("node", _)) => ResolveError::UnknownBuiltin { specifier: url.to_owned() },
        Some((scheme, _)) => ResolveError::UnsupportedScheme { protocol: format!("{scheme}:") },
        None => ResolveError::UnsupportedScheme { protocol: url.to_owned() },
    }
}

/// `name/rest` or `@scope/name/rest` as (name, `/rest`).
fn split_package<'s>(specifier: &'s str, base: Base) -> Result<(&'s str, &'s str), ResolveError> {
    let invalid = || ResolveError::InvalidSpecifier {
        request: specifier.to_owned(),
        reason: "is not a valid package name".to_owned(),
        base: base.name(),
    };
    let mut end = specifier.find('/');
    if specifier.starts_with('@') {
        let slash = end.ok_or_else(invalid)?;
        end = specifier[slash + 1..].find('/').map(|at| slash + 1 + at);
    }
    let (name, rest) = specifier.split_at(end.unwrap_or(specifier.len()));
    if name.starts_with('.') || name.contains(['\\', '%']) {
        return Err(invalid());
    }
    Ok((name, rest))
}

//! Names that the configurations of bundlers, of Babel and of test runners give to files: `@/shapes` for `src/shapes.js`.
//!
//! - `read`: what a configuration says that is a program. It is read, not run: what can't be told by that may be anything, and
//!   nothing is said of what it may stand for.

mod read;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fancy_regex::Regex;
use resolve::resolver::Mode;
use serde_json::Value;

use super::modules::Modules;

/// All that count in a folder, those of the nearest folder first.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    all: Vec<Alias>,
    /// Folders in which what has a plain name is looked for, too.
    roots: Vec<PathBuf>,
}

#[derive(Clone, Debug)]
struct Alias {
    name: Pattern,
    /// Where it leads, what is tried first before the rest.
    to: Vec<To>,
    /// It counts only for what is not there otherwise: code runs elsewhere without it.
    is_spare: bool,
}

#[derive(Clone, Debug)]
enum Pattern {
    /// The name itself.
    Exact(String),
    /// The name, and what is below it.
    Prefix(String),
    /// The file at a path, however it is asked for; its extension may be missing.
    File(PathBuf),
    Matching(Arc<Regex>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum To {
    Path(PathBuf),
    /// Another specifier.
    Specifier(String),
    /// It can't be told.
    Anything,
}

/// What a specifier leads to by an alias.
pub(crate) enum Found {
    File(PathBuf),
    /// Nothing is there.
    Nothing(PathBuf),
    /// It can't be told.
    Anything,
}

/// Files that say it, by the beginnings of their names.
const PROGRAMS: [&str; 8] = [
    "babel.config",
    "electron.vite.config",
    "jest.config",
    "rollup.config",
    "rspack.config",
    "vite.config",
    "vitest.config",
    "webpack.config",
];
const EXTENSIONS: [&str; 6] = ["js", "mjs", "cjs", "ts", "mts", "cts"];
const OF_BABEL: [&str; 4] = [".babelrc", ".babelrc.json", "babel.config.json", ".babelrc.js"];

/// A configuration that is longer was written by a program.
const LARGEST: u64 = 256 << 10;

impl Aliases {
    /// `above`: those of the folder around.
    pub(super) fn of(modules: &Modules, folder: &Path, above: Option<Arc<Aliases>>) -> Arc<Aliases> {
        let above = above.filter(|_| !package::scope::inside_node_modules(folder)).unwrap_or_default();
        // Configurations lie where the package begins.
        let Some(package) = modules.resolver.package_in(folder).ok().flatten() else { return above };
        if package::scope::inside_node_modules(folder) {
            return above;
        }
        let mut own = Aliases::default();
        let text = |name: &str| {
            let path = folder.join(name);
            let is_short = modules.files.metadata(&path).is_ok_and(|it| it.is_file() && it.length <= LARGEST);
            is_short.then(|| modules.files.read_to_string(&path).ok()).flatten().map(|text| (path, text))
        };
        for program in PROGRAMS {
            for (path, config) in EXTENSIONS.iter().filter_map(|extension| text(&format!("{program}.{extension}"))) {
                read::program(&config, &path, &mut own);
            }
        }
        for (path, config) in OF_BABEL.iter().filter_map(|name| text(name)) {
            // JSON, but for comments, is an expression.
            let is_data = path.extension().is_none_or(|extension| extension == "babelrc" || extension == "json");
            let config = if is_data { format!("export default {config}") } else { config };
            read::program(&config, &path.with_extension("js"), &mut own);
        }
        if let Some((path, config)) = text("jest.config.json") {
            read::program(&format!("export default {config}"), &path.with_extension("js"), &mut own);
        }
        own.add_manifest(folder, &package.raw);
        if own.all.is_empty() && own.roots.is_empty() {
            return above;
        }
        own.all.extend(above.all.iter().cloned());
        own.roots.extend(above.roots.iter().cloned());
        Arc::new(own)
    }

    /// What package.json says: `alias` of Parcel, what is replaced in a browser, and the parts of Jest's and Babel's configurations.
    fn add_manifest(&mut self, folder: &Path, package: &serde_json::Map<String, Value>) {
        if let Some(Value::Object(aliases)) = package.get("alias") {
            for (name, to) in aliases {
                let to = to.as_str().map_or(To::Anything, |to| destination(folder, to));
                // `./` and `/` of a glob mean the same to Parcel.
                let name = name.strip_suffix("/*").unwrap_or(name).to_owned();
                self.all.push(Alias { name: Pattern::Prefix(name), to: vec![to], is_spare: false });
            }
        }
        if let Some(Value::Object(replaced)) = package.get("browser") {
            for (name, to) in replaced {
                // `false`: nothing is loaded.
                let to = to.as_str().map_or(To::Anything, |to| destination(folder, to));
                let name = match destination(folder, name) {
                    To::Path(path) => Pattern::File(path),
                    _ => Pattern::Exact(name.clone()),
                };
                self.all.push(Alias { name, to: vec![to], is_spare: true });
            }
        }
        for field in ["jest", "babel"] {
            if let Some(part) = package.get(field) {
                read::program(&format!("export default {part}"), &folder.join("package.js"), self);
            }
        }
    }

    /// `None`: no alias is for it.
    pub fn find(&self, modules: &Modules, specifier: &str, from: &Path, mode: Mode, is_there: bool) -> Option<Found> {
        let resolve = |specifier: &str| modules.resolver.as_bundlers_do(specifier, from, mode);
        let mut missing = None;
        for alias in self.all.iter().filter(|alias| !(alias.is_spare && is_there)) {
            let Some(destinations) = alias.destinations(specifier, from) else { continue };
            for to in destinations {
                let found = match &to {
                    To::Path(path) => path.to_str().and_then(resolve),
                    To::Specifier(other) => resolve(other),
                    To::Anything => return Some(Found::Anything),
                };
                match (found, to) {
                    (Some(file), _) => return Some(Found::File(file)),
                    (None, To::Path(path)) if alias.leads_nowhere(modules, &path) => missing = missing.or(Some(path)),
                    // A package may be installed later.
                    (None, _) => return Some(Found::Anything),
                }
            }
            break;
        }
        if missing.is_none() && !is_there && !specifier.starts_with(['.', '/']) {
            let mut roots = self.roots.iter();
            return roots.find_map(|root| resolve(root.join(specifier).to_str()?)).map(Found::File);
        }
        missing.map(Found::Nothing)
    }
}

impl Alias {
    /// Whether surely nothing is at a path: the folder is there that the name stands for, and nothing in it that someone might take
    /// for it.
    fn leads_nowhere(&self, modules: &Modules, path: &Path) -> bool {
        let is_folder = |to: &To| matches!(to, To::Path(folder) if modules.files.is_directory(folder));
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return false;
        };
        let beside = modules.files.read_directory(folder).unwrap_or_default();
        let may_be_meant = beside.iter().any(|one| one.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
        !matches!(self.name, Pattern::Matching(_)) && self.to.iter().all(is_folder) && !may_be_meant
    }

    /// Where a specifier in a file leads, if it is meant.
    fn destinations(&self, specifier: &str, from: &Path) -> Option<Vec<To>> {
        let put = |to: &To, rest: &str| match to {
            To::Path(path) if rest.is_empty() => To::Path(path.clone()),
            To::Path(path) => To::Path(path.join(rest.trim_start_matches('/'))),
            To::Specifier(other) => To::Specifier(format!("{other}{rest}")),
            To::Anything => To::Anything,
        };
        match &self.name {
            Pattern::Exact(name) => (specifier == name).then(|| self.to.clone()),
            Pattern::Prefix(name) => {
                let rest = specifier.strip_prefix(name.as_str())?;
                let is_below = rest.is_empty() || rest.starts_with('/') || name.ends_with('/');
                is_below.then(|| self.to.iter().map(|to| put(to, rest)).collect())
            }
            Pattern::File(path) => {
                let asked = from.parent().filter(|_| specifier.starts_with('.'))?.join(specifier);
                let asked = source::normalize_lexically(&asked);
                (asked == *path || asked == path.with_extension("")).then(|| self.to.clone())
            }
            Pattern::Matching(regex) => {
                let captures = regex.captures(specifier).ok().flatten()?;
                let whole = captures.get(0)?;
                let replaced = |text: &str| {
                    let mut put = String::new();
                    captures.expand(&braced(text), &mut put);
                    format!("{}{put}{}", &specifier[..whole.start()], &specifier[whole.end()..])
                };
                let one = |to: &To| match to {
                    To::Path(path) => path.to_str().map_or(To::Anything, |path| To::Path(replaced(path).into())),
                    To::Specifier(other) => To::Specifier(replaced(other)),
                    To::Anything => To::Anything,
                };
                Some(self.to.iter().map(one).collect())
            }
        }
    }
}

/// `$1` of JavaScript, or `\1` of Babel's plugin, which ends at the digit, as it is written here.
fn braced(text: &str) -> String {
    let mut braced = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(digit) if matches!(letter, '$' | '\\') && digit.is_ascii_digit() => {
                braced.push_str(&format!("${{{digit}}}"));
                letters.next();
            }
            _ => braced.push(letter),
        }
    }
    braced
}

/// What a text means that says where something leads.
fn destination(folder: &Path, text: &str) -> To {
    match text {
        _ if text.starts_with("./") || text.starts_with("../") || text == "." || text == ".." => {
            To::Path(source::normalize_lexically(&folder.join(text)))
        }
        // From the root of the disk; or, as Vite has it, of the project.
        _ if text.starts_with('/') => match Path::new(text).starts_with(folder) {
            true => To::Path(PathBuf::from(text)),
            false => To::Path(source::normalize_lexically(&folder.join(text.trim_start_matches('/')))),
        },
        _ => To::Specifier(text.to_owned()),
    }
}

//! `.npmrc`: where packages come from, and who may have them. Only what reading a public or private registry needs.
//!
//! The nearest of these counts for each setting: the environment (`npm_config_registry`), the project's file, the user's.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use source::{FileKind, FileSystem};

#[derive(Clone, Default, Debug)]
pub struct Npmrc {
    settings: HashMap<String, String>,
}

/// What the environment says of a variable.
pub type Variable<'v> = &'v dyn Fn(&str) -> Option<String>;

impl Npmrc {
    /// What counts in a folder.
    pub fn of_folder(folder: &Path, files: &dyn FileSystem, variable: Variable) -> Npmrc {
        let set = |name: &str| variable(name).or_else(|| variable(&name.to_uppercase())).filter(|it| !it.is_empty());
        let of_user = set("npm_config_userconfig").map(PathBuf::from);
        let of_user = of_user.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".npmrc")));
        let is = |path: PathBuf, kind: FileKind| files.metadata(&path).is_ok_and(|metadata| metadata.kind == kind);
        let is_project = |folder: &&Path| {
            is(folder.join("package.json"), FileKind::File) || is(folder.join("node_modules"), FileKind::Directory)
        };
        let of_project = folder.ancestors().find(is_project).map(|folder| folder.join(".npmrc"));
        let mut npmrc = Npmrc::default();
        for path in [of_user, of_project].into_iter().flatten() {
            npmrc.read(&files.read_to_string(&path).unwrap_or_default(), variable);
        }
        for name in ["registry", "cafile", "https-proxy", "proxy"] {
            if let Some(value) = set(&format!("npm_config_{}", name.replace('-', "_"))) {
                npmrc.settings.insert(name.to_owned(), value);
            }
        }
        npmrc
    }

    /// Takes over what a file says. What can't be read is passed over, as npm does.
    fn read(&mut self, text: &str, variable: Variable) {
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';', '['])) {
            let Some((name, value)) = line.split_once('=') else { continue };
            let value = value.trim();
            let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
            let value = with_variables(quoted.unwrap_or(value), variable);
            self.settings.insert(name.trim().to_owned(), value);
        }
    }

    /// Ends in `/`. `None`: nobody says; npm itself knows which one it takes then.
    pub fn registry(&self) -> Option<String> {
        self.settings.get("registry").map(|registry| format!("{}/", registry.trim_end_matches('/')))
    }

    /// What goes into the header `authorization` of a request to this address. Settings belong to the beginning of an address, and
    /// go nowhere else.
    pub fn authorization(&self, address: &str) -> Option<String> {
        let (_, place) = address.split_once(':')?;
        let mut part = place.trim_end_matches('/');
        while part.len() > "//".len() {
            for slash in ["/", ""] {
                let setting = |name: &str| self.settings.get(&format!("{part}{slash}:{name}"));
                if let Some(token) = setting("_authToken") {
                    return Some(format!("Bearer {token}"));
                }
                if let Some(basic) = setting("_auth") {
                    return Some(format!("Basic {basic}"));
                }
            }
            part = &part[..part.rfind('/')?];
        }
        None
    }

    /// Certificates to trust instead of the system's.
    pub fn certificates(&self) -> Option<&Path> {
        self.settings.get("cafile").filter(|path| !path.is_empty()).map(Path::new)
    }

    /// Through which proxy to go; `None` leaves it to the environment's own words.
    pub fn proxy(&self) -> Option<&str> {
        let set = |name: &str| self.settings.get(name).filter(|value| !matches!(value.as_str(), "" | "null" | "false"));
        set("https-proxy").or_else(|| set("proxy")).map(String::as_str)
    }
}

/// `${NAME}` is a variable; one that is not set stays as it is.
fn with_variables(value: &str, variable: Variable) -> String {
    let mut result = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("${") {
        result.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            result.push_str("${");
            rest = after;
            continue;
        };
        match variable(name) {
            Some(value) => result.push_str(&value),
            None => result.push_str(&format!("${{{name}}}")),
        }
        rest = behind;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Npmrc {
        let mut npmrc = Npmrc::default();
        npmrc.read(text, &|name| (name == "TOKEN").then(|| "secret".to_owned()));
        npmrc
    }

    #[test]
    fn the_registry_ends_in_a_slash() {
        assert_eq!(read("").registry(), None);
        assert_eq!(read("# no\nregistry = \"http://a.b/npm\"").registry().as_deref(), Some("http://a.b/npm/"));
    }

    #[test]
    fn a_token_goes_to_its_registry_alone() {
        let npmrc = read("//a.b/npm/:_authToken=${TOKEN}\n//c.d:_auth=${OTHER}");
        let of = |address: &str| npmrc.authorization(address);
        assert_eq!(of("https://a.b/npm/prettier/-/prettier-3.0.0.tgz").as_deref(), Some("Bearer secret"));
        assert_eq!(of("https://a.b/other/prettier"), None);
        assert_eq!(of("https://a.b.evil/npm/prettier"), None);
        assert_eq!(of("https://c.d/x").as_deref(), Some("Basic ${OTHER}"));
    }
}

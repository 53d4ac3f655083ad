//! A package.json as rules see it, with the files that are linted of its package.

use std::path::{Path, PathBuf};

use package::manifest::PackageJson;
use rustc_hash::FxHashSet;

use super::declared::package_name;
use super::modules::Modules;
use crate::report::Problem;
use crate::rule::Run;
use crate::run::{Configured, run_one, switched_on};

pub(crate) struct Manifest<'a> {
    pub text: &'a str,
    pub package: &'a PackageJson,
    pub modules: &'a Modules,
}

/// More files of a package are not searched for names.
const MOST_FILES: usize = 5_000;
const LARGEST: u64 = 256 << 10;

/// Files that may name packages, beside those that are linted.
const EXTENSIONS: [&str; 19] = [
    "astro", "cjs", "css", "ejs", "hbs", "html", "json", "json5", "jsonc", "less", "mdx", "pug", "sass", "scss", "sh",
    "svelte", "toml", "vue", "yml",
];

impl Modules {
    /// The package.json files of the packages whose files are linted; none if that is not known of all their files.
    pub fn manifests(&self) -> Vec<PathBuf> {
        if !self.is_whole() {
            return Vec::new();
        }
        let own = self.own();
        let mut all: Vec<PathBuf> = own.iter().filter_map(|path| Some(self.package(path)?.path.clone())).collect();
        all.sort();
        all.dedup();
        all.retain(|path| !package::scope::inside_node_modules(path));
        all
    }

    /// The text of a package.json with what there is to say of it, in the order of the text. `None`: nothing.
    pub fn judge_manifest(&self, path: &Path, rules: &[Configured]) -> Option<(String, Vec<Problem>)> {
        let on: Vec<_> =
            switched_on(&[], rules).into_iter().filter(|on| matches!(on.rule.run, Run::Package(_))).collect();
        if on.is_empty() {
            return None;
        }
        let text = self.files.read_to_string(path).ok()?;
        let package = PackageJson::parse(path, text.as_bytes()).ok()?;
        let manifest = Manifest { text: &text, package: &package, modules: self };
        let mut problems = Vec::new();
        for one in &on {
            if let Run::Package(run) = one.rule.run {
                run_one(one, &mut problems, |report| run(&manifest, one.options, report));
            }
        }
        problems.sort_by_key(|problem| problem.range.start());
        (!problems.is_empty()).then_some((text, problems))
    }
}

impl Manifest<'_> {
    /// The packages that the files of this one import.
    pub fn imported(&self) -> FxHashSet<String> {
        let mut names = FxHashSet::default();
        for path in self.modules.own() {
            if self.modules.package(&path).is_none_or(|package| package.path != self.package.path) {
                continue;
            }
            let Some(module) = self.modules.module(&path) else { continue };
            let specifiers = module.requests.iter().map(|request| request.specifier.as_str());
            names.extend(specifiers.filter_map(package_name).map(|(name, _)| name.to_owned()));
        }
        names
    }

    /// The texts of what else may name a package: configurations, styles, pages, and what is left out of linting.
    pub fn others(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut folders = vec![self.package.directory().to_owned()];
        let mut left = MOST_FILES;
        while let Some(folder) = folders.pop() {
            for (name, kind) in self.modules.files.entries(&folder).unwrap_or_default() {
                let path = folder.join(&name);
                left = left.saturating_sub(1);
                if left == 0 {
                    return texts;
                }
                match kind {
                    source::FileKind::Directory if !matches!(name.as_str(), "node_modules" | ".git") => {
                        folders.push(path)
                    }
                    source::FileKind::File if may_name_packages(&name) => {
                        let is_small = self.modules.files.metadata(&path).is_ok_and(|it| it.length <= LARGEST);
                        texts.extend(is_small.then(|| self.modules.files.read_to_string(&path).ok()).flatten());
                    }
                    _ => {}
                }
            }
        }
        texts
    }
}

fn may_name_packages(name: &str) -> bool {
    let is_of_packages = name.contains("-lock") || name == "package.json";
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    !is_of_packages
        && (name.starts_with('.')
            || name.contains(".config.")
            || EXTENSIONS.contains(&extension)
            || extension == "yaml")
}

//! Which files a part of a configuration is for.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns for paths relative to a folder.
#[derive(Clone, Debug)]
pub struct Globs {
    folder: PathBuf,
    wanted: GlobSet,
    /// Those behind a `!`, and those that are left out by name.
    unwanted: GlobSet,
}

impl Globs {
    /// A pattern without a slash is for that name in any folder; `!` takes out what others take in. Gives the patterns that can't
    /// be read too.
    pub fn new(folder: &Path, patterns: &[String], excluded: &[String]) -> (Globs, Vec<String>) {
        let mut broken = Vec::new();
        let is_negated = |pattern: &&String| pattern.starts_with('!');
        let mut set = |patterns: Vec<&str>| {
            let mut builder = GlobSetBuilder::new();
            for pattern in patterns {
                match GlobBuilder::new(&anywhere(pattern)).literal_separator(true).build() {
                    Ok(glob) => builder.add(glob),
                    Err(_) => {
                        broken.push(pattern.to_owned());
                        continue;
                    }
                };
            }
            builder.build().unwrap_or_default()
        };
        let negated = patterns.iter().filter(is_negated).map(|pattern| pattern.trim_start_matches('!'));
        let unwanted = set(negated.chain(excluded.iter().map(String::as_str)).collect());
        let mut wanted: Vec<&str> =
            patterns.iter().filter(|pattern| !is_negated(pattern)).map(String::as_str).collect();
        if wanted.is_empty() {
            wanted.push("**");
        }
        let wanted = set(wanted);
        (Globs { folder: folder.to_owned(), wanted, unwanted }, broken)
    }

    pub fn matches(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        self.wanted.is_match(relative) && !self.unwanted.is_match(relative)
    }
}

fn anywhere(pattern: &str) -> String {
    let pattern = pattern.trim_start_matches("./");
    match pattern.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if pattern.contains('/') => pattern.to_owned(),
        None => format!("**/{pattern}"),
    }
}

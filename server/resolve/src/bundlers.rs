//! What a specifier means that Node refuses: bundlers leave out extensions, name folders, and take what is meant for the other of
//! the two loaders.

use crate::file_url;
use crate::require::RequireOptions;
use crate::resolver::{Mode, Resolution, Resolver};
use std::path::{Path, PathBuf};

const EXTENSIONS: [&str; 9] = [".js", ".json", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts"];

impl Resolver {
    /// The file that a bundler would take where Node finds none.
    pub fn as_bundlers_do(&self, specifier: &str, from: &Path, mode: Mode) -> Option<PathBuf> {
        // `?raw`, `?url`, and `a!b` of loaders.
        let plain = specifier.split_once('?').map_or(specifier, |(plain, _)| plain);
        let extensions = EXTENSIONS.map(str::to_owned);
        let options = RequireOptions { paths: None, extensions: Some(&extensions) };
        let required = self.require_with(plain, from, options);
        let found = required.or_else(|error| match mode {
            Mode::Import => Err(error),
            _ => self.import(plain, &file_url::from_path(from)),
        });
        match found {
            Ok(Resolution::File { path, .. }) => Some(path),
            _ => self.alias(plain, from),
        }
    }
}

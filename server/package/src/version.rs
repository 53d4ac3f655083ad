//! Versions and ranges as npm's `semver` understands them, over the crate `nodejs-semver`.
//!
//! The crate is named here only, so that the rest of Lode speaks of versions in one way.

use nodejs_semver::{Range as CrateRange, Version as CrateVersion};
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(CrateVersion);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range(CrateRange);

/// Text that is neither a version nor a range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a valid {what}")]
pub struct VersionError {
    pub text: String,
    pub what: &'static str,
}

impl Version {
    pub fn parse(text: &str) -> Result<Version, VersionError> {
        match CrateVersion::parse(text.trim()) {
            Ok(version) => Ok(Version(version)),
            Err(_) => Err(VersionError { text: text.to_owned(), what: "version" }),
        }
    }

    /// Of `1.2.3` the 1.
    pub fn major(&self) -> u64 {
        self.0.major()
    }

    pub fn is_prerelease(&self) -> bool {
        self.0.is_prerelease()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Range {
    pub fn parse(text: &str) -> Result<Range, VersionError> {
        match CrateRange::parse(text.trim()) {
            Ok(range) => Ok(Range(range)),
            Err(_) => Err(VersionError { text: text.to_owned(), what: "range" }),
        }
    }

    /// Whether `version` is in the range; a prerelease only where the range names one of the same numbers.
    pub fn holds(&self, version: &Version) -> bool {
        self.0.satisfies(&version.0)
    }

    /// The lowest version that the range holds.
    pub fn lowest(&self) -> Option<Version> {
        self.0.min_version().map(Version)
    }

    /// The highest of `versions` that the range holds.
    pub fn highest<'a>(&self, versions: &'a [Version]) -> Option<&'a Version> {
        versions.iter().filter(|version| self.holds(version)).max()
    }
}

impl fmt::Display for Range {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line checked against npm's `semver`.
    #[test]
    fn ranges_hold_what_npm_says() {
        for (range, version, holds) in [
            ("^1.2.3", "1.9.9", true),
            ("^1.2.3", "2.0.0", false),
            ("^0.2.3", "0.3.0", false),
            ("^0.0.3", "0.0.4", false),
            ("~1.2.3", "1.2.9", true),
            ("~1.2.3", "1.3.0", false),
            ("1.x", "1.0.0", true),
            ("*", "9.9.9", true),
            ("*", "1.0.0-beta", false),
            ("", "1.0.0", true),
            (">=1.0.0 <2.0.0", "1.5.0", true),
            ("1.2.3 - 2.3", "2.3.9", true),
            ("^1.0.0 || ^3.0.0", "3.1.0", true),
            ("^1.2.3-beta.2", "1.2.3-beta.4", true),
            ("^1.2.3-beta.2", "1.2.4-beta.2", false),
            ("=1.0.0", "1.0.0+build", true),
            (">1.2", "1.3.0", true),
            (">1.2", "1.2.9", false),
        ] {
            let holds_now = Range::parse(range).unwrap().holds(&Version::parse(version).unwrap());
            assert_eq!(holds_now, holds, "{version} in {range}");
        }
    }

    #[test]
    fn the_highest_is_found_and_nonsense_is_refused() {
        let versions: Vec<_> = ["1.0.0", "1.10.0", "1.9.0", "2.0.0"].map(|text| Version::parse(text).unwrap()).into();
        assert_eq!(Range::parse("^1").unwrap().highest(&versions).unwrap().to_string(), "1.10.0");
        assert_eq!(Version::parse("one").unwrap_err().to_string(), "`one` is not a valid version");
    }
}

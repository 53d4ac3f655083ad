//! Whether a package's code runs in a browser, as far as its package.json tells.

use crate::manifest::PackageJson;

/// Packages that are there to bring code to a browser.
const OF_BROWSERS: [&str; 14] = [
    "react-dom",
    "preact",
    "vue",
    "svelte",
    "solid-js",
    "lit",
    "jquery",
    "@angular/core",
    "vite",
    "parcel",
    "next",
    "nuxt",
    "astro",
    "@sveltejs/kit",
];

impl PackageJson {
    /// Whether it names browsers, or depends on what brings code to one, or on one of `others`.
    pub fn is_for_browsers(&self, others: &[&str]) -> bool {
        ["browser", "browserslist"].iter().any(|field| self.raw.contains_key(*field))
            || OF_BROWSERS.iter().chain(others).any(|name| self.depends_on(name))
    }

    /// Whether it asks for a package that is to be there when it runs or is worked on.
    pub fn depends_on(&self, name: &str) -> bool {
        ["dependencies", "devDependencies", "peerDependencies"]
            .iter()
            .any(|field| self.strings(field).any(|(other, _)| other == name))
    }
}

//! Where a file's code runs: in Node alone, or in a browser as well.

use project::Snapshot;
use source::FileId;
use syntax::Language;

/// Packages that are there to bring code to a browser, or to draw in one.
const OF_BROWSERS: [&str; 22] = [
    "react",
    "react-dom",
    "preact",
    "vue",
    "svelte",
    "solid-js",
    "lit",
    "jquery",
    "d3",
    "three",
    "@angular/core",
    "vite",
    "webpack-dev-server",
    "parcel",
    "next",
    "nuxt",
    "astro",
    "@sveltejs/kit",
    "backbone",
    "ember-source",
    "alpinejs",
    "htmx.org",
];

/// Whether a browser's globals are offered beside Node's: JSX is written, the package says `browser`, or depends on what draws there.
pub(crate) fn has_browser(snapshot: &Snapshot, file: FileId) -> bool {
    if matches!(snapshot.kind(file).language, Language::Jsx | Language::Tsx) {
        return true;
    }
    let Some(package) = snapshot.package_of(file) else { return false };
    ["browser", "browserslist"].iter().any(|field| package.raw.contains_key(*field))
        || ["dependencies", "devDependencies", "peerDependencies"]
            .iter()
            .any(|field| package.strings(field).any(|(name, _)| OF_BROWSERS.contains(&name)))
}

//! Where a file's code runs: in Node alone, or in a browser as well.

use project::Snapshot;
use source::FileId;
use syntax::Language;

/// Packages that draw in a browser, beside those that bring code there.
const DRAWING: [&str; 8] =
    ["react", "d3", "three", "webpack-dev-server", "backbone", "ember-source", "alpinejs", "htmx.org"];

/// Whether a browser's globals are offered beside Node's: JSX is written, the package says `browser`, or depends on what draws there.
pub(crate) fn has_browser(snapshot: &Snapshot, file: FileId) -> bool {
    if matches!(snapshot.kind(file).language, Language::Jsx | Language::Tsx) {
        return true;
    }
    snapshot.package_of(file).is_some_and(|package| package.is_for_browsers(&DRAWING))
}

//! How the files of a folder are run: by Node as they are, or by way of a tool that is more lenient.

use std::path::Path;

use package::manifest::{ModuleKind, PackageJson};

use super::modules::Modules;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Setting {
    /// Something bundles them, or compiles them before they run.
    pub is_bundled: bool,
    /// What the package says of its `.js` files.
    pub kind: Option<ModuleKind>,
    /// They are part of an installed package.
    pub is_installed: bool,
}

/// Packages that resolve specifiers in their own way, beside those that bring code to a browser.
const TOOLS: &[&str] = &[
    "@babel/core",
    "@babel/node",
    "@babel/preset-env",
    "@babel/register",
    "@rspack/core",
    "@swc-node/register",
    "@swc/core",
    "@types/bun",
    "@web/dev-server",
    "babel-core",
    "babel-jest",
    "browserify",
    "bun-types",
    "bunchee",
    "electron-vite",
    "esbuild",
    "esbuild-register",
    "esm",
    "jest",
    "jiti",
    "microbundle",
    "rolldown",
    "rollup",
    "sucrase",
    "ts-jest",
    "ts-node",
    "tsdown",
    "tsup",
    "tsx",
    "unbuild",
    "vitest",
    "webpack",
    "wrangler",
    "@vercel/ncc",
];

/// Files that say that something else than Node runs the code.
const SIGNS: [&str; 6] =
    ["deno.json", "deno.jsonc", "bunfig.toml", "webpack.config.js", "rollup.config.js", "vite.config.js"];

/// `above`: that of the folder around.
pub(super) fn setting(modules: &Modules, folder: &Path, above: Option<Setting>) -> Setting {
    let is_installed = package::scope::inside_node_modules(folder);
    let package = modules.resolver.package_in(folder).ok().flatten();
    let is_root = folder.file_name().is_some_and(|name| name == "node_modules")
        || package.is_some() && is_installed
        || modules.files.is_directory(&folder.join(".git"));
    let above = above.filter(|_| !is_root);
    let is_tool = |package: &PackageJson| package.is_for_browsers(TOOLS) || package.raw.contains_key("babel");
    let is_bundled = package.as_deref().is_some_and(is_tool)
        || above.is_some_and(|above| above.is_bundled)
        || SIGNS.iter().any(|name| modules.files.is_file(&folder.join(name)));
    let kind = match package {
        Some(package) => package.kind,
        None => above.and_then(|above| above.kind),
    };
    Setting { is_bundled, kind, is_installed }
}

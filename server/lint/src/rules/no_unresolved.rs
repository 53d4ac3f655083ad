//! Disallows imports of files and packages that are not there.
//!
//! ## Why
//! The program ends before its first line has run. Node's own rules decide what is there; where a bundler or TypeScript runs the code,
//! what they resolve counts too. Nothing is said of what may be missing: optional dependencies, and `require` in a `try`.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "type": "module" }
//! //- /main.js
//! import { total } from './totals.js';
//! import express from 'expres';
//! import { test } from 'node:tests';
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "type": "module" }
//! //- /total.js
//! export const total = 1;
//! //- /main.js
//! import { total } from './total.js';
//! import test from 'node:test';
//! ```

use resolve::error::ResolveError;

use crate::imports::declared::{Field, package_name};
use crate::imports::exports::similar;
use crate::imports::importer::Importer;
use crate::imports::module::{Request, RequestKind};
use crate::imports::{Target, builtins};
use crate::report::Report;
use crate::rule::{Severity, rule};

rule!("no-unresolved", Imports, Error, None, modules);

/// Names that are not found in `node_modules` because what runs the program has them.
const HOSTS: [&str; 12] =
    ["atom", "bun", "cloudflare", "electron", "k6", "meteor", "obsidian", "photoshop", "sketch", "uxp", "vscode", "xd"];

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    for request in &importer.module.requests {
        if request.is_type_only || request.is_guarded || importer.is_erased(request) {
            continue;
        }
        let Target::Missing(failure) = importer.target(request) else { continue };
        let is_not_found = matches!(
            failure.error,
            ResolveError::ModuleNotFound { .. }
                | ResolveError::MainNotFound { .. }
                | ResolveError::FileNotFound { .. }
                | ResolveError::PackageNotFound { .. }
                | ResolveError::DirectoryImport { .. }
                | ResolveError::UnknownBuiltin { .. }
        );
        if !is_not_found || failure.lenient.is_some() || importer.has_types(request) {
            continue;
        }
        if let Some(path) = &failure.alias {
            let message = format!("`{}` stands for `{}`, where nothing is", request.specifier, importer.shown(path));
            report.at(request.range.into(), message).severity = Severity::Warning;
            continue;
        }
        let Some((message, is_certain)) = message(importer, request) else { continue };
        let problem = report.at(request.range.into(), message);
        if !is_certain {
            problem.severity = Severity::Warning;
        }
    }
}

/// What is said of a specifier, and whether the program surely fails.
fn message(importer: &Importer, request: &Request) -> Option<(String, bool)> {
    let specifier = request.specifier.as_str();
    let is_installed = importer.setting.is_installed;
    if specifier.is_empty() || specifier.contains(['!', '*']) || is_installed && request.is_nested {
        return None;
    }
    if let Some(name) = specifier.strip_prefix("node:") {
        let all = resolve::builtins::BUILTIN_NAMES.iter().chain(resolve::builtins::SCHEME_ONLY_NAMES);
        let meant = similar(name, all.copied()).map_or_else(String::new, |near| format!("; is `node:{near}` meant?"));
        return builtins::module(name).is_none().then(|| (format!("Node has no module `{name}`{meant}"), true));
    }
    let is_certain = !request.is_nested;
    if specifier.starts_with(['.', '/']) {
        // What a server has at its root is no file here.
        if specifier.starts_with('/') && !importer.is_resolved_by_node() {
            return None;
        }
        let meant = near_file(importer, specifier).map_or_else(String::new, |near| format!("; is `{near}` meant?"));
        return Some((format!("there is no file `{specifier}`{meant}"), is_certain));
    }
    let (name, subpath) = package_name(specifier)?;
    if HOSTS.contains(&name) || request.kind == RequestKind::Resolve {
        return None;
    }
    let declared = importer.declared();
    let field = declared.field(name);
    if let Some(folder) = importer.installed(name) {
        let shown = if subpath.is_empty() { "a main file".to_owned() } else { format!("a file `.{subpath}`") };
        let is_whole = importer.modules.files.is_file(&folder.join("package.json"));
        // Packages of types alone have nothing to load.
        return is_whole.then(|| (format!("the package `{name}` is installed, but has not {shown}"), is_certain));
    }
    match field {
        Some(Field::Optional | Field::OptionalPeer) => None,
        Some(Field::Development) if is_installed => None,
        Some(_) if declared.has_installed => {
            Some((format!("the package `{name}` is named in package.json but not installed"), is_certain))
        }
        // Nothing is installed yet.
        Some(_) => None,
        None if is_installed && request.is_nested || declared.is_own_name(name) => None,
        None => {
            let meant = similar(name, declared.names().chain(resolve::builtins::BUILTIN_NAMES.iter().copied()));
            let has_aliases = !importer.is_resolved_by_node();
            let is_alias = has_aliases && meant.is_none();
            let meant = meant.map_or_else(String::new, |near| format!("; is `{near}` meant?"));
            let message =
                format!("there is no package `{name}`: it is neither installed nor named in package.json{meant}");
            // Bundlers can give names to folders, also such that are nearly those of packages.
            (!is_alias).then_some((message, is_certain && !has_aliases))
        }
    }
}

/// A file beside the one that is not there, of nearly its name, as it would be named.
fn near_file(importer: &Importer, specifier: &str) -> Option<String> {
    let folder = importer.path.parent()?;
    let (start, name) = specifier.rsplit_once('/')?;
    let place = folder.join(start);
    let mut entries = importer.modules.files.read_directory(&place).ok()?;
    entries.retain(|entry| place.join(entry) != importer.path);
    let near = similar(name, entries.iter().map(String::as_str))?;
    Some(format!("{start}/{near}"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn files_and_packages_that_are_not_there() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module", "dependencies": { "express": "1", "gone": "1" }, "optionalDependencies": { "extra": "1" } }
//- /node_modules/express/package.json
{ "name": "express", "main": "index.js" }
//- /node_modules/express/index.js
module.exports = 1;
//- /total.js
export default 1;
//- /main.js
import a from './totals.js';
//            ^^^^^^^^^^^^^ there is no file `./totals.js`; is `./total.js` meant?
import b from 'expres';
//            ^^^^^^^^ there is no package `expres`: it is neither installed nor named in package.json; is `express` meant?
import c from 'gone';
//            ^^^^^^ the package `gone` is named in package.json but not installed
import d from 'extra';
import e from 'express';
import f from 'express/lib/none.js';
//            ^^^^^^^^^^^^^^^^^^^^^ the package `express` is installed, but has not a file `./lib/none.js`
import g from 'node:fsx';
//            ^^^^^^^^^^ Node has no module `fsx`; is `node:fs` meant?
import h from 'https://example.com/a.js';
import i from './total.js?x=1';
await import('./none.js').catch(() => {});
"#,
        );
    }

    #[test]
    fn what_may_be_missing() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "peerDependencies": { "react": "1" }, "peerDependenciesMeta": { "react": { "optional": true } } }
//- /main.js
try { require('fsevents') } catch {}
try { require('./build.js') } catch {}
require('react');
require('./none');
//      ^^^^^^^^ there is no file
function later() { return require('./nothing') }
//                                ^^^^^^^^^^^ there is no file
"#,
        );
    }

    #[test]
    fn names_that_configurations_give() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "private": true, "alias": { "parcelled": "./src/b.js" }, "jest": { "moduleNameMapper": { "^~t/(.*)$": "<rootDir>/src/$1" } } }
//- /vite.config.js
import { defineConfig } from 'vite';
import path from 'node:path';
const source = path.resolve(__dirname, 'src');
export default defineConfig(({ mode }) => ({
  resolve: { alias: [{ find: '@', replacement: source }, { find: /^#(.*)$/, replacement: '/src/$1' }] },
}));
//- /webpack.config.js
const resolve = (name) => name;
module.exports = {
  resolve: {
    alias: { exact$: __dirname + '/src/b.js', lib: `${__dirname}/src`, far: somewhere(), none: false, base: require('path').join(__dirname, 'src/deep') },
    modules: ['shared', 'node_modules'],
  },
};
//- /.babelrc
{ "plugins": [["module-resolver", { "root": ["./roots"], "alias": { "^%(.+)": "./src/\1", "under": "./src" } }]] }
//- /src/b.js
export default 1;
//- /src/deep/c.js
export default 1;
//- /src/View.vue
<template/>
//- /shared/common.js
export default 1;
//- /roots/rooted.js
export default 1;
//- /main.js
import '@/b'; import '#b.js'; import 'lib/b'; import 'exact'; import 'parcelled'; import 'common'; import 'rooted'; import '~t/b';
import 'base/c'; import 'under/deep/c.js'; import 'far/anything'; import 'none'; import '@/View';
import '@/c';
//     ^^^^^ `@/c` stands for `./src/c`, where nothing is
import 'base/d';
//     ^^^^^^^^ `base/d` stands for `./src/deep/d`, where nothing is
"#,
        );
    }

    #[test]
    fn what_is_replaced_in_a_browser() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "browser": { "native": false, "shimmed": "./src/shim.js", "./src/made.js": "./src/shim.js", "lost": "./src/nothing.js", "other": "much" } }
//- /src/shim.js
export default 1;
//- /src/deep/main.js
import 'native'; import 'shimmed'; import '../made'; import '../made.js'; import 'other'; import 'lost';
import '../making.js';
//     ^^^^^^^^^^^^^^ there is no file
"#,
        );
    }

    #[test]
    fn what_others_resolve() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module", "devDependencies": { "vite": "1" } }
//- /tsconfig.json
{ "compilerOptions": { "paths": { "lib/*": ["./src/*"] } } }
//- /src/a.ts
export const a: number = 1;
//- /src/style.css
p {}
//- /main.js
import '@components/button';
import './src/style.css?inline';
import './src/a';
import '/logo.svg';
import './src/b';
//     ^^^^^^^^^ there is no file
//- /main.ts
import { a } from './src/a.js';
import { a as b } from 'lib/a';
import type { c } from 'estree';
import { d } from 'csstype';
let x: d;
"#,
        );
    }
}

//! Disallows imports of what a package's `exports` keep to itself.
//!
//! ## Why
//! A package that says what can be imported of it hides all else, though the files are there. Bundlers heed this as Node does.
//!
//! ## Bad
//! ```js
//! //- /node_modules/parser/package.json
//! { "name": "parser", "exports": { ".": "./index.js" } }
//! //- /node_modules/parser/index.js
//! module.exports = 1;
//! //- /node_modules/parser/lib/tokens.js
//! module.exports = 1;
//! //- /main.js
//! const tokens = require('parser/lib/tokens.js');
//! ```
//!
//! ## Good
//! ```js
//! //- /node_modules/parser/package.json
//! { "name": "parser", "exports": { ".": "./index.js" } }
//! //- /node_modules/parser/index.js
//! module.exports = 1;
//! //- /main.js
//! const parser = require('parser');
//! ```

use resolve::error::ResolveError;
use serde_json::Value;

use crate::imports::Target;
use crate::imports::declared::package_name;
use crate::imports::exports::similar;
use crate::imports::importer::Importer;
use crate::imports::module::{Request, RequestKind};
use crate::report::Report;
use crate::rule::{Severity, rule};

rule!("exports-map", Imports, Error, None, modules);

/// More subpaths of a package are not told.
const MOST_SHOWN: usize = 3;

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    for request in &importer.module.requests {
        let is_left = request.is_type_only || request.is_guarded || importer.is_erased(request);
        if is_left || request.kind == RequestKind::Resolve || importer.setting.is_installed && request.is_nested {
            continue;
        }
        let Target::Missing(failure) = importer.target(request) else { continue };
        let Some(message) = message(importer, request, &failure.error) else { continue };
        let problem = report.at(request.range.into(), message);
        if request.is_nested {
            problem.severity = Severity::Warning;
        }
    }
}

fn message(importer: &Importer, request: &Request, error: &ResolveError) -> Option<String> {
    let specifier = request.specifier.as_str();
    match error {
        ResolveError::PathNotExported { subpath, package_json, .. } => {
            let package = importer.modules.resolver.package_in(package_json.parent()?).ok().flatten()?;
            let exports = package.exports()?;
            // Conditions that only bundlers and compilers have may lead to a file.
            if !importer.is_resolved_by_node() && keys(exports).any(|key| is_key_of(key, subpath)) {
                return None;
            }
            let name = package.name.as_deref().unwrap_or(specifier);
            let keys = keys(exports).filter(|key| !key.contains('*') && *key != ".");
            let meant = similar(subpath, keys).and_then(|key| key.strip_prefix('.'));
            let meant = meant.map_or_else(String::new, |rest| format!("; is `{name}{rest}` meant?"));
            Some(format!("the package `{name}` keeps `{subpath}` to itself: it is not among its `exports`{meant}"))
        }
        ResolveError::MainNotExported { package_json, .. } => {
            if !importer.is_resolved_by_node() {
                return None;
            }
            let package = importer.modules.resolver.package_in(package_json.parent()?).ok().flatten()?;
            let name = package.name.clone().unwrap_or_else(|| specifier.to_owned());
            let other = if request.kind.is_import() { "`require`" } else { "`import`" };
            let keys: Vec<&str> = package.exports().into_iter().flat_map(keys).collect();
            let subpaths = keys.iter().filter(|key| !key.contains('*')).take(MOST_SHOWN);
            let subpaths: Vec<String> = subpaths.map(|key| format!("`{name}{}`", &key[1..])).collect();
            Some(match subpaths.is_empty() || keys.contains(&".") {
                true => format!("the package `{name}` can only be loaded by {other}"),
                false => format!("the package `{name}` has no main module, but {}", subpaths.join(", ")),
            })
        }
        ResolveError::InvalidTarget { key, .. } => {
            let (name, _) = package_name(specifier)?;
            Some(format!("what the package `{name}` gives for `{key}` is none of its files"))
        }
        ResolveError::ImportNotDefined { .. } if importer.is_resolved_by_node() => {
            Some(format!("`{specifier}` is not among the `imports` of package.json"))
        }
        _ => None,
    }
}

/// The subpaths that `exports` name.
fn keys(exports: &Value) -> impl Iterator<Item = &str> {
    exports
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys())
        .map(String::as_str)
        .filter(|key| key.starts_with('.'))
}

fn is_key_of(key: &str, subpath: &str) -> bool {
    match key.split_once('*') {
        Some((start, end)) => {
            subpath.len() >= start.len() + end.len() && subpath.starts_with(start) && subpath.ends_with(end)
        }
        None => key == subpath || key.ends_with('/') && subpath.starts_with(key),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn subpaths_and_main_modules() {
        check_project(
            &RULE,
            r##"
//- /node_modules/a/package.json
{ "name": "a", "exports": { ".": { "import": "./a.mjs" }, "./tokens": "./a.mjs", "./x": { "browser": "./a.mjs" } } }
//- /node_modules/a/a.mjs
export default 1;
//- /node_modules/b/package.json
{ "name": "b", "exports": { "./c": "./c.js" } }
//- /node_modules/b/c.js
module.exports = 1;
//- /main.cjs
require('a');
//      ^^^ the package `a` can only be loaded by `import`
require('a/token');
//      ^^^^^^^^^ the package `a` keeps `./token` to itself: it is not among its `exports`; is `a/tokens` meant?
require('b');
//      ^^^ the package `b` has no main module, but `b/c`
require('b/c');
require('#x');
//      ^^^^ `#x` is not among the `imports` of package.json
try { require('a/token') } catch {}
//- /package.json
{ "name": "main", "imports": { "#y": "./y.js" } }
//- /bundled/package.json
{ "devDependencies": { "vite": "1" } }
//- /bundled/main.js
import 'a/x';
import 'a/token';
//     ^^^^^^^^^ keeps `./token` to itself
"##,
        );
    }
}

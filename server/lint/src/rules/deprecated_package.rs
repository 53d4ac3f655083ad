//! Disallows imports of packages that their authors have deprecated.
//!
//! ## Why
//! Nobody mends them any more, and the message mostly names what to use instead. npm says it once, while installing. Lode reads it from the
//! installed package or the lockfile.
//!
//! ## Bad
//! ```js
//! //- /node_modules/request/package.json
//! { "name": "request", "deprecated": "use fetch" }
//! //- /node_modules/request/index.js
//! module.exports = 1;
//! //- /main.js
//! const request = require('request');
//! ```
//!
//! ## Good
//! ```js
//! //- /main.js
//! fetch('https://example.com').then(answer => console.log(answer.status));
//! ```

use crate::imports::declared::{installed_folder, package_name};
use crate::imports::importer::Importer;
use crate::report::Report;
use crate::rule::rule;

rule!("deprecated-package", Imports, Warning, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.setting.is_installed {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for request in &importer.module.requests {
        let Some((name, _)) = package_name(&request.specifier).filter(|(name, _)| !told.contains(name)) else {
            continue;
        };
        let target = importer.target(request);
        let Some(folder) = target.file().and_then(installed_folder) else { continue };
        if let Some(said) = importer.modules.deprecation(&folder) {
            told.push(name);
            let said = said.trim();
            let message = match said.is_empty() {
                true => format!("the package `{name}` is deprecated"),
                false => format!("the package `{name}` is deprecated: {said}"),
            };
            report.at(request.range.into(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn by_manifest_and_lockfile() {
        check_project(
            &RULE,
            r#"
//- /package-lock.json
{ "packages": { "node_modules/a": { "version": "1.0.0", "deprecated": "use b" }, "node_modules/b": {} } }
//- /node_modules/a/package.json
{ "name": "a", "version": "1.0.0" }
//- /node_modules/a/index.js
module.exports = 1;
//- /node_modules/b/package.json
{ "name": "b" }
//- /node_modules/b/index.js
module.exports = 1;
//- /node_modules/c/package.json
{ "name": "c", "deprecated": "no longer supported" }
//- /node_modules/c/index.js
module.exports = 1;
//- /main.js
import a from 'a';
//            ^^^ the package `a` is deprecated: use b
import b from 'b';
import c from 'c';
//            ^^^ the package `c` is deprecated: no longer supported
//- /pnpm/pnpm-lock.yaml
lockfileVersion: '9.0'

packages:

  d@1.2.3:
    resolution: {integrity: sha512-x}
    deprecated: use e
//- /pnpm/node_modules/d/package.json
{ "name": "d", "version": "1.2.3" }
//- /pnpm/node_modules/d/index.js
module.exports = 1;
//- /pnpm/main.js
import d from 'd';
//            ^^^ the package `d` is deprecated: use e
"#,
        );
    }
}

//! Disallows imports of packages that package.json does not name.
//!
//! ## Why
//! They are found because another package happens to need them and npm put them where both see them. When that one goes, or takes another
//! version, the program breaks; with pnpm, or for whoever installs it, it is broken from the start.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "name": "shop", "dependencies": { "express": "5" } }
//! //- /node_modules/qs/package.json
//! { "name": "qs" }
//! //- /node_modules/qs/index.js
//! module.exports = 1;
//! //- /main.js
//! const qs = require('qs');
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "name": "shop", "dependencies": { "express": "5", "qs": "6" } }
//! //- /node_modules/qs/package.json
//! { "name": "qs" }
//! //- /node_modules/qs/index.js
//! module.exports = 1;
//! //- /main.js
//! const qs = require('qs');
//! ```

use crate::imports::declared::{installed_folder, package_name};
use crate::imports::importer::Importer;
use crate::report::Report;
use crate::rule::rule;

rule!("undeclared-dependency", Imports, Warning, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.setting.is_installed {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for request in importer.module.requests.iter().filter(|request| !request.is_guarded) {
        let Some((name, _)) = package_name(&request.specifier) else { continue };
        let declared = importer.declared();
        if !declared.is_known || declared.has(name) || declared.is_own_name(name) || told.contains(&name) {
            continue;
        }
        let target = importer.target(request);
        let Some(folder) = target.file().and_then(installed_folder) else { continue };
        // `paths` and aliases may lead from any name to any package.
        let is_of_name = importer
            .modules
            .resolver
            .package_in(&folder)
            .ok()
            .flatten()
            .is_some_and(|package| package.name.as_deref() == Some(name) || folder.ends_with(name));
        if is_of_name {
            told.push(name);
            let message =
                format!("`{name}` is not named in package.json; it is there only because another package needs it");
            report.at(request.range.into(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn packages_that_nobody_names() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "name": "root", "devDependencies": { "a": "1", "@types/b": "1" } }
//- /node_modules/a/package.json
{ "name": "a" }
//- /node_modules/a/index.js
module.exports = 1;
//- /node_modules/b/package.json
{ "name": "b" }
//- /node_modules/b/index.js
module.exports = 1;
//- /node_modules/@c/d/package.json
{ "name": "@c/d" }
//- /node_modules/@c/d/e.js
module.exports = 1;
//- /packages/one/package.json
{ "name": "one" }
//- /packages/one/main.js
import 'a'; import 'b'; import 'fs'; import 'one'; import './x';
import '@c/d/e.js';
//     ^^^^^^^^^^^ `@c/d` is not named in package.json
import '@c/d/e.js';
try { require('@c/d/e.js') } catch {}
"#,
        );
    }
}

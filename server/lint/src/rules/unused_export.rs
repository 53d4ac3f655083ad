//! Disallows exports that no other file uses.
//!
//! ## Why
//! Nobody dares to change or remove them, since someone might use them. All files that are linted are looked at, so the rule says something
//! only where the whole project is. Nothing is said of files that are a beginning: those that package.json names, tests, configurations of
//! tools, pages of frameworks.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "name": "shop", "main": "main.js" }
//! //- /main.js
//! import { total } from './total.js';
//! //- /total.js
//! export const total = 1;
//! export const unused = 2;
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "name": "shop", "main": "main.js" }
//! //- /main.js
//! import { total } from './total.js';
//! //- /total.js
//! export const total = 1;
//! ```

use crate::imports::importer::Importer;
use crate::report::Report;
use crate::rule::rule;

rule!("unused-export", Imports, Off, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if !importer.module.is_module
        || importer.module.is_declarations
        || importer.setting.is_installed
        || !importer.modules.is_whole()
    {
        return;
    }
    let usage = importer.modules.usage();
    // Of a file that nobody imports `unused-file` speaks.
    if usage.is_start(importer.path) || !usage.is_reached(importer.path) {
        return;
    }
    for export in &importer.module.exports {
        let Some(name) = &export.name else { continue };
        if !usage.is_used(importer.path, name) {
            let what = if name == "default" { "the default export".to_owned() } else { format!("`{name}`") };
            report.at(export.range.into(), format!("{what} is exported, but no other file uses it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn what_nobody_uses() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "name": "shop", "exports": "./dist/main.js" }
//- /src/main.js
import { a } from './a.js';
import * as all from './all.js';
import('./lazy.js');
export { all };
export const api = a, used = all.b;
//- /src/a.js
export { a, c } from './inner.js';
//          ^ `c` is exported, but no other file uses it
export default class {}
//^^^^^^^^^^^^^^^^^^^^^ the default export is exported, but no other file uses it
//- /src/inner.js
export const a = 1, c = 2, d = 3;
//                         ^ `d` is exported
//- /src/all.js
export const b = 1, e = 2;
//- /src/lazy.js
export const f = 1;
//- /src/alone.js
export const g = 1;
//- /src/a.test.js
import { h } from './helper.js';
export const i = h;
//- /src/helper.js
export const h = 1, j = 2;
//                  ^ `j` is exported
"#,
        );
    }
}

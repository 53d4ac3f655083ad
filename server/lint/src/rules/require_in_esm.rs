//! Disallows the words of CommonJS in ES modules that Node runs.
//!
//! ## Why
//! `require`, `module`, `exports`, `__filename` and `__dirname` are not defined there, and using them throws. Nothing is said where a bundler
//! or a compiler is at work, which may define them.
//!
//! ## Bad
//! ```js
//! //- /main.mjs
//! const fs = require('node:fs');
//! ```
//!
//! ## Good
//! ```js
//! //- /main.mjs
//! import fs from 'node:fs';
//! import { createRequire } from 'node:module';
//! const require = createRequire(import.meta.url);
//! const data = require('./data.json');
//! ```

use crate::imports::importer::Importer;
use crate::report::Report;
use crate::rule::rule;

rule!("require-in-esm", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if !importer.is_module_in_node() {
        return;
    }
    let is_written_as_common_js = !importer.module.has_module_syntax;
    for word in &importer.module.common_js_words {
        let instead = match word.word.as_str() {
            _ if is_written_as_common_js => {
                "package.json or the extension makes this file an ES module; name it `.cjs` if it is CommonJS"
            }
            "require" => "`import` it, or make a `require` by `createRequire(import.meta.url)`",
            "__filename" => "there is `import.meta.filename`",
            "__dirname" => "there is `import.meta.dirname`",
            _ => "use `export`",
        };
        let message = format!("`{}` is not defined in ES modules; {instead}", word.word);
        report.at(word.range.into(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn words_of_common_js() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module" }
//- /main.js
import 'fs';
const a = require('a');
//        ^^^^^^^ `require` is not defined in ES modules; `import` it, or make a `require`
join(__dirname, 'x');
//   ^^^^^^^^^ `__dirname` is not defined in ES modules; there is `import.meta.dirname`
if (typeof exports === 'object') f(exports);
function f(module, exports) { return module.exports = exports }
//- /asked.js
export const cache = () => (typeof require === 'undefined' ? null : require.cache);
export const paths = () => require.main;
//- /config.js
module.exports = {};
//^^^^ `module` is not defined in ES modules; package.json or the extension makes this file an ES module; name it `.cjs`
//- /common.cjs
module.exports = require('a');
//- /created.js
import { createRequire } from 'module';
const require = createRequire(import.meta.url);
require('a');
//- /bundled/package.json
{ "type": "module", "devDependencies": { "webpack": "1" } }
//- /bundled/main.js
require('a');
"#,
        );
    }
}

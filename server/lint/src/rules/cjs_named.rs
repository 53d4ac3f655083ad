//! Disallows imports of names that Node can't see in a CommonJS module.
//!
//! ## Why
//! Before a CommonJS module has run Node knows its names only as far as its text shows them: `exports.a = …`,
//! `module.exports = { a, b }`. What is put there in another way is there at run time, but can't be imported by name: the program ends
//! before its first line has run. TypeScript and bundlers let it pass.
//!
//! ## Bad
//! ```js
//! //- /node_modules/shapes/package.json
//! { "name": "shapes" }
//! //- /node_modules/shapes/index.js
//! module.exports = Object.assign({}, { circle: 1 });
//! //- /main.mjs
//! import { circle } from 'shapes';
//! ```
//!
//! ## Good
//! ```js
//! //- /node_modules/shapes/package.json
//! { "name": "shapes" }
//! //- /node_modules/shapes/index.js
//! module.exports = Object.assign({}, { circle: 1 });
//! //- /main.mjs
//! import shapes from 'shapes';
//! const { circle } = shapes;
//! ```

use crate::imports::exports::Given;
use crate::imports::importer::Importer;
use crate::imports::module::{Imported, RequestKind};
use crate::report::Report;
use crate::rule::rule;

rule!("cjs-named", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if !importer.is_compiled_to_module() || importer.module.is_declarations {
        return;
    }
    for request in importer.module.requests.iter().filter(|request| request.kind.is_static()) {
        for name in &request.names {
            let Imported::Named(asked) = &name.imported else { continue };
            if !importer.is_value(request, name) {
                continue;
            }
            let target = importer.target(request);
            let Some(file) = target.file() else { break };
            let is_common_js = importer.modules.module(file).is_some_and(|module| !module.is_module);
            if is_common_js && importer.modules.gives(file, asked, true) == Given::No {
                let specifier = &request.specifier;
                let way = match request.kind {
                    RequestKind::ReExport => "it can't be handed on by name".to_owned(),
                    _ => format!("import the default of `{specifier}` and take `{asked}` from that"),
                };
                let message = format!("Node can't see `{asked}` in the CommonJS module `{specifier}`; {way}");
                report.at(name.range.into(), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn what_the_text_shows() {
        check_project(
            &RULE,
            r#"
//- /node_modules/a/package.json
{ "name": "a" }
//- /node_modules/a/index.js
exports.seen = 1;
for (const name of ['hidden']) exports[name] = 1;
//- /node_modules/b/package.json
{ "name": "b" }
//- /node_modules/b/index.js
module.exports = require('./lib');
//- /node_modules/b/lib.js
module.exports = { one, two: 2, three };
//- /node_modules/c/package.json
{ "name": "c" }
//- /node_modules/c/index.js
module.exports = require('fs');
//- /main.mjs
import { seen, hidden } from 'a';
//             ^^^^^^ Node can't see `hidden` in the CommonJS module `a`; import the default of `a` and take `hidden` from that
import { one, three } from 'b';
//            ^^^^^ Node can't see `three`
import { existsSync, nothing } from 'c';
//                   ^^^^^^^ Node can't see `nothing`
export { hidden as other } from 'a';
//       ^^^^^^ Node can't see `hidden` in the CommonJS module `a`; it can't be handed on by name
import whole, * as all from 'a';
//- /main.js
import { hidden } from 'a';
//- /types.mts
import { hidden, type Other, Shape } from 'a';
//       ^^^^^^ Node can't see `hidden`
let a: Shape = hidden;
"#,
        );
    }
}

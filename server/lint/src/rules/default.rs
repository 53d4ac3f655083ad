//! Disallows default imports of modules that have no default export.
//!
//! ## Why
//! The program ends before its first line has run.
//!
//! ## Bad
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import shapes from './shapes.mjs';
//! ```
//!
//! ## Good
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import * as shapes from './shapes.mjs';
//! ```

use crate::imports::exports::Given;
use crate::imports::importer::Importer;
use crate::imports::module::Imported;
use crate::report::Report;
use crate::rule::rule;

rule!("default", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    let in_node = importer.is_module_in_node();
    for request in importer.module.requests.iter().filter(|request| request.kind.is_static()) {
        let names = request.names.iter();
        for name in names.filter(|name| name.imported == Imported::Default && importer.is_value(request, name)) {
            let target = importer.target(request);
            let Some(file) = target.file() else { break };
            if importer.modules.gives(file, "default", in_node) != Given::No {
                continue;
            }
            let exports_it = importer.modules.gives(file, &name.local, in_node) == Given::Yes;
            let hint = match exports_it && name.local != "default" {
                true => format!(", but exports `{}`: import it in braces", name.local),
                false => String::new(),
            };
            report.at(name.range.into(), format!("`{}` has no default export{hint}", request.specifier));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn defaults() {
        check_project(
            &RULE,
            r#"
//- /a.mjs
export const a = 1, b = 2;
export * from './b.mjs';
//- /b.mjs
export default 1;
//- /c.cjs
exports.c = 1;
//- /d.json
{}
//- /e.mjs
export { default } from './a.mjs';
//       ^^^^^^^ `./a.mjs` has no default export
export { b as default } from './a.mjs';
//- /main.mjs
import a from './a.mjs';
//     ^ `./a.mjs` has no default export, but exports `a`: import it in braces
import { default as other } from './a.mjs';
//       ^^^^^^^ `./a.mjs` has no default export
import b from './b.mjs';
import c from './c.cjs';
import d from './d.json' with { type: 'json' };
import e from './e.mjs';
"#,
        );
    }
}

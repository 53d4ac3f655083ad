//! Disallows members of imported namespaces that the module does not export.
//!
//! ## Why
//! They are undefined, and stay so: nothing can be put into the namespace of a module.
//!
//! ## Bad
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import * as shapes from './shapes.mjs';
//! shapes.cirlce();
//! ```
//!
//! ## Good
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import * as shapes from './shapes.mjs';
//! shapes.circle();
//! ```

use crate::imports::exports::{Given, similar};
use crate::imports::importer::Importer;
use crate::imports::module::{Imported, RequestKind};
use crate::report::Report;
use crate::rule::rule;

rule!("namespace", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    let in_node = importer.is_module_in_node();
    for request in importer.module.requests.iter().filter(|request| request.kind == RequestKind::Import) {
        for name in request.names.iter().filter(|name| name.imported == Imported::All) {
            for member in &name.members {
                let target = importer.target(request);
                let Some(file) = target.file() else { break };
                let is_tested = || name.members.iter().any(|other| other.is_tested && other.name == member.name);
                // Whether it is awaitable is asked by the language itself.
                if member.name == "then"
                    || importer.modules.gives(file, &member.name, in_node) != Given::No
                    || is_tested()
                {
                    continue;
                }
                let specifier = &request.specifier;
                let names = importer.modules.names(file, in_node);
                // Compilers to CommonJS may let a default that is all there is stand for the module.
                if !in_node && names == ["default"] {
                    break;
                }
                let message = match similar(&member.name, names.iter().map(String::as_str)) {
                    Some(near) => {
                        format!("`{specifier}` does not export `{}`; is `{near}` meant?", member.name)
                    }
                    None => format!("`{specifier}` does not export `{}`", member.name),
                };
                report.at(member.range.into(), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn members_of_namespaces() {
        check_project(
            &RULE,
            r#"
//- /lib.mjs
export const circle = 1;
export default 1;
//- /common.cjs
exports.a = 1;
//- /main.mjs
import * as lib from './lib.mjs';
import * as common from './common.cjs';
lib.circle(); lib.default; lib['circle']; lib[name];
lib.cirlce();
//  ^^^^^^ `./lib.mjs` does not export `cirlce`; is `circle` meant?
const { circle, square } = lib;
//              ^^^^^^ `./lib.mjs` does not export `square`
if (lib.maybe) lib.maybe();
common.a; common.default.b; common.b();
//                                 ^ `./common.cjs` does not export `b`
function f(lib) { lib.anything }
//- /whole.js
export default { a() {} };
//- /bundled.js
import * as common from './common.cjs';
import * as whole from './whole.js';
common.b();
whole.a();
"#,
        );
    }
}

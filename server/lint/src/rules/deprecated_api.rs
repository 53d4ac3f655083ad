//! Disallows what is marked as deprecated: of modules, of packages, and of Node.
//!
//! ## Why
//! It will go, or is wrong to use, and there is something better. A package says it by `@deprecated` before what it exports, in its code or in
//! its declarations, Node in its [list of deprecations](https://nodejs.org/api/deprecations.html), whose code the message has.
//!
//! ## Bad
//! ```js
//! //- /shapes.js
//! /** @deprecated Use `ellipse`. */
//! export function circle() {}
//! //- /main.js
//! import { circle } from './shapes.js';
//! import { parse } from 'node:url';
//! ```
//!
//! ## Good
//! ```js
//! //- /shapes.js
//! export function ellipse() {}
//! //- /main.js
//! import { ellipse } from './shapes.js';
//! const place = new URL('https://example.com');
//! ```

use crate::imports::importer::Importer;
use crate::imports::module::{Imported, Name, Range, Request, RequestKind};
use crate::imports::{Target, builtins};
use crate::report::Report;
use crate::rule::rule;

rule!("deprecated-api", Imports, Warning, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.setting.is_installed || importer.module.is_declarations {
        return;
    }
    // What is handed on was decided on elsewhere.
    let requests = importer.module.requests.iter().filter(|request| request.kind != RequestKind::ReExport);
    for request in requests {
        match importer.target(request) {
            Target::Builtin(builtin) => of_node(importer, request, builtin, report),
            target if target.file().is_some() => of_module(importer, request, &target, report),
            _ => {}
        }
    }
}

/// What is asked of a module by name.
fn asked<'m>(importer: &Importer, request: &'m Request, name: &'m Name) -> Vec<(&'m str, Range)> {
    let members = name.members.iter().filter(|member| !member.is_tested);
    let members = members.map(|member| (member.name.as_str(), member.range));
    match &name.imported {
        _ if !importer.is_value(request, name) => Vec::new(),
        Imported::Named(asked) => vec![(asked.as_str(), name.range)],
        Imported::Default => std::iter::once(("default", name.range)).chain(members).collect(),
        Imported::All => members.collect(),
    }
}

fn of_node(importer: &Importer, request: &Request, builtin: &str, report: &mut Report) {
    let Some(module) = builtins::module(builtin) else { return };
    let specifier = &request.specifier;
    if let Some(code) = module.deprecated {
        report.at(request.range.into(), format!("Node's `{specifier}` is deprecated ({code})"));
        return;
    }
    for (asked, range) in request.names.iter().flat_map(|name| asked(importer, request, name)) {
        let deprecated = module.member(asked).and_then(|api| api.deprecated);
        if let Some(code) = deprecated {
            let code = if code.is_empty() { String::new() } else { format!(" ({code})") };
            report.at(range.into(), format!("`{asked}` of Node's `{specifier}` is deprecated{code}"));
        }
    }
}

fn of_module(importer: &Importer, request: &Request, target: &Target, report: &mut Report) {
    let Some(file) = target.file() else { return };
    let is_installed = package::scope::inside_node_modules(file);
    let mut declarations = None;
    for (asked, range) in request.names.iter().flat_map(|name| asked(importer, request, name)) {
        let imported = if asked == "default" { Imported::Default } else { Imported::Named(asked.to_owned()) };
        let mut said = importer.modules.origin(file, &imported).and_then(|(_, export)| export.deprecated);
        if said.is_none() && is_installed {
            let declarations = declarations.get_or_insert_with(|| importer.declarations(request));
            said = declarations
                .as_deref()
                .and_then(|file| importer.modules.origin(file, &imported))
                .and_then(|(_, export)| export.deprecated);
        }
        if let Some(said) = said {
            let name = if asked == "default" { "the default" } else { &format!("`{asked}`") };
            let said = if said.is_empty() { String::new() } else { format!(": {said}") };
            report.at(range.into(), format!("{name} of `{}` is deprecated{said}", request.specifier));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn modules_and_packages() {
        check_project(
            &RULE,
            r#"
//- /lib.js
/**
 * Draws.
 * @deprecated Use {@link other | `other`},
 *   it is better.
 *
 * And more of it.
 * @param a what
 */
export function old(a) {}
/** @deprecated */
const older = 1;
export { older };
export const fine = 1;
//- /index.js
export * from './lib.js';
export { old as kept } from './lib.js';
//- /node_modules/typed/package.json
{ "name": "typed", "main": "index.js", "types": "index.d.ts" }
//- /node_modules/typed/index.js
exports.gone = exports.fine = 1;
//- /node_modules/typed/index.d.ts
/** @deprecated since 2.0 */
export declare function gone(): void;
export declare function fine(): void;
//- /main.js
import { old, older, fine } from './index.js';
//       ^^^ `old` of `./index.js` is deprecated: Use `other`, it is better.
//            ^^^^^ `older` of `./index.js` is deprecated
import { gone, fine as good } from 'typed';
//       ^^^^ `gone` of `typed` is deprecated: since 2.0
import * as all from './lib.js';
all.old();
//  ^^^ `old` of `./lib.js` is deprecated
"#,
        );
    }

    #[test]
    fn node() {
        check_project(
            &RULE,
            r#"
//- /main.cjs
const url = require('url'), punycode = require('punycode');
//                                             ^^^^^^^^^^ Node's `punycode` is deprecated (DEP0040)
url.parse('a');
//  ^^^^^ `parse` of Node's `url` is deprecated (DEP0169)
new url.URL('a');
const { exists } = require('fs');
//      ^^^^^^ `exists` of Node's `fs` is deprecated
//- /main.mjs
import { pseudoRandomBytes, randomBytes } from 'node:crypto';
//       ^^^^^^^^^^^^^^^^^ `pseudoRandomBytes` of Node's `node:crypto` is deprecated (DEP0115)
"#,
        );
    }
}

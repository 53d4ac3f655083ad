//! Disallows modules that import each other.
//!
//! ## Why
//! None of them can be understood, tested or taken away without the others, and what they read of each other may not be there yet. Where it
//! surely is not, `cycle-tdz` says so.
//!
//! ## Bad
//! ```js
//! //- /cart.js
//! import { price } from './item.js';
//! //- /item.js
//! import { cart } from './cart.js';
//! ```
//!
//! ## Good
//! ```js
//! //- /cart.js
//! import { price } from './item.js';
//! //- /item.js
//! export const price = 1;
//! ```
//!
//! ## Options
//! `{ "maxDepth": 2 }`: longer ways back are not told of.

use serde::Deserialize;
use serde_json::Value;

use crate::imports::importer::Importer;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-cycle", Imports, Off, None, modules, options: NoCycle);

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct NoCycle {
    /// A number, or `∞`.
    max_depth: Option<Value>,
    /// Installed packages never count, nor does what is loaded while the program runs.
    #[serde(rename = "ignoreExternal")]
    _ignore_external: bool,
    #[serde(rename = "allowUnsafeDynamicCyclicDependency")]
    _allow_unsafe_dynamic_cyclic_dependency: bool,
    #[serde(rename = "disableScc")]
    _disable_scc: bool,
    #[serde(rename = "commonjs")]
    _commonjs: bool,
    #[serde(rename = "amd")]
    _amd: bool,
    #[serde(rename = "esmodule")]
    _esmodule: bool,
}

impl RuleOptions for NoCycle {}

fn run(importer: &Importer, options: &NoCycle, report: &mut Report) {
    let is_concerned = importer.module.requests.iter().any(|request| request.kind.is_static())
        && importer.modules.may_be_in_cycle(importer.path);
    if importer.setting.is_installed || !is_concerned {
        return;
    }
    let most = options.max_depth.as_ref().and_then(Value::as_u64).map_or(usize::MAX, |most| most as usize);
    let graph = importer.modules.graph();
    let Some(own) = graph.number(importer.path) else { return };
    for edge in graph.edges(own).iter().filter(|edge| edge.is_static) {
        let Some(request) = importer.module.requests.get(edge.request as usize) else { continue };
        if edge.to == own {
            report.at(request.range.into(), "this file imports itself");
            continue;
        }
        if !graph.are_in_cycle(own, edge.to) {
            continue;
        }
        let way = graph.way(edge.to, own);
        if way.len() - 1 > most {
            continue;
        }
        let shown: Vec<String> = way.iter().map(|file| format!("`{}`", importer.shown(graph.path(*file)))).collect();
        report.at(request.range.into(), format!("this import leads back to this file: {}", shown.join(" → ")));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn ways_back() {
        check_project(
            &RULE,
            r#"
//- /a.js
import { b } from './b.js';
//                ^^^^^^^^ this import leads back to this file: `./b.js` → `./c.js` → `./a.js`
import './a.js';
//     ^^^^^^^^ this file imports itself
import './d.js';
//- /b.js
export * from './c.js';
//            ^^^^^^^^ leads back to this file: `./c.js` → `./a.js` → `./b.js`
//- /c.js
import { a } from './a.js';
//                ^^^^^^^^ leads back to this file: `./a.js` → `./b.js` → `./c.js`
//- /d.js
const a = () => import('./a.js');
//- /e.ts
import type { F } from './f';
//- /f.ts
import { E } from './e';
export type F = E;
"#,
        );
    }
}

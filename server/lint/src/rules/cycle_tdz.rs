//! Disallows reading an import before its module has run, in modules that import each other.
//!
//! ## Why
//! When modules import each other, one of them runs first, and what it reads of the others at once is not there yet: `class`, `const` and
//! `let` throw. Only what really happens is reported: the order is the one in which Node runs the modules, from where the program starts.
//! Functions are there from the beginning, and what is read later, in a function, may well be there by then.
//!
//! ## Bad
//! ```js
//! //- /main.mjs
//! import './base.mjs';
//! //- /base.mjs
//! import { register } from './derived.mjs';
//! export class Base {}
//! register();
//! //- /derived.mjs
//! import { Base } from './base.mjs';
//! class Derived extends Base {}
//! export function register() {}
//! ```
//!
//! ## Good
//! ```js
//! //- /main.mjs
//! import './derived.mjs';
//! //- /base.mjs
//! export class Base {}
//! //- /derived.mjs
//! import { Base } from './base.mjs';
//! class Derived extends Base {}
//! ```

use std::path::Path;

use crate::imports::importer::Importer;
use crate::imports::module::{Imported, Range, Request};
use crate::report::Report;
use crate::rule::rule;

rule!("cycle-tdz", Imports, Error, None, modules);

/// From more files a program does not start; and if it does, a few tell.
const MOST_STARTS: usize = 32;

fn run(importer: &Importer, report: &mut Report) {
    // In which order the modules run depends on who imports them.
    if !importer.modules.is_whole() || !importer.module.is_module || importer.module.is_declarations {
        return;
    }
    let reads: Vec<Read> = importer.module.requests.iter().flat_map(reads).collect();
    if reads.is_empty() || !importer.modules.may_be_in_cycle(importer.path) {
        return;
    }
    let graph = importer.modules.graph();
    let Some(own) = graph.number(importer.path).filter(|own| graph.is_in_cycle(*own)) else { return };
    let mut orders: Option<Vec<Vec<u32>>> = None;
    for read in reads {
        let target = importer.target(read.request);
        let origin = target.file().and_then(|file| importer.modules.origin(file, &read.imported));
        let Some((file, _)) = origin.filter(|(_, export)| export.has_dead_zone) else { continue };
        let Some(other) = graph.number(&file).filter(|other| graph.are_in_cycle(own, *other)) else { continue };
        let orders = orders.get_or_insert_with(|| {
            graph.starts_of(own).into_iter().take(MOST_STARTS).map(|start| graph.order_from(start)).collect()
        });
        let place = |order: &[u32], file: u32| order.iter().position(|it| *it == file);
        let fails = |order: &&Vec<u32>| match (place(order, own), place(order, other)) {
            (Some(own), Some(other)) => own < other,
            _ => false,
        };
        let Some(order) = orders.iter().find(fails) else { continue };
        let start = order.last().copied().unwrap_or(own);
        let back = graph.way(own, other).into_iter().skip(1);
        let way = graph.way(other, own).into_iter().chain(back);
        let way: Vec<String> = way.map(|file| shown(importer, graph.path(file))).collect();
        let name = match &read.imported {
            Imported::Named(name) => name.as_str(),
            _ => read.local,
        };
        let message = format!(
            "`{name}` is read before it is there: {} runs before {} in the cycle {}, when the program starts with {}",
            shown(importer, importer.path),
            shown(importer, &file),
            way.join(" → "),
            shown(importer, graph.path(start)),
        );
        report.at(read.range.into(), message);
    }
}

fn shown(importer: &Importer, path: &Path) -> String {
    format!("`{}`", importer.shown(path))
}

/// A value that is read while the file is loaded.
struct Read<'m> {
    request: &'m Request,
    imported: Imported,
    local: &'m str,
    range: Range,
}

fn reads(request: &Request) -> Vec<Read<'_>> {
    if !request.kind.is_static() || request.is_type_only {
        return Vec::new();
    }
    let mut reads = Vec::new();
    for name in &request.names {
        match (&name.imported, name.at_load) {
            (Imported::All, _) => {
                let members = name.members.iter().filter(|member| member.at_load);
                reads.extend(members.map(|member| {
                    let imported = Imported::Named(member.name.clone());
                    Read { request, imported, local: &name.local, range: member.range }
                }));
            }
            (imported, Some(range)) => {
                reads.push(Read { request, imported: imported.clone(), local: &name.local, range });
            }
            (_, None) => {}
        }
    }
    reads
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn what_is_read_too_early() {
        check_project(
            &RULE,
            r#"
//- /main.mjs
import './a.mjs';
//- /a.mjs
import { b } from './b.mjs';
export const a = 1;
export default class {}
export function hoisted() {}
export var old = 1;
//- /b.mjs
import other, { a, hoisted, old } from './index.mjs';
import * as all from './a.mjs';
export const b = a + 1;
//               ^ `a` is read before it is there: `./b.mjs` runs before `./a.mjs` in the cycle `./a.mjs` → `./b.mjs` → `./a.mjs`, when the program starts with `./main.mjs`
hoisted(old);
new other();
//  ^^^^^ `other` is read before it is there
all.a;
//  ^ `a` is read before it is there
function later() { return a }
if (later) later(a);
export class Late { field = a }
//- /index.mjs
export * from './a.mjs';
export { default } from './a.mjs';
"#,
        );
    }

    #[test]
    fn the_order_counts() {
        check_project(
            &RULE,
            r#"
//- /main.mjs
import './b.mjs';
import './a.mjs';
//- /a.mjs
import { b } from './b.mjs';
export const a = 1;
//- /b.mjs
import { a } from './a.mjs';
export const b = a + 1;
"#,
        );
    }
}

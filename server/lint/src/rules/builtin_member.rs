//! Disallows members of Node's own modules that are not there.
//!
//! ## Why
//! Calling them throws, which a test may well never do. Nothing is said where a program asks whether a member is there, puts one there
//! itself, or may have had others put it there.
//!
//! ## Bad
//! ```js
//! const fs = require('node:fs');
//! fs.existSyncc('a');
//! ```
//!
//! ## Good
//! ```js
//! const fs = require('node:fs');
//! fs.existsSync('a');
//! if (fs.readTree) fs.readTree('a');
//! ```

use source::{Edit, TextRange};

use crate::imports::exports::similar;
use crate::imports::importer::Importer;
use crate::imports::module::{Imported, Member};
use crate::imports::{Target, builtins};
use crate::report::Report;
use crate::rule::rule;

rule!("builtin-member", Imports, Error, Suggestion, modules);

/// Modules that programs put members into.
const OPEN: [&str; 2] = ["process", "console"];

fn run(importer: &Importer, report: &mut Report) {
    let wholes = importer.module.requests.iter().flat_map(|request| {
        let names = request.names.iter();
        names.filter(|name| !matches!(name.imported, Imported::Named(_))).map(move |name| (request, name))
    });
    for (request, name) in wholes.filter(|(_, name)| !name.members.is_empty()) {
        let Target::Builtin(builtin) = importer.target(request) else { continue };
        let Some(module) = builtins::module(builtin).filter(|_| !OPEN.contains(&builtin)) else { continue };
        for member in &name.members {
            let is_known = module.member(&member.name).is_some() || member.name == "default";
            let is_tested = || name.members.iter().any(|other| other.is_tested && other.name == member.name);
            if is_known || is_tested() {
                continue;
            }
            let specifier = &request.specifier;
            match similar(&member.name, module.names()) {
                Some(near) => {
                    let message = format!("Node's `{specifier}` has no `{}`; is `{near}` meant?", member.name);
                    report.at(member.range.into(), message).suggest(format!("Write `{near}`"), renamed(member, near));
                }
                // What is only handed on may be undefined and no harm done.
                None if member.is_needed && !name.escapes => {
                    report.at(member.range.into(), format!("Node's `{specifier}` has no `{}`", member.name));
                }
                None => {}
            }
        }
    }
}

/// The edit that asks for another member. `None`: the name is not written as it is.
fn renamed(member: &Member, name: &str) -> Option<Edit> {
    const QUOTE: u32 = 1;
    let (range, length) = (TextRange::from(member.range), member.name.len() as u32);
    match range.len().checked_sub(length)? {
        0 if member.is_shorthand => Some(Edit::insert(range.start(), format!("{name}: "))),
        0 => Some(Edit::replace(range, name)),
        both if both == 2 * QUOTE => {
            Some(Edit::replace(TextRange::new(range.start() + QUOTE, range.end() - QUOTE), name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use source::apply;
    use test_support::fixture::Fixture;

    use super::RULE;
    use crate::testing::{check_project, problems_of_project};

    #[test]
    fn members_of_builtins() {
        check_project(
            &RULE,
            r#"
//- /main.cjs
const fs = require('fs'), { jion, join, resolve: r = join } = require('path');
//                          ^^^^ Node's `path` has no `jion`; is `join` meant?
fs.existSyncc('a');
// ^^^^^^^^^^ Node's `fs` has no `existSyncc`; is `existsSync` meant?
fs.existsSync.native; fs.hasOwnProperty('a'); fs.promises.readFile();
fs.nothing();
// ^^^^^^^ Node's `fs` has no `nothing`
fs.readTree && fs.readTree('a');
fs.mine = 1; fs.mine();
fs.maybe?.();
if (typeof fs.other === 'function') fs.other();
require('os').cpu();
//            ^^^ Node's `os` has no `cpu`; is `cpus` meant?
const EventEmitter = require('events');
EventEmitter.call(this); EventEmitter.prototype; new EventEmitter.EventEmitter();
process.anything();
//- /patched.cjs
const fs = require('fs');
require('graceful').patch(fs);
fs.readTree('a');
//- /main.mjs
import fs, * as all from 'fs';
fs.readTree(); all.readTree(); all.default.existsSync();
// ^^^^^^^^ Node's `fs` has no `readTree`
//                 ^^^^^^^^ Node's `fs` has no `readTree`
function f(fs) { fs.anything() }
"#,
        );
    }

    #[test]
    fn the_member_that_is_meant_is_suggested() {
        let text = r#"
//- /main.cjs
const fs = require('fs'), { jion, resovle: r } = require('path');
fs.existSyncc('a'); fs['readFileSinc']('a'); fs.r\u0065adFileSinc('a');
"#;
        let (_, text, problems) = problems_of_project(&RULE, &Fixture::parse(text)).remove(0);
        let suggestions = problems.into_iter().flat_map(|problem| problem.suggestions);
        let edits: Vec<_> = suggestions.flat_map(|suggestion| suggestion.edits).collect();
        let expected = r#"
const fs = require('fs'), { join: jion, resolve: r } = require('path');
fs.existsSync('a'); fs['readFileSync']('a'); fs.r\u0065adFileSinc('a');
"#;
        assert_eq!(apply(&text, &edits).trim(), expected.trim());
    }
}

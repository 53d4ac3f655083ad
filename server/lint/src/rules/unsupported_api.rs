//! Disallows what the oldest Node that a package is for does not have.
//!
//! ## Why
//! `engines` in package.json promises that the package runs there, and it fails for whoever relies on that.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "name": "shop", "engines": { "node": ">=18" } }
//! //- /main.js
//! import { styleText } from 'node:util';
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "name": "shop", "engines": { "node": ">=22" } }
//! //- /main.js
//! import { styleText } from 'node:util';
//! ```

use package::version::{Range, Version};

use crate::imports::importer::Importer;
use crate::imports::module::Imported;
use crate::imports::{Target, builtins};
use crate::report::Report;
use crate::rule::rule;

rule!("unsupported-api", Imports, Warning, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.setting.is_installed || importer.module.is_declarations {
        return;
    }
    let mut lowest: Option<Option<(Version, String)>> = None;
    for request in importer.module.requests.iter().filter(|request| !request.is_guarded) {
        let Target::Builtin(builtin) = importer.target(request) else { continue };
        let Some(module) = builtins::module(builtin) else { continue };
        let Some((oldest, range)) = lowest.get_or_insert_with(|| promised(importer)) else { return };
        for name in request.names.iter().filter(|name| importer.is_value(request, name)) {
            let members = name
                .members
                .iter()
                .filter(|member| !name.members.iter().any(|other| other.is_tested && other.name == member.name));
            let members = members.map(|member| (member.name.as_str(), member.range));
            let named = match &name.imported {
                Imported::Named(asked) => Some((asked.as_str(), name.range)),
                _ => None,
            };
            for (asked, place) in named.into_iter().chain(members) {
                let Some(since) = module.member(asked).and_then(|api| api.since) else { continue };
                if !has(oldest, since) {
                    let specifier = &request.specifier;
                    let since = since.replace(',', " and ");
                    report.at(
                        place.into(),
                        format!(
                            "`{asked}` of Node's `{specifier}` is there since {since}, but `engines` promises `{range}`"
                        ),
                    );
                }
            }
        }
    }
}

/// The oldest Node that package.json promises, and how it says so.
fn promised(importer: &Importer) -> Option<(Version, String)> {
    let package = importer.modules.package(importer.path)?;
    let (_, range) = package.strings("engines").find(|(name, _)| *name == "node")?;
    Some((Range::parse(range).ok()?.lowest()?, range.to_owned()))
}

/// Whether a Node has what came with some versions: the oldest of a line that has it, for each line.
fn has(node: &Version, since: &str) -> bool {
    let versions: Vec<Version> = since.split(',').filter_map(|version| Version::parse(version).ok()).collect();
    versions.iter().max().is_none_or(|newest| node >= newest)
        || versions.iter().any(|version| version.major() == node.major() && node >= version)
}

#[cfg(test)]
mod tests {
    use super::{RULE, has};
    use crate::testing::check_project;
    use package::version::Version;

    #[test]
    fn lines_of_versions() {
        let has = |node: &str, since| has(&Version::parse(node).expect("a version"), since);
        assert!(has("20.0.0", "19.6.0,18.15.0") && has("18.16.0", "19.6.0,18.15.0"));
        assert!(!has("18.0.0", "19.6.0,18.15.0") && !has("19.0.0", "19.6.0,18.15.0"));
    }

    #[test]
    fn what_is_newer_than_promised() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "name": "a", "engines": { "node": "^16.7.0 || >=18" } }
//- /main.mjs
import fs, { cp, existsSync, openAsBlob } from 'node:fs';
//                           ^^^^^^^^^^ `openAsBlob` of Node's `node:fs` is there since 19.8.0, but `engines` promises `^16.7.0 || >=18`
if (fs.statfs) fs.statfs('/');
"#,
        );
    }
}

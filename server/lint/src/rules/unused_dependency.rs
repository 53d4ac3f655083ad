//! Disallows dependencies in package.json that nothing uses.
//!
//! ## Why
//! They are installed, updated and audited for nothing. A package is used if a file of the package imports it, if a script, a
//! configuration, a style or a page names it, or if another dependency wants it beside itself. Only `dependencies` are looked at: what is
//! needed for development is used in more ways than can be seen. All files that are linted are looked at, so the rule says something only
//! where the whole project is.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "name": "shop", "dependencies": { "express": "5", "left-pad": "1" } }
//! //- /main.js
//! require('express');
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "name": "shop", "dependencies": { "express": "5" } }
//! //- /main.js
//! require('express');
//! ```

use package::manifest::PackageJson;
use syntax::json::{Dialect, Value, parse};

use crate::imports::manifest::Manifest;
use crate::report::Report;
use crate::rule::rule;

rule!("unused-dependency", Imports, Off, None, package);

/// Fields that name packages without using them.
const NAMING: [&str; 9] = [
    "dependencies",
    "devDependencies",
    "peerDependencies",
    "peerDependenciesMeta",
    "optionalDependencies",
    "bundleDependencies",
    "bundledDependencies",
    "resolutions",
    "overrides",
];

fn run(manifest: &Manifest, report: &mut Report) {
    let document = parse(manifest.text, Dialect::WithComments);
    let Some(Value::Object(fields)) = document.root.map(|root| &document[root].value) else { return };
    let Some(field) = fields.iter().find(|field| field.name == "dependencies") else { return };
    let Value::Object(dependencies) = &document[field.value].value else { return };
    let imported = manifest.imported();
    let mut others: Option<Vec<String>> = None;
    for dependency in dependencies {
        let name = dependency.name.as_str();
        if imported.contains(name) || name.starts_with("@types/") || is_named_in_manifest(manifest, name) {
            continue;
        }
        let others = others.get_or_insert_with(|| manifest.others());
        if others.iter().any(|text| text.contains(name)) || is_wanted_by_others(manifest, name) {
            continue;
        }
        report.at(dependency.name_range, format!("nothing uses `{name}`"));
    }
}

/// Whether a script or another field names a package, or a program of its.
fn is_named_in_manifest(manifest: &Manifest, name: &str) -> bool {
    let installed = installed(manifest, name);
    let programs = installed.iter().flat_map(|package| package.bin()).map(|(program, _)| program.to_owned());
    let words: Vec<String> = programs.chain([name.to_owned()]).collect();
    let scripts: Vec<&str> = manifest.package.strings("scripts").map(|(_, script)| script).collect();
    let is_in_script = words.iter().any(|word| {
        scripts.iter().any(|script| {
            script.split([' ', '\'', '"', '=', '&', '|', ';', '/']).any(|part| part == word) || script.contains(name)
        })
    });
    let others = manifest.package.raw.iter().filter(|(field, _)| !NAMING.contains(&field.as_str()) && *field != "name");
    is_in_script || others.into_iter().any(|(_, value)| value.to_string().contains(name))
}

/// Whether another dependency has to have a package beside it.
fn is_wanted_by_others(manifest: &Manifest, name: &str) -> bool {
    ["dependencies", "devDependencies"].iter().flat_map(|field| manifest.package.strings(field)).any(|(other, _)| {
        installed(manifest, other)
            .is_some_and(|package| package.strings("peerDependencies").any(|(peer, _)| peer == name))
    })
}

fn installed(manifest: &Manifest, name: &str) -> Option<std::sync::Arc<PackageJson>> {
    let folder = manifest.package.directory().ancestors().map(|folder| folder.join("node_modules").join(name));
    folder.into_iter().find_map(|folder| manifest.modules.resolver.package_in(&folder).ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::problems_of_project;
    use test_support::fixture::Fixture;

    #[test]
    fn what_nothing_names() {
        let fixture = Fixture::parse(
            r#"
//- /package.json
{
  "name": "shop",
  "scripts": { "build": "tailwind -o out.css" },
  "dependencies": {
    "express": "5", "left-pad": "1", "tailwindcss": "3", "normalize.css": "1", "react": "1", "react-dom": "1", "@a/b": "1"
  }
}
//- /node_modules/tailwindcss/package.json
{ "name": "tailwindcss", "bin": { "tailwind": "cli.js" } }
//- /node_modules/react-dom/package.json
{ "name": "react-dom", "peerDependencies": { "react": "1" } }
//- /style.css
@import 'normalize.css';
//- /main.js
require('express/lib/x'); import('react-dom');
"#,
        );
        let found = problems_of_project(&RULE, &fixture);
        let messages: Vec<&str> =
            found.iter().flat_map(|(.., problems)| problems).map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["nothing uses `left-pad`", "nothing uses `@a/b`"]);
    }
}

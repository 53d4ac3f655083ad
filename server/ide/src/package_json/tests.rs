use crate::completion::{completions, resolve};
use crate::definition::definition;
use crate::hover::hover;
use crate::tests::Checked;

const AROUND: &str = r#"
//- /lib/index.js
module.exports = 1;
//- /node_modules/b/package.json
{ "name": "b", "version": "1.2.3", "description": "Does b." }
//- /node_modules/@c/d/package.json
{ "name": "@c/d", "version": "2.0.0" }
//- /node_modules/.bin/tool
x
"#;

fn checked(manifest: &str) -> Checked {
    Checked::new(&format!("//- /package.json\n{manifest}\n{}", AROUND.trim_start()))
}

/// The first items as `label` or `label => inserted`, and what they replace.
#[track_caller]
fn check(manifest: &str, replaced: &str, expected: &[&str]) {
    let checked = checked(manifest);
    let list = completions(&checked.snapshot, checked.position(), &|| false);
    let shown = list.items.iter().map(|item| match &item.insert {
        Some(insert) => format!("{} => {insert}", item.label),
        None => item.label.clone(),
    });
    assert_eq!(shown.take(expected.len().max(1)).collect::<Vec<_>>(), expected);
    assert_eq!(checked.slice(checked.main(), list.replace), replaced);
}

#[test]
fn fields_that_are_not_there_yet() {
    check(r#"{ "name": "a", "$0" }"#, "", &["version", "description"]);
    check(r#"{ "name": "a", $0 }"#, "", &["version => \"version\": "]);
    check(r#"{ "na$0": "a" }"#, "na", &["name", "version"]);
}

#[test]
fn installed_packages_and_their_versions() {
    check(r#"{ "dependencies": { "$0" } }"#, "", &["@c/d", "b"]);
    check(r#"{ "dependencies": { "b": "*", $0 } }"#, "", &["@c/d => \"@c/d\": \"^2.0.0\""]);
    check(r#"{ "dependencies": { "b": "$0" } }"#, "", &["^1.2.3", "~1.2.3", "1.2.3", "*"]);
    check(r#"{ "dependencies": { "b": $0 } }"#, "", &["^1.2.3 => \"^1.2.3\""]);
}

#[test]
fn values_that_a_field_can_have() {
    check(r#"{ "type": "mo$0" }"#, "mo", &["module", "commonjs"]);
    check(r#"{ "private": $0 }"#, "", &["true", "false"]);
}

#[test]
fn scripts_and_programs_in_scripts() {
    check(r#"{ "scripts": { "all": "npm run bu$0 && x", "build": "y" } }"#, "bu", &["build"]);
    check(r#"{ "scripts": { "all": "x && $0" } }"#, "", &["tool"]);
    check(r#"{ "scripts": { "all": "tool --$0" } }"#, "--", &[]);
}

#[test]
fn paths() {
    check(r#"{ "main": "./lib/$0" }"#, "", &["index.js"]);
    check(r#"{ "exports": { ".": { "import": "./l$0" } } }"#, "l", &["lib"]);
}

#[test]
fn broken_texts() {
    for text in
        ["$0", "{$0", "{\"$0", "{\"a\":$0", "{\"scripts\":{\"a\":\"$0", "[\"$0", "{\"dependencies\":{\"b\":\"é$0"]
    {
        let checked = checked(text);
        completions(&checked.snapshot, checked.position(), &|| false);
        hover(&checked.snapshot, checked.position(), &|| false);
        definition(&checked.snapshot, checked.position(), &|| false);
    }
}

#[test]
fn hover_tells_what_is_installed() {
    let told = |manifest: &str| {
        let checked = checked(manifest);
        hover(&checked.snapshot, checked.position(), &|| false).map(|hover| hover.documentation)
    };
    assert_eq!(told(r#"{ "dependencies": { "b$0": "^1.0.0" } }"#).as_deref(), Some("**b** 1.2.3\n\nDoes b."));
    assert_eq!(
        told(r#"{ "dependencies": { "absent$0": "^1.0.0" } }"#).as_deref(),
        Some("**absent** is not installed: run `npm install`")
    );
    assert!(told(r#"{ "dependencies": { $0"b": "^1.0.0" } }"#).is_some());
    assert!(told(r#"{ "ma$0in": "x" }"#).is_some_and(|told| told.starts_with("**main**")));
    assert_eq!(told(r#"{ "main": "$0x" }"#), None);
}

#[test]
fn items_tell_what_they_stand_for() {
    let told = |manifest: &str, label: &str| {
        let checked = checked(manifest);
        resolve(&checked.snapshot, checked.position(), label, None, &|| false).documentation
    };
    assert_eq!(told(r#"{ "dependencies": { "$0" } }"#, "b").as_deref(), Some("**b** 1.2.3\n\nDoes b."));
    assert!(told(r#"{ "$0" }"#, "main").is_some());
    assert_eq!(told(r#"{ "type": "$0" }"#, "module"), None);
}

#[test]
fn definitions() {
    let leads_to = |manifest: &str| {
        let checked = checked(manifest);
        let found = definition(&checked.snapshot, checked.position(), &|| false)?;
        let place = found.targets.first()?;
        let path = checked.snapshot.path(place.file).display().to_string();
        Some(format!("{path} {}", checked.slice(place.file, place.name_range)).trim_end().to_owned())
    };
    assert_eq!(leads_to(r#"{ "main": "./lib$0" }"#).as_deref(), Some("/lib/index.js"));
    assert_eq!(leads_to(r#"{ "bin": { "x": "lib/in$0dex.js" } }"#).as_deref(), Some("/lib/index.js"));
    assert_eq!(leads_to(r#"{ "dependencies": { "b": "$0*" } }"#).as_deref(), Some("/node_modules/b/package.json"));
    let script = r#"{ "scripts": { "all": "npm run buil$0d", "build": "y" } }"#;
    assert_eq!(leads_to(script).as_deref(), Some("/package.json build"));
}

use crate::completion::{completions, resolve};
use crate::diagnostics;
use crate::hover::hover;
use crate::tests::Checked;

fn checked(text: &str) -> Checked {
    Checked::new(&format!("//- /lode.json\n{text}\n"))
}

/// The first items as `label` or `label => inserted`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let checked = checked(text);
    let list = completions(&checked.snapshot, checked.position(), &|| false);
    let shown = list.items.iter().map(|item| match &item.insert {
        Some(insert) => format!("{} => {insert}", item.label),
        None => item.label.clone(),
    });
    let shown: Vec<String> = shown.collect();
    let found: Vec<&String> = shown.iter().filter(|item| expected.contains(&item.as_str())).collect();
    assert_eq!(found, expected, "{shown:?}");
}

/// The texts that something is wrong with, and what is said of them.
#[track_caller]
fn check_wrong(text: &str, expected: &[(&str, &str)]) {
    let checked = checked(text);
    let found = diagnostics(&checked.snapshot, checked.main(), None, &|| true);
    let shown: Vec<(String, String)> =
        found.into_iter().map(|it| (checked.slice(checked.main(), it.range), it.message)).collect();
    let shown: Vec<(&str, &str)> = shown.iter().map(|(text, said)| (text.as_str(), said.as_str())).collect();
    assert_eq!(shown, expected);
}

#[test]
fn what_can_be_typed() {
    check("{ $0 }", &["lint => \"lint\": {}"]);
    check(r#"{ "lint": { "$0" } }"#, &["rules", "env", "globals"]);
    check(r#"{ "lint": { "rules": { "no-de$0" } } }"#, &["no-debugger", "no-delete-var"]);
    check(r#"{ "lint": { "rules": { "no-debugger": "$0" } } }"#, &["off", "warn", "error"]);
    check(r#"{ "lint": { "rules": { "no-debugger": $0 } } }"#, &["off => \"off\""]);
    check(r#"{ "lint": { "rules": { "curly": ["error", "$0"] } } }"#, &["all", "multi"]);
    check(r#"{ "lint": { "rules": { "eqeqeq": ["error", "always", { "$0" }] } } }"#, &["null"]);
    check(r#"{ "lint": { "env": { "$0" } } }"#, &["browser", "node"]);
    check(r#"{ "lint": { "recommended": $0 } }"#, &["true", "false"]);
}

#[test]
fn what_is_there_is_not_offered_again() {
    let checked = checked(r#"{ "lint": { "rules": { "curly": 1, "$0" } } }"#);
    let list = completions(&checked.snapshot, checked.position(), &|| false);
    assert!(!list.items.is_empty() && list.items.iter().all(|item| item.label != "curly"));
}

#[test]
fn what_is_wrong() {
    check_wrong(
        r#"{ "lint": { "rules": { "no-debuger": 1, "curly": "loud", "eqeqeq": ["error", 7] } } }"#,
        &[
            ("\"no-debuger\"", "there is no rule `no-debuger`; is `no-debugger` meant?"),
            ("\"loud\"", "`curly` has the severity \"loud\"; there are \"off\", \"warn\" and \"error\""),
            ("[\"error\", 7]", "`eqeqeq` invalid type: integer `7`, expected string or map"),
        ],
    );
    check_wrong(r#"{ "lint": { "rulse": {} } }"#, &[("\"rulse\"", "nothing reads `rulse` here; is `rules` meant?")]);
    check_wrong(r#"{ "lint": { "rules": [] } }"#, &[("[]", "this is of kind array, but object is expected")]);
    check_wrong("{ // why\n \"lint\": { \"rules\": { \"curly\": [\"error\", \"all\"], }, }, }", &[]);
    check_wrong(
        r#"{ "lint": { "overrides": [{ "files": ["*.js"], "rules": { "there-is-none": 0 } }] } }"#,
        &[("\"there-is-none\"", "there is no rule `there-is-none`")],
    );
}

#[test]
fn what_things_mean() {
    let told = |text: &str| {
        let checked = checked(text);
        hover(&checked.snapshot, checked.position(), &|| false).map(|hover| hover.documentation)
    };
    let page = told(r#"{ "lint": { "rules": { "no-debu$0gger": 1 } } }"#).unwrap();
    assert!(page.starts_with("# no-debugger"), "{page}");
    assert!(told(r#"{ "lint": { "en$0v": {} } }"#).is_some());
    let checked = checked(r#"{ "lint": { "rules": { "$0" } } }"#);
    let item = resolve(&checked.snapshot, checked.position(), "no-debugger", None, &|| false);
    assert!(item.documentation.is_some_and(|text| text.contains("## Why")));
}

#[test]
fn broken_texts() {
    for text in
        ["$0", "{$0", "{\"$0", "{\"lint\":$0", "{\"lint\":{\"rules\":{\"curly\":[\"$0", "[\"$0", "{\"lint\":{\"é$0"]
    {
        let checked = checked(text);
        completions(&checked.snapshot, checked.position(), &|| false);
        hover(&checked.snapshot, checked.position(), &|| false);
        diagnostics(&checked.snapshot, checked.main(), None, &|| true);
    }
}

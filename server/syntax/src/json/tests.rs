use super::*;

/// The document in one line: names, values, `?` for what is missing; then the errors.
#[track_caller]
fn check(text: &str, expected: &str, errors: &[&str]) {
    let document = parse(text, Dialect::Strict);
    let shown = document.root.map_or(String::new(), |root| show(&document, root));
    assert_eq!(shown, expected, "{text}");
    let found: Vec<String> =
        document.errors.iter().map(|error| format!("{}: {}", error.range.slice(text), error.message)).collect();
    assert_eq!(found, errors, "{text}");
}

fn show(document: &Document, node: NodeId) -> String {
    match &document[node].value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(number) => number.clone(),
        Value::String(text) => format!("{text:?}"),
        Value::Missing => "?".to_owned(),
        Value::Array(entries) => {
            let entries: Vec<String> = entries.iter().map(|entry| show(document, *entry)).collect();
            format!("[{}]", entries.join(" "))
        }
        Value::Object(members) => {
            let members = members.iter().map(|member| format!("{}:{}", member.name, show(document, member.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
        }
    }
}

#[test]
fn every_value() {
    check(
        r#"{"a": 1, "b": [true, null, "x\n\u00e9\ud83d\ude00"], "c": {}}"#,
        r#"{a:1 b:[true null "x\né😀"] c:{}}"#,
        &[],
    );
    check("[-0.5e+3, 10, 0]", "[-0.5e+3 10 0]", &[]);
    check("\u{FEFF}\"a\"", "\"a\"", &[]);
    check("", "", &[]);
    check(r#""\q\u12""#, r#""\\q\\u12""#, &[]);
}

#[test]
fn what_is_half_typed_is_kept() {
    check(r#"{"a": 1, "b"}"#, "{a:1 b:?}", &[r#""b": `:` and a value are expected behind the name"#]);
    check(r#"{"a": , "b": 2}"#, "{a:? b:2}", &[r#""a": A value is expected behind the `:`"#]);
    check("{\"a\": \n \"b\": 2}", "{a:? b:2}", &["\"a\": A value is expected behind the `:`"]);
    check("{\"a\": 1 \"b\": 2}", "{a:1 b:2}", &["\"b\": `,` expected before this"]);
    check("{\"a\": \"x\n}", "{a:\"x\"}", &["\"x: The string is not closed"]);
    check("{\"a\": [1, 2}", "{a:[1 2]}", &["[: `[` is never closed: `]` expected"]);
    check("{\"a\": {", "{a:{}}", &["{: `{` is never closed: `}` expected", "{: `{` is never closed: `}` expected"]);
    check(
        "{a: b}",
        "{a:\"b\"}",
        &["a: Names of JSON stand in double quotes", "b: Strings of JSON stand in double quotes"],
    );
    check("{'a': 01}", "{a:01}", &["'a': Strings of JSON stand in double quotes", "01: `01` is no number of JSON"]);
    check("{\"a\": 1,}", "{a:1}", &[",: `,` must not stand behind the last entry"]);
    check("[1,,2]", "[1 2]", &[",: `,` has nothing before it"]);
    check("{} x", "{}", &["x: Strings of JSON stand in double quotes", "x: The file ends before this"]);
    check("}", "", &["}: `}` closes nothing"]);
    check("// c\n{}", "{}", &["// c: This file may not have comments"]);
    assert!(parse("/* c */ {\"a\": [1,], // d\n}", Dialect::WithComments).errors.is_empty());
}

#[test]
fn paths() {
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let offset = marked.find("$0").expect("a cursor");
        let text = marked.replacen("$0", "", 1);
        let document = parse(&text, Dialect::Strict);
        let cursor = document.path_at(offset as u32);
        let path: Vec<String> = cursor
            .path
            .iter()
            .map(|step| match step {
                Step::Name(name) => name.clone(),
                Step::Index(index) => index.to_string(),
            })
            .collect();
        let within = match cursor.within {
            Within::Name(_) => "name",
            Within::Value(node) if document[node].value == Value::Missing => "missing value",
            Within::Value(_) => "value",
            Within::Object(_) => "object",
            Within::Array(_) => "array",
            Within::Outside => "outside",
        };
        assert_eq!(format!("{} in {within}", path.join("/")), expected, "{marked}");
    }
    check(r#"{"dependencies": {"exp$0"}}"#, "dependencies/exp in name");
    check(r#"{"dependencies": {$0}}"#, "dependencies in object");
    check(r#"{"dependencies": {"express": "$0"}}"#, "dependencies/express in value");
    check(r#"{"dependencies": {"express": $0}}"#, "dependencies/express in missing value");
    check(r#"{"dependencies": {"express":$0}}"#, "dependencies/express in missing value");
    check(r#"{"dependencies": {"express": "^1", $0}}"#, "dependencies in object");
    check(r#"{"files": ["a", "b$0"]}"#, "files/1 in value");
    check(r#"{"files": [$0]}"#, "files in array");
    check(r#"{"a": {"b": 1}, $0}"#, " in object");
    check("{\"scripts\": {\n  \"t$0", "scripts/t in name");
    check("{\"scripts\": {\n  \"test\": \"n$0", "scripts/test in value");
    check("{\n  $0", " in object");
    check("$0{}", " in outside");
    check(r#"{"a": 1}$0"#, " in outside");
}

#[test]
fn hostile_texts_end() {
    let deep = "[".repeat(200_000);
    assert_eq!(parse(&deep, Dialect::Strict).nodes.len(), 200_000);
    parse(&"{\"a\":".repeat(100_000), Dialect::Strict).path_at(250_000);
    parse(&",}]:".repeat(100_000), Dialect::Strict);
    let pieces = ["{", "}", "[", "]", ",", ":", "\"", "a", "1", "\\", "\n", "//", "/*", "é", "-", "'"];
    let mut seed = 3u32;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        let document = parse(&text, Dialect::Strict);
        for offset in 0..=text.len() as u32 {
            document.path_at(offset);
        }
    }
}

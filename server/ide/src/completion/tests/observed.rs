//! What was seen when the file ran is offered where the code says nothing, and says that it was.

use super::{check_first, list};

#[track_caller]
fn check_observed(text: &str, wanted: &str) {
    let items = list(text);
    let observed = items.iter().filter(|item| item.detail.as_deref() == Some("observed"));
    let mut names: Vec<&str> = observed.map(|item| item.label.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names.join(" "), wanted, "of {:?}", items.iter().take(20).map(|item| &item.label).collect::<Vec<_>>());
}

#[test]
fn members_that_were_seen() {
    let text =
        "const data = JSON.parse(text);\n//    ^^^^^^^^^^^^^^^^^^^^^^^ observed: {\"name\": \"a\", \"size\": [1]}\n";
    check_observed(&format!("{text}data.$0"), "name size");
    check_first(&format!("{text}data.$0"), "name size");
    check_observed(&format!("{text}data.na$0"), "name");
    check_observed(&format!("{text}const {{ $0 }} = data;"), "name size");
    check_observed(&format!("{text}data.size.$0"), "");
    check_first(&format!("{text}data.size.fo$0"), "forEach");
}

#[test]
fn places_behind_the_cursor() {
    check_observed(
        r#"load().$0
function load() {
    return JSON.parse(text);
//         ^^^^^^^^^^^^^^^^ observed: {"name": "a"}
}
"#,
        "name",
    );
}

#[test]
fn a_parameter_that_nobody_passes_here() {
    check_observed(
        r#"
exports.save = function (options) {
//                       ^^^^^^^ observed: {"name": "a", "size": 3}
    options.$0
};
"#,
        "name size",
    );
}

#[test]
fn what_a_package_makes_when_it_is_loaded() {
    let files = r#"
//- /node_modules/api/package.json
{ "name": "api", "main": "index.js" }
//- /node_modules/api/index.js
for (const name of read()) exports[name] = make(name);
//^ exports: {"get": 1, "post": 1}
//- /main.js
"#;
    check_observed(&format!("{files}const api = require('api');\napi.$0"), "get post");
    check_observed(&format!("{files}import {{ $0 }} from 'api';"), "get post");
    check_observed(&format!("{files}const {{ $0 }} = require('api');"), "get post");
}

#[test]
fn what_the_code_tells_is_not_marked() {
    check_observed("const user = { name: 1 };\n//    ^^^^^^^^^^^^^^^^^^ observed: {\"other\": 1}\nuser.$0", "");
}

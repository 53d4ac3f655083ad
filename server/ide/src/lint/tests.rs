//! Diagnostics of rules as text, and what is done about them.

use source::{Edit, TextRange, apply};

use super::{Linter, Linting};
use crate::test_fixture::{Checked, on_large_stack};
use crate::{CodeActionKind, Selected, code_actions, diagnostics, fix_all};

/// A linter whose configurations that are programs can't be run.
fn linter(checked: &Checked) -> Linter {
    Linter::new(checked.fixture.file_system(), Box::new(|_, _| Err("it was not run".to_owned())))
}

/// The first file has just these problems.
#[track_caller]
fn check(fixture: &str) {
    let fixture = fixture.to_owned();
    on_large_stack(move || {
        let checked = Checked::new(&fixture);
        let linter = linter(&checked);
        let linting = Linting { linter: &linter, is_earlier_fine: false };
        let found = diagnostics(&checked.snapshot, checked.main(), Some(linting), &|| true);
        let found: Vec<_> = found.into_iter().map(|it| (it.range, format!("{}: {}", it.code, it.message))).collect();
        let labels = checked.labels();
        assert_eq!(found.len(), labels.len(), "{fixture}: {found:?}");
        for ((range, message), (expected, words)) in found.iter().zip(&labels) {
            assert_eq!(range, expected, "{fixture}: {message}");
            assert!(message.starts_with(words.as_str()), "{fixture}: {message}");
        }
    });
}

/// The titles of the actions at the cursor.
fn titles(fixture: &str) -> Vec<String> {
    let fixture = fixture.to_owned();
    on_large_stack(move || {
        let checked = Checked::new(&fixture);
        let linter = linter(&checked);
        let at = checked.position();
        let range = TextRange::empty(at.offset);
        let only = [CodeActionKind::QuickFix, CodeActionKind::SourceFixAll];
        let selected = Selected { file: at.file, range, asked: &[], only: &only, linter: Some(&linter), is_lazy: true };
        code_actions(&checked.snapshot, &selected, &|| false).into_iter().map(|action| action.title).collect()
    })
}

/// The text after an action at the cursor.
#[track_caller]
fn check_action(title: &str, fixture: &str, expected: &str) {
    let (fixture, title, expected) = (fixture.to_owned(), title.to_owned(), expected.to_owned());
    on_large_stack(move || {
        let checked = Checked::new(&fixture);
        let linter = linter(&checked);
        let at = checked.position();
        let range = TextRange::empty(at.offset);
        let selected = Selected { file: at.file, range, asked: &[], only: &[], linter: Some(&linter), is_lazy: false };
        let found = code_actions(&checked.snapshot, &selected, &|| false);
        let action = found.iter().find(|action| action.title.starts_with(&title));
        let edits: &[Edit] = action.map_or(&[], |action| &action.edits[0].edits);
        let text = checked.snapshot.text(at.file).unwrap();
        assert_eq!(apply(text.text(), edits), expected, "{:?}", found.iter().map(|it| &it.title).collect::<Vec<_>>());
    });
}

#[test]
fn rules_speak_beside_what_is_known_without_them() {
    check(
        "
export function f(a) { return a.hasOwnProperty('b') && undefinedName; }
//                              ^^^^^^^^^^^^^^ no-prototype-builtins
//                                                     ^^^^^^^^^^^^^ no-undef
",
    );
}

#[test]
fn of_two_that_say_the_same_the_rule_is_heard() {
    check(
        "
import { a, b } from './b.js';
//          ^ no-unused-vars
a();
function c() { return; a(); }
//       ^ no-unused-vars
//                     ^^^^ no-unreachable
//- /b.js
export function a() {}
export function b() {}
",
    );
    check(
        "
import { a, b } from './b.js';
//          ^ unused: 'b' is imported but never used
a();
//- /b.js
export function a() {}
export function b() {}
//- /lode.json
{ \"lint\": { \"rules\": { \"no-unused-vars\": \"off\" } } }
",
    );
    check(
        "
export function f() { return; g(); }
//                            ^^^^ unreachable
function g() {}
//- /lode.json
{ \"lint\": { \"rules\": { \"no-unreachable\": \"off\" } } }
",
    );
}

#[test]
fn comments_switch_rules_off_for_the_hints_too() {
    check("const a = 1; // lode-disable-line no-unused-vars\n");
}

#[test]
fn of_a_text_that_does_not_parse_only_that_is_told() {
    check("debugger;\nf(1 2);\n//  ^ syntax\n");
}

#[test]
fn what_is_left_out_is_not_looked_at() {
    check("//- /generated/a.js\ndebugger;\n//- /lode.json\n{ \"lint\": { \"ignorePatterns\": [\"generated/\"] } }\n");
    check("//- /out/a.js\ndebugger;\n//- /.gitignore\nout\n");
    check("//- /old/a.js\ndebugger;\n//- /.eslintignore\nold\n");
    check("//- /node_modules/a/a.js\ndebugger;\n");
}

#[test]
fn the_nearest_configuration_counts() {
    check(
        "//- /packages/a/a.js
debugger;
//^^^^^^^ no-debugger
alert();
//- /packages/a/.eslintrc.json
{ \"root\": true, \"rules\": { \"no-debugger\": 1 } }
//- /lode.json
{ \"lint\": { \"rules\": { \"no-alert\": \"error\" } } }
",
    );
}

#[test]
fn a_wrong_configuration_counts_as_far_as_it_can_be_read() {
    let text = "//- /a.js
debugger;
//^^^^^^^ no-debugger
alert();
//^^^^^ no-alert
//- /lode.json
{ \"lint\": { \"rules\": { \"no-alert\": \"error\", \"no-such\": 1 } }
";
    check(text);
    let checked = Checked::new(text);
    let linter = linter(&checked);
    assert!(linter.look(&checked.snapshot, checked.main(), &|| true).is_some());
    let errors: Vec<String> = linter.errors().into_iter().map(|error| error.message).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(errors[1], "there is no rule `no-such`");
}

#[test]
fn what_is_known_is_not_looked_for_again() {
    let checked = Checked::new("debugger;\n");
    let linter = linter(&checked);
    let first = linter.look(&checked.snapshot, checked.main(), &|| true).unwrap();
    // It would be given up at once.
    let again = linter.look(&checked.snapshot, checked.main(), &|| false).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    assert!(crate::lint::tests::linter(&checked).look(&checked.snapshot, checked.main(), &|| false).is_none());
}

#[test]
fn problems_are_mended() {
    check_action("Fix this `no-regex-spaces`", "f(/a  $0b/);\n", "f(/a {2}b/);\n");
    check_action(
        "Fix all `no-regex-spaces` problems",
        "f(/a  $0b/);\nf(!!!a, /c  d/);\n",
        "f(/a {2}b/);\nf(!!!a, /c {2}d/);\n",
    );
    check_action("Fix all problems", "$0f(/a  b/);\nif (!!a) f();\n", "f(/a {2}b/);\nif (a) f();\n");
}

#[test]
fn fix_all_goes_on_until_there_is_nothing_more() {
    let checked = Checked::new(
        "f(function () { if (a) { return 1; } else { if (b) { return 2; } else { return 3; } } });\n//- /lode.json\n{ \"lint\": { \"rules\": { \"no-else-return\": \"error\", \"no-lonely-if\": \"error\" } } }\n",
    );
    let linter = linter(&checked);
    let edits = fix_all(&checked.snapshot, checked.main(), &linter, &|| false).unwrap().edits;
    let text = checked.snapshot.text(checked.main()).unwrap();
    let mended = apply(text.text(), &edits);
    assert!(!mended.contains("else"), "{mended}");
}

#[test]
fn what_can_be_done_is_offered_in_order() {
    assert_eq!(
        titles("f(/a  $0b/);\nf(/c  d/);\n"),
        [
            "Fix this `no-regex-spaces` problem",
            "Fix all `no-regex-spaces` problems in this file",
            "Disable `no-regex-spaces` for this line",
            "Disable `no-regex-spaces` for this file",
            "Explain `no-regex-spaces`",
            "Fix all problems that have a safe fix",
        ]
    );
    let unused: Vec<String> = titles("const $0a = 1;\n");
    assert_eq!(unused[..2], ["Remove unused `a`", "Disable `no-unused-vars` for this line"]);
    assert_eq!(titles("$0export const a = 1;\n"), Vec::<String>::new());
}

#[test]
fn a_line_is_silenced() {
    let on_line =
        |fixture: &str, expected: &str| check_action("Disable `no-debugger` for this line", fixture, expected);
    on_line("if (a) {\n\tdebug$0ger;\n}\n", "if (a) {\n\t// lode-disable-next-line no-debugger\n\tdebugger;\n}\n");
    on_line(
        "// lode-disable-next-line no-alert -- why\ndebug$0ger;\n",
        "// lode-disable-next-line no-alert, no-debugger -- why\ndebugger;\n",
    );
    on_line(
        "/* eslint-disable-next-line no-alert */\ndebug$0ger;\n",
        "/* eslint-disable-next-line no-alert, no-debugger */\ndebugger;\n",
    );
    on_line(
        "debug$0ger; // eslint-disable-line no-alert\n",
        "debugger; // eslint-disable-line no-alert, no-debugger\n",
    );
    on_line(
        "debug$0ger;\n//- /.eslintrc.json\n{ \"extends\": \"eslint:recommended\" }\n",
        "// eslint-disable-next-line no-debugger\ndebugger;\n",
    );
    on_line(
        "f(`a\n${() => { debug$0ger; }}`);\n",
        "f(`a\n${() => { debugger; }}`); // lode-disable-line no-debugger\n",
    );
    on_line("a;\r\ndebug$0ger;\r\n", "a;\r\n// lode-disable-next-line no-debugger\r\ndebugger;\r\n");
}

#[test]
fn a_line_of_jsx_is_silenced() {
    check_action(
        "Disable `no-undef` for this line",
        "//- /a.jsx\nexport const a = () => (\n  <div>\n    <Un$0known />\n  </div>\n);\n",
        "export const a = () => (\n  <div>\n    {/* lode-disable-next-line no-undef */}\n    <Unknown />\n  </div>\n);\n",
    );
    check_action(
        "Disable `no-undef` for this line",
        "//- /a.jsx\nexport const a = () => (\n  <Un$0known />\n);\n",
        "export const a = () => (\n  // lode-disable-next-line no-undef\n  <Unknown />\n);\n",
    );
}

#[test]
fn a_file_is_silenced() {
    let in_file =
        |fixture: &str, expected: &str| check_action("Disable `no-debugger` for this file", fixture, expected);
    in_file("debug$0ger;\n", "/* lode-disable no-debugger */\ndebugger;\n");
    in_file("#!/usr/bin/env node\ndebug$0ger;\n", "#!/usr/bin/env node\n/* lode-disable no-debugger */\ndebugger;\n");
    in_file("/* eslint-disable no-alert */\ndebug$0ger;\n", "/* eslint-disable no-alert, no-debugger */\ndebugger;\n");
}

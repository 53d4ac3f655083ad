use super::*;
use crate::{Goal, Language};

/// The text has `[[` and `]]` around the range that is expected.
#[track_caller]
fn check(marked: &str, message: &str) {
    let text = marked.replacen("[[", "", 1).replacen("]]", "", 1);
    let error = explain(&text, SourceKind::new(Language::Jsx, Goal::Module)).expect("an error");
    let (start, end) = (error.range.start() as usize, error.range.end() as usize);
    let shown = format!("{}[[{}]]{}", &text[..start], error.range.slice(&text), &text[end..]);
    assert_eq!((error.message.as_str(), shown.as_str()), (message, marked));
}

#[test]
fn brackets_that_lack_their_partner() {
    check("foo(a, b[[;]]\nbar();", "`)` expected to close `(`, not `;`");
    check("foo(\n  a,\n  [[b]]\nbar();", "`)` expected to close `(` at line 1");
    check("foo(\n  a,\n  b[[;]]\nbar();", "`)` expected to close `(` at line 1");
    check("x = [1, 2[[;]]", "`]` expected to close `[`, not `;`");
    check("x = [\n1,\n[[2]]\nfoo()", "`]` expected to close `[` at line 1");
    check("if (a [[{]] b }", "`)` expected to close `(`, not `{`");
    check("a[[)]];", "`)` closes nothing: there is no `(` before it");
    check("a[[}]]", "`}` closes nothing: there is no `{` before it");
    check(
        "function f() {\n  if (a) [[{]]\n    b();\n}\nfunction g() {}\n",
        "`{` is never closed: `}` expected, as the indentation below shows",
    );
    check("function f() [[{]]\n  b();\n", "`{` is never closed: `}` expected");
    check("foo([1, 2[[)]];", "`]` expected to close `[`, not `)`");
    check("if [[(]]a", "`(` is never closed: `)` expected");
    check("if ([[a]]\nb()", "`)` expected to close `(` at line 1");
    check("for (const x [[y]]) {}", "`)` expected to close `(`, not `y`");
    check("function f(a, [[{]]", "`{` is never closed: `}` expected");
    check("class A { m( { } [[}]]", "`)` expected to close `(`, not `}`");
    check("class A {\n  m() [[{]]\n  n() {}\n}\n", "`{` is never closed: `}` expected, as the indentation below shows");
    check("return [[(]]", "`(` is never closed: `)` expected");
    check("a = [[[]]1,, 2", "`[` is never closed: `]` expected");
    check("foo(function () {\n  bar([[;]]\n});", "`)` expected to close `(`, not `;`");
    check("[[}]] else {", "`}` closes nothing: there is no `{` before it");
    check("const [[{]] a, b = c", "`{` is never closed: `}` expected");
    check("a => [[{]] b", "`{` is never closed: `}` expected");
    check("const f = [[(]]a, b => a", "`(` is never closed: `)` expected");
    check("console.log('a')\nconsole.log('b[[']]\nconsole.log('c')", "`)` expected to close `(` at line 2");
    check("if (a) {\n  b()\n}[[}]]\n", "`}` closes nothing: there is no `{` before it");
}

#[test]
fn strings_and_elements_without_an_end() {
    check("x = [['abc]]\ny", "The string is not closed");
    check("x = [[`abc]]\nd", "The template is not closed");
    check("[[/* abc]]\n", "The comment is not closed");
    check("x = [[<div]]>", "`<div>` is not closed: `</div>` expected");
    check("x = <div>\n  [[<b]]>\n</div>", "`<b>` is not closed: `</b>` expected");
    check("x = [[<div]]", "`<div` has no end: `>` or `/>` expected");
    check("`${x[[`]]", "The template is not closed");
    check("foo([[\"abc);]]\nbar();", "The string is not closed");
    check("x = [[/abc]]\ny", "The regular expression is not closed");
}

#[test]
fn values_and_names_that_are_missing() {
    check("const x [[=]];", "A value is expected between `=` and `;`");
    check("const x [[=]]", "A value is expected behind `=`");
    check("const x =\nfoo[[.]]\n}", "A name is expected behind `.`");
    check("x = a [[+]] ;", "A value is expected between `+` and `;`");
    check("foo[[.]];", "A name is expected behind `.`");
    check("foo[[.]]\n}", "A name is expected behind `.`");
    check("foo[[?.]]", "A name is expected behind `?.`");
    check("for (const x [[of]] ) {}", "A value is expected between `of` and `)`");
    check("[[function]] (a) {}", "A name is expected behind `function`");
    check("import a from [[b]]", "A module's name in quotes is expected behind `from`");
    check("export [[default]]", "A value is expected behind `default`");
    check("x => x[[.]])", "A name is expected behind `.`");
    check("`${x[[.]]}`", "A name is expected behind `.`");
    check("a ? b [[:]] ;", "A value is expected between `:` and `;`");
    check("[[new]]", "A value is expected behind `new`");
    check("foo(a, [[,]] b)", "A value is expected between `,` and `,`");
}

#[test]
fn separators_and_words() {
    check("if [[a]] { b }", "`(` expected, not `a`");
    check("x = {a: 1 [[b]]: 2}", "`,` expected before `b`");
    check("x = {\n  a: 1\n  [[b]]: 2\n}", "`,` expected before `b`");
    check("foo(a [[b]])", "`,` or `)` expected before `b`");
    check("foo(a\n [[b]])", "`,` or `)` expected before `b`");
    check("[[cosnt]] x = 1;", "`cosnt` is no keyword: `const`?");
    check("let [[class]] = 1", "`class` is a word of the language and can't be a name");
    check("a [[b]]", "`;` or a new line expected before `b`");
    check("[[retrun]] x", "`retrun` is no keyword: `return`?");
    check("x = 1 [[§]] 2", "`§` is no character of JavaScript outside of strings");
    check("function f(a [[b]]) {}", "`,` or `)` expected before `b`");
    check("import { a } [[form]] 'b'", "`from` expected, not `form`");
    check("import { a [[b]] } from 'c'", "`,` expected before `b`");
    check("switch (x) { case 1 [[foo]]() }", "`:` expected before `foo`");
    check("a ? [[b]]", "`:` expected: `?` has two branches");
    check("x = y [[z]]", "`;` or a new line expected before `z`");
    check("x.y [[z]].w", "`;` or a new line expected before `z`");
    check("async [[funtion]] f() {}", "`funtion` is no keyword: `function`?");
    check("module.exports = {\n  a,\n  b\n  [[c]]\n}", "`,` expected before `c`");
    check("x = {\n  a() {\n    b\n  }\n  [[c]]() {}\n}", "`,` expected before `c`");
    check("export { a [[b]] }", "`,` expected before `b`");
    check("x = { a [[1]] }", "`:` expected before `1`");
    check("x = { a [[b]] }", "`:` or `,` expected before `b`");
    check("foo([[.]]b)", "A value is expected between `(` and `.`");
    check("a;\n[[.]]b()", "A value is expected before `.`");
    check(
        "x = {\n  a() [[{]]\n    b();\n  c: 1,\n};",
        "`{` is never closed: `}` expected, as the indentation below shows",
    );
}

//! Names of members of a class, names that a file exports, words of the language by place.

use super::{check_accepted, check_first, check_has, list};

#[test]
fn methods_of_the_base() {
    check_first("class A { run() {} stop() {} }\nclass B extends A { ru$0 }", "run");
    check_has("class A { run() {} stop() {} }\nclass B extends A { $0 }", "run stop constructor static");
}

#[test]
fn a_method_that_overrides_has_the_same_parameters() {
    let base = "class A { run(task, { dry, deep }, ...rest) {} size = 1; }\n";
    let expected = format!("{base}class B extends A {{ run(task, {{ dry, deep \\}}, ...rest) {{\n\t$0\n}} }}");
    check_accepted(&format!("{base}class B extends A {{ ru$0 }}"), "run", None, &expected);
    check_accepted(
        "class A { run(task) {} }\nclass B extends A { ru$0() {} }",
        "run",
        None,
        "class A { run(task) {} }\nclass B extends A { run() {} }",
    );
    check_accepted(
        "//- /main.ts\ninterface A { run(task: string): Promise<void> }\nclass B implements A { ru$0 }",
        "run",
        None,
        "interface A { run(task: string): Promise<void> }\nclass B implements A { run(task: string): Promise<void> {\n\t$0\n} }",
    );
}

#[test]
fn methods_of_the_base_of_the_base() {
    check_has("class A { run() {} }\nclass B extends A { stop() {} }\nclass C extends B { $0 }", "run stop");
}

#[test]
fn what_is_overridden_already_is_not_offered() {
    check_has("class A { run() {} stop() {} }\nclass B extends A { run() {} $0 }", "!run stop");
}

#[test]
fn a_base_of_the_library() {
    check_has("const { EventEmitter } = require('events');\nclass B extends EventEmitter { em$0 }", "emit");
    check_has("class B extends Map { ge$0 }", "get");
}

#[test]
fn a_base_of_another_file() {
    check_has(
        "//- /base.js\nclass Base { start() {} }\nmodule.exports = Base;\n//- /main.js\nconst Base = require('./base');\nclass B extends Base { st$0 }",
        "start",
    );
}

#[test]
fn a_private_name_of_the_base_is_not_offered() {
    check_has("class A { #own() {} open() {} }\nclass B extends A { $0 }", "open !#own");
}

#[test]
fn members_of_an_interface() {
    check_has("//- /main.ts\ninterface A { run(): void; name: string }\nclass B implements A { $0 }", "run name");
}

#[test]
fn a_class_without_a_base() {
    check_has("class A { $0 }", "constructor static async get set !const !if");
    check_has("class A { constructor() {} $0 }", "!constructor static");
}

#[test]
fn no_names_of_values_where_a_member_is_named() {
    check_has("const value = 1;\nclass A { va$0 }", "!value");
}

#[test]
fn exported_names() {
    check_has("const apple = 1;\nfunction pear() {}\nexport { $0 };", "apple pear !console");
    check_has("const apple = 1;\nexport { ap$0 };", "apple");
}

#[test]
fn what_is_exported_already_is_not_offered() {
    check_has("const apple = 1, pear = 2;\nexport { apple, $0 };", "!apple pear");
    check_has("export const apple = 1;\nconst pear = 2;\nexport { $0 };", "!apple pear");
}

#[test]
fn names_inside_are_not_exported() {
    check_has("function pear() { const apple = 1; }\nexport { $0 };", "!apple pear");
}

#[test]
fn names_exported_from_another_module() {
    check_has("export { $0 } from 'node:path';", "join resolve");
    check_has("//- /a.js\nexport const apple = 1;\n//- /main.js\nexport { $0 } from './a.js';", "apple");
}

#[test]
fn names_where_nothing_is_declared() {
    assert!(list("export { $0 };").is_empty());
}

#[test]
fn return_stands_in_functions() {
    check_has("function f() { ret$0 }", "return");
    check_has("ret$0", "!return");
}

#[test]
fn words_of_functions_that_wait() {
    check_has("async function f() { aw$0 }", "await");
    check_has("function f() { aw$0 }", "!await");
    check_has("function* f() { yi$0 }", "yield");
    check_has("function f() { yi$0 }", "!yield");
}

#[test]
fn words_of_the_top() {
    check_has("imp$0", "import");
    check_has("function f() { exp$0 }", "!export");
}

#[test]
fn words_of_branches() {
    check_has("if (a) {}\nel$0", "else");
    check_has("f();\nel$0", "!else");
    check_has("try { f(); }\nca$0", "catch");
    check_has("try { f(); } catch {}\nfin$0", "finally");
    check_has("f();\nca$0", "!catch");
    check_has("do { f(); } wh$0", "while");
}

#[test]
fn words_of_switches() {
    check_has("switch (a) { ca$0 }", "case");
    check_has("switch (a) { def$0 }", "default");
    check_has("switch (a) { case 1: br$0 }", "break");
    check_has("br$0", "!break");
    check_has("ca$0", "!case");
}

#[test]
fn words_of_loops() {
    check_has("for (;;) { cont$0 }", "continue");
    check_has("while (a) { br$0 }", "break");
    check_has("cont$0", "!continue");
}

#[test]
fn words_of_values_only() {
    check_has("const a = typ$0", "typeof !try");
    check_has("f(ne$0)", "new");
    check_has("const a = ret$0", "!return");
}

#[test]
fn super_stands_in_classes() {
    check_has("class A { m() { sup$0 } }", "super");
    check_has("sup$0", "!super");
}

//! Each action by the text after it. `«…»` marks the selection, `$0` a cursor.

use super::*;
use crate::test_fixture::{Checked, on_large_stack};

/// The text after the action whose title begins so; `None` where it is not offered.
fn after(fixture: &str, title: &str) -> Option<String> {
    let (fixture, title) = (fixture.to_owned(), title.to_owned());
    on_large_stack(move || {
        let length = match (fixture.find('«'), fixture.find('»')) {
            (Some(start), Some(end)) => (end - start - '«'.len_utf8()) as u32,
            _ => 0,
        };
        let checked = Checked::new(&fixture.replace('«', "$0").replace('»', ""));
        checked.snapshot.read_own_files(&|| true);
        let at = checked.position();
        let range = TextRange::new(at.offset, at.offset + length);
        let selected = Selected { file: at.file, range, asked: &[], only: &[], linter: None, is_lazy: false };
        let found = code_actions(&checked.snapshot, &selected, &|| false);
        let action = found.iter().find(|action| action.title.starts_with(&title))?;
        let text = checked.snapshot.text(at.file)?;
        Some(source::apply(text.text(), &action.edits[0].edits))
    })
}

#[track_caller]
fn check(title: &str, fixture: &str, expected: &str) {
    assert_eq!(after(fixture, title).as_deref(), Some(expected));
}

#[track_caller]
fn check_none(title: &str, fixture: &str) {
    assert_eq!(after(fixture, title), None);
}

#[test]
fn imports_are_sorted_and_merged() {
    check(
        "Organize",
        "$0import { b } from './b.js';\nimport a from 'a';\nimport { z, c } from './b.js';\nimport fs from 'node:fs';\na(b, c, z, fs);\n",
        "import fs from 'node:fs';\nimport a from 'a';\nimport { b, c, z } from './b.js';\na(b, c, z, fs);\n",
    );
}

#[test]
fn unused_imports_are_dropped() {
    check(
        "Organize",
        "$0import { b, unused } from './b.js';\nimport a from 'a';\nb();\n",
        "import { b } from './b.js';\nb();\n",
    );
}

#[test]
fn imports_do_not_pass_one_for_its_effects() {
    check_none("Organize", "$0import b from 'b';\nimport './polyfill.js';\nimport a from 'a';\na(b);\n");
}

#[test]
fn comments_move_with_their_import() {
    check(
        "Organize",
        "// The file.\n\n$0import b from 'b'; // last\n// About a.\nimport a from 'a';\na(b);\n",
        "// The file.\n\n// About a.\nimport a from 'a';\nimport b from 'b'; // last\na(b);\n",
    );
}

#[test]
fn organized_imports_stay() {
    check_none("Organize", "$0import a from 'a';\nimport { b } from 'b';\na(b);\n");
}

#[test]
fn imports_are_organized_where_they_stand_or_when_asked_for() {
    check_none("Organize", "import b from 'b';\nimport a from 'a';\na(b$0);\n");
}

#[test]
fn a_missing_name_is_imported_from_an_own_file() {
    check(
        "Import `helper`",
        "import a from './a.js';\na(help$0er);\n//- /a.js\nexport default 1;\n//- /util.js\nexport function helper() {}\n",
        "import a from './a.js';\nimport { helper } from './util.js';\na(helper);\n",
    );
}

#[test]
fn a_missing_name_is_imported_from_node() {
    check(
        "Import `readFileSync`",
        "import a from 'node:os';\na(readFile$0Sync);\n",
        "import a from 'node:os';\nimport { readFileSync } from 'node:fs';\na(readFileSync);\n",
    );
}

#[test]
fn a_known_name_is_not_imported() {
    check_none("Import", "export {};\ncons$0ole.log(1);\n");
    check_none("Import", "const helper = 1;\nhelp$0er;\n//- /util.js\nexport function helper() {}\n");
}

#[test]
fn an_unused_variable_is_removed() {
    check("Remove unused", "export {};\nconst un$0used = 1;\nlet b;\n", "export {};\nlet b;\n");
    check("Remove unused", "export {};\nconst a = 1, un$0used = 2;\nf(a);\n", "export {};\nconst a = 1;\nf(a);\n");
}

#[test]
fn an_unused_import_is_removed() {
    check("Remove unused", "import { a, un$0used } from 'm';\na();\n", "import { a } from 'm';\na();\n");
    check("Remove unused", "import { un$0used, a } from 'm';\na();\n", "import { a } from 'm';\na();\n");
    check("Remove unused", "import un$0used from 'm';\na();\n", "a();\n");
}

#[test]
fn an_unused_function_goes_with_its_comment() {
    check("Remove unused", "export {};\n/** Old. */\nfunction un$0used() {}\na();\n", "export {};\na();\n");
}

#[test]
fn a_value_whose_making_acts_stays() {
    check_none("Remove unused", "export {};\nconst un$0used = start();\n");
}

#[test]
fn what_is_required_for_nothing_is_removed() {
    check("Remove unused", "const a$0 = require('a');\nb();\n", "b();\n");
    check("Remove unused", "const { a, un$0used } = require('a');\na();\n", "const { a } = require('a');\na();\n");
    check("Remove unused", "const { un$0used } = require('a');\nb();\n", "b();\n");
    check_none("Remove unused", "const { un$0used } = start();\nb();\n");
    check_none("Remove unused", "const un$0used = require('a')();\nb();\n");
}

#[test]
fn everything_unused() {
    check(
        "Remove everything unused",
        "$0import a from 'a';\nconst b = 1;\nfunction c() {}\nexport const d = 2;\n",
        "export const d = 2;\n",
    );
}

#[test]
fn a_variable_before_its_statement() {
    check(
        "Extract to `const",
        "function f(user) {\n  return greet(«user.name.trim()»);\n}\n",
        "function f(user) {\n  const result = user.name.trim();\n  return greet(result);\n}\n",
    );
    check("Extract to `const", "if («user.name» === 1) f();\n", "const name = user.name;\nif (name === 1) f();\n");
}

#[test]
fn a_statement_that_is_the_expression() {
    check("Extract to `const", "«getUser()»;\n", "const user = getUser();\n");
}

#[test]
fn a_taken_name_is_numbered() {
    check(
        "Extract to `const",
        "const name = 1;\nf(«user.name»);\n",
        "const name = 1;\nconst name2 = user.name;\nf(name2);\n",
    );
}

#[test]
fn what_may_not_be_evaluated_is_not_extracted() {
    check_none("Extract to `const", "f(a && «a.b.c»);\n");
    check_none("Extract to `const", "f(a ? «b()» : c);\n");
    check_none("Extract to `const", "while («next()») f();\n");
    check_none("Extract to `const", "list.map(x => «x.y»);\n");
    check_none("Extract to `const", "a?.b(«c()»);\n");
}

#[test]
fn what_comes_after_something_is_not_extracted() {
    check_none("Extract to `const", "f(first(), «second()»);\n");
    check_none("Extract to `const", "const a = 1, b = g(«a + f()»);\n");
}

#[test]
fn a_method_keeps_its_object() {
    check_none("Extract to `const", "f({ «m() {}» });\n");
    check_none("Extract to `const", "export default «function () {}»;\n");
    check_none("Extract to `const", "«user.name»();\n");
}

#[test]
fn a_literal_becomes_a_constant_of_the_file() {
    check(
        "Extract to constant",
        "import a from 'a';\n\nfunction f() {\n  return a(«'content-type'»);\n}\n",
        "import a from 'a';\n\nconst CONTENT_TYPE = 'content-type';\nfunction f() {\n  return a(CONTENT_TYPE);\n}\n",
    );
}

#[test]
fn statements_become_a_function() {
    check(
        "Extract to function",
        "function f(a) {\n  «const b = a + 1;\n  log(b);»\n  return b;\n}\n",
        "function f(a) {\n  const b = extracted(a);\n  return b;\n}\n\nfunction extracted(a) {\n  const b = a + 1;\n  log(b);\n  return b;\n}\n",
    );
}

#[test]
fn an_expression_becomes_a_function() {
    check(
        "Extract to function",
        "function f(list) {\n  const names = «list\n    .map((one) => one.name)\n    .join('|')»;\n  return names;\n}\n",
        "function f(list) {\n  const names = extracted(list);\n  return names;\n}\n\nfunction extracted(list) {\n  return list\n    .map((one) => one.name)\n    .join('|');\n}\n",
    );
    check(
        "Extract to function",
        "const f = (a) => b.map((c) => «c + a»);\n",
        "const f = (a) => b.map((c) => extracted(c, a));\n\nfunction extracted(c, a) {\n  return c + a;\n}\n",
    );
    check_none("Extract to function", "function f(a) {\n  return g(«a»);\n}\n");
    check_none("Extract to function", "function f(a) {\n  return «a.b»();\n}\n");
    check_none("Extract to function", "function f(a) {\n  return g(«a++ + 1»);\n}\n");
    check_none("Extract to function", "async function f(a) {\n  return g(«(await a) + 1»);\n}\n");
    check_none("Extract to function", "function f() {\n  return g(«this.a + 1»);\n}\n");
}

#[test]
fn statements_keep_their_steps_in_a_function() {
    check(
        "Extract to function",
        "function f(a) {\n  if (a) {\n    «log(\n      `no ${a}`,\n    );»\n  }\n}\n",
        "function f(a) {\n  if (a) {\n    extracted(a);\n  }\n}\n\nfunction extracted(a) {\n  log(\n    `no ${a}`,\n  );\n}\n",
    );
    check(
        "Extract to function",
        "function f(a) {\n    «log(`\n      ${a}`);»\n}\n",
        "function f(a) {\n    extracted(a);\n}\n\nfunction extracted(a) {\n    log(`\n      ${a}`);\n}\n",
    );
}

#[test]
fn statements_that_wait_become_an_asynchronous_function() {
    check(
        "Extract to function",
        "async function f(a) {\n  «await a.save();»\n}\n",
        "async function f(a) {\n  await extracted(a);\n}\n\nasync function extracted(a) {\n  await a.save();\n}\n",
    );
}

#[test]
fn statements_that_leave_their_function_stay() {
    check_none("Extract to function", "function f(a) {\n  «if (a) return 1;»\n  return 2;\n}\n");
    check_none("Extract to function", "function f(a) {\n  «a = 2;»\n  return a;\n}\n");
    check_none("Extract to function", "function f() {\n  «this.a();»\n}\n");
    check_none("Extract to function", "for (const a of b) {\n  «if (a) continue;»\n}\n");
    check_none("Extract to function", "«'use strict';»\na();\n");
    check_none("Extract to function", "with (a) {\n  «b();»\n}\n");
    check_none("Extract to function", "function f() {\n  'use strict';\n  «a();»\n}\n");
}

#[test]
fn what_changes_meanwhile_is_not_passed() {
    check_none(
        "Extract to function",
        "function f() {\n  let a = 0;\n  const add = () => a++;\n  «add();\n  log(a);»\n}\n",
    );
    check_none("Extract to function", "function f() {\n  «later(() => a);»\n  const a = 1;\n}\n");
}

#[test]
fn a_line_without_semicolon_does_not_run_on() {
    check(
        "Extract to `const",
        "const b = c()\n;[1].forEach(f)\nconst d = e()\nf(«b.c»)\n",
        "const b = c()\n;[1].forEach(f)\nconst d = e()\nconst c2 = b.c\nf(c2)\n",
    );
}

#[test]
fn a_constant_is_inlined() {
    check("Inline", "const a$0 = 1;\nf(a);\ng(() => a + 2);\n", "f(1);\ng(() => (1) + 2);\n");
    check("Inline", "const a$0 = 'x';\nf({ a });\n", "f({ a: 'x' });\n");
}

#[test]
fn a_value_is_inlined_where_it_is_used_at_once() {
    check("Inline", "const a$0 = g(1);\nreturn_(a.b);\n", "return_(g(1).b);\n");
    check("Inline", "const a$0 = () => b;\nf(a(1));\n", "f((() => b)(1));\n");
    check("Inline", "const a$0 = (b) + (c);\nf(a * 2);\n", "f(((b) + (c)) * 2);\n");
    check("Inline", "const a$0 = (b + c);\nf(a * 2);\n", "f((b + c) * 2);\n");
    check_none("Inline", "const a$0 = g(1);\nh();\nf(a);\n");
    check_none("Inline", "const a$0 = g(1);\nf(h(), a);\n");
    check_none("Inline", "const a$0 = g(1);\nf(a, a);\n");
    check_none("Inline", "const a$0 = g(1);\nf(() => a);\n");
    check_none("Inline", "const a$0 = g(1);\nf(b && a);\n");
}

#[test]
fn a_written_or_exported_variable_is_not_inlined() {
    check_none("Inline", "let a$0 = 1;\na = 2;\nf(a);\n");
    check_none("Inline", "export const a$0 = 1;\nf(a);\n");
}

#[test]
fn an_inlined_name_keeps_its_meaning() {
    check_none("Inline", "const b = 1;\nconst a$0 = b;\nfunction f(b) { return a; }\n");
}

#[test]
fn a_sum_becomes_a_template() {
    check("Convert to a template", "f('a ' +$0 b + '!');\n", "f(`a ${b}!`);\n");
    check("Convert to a template", "f(a +$0 'b`' + `c${d}`);\n", "f(`${a}b\\`c${d}`);\n");
}

#[test]
fn a_sum_of_numbers_is_no_template() {
    check_none("Convert to a template", "f(a +$0 b + 'c');\n");
    check_none("Convert to a template", "f(a +$0 b);\n");
    check_none("Convert to a template", "f('a' +$0 'b');\n");
    check_none(
        "Convert to a template",
        "f('a' +$0 b /* why */);\n".replace("b /*", "/*").replace("*/", "*/ b").as_str(),
    );
}

#[test]
fn a_template_becomes_a_sum() {
    check("Convert to a sum", "f(`a $0${b ? 1 : 2}'s`);\n", "f('a ' + (b ? 1 : 2) + \"'s\");\n");
    check("Convert to a sum", "f(`$0${a}`);\n", "f('' + a);\n");
    check("Convert to a sum", "f(`a$0${b}`.length);\n", "f(('a' + b).length);\n");
    check_none("Convert to a sum", "f(tag`a$0${b}`);\n");
}

#[test]
fn a_function_becomes_an_arrow() {
    check("Convert to an arrow", "f(func$0tion (a) { return a; });\n", "f((a) => { return a; });\n");
    check("Convert to an arrow", "f(async func$0tion (a) { return a; });\n", "f(async (a) => { return a; });\n");
    check("Convert to an arrow", "const f = a || func$0tion () {};\n", "const f = a || (() => {});\n");
}

#[test]
fn a_function_is_converted_at_the_name_that_it_is_put_into() {
    check("Convert to a function", "const f$0oo = (a) => a;\n", "const foo = function (a) { return a; };\n");
    check_none("Convert to a function", "const f$0oo = g((a) => a);\n");
}

#[test]
fn a_declaration_becomes_an_arrow() {
    check(
        "Convert to an arrow",
        "export {};\nfunc$0tion f(a) { return a; }\nf(1);\n",
        "export {};\nconst f = (a) => { return a; };\nf(1);\n",
    );
    check(
        "Convert to an arrow",
        "export {};\nfunc$0tion f(a) { return a } f(1)\n",
        "export {};\nconst f = (a) => { return a }; f(1)\n",
    );
    check_none("Convert to an arrow", "export {};\nf(1);\nfunc$0tion f(a) { return a; }\n");
}

#[test]
fn a_function_with_a_context_stays() {
    check_none("Convert to an arrow", "f(func$0tion () { return this; });\n");
    check_none("Convert to an arrow", "f(func$0tion () { return arguments; });\n");
    check_none("Convert to an arrow", "f(func$0tion () { return eval('arguments'); });\n");
    check_none("Convert to an arrow", "//- /a.cjs\nif (a) {\n  func$0tion f() {}\n}\nf();\n");
    check_none("Convert to an arrow", "f(func$0tion* () {});\n");
    check_none("Convert to an arrow", "const A = func$0tion () {};\nnew A();\n");
    check_none("Convert to an arrow", "f(func$0tion () {}.bind(a));\n");
}

#[test]
fn an_arrow_becomes_a_function() {
    check("Convert to a function", "const f = a $0=> a + 1;\n", "const f = function (a) { return a + 1; };\n");
    check("Convert to a function", "const f = async (a) $0=> { b(); };\n", "const f = async function (a) { b(); };\n");
    check_none("Convert to a function", "const f = () $0=> this;\n");
}

#[test]
fn then_becomes_await() {
    check(
        "Convert `then`",
        "async function f() {\n  return$0 load().then(value => value + 1);\n}\n",
        "async function f() {\n  const value = await load();\n  return value + 1;\n}\n",
    );
    check(
        "Convert `then`",
        "async function f() {\n  return$0 load().then(({ a }) => {\n    log(a);\n    return a;\n  });\n}\n",
        "async function f() {\n  const { a } = await load();\n  log(a);\n  return a;\n}\n",
    );
    // All of a chain; names elsewhere in the file do not matter.
    check(
        "Convert `then`",
        "let r;\nasync function f() {\n  return$0 load().then(r => r.json()).then(a => a || null).then(b => b.c);\n}\n",
        "let r;\nasync function f() {\n  const r = await load();\n  const a = await r.json();\n  const b = await (a || null);\n  return b.c;\n}\n",
    );
    check(
        "Convert `then`",
        "function f() {\n  return$0 load().then(value => value + 1);\n}\n",
        "async function f() {\n  const value = await load();\n  return value + 1;\n}\n",
    );
    check(
        "Convert `then`",
        "class A {\n  static f() {\n    return$0 load().then(() => ({ a: 1 }));\n  }\n}\n",
        "class A {\n  static async f() {\n    await load();\n    return ({ a: 1 });\n  }\n}\n",
    );
}

#[test]
fn then_stays_where_await_would_differ() {
    check_none("Convert `then`", "function f() {\n  if (a) return 1;\n  return$0 load().then(value => value);\n}\n");
    check_none("Convert `then`", "class A {\n  get a() {\n    return$0 load().then(value => value);\n  }\n}\n");
    check_none("Convert `then`", "async function f() {\n  return$0 load(value).then(value => value);\n}\n");
    check_none(
        "Convert `then`",
        "async function f() {\n  try {\n    return$0 load().then(value => value);\n  } catch {}\n}\n",
    );
    check_none("Convert `then`", "async function f(value) {\n  return$0 load().then(value => value);\n}\n");
    check_none("Convert `then`", "async function f() {\n  return$0 load().then(ok, failed);\n}\n");
}

#[test]
fn catch_and_finally_become_try() {
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.then(a => a.b).catch(error => log(error));\n}\n",
        "async function f(p) {\n  try {\n    const a = await p;\n    return await a.b;\n  } catch (error) {\n    return log(error);\n  }\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.catch(() => null);\n}\n",
        "async function f(p) {\n  try {\n    return await p;\n  } catch {\n    return null;\n  }\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.finally(() => (busy = false));\n}\n",
        "async function f(p) {\n  try {\n    return await p;\n  } finally {\n    busy = false;\n  }\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.catch(e => g(e)).finally(() => close());\n}\n",
        "async function f(p) {\n  try {\n    return await p;\n  } catch (e) {\n    return await g(e);\n  } finally {\n    await close();\n  }\n}\n",
    );
}

#[test]
fn a_chain_over_many_lines_becomes_try() {
    check(
        "Convert `then`",
        "function f(p) {\n  return$0 p\n    .then((a) => {\n      if (!a) {\n        return g(\n          p,\n        );\n      }\n\n      // All of it.\n      return [a];\n    })\n    .catch((e) => {\n      log(e);\n    })\n    .finally(done);\n}\nfunction done() {}\n",
        "async function f(p) {\n  try {\n    const a = await p;\n    if (!a) {\n      return await g(\n        p,\n      );\n    }\n\n    // All of it.\n    return [a];\n  } catch (e) {\n    log(e);\n  } finally {\n    await done();\n  }\n}\nfunction done() {}\n",
    );
}

#[test]
fn what_comes_behind_a_catch_is_not_caught() {
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.catch(e => g(e)).then(({ a }) => a);\n}\n",
        "async function f(p) {\n  let result;\n  try {\n    result = await p;\n  } catch (e) {\n    result = await g(e);\n  }\n  const { a } = result;\n  return a;\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.catch(console.error).then(() => g());\n}\n",
        "async function f(p) {\n  try {\n    await p;\n  } catch (error) {\n    await console.error(error);\n  }\n  return g();\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.finally(() => g()).catch(e => 1);\n}\n",
        "async function f(p) {\n  try {\n    try {\n      return await p;\n    } finally {\n      await g();\n    }\n  } catch (e) {\n    return 1;\n  }\n}\n",
    );
}

#[test]
fn names_are_made_up_for_functions_that_have_one() {
    check(
        "Convert `then`",
        "async function f(p) {\n  return$0 p.then(g).then(h).catch(h);\n}\nfunction g() {}\nfunction h() {}\n",
        "async function f(p) {\n  try {\n    const value = await p;\n    const value2 = await g(value);\n    return await h(value2);\n  } catch (error) {\n    return h(error);\n  }\n}\nfunction g() {}\nfunction h() {}\n",
    );
}

#[test]
fn what_may_fail_at_once_is_made_before_the_try() {
    check(
        "Convert `then`",
        "async function f() {\n  return$0 load().catch(() => null);\n}\n",
        "async function f() {\n  const promise = load();\n  try {\n    return await promise;\n  } catch {\n    return null;\n  }\n}\n",
    );
    check(
        "Convert `then`",
        "import { load } from './load.js';\nasync function f() {\n  return$0 load(1).catch(() => null);\n}\n//- /load.js\nexport async function load() {}\n",
        "import { load } from './load.js';\nasync function f() {\n  try {\n    return await load(1);\n  } catch {\n    return null;\n  }\n}\n",
    );
}

#[test]
fn an_awaited_chain_becomes_statements() {
    check(
        "Convert `then`",
        "async function f(p) {\n  try {\n    const a$0 = await p.then(r => {\n      check(r);\n      return r.json();\n    });\n    return a;\n  } catch {}\n}\n",
        "async function f(p) {\n  try {\n    const r = await p;\n    check(r);\n    const a = await r.json();\n    return a;\n  } catch {}\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  const a$0 = await p.catch(() => undefined)\n  g(a)\n}\n",
        "async function f(p) {\n  let a\n  try {\n    a = await p\n  } catch {\n    a = undefined\n  }\n  g(a)\n}\n",
    );
    check(
        "Convert `then`",
        "async function f(p) {\n  await$0 p.then(a => log(a));\n  g();\n}\n",
        "async function f(p) {\n  const a = await p;\n  await log(a);\n  g();\n}\n",
    );
}

#[test]
fn a_chain_stays_that_statements_can_not_tell() {
    for chain in [
        "p.finally(() => {\n    if (a) return;\n    b();\n  })",
        "p.catch(e => {\n    if (e) return 1;\n    return 2;\n  }).then(x => x)",
        "p.then(() => {\n    b();\n  }).then(x => x)",
        "p?.catch(() => null)",
        "p.catch(handler)",
        "p.catch(TypeError, () => null)",
        "p.then(a => a).catch(a => b)",
        "p.then(a => a, e => b)",
        "p.catch(/* why */ () => null)",
        "p.then(a => {\n    return `${a}\n    `;\n  }).catch(() => null)",
        "p.catch(function () { return this; })",
    ] {
        check_none("Convert `then`", &format!("async function f(p, handler) {{\n  return$0 {chain};\n}}\n"));
    }
    // What happens behind it does not wait.
    check_none("Convert `then`", "async function f(p) {\n  p$0.then(a => g(a)).catch(() => null);\n  h();\n}\n");
    check_none("Convert `then`", "function* f(p) {\n  return$0 p.catch(() => null);\n}\n");
}

#[test]
fn await_becomes_then() {
    check(
        "Convert `await`",
        "async function f() {\n  const a$0 = await fetch('x');\n  return a.json();\n}\n",
        "async function f() {\n  return fetch('x').then(a => a.json());\n}\n",
    );
    check_none("Convert `await`", "async function f() {\n  const a$0 = await load();\n  return a.json();\n}\n");
}

#[test]
fn require_becomes_import() {
    check(
        "Convert to `import`",
        "import a from 'node:os';\nconst { join,$0 sep: s } = require('node:path');\na(join, s);\n",
        "import a from 'node:os';\nimport { join, sep as s } from 'node:path';\na(join, s);\n",
    );
    check(
        "Convert all `require`",
        "const fs$0 = require('fs');\nconst { join } = require('path');\n\nfs.read(join);\n",
        "import fs from 'fs';\nimport { join } from 'path';\n\nfs.read(join);\n",
    );
}

#[test]
fn a_file_that_exports_keeps_its_format() {
    check_none("Convert all `require`", "const fs$0 = require('fs');\nmodule.exports = fs;\n");
    check_none("Convert all `require`", "const fs$0 = require('fs');\nfs(__dirname);\n");
    check_none("Convert all `require`", "start();\nconst fs$0 = require('fs');\n");
    check_none("Convert all `import`", "import fs$0 from 'fs';\nexport default fs;\n");
}

#[test]
fn import_becomes_require() {
    check(
        "Convert all `import`",
        "import fs$0 from 'fs';\nimport { join as j } from 'path';\nfs.read(j);\n",
        "'use strict';\nconst fs = require('fs');\nconst { join: j } = require('path');\nfs.read(j);\n",
    );
}

#[test]
fn a_function_is_documented() {
    check(
        "Add JSDoc",
        "function f$0(a, b = 1) {\n  return 'x' + a + b;\n}\n",
        "/**\n * \n * @param {*} a\n * @param {number} [b=1]\n * @returns {string}\n */\nfunction f(a, b = 1) {\n  return 'x' + a + b;\n}\n",
    );
    check_none("Add JSDoc", "/** Yes. */\nfunction f$0() {}\n");
}

#[test]
fn a_method_is_documented_in_its_place() {
    check("Add JSDoc", "class A {\n  m$0() {}\n}\n", "class A {\n  /**\n   * \n   */\n  m() {}\n}\n");
}

#[test]
fn what_is_given_a_function_is_documented() {
    let comment = "/**\n * \n * @param {*} a\n */\n";
    for code in
        ["exports.$0f = function (a) {};\n", "A.prototype.f = func$0tion f(a) {};\n", "module.exports = (a) =$0> {};\n"]
    {
        check("Add JSDoc", code, &format!("{comment}{}", code.replace("$0", "")));
    }
    check(
        "Add JSDoc",
        "module.exports = {\n  a: 1,\n  $0f(a) {},\n};\n",
        "module.exports = {\n  a: 1,\n  /**\n   * \n   * @param {*} a\n   */\n  f(a) {},\n};\n",
    );
    check(
        "Add JSDoc",
        "module.exports = {\n  f: a =$0> {},\n};\n",
        "module.exports = {\n  /**\n   * \n   * @param {*} a\n   */\n  f: a => {},\n};\n",
    );
    check_none("Add JSDoc", "f($0function (a) {});\n");
    check_none("Add JSDoc", "$0a();\nexports.f = function (a) {};\n");
}

#[test]
fn broken_text_offers_nothing() {
    check_none("", "const a$0 = ;\n");
}

#[test]
fn kinds_nest() {
    assert!(CodeActionKind::RefactorInline.is_within(CodeActionKind::Refactor));
    assert!(!CodeActionKind::Refactor.is_within(CodeActionKind::RefactorInline));
    assert!(!CodeActionKind::QuickFix.is_within(CodeActionKind::Source));
}

#[test]
fn what_is_about_the_whole_file_comes_last() {
    let text = "const unused = 1;\nfunction main() { re$0adFile('x'); }\nmain();\n";
    let checked = Checked::new(text);
    let at = checked.position();
    let range = TextRange::empty(at.offset);
    let selected = Selected { file: at.file, range, asked: &[], only: &[], linter: None, is_lazy: false };
    let titles: Vec<String> =
        code_actions(&checked.snapshot, &selected, &|| false).into_iter().map(|action| action.title).collect();
    let place = |start: &str| titles.iter().position(|title| title.starts_with(start));
    let (import, remove) = (place("Import `readFile`"), place("Remove everything unused"));
    assert!(import.is_some() && import < remove, "{titles:?}");
}

#[test]
fn what_is_awaited_is_imported_from_where_promises_are() {
    let first = |text: &str| {
        let checked = Checked::new(text);
        let at = checked.position();
        let range = TextRange::empty(at.offset);
        let selected = Selected { file: at.file, range, asked: &[], only: &[], linter: None, is_lazy: false };
        let found = code_actions(&checked.snapshot, &selected, &|| false);
        found.into_iter().map(|action| action.title).find(|title| title.starts_with("Import"))
    };
    let promises = Some("Import `readFile` from 'node:fs/promises'".to_owned());
    assert_eq!(first("async function f() { await read$0File('x'); }"), promises);
    assert_eq!(first("read$0File('x').then(f);"), promises);
    assert_eq!(first("read$0File('x', f);"), Some("Import `readFile` from 'node:fs'".to_owned()));
}

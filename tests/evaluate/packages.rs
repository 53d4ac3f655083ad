//! Whole packages with their values looked at: each is one file of thousands of statements, which a program goes on behind and uses.

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use test_support::packages;

use super::Program;
use super::equal::is_equal;
use crate::{is_wanted, tests_folder};

/// The file of a package, and what is done with what it exports (`it`).
const PACKAGES: &[(&str, &str)] = &[
    (
        "lodash/lodash.js",
        "console.log(it.chunk([1, 2, 3], 2), it.merge({ a: { b: 1 } }, { a: { c: 2 } }), it.camelCase('a b-c'), it.template('<%= x %>!')({ x: 1 }));
         const f = it.debounce(() => console.log('once'), 5); f(); f(); console.log(it([3, 1, 2]).sortBy().map((x) => x * 2).value(), it.isEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])));",
    ),
    (
        "acorn/dist/acorn.js",
        "const tree = it.parse('class A { #x = 1; m() { return `${this.#x}` } }\\nfor (const a of b) ;', { ecmaVersion: 2022, locations: true });
         console.log(JSON.stringify(tree)); try { it.parse('let 1') } catch (e) { console.log(e.message, e.pos) }",
    ),
    (
        "marked/lib/marked.umd.js",
        "console.log(it.parse('# Title\\n\\n- a\\n- *b*\\n\\n```js\\nx < 1\\n```\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |\\n'));",
    ),
    (
        "handlebars/dist/handlebars.js",
        "it.registerHelper('loud', (text) => text.toUpperCase()); console.log(it.compile('{{#each list}}{{@index}}: {{loud this}} {{else}}none{{/each}}')({ list: ['a', 'b'] }));",
    ),
    (
        "rxjs/dist/bundles/rxjs.umd.js",
        "it.of(1, 2, 3).pipe(it.map((x) => x * 2), it.filter((x) => x > 2)).subscribe({ next: console.log, complete: () => console.log('done') });
         it.interval(1).pipe(it.take(3), it.reduce((a, b) => a + b)).subscribe((x) => console.log('sum', x));",
    ),
];

/// They are those of `tests/programs`, whose own tests say so if they can't be installed.
pub fn add(trials: &mut Vec<Trial>, arguments: &Arguments) {
    let name_of = |file: &str| format!("evaluate::packages::{}", file.split('/').next().unwrap_or_default());
    let any = PACKAGES.iter().any(|(file, _)| is_wanted(arguments, &name_of(file)));
    let installed =
        if any && !arguments.list { packages::installed(&tests_folder().join("programs")).ok() } else { None };
    for (file, used) in PACKAGES {
        let path = installed.as_ref().map(|kept| kept.join("node_modules").join(file));
        let ignored = path.is_none();
        let trial = Trial::test(name_of(file), move || match &path {
            Some(path) => is_used_equally(path, used),
            None => Err("its packages are not installed".into()),
        });
        trials.push(trial.with_ignored_flag(ignored));
    }
}

fn is_used_equally(path: &Path, used: &str) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    is_equal(&Program::of("main.cjs", format!("{text}\n;{{ const it = module.exports; {used} }}\n")))
}

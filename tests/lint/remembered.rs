//! A run of which it is remembered what the run before found says the same as one that remembers nothing, whatever has happened between.

use libtest_mimic::{Failed, Trial};
use std::fs;
use std::process::{Child, Command, Stdio};
use test_support::process;
use test_support::tree::Tree;

use crate::lode;

pub fn add(trials: &mut Vec<Trial>) {
    trials.push(Trial::test("lint::remembered", remembered));
    trials.push(Trial::test("lint::remembered_by_content", remembered_by_content));
    trials.push(Trial::test("lint::remembered_of_programs", remembered_of_programs));
    trials.push(Trial::test("lint::remembered_of_many", remembered_of_many));
    trials.push(Trial::test("lint::remembered_when_killed", remembered_when_killed));
}

const PROJECT: &str = r#"
//- /outer/project/package.json
{ "name": "project", "type": "module", "engines": { "node": ">=20" } }
//- /outer/project/main.js
import { leaf } from './hub.js';
import { seen } from './common.cjs';
import { first } from './round.js';
import './later.js';
export const all = () => [leaf, seen, first];
//- /outer/project/other.js
import { leaf } from './hub.js';
// eslint-disable-next-line no-debugger
debugger;
export default leaf;
//- /outer/project/hub.js
export * from './deep/leaf.js';
//- /outer/project/deep/leaf.js
export const leaf = 1;
//- /outer/project/alone.js
var a = 1; a;
//- /outer/project/common.cjs
exports.seen = 1;
//- /outer/project/round.js
import { second } from './trip.js';
export const first = 1;
export const both = () => second;
//- /outer/project/trip.js
export const second = 2;
//- /outer/project/skipped/a.js
debugger;
"#;

fn command(tree: &Tree, arguments: &[&str]) -> Command {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).current_dir(tree.path("outer/project"));
    command.env("LODE_CACHE_DIR", tree.path("cache")).env("LODE_RUNTIME_DIR", tree.path("none"));
    command.args(["lint", "-f", "unix", "--report-unused-disable-directives"]).args(arguments);
    command
}

fn lint(tree: &Tree, arguments: &[&str]) -> Result<(String, Option<i32>), Failed> {
    let output = command(tree, arguments).output()?;
    Ok((String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?, output.status.code()))
}

/// What there is to say, which must be the same whether it is remembered or not, and each time it is.
fn told(tree: &Tree, step: &str, arguments: &[&str]) -> Result<String, Failed> {
    let expected = lint(tree, &[arguments, &["--no-cache"]].concat())?;
    for time in ["first", "second"] {
        assert_eq!(lint(tree, arguments)?, expected, "{step}, {time} time");
    }
    Ok(expected.0)
}

fn steps(tree: &Tree, arguments: &[&str]) -> Result<(), Failed> {
    let is_told = |step: &str, parts: &[&str]| -> Result<(), Failed> {
        let text = told(tree, step, arguments)?;
        parts.iter().for_each(|part| assert!(text.contains(part), "{step}: no {part:?} in\n{text}"));
        Ok(())
    };
    let write = |path: &str, text: &str| tree.write(&format!("outer/project/{path}"), text);
    is_told("at first", &["there is no file `./later.js`", "skipped/a.js:1:1"])?;
    write("trip.js", "export const second = 2;\ndebugger;\n");
    is_told("a file has changed for itself", &["trip.js:2:1: `debugger`"])?;
    write("deep/leaf.js", "export const leaves = 1;\n");
    is_told("a name is gone that others hand on", &["main.js:1:10", "other.js:1:10"])?;
    write("deep/leaf.js", "export const leaf = 1;\n");
    is_told("it is there again", &["no-debugger"])?;
    write("common.cjs", "exports.unseen = 1;\n");
    is_told("Node sees other names", &["main.js:2:10"])?;
    write("alone.js", "export const a = 1;\n");
    write("deep/leaf.js", "import { a, b } from '../alone.js';\nexport const leaf = a + b;\n");
    is_told("a file that had nothing to do with others has", &["deep/leaf.js:1:13"])?;
    write("trip.js", "import { first } from './round.js';\nexport const second = first + 1;\n");
    is_told("files import each other and read too early", &["trip.js:2:23", "cycle-tdz"])?;
    write("trip.js", "import { first } from './round.js';\nexport const second = () => first + 1;\n");
    is_told("and not any more", &[])?;
    write(
        "other.js",
        "import { leaf } from './hub.js';\n// eslint-disable-next-line no-debugger\nexport default leaf;\n",
    );
    is_told("a comment suppresses nothing", &["other.js:2:1"])?;
    write("later.js", "console.log(1);\n");
    is_told("a file is there that was missing", &["later.js"])?;
    fs::rename(tree.path("outer/project/hub.js"), tree.path("outer/project/center.js"))?;
    is_told("a file has another name", &["there is no file `./hub.js`"])?;
    fs::rename(tree.path("outer/project/center.js"), tree.path("outer/project/hub.js"))?;
    fs::remove_file(tree.path("outer/project/deep/leaf.js"))?;
    is_told("a file is gone", &["there is no file `./deep/leaf.js`"])?;
    write("deep/leaf.js", "export const leaf = 1;\n");
    write("package.json", "{ \"type\": \"commonjs\" }\n");
    is_told("the package says something else", &[])?;
    write(".gitignore", "skipped\n");
    assert!(!told(tree, "something is ignored", arguments)?.contains("skipped"));
    write(".gitignore", "other.js\n");
    is_told("something else is ignored", &["skipped/a.js"])?;
    tree.write("outer/lode.json", "{ \"lint\": { \"rules\": { \"no-debugger\": \"off\" } } }\n");
    assert!(!told(tree, "there is a configuration above", arguments)?.contains("no-debugger]"));
    tree.write(
        "outer/lode.json",
        "{ \"lint\": { \"rules\": { \"no-var\": \"warn\", \"unused-export\": \"warn\" } } }\n",
    );
    is_told("the configuration is another one", &["unused-export"])?;
    write("trip.js", "import { first, both } from './round.js';\nexport const second = () => [first, both];\n");
    assert!(!told(tree, "now all is used", arguments)?.contains("unused-export"));
    Ok(())
}

fn remembered() -> Result<(), Failed> {
    steps(&Tree::new(PROJECT), &[])
}

fn remembered_by_content() -> Result<(), Failed> {
    steps(&Tree::new(PROJECT), &["--cache-strategy", "content"])
}

/// What a configuration exports that is a program.
fn remembered_of_programs() -> Result<(), Failed> {
    let tree = Tree::new(PROJECT);
    let configure = |rules: &str| {
        tree.write("outer/project/eslint.config.js", format!("export default [{{ rules: {{ {rules} }} }}];\n"));
    };
    configure("'no-debugger': 'warn'");
    assert!(told(&tree, "a program", &[])?.contains("Warning/no-debugger"));
    tree.write("outer/project/trip.js", "export const second = 2;\ndebugger;\n");
    assert!(told(&tree, "a file has changed", &[])?.contains("trip.js:2:1"));
    configure("'no-debugger': 'error'");
    assert!(told(&tree, "it exports something else", &[])?.contains("Error/no-debugger"));
    Ok(())
}

/// Of a few changed files among many only these are written, behind what was; and where that is cut short, it counts for nothing.
fn remembered_of_many() -> Result<(), Failed> {
    let tree = Tree::new(PROJECT);
    let write = |path: &str, text: &str| tree.write(&format!("outer/project/{path}"), text);
    for number in 0..100 {
        let text = format!("import {{ leaf }} from '../hub.js';\nexport const name{number} = leaf;\n");
        write(&format!("many/{number}.js"), &text);
    }
    let run = || {
        let files = fs::read_dir(tree.path("cache/lint")).into_iter().flatten().flatten();
        files.map(|file| file.path()).find(|path| path.extension().is_some_and(|extension| extension == "run"))
    };
    // What was only just written may change once more without its times telling it, and is not kept.
    while run().is_none() {
        told(&tree, "at first", &[])?;
    }
    let run = run().ok_or("no run is kept")?;
    let before = fs::read(&run)?;
    write("many/7.js", "debugger;\n");
    assert!(told(&tree, "a file has changed", &[])?.contains("many/7.js:1:1"));
    let after = fs::read(&run)?;
    assert!(after.len() > before.len() && after.starts_with(&before), "all was written");
    write("many/7.js", "import { leaf } from '../hub.js';\ndebugger;\nexport default leaf;\n");
    assert!(told(&tree, "it has changed once more", &[])?.contains("many/7.js:2:1"));
    let after = fs::read(&run)?;
    assert!(after.starts_with(&before), "all was written");
    fs::write(&run, &after[..after.len() - 3])?;
    told(&tree, "what is behind is cut short", &[])?;
    write("many/7.js", "export default 1;\ndebugger;\n");
    assert!(told(&tree, "and it changes", &[])?.contains("many/7.js:2:1"));
    write("deep/leaf.js", "export const leaves = 1;\n");
    let text = told(&tree, "what many import has changed", &[])?;
    assert!(text.contains("many/8.js:1:10") && !text.contains("many/7.js:1:10"), "{text}");
    write("many/7.js", "import { leaf } from '../hub.js';\nexport default leaf;\n");
    assert!(told(&tree, "one more imports it", &[])?.contains("many/7.js:1:10"));
    write("deep/leaf.js", "export const leaf = 1;\n");
    assert!(!told(&tree, "it is as it was", &[])?.contains("many/"));
    Ok(())
}

/// Whenever it ends, and however many write at once, what is remembered is right.
fn remembered_when_killed() -> Result<(), Failed> {
    let tree = Tree::new(PROJECT);
    told(&tree, "at first", &[])?;
    for turn in 0..12 {
        let name = if turn % 2 == 0 { "leaves" } else { "leaf" };
        tree.write("outer/project/deep/leaf.js", format!("export const {name} = {turn};\n"));
        let start = |_| command(&tree, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut children = (0..3).map(start).collect::<std::io::Result<Vec<Child>>>()?;
        let is_written = || {
            let files = fs::read_dir(tree.path("cache/lint")).into_iter().flatten().flatten();
            files.map(|file| file.path()).any(|path| path.extension().is_some_and(|extension| extension == "new"))
        };
        while !is_written() && children[0].try_wait()?.is_none() {
            std::thread::yield_now();
        }
        children[0].kill()?;
        for mut child in children {
            child.wait()?;
        }
        let text = told(&tree, &format!("turn {turn}"), &[])?;
        assert_eq!(text.contains("main.js:1:10"), turn % 2 == 0, "{text}");
    }
    Ok(())
}

//! `lode lint` answered by a daemon: told of changes it says the same as without one.

use libtest_mimic::{Failed, Trial};
use std::fs;
use std::process::{Child, Command, Stdio};
use test_support::process;
use test_support::tree::Tree;

use crate::lode;

pub fn add(trials: &mut Vec<Trial>) {
    trials.push(Trial::test("lint::served", served));
}

struct Daemon {
    child: Child,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `lode` with the runtime folder and the cache of this name.
fn lode_at(tree: &Tree, runtime: &str, cache: &str) -> Command {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).current_dir(tree.path("project"));
    command.env("LODE_CACHE_DIR", tree.path(cache)).env("LODE_RUNTIME_DIR", tree.path(runtime));
    command
}

fn lint(tree: &Tree, runtime: &str, cache: &str) -> Result<(String, Option<i32>), Failed> {
    let output = lode_at(tree, runtime, cache).args(["lint", "-f", "unix"]).output()?;
    let text = String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?;
    Ok((text, output.status.code()))
}

/// What is told is the same with and without; who asks has nothing to remember then.
fn same(tree: &Tree, step: &str) -> Result<(), Failed> {
    let alone = lint(tree, "none", "alone")?;
    let served = lint(tree, "run", "asking")?;
    assert_eq!(served, alone, "{step}");
    assert!(!tree.path("asking/lint").exists(), "{step}: no daemon has answered");
    Ok(())
}

fn served() -> Result<(), Failed> {
    let tree = Tree::new(
        "//- /project/a.js\nimport { one } from './b.js';\none();\n//- /project/b.js\nexport const one = () => {};\n//- /project/package.json\n{ \"type\": \"module\" }\n",
    );
    let mut daemon = lode_at(&tree, "run", "daemon");
    let child = daemon.arg("daemon").stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let _daemon = Daemon { child };
    while !lode_at(&tree, "run", "daemon").args(["daemon", "--status"]).output()?.status.success() {}
    same(&tree, "first")?;
    same(&tree, "again")?;
    tree.write("project/a.js", "import { one } from './b.js';\none();\ndebugger;\n");
    same(&tree, "a file has changed")?;
    tree.write("project/b.js", "export const two = () => {};\n");
    same(&tree, "what another file exports has changed")?;
    tree.write("project/b.js", "import { seen } from './c.cjs';\nexport const one = () => seen;\n");
    tree.write("project/c.cjs", "exports.seen = 1;\n");
    same(&tree, "a file imports what is CommonJS")?;
    tree.write("project/c.cjs", "exports.other = 1;\n");
    same(&tree, "Node sees other names in it")?;
    fs::create_dir(tree.path("project/inside"))?;
    tree.write("project/inside/c.js", "debugger;\n");
    same(&tree, "there is a new file")?;
    tree.write("project/lode.json", "{ \"lint\": { \"rules\": { \"no-debugger\": \"off\" } } }\n");
    same(&tree, "there is a configuration")?;
    tree.write("project/.gitignore", "inside\n");
    same(&tree, "something is ignored")?;
    fs::rename(tree.path("project/b.js"), tree.path("project/d.js"))?;
    same(&tree, "a file has another name")?;
    fs::remove_file(tree.path("project/lode.json"))?;
    same(&tree, "the configuration is gone")?;
    tree.write("project/package.json", "{ \"type\": \"commonjs\" }\n");
    same(&tree, "the package says something else")
}

//! Texts that are too much, and caches that are broken: the answer is the right one, and comes soon.

use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use test_support::process::{self, End, Output};
use test_support::tree::Tree;

use crate::{LIMIT, lode};

type Body = fn() -> Result<(), Failed>;

pub fn add(trials: &mut Vec<Trial>) {
    let all: &[(&str, Body)] = &[
        ("many_lines", many_lines),
        ("one_long_line", one_long_line),
        ("deep_brackets", deep_brackets),
        ("deep_statements", deep_statements),
        ("many_fixes", many_fixes),
        ("two_at_once", two_at_once),
        ("broken_cache", broken_cache),
        ("killed_while_it_writes", killed_while_it_writes),
    ];
    for (name, test) in all {
        trials.push(Trial::test(format!("lint::{name}"), test));
    }
}

fn command(tree: &Tree, arguments: &[&str]) -> Command {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).current_dir(&tree.root).env("LODE_CACHE_DIR", tree.path("cache"));
    command.arg("lint").args(arguments);
    command
}

fn lint(tree: &Tree, arguments: &[&str]) -> Result<Output, Failed> {
    Ok(process::run(&mut command(tree, arguments), b"", LIMIT)?)
}

/// Lints `a.js` with all rules; it must come to an end by itself.
fn survives(text: String) -> Result<Output, Failed> {
    let tree = Tree::new("");
    tree.write("a.js", text);
    let output = lint(&tree, &["a.js", "-W", "all", "-f", "unix"])?;
    assert!(matches!(output.end, End::Code(0 | 1)), "{}: {}", output.end, output.err);
    assert!(!output.out.contains("mistake of Lode's"), "{}", output.out);
    Ok(output)
}

fn many_lines() -> Result<(), Failed> {
    let function =
        |n: usize| format!("export function f{n}(a, b) {{\n  if (a == b) {{\n    return g{n}(a);\n  }}\n}}\n");
    let output = survives((0..40_000).map(function).collect())?;
    assert_eq!(output.out.matches("eqeqeq").count(), 40_000);
    Ok(())
}

/// A file as a bundler writes it, named, and printed in the ways that show code.
fn one_long_line() -> Result<(), Failed> {
    let tree = Tree::new("");
    tree.write("a.js", "if(a==b){debugger}/* é */".repeat(40_000));
    for format in ["stylish", "json", "sarif"] {
        let output = lint(&tree, &["a.js", "-A", "all", "-D", "no-debugger", "-f", format])?;
        assert_eq!(output.end, End::Code(1), "{}", output.err);
        assert_eq!(output.out.matches("is left in").count(), 40_000, "{format}");
    }
    Ok(())
}

fn deep_brackets() -> Result<(), Failed> {
    for (open, middle, close) in [("(", "a", ")"), ("[", "", "]"), ("{", "", "}"), ("f(", "", ")"), ("a?b:(", "c", ")")]
    {
        survives(format!("{}{middle}{};\n", open.repeat(10_000), close.repeat(10_000)))?;
    }
    Ok(())
}

fn deep_statements() -> Result<(), Failed> {
    survives(format!("{}b();\n", "if (a) ".repeat(20_000)))?;
    survives(format!("{}{}\n", "if (a) {".repeat(20_000), "}".repeat(20_000)))?;
    survives(format!("{}{}\n", "function f() {".repeat(5_000), "}".repeat(5_000)))?;
    survives(format!("a{};\n", " + a".repeat(20_000)))?;
    survives(format!("{}b();\n", "if (a) c(); else ".repeat(10_000)))?;
    Ok(())
}

fn many_fixes() -> Result<(), Failed> {
    let tree = Tree::new("");
    tree.write("a.js", "var a = !!!b;\n".repeat(20_000));
    let output = lint(&tree, &["a.js", "--fix", "-A", "all", "-D", "no-extra-boolean-cast"])?;
    assert_eq!(output.end, End::Code(0), "{}", output.out);
    assert_eq!(fs::read_to_string(tree.path("a.js"))?, "var a = !b;\n".repeat(20_000));
    Ok(())
}

/// A project of some size, in which each file has one problem.
fn project() -> Tree {
    let tree = Tree::new("");
    for n in 0..60 {
        tree.write(
            &format!("src/{n}.js"),
            format!("export const a{n} = {n};\n").repeat(200).replace("export ", "") + "debugger;\n",
        );
    }
    tree
}

const ONE_RULE: &[&str] = &["-A", "all", "-D", "no-debugger", "-f", "unix"];

fn expected(tree: &Tree) -> Result<String, Failed> {
    let all = [&["--no-cache"], ONE_RULE].concat();
    Ok(lint(tree, &all)?.out)
}

fn two_at_once() -> Result<(), Failed> {
    let tree = project();
    let expected = expected(&tree)?;
    let start = |_| -> std::io::Result<Child> {
        command(&tree, ONE_RULE).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    for _ in 0..3 {
        let children = (0..4).map(start).collect::<std::io::Result<Vec<Child>>>()?;
        for child in children {
            let output = child.wait_with_output()?;
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
            assert_eq!(output.status.code(), Some(1));
        }
        fs::remove_dir_all(tree.path("cache"))?;
    }
    Ok(())
}

/// The files in which Lode remembers what it found.
fn remembered(tree: &Tree) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![tree.path("cache/lint")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                true => folders.push(entry.path()),
                false => files.push(entry.path()),
            }
        }
    }
    files
}

fn broken_cache() -> Result<(), Failed> {
    let tree = project();
    let expected = expected(&tree)?;
    let broken: [fn(Vec<u8>) -> Vec<u8>; 5] = [
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| bytes[..bytes.len() - 1].to_vec(),
        |_| Vec::new(),
        |bytes| vec![0xA5; bytes.len()],
        |mut bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x40;
            bytes
        },
    ];
    for damage in broken {
        lint(&tree, ONE_RULE)?;
        let files = remembered(&tree);
        assert!(!files.is_empty());
        for file in files {
            let bytes = damage(fs::read(&file)?);
            fs::write(file, bytes)?;
        }
        assert_eq!(lint(&tree, ONE_RULE)?.out, expected);
    }
    Ok(())
}

fn killed_while_it_writes() -> Result<(), Failed> {
    let tree = project();
    let expected = expected(&tree)?;
    for turn in 0..50 {
        // Something new, so that there is something to write.
        tree.write("src/new.js", format!("a{turn}();\n"));
        let before = remembered(&tree);
        let mut child = command(&tree, ONE_RULE).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        while child.try_wait()?.is_none() && !has_new(&remembered(&tree), &before) {
            std::thread::yield_now();
        }
        child.kill()?;
        child.wait()?;
        assert_eq!(lint(&tree, ONE_RULE)?.out, expected, "turn {turn}");
    }
    Ok(())
}

/// Whether a file is being written.
fn has_new(now: &[PathBuf], before: &[PathBuf]) -> bool {
    now.iter().any(|path| !before.contains(path))
}

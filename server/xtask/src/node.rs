//! `xtask node PROGRAM… TYPES`: makes `server/lint/data/node.txt`, what Node's modules give, of what the modules of running Nodes hold
//! and of what the package `@types/node` says of since when they do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use project::facts::{self, Facts};
use serde_json::Value;
use syntax::{Goal, Language, SourceKind};

use crate::workspace;

/// Prints, for each module, the names that can be imported and the names of all members.
const PROGRAM: &str = r#"
    const { builtinModules } = require('module');
    process.removeAllListeners('warning');
    const all = {};
    for (const name of [...builtinModules, 'test', 'test/reporters', 'sqlite', 'sea']) {
        const bare = name.replace('node:', '');
        let value;
        try { value = require('node:' + bare); } catch { continue; }
        const members = new Set();
        for (let object = value; object; object = Object.getPrototypeOf(object)) {
            for (const key of Object.getOwnPropertyNames(object)) members.add(key);
        }
        all[bare] = { exports: Object.keys(value), members: [...members] };
    }
    console.log(JSON.stringify(all));
"#;

/// Node's list of deprecations, as far as it is about whole modules and members that are there: https://nodejs.org/api/deprecations.html
const DEPRECATIONS: &[(&str, &str, &[&str])] = &[
    ("DEP0005", "buffer", &["SlowBuffer"]),
    ("DEP0025", "sys", &[]),
    ("DEP0032", "domain", &[]),
    ("DEP0034", "fs", &["exists"]),
    ("DEP0035", "fs", &["lchmod"]),
    ("DEP0036", "fs", &["lchmodSync"]),
    ("DEP0040", "punycode", &[]),
    ("DEP0044", "util", &["isArray"]),
    ("DEP0045", "util", &["isBoolean"]),
    ("DEP0046", "util", &["isBuffer"]),
    ("DEP0047", "util", &["isDate"]),
    ("DEP0048", "util", &["isError"]),
    ("DEP0049", "util", &["isFunction"]),
    ("DEP0050", "util", &["isNull"]),
    ("DEP0051", "util", &["isNullOrUndefined"]),
    ("DEP0052", "util", &["isNumber"]),
    ("DEP0053", "util", &["isObject"]),
    ("DEP0054", "util", &["isPrimitive"]),
    ("DEP0055", "util", &["isRegExp"]),
    ("DEP0056", "util", &["isString"]),
    ("DEP0057", "util", &["isSymbol"]),
    ("DEP0058", "util", &["isUndefined"]),
    ("DEP0059", "util", &["log"]),
    ("DEP0060", "util", &["_extend"]),
    ("DEP0064", "tls", &["createSecurePair"]),
    ("DEP0093", "crypto", &["fips"]),
    ("DEP0095", "timers", &["enroll"]),
    ("DEP0096", "timers", &["unenroll"]),
    ("DEP0103", "process", &["binding"]),
    ("DEP0115", "crypto", &["prng", "pseudoRandomBytes", "rng"]),
    ("DEP0125", "_stream_wrap", &[]),
    ("DEP0126", "timers", &["active"]),
    ("DEP0127", "timers", &["_unrefActive"]),
    ("DEP0169", "url", &["parse"]),
    ("DEP0173", "assert", &["CallTracker"]),
    ("DEP0176", "fs", &["F_OK", "R_OK", "W_OK", "X_OK"]),
    ("DEP0192", "_tls_common", &[]),
    ("DEP0192", "_tls_wrap", &[]),
    ("DEP0197", "util/types", &["isNativeError"]),
    ("DEP0205", "module", &["register"]),
];

#[derive(Default)]
struct Member {
    is_export: bool,
    since: String,
    deprecated: Option<&'static str>,
}

type Modules = BTreeMap<String, BTreeMap<String, Member>>;

pub fn make(inputs: &[PathBuf]) -> Result<()> {
    let Some((types, programs)) = inputs.split_last() else { bail!("name a Node and the folder of `@types/node`") };
    ensure!(types.join("fs.d.ts").is_file(), "`{}` is not the folder of `@types/node`", types.display());
    let mut modules = Modules::new();
    for program in programs {
        add_running(program, &mut modules)?;
    }
    let mut paths: Vec<PathBuf> = declarations(types)?;
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        add_declared(&text, &mut modules);
    }
    for (code, module, names) in DEPRECATIONS {
        let members = modules.get_mut(*module).with_context(|| format!("no Node has the module `{module}`"))?;
        for name in *names {
            let member = members.get_mut(*name).with_context(|| format!("no Node has `{name}` in `{module}`"))?;
            member.deprecated = Some(code);
        }
    }
    let text = written(&modules);
    let path = workspace::root().join("server/lint/data/node.txt");
    fs::write(&path, &text).with_context(|| path.display().to_string())?;
    println!("{} modules, {} KB", modules.len(), text.len() / 1024);
    Ok(())
}

fn add_running(program: &Path, modules: &mut Modules) -> Result<()> {
    let output = Command::new(program).args(["--no-warnings", "-e", PROGRAM]).output();
    let output = output.with_context(|| format!("`{}` can't be run", program.display()))?;
    let all: Value = serde_json::from_slice(&output.stdout).with_context(|| program.display().to_string())?;
    let names = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    for (module, said) in all.as_object().into_iter().flatten() {
        let members = modules.entry(module.clone()).or_default();
        for name in names(&said["members"]) {
            members.entry(name).or_default();
        }
        for name in names(&said["exports"]) {
            members.entry(name).or_default().is_export = true;
        }
    }
    Ok(())
}

fn declarations(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with("ts") && name != "compatibility" {
            found.extend(declarations(&path)?);
        } else if name.ends_with(".d.ts") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Values that a module declares are there even if no Node that was asked has them, and say since when they are.
fn add_declared(text: &str, modules: &mut Modules) {
    let facts = facts::of(text, SourceKind::new(Language::Declarations, Goal::Script));
    for ambient in &facts.ambient_modules {
        let Some(members) = modules.get_mut(ambient.name.trim_start_matches("node:")) else { continue };
        for export in ambient.exports.iter().filter(|export| !export.is_type_only) {
            let (facts::ExportName::Named(name), facts::Exported::Binding(binding)) = (&export.name, &export.what)
            else {
                continue;
            };
            if is_value(&facts, *binding) {
                members.entry(name.to_string()).or_default().is_export = true;
            }
        }
        for binding in &facts.bindings {
            let Some(member) = members.get_mut(&*binding.name) else { continue };
            let inside = binding.declarations.iter().filter(|it| ambient.range.contains_range(it.range));
            for doc in inside.filter_map(|declaration| declaration.doc) {
                let since = facts[doc].tags.iter().find(|tag| *tag.tag == *"since");
                if let Some(since) = since.filter(|_| member.since.is_empty()) {
                    member.since = versions(&since.text);
                }
            }
            // Of what can be called in several ways all have to be deprecated.
            let is_deprecated = |doc: facts::DocId| facts[doc].tags.iter().any(|tag| *tag.tag == *"deprecated");
            let mut inside = binding.declarations.iter().filter(|it| ambient.range.contains_range(it.range)).peekable();
            if inside.peek().is_some() && inside.all(|declaration| declaration.doc.is_some_and(is_deprecated)) {
                member.deprecated = member.deprecated.or(Some(""));
            }
        }
    }
}

fn is_value(facts: &Facts, binding: facts::BindingId) -> bool {
    facts[binding].declarations.iter().any(|declaration| {
        !matches!(
            declaration.kind,
            facts::DeclarationKind::Interface(_)
                | facts::DeclarationKind::Alias(_)
                | facts::DeclarationKind::Namespace(_)
                | facts::DeclarationKind::Import(_)
        )
    })
}

/// `v19.6.0, v18.15.0` as `19.6.0,18.15.0`; nothing for what is no version.
fn versions(text: &str) -> String {
    let is_version =
        |word: &&str| word.split('.').count() == 3 && word.split('.').all(|part| part.parse::<u32>().is_ok());
    let words = text.split([',', ' ', '\n']).map(|word| word.trim_start_matches('v')).filter(is_version);
    words.collect::<Vec<_>>().join(",")
}

fn written(modules: &Modules) -> String {
    let mut text = String::from(
        "# Made by `cargo run -p xtask -- node`: what Node's modules give. See src/imports/builtins.rs.\n",
    );
    for (module, members) in modules {
        let code = DEPRECATIONS.iter().find(|(_, whole, names)| whole == module && names.is_empty());
        text += &code.map_or_else(|| format!("{module}\n"), |(code, ..)| format!("{module} !{code}\n"));
        for (name, member) in members {
            let mark = if member.is_export { "" } else { "-" };
            text += &format!(" {mark}{name}");
            if !member.since.is_empty() {
                text += &format!(" {}", member.since);
            }
            if let Some(code) = member.deprecated {
                text += &format!(" !{code}");
            }
            text.push('\n');
        }
    }
    text
}

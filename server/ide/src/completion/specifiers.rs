//! Specifiers: Node's modules, packages that the project names, their sub-paths, `#imports`, relative paths.

use std::path::Path;

use project::facts::{ExpressionKind, ImportId, ImportKind};
use source::FileKind;

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};

/// Endings that may be left out or must be written: what a specifier can lead to.
const SOURCES: [&str; 10] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "json", "wasm"];

/// Whether there may be more than was found.
pub(crate) fn of_import(context: &Context, import: ImportId, items: &mut Vec<Item>) -> bool {
    let kind = context.facts[import].kind;
    let typed = context.prefix.clone();
    if typed.starts_with('.') || typed.starts_with('/') {
        relative(context, &typed, kind, items);
        like_its_name(context, import, items);
        return false;
    }
    if typed.starts_with('#') {
        own_imports(context, items);
        return false;
    }
    builtins(context, &typed, items);
    packages(context, &typed, items);
    if typed.is_empty() {
        for (index, start) in ["./", "../"].iter().enumerate() {
            items.push(Item::new(*start, ItemKind::Folder, 1.0 - index as f32 * 0.1));
        }
    }
    like_its_name(context, import, items);
    false
}

/// `import ms from '…'`, `const runner = require('../…')`: what is called so is likely meant.
fn like_its_name(context: &Context, import: ImportId, items: &mut [Item]) {
    let plain = |text: &str| -> String {
        text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let facts = &context.facts;
    let is_of_import = |value: &project::facts::ExpressionId| match &facts[*value].kind {
        ExpressionKind::Module(of) | ExpressionKind::Imported { import: of, .. } => *of == import,
        _ => false,
    };
    let named = facts.bindings.iter().filter(|binding| binding.values.iter().any(is_of_import));
    let wanted: Vec<String> = named.map(|binding| plain(&binding.name)).collect();
    for item in items {
        let last = item.label.rsplit(['/', ':']).next().unwrap_or_default();
        let stem = if item.kind == ItemKind::File { last.split('.').next().unwrap_or(last) } else { last };
        if wanted.contains(&plain(stem)) {
            item.score += LIKE_ITS_NAME;
        }
    }
}

const LIKE_ITS_NAME: f32 = 3.0;

fn builtins(context: &Context, typed: &str, items: &mut Vec<Item>) {
    let spelling = Spelling::of(context, typed);
    // Those that have no name without the prefix are known to the library alone.
    let names = resolve::builtins::BUILTIN_NAMES;
    let prefixed = infer::Library::get().module_names().filter(|name| name.starts_with("node:")).map(|name| &**name);
    let only_prefixed = prefixed.filter(|name| !names.contains(&name.trim_start_matches("node:")));
    for name in names.iter().copied().chain(only_prefixed) {
        if name.starts_with('_') || name.starts_with("internal/") {
            continue;
        }
        let bare_name = name.strip_prefix("node:").unwrap_or(name);
        let frequent =
            FREQUENT.iter().position(|frequent| *frequent == bare_name).map_or(0.0, |index| 3.0 - index as f32 * 0.1);
        let nested = bare_name.matches('/').count() as f32 * 0.5;
        for (label, score) in [(format!("node:{bare_name}"), spelling.prefixed), (bare_name.to_owned(), spelling.bare)]
        {
            let is_only_prefixed = name.starts_with("node:") && !label.starts_with("node:");
            let Some(score) = score.filter(|_| !is_only_prefixed && fits(typed, &label)) else { continue };
            items.push(Item::new(label, ItemKind::Module, score + frequent - nested + starts(typed, bare_name)));
        }
    }
}

/// How a file names Node's modules: what each way counts for, or that it is not offered.
struct Spelling {
    prefixed: Option<f32>,
    bare: Option<f32>,
}

impl Spelling {
    /// As the file has it; the other way is offered to those who begin to type. A file that names none yet, or
    /// some in each way, may have either.
    fn of(context: &Context, typed: &str) -> Spelling {
        let imports = &context.facts.imports;
        let others = || imports.iter().map(|import| &*import.specifier).filter(|specifier| *specifier != typed);
        let prefixed = others().filter(|specifier| specifier.starts_with("node:")).count();
        let bare = others().filter(|specifier| resolve::builtins::BUILTIN_NAMES.contains(specifier)).count();
        let is_undecided = (prefixed == 0) == (bare == 0);
        let wants_prefix = typed.starts_with("node:") || prefixed > bare;
        let other = (is_undecided || !typed.is_empty()).then_some(0.0);
        match wants_prefix {
            true => Spelling { prefixed: Some(1.0), bare: other },
            false => Spelling { prefixed: other, bare: Some(1.0) },
        }
    }
}

/// Modules that programs name most.
const FREQUENT: [&str; 20] = [
    "fs",
    "path",
    "util",
    "http",
    "events",
    "url",
    "os",
    "crypto",
    "child_process",
    "stream",
    "assert",
    "fs/promises",
    "https",
    "net",
    "readline",
    "zlib",
    "buffer",
    "querystring",
    "test",
    "vm",
];

fn starts(typed: &str, label: &str) -> f32 {
    if !typed.is_empty() && label.starts_with(typed.trim_start_matches("node:")) { 2.0 } else { 0.0 }
}

fn packages(context: &Context, typed: &str, items: &mut Vec<Item>) {
    for dependency in context.snapshot.dependencies(context.file).iter() {
        let name = dependency.name.strip_prefix("@types/").map(types_for).unwrap_or_else(|| dependency.name.clone());
        if let Some(rest) = typed.strip_prefix(&name).and_then(|rest| rest.strip_prefix('/')) {
            sub_paths(context, &name, rest, items);
            continue;
        }
        if fits(typed, &name) && !items.iter().any(|item| item.label == name) {
            let is_used = context.facts.imports.iter().any(|import| import.specifier == *name);
            let declared = if dependency.kind.field() == Some("dependencies") { 2.5 } else { 1.5 };
            let score = declared + if is_used { -0.5 } else { 0.0 } + starts(typed, &name);
            items.push(Item::new(name, ItemKind::Module, score));
        }
    }
}

/// `@types/babel__core` is for `@babel/core`.
fn types_for(name: &str) -> String {
    match name.split_once("__") {
        Some((scope, name)) => format!("@{scope}/{name}"),
        None => name.to_owned(),
    }
}

/// What a package lets others import beyond its name.
fn sub_paths(context: &Context, package: &str, rest: &str, items: &mut Vec<Item>) {
    let Some(folder) = context.snapshot.installed(context.file, package) else { return };
    let manifest =
        context.snapshot.file(&folder.join("package.json")).and_then(|file| context.snapshot.package_of(file));
    if let Some(exports) = manifest.as_ref().and_then(|manifest| manifest.exports().cloned()) {
        let Some(map) = exports.as_object() else { return };
        for key in map.keys().filter_map(|key| key.strip_prefix("./")) {
            if key.contains('*') {
                pattern(context, &folder, key, map.get(&format!("./{key}")), package, items);
            } else if key != "package.json" && fits(rest, key) {
                items.push(Item::new(format!("{package}/{key}"), ItemKind::Module, 2.0));
            }
        }
        return;
    }
    let (inside, partial) = rest.rsplit_once('/').map_or(("", rest), |(inside, partial)| (inside, partial));
    for (name, kind) in context.snapshot.entries(&folder.join(inside)) {
        let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
        if name.starts_with('.') || name == "node_modules" || !fits(partial, &name) {
            continue;
        }
        if kind == FileKind::Directory {
            items.push(Item::new(format!("{package}/{path}"), ItemKind::Folder, 1.0));
        } else if is_source(&name) && !name.contains(".d.") {
            let shown = path.strip_suffix(".js").unwrap_or(&path);
            items.push(Item::new(format!("{package}/{shown}"), ItemKind::File, 1.5));
        }
    }
}

/// `"./lib/*": "./lib/*.js"`: what lies there.
fn pattern(
    context: &Context,
    folder: &Path,
    key: &str,
    target: Option<&serde_json::Value>,
    package: &str,
    items: &mut Vec<Item>,
) {
    let Some(target) = target.and_then(first_text) else { return };
    let (Some((before, after)), Some((head, tail))) =
        (key.split_once('*'), target.strip_prefix("./").and_then(|target| target.split_once('*')))
    else {
        return;
    };
    let base = folder.join(head.rsplit_once('/').map_or("", |(inside, _)| inside));
    for (name, kind) in context.snapshot.entries(&base) {
        if kind != FileKind::File {
            continue;
        }
        if let Some(middle) = name.strip_suffix(tail) {
            items.push(Item::new(format!("{package}/{before}{middle}{after}"), ItemKind::Module, 1.5));
        }
    }
}

/// The first file that a conditional target names.
fn first_text(value: &serde_json::Value) -> Option<&str> {
    match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Object(map) => {
            map.iter().filter(|(key, _)| *key != "types").find_map(|(_, value)| first_text(value))
        }
        serde_json::Value::Array(all) => all.iter().find_map(first_text),
        _ => None,
    }
}

fn own_imports(context: &Context, items: &mut Vec<Item>) {
    let Some(package) = context.snapshot.package_of(context.file) else { return };
    for key in package.imports().into_iter().flat_map(|map| map.keys()) {
        if !key.contains('*') && fits(&context.prefix, key) {
            items.push(Item::new(key.clone(), ItemKind::Module, 2.0));
        }
    }
}

fn relative(context: &Context, typed: &str, kind: ImportKind, items: &mut Vec<Item>) {
    let (inside, partial) = typed.rsplit_once('/').map_or((typed, ""), |(inside, partial)| (inside, partial));
    let own = context.snapshot.path(context.file);
    let Some(base) = own.parent() else { return };
    let folder = source::normalize_lexically(&base.join(if inside.is_empty() { "/" } else { inside }));
    let needs_ending = matches!(kind, ImportKind::Static | ImportKind::ReExport | ImportKind::Dynamic)
        && context.snapshot.declared_goal(context.file) == Some(syntax::Goal::Module)
        || writes_endings(context, typed);
    for (name, entry) in context.snapshot.entries(&folder) {
        if name.starts_with('.') || name == "node_modules" || folder.join(&name) == *own || !fits(partial, &name) {
            continue;
        }
        let prefix = if inside.is_empty() { String::new() } else { format!("{inside}/") };
        if entry == FileKind::Directory {
            items.push(Item::new(format!("{prefix}{name}"), ItemKind::Folder, 1.0));
        } else if is_source(&name) {
            let label = if needs_ending || !name.ends_with(".js") {
                name.clone()
            } else {
                name.trim_end_matches(".js").to_owned()
            };
            let label = typescript_label(&label);
            let is_index = label == "index" || label.starts_with("index.");
            items.push(Item::new(format!("{prefix}{label}"), ItemKind::File, if is_index { 0.8 } else { 1.5 }));
        }
    }
}

/// Whether the file's other specifiers lead to files by their whole names.
fn writes_endings(context: &Context, typed: &str) -> bool {
    let others = context.facts.imports.iter().map(|import| &*import.specifier);
    let relative = others.filter(|other| other.starts_with('.') && *other != typed && !other.ends_with(['.', '/']));
    let (with, without): (Vec<&str>, Vec<&str>) =
        relative.filter(|other| !other.ends_with(".json")).partition(|other| other.ends_with(".js"));
    with.len() > without.len()
}

/// `a.ts` is imported as `a`, and `a.d.ts` not at all by its own name.
fn typescript_label(name: &str) -> String {
    for ending in [".d.ts", ".ts", ".tsx"] {
        if let Some(stem) = name.strip_suffix(ending) {
            return stem.to_owned();
        }
    }
    name.to_owned()
}

fn is_source(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| SOURCES.contains(&ending))
}

//! Import lines: how a file writes them, and the edit that adds a name.

use project::facts::{Facts, Import, ImportKind, ImportedName};
use source::{Edit, TextRange};
use syntax::Goal;

/// A name that a file is to import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewImport {
    pub specifier: String,
    pub name: String,
    pub way: ImportWay,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportWay {
    /// `{ name }`
    Named,
    /// What the module exports as `default`.
    Default,
    /// `* as name`, or what `require` gives.
    Namespace,
}

/// How a file writes its imports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Style {
    pub is_require: bool,
    pub quote: char,
    pub has_semicolons: bool,
    /// `const`, or `var` where all others are so.
    pub is_var: bool,
}

impl Style {
    pub fn of(facts: &Facts, text: &str) -> Style {
        let (mut single, mut double) = (0, 0);
        for import in &facts.imports {
            match import.specifier_range.slice(text).chars().next() {
                Some('\'') => single += 1,
                Some('"') => double += 1,
                _ => {}
            }
        }
        if single + double == 0 {
            single = text.matches('\'').count();
            double = text.matches('"').count();
        }
        let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let (mut with, mut without) = (0, 0);
        for line in lines.take(200) {
            match line.chars().last() {
                Some(';') => with += 1,
                Some(')' | '\'' | '"' | ']') => without += 1,
                _ => {}
            }
        }
        let declared_with = |word: &str| {
            facts
                .imports
                .iter()
                .filter(|import| import.kind == ImportKind::Require)
                .filter(|import| line_of(text, import.range.start()).trim_start().starts_with(word))
                .count()
        };
        Style {
            is_require: writes_require(facts),
            quote: if double > single { '"' } else { '\'' },
            has_semicolons: with >= without,
            is_var: declared_with("var ") > declared_with("const "),
        }
    }
}

/// Whether a file imports by `require`.
pub(crate) fn writes_require(facts: &Facts) -> bool {
    let statics = facts.imports.iter().filter(|import| import.kind == ImportKind::Static).count();
    let requires =
        facts.imports.iter().filter(|import| import.kind == ImportKind::Require && !import.is_nested).count();
    match (statics, requires) {
        (0, 0) => facts.kind.goal != Goal::Module,
        (statics, requires) => requires > statics,
    }
}

/// The edit that makes a name of a module known in a file: merged into an import of that module, else a line of its own behind the
/// last import.
pub(crate) fn add(facts: &Facts, text: &str, import: &NewImport) -> Edit {
    if let Some(edit) = merged(facts, text, import) {
        return edit;
    }
    let style = Style::of(facts, text);
    let line = written(&style, import);
    let (offset, is_after) = place(facts, text, style.is_require);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = if is_after { format!("{newline}{line}") } else { format!("{line}{newline}") };
    Edit::insert(offset, line)
}

fn written(style: &Style, NewImport { specifier, name, way }: &NewImport) -> String {
    let (quote, end) = (style.quote, if style.has_semicolons { ";" } else { "" });
    let names = match (way, style.is_require) {
        (ImportWay::Named, _) => format!("{{ {name} }}"),
        (ImportWay::Namespace, false) => format!("* as {name}"),
        (ImportWay::Default | ImportWay::Namespace, _) => name.clone(),
    };
    if style.is_require {
        let word = if style.is_var { "var" } else { "const" };
        format!("{word} {names} = require({quote}{specifier}{quote}){end}")
    } else {
        format!("import {names} from {quote}{specifier}{quote}{end}")
    }
}

/// Another name in an import that is there.
fn merged(facts: &Facts, text: &str, NewImport { specifier, name, way }: &NewImport) -> Option<Edit> {
    let plain = |specifier: &str| specifier.strip_prefix("node:").unwrap_or(specifier).to_owned();
    let imports = || {
        facts.imports.iter().filter(|import| {
            plain(&import.specifier) == plain(specifier)
                && matches!(import.kind, ImportKind::Static | ImportKind::Require)
                && !import.is_type_only
                && !import.is_nested
        })
    };
    let gives =
        |import: &&Import, wanted: fn(&ImportedName) -> bool| import.names.iter().any(|one| wanted(&one.imported));
    let is_named = |one: &ImportedName| matches!(one, ImportedName::Named(_));
    let is_default = |one: &ImportedName| matches!(one, ImportedName::Default);
    match way {
        ImportWay::Named => {
            if let Some(import) = imports().find(|import| gives(import, is_named)) {
                return into_braces(text, import, name);
            }
            // `import a from 'm'`
            let import = imports().find(|import| import.kind == ImportKind::Static && gives(import, is_default))?;
            let [default] = import.names.as_slice() else { return None };
            Some(Edit::insert(default.range.end(), format!(", {{ {name} }}")))
        }
        ImportWay::Default => {
            // `import { a } from 'm'`
            let all_named = |import: &&Import| import.names.iter().all(|one| is_named(&one.imported));
            let import = imports()
                .find(|import| import.kind == ImportKind::Static && gives(import, is_named) && all_named(import))?;
            let brace = import.range.start() as usize + import.range.slice(text).find('{')?;
            Some(Edit::insert(brace as u32, format!("{name}, ")))
        }
        ImportWay::Namespace => None,
    }
}

fn into_braces(text: &str, import: &Import, name: &str) -> Option<Edit> {
    let last = last_in_braces(import)?;
    let after = text.get(last.end() as usize..)?;
    let is_multiline = after.trim_start_matches(',').starts_with(['\n', '\r']);
    if is_multiline {
        let indent: String =
            line_of(text, last.start()).chars().take_while(|character| character.is_whitespace()).collect();
        return Some(Edit::insert(last.end(), format!(",\n{indent}{name}")));
    }
    Some(Edit::insert(last.end(), format!(", {name}")))
}

fn last_in_braces(import: &Import) -> Option<TextRange> {
    import.names.iter().rev().find(|name| matches!(name.imported, ImportedName::Named(_))).map(|name| name.range)
}

/// Where a new import goes, and whether behind what stands there.
fn place(facts: &Facts, text: &str, is_require: bool) -> (u32, bool) {
    let last = facts
        .imports
        .iter()
        .filter(|import| !import.is_nested)
        .filter(
            |import| if is_require { import.kind == ImportKind::Require } else { import.kind == ImportKind::Static },
        )
        // One far below others stands there for a reason.
        .take_while(|import| import.range.start() < text.len() as u32)
        .last();
    if let Some(import) = last {
        let end = text[import.range.end() as usize..]
            .find('\n')
            .map_or(text.len() as u32, |at| import.range.end() + at as u32);
        let end = if text.as_bytes().get(end as usize - 1) == Some(&b'\r') { end - 1 } else { end };
        return (end, true);
    }
    // Behind `#!`, the file's own comment and `'use strict'`.
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let is_head = trimmed.starts_with("#!")
            || trimmed.starts_with("'use strict'")
            || trimmed.starts_with("\"use strict\"")
            || (offset == 0 && trimmed.is_empty());
        let in_comment =
            facts.comments.iter().any(|comment| comment.range.start() <= offset && offset < comment.range.end());
        let begins_comment = trimmed.starts_with("//") || trimmed.starts_with("/*");
        if !(is_head || in_comment || (begins_comment && head_comment(facts, offset, line))) {
            break;
        }
        offset += line.len() as u32;
    }
    (offset, false)
}

/// Whether a comment at the top is the file's: a blank line or nothing but it follows.
fn head_comment(facts: &Facts, offset: u32, line: &str) -> bool {
    let indent = (line.len() - line.trim_start().len()) as u32;
    facts.comments.first().is_some_and(|first| first.range.start() <= offset + indent)
        && facts.docs.iter().all(|doc| {
            doc.range.start() != offset + indent
                || doc.tags.iter().any(|tag| matches!(&*tag.tag, "license" | "file" | "fileoverview" | "module"))
        })
}

fn line_of(text: &str, offset: u32) -> &str {
    let start = text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset as usize..].find('\n').map_or(text.len(), |at| offset as usize + at);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::{Language, SourceKind};

    #[track_caller]
    fn check(goal: Goal, text: &str, specifier: &str, (way, name): (ImportWay, &str), expected: &str) {
        let facts = project::facts::of(text, SourceKind::new(Language::JavaScript, goal));
        let import = NewImport { specifier: specifier.to_owned(), name: name.to_owned(), way };
        assert_eq!(source::apply(text, &[add(&facts, text, &import)]), expected);
    }

    fn named(name: &str) -> (ImportWay, &str) {
        (ImportWay::Named, name)
    }

    #[test]
    fn behind_the_last_import_in_its_style() {
        check(
            Goal::Module,
            "import a from \"a\"\nimport b from \"b\"\n\na()\n",
            "c",
            named("d"),
            "import a from \"a\"\nimport b from \"b\"\nimport { d } from \"c\"\n\na()\n",
        );
        check(
            Goal::CommonJs,
            "'use strict';\nvar a = require('a');\n\na();\n",
            "c",
            named("d"),
            "'use strict';\nvar a = require('a');\nvar { d } = require('c');\n\na();\n",
        );
    }

    #[test]
    fn into_an_import_of_the_module() {
        check(Goal::Module, "import { a } from 'm';\n", "m", named("b"), "import { a, b } from 'm';\n");
        check(Goal::CommonJs, "const { a } = require('m');\n", "m", named("b"), "const { a, b } = require('m');\n");
        check(Goal::Module, "import {\n  a,\n} from 'm';\n", "m", named("b"), "import {\n  a,\n  b,\n} from 'm';\n");
    }

    #[test]
    fn beside_what_the_module_gives_already() {
        let module = |text: &str, specifier: &str, import: (ImportWay, &str), expected: &str| {
            check(Goal::Module, text, specifier, import, expected);
        };
        module("import a from 'm';\n", "m", named("b"), "import a, { b } from 'm';\n");
        module("import fs from 'fs';\n", "node:fs", named("b"), "import fs, { b } from 'fs';\n");
        module("import { a } from 'm';\n", "m", (ImportWay::Default, "d"), "import d, { a } from 'm';\n");
        let all = "import * as a from 'm';\n";
        module(all, "m", named("b"), &format!("{all}import {{ b }} from 'm';\n"));
    }

    #[test]
    fn at_the_top_behind_what_must_stand_there() {
        check(
            Goal::CommonJs,
            "#!/usr/bin/env node\n'use strict';\nmain();\n",
            "fs",
            (ImportWay::Namespace, "fs"),
            "#!/usr/bin/env node\n'use strict';\nconst fs = require('fs');\nmain();\n",
        );
        check(Goal::Module, "main();\n", "p", (ImportWay::Default, "q"), "import q from 'p';\nmain();\n");
        check(Goal::Module, "", "p", (ImportWay::Default, "q"), "import q from 'p';\n");
    }
}

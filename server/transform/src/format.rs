//! Whether a file that says nothing about itself is CommonJS or an ES module.
//!
//! Node 22 runs a `.js` file without a `"type"` above it as CommonJS, unless that can't be and a module can: it has
//! `import` or `export` statements, `import.meta`, `await` at the top level, or declares a name that the CommonJS wrapper
//! has as a parameter. Most files are decided by one pass of the scanner, or by a search for four words.

use std::path::Path;

use serde::{Deserialize, Serialize};
use syntax::ast::{ModuleItem, Program};
use syntax::{Goal, Language, SourceKind};

use crate::rewrite;
use crate::scan::{Scanner, Token};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Format {
    CommonJs,
    Module,
}

/// The format of a text by its syntax. The path's extension says the language.
pub fn detect_format(path: &Path, text: &str) -> Format {
    let language = Language::of(path);
    const WORDS: &[&str] = &["import", "export", "await", "__filename", "__dirname", "require", "module"];
    if !WORDS.iter().any(|word| text.contains(word)) {
        return Format::CommonJs;
    }
    if language.is_typescript() {
        return detect_typescript(text, language);
    }
    match scan(text) {
        Scanned::Module => Format::Module,
        Scanned::CommonJs => Format::CommonJs,
        Scanned::Unsure => {
            let errors = |goal| !syntax::parse(text, SourceKind::new(language, goal)).errors.is_empty();
            let redeclares = redeclares_wrapper(text);
            if (redeclares || errors(Goal::CommonJs)) && !errors(Goal::Module) {
                Format::Module
            } else {
                Format::CommonJs
            }
        }
    }
}

enum Scanned {
    Module,
    CommonJs,
    Unsure,
}

fn scan(text: &str) -> Scanned {
    let mut scanner = Scanner::new(text);
    let mut unsure = false;
    let mut statement_start = true;
    loop {
        let token = scanner.next();
        let starts = std::mem::replace(
            &mut statement_start,
            matches!(token, Token::Mark(b';' | b'}' | b'{')) && scanner.depth() == 0,
        );
        match token {
            Token::End => return if unsure { Scanned::Unsure } else { Scanned::CommonJs },
            Token::Word if !scanner.after_dot => {
                let at_top = scanner.depth() == 0;
                let begins = at_top && (starts || scanner.line_break);
                match scanner.token() {
                    // `import.meta` counts wherever it stands.
                    b"import" if scanner.peek() == b'.' => return Scanned::Module,
                    b"import" if begins && !matches!(scanner.peek(), b'(' | b':' | b'=' | b',' | b')') => {
                        return Scanned::Module;
                    }
                    b"export" if begins && !matches!(scanner.peek(), b'(' | b':' | b'=' | b',' | b')' | b'.') => {
                        return Scanned::Module;
                    }
                    b"await" => unsure = true,
                    b"const" | b"let" | b"class" if at_top => unsure |= declares_wrapper_name(&scanner),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn is_wrapper_name(word: &[u8]) -> bool {
    matches!(word, b"exports" | b"require" | b"module" | b"__filename" | b"__dirname")
}

fn declares_wrapper_name(scanner: &Scanner) -> bool {
    scanner.peek() == b'{'
        || scanner.peek() == b'['
        || scanner.name_follows() && {
            let rest = scanner.rest().trim_ascii_start();
            let length =
                rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_')).unwrap_or(rest.len());
            is_wrapper_name(&rest[..length])
        }
}

/// Whether the top level declares one of the wrapper's parameters with `let`, `const` or `class`.
fn redeclares_wrapper(text: &str) -> bool {
    let parsed = syntax::parse(text, SourceKind::MODULE);
    parsed.with(|program| match program {
        Program::Module(module) => {
            rewrite::lexical_names(&module.body).iter().any(|name| is_wrapper_name(name.as_bytes()))
        }
        Program::Script(_) => false,
    })
}

/// TypeScript has to be parsed anyway, and its types must not count.
fn detect_typescript(text: &str, language: Language) -> Format {
    let parsed = syntax::parse(text, SourceKind::new(language, Goal::Module));
    if !parsed.errors.is_empty() {
        // `scan` is kinder to what is broken; the error is reported when the file is compiled.
        return if matches!(scan(text), Scanned::Module) { Format::Module } else { Format::CommonJs };
    }
    let is_module = parsed.with(|program| match program {
        Program::Module(module) => {
            !rewrite::is_typescript_common_js(language, module)
                && (module
                    .body
                    .iter()
                    .any(|item| matches!(item, ModuleItem::ModuleDecl(_) if rewrite::is_value_item(item)))
                    || rewrite::has_module_syntax(module))
        }
        Program::Script(_) => false,
    });
    if is_module { Format::Module } else { Format::CommonJs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_decides() {
        for text in [
            "import 'x'",
            "import x from 'x'",
            "'use strict';import{a}from'a'",
            "#!/usr/bin/env node\nexport {}",
            "/* c */ export default 1",
            "var a = 1\nexport const b = 2",
            "if (x) { import.meta.url }",
            "await 1",
            "const require = await 1",
            "const __dirname = 'x'",
            "const { module } = x",
            "for await (const x of y) {}",
        ] {
            assert_eq!(detect_format(Path::new("a.js"), text), Format::Module, "{text}");
        }
        for text in [
            "",
            "require('x')",
            "import('x')",
            "async () => { await 1 }",
            "const x = { import: 1, export: 2 }",
            "'import x from \"y\"'",
            "`\nimport x from 'y'\n`",
            "/*\nimport x from 'y'\n*/",
            "var require = 1",
            "function f() { const module = 1 }",
            "import(",
            "const require = require('x'); return 1",
        ] {
            assert_eq!(detect_format(Path::new("a.js"), text), Format::CommonJs, "{text}");
        }
    }

    #[test]
    fn types_do_not_count() {
        for text in
            ["import x = require('x')", "const a = 1; export = a", "import type { A } from 'a'", "export type A = 1"]
        {
            assert_eq!(detect_format(Path::new("a.ts"), text), Format::CommonJs, "{text}");
        }
        for text in ["import { A } from 'a'", "export const a = 1", "export enum A {}", "await 1"] {
            assert_eq!(detect_format(Path::new("a.ts"), text), Format::Module, "{text}");
        }
    }
}

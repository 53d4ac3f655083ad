//! How the text of a file is to be parsed: by its extension, by what its package says, by what stands in it.
//!
//! What a file says itself wins over what its package says: a text with `import` at its top is read as a module even where
//! Node would refuse it, because someone's bundler takes it, and because nothing could be told of it otherwise.

use std::path::Path;

use package::manifest::ModuleKind;
use syntax::{Goal, Language, SourceKind};

use crate::paths::extension;

/// What a text says of itself, by a look that knows strings, comments and brackets but no grammar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Signs {
    /// `import` or `export` at the top, `import.meta` anywhere.
    pub module: bool,
    /// `</` or `/>`.
    pub jsx: bool,
}

/// How Node reads a file's name and package. `None`: by its text.
pub(crate) fn declared(path: &Path, package: Option<ModuleKind>) -> Option<Goal> {
    match extension(path) {
        "mjs" | "mts" => Some(Goal::Module),
        "cjs" | "cts" => Some(Goal::CommonJs),
        _ => package.map(|kind| match kind {
            ModuleKind::Module => Goal::Module,
            ModuleKind::CommonJs => Goal::CommonJs,
        }),
    }
}

/// `given`: the language that an editor says it is. `is_installed`: it lies in a package that was installed.
pub(crate) fn of(
    path: &Path,
    given: Option<Language>,
    package: Option<ModuleKind>,
    signs: Signs,
    is_installed: bool,
) -> SourceKind {
    let language = match (Language::of(path), given) {
        // An editor that was told nothing calls every .jsx and .mts by its plain name.
        (Language::JavaScript, Some(given)) if !crate::paths::is_source(path) || given.has_jsx() => given,
        (language, _) => language,
    };
    let language = match language {
        Language::JavaScript if signs.jsx && !is_installed => Language::Jsx,
        language => language,
    };
    let goal = if signs.module {
        Goal::Module
    } else if language == Language::Declarations {
        // Without imports and exports it declares globals.
        Goal::Script
    } else {
        declared(path, package).unwrap_or(Goal::CommonJs)
    };
    SourceKind { language, goal }
}

impl Signs {
    pub fn of(text: &str) -> Signs {
        let bytes = text.as_bytes();
        let mut signs = Signs::default();
        let mut depth = 0usize;
        // Whether a statement can start here.
        let mut start = true;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'\n' => start = true,
                b' ' | b'\t' | b'\r' => {}
                b';' => start = true,
                b'{' | b'(' | b'[' => {
                    depth += 1;
                    start = false;
                }
                b'}' | b')' | b']' => {
                    depth = depth.saturating_sub(1);
                    start = byte == b'}';
                }
                b'\'' | b'"' => {
                    at = end_of_string(bytes, at);
                    start = false;
                }
                b'`' => {
                    at = end_of_template(bytes, at);
                    start = false;
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    at += memchr(bytes, at, b'\n');
                    continue;
                }
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    at = end_of_comment(bytes, at);
                }
                b'/' if bytes.get(at + 1) == Some(&b'>') => {
                    signs.jsx = true;
                    start = false;
                }
                b'/' if !after_operand(bytes, at) => {
                    at = end_of_pattern(bytes, at);
                    start = false;
                }
                b'<' if bytes.get(at + 1) == Some(&b'/') => {
                    signs.jsx = true;
                    start = false;
                }
                b'i' | b'e' if !follows_name(bytes, at) => {
                    let word = word_at(bytes, at);
                    match word {
                        b"import" if imports(bytes, at + 6, start && depth == 0) => signs.module = true,
                        b"export" if start && depth == 0 && exports(bytes, at + 6) => signs.module = true,
                        _ => {}
                    }
                    start = false;
                    at += word.len();
                    continue;
                }
                _ => start = false,
            }
            at += 1;
        }
        signs
    }
}

/// Whether what follows `import` makes it a declaration, or `import.meta`.
fn imports(bytes: &[u8], at: usize, is_statement: bool) -> bool {
    let rest = bytes[at..].trim_ascii_start();
    match rest.first() {
        Some(b'.') => rest[1..].trim_ascii_start().starts_with(b"meta"),
        Some(b'{' | b'*' | b'\'' | b'"') => is_statement,
        // `import x = require('y')` is TypeScript's word for require; it is parsed as part of a module all the same.
        Some(byte) => is_statement && (is_name(*byte)) && bytes[at].is_ascii_whitespace(),
        None => false,
    }
}

fn exports(bytes: &[u8], at: usize) -> bool {
    let rest = bytes[at..].trim_ascii_start();
    match rest.first() {
        Some(b'{' | b'*' | b'=' | b'@') => true,
        Some(byte) => is_name(*byte) && bytes[at].is_ascii_whitespace(),
        None => false,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn follows_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (is_name(bytes[at - 1]) || matches!(bytes[at - 1], b'.' | b'#' | b'@'))
}

fn word_at(bytes: &[u8], at: usize) -> &[u8] {
    let length = bytes[at..].iter().take_while(|byte| is_name(**byte)).count();
    &bytes[at..at + length]
}

fn memchr(bytes: &[u8], from: usize, byte: u8) -> usize {
    bytes[from..].iter().position(|candidate| *candidate == byte).unwrap_or(bytes.len() - from)
}

/// Whether a slash here divides: something that can be divided stands before it.
fn after_operand(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    before.last().is_some_and(|byte| is_name(*byte) || matches!(byte, b')' | b']' | b'}' | b'\'' | b'"' | b'`' | b'<'))
}

/// The index of the slash that ends a regular expression; a line's end ends it too.
fn end_of_pattern(bytes: &[u8], at: usize) -> usize {
    let mut in_class = false;
    let mut index = at + 1;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return index,
            b'\n' => return index - 1,
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the closing quote; a line's end closes what was left open.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut index = at + 1;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'\n' => return index - 1,
            byte if byte == quote => return index,
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the closing back-quote, substitutions and templates in them passed over.
fn end_of_template(bytes: &[u8], at: usize) -> usize {
    // What each open `${` or template waits for.
    let mut open = vec![b'`'];
    let mut index = at + 1;
    while index < bytes.len() {
        match (bytes[index], open.last()) {
            (b'\\', _) => index += 1,
            (b'`', Some(b'`')) => {
                open.pop();
                if open.is_empty() {
                    return index;
                }
            }
            (b'$', Some(b'`')) if bytes.get(index + 1) == Some(&b'{') => {
                open.push(b'}');
                index += 1;
            }
            (b'`', _) => open.push(b'`'),
            (b'{', Some(b'}')) => open.push(b'}'),
            (b'}', Some(b'}')) => {
                open.pop();
            }
            (b'\'' | b'"', Some(b'}')) => index = end_of_string(bytes, index),
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the last byte of a block comment.
fn end_of_comment(bytes: &[u8], at: usize) -> usize {
    bytes[at + 2..].windows(2).position(|pair| pair == b"*/").map_or(bytes.len(), |found| at + 3 + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_seen_by_their_words() {
        for text in [
            "import a from 'a'",
            "import 'a'",
            "import{a}from 'a'",
            "'use strict';import * as a from 'a'",
            "/* c */ export default 1",
            "function f() {}\nexport { f }",
            "export * from 'x'",
            "if (import.meta.main) f()",
            "`${a} }` ;export const b = 1",
            "export = x",
            "#!/usr/bin/env node\nimport a from 'a'",
        ] {
            assert!(Signs::of(text).module, "{text}");
        }
        for text in [
            "import('a')",
            "x = /[`/]`/; y = `\nexport const a = 1`",
            "x.export = 1",
            "exports.a = 1",
            "// import a from 'a'",
            "/*\nimport a from 'a'\n*/",
            "`\nimport a from 'a'\n`",
            "{ import: 1 }",
            "'import a'",
            "function f() {\n  export default 1\n}",
            "`${`\nexport const a = 1`}\nimport b from 'b'`",
            "var importer = 1; exported = 2",
            "",
        ] {
            assert!(!Signs::of(text).module, "{text}");
        }
    }

    #[test]
    fn jsx_is_seen_by_its_ends() {
        assert!(Signs::of("<a>b</a>").jsx && Signs::of("x = <a />").jsx);
        assert!(!Signs::of("'</a>' // <a/>").jsx && !Signs::of("a < b / c > d").jsx);
    }

    #[test]
    fn the_name_the_package_and_the_text_decide() {
        let kind = |path: &str, package, text: &str| of(Path::new(path), None, package, Signs::of(text), false).goal;
        assert_eq!(kind("/a.js", None, "f()"), Goal::CommonJs);
        assert_eq!(kind("/a.js", None, "import 'a'"), Goal::Module);
        assert_eq!(kind("/a.js", Some(ModuleKind::Module), "f()"), Goal::Module);
        assert_eq!(kind("/a.mjs", None, "f()"), Goal::Module);
        assert_eq!(kind("/a.cjs", Some(ModuleKind::Module), "f()"), Goal::CommonJs);
        assert_eq!(kind("/a.js", Some(ModuleKind::CommonJs), "import 'a'"), Goal::Module);
        assert_eq!(kind("/a.d.ts", None, "declare var a: string"), Goal::Script);
        assert_eq!(kind("/a.d.ts", None, "export {}"), Goal::Module);
    }

    #[test]
    fn an_editor_knows_the_language_of_what_has_no_name() {
        let kind = |path: &str, given| of(Path::new(path), Some(given), None, Signs::default(), false).language;
        assert_eq!(kind("/Untitled-1", Language::TypeScript), Language::TypeScript);
        assert_eq!(kind("/a.js", Language::Jsx), Language::Jsx);
        assert_eq!(kind("/a.tsx", Language::JavaScript), Language::Tsx);
    }
}

//! How the text of a file is to be parsed: by its extension, by what its package says, by what stands in it.
//!
//! What a file says itself wins over what its package says: a text with `import` at its top is read as a module even where
//! Node would refuse it, because someone's bundler takes it, and because nothing could be told of it otherwise.

use std::path::Path;

use package::manifest::ModuleKind;
use syntax::{Goal, Language, SourceKind};

use crate::paths::extension;
use crate::scan::{follows_name, is_name, skip, word_at};

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

/// How a file is read that no editor has open: by its name, what its package says, and its text.
pub fn source_kind(path: &Path, package: Option<ModuleKind>, text: &str) -> SourceKind {
    of(path, None, package, Signs::of(text), false)
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
        // Most texts are known by what they do not hold, or by their first lines.
        let (words, tags) = (last_sign(bytes), last_tag(bytes));
        let wanted = Signs { module: words.is_some(), jsx: tags.is_some() };
        let end = words.max(tags).unwrap_or(0);
        let mut signs = Signs::default();
        let mut depth = 0usize;
        // Whether a statement can start here.
        let mut start = true;
        let mut at = 0;
        while at < end && signs != wanted {
            let byte = bytes[at];
            if let Some(end) = skip(bytes, at) {
                let is_comment = byte == b'/' && matches!(bytes.get(at + 1), Some(b'/' | b'*'));
                start &= is_comment;
                at = end;
                continue;
            }
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
                b'/' if bytes.get(at + 1) == Some(&b'>') => {
                    signs.jsx = true;
                    start = false;
                }
                b'<' if bytes.get(at + 1) == Some(&b'/') => {
                    signs.jsx = true;
                    start = false;
                    at += 1;
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

/// Behind the last `import` or `export` that looks as if it makes the text a module; whether it does is for the grammar to say.
fn last_sign(bytes: &[u8]) -> Option<usize> {
    const IMPORT: &[u8] = b"import";
    const EXPORT: &[u8] = b"export";
    let is_sign = |at: &usize| {
        let end = at + IMPORT.len();
        let is_word = !follows_name(bytes, *at) && bytes.get(end).is_some_and(|byte| !is_name(*byte));
        let starts = || starts_statement(&bytes[..*at]);
        is_word
            && match bytes[*at] {
                b'i' => imports(bytes, end, false) || imports(bytes, end, true) && starts(),
                _ => exports(bytes, end) && starts(),
            }
    };
    let last = |word: &[u8]| memchr::memmem::find_iter(bytes, word).filter(is_sign).last();
    last(IMPORT).max(last(EXPORT)).map(|at| at + IMPORT.len())
}

/// Whether what is behind these bytes may start a statement: it is the first of a line, or something ends before it.
fn starts_statement(before: &[u8]) -> bool {
    match before.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) {
        Some(last) => matches!(before[last], b'\n' | b';' | b'}') || before[..=last].ends_with(b"*/"),
        None => true,
    }
}

/// Behind the last `</` or `/>`.
fn last_tag(bytes: &[u8]) -> Option<usize> {
    let last = |tag: &[u8]| memchr::memmem::find_iter(bytes, tag).last().map(|at| at + tag.len());
    last(b"</").max(last(b"/>"))
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

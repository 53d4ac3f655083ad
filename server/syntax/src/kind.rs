//! What a text is to be parsed as.

use std::path::Path;

/// Which grammar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    JavaScript,
    Jsx,
    TypeScript,
    Tsx,
    /// TypeScript of a `.d.ts` file: nothing in it has a value of its own.
    Declarations,
}

/// Which goal symbol.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Goal {
    /// An ES module: strict, `import`, `export`, top-level `await`.
    Module,
    /// A classic script, as `vm.Script` and the REPL take it.
    Script,
    /// The body of Node's CommonJS wrapper: a script with `return` and `new.target` allowed at the top.
    CommonJs,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SourceKind {
    pub language: Language,
    pub goal: Goal,
}

impl SourceKind {
    pub const MODULE: SourceKind = SourceKind { language: Language::JavaScript, goal: Goal::Module };
    pub const SCRIPT: SourceKind = SourceKind { language: Language::JavaScript, goal: Goal::Script };
    pub const COMMON_JS: SourceKind = SourceKind { language: Language::JavaScript, goal: Goal::CommonJs };

    pub fn new(language: Language, goal: Goal) -> Self {
        SourceKind { language, goal }
    }
}

impl Language {
    /// By the file's extension; whatever is unknown is JavaScript.
    pub fn of(path: &Path) -> Language {
        let language = match path.extension().and_then(|extension| extension.to_str()) {
            Some("ts" | "mts" | "cts") => Language::TypeScript,
            Some("tsx") => Language::Tsx,
            Some("jsx") => Language::Jsx,
            _ => Language::JavaScript,
        };
        let is_declared = || path.file_name().and_then(|name| name.to_str()).is_some_and(is_declaration_file);
        if language == Language::TypeScript && is_declared() { Language::Declarations } else { language }
    }

    pub fn is_typescript(self) -> bool {
        matches!(self, Language::TypeScript | Language::Tsx | Language::Declarations)
    }

    pub fn has_jsx(self) -> bool {
        matches!(self, Language::Jsx | Language::Tsx)
    }
}

/// `x.d.ts`, `x.d.mts`, `x.d.cts`, and `x.d.css.ts` for a file of another kind.
fn is_declaration_file(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let is_typescript = matches!(parts.next(), Some("ts" | "mts" | "cts"));
    is_typescript
        && (parts.next() == Some("d") || name.ends_with(".ts") && parts.next() == Some("d"))
        && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_language() {
        let of = |path: &str| Language::of(Path::new(path));
        assert_eq!(of("a/b.mts"), Language::TypeScript);
        assert_eq!(of("a.test.ts"), Language::TypeScript);
        assert_eq!(of("a.d/b.ts"), Language::TypeScript);
        assert_eq!(of("d.ts"), Language::TypeScript);
        assert_eq!(of("a.d.ts"), Language::Declarations);
        assert_eq!(of("a.d.cts"), Language::Declarations);
        assert_eq!(of("a.d.css.ts"), Language::Declarations);
        assert_eq!(of("a.d.js"), Language::JavaScript);
    }
}

//! What a text is to be parsed as.

use std::path::Path;

/// Which grammar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    JavaScript,
    Jsx,
    TypeScript,
    Tsx,
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
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("ts" | "mts" | "cts") => Language::TypeScript,
            Some("tsx") => Language::Tsx,
            Some("jsx") => Language::Jsx,
            _ => Language::JavaScript,
        }
    }

    pub fn is_typescript(self) -> bool {
        matches!(self, Language::TypeScript | Language::Tsx)
    }

    pub fn has_jsx(self) -> bool {
        matches!(self, Language::Jsx | Language::Tsx)
    }
}

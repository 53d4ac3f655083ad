//! What one file takes from other modules and gives to them: all that rules about modules know of it.
//!
//! It is made from the tree that the other rules look at, so no file is parsed twice, and is small enough to be kept on disk.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use source::TextRange;

/// A file.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Module {
    /// It is read as an ES module.
    pub is_module: bool,
    /// `import` or `export` stands in it, or something else that only an ES module has.
    pub has_module_syntax: bool,
    /// Its types are taken away before it runs, and with them what is imported for types alone.
    pub is_typescript: bool,
    pub has_jsx: bool,
    /// It only declares what other files do: `.d.ts`.
    pub is_declarations: bool,
    /// It is CommonJS and speaks of `exports`.
    pub has_common_js_exports: bool,
    /// `export = x`: what it gives can't be told.
    pub has_export_assignment: bool,
    /// Everything that names another module, in the order of the text.
    pub requests: Vec<Request>,
    pub exports: Vec<Export>,
    /// `require`, `module` and the other words of CommonJS that nothing declares.
    pub common_js_words: Vec<Word>,
}

/// A place that names another module.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    pub kind: RequestKind,
    pub specifier: String,
    /// The specifier, with its quotes.
    pub range: Range,
    /// The statement or the call.
    pub statement: Range,
    /// Nothing of it is there when the program runs.
    pub is_type_only: bool,
    /// Someone catches what is thrown when it can't be loaded.
    pub is_guarded: bool,
    /// It stands in a function or in a condition, so it may never be run.
    pub is_nested: bool,
    pub names: Vec<Name>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum RequestKind {
    /// `import … from 'm'`
    Import,
    /// `export … from 'm'`
    ReExport,
    /// `import('m')`
    Dynamic,
    /// `require('m')`
    Require,
    /// `require.resolve('m')`
    Resolve,
}

/// Which part of a module a name is.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Imported {
    Named(String),
    Default,
    /// `* as ns`, or what `require` gives.
    All,
}

/// A name that is imported, or handed on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Name {
    pub imported: Imported,
    /// The imported name; where there is none, the local one.
    pub range: Range,
    pub local: String,
    pub is_type_only: bool,
    /// It is used in more than types.
    pub is_value: bool,
    /// Where its value is read while the file is loaded, whatever happens.
    pub at_load: Option<Range>,
    /// The members that are asked of it.
    pub members: Vec<Member>,
    /// It is used otherwise than by its members.
    pub escapes: bool,
}

/// `ns.name`
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub range: Range,
    /// The program fails if it is not there: it is called, or has members that are asked for.
    pub is_needed: bool,
    /// It is read while the file is loaded, whatever happens.
    pub at_load: bool,
    /// Someone asks whether it is there, or puts it there.
    pub is_tested: bool,
    /// It names a variable, too: `{ name }`.
    pub is_shorthand: bool,
}

/// Something that a module gives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Export {
    /// `None`: `export * from`.
    pub name: Option<String>,
    pub range: Range,
    /// Which request it comes from, and what of it.
    pub from: Option<(u32, Imported)>,
    pub is_type_only: bool,
    /// Reading it before its declaration has run throws.
    pub has_dead_zone: bool,
    /// What `@deprecated` says.
    pub deprecated: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Word {
    pub word: String,
    pub range: Range,
}

/// A range that can be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Range {
    start: u32,
    end: u32,
}

impl From<TextRange> for Range {
    fn from(range: TextRange) -> Range {
        Range { start: range.start(), end: range.end() }
    }
}

impl From<Range> for TextRange {
    fn from(range: Range) -> TextRange {
        TextRange::new(range.start, range.end.max(range.start))
    }
}

impl RequestKind {
    /// Whether Node loads it with `import`.
    pub fn is_import(self) -> bool {
        matches!(self, RequestKind::Import | RequestKind::ReExport | RequestKind::Dynamic)
    }

    /// Whether it is loaded before the file runs.
    pub fn is_static(self) -> bool {
        matches!(self, RequestKind::Import | RequestKind::ReExport)
    }
}

impl Module {
    /// What other files can learn of this one, as a number. What was found in them is good as long as it stays the same.
    pub fn interface(&self) -> u64 {
        let mut hasher = FxHasher::default();
        let flags = [self.is_module, self.has_module_syntax, self.is_typescript, self.has_jsx, self.is_declarations];
        (flags, self.has_export_assignment, self.requests.len(), self.exports.len()).hash(&mut hasher);
        for request in &self.requests {
            (request.kind, &request.specifier, request.is_type_only, request.is_nested).hash(&mut hasher);
            for name in &request.names {
                (&name.imported, name.is_type_only, name.is_value, name.at_load.is_some(), name.escapes)
                    .hash(&mut hasher);
                for member in &name.members {
                    (&member.name, member.at_load).hash(&mut hasher);
                }
            }
        }
        for export in &self.exports {
            (&export.name, &export.from, export.is_type_only, export.has_dead_zone, &export.deprecated)
                .hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Whether nothing of it matters to rules about modules.
    pub fn is_alone(&self) -> bool {
        self.requests.is_empty()
            && self.exports.is_empty()
            && self.common_js_words.is_empty()
            && !self.has_common_js_exports
            && !self.has_module_syntax
    }

    /// The export of a name; `export *` is none.
    pub fn export(&self, name: &str) -> Option<&Export> {
        self.exports.iter().find(|export| export.name.as_deref() == Some(name))
    }
}

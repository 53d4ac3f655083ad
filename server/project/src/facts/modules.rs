//! What a file takes from other files and gives to them.

use source::TextRange;

use super::{BindingId, ExpressionId, ImportId, ImportedName, List, Name, ScopeId};

/// One place that names another module.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    pub kind: ImportKind,
    /// Empty where it is no plain string.
    pub specifier: Name,
    /// With its quotes.
    pub specifier_range: TextRange,
    /// The statement, or the call.
    pub range: TextRange,
    /// Nothing of it is there at run time.
    pub is_type_only: bool,
    /// `import x, { y as z } from 'm'`, and `const { y: z } = require('m')`.
    pub names: List<ImportSpecifier>,
    /// The import stands in a function or a condition.
    pub is_nested: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportKind {
    /// `import … from 'm'`, `import 'm'`
    Static,
    /// `export … from 'm'`
    ReExport,
    /// `require('m')`, `import x = require('m')`
    Require,
    /// `require.resolve('m')`, `import.meta.resolve('m')`
    Resolve,
    /// `import('m')`
    Dynamic,
    /// `import('m').T` in a type, `/// <reference types="m" />`
    Type,
    /// `/// <reference path="m" />`
    ReferencePath,
    /// `/// <reference lib="m" />`
    ReferenceLibrary,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ImportSpecifier {
    pub imported: ImportedName,
    pub imported_range: TextRange,
    pub local: Option<BindingId>,
    pub range: TextRange,
    pub is_type_only: bool,
}

/// One name that a module gives, or all of another's.
#[derive(Clone, PartialEq, Debug)]
pub struct Export {
    pub name: ExportName,
    pub what: Exported,
    /// The name as it is exported: `b` of `export { a as b }`, the declaration's name, the word `default`.
    pub name_range: TextRange,
    /// The specifier or the declaration.
    pub range: TextRange,
    pub is_type_only: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExportName {
    /// `default` is [`ExportName::Default`], however it is written.
    Named(Name),
    Default,
    /// `export * from 'm'`
    All,
    /// `export = x`
    Equals,
    /// `export as namespace x`
    Global(Name),
}

#[derive(Clone, PartialEq, Debug)]
pub enum Exported {
    Binding(BindingId),
    Expression(ExpressionId),
    /// `export { name } from 'm'`, `export * from 'm'`, `export * as x from 'm'`.
    Import {
        import: ImportId,
        name: ImportedName,
    },
    /// A name that nothing declares.
    Nothing,
}

/// `declare module 'x' { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct AmbientModule {
    /// With `*` where it is a pattern; `global` for `declare global`.
    pub name: Name,
    pub scope: ScopeId,
    pub exports: List<Export>,
    pub range: TextRange,
}

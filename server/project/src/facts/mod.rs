//! What one file says, as plain data: scopes, values, functions, classes, types, imports, exports, documentation.
//!
//! [`of`] lowers a syntax tree once; the tree is dropped. Everything that analysis needs of a file is here, so that a project
//! of ten thousand files costs no syntax trees, and so that `infer`, `ide` and `lint` see the same scopes.
//!
//! Invariants:
//! - A pure function of text and [`SourceKind`]: no other file, no disk.
//! - It never fails: of a text with errors it tells what could be saved.
//! - Ids are indices into the tables of the same `Facts`; ranges are bytes of the text that it was made of.
//! - Every value is an [`Expression`], also those without a text of their own: a parameter, what `for … of` takes out, a part
//!   that destructuring takes. Their range is that of the pattern that receives them. So a variable is nothing but a list
//!   of expressions, and `infer` has one question to answer: what is this expression?
//! - Tables are in the order of the text, outer before inner where ranges nest (expressions: see [`Facts::expression_at`]).

mod classes;
mod expressions;
mod functions;
mod lower;
mod modules;
mod scopes;
mod types;

pub use classes::*;
pub use expressions::*;
pub use functions::*;
pub use lower::{lower, of};
pub use modules::*;
pub use scopes::*;
pub use types::*;

use source::TextRange;
use syntax::SourceKind;

/// A name or another short text of the program. Clones are cheap, short ones are inline.
pub type Name = syntax::ast::Atom;

/// What a row has several of: one word wide, nothing allocated while it is empty. Rows are many, and most lists short.
pub type List<T> = thin_vec::ThinVec<T>;

/// Makes an index type for one table of [`Facts`], and `facts[id]` for it.
macro_rules! table {
    ($($(#[$comment:meta])* $id:ident => $table:ident: $row:ty;)*) => {
        $(
            $(#[$comment])*
            #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
            pub struct $id(pub u32);

            impl $id {
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl std::ops::Index<$id> for Facts {
                type Output = $row;
                fn index(&self, id: $id) -> &$row {
                    &self.$table[id.0 as usize]
                }
            }

            impl std::ops::IndexMut<$id> for Facts {
                fn index_mut(&mut self, id: $id) -> &mut $row {
                    &mut self.$table[id.0 as usize]
                }
            }
        )*

        /// What one file says.
        #[derive(Debug)]
        pub struct Facts {
            pub kind: SourceKind,
            /// The length of the text in bytes.
            pub length: u32,
            $(pub $table: Vec<$row>,)*
            /// What holds each expression, by [`ExpressionId`]: the expression that it is an operand of. The functions and
            /// initialisers of a class's members are held by the class; a function's body is held by nothing.
            pub parents: Vec<Option<ExpressionId>>,
            pub exports: List<Export>,
            /// Every `target = value`, in the order of the text, with the parts of destructuring ones.
            pub assignments: Vec<Assignment>,
            /// `declare module 'x' { … }` and `declare global { … }` by the name in quotes, or `global`.
            pub ambient_modules: Vec<AmbientModule>,
            /// Statements that nothing can reach, outermost only.
            pub unreachable: Vec<TextRange>,
            /// All comments, in the order of the text; those that are JSDoc are `docs` as well.
            pub comments: Vec<syntax::Comment>,
            /// What the parser found wrong.
            pub errors: Vec<syntax::SyntaxError>,
        }

        impl Facts {
            /// Facts of an empty file; the file's own scope is there.
            pub fn empty(kind: SourceKind, length: u32) -> Facts {
                let mut facts = Facts {
                    kind,
                    length,
                    $($table: Vec::new(),)*
                    parents: Vec::new(),
                    exports: List::new(),
                    assignments: Vec::new(),
                    ambient_modules: Vec::new(),
                    unreachable: Vec::new(),
                    comments: Vec::new(),
                    errors: Vec::new(),
                };
                facts.scopes.push(Scope::new(ScopeKind::File, TextRange::new(0, length), None));
                facts
            }

            /// Gives back what the tables have grown too large: facts are kept for long.
            fn shrink(&mut self) {
                $(self.$table.shrink_to_fit();)*
                self.parents.shrink_to_fit();
                self.exports.shrink_to_fit();
                self.assignments.shrink_to_fit();
                self.unreachable.shrink_to_fit();
            }
        }
    };
}

table! {
    ScopeId => scopes: Scope;
    BindingId => bindings: Binding;
    ReferenceId => references: Reference;
    ExpressionId => expressions: Expression;
    FunctionId => functions: Function;
    ClassId => classes: Class;
    /// One node of a type, wherever it was written: an annotation, a declaration, a JSDoc tag.
    TypeId => types: Type;
    InterfaceId => interfaces: Interface;
    AliasId => aliases: Alias;
    EnumId => enums: Enum;
    NamespaceId => namespaces: Namespace;
    ImportId => imports: Import;
    /// A JSDoc comment: each `/** … */` of the file, also one that stands before nothing.
    DocId => docs: Doc;
}

impl Facts {
    /// The scope of the whole file.
    pub const FILE_SCOPE: ScopeId = ScopeId(0);

    /// The expression with a text of its own that is innermost at `offset`, its end included.
    pub fn expression_at(&self, offset: u32) -> Option<ExpressionId> {
        let touching = self
            .expressions
            .iter()
            .enumerate()
            .filter(|(_, expression)| expression.range.touches(offset) && !expression.kind.is_synthetic());
        // Of two that touch, the one that the cursor is inside of or at the end of, rather than before.
        touching
            .min_by_key(|(_, expression)| (expression.range.len(), expression.range.start() == offset))
            .map(|(index, _)| ExpressionId(index as u32))
    }

    /// Whether it gives something in an ES module's syntax. Types that comments declare are given by CommonJS as well.
    pub fn has_export_syntax(&self) -> bool {
        let has_types_in_comments = !self.kind.language.is_typescript();
        self.exports.iter().any(|export| !(has_types_in_comments && export.is_type_only))
    }

    pub fn parent(&self, expression: ExpressionId) -> Option<ExpressionId> {
        self.parents.get(expression.index()).copied().flatten()
    }

    /// The innermost scope at `offset`.
    pub fn scope_at(&self, offset: u32) -> ScopeId {
        let mut scope = Facts::FILE_SCOPE;
        // Outer scopes come before inner ones.
        for (index, candidate) in self.scopes.iter().enumerate() {
            if candidate.range.touches(offset) && self[scope].range.contains_range(candidate.range) {
                scope = ScopeId(index as u32);
            }
        }
        scope
    }

    /// `scope` and what is around it, innermost first.
    pub fn scopes_from(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        std::iter::successors(Some(scope), |scope| self[*scope].parent)
    }

    /// The binding that a name has in a scope or around it.
    pub fn lookup(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        self.scopes_from(scope).find_map(|scope| self.binding_in(scope, name))
    }

    /// The binding of a name in this very scope.
    pub fn binding_in(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        self[scope].bindings.iter().copied().find(|binding| self[*binding].name == *name)
    }

    /// The reference whose name `offset` touches.
    pub fn reference_at(&self, offset: u32) -> Option<ReferenceId> {
        let index = self.references.iter().position(|reference| reference.range.touches(offset))?;
        Some(ReferenceId(index as u32))
    }
}

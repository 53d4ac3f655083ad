//! From a syntax tree to [`Facts`], in one walk.
//!
//! What is decided here, for all files of this folder:
//! - A row of a table gets its id before its parts are walked, so outer rows stand before inner ones: [`Lowering::begin`]
//!   and [`Lowering::finish`] around an expression's operands, which get it as their parent.
//! - Names are declared while walking and references are resolved at the end ([`references`]), because `var` and functions
//!   may be used before the text that declares them.
//! - Documentation is claimed while walking and read at the end ([`comments`]), when the scope that its types are seen from
//!   is known.
//! - Nothing is ever looked for by scanning a table: files of ten megabytes are lowered too.
//!
//! `expression`, `statement`, `pattern`, `function`, `class`, `module_items` walk; `lower_type`, `lower_declaration` and
//! `lower_doc` do the same for types, for declarations that only TypeScript has, and for JSDoc.

mod classes;
mod comments;
mod control_flow;
mod declarations;
mod expressions;
mod functions;
mod jsdoc;
mod jsdoc_declarations;
mod jsdoc_imports;
mod jsdoc_scan;
mod jsdoc_text;
mod jsdoc_types;
mod jsx;
mod literals;
mod modules;
mod patterns;
mod references;
mod requires;
mod scopes;
mod statements;
#[cfg(test)]
mod tests;
mod type_members;
mod types;

use rustc_hash::FxHashMap;
use source::TextRange;
use syntax::ast::{Atom, Program, Stmt, TsTypeAnn, TsTypeParamInstantiation, Wtf8Atom};
use syntax::{Goal, Language, Parsed, SourceKind};

use super::*;
use control_flow::JumpTarget;
use modules::ExportsOf;
use references::{NameId, PendingExport};

/// Facts of a text.
pub fn of(text: &str, kind: SourceKind) -> Facts {
    lower(&syntax::parse_with_comments(text, kind), text, kind)
}

/// Facts of a text whose tree is there already. The tree must have been parsed with its comments.
pub fn lower(parsed: &Parsed, text: &str, kind: SourceKind) -> Facts {
    parsed.with(|program| {
        let mut lowering = Lowering::new(parsed, text, kind);
        lowering.program(program);
        lowering.complete()
    })
}

/// Facts under construction.
pub(crate) struct Lowering<'t> {
    text: &'t str,
    facts: Facts,
    /// The innermost scope.
    scope: ScopeId,
    /// The expression whose operands are being walked.
    parent: Option<ExpressionId>,
    body: Body,
    /// Whether what is declared here has no value of its own: `declare`, or a declaration file.
    is_ambient: bool,
    /// What a function or class that is lowered next is called, and what is said of it.
    hint: Hint,
    /// Where `export` puts what it exports.
    exports_of: ExportsOf,
    name_ids: FxHashMap<Name, NameId>,
    bindings: FxHashMap<(ScopeId, NameId), BindingId>,
    /// By [`ReferenceId`].
    reference_names: Vec<NameId>,
    /// What an assignment puts into a name, to be added to its binding's values.
    pending_writes: Vec<(ReferenceId, ExpressionId)>,
    pending_exports: Vec<PendingExport>,
    /// By [`DocId`]: where its types are seen from, if it belongs to a function or a class.
    doc_scopes: Vec<Option<ScopeId>>,
    /// By [`DocId`]: its index among all comments.
    comments_of_docs: Vec<usize>,
    types: types::TypesState,
    /// JSDoc casts, whose types are known when all documentation is read.
    pending_casts: Vec<(ExpressionId, DocId)>,
    /// In how many scopes around a name `require` is declared later than it is called.
    hidden_requires: u32,
}

/// What changes with every function that is entered.
struct Body {
    function: Option<FunctionId>,
    this: ThisOf,
    /// In a field's initialiser or a static block: the function around the class, whose `this` is another.
    around_class: Option<FunctionId>,
    /// Where `var` declares.
    var_scope: ScopeId,
    is_strict: bool,
    /// Whether the statement that is walked next can be reached.
    is_reachable: bool,
    /// Whether the statements around are known to be unreachable already.
    is_dead: bool,
    /// What `break` can leave, innermost last.
    targets: Vec<JumpTarget>,
    /// In how many branches and loops of this function.
    conditions: u32,
}

/// What is known of a value from where it is put.
#[derive(Default, Clone)]
struct Hint {
    name: Option<(Name, TextRange)>,
    doc: Option<DocId>,
}

impl<'t> Lowering<'t> {
    fn new(parsed: &Parsed, text: &'t str, kind: SourceKind) -> Lowering<'t> {
        let mut facts = Facts::empty(kind, text.len() as u32);
        facts.comments = parsed.comments.clone();
        facts.errors = parsed.errors.clone();
        let mut lowering = Lowering {
            text,
            facts,
            scope: Facts::FILE_SCOPE,
            parent: None,
            body: Body {
                function: None,
                this: ThisOf::File,
                around_class: None,
                var_scope: Facts::FILE_SCOPE,
                is_strict: kind.goal == Goal::Module,
                is_reachable: true,
                is_dead: false,
                targets: Vec::new(),
                conditions: 0,
            },
            is_ambient: kind.language == Language::Declarations,
            hint: Hint::default(),
            exports_of: ExportsOf::File,
            name_ids: FxHashMap::default(),
            bindings: FxHashMap::default(),
            reference_names: Vec::new(),
            pending_writes: Vec::new(),
            pending_exports: Vec::new(),
            doc_scopes: Vec::new(),
            comments_of_docs: Vec::new(),
            types: types::TypesState::default(),
            pending_casts: Vec::new(),
            hidden_requires: 0,
        };
        lowering.push_docs();
        lowering
    }

    fn program(&mut self, program: &Program) {
        let start = match program {
            Program::Module(module) => module.body.first().map(range_of),
            Program::Script(script) => script.body.first().map(range_of),
        };
        self.triple_slash_directives(start.map_or(self.facts.length, TextRange::start));
        match program {
            Program::Module(module) => {
                self.module_items(&module.body);
                if self.is_ambient && module.body.iter().any(|item| item.is_module_decl()) {
                    self.export_what_is_declared(&module.body, Facts::FILE_SCOPE);
                }
            }
            Program::Script(script) => {
                self.body.is_strict |= is_strict(&script.body);
                self.statements(&script.body);
            }
        }
    }

    fn complete(mut self) -> Facts {
        self.read_docs();
        self.resolve_references();
        self.facts.shrink();
        self.facts
    }

    /// Starts an expression: what is lowered until [`Lowering::finish`] are its operands. The second value is for `finish`.
    pub(crate) fn begin(&mut self, range: TextRange) -> (ExpressionId, Option<ExpressionId>) {
        let id = self.push_expression(range, ExpressionKind::Unknown);
        (id, self.parent.replace(id))
    }

    pub(crate) fn finish(
        &mut self,
        (id, outer): (ExpressionId, Option<ExpressionId>),
        kind: ExpressionKind,
    ) -> ExpressionId {
        self.facts.expressions[id.index()].kind = kind;
        self.parent = outer;
        id
    }

    /// An expression without operands, or one whose operands were lowered before it.
    pub(crate) fn push_expression(&mut self, range: TextRange, kind: ExpressionKind) -> ExpressionId {
        let id = ExpressionId(self.facts.expressions.len() as u32);
        self.facts.expressions.push(Expression { range, kind });
        self.facts.parents.push(self.parent);
        id
    }

    /// Lowers what is no operand of the expression around it: a body in a function, a type.
    pub(crate) fn without_parent<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.parent.take();
        let result = work(self);
        self.parent = outer;
        result
    }

    pub(crate) fn lower_annotation(&mut self, annotation: Option<&TsTypeAnn>) -> Option<TypeId> {
        annotation.map(|annotation| self.lower_type(&annotation.type_ann))
    }

    pub(crate) fn lower_type_arguments(&mut self, arguments: Option<&TsTypeParamInstantiation>) -> List<TypeId> {
        let arguments = arguments.map_or(&[][..], |arguments| &arguments.params);
        arguments.iter().map(|argument| self.lower_type(argument)).collect()
    }
}

/// The range of a node of the tree.
pub(crate) fn range_of(node: &impl syntax::ast::Spanned) -> TextRange {
    syntax::range(node.span())
}

/// The text of a string literal; a lone surrogate becomes U+FFFD.
pub(crate) fn name_of_string(value: &Wtf8Atom) -> Name {
    value.to_atom_lossy().into_owned()
}

pub(crate) fn private_name(name: &Atom) -> Name {
    Name::from(format!("#{name}"))
}

/// Whether statements begin with `'use strict'`.
fn is_strict(statements: &[Stmt]) -> bool {
    statements
        .iter()
        .map_while(|statement| match statement {
            Stmt::Expr(statement) => statement.expr.as_lit(),
            _ => None,
        })
        .any(|literal| matches!(literal, syntax::ast::Lit::Str(text) if text.value == *"use strict"))
}

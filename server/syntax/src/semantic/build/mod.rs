//! The walk: nodes as they come, scopes opened and closed around them, references bound when their scope closes.

mod classes;
mod expressions;
mod functions;
mod jsx;
mod modules;
mod patterns;
mod statements;
mod types;

use source::TextRange;
use swc_atoms::Atom;
use swc_common::Spanned;
use swc_ecma_ast::{Expr, Ident, Lit, ModuleItem, Program, Stmt};

use super::Semantic;
use super::nodes::{Node, NodeId, Nodes};
use super::scopes::{
    Access, Definition, DefinitionKind, Few, Reference, ReferenceId, Scope, ScopeId, ScopeKind, Scopes, Variable,
    VariableId,
};
use crate::kind::{Goal, SourceKind};
use crate::parse::range;

/// A scope with more variables than this finds them by a table.
const FEW: usize = 8;

pub(super) fn build(program: &Program, kind: SourceKind) -> Semantic<'_> {
    let length = range(program.span()).len() as usize;
    let mut builder = Builder {
        nodes: Nodes::with_capacity(length / 8 + 16),
        scopes: Scopes {
            scopes: Vec::with_capacity(length / 256 + 4),
            variables: Vec::with_capacity(length / 128 + 4),
            references: Vec::with_capacity(length / 32 + 4),
            by_position: Vec::new(),
        },
        scope: Scopes::GLOBAL,
        parent: NodeId::PROGRAM,
        open: Vec::new(),
        pending: Vec::new(),
    };
    builder.program(program, kind);
    builder.finish()
}

struct Builder<'a> {
    nodes: Nodes<'a>,
    scopes: Scopes,
    scope: ScopeId,
    parent: NodeId,
    open: Vec<Open>,
    /// References in the open scopes that have no variable yet, those of inner scopes behind those of outer ones.
    pending: Vec<ReferenceId>,
}

/// What is only known of a scope while it is open.
#[derive(Default)]
struct Open {
    /// Where its own begin among the references that have no variable yet.
    pending: usize,
    /// Where a function's body begins: its parameters do not see what it declares.
    body: Option<u32>,
    has_arguments: bool,
}

/// How an identifier of a pattern is written.
#[derive(Clone, Copy)]
struct Written {
    access: Access,
    by: NodeId,
    is_initializer: bool,
    is_partial: bool,
}

impl<'a> Builder<'a> {
    fn program(&mut self, program: &'a Program, kind: SourceKind) {
        let (node, is_strict): (Node<'a>, bool) = match program {
            Program::Module(module) => (module.into(), true),
            Program::Script(script) => (script.into(), has_use_strict(&script.body)),
        };
        let id = self.nodes.enter(node, NodeId::PROGRAM, 0);
        let inner = match (program, kind.goal) {
            (Program::Module(_), _) => Some(ScopeKind::Module),
            (_, Goal::CommonJs) => Some(ScopeKind::Function),
            _ => None,
        };
        self.in_scope(ScopeKind::Global, id, |builder| {
            builder.set_strict(is_strict && inner.is_none());
            match inner {
                None => builder.program_body(program),
                Some(kind) => builder.in_scope(kind, id, |builder| {
                    builder.set_strict(is_strict);
                    builder.open_scope().has_arguments = kind == ScopeKind::Function;
                    builder.program_body(program);
                }),
            }
        });
        self.nodes.leave(id);
    }

    fn program_body(&mut self, program: &'a Program) {
        match program {
            Program::Module(module) => self.module_items(&module.body),
            Program::Script(script) => self.statements(&script.body),
        }
    }

    fn module_items(&mut self, items: &'a [ModuleItem]) {
        for item in items {
            match item {
                ModuleItem::ModuleDecl(declaration) => self.module_declaration(declaration),
                ModuleItem::Stmt(statement) => self.statement(statement),
            }
        }
    }

    fn finish(mut self) -> Semantic<'a> {
        self.nodes.finish();
        let references = &self.scopes.references;
        let start = |(index, reference): (usize, &Reference)| (reference.range.start(), ReferenceId::new(index));
        let mut by_position: Vec<(u32, ReferenceId)> = references.iter().enumerate().map(start).collect();
        by_position.sort_by_key(|(start, _)| *start);
        for variable in &mut self.scopes.variables {
            if variable.references.len() > 1 {
                variable.references.sort_by_key(|id| references[id.index()].range.start());
            }
        }
        self.scopes.by_position = by_position;
        Semantic { nodes: self.nodes, scopes: self.scopes }
    }

    /// A node, and inside of it what `children` walks.
    fn node(&mut self, node: impl Into<Node<'a>>, children: impl FnOnce(&mut Self, NodeId)) {
        let id = self.nodes.enter(node.into(), self.parent, self.scope.index() as u32);
        let parent = std::mem::replace(&mut self.parent, id);
        children(self, id);
        self.parent = parent;
        self.nodes.leave(id);
    }

    fn leaf(&mut self, node: impl Into<Node<'a>>) {
        self.node(node, |_, _| ());
    }

    fn in_scope(&mut self, kind: ScopeKind, node: NodeId, inside: impl FnOnce(&mut Self)) {
        let id = ScopeId::new(self.scopes.scopes.len());
        let parent = (id != Scopes::GLOBAL).then_some(self.scope);
        let is_strict = parent.is_some_and(|parent| self.scopes.scope(parent).is_strict);
        let first = self.scopes.references.len() as u32;
        self.scopes.scopes.push(Scope {
            kind,
            node,
            parent,
            variables: Few::new(),
            references: Few::new(),
            end: 0,
            own_references: first..first,
            children: Few::new(),
            is_strict,
            by_name: None,
        });
        if let Some(parent) = parent {
            self.scopes.scopes[parent.index()].children.push(id);
        }
        let outer = std::mem::replace(&mut self.scope, id);
        self.open.push(Open { pending: self.pending.len(), ..Open::default() });
        inside(self);
        self.close();
        self.scope = outer;
    }

    fn set_strict(&mut self, is_strict: bool) {
        self.scopes.scopes[self.scope.index()].is_strict |= is_strict;
    }

    fn open_scope(&mut self) -> &mut Open {
        self.open.last_mut().expect("a scope is open while the tree is walked")
    }

    fn close(&mut self) {
        let Open { pending: first, body, has_arguments } = self.open.pop().unwrap_or_default();
        // Most blocks declare nothing, and what has no variable in them is the outer scope's to find.
        if has_arguments || !self.scopes.scope(self.scope).variables.is_empty() {
            let mut kept = first;
            for at in first..self.pending.len() {
                let id = self.pending[at];
                if !self.bind(id, body, has_arguments) {
                    self.pending[kept] = id;
                    kept += 1;
                }
            }
            self.pending.truncate(kept);
        }
        let (scopes, references) = (self.scopes.scopes.len() as u32, self.scopes.references.len() as u32);
        let scope = &mut self.scopes.scopes[self.scope.index()];
        scope.end = scopes;
        scope.own_references.end = references;
    }

    /// Finds the variable of a reference in the scope that is closed; whether there is one.
    fn bind(&mut self, id: ReferenceId, body: Option<u32>, has_arguments: bool) -> bool {
        let name = &self.scopes.references[id.index()].name;
        let mut found = self.scopes.in_scope(self.scope, name).filter(|found| self.is_seen(id, *found, body));
        if found.is_none() && has_arguments && *name == *"arguments" {
            found = Some(self.declare_in(self.scope, name.clone(), None));
        }
        let Some(variable) = found else { return false };
        self.scopes.references[id.index()].variable = Some(variable);
        self.scopes.variables[variable.index()].references.push(id);
        true
    }

    /// Whether a reference can mean a variable of its name.
    fn is_seen(&self, reference: ReferenceId, variable: VariableId, body: Option<u32>) -> bool {
        let reference = &self.scopes.references[reference.index()];
        let definitions = &self.scopes.variables[variable.index()].definitions;
        let is_type_only = definitions.iter().all(|one| one.kind == DefinitionKind::Type) && !definitions.is_empty();
        if is_type_only && reference.access != Access::Type && !self.is_exported(reference.node) {
            return false;
        }
        let is_of_body = |body: u32| {
            reference.range.start() < body && definitions.iter().all(|definition| definition.range.start() >= body)
        };
        !body.is_some_and(|body| is_of_body(body) && !definitions.is_empty())
    }

    /// Whether a name is what an `export` hands on: a type as well as a value.
    fn is_exported(&self, name: NodeId) -> bool {
        let parent = self.nodes.parent(name).map(|parent| self.nodes.get(parent));
        matches!(parent, Some(Node::ExportNamedSpecifier(_) | Node::ExportDefaultExpr(_)))
    }

    fn declare(&mut self, scope: ScopeId, name: &Ident, kind: DefinitionKind, node: NodeId) {
        let definition = Definition { kind, range: range(name.span), node };
        self.declare_in(scope, name.sym.clone(), Some(definition));
    }

    fn declare_in(&mut self, scope: ScopeId, name: Atom, definition: Option<Definition>) -> VariableId {
        if let Some(known) = self.scopes.in_scope(scope, &name) {
            self.scopes.variables[known.index()].definitions.extend(definition);
            return known;
        }
        let id = VariableId::new(self.scopes.variables.len());
        let row = &mut self.scopes.scopes[scope.index()];
        row.variables.push(id);
        if let Some(names) = &mut row.by_name {
            names.insert(name.clone(), id);
        } else if row.variables.len() > FEW {
            let variables = &self.scopes.variables;
            let known = row.variables[..FEW].iter().map(|id| (variables[id.index()].name.clone(), *id));
            row.by_name = Some(known.chain([(name.clone(), id)]).collect());
        }
        let definitions = definition.into_iter().collect();
        self.scopes.variables.push(Variable { name, scope, definitions, references: Few::new() });
        id
    }

    /// A name that is read.
    fn read(&mut self, name: &'a Ident) {
        self.node(name, |builder, id| {
            builder.refer(name.sym.clone(), range(name.span), id, Access::Read, None);
        });
    }

    /// A name that is written.
    fn write(&mut self, name: &'a Ident, written: Written) {
        self.node(name, |builder, id| {
            builder.refer(name.sym.clone(), range(name.span), id, written.access, Some(written));
        });
    }

    fn refer(&mut self, name: Atom, range: TextRange, node: NodeId, access: Access, written: Option<Written>) {
        let id = ReferenceId::new(self.scopes.references.len());
        self.scopes.references.push(Reference {
            name,
            range,
            scope: self.scope,
            variable: None,
            access,
            node,
            written_by: written.map(|written| written.by),
            is_initializer: written.is_some_and(|written| written.is_initializer),
            is_partial: written.is_some_and(|written| written.is_partial),
        });
        self.scopes.scopes[self.scope.index()].references.push(id);
        self.pending.push(id);
    }
}

/// Whether a body begins with `'use strict'`.
pub(crate) fn has_use_strict(body: &[Stmt]) -> bool {
    body.iter().map_while(directive).any(|text| text == "use strict")
}

/// The text of a directive: a string that is a statement of its own at the beginning of a body.
fn directive(statement: &Stmt) -> Option<&str> {
    let Stmt::Expr(statement) = statement else { return None };
    let Expr::Lit(Lit::Str(text)) = &*statement.expr else { return None };
    let raw = text.raw.as_deref()?;
    raw.get(1..raw.len().checked_sub(1)?)
}

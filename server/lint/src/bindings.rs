//! Variables and globals as rules ask for them.

use std::borrow::Cow;

use source::TextRange;
use syntax::ast::{Atom, BindingIdent, Expr, ObjectPat, ObjectPatProp, Pat};
use syntax::semantic::{Access, Definition, DefinitionKind, Node, NodeId, NodeKind, Reference, Scopes, Variable};

use crate::file::{File, Ranged, without_parentheses};
use crate::globals::Global;
use crate::names::{member, member_name, property_name};
use crate::values::is_logical;

/// Names under which the global object knows itself.
pub(crate) const GLOBAL_OBJECTS: &[&str] = &["globalThis", "window", "self", "global"];

impl<'a> File<'a> {
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.scopes.variable_ids().map(|id| self.scopes.variable(id))
    }

    /// The variables whose first definition is of a kind.
    pub fn variables_of(&self, is_kind: impl Fn(DefinitionKind) -> bool) -> impl Iterator<Item = &Variable> {
        self.variables().filter(move |variable| variable.definitions.first().is_some_and(|first| is_kind(first.kind)))
    }

    pub fn references_of<'f>(&'f self, variable: &'f Variable) -> impl Iterator<Item = &'f Reference> {
        variable.references.iter().map(|id| self.scopes.reference(*id))
    }

    /// The references that write to a variable what is not its first value.
    pub fn rewrites<'f>(&'f self, variable: &'f Variable) -> impl Iterator<Item = &'f Reference> {
        self.references_of(variable).filter(|reference| reference.is_write() && !reference.is_initializer)
    }

    /// The references that nothing in the text declares.
    pub fn undeclared(&self) -> impl Iterator<Item = &Reference> {
        self.scopes.through(Scopes::GLOBAL)
    }

    /// Whether a reference stands in a type, where names have no nodes.
    pub fn is_in_type(&self, reference: &Reference) -> bool {
        reference.access == Access::Type || self.node(reference.node).range() != reference.range
    }

    /// Whether the environment has a global of this name.
    pub fn has_global(&self, name: &Atom) -> bool {
        self.globals.get(name).is_some_and(|global| global != Global::Off)
    }

    /// What holds the name that is declared or written at a place: the pattern, the parameter, the declarator.
    pub fn pattern_around(&self, name: TextRange) -> Option<Node<'a>> {
        self.parent(self.identifier_at(name)?)
    }

    /// The object pattern of which the name at a place is a property, without a default: `{ a }`, `{ b: a }`.
    pub fn property_pattern_around(&self, name: TextRange) -> Option<&'a ObjectPat> {
        let property = self.nodes.parent(self.identifier_at(name)?)?;
        let is_property = match self.node(property) {
            Node::AssignPatProp(it) => it.value.is_none(),
            Node::KeyValuePatProp(_) => true,
            _ => false,
        };
        match self.parent(property) {
            Some(Node::ObjectPat(pattern)) if is_property => Some(pattern),
            _ => None,
        }
    }

    /// The identifier that is the name at a place.
    pub fn identifier_at(&self, name: TextRange) -> Option<NodeId> {
        let all = self.nodes.of_kind(NodeKind::Ident);
        let index = all.binary_search_by_key(&name.start(), |id| self.node(*id).range().start()).ok()?;
        Some(all[index])
    }

    /// Whether the default of a name in a pattern has what is asked for: `{ a = a }`.
    pub fn is_in_own_default(&self, definition: &Definition, has: impl Fn(TextRange) -> bool) -> bool {
        let Some(mut pattern) = self.identifier_at(definition.range) else { return false };
        while let Some(parent) = self.nodes.parent(pattern) {
            match self.node(parent) {
                Node::AssignPat(it) if has(it.right.range()) => return true,
                Node::AssignPatProp(it) if it.value.as_ref().is_some_and(|value| has(value.range())) => return true,
                Node::AssignPat(_) | Node::AssignPatProp(_) | Node::KeyValuePatProp(_) => pattern = parent,
                Node::ObjectPat(_) | Node::ArrayPat(_) | Node::RestPat(_) => pattern = parent,
                _ => return false,
            }
        }
        false
    }

    /// What writes to the place that an expression is: an assignment, `++`, a loop; through patterns.
    pub fn writer_of(&self, mut place: NodeId) -> Option<NodeId> {
        loop {
            let parent = self.nodes.parent(place)?;
            let range = self.node(place).range();
            match self.node(parent) {
                Node::AssignExpr(it) => return it.left.range().contains_range(range).then_some(parent),
                Node::ForInStmt(it) => return it.left.range().contains_range(range).then_some(parent),
                Node::ForOfStmt(it) => return it.left.range().contains_range(range).then_some(parent),
                Node::UpdateExpr(_) => return Some(parent),
                Node::AssignPat(it) if it.left.range().contains_range(range) => {}
                Node::KeyValuePatProp(it) if it.value.range().contains_range(range) => {}
                Node::ArrayPat(_) | Node::ObjectPat(_) | Node::RestPat(_) => {}
                Node::ParenExpr(_) | Node::TsNonNullExpr(_) | Node::TsAsExpr(_) => {}
                _ => return None,
            }
            place = parent;
        }
    }

    /// The global that an expression is or may be, by its name: `Math`, `globalThis.Math`, `m` behind `const m = Math`.
    pub fn global_of<'e>(&self, expression: &'e Expr) -> Option<Cow<'e, str>>
    where
        'a: 'e,
    {
        match without_parentheses(expression) {
            Expr::Ident(name) => match self.variable(name) {
                None => self.is_global_reference(name).then_some(Cow::Borrowed(&*name.sym)),
                Some(variable) => self.global_of_variable(variable),
            },
            Expr::Cond(choice) => self.global_of(&choice.cons).or_else(|| self.global_of(&choice.alt)),
            Expr::Bin(logic) if is_logical(logic.op) => {
                self.global_of(&logic.left).or_else(|| self.global_of(&logic.right))
            }
            Expr::Seq(sequence) => self.global_of(sequence.exprs.last()?),
            other => {
                let member = member(other)?;
                let object = self.global_of(&member.obj)?;
                GLOBAL_OBJECTS.contains(&&*object).then(|| member_name(&member.prop))?
            }
        }
    }

    /// Whether an expression is the global object: `window`, `window.window`.
    pub fn is_global_object(&self, expression: &Expr) -> bool {
        GLOBAL_OBJECTS.iter().any(|name| self.is_object_of_itself(expression, name))
    }

    /// Whether an expression is the global object under one of its names: `window`, `window.window`.
    pub fn is_object_of_itself(&self, expression: &Expr, name: &str) -> bool {
        match member(expression) {
            Some(member) => {
                member_name(&member.prop).is_some_and(|it| it == name) && self.is_object_of_itself(&member.obj, name)
            }
            None => self.is_global(expression, name),
        }
    }

    fn global_of_variable(&self, variable: &Variable) -> Option<Cow<'a, str>> {
        let [definition] = &*variable.definitions else { return None };
        let Node::VarDeclarator(declarator) = self.node(definition.node) else { return None };
        let value = declarator.init.as_deref()?;
        if self.rewrites(variable).next().is_some() {
            return None;
        }
        match &declarator.name {
            Pat::Ident(_) => self.global_of(value),
            Pat::Object(pattern) => {
                let object = self.global_of(value)?;
                GLOBAL_OBJECTS.contains(&&*object).then(|| key_of(pattern, definition))?
            }
            _ => None,
        }
    }
}

/// The names that a pattern declares, in the order of the text.
pub(crate) fn names_of<'a>(pattern: &'a Pat, names: &mut Vec<&'a BindingIdent>) {
    match pattern {
        Pat::Ident(name) => names.push(name),
        Pat::Array(array) => array.elems.iter().flatten().for_each(|element| names_of(element, names)),
        Pat::Object(object) => object.props.iter().for_each(|property| match property {
            ObjectPatProp::Assign(it) => names.push(&it.key),
            ObjectPatProp::KeyValue(it) => names_of(&it.value, names),
            ObjectPatProp::Rest(it) => names_of(&it.arg, names),
        }),
        Pat::Rest(rest) => names_of(&rest.arg, names),
        Pat::Assign(it) => names_of(&it.left, names),
        Pat::Expr(_) | Pat::Invalid(_) => {}
    }
}

/// The name of the property that a pattern takes a variable from.
fn key_of<'e>(pattern: &'e ObjectPat, definition: &Definition) -> Option<Cow<'e, str>> {
    pattern.props.iter().find_map(|property| match property {
        ObjectPatProp::Assign(it) if it.key.range() == definition.range => Some(Cow::Borrowed(&*it.key.sym)),
        ObjectPatProp::KeyValue(it) if it.value.range() == definition.range => property_name(&it.key),
        _ => None,
    })
}

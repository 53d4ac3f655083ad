//! How what nothing uses is taken away.

use source::{Edit, TextRange};
use syntax::ast::{
    ClassMember, Expr, ImportDecl, ImportSpecifier, Lit, ObjectPat, ObjectPatProp, Pat, UnaryOp, VarDeclarator,
};
use syntax::semantic::{DefinitionKind, Node, NodeId, Reference, Variable};

use crate::file::{File, Ranged, without_parentheses};

/// The edit that takes a variable away. `None`: what it is given may do something, or more than its declaration would have to go.
pub(super) fn of(file: &File, variable: &Variable) -> Option<Edit> {
    let [definition] = &*variable.definitions else { return None };
    let (id, own) = (definition.node, file.node(definition.node).range());
    let is_own = |reference: &Reference| reference.is_initializer || own.contains_range(reference.range);
    if definition.kind == DefinitionKind::Parameter || !file.references_of(variable).all(is_own) {
        return None;
    }
    match file.node(id) {
        Node::ImportNamedSpecifier(_) | Node::ImportDefaultSpecifier(_) | Node::ImportStarAsSpecifier(_) => {
            let Some(Node::ImportDecl(import)) = file.parent(id) else { return None };
            import_without(file, import, own)
        }
        Node::FnDecl(_) => statement(file, id),
        Node::ClassDecl(it) => {
            let runs = |member: &ClassMember| match member {
                ClassMember::Constructor(_) | ClassMember::Empty(_) => false,
                ClassMember::Method(it) => it.key.is_computed(),
                _ => true,
            };
            let is_still =
                it.class.super_class.is_none() && it.class.decorators.is_empty() && !it.class.body.iter().any(runs);
            if is_still { statement(file, id) } else { None }
        }
        Node::VarDeclarator(declarator) => match &declarator.name {
            Pat::Ident(_) => declared(file, id, declarator),
            Pat::Object(pattern) => property(pattern, definition.range),
            _ => None,
        },
        Node::CatchClause(clause) => {
            let parameter = clause.param.as_ref().filter(|parameter| parameter.is_ident())?;
            let start = clause.range().start() + "catch".len() as u32;
            let between = TextRange::new(start, clause.body.range().start());
            let has_comment = file.comments.iter().any(|comment| between.contains_range(comment.range));
            (between.contains_range(parameter.range()) && !has_comment).then(|| Edit::replace(between, " "))
        }
        _ => None,
    }
}

/// An import without one of its names. The module is still loaded.
fn import_without(file: &File, import: &ImportDecl, own: TextRange) -> Option<Edit> {
    let ranges: Vec<TextRange> = import.specifiers.iter().map(Ranged::range).collect();
    let place = ranges.iter().position(|range| *range == own)?;
    let source = import.src.range().start();
    if ranges.len() == 1 {
        let behind_keyword = TextRange::new(import.range().start() + "import".len() as u32, source);
        let has_comment = file.comments.iter().any(|comment| behind_keyword.contains_range(comment.range));
        return (!import.type_only && !has_comment).then(|| Edit::replace(behind_keyword, " "));
    }
    let is_named = |at: usize| matches!(import.specifiers.get(at), Some(ImportSpecifier::Named(_)));
    let between = |start: u32, end: u32| file.slice(TextRange::new(start, end));
    if !is_named(place) {
        // The default comes first; a namespace stands behind it alone.
        let gone = match ranges.get(place + 1) {
            Some(next) => {
                let brace = between(own.end(), next.start()).find(['{', '*']).map(|at| own.end() + at as u32);
                TextRange::new(own.start(), brace.unwrap_or(next.start()))
            }
            None => TextRange::new(ranges[place - 1].end(), own.end()),
        };
        return Some(Edit::delete(gone));
    }
    let is_only_name = ranges.iter().enumerate().filter(|(at, _)| is_named(*at)).count() == 1;
    if is_only_name {
        let brace = own.end() + between(own.end(), source).find('}')? as u32;
        return Some(Edit::delete(TextRange::new(ranges[place - 1].end(), brace + 1)));
    }
    Some(Edit::delete(out_of_list(&ranges, place, is_named(place.wrapping_sub(1)))))
}

/// A part of a list, with the comma that goes with it. `has_before`: one of the same list stands before it.
fn out_of_list(ranges: &[TextRange], place: usize, has_before: bool) -> TextRange {
    match ranges.get(place + 1) {
        Some(next) => TextRange::new(ranges[place].start(), next.start()),
        None if has_before => TextRange::new(ranges[place - 1].end(), ranges[place].end()),
        None => ranges[place],
    }
}

fn declared(file: &File, id: NodeId, declarator: &VarDeclarator) -> Option<Edit> {
    let declaration = file.nodes.parent(id)?;
    let Node::VarDecl(all) = file.node(declaration) else { return None };
    if !file.is_in_list(declaration) || !declarator.init.as_deref().is_none_or(|value| is_still(file, value)) {
        return None;
    }
    if all.decls.len() == 1 {
        return statement(file, declaration);
    }
    let ranges: Vec<TextRange> = all.decls.iter().map(Ranged::range).collect();
    let place = ranges.iter().position(|range| *range == declarator.range())?;
    Some(Edit::delete(out_of_list(&ranges, place, place > 0)))
}

/// `{ a, b } = c` without `a`. What stands beside a rest is there to be left out of it.
fn property(pattern: &ObjectPat, name: TextRange) -> Option<Edit> {
    let ranges: Vec<TextRange> = pattern.props.iter().map(Ranged::range).collect();
    let place = ranges.iter().position(|range| range.contains_range(name))?;
    let is_plain = match &pattern.props[place] {
        ObjectPatProp::Assign(it) => it.value.is_none(),
        ObjectPatProp::KeyValue(it) => it.value.is_ident() && !it.key.is_computed(),
        ObjectPatProp::Rest(_) => true,
    };
    let has_rest = pattern.props.iter().any(|property| matches!(property, ObjectPatProp::Rest(_)));
    let is_rest = matches!(pattern.props[place], ObjectPatProp::Rest(_));
    (is_plain && ranges.len() > 1 && (!has_rest || is_rest))
        .then(|| Edit::delete(out_of_list(&ranges, place, place > 0)))
}

/// Whether making a value does nothing else.
fn is_still(file: &File, value: &Expr) -> bool {
    match without_parentheses(value) {
        Expr::Lit(literal) => !matches!(literal, Lit::JSXText(_)),
        Expr::Fn(_) | Expr::Arrow(_) => true,
        Expr::Ident(name) => file.variable(name).is_some(),
        Expr::Tpl(template) => template.exprs.is_empty(),
        Expr::Unary(it) => matches!(it.op, UnaryOp::Minus | UnaryOp::Void) && it.arg.is_lit(),
        Expr::Array(list) => {
            list.elems.iter().flatten().all(|element| element.spread.is_none() && is_still(file, &element.expr))
        }
        Expr::Object(object) => object.props.is_empty(),
        _ => false,
    }
}

/// A whole statement, with its line if nothing else is on it. `None`: the one before would go on with the one behind.
fn statement(file: &File, id: NodeId) -> Option<Edit> {
    if !file.is_in_list(id) {
        return None;
    }
    let own = file.node(id).range();
    let (before, behind) = (&file.text[..own.start() as usize], &file.text[own.end() as usize..]);
    if behind.trim_start().starts_with(['(', '[', '`', '+', '-', '/', '*', '.', ',']) {
        return None;
    }
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let is_at_start = before.len() == indent || before[..before.len() - indent].ends_with('\n');
    let line_end = ["\r\n", "\n"].iter().find(|end| behind[space..].starts_with(**end));
    Some(Edit::delete(match line_end {
        Some(end) if is_at_start => TextRange::new(own.start() - indent as u32, own.end() + (space + end.len()) as u32),
        _ => own,
    }))
}

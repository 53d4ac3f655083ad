//! Requires `const` for variables that are written once.
//!
//! ## Why
//! Whoever reads `const` need not look for where the value changes.
//!
//! ## Bad
//! ```js
//! let a = 1;
//! f(a);
//! ```
//!
//! ## Good
//! ```js
//! const a = 1;
//! f(a);
//! ```
//!
//! ## Options
//! - `destructuring` (default `"any"`): `"all"` reports the names of a pattern only when all of them can be constants.
//! - `ignoreReadBeforeAssign` (default `false`): leave out variables that are read above their only assignment.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{VarDecl, VarDeclKind};
use syntax::semantic::{DefinitionKind, Node, NodeId, Reference, Scopes, Variable};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("prefer-const", Style, Off, Safe, options: PreferConst);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct PreferConst {
    destructuring: Destructuring,
    ignore_read_before_assign: bool,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Destructuring {
    #[default]
    Any,
    All,
}

impl RuleOptions for PreferConst {}

/// A variable that could be a constant.
struct Candidate<'f> {
    variable: &'f Variable,
    /// Where to say so.
    range: TextRange,
    /// What writes it: its declarator, or the assignment.
    writer: NodeId,
}

fn run(file: &File, options: &PreferConst, report: &mut Report) {
    let lets = || file.variables_of(|kind| kind == DefinitionKind::Let).filter(|variable| is_let(file, variable));
    let candidates: Vec<Candidate> = lets().filter_map(|variable| candidate(file, options, variable)).collect();
    if candidates.is_empty() {
        return;
    }
    let mut written: FxHashMap<NodeId, usize> = FxHashMap::default();
    for variable in lets() {
        for writer in file.references_of(variable).filter_map(|reference| writer(variable, reference)) {
            *written.entry(writer).or_default() += 1;
        }
    }
    for candidate in &candidates {
        let of_writer = candidates.iter().filter(|other| other.writer == candidate.writer).count();
        if options.destructuring == Destructuring::All && of_writer < written[&candidate.writer] {
            continue;
        }
        let problem =
            report.at(candidate.range, format!("`{}` is written once and can be `const`", candidate.variable.name));
        problem.fix(to_const(file, candidate, &candidates));
    }
}

/// Whether a variable is declared once, by a `let` outside of the head of a `for (;;)`.
fn is_let(file: &File, variable: &Variable) -> bool {
    let [definition] = &*variable.definitions else { return false };
    let Some(declaration) = file.nodes.parent(definition.node) else { return false };
    let Node::VarDecl(declared) = file.node(declaration) else { return false };
    let is_exported =
        variable.scope == Scopes::GLOBAL && file.directives.exported.iter().any(|it| **it == *variable.name);
    let is_head = match file.parent(declaration) {
        Some(Node::ForStmt(head)) => head.body.range().start() > declared.range().start(),
        _ => false,
    };
    !declared.declare && !is_exported && !is_head
}

/// The declarator or assignment by which a reference writes.
fn writer(variable: &Variable, reference: &Reference) -> Option<NodeId> {
    match (reference.is_write(), reference.is_initializer) {
        (false, _) => None,
        (true, true) => Some(variable.definitions[0].node),
        (true, false) => reference.written_by,
    }
}

fn candidate<'f>(file: &'f File, options: &PreferConst, variable: &'f Variable) -> Option<Candidate<'f>> {
    let mut writes = file.references_of(variable).filter(|reference| reference.is_write());
    let write = writes.next()?;
    if writes.next().is_some() || write.scope != variable.scope {
        return None;
    }
    let writer = writer(variable, write)?;
    let is_read_before = file.references_of(variable).any(|it| it.is_read() && it.range.start() < write.range.start());
    if !write.is_initializer && !can_declare(file, variable, writer)
        || is_read_before && options.ignore_read_before_assign
    {
        return None;
    }
    let range = if is_read_before { variable.definitions[0].range } else { write.range };
    Some(Candidate { variable, range, writer })
}

/// Whether an assignment could be a declaration: a statement of its own that writes nothing but variables of this scope.
fn can_declare(file: &File, variable: &Variable, assignment: NodeId) -> bool {
    let Node::AssignExpr(assigned) = file.node(assignment) else { return false };
    let Some(statement) = file.parent_without_parentheses(assignment) else { return false };
    let is_statement = matches!(file.node(statement), Node::ExprStmt(_))
        && matches!(
            file.parent(statement),
            Some(
                Node::Script(_)
                    | Node::Module(_)
                    | Node::BlockStmt(_)
                    | Node::FunctionBody(_)
                    | Node::StaticBlock(_)
                    | Node::SwitchCase(_)
            )
        );
    let left = assigned.left.range();
    is_statement
        && file.nodes.descendants(assignment).all(|id| match file.node(id) {
            Node::MemberExpr(member) if left.contains_range(member.range()) => file.writer_of(id) != Some(assignment),
            Node::Ident(name) if left.contains_range(name.range()) => file
                .reference(name)
                .filter(|reference| reference.written_by == Some(assignment))
                .and_then(|reference| reference.variable)
                .is_none_or(|id| {
                    let target = file.scopes.variable(id);
                    let is_parameter = target.definitions.iter().any(|it| it.kind == DefinitionKind::Parameter);
                    target.scope == variable.scope && !is_parameter
                }),
            _ => true,
        })
}

/// Turns the declaration into one of constants, if all that it declares can be.
fn to_const(file: &File, candidate: &Candidate, candidates: &[Candidate]) -> Vec<Edit> {
    let declarator = candidate.variable.definitions[0].node;
    let Some(Node::VarDecl(declaration)) = file.parent(declarator) else { return Vec::new() };
    let is_in_declaration = |range: TextRange| declaration.range().contains_range(range);
    let is_head = || match file.nodes.parent(declarator).and_then(|id| file.parent(id)) {
        Some(Node::ForInStmt(_) | Node::ForOfStmt(_)) => true,
        _ => declaration.decls.iter().all(|declarator| declarator.init.is_some()),
    };
    let declared = file.variables_of(|kind| kind == DefinitionKind::Let);
    let declared = declared.filter(|it| is_declared_by(it, declaration)).count();
    let constant =
        candidates.iter().filter(|it| is_declared_by(it.variable, declaration) && is_in_declaration(it.range));
    if constant.count() != declared || !is_head() {
        return Vec::new();
    }
    let start = declaration.range().start();
    let keyword = TextRange::new(start, start + VarDeclKind::Let.as_str().len() as u32);
    // Nothing else of the declaration is changed in the same pass: it may be about to lose its value.
    vec![Edit::replace(keyword, "const"), Edit::insert(declaration.range().end(), "")]
}

fn is_declared_by(variable: &Variable, declaration: &VarDecl) -> bool {
    variable
        .definitions
        .iter()
        .all(|it| declaration.decls.iter().any(|declarator| declarator.name.range().contains_range(it.range)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn what_is_written_once() {
        check(
            &RULE,
            "
let aaa = 1, b = 2; b = aaa;
//  ^^^ `aaa` is written once
for (let i = 0; i < b; i++) { let ccc; ccc = i; }
//                                     ^^^ `ccc` is written once
let d; if (b) d = 1;
let e, f; [e, g.h] = b; f = 1; f = 2;
",
        );
    }

    #[test]
    fn all_of_a_pattern() {
        case(&RULE, "let { a, b } = c; b = 1;").options(json!([{ "destructuring": "all" }])).check();
    }

    #[test]
    fn declarations_become_constant() {
        check_fix(
            &RULE,
            "let [a, b] = c; for (let d of a) f(d); let e = 1, g; g = 1;",
            "const [a, b] = c; for (const d of a) f(d); let e = 1, g; g = 1;",
        );
    }
}

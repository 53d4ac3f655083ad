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
    // How many variables each writer writes and each declaration declares, and how many of them could be constants.
    let mut written: FxHashMap<NodeId, Count> = FxHashMap::default();
    let mut declared: FxHashMap<NodeId, Count> = FxHashMap::default();
    for variable in lets() {
        for writer in file.references_of(variable).filter_map(|reference| writer(variable, reference)) {
            written.entry(writer).or_default().all += 1;
        }
        declared.entry(declaration_of(file, variable)).or_default().all += 1;
    }
    for candidate in &candidates {
        written.entry(candidate.writer).or_default().constant += 1;
        let is_declared = candidate.writer == candidate.variable.definitions[0].node;
        declared.entry(declaration_of(file, candidate.variable)).or_default().constant += usize::from(is_declared);
    }
    for Candidate { variable, range, writer } in &candidates {
        if options.destructuring == Destructuring::All && !written[writer].is_whole() {
            continue;
        }
        let declaration = declaration_of(file, variable);
        let problem = report.at(*range, format!("`{}` is written once and can be `const`", variable.name));
        if declared[&declaration].is_whole() && can_be_constant(file, declaration) {
            problem.fix(to_const(file, declaration));
        }
    }
}

#[derive(Default)]
struct Count {
    all: usize,
    constant: usize,
}

impl Count {
    fn is_whole(&self) -> bool {
        self.all == self.constant
    }
}

fn declaration_of(file: &File, variable: &Variable) -> NodeId {
    let declarator = variable.definitions[0].node;
    file.nodes.parent(declarator).unwrap_or(declarator)
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
    let is_statement = matches!(file.node(statement), Node::ExprStmt(_)) && file.is_in_list(statement);
    let left = assigned.left.range();
    let mut targets = file.nodes.descendants(assignment).take_while(|id| file.node(*id).range().start() < left.end());
    is_statement
        && targets.all(|id| match file.node(id) {
            Node::MemberExpr(_) => file.writer_of(id) != Some(assignment),
            Node::Ident(name) => file
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

/// Whether all that is declared has its value from there.
fn can_be_constant(file: &File, declaration: NodeId) -> bool {
    match (file.node(declaration), file.parent(declaration)) {
        (_, Some(Node::ForInStmt(_) | Node::ForOfStmt(_))) => true,
        (Node::VarDecl(it), _) => it.decls.iter().all(|declarator| declarator.init.is_some()),
        _ => false,
    }
}

fn to_const(file: &File, declaration: NodeId) -> [Edit; 2] {
    let range = file.node(declaration).range();
    let keyword = TextRange::new(range.start(), range.start() + "let".len() as u32);
    // Nothing else of the declaration is changed in the same pass: it may be about to lose its value.
    [Edit::replace(keyword, "const"), Edit::insert(range.end(), "")]
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

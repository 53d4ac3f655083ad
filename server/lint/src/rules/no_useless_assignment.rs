//! Disallows assignments whose value nobody reads.
//!
//! ## Why
//! A value that is overwritten, or forgotten, before anybody reads it costs time and misleads: often another variable was meant.
//!
//! ## Bad
//! ```js
//! function total(prices) {
//!     let sum = 0;
//!     sum = prices.reduce((one, other) => one + other, 0);
//!     return sum;
//! }
//! ```
//!
//! ## Good
//! ```js
//! function total(prices) {
//!     const sum = prices.reduce((one, other) => one + other, 0);
//!     return sum;
//! }
//! ```

use rustc_hash::FxHashMap;
use syntax::semantic::{Definition, DefinitionKind, Node, NodeId, ScopeKind, Variable, VariableId};

use crate::file::File;
use crate::flow::{BlockId, EventKind, Flow, Predecessors};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-assignment", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let mut by_function: FxHashMap<NodeId, Vec<VariableId>> = FxHashMap::default();
    for id in file.scopes.variable_ids() {
        if let Some(function) = function_to_check(file, file.scopes.variable(id)) {
            by_function.entry(function).or_default().push(id);
        }
    }
    for (function, variables) in by_function {
        check(file, report, &file.flow(function), &variables);
    }
}

/// The function in which all uses of a variable are, if it may have a value that nobody reads.
fn function_to_check(file: &File, variable: &Variable) -> Option<NodeId> {
    let references = || variable.references.iter().map(|id| file.scopes.reference(*id));
    let is_once = references().filter(|it| it.is_write()).all(|it| it.is_initializer)
        && references().filter(|it| it.is_write()).count() < 2;
    if is_once || variable.definitions.is_empty() || !variable.definitions.iter().all(is_assigned) {
        return None;
    }
    // What others see, or never is read, is not for this rule.
    let is_global = file.scopes.scope(variable.scope).kind == ScopeKind::Global;
    if is_global || !references().any(|it| it.is_read()) || is_exported(file, variable) {
        return None;
    }
    let home = file.scopes.function_scope(variable.scope);
    let is_of_others = |scope| file.scopes.function_scope(scope) != home;
    let function = file.scopes.scope(home).node;
    (!references().any(|it| it.is_read() && is_of_others(it.scope))).then_some(function)
}

/// Whether what is assigned to a name is what this rule is about.
fn is_assigned(definition: &Definition) -> bool {
    use DefinitionKind::{Catch, Class, Const, Function, Let, Parameter, Var};
    matches!(definition.kind, Var | Let | Const | Parameter | Catch | Class | Function)
}

fn is_exported(file: &File, variable: &Variable) -> bool {
    let is_specifier = |node: NodeId| matches!(file.parent(node), Some(Node::ExportNamedSpecifier(_)));
    variable.definitions.iter().any(|definition| is_exported_there(file, definition))
        || variable.references.iter().any(|id| is_specifier(file.scopes.reference(*id).node))
}

fn is_exported_there(file: &File, definition: &Definition) -> bool {
    let around = match definition.kind {
        // Of a function's parameters, the function is the node.
        DefinitionKind::Parameter | DefinitionKind::Catch => return false,
        // Between them is the list of declarations.
        DefinitionKind::Var | DefinitionKind::Let | DefinitionKind::Const => file.nodes.parent(definition.node),
        _ => Some(definition.node),
    };
    let is_export = |node| matches!(node, Node::ExportDecl(_) | Node::ExportDefaultDecl(_));
    around.and_then(|around| file.parent(around)).is_some_and(is_export)
}

/// An event of a variable: where, and what.
#[derive(Clone, Copy)]
struct Use {
    block: BlockId,
    kind: EventKind,
    node: NodeId,
}

fn check(file: &File, report: &mut Report, flow: &Flow, variables: &[VariableId]) {
    let mut of_node: FxHashMap<NodeId, usize> = FxHashMap::default();
    for (index, id) in variables.iter().enumerate() {
        // A default is there for callers that give nothing, whatever becomes of it.
        let definitions = &file.scopes.variable(*id).definitions;
        let is_parameter = definitions.iter().any(|definition| definition.kind == DefinitionKind::Parameter);
        let references = file.scopes.references_to(*id).filter(|it| !(is_parameter && it.is_initializer));
        of_node.extend(references.map(|reference| (reference.node, index)));
    }
    let mut uses: Vec<Vec<Use>> = vec![Vec::new(); variables.len()];
    for block in flow.blocks() {
        for event in flow.events(block) {
            if let Some(index) = of_node.get(&event.node) {
                uses[*index].push(Use { block, kind: event.kind, node: event.node });
            }
        }
    }
    let predecessors = flow.predecessors();
    let mut live = vec![false; flow.block_count()];
    for (id, uses) in variables.iter().zip(&uses) {
        for node in useless(&predecessors, uses, &mut live) {
            let name = &file.scopes.variable(*id).name;
            report.at(file.node(node).range(), format!("nobody reads the value that `{name}` gets here"));
        }
    }
}

/// The writes of a variable that no read comes behind, on any way. `uses` are by their blocks; `live` is of all blocks, and given
/// back as it was: `false`.
fn useless(predecessors: &Predecessors, uses: &[Use], live: &mut [bool]) -> Vec<NodeId> {
    let is_used_in = |block: BlockId| uses.binary_search_by_key(&block, |one| one.block).is_ok();
    let firsts = uses.chunk_by(|one, other| one.block == other.block).map(|all| all[0]);
    let mut open: Vec<BlockId> =
        firsts.filter(|first| first.kind == EventKind::Read).map(|first| first.block).collect();
    // Blocks whose end a read comes behind.
    let mut marked = Vec::new();
    while let Some(block) = open.pop() {
        for before in predecessors.of(block) {
            if !std::mem::replace(&mut live[before.index()], true) {
                marked.push(*before);
                if !is_used_in(*before) {
                    open.push(*before);
                }
            }
        }
    }
    let mut writes: Vec<(NodeId, bool)> = Vec::new();
    for (index, one) in uses.iter().enumerate().filter(|(_, one)| one.kind == EventKind::Write) {
        let next = uses.get(index + 1).filter(|next| next.block == one.block);
        let is_read = next.map_or(live[one.block.index()], |next| next.kind == EventKind::Read);
        writes.push((one.node, is_read));
    }
    for block in marked {
        live[block.index()] = false;
    }
    // A write in a `finally` may stand in two blocks, and is useless only if it is in both.
    writes.sort_unstable();
    let by_node = writes.chunk_by(|one, other| one.0 == other.0);
    by_node.filter(|all| all.iter().all(|(_, is_read)| !is_read)).map(|all| all[0].0).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn a_value_is_read_on_some_way() {
        check(
            &RULE,
            "
function a() {
    let b = 1;
//      ^ nobody reads the value that `b` gets here
    if (c) { b = 2; } else { b = 3; }
    d(b);
    b = 4;
//  ^ nobody reads
}
function e() {
    let f = 1;
    for (const g of h) { d(f); f = g; }
}
",
        );
    }

    #[test]
    fn what_may_throw_leaves_the_value_before() {
        check(
            &RULE,
            "
function a() {
    let b = 1;
    try { b = c(); } catch {}
    return b;
}
function d() {
    let e = 1;
    e = 2;
    return () => e;
}
",
        );
    }

    #[test]
    fn parameters_have_values_too() {
        check(
            &RULE,
            "
function a(b, c = 1) {
    c = 2;
    d(b, c);
    b = 3;
//  ^ nobody reads
}
",
        );
    }
}

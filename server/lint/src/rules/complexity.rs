//! Limits how many ways there are through a function.
//!
//! ## Why
//! Each of them wants to be understood, and tested.
//!
//! ## Bad
//! ```js
//! /* eslint complexity: ["error", 2] */
//! function sign(n) {
//!     return n < 0 ? -1 : n > 0 ? 1 : 0;
//! }
//! ```
//!
//! ## Good
//! ```js
//! /* eslint complexity: ["error", 2] */
//! function sign(n) {
//!     return Math.sign(n);
//! }
//! ```
//!
//! ## Options
//! The number (default 20), or an object:
//! - `max` (default 20)
//! - `variant` (default `"classic"`): `"modified"` counts a `switch` once, whatever cases it has.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::TextRange;
use syntax::ast::{AssignExpr, AssignOp, AssignPatProp, BinExpr, OptChainExpr, SwitchCase};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::file::{File, Nearest, Ranged, is_function};
use crate::functions::{described, head};
use crate::limits::LimitOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_logical;

rule!("complexity", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    #[serde(alias = "maximum")]
    max: usize,
    variant: Variant,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Variant {
    Classic,
    Modified,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 20, variant: Variant::Classic }
    }
}

impl LimitOptions for Options {}

/// Nodes that always add a way.
const FORKS: &[NodeKind] = &[
    NodeKind::CatchClause,
    NodeKind::CondExpr,
    NodeKind::ForStmt,
    NodeKind::ForInStmt,
    NodeKind::ForOfStmt,
    NodeKind::IfStmt,
    NodeKind::WhileStmt,
    NodeKind::DoWhileStmt,
    NodeKind::AssignPat,
];

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut ways: FxHashMap<NodeId, usize> = FxHashMap::default();
    let kinds = [NodeKind::Function, NodeKind::ArrowExpr, NodeKind::Constructor, NodeKind::StaticBlock];
    for id in kinds.iter().flat_map(|kind| file.nodes.of_kind(*kind)) {
        ways.insert(*id, 1);
    }
    for id in [NodeKind::ClassProp, NodeKind::PrivateProp, NodeKind::AutoAccessor]
        .iter()
        .flat_map(|it| file.nodes.of_kind(*it))
    {
        if initializer(file.node(*id)).is_some() {
            ways.insert(*id, 1);
        }
    }
    let mut forks: Vec<NodeId> = Vec::new();
    let mut fork = |id: NodeId| forks.push(id);
    FORKS.iter().flat_map(|kind| file.nodes.of_kind(*kind)).for_each(|id| fork(*id));
    file.nodes.all::<BinExpr>().filter(|(_, it)| is_logical(it.op)).for_each(|(id, _)| fork(id));
    let is_choice = |operator| matches!(operator, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
    file.nodes.all::<AssignExpr>().filter(|(_, it)| is_choice(it.op)).for_each(|(id, _)| fork(id));
    file.nodes.all::<OptChainExpr>().filter(|(_, it)| it.optional).for_each(|(id, _)| fork(id));
    let defaults = file.nodes.all::<AssignPatProp>().filter(|(_, it)| it.value.is_some());
    defaults.for_each(|(id, _)| fork(id));
    match options.variant {
        Variant::Classic => {
            file.nodes.all::<SwitchCase>().filter(|(_, it)| it.test.is_some()).for_each(|(id, _)| fork(id));
        }
        Variant::Modified => file.nodes.of_kind(NodeKind::SwitchStmt).iter().for_each(|id| fork(*id)),
    }
    forks.sort_unstable();
    let mut known = Nearest::default();
    for id in forks {
        if let Some(count) = home(file, id, &mut known).and_then(|home| ways.get_mut(&home)) {
            *count += 1;
        }
    }
    for (id, count) in ways.into_iter().filter(|(_, count)| *count > options.max) {
        let (range, what) = place(file, id);
        report.at(range, format!("there are {count} ways through the {what}, {} are allowed", options.max));
    }
}

/// The value of a field.
fn initializer(node: Node) -> Option<TextRange> {
    match node {
        Node::ClassProp(it) => it.value.as_ref().map(|value| value.range()),
        Node::PrivateProp(it) => it.value.as_ref().map(|value| value.range()),
        Node::AutoAccessor(it) => it.value.as_ref().map(|value| value.range()),
        _ => None,
    }
}

/// The function, static block or field in which a node is evaluated.
fn home(file: &File, id: NodeId, known: &mut Nearest) -> Option<NodeId> {
    let range = file.node(id).range();
    file.nearest(id, known, |outer| match file.node(outer) {
        function if is_function(function) => true,
        other => initializer(other).is_some_and(|value| value.contains_range(range)),
    })
}

fn place(file: &File, id: NodeId) -> (TextRange, String) {
    let node = file.node(id);
    match node {
        Node::StaticBlock(_) => {
            let start = node.range().start();
            (TextRange::new(start, start + "static".len() as u32), "static block".to_owned())
        }
        _ => match initializer(node) {
            Some(value) => (value, "initializer".to_owned()),
            None => (head(file, id), described(file, id)),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn ways_are_counted() {
        let text = "
function f(a = 1) { return a?.b || a; }
//^^^^^^^^ there are 4 ways
class G { h = a && b; }
//            ^^^^^^ there are 2 ways
";
        case(&RULE, text).options(json!([1])).check();
    }
}

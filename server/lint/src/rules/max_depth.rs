//! Limits how deep blocks are nested.
//!
//! ## Why
//! Whoever reads the innermost has to remember all conditions around it.
//!
//! ## Bad
//! ```js
//! for (const a of as) { if (a) { for (const b of a) { if (b) { if (b.c) use(b); } } } }
//! ```
//!
//! ## Good
//! ```js
//! for (const a of as) { if (a) useAll(a); }
//! ```
//!
//! ## Options
//! The number (default 4), or `{ "max": … }`.

use rustc_hash::FxHashMap;
use source::TextRange;
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::braces::is_else;
use crate::file::{File, Nearest, is_function};
use crate::limits::Limit;
use crate::report::Report;
use crate::rule::rule;

rule!("max-depth", Style, Off, None, options: Limit<4>);

const STATEMENTS: &[(NodeKind, &str)] = &[
    (NodeKind::IfStmt, "if"),
    (NodeKind::SwitchStmt, "switch"),
    (NodeKind::TryStmt, "try"),
    (NodeKind::DoWhileStmt, "do"),
    (NodeKind::WhileStmt, "while"),
    (NodeKind::WithStmt, "with"),
    (NodeKind::ForStmt, "for"),
    (NodeKind::ForInStmt, "for"),
    (NodeKind::ForOfStmt, "for"),
];

fn run(file: &File, limit: &Limit<4>, report: &mut Report) {
    let of_kind = |(kind, word): &(NodeKind, &'static str)| {
        let word = *word;
        file.nodes.of_kind(*kind).iter().map(move |id| (*id, word))
    };
    let mut statements: Vec<(NodeId, &str)> =
        STATEMENTS.iter().flat_map(of_kind).filter(|(id, _)| nests(file, *id)).collect();
    statements.sort_unstable();
    let (mut depths, mut known) = (FxHashMap::default(), Nearest::default());
    for (id, word) in statements {
        let around = file.nearest(id, &mut known, |outer| is_function(file.node(outer)) || nests(file, outer));
        let depth = 1 + around.and_then(|outer| depths.get(&outer)).copied().unwrap_or(0usize);
        depths.insert(id, depth);
        if depth > limit.0 {
            let start = file.node(id).range().start();
            let range = TextRange::new(start, start + word.len() as u32);
            report.at(range, format!("blocks are nested {depth} deep, {} are allowed", limit.0));
        }
    }
}

/// Whether a node is one of the statements, and no `else if`.
fn nests(file: &File, id: NodeId) -> bool {
    match file.node(id) {
        Node::IfStmt(it) => !is_else(file, id, it),
        other => STATEMENTS.iter().any(|(kind, _)| *kind == other.kind()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn functions_begin_anew() {
        let text = "\nif (a) {} else if (b) { for (;;) {} }\n//                      ^^^ nested 2 deep\nif (a) { (() => { if (b) {} })(); }\n";
        case(&RULE, text).options(json!([1])).check();
    }
}

//! Disallows using a `var` outside of the block that declares it.
//!
//! ## Why
//! In other languages, and with `let`, it would not be there.
//!
//! ## Bad
//! ```js
//! if (a) { var b = 1; }
//! f(b);
//! ```
//!
//! ## Good
//! ```js
//! var b;
//! if (a) { b = 1; }
//! f(b);
//! ```

use syntax::semantic::{DefinitionKind, NodeId, NodeKind};

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("block-scoped-var", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables() {
        let vars = variable.definitions.iter().filter(|definition| definition.kind == DefinitionKind::Var);
        for definition in vars {
            let Some(block) = block_around(file, definition.node) else { continue };
            let block = file.node(block).range();
            for reference in file.references_of(variable).filter(|it| !block.contains_range(it.range)) {
                report
                    .at(reference.range, format!("`{}` is used outside of the block that declares it", variable.name))
                    .relate(definition.range, "It is declared here");
            }
        }
    }
}

fn block_around(file: &File, id: NodeId) -> Option<NodeId> {
    use NodeKind::{
        BlockStmt, CatchClause, ForInStmt, ForOfStmt, ForStmt, FunctionBody, Module, Script, StaticBlock, SwitchStmt,
    };
    file.nodes.ancestors(id).find(|id| {
        matches!(
            file.node(*id).kind(),
            Script
                | Module
                | BlockStmt
                | FunctionBody
                | CatchClause
                | ForStmt
                | ForInStmt
                | ForOfStmt
                | SwitchStmt
                | StaticBlock
        )
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn outside_of_the_block() {
        check(
            &RULE,
            "
if (a) { var bbb = 1; f(bbb); }
g(h, bbb);
//   ^^^ `bbb` is used outside
function g() { for (var i = 0; i < 1; i++) f(i); }
",
        );
    }
}

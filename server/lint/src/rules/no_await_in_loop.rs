//! Disallows `await` in loops.
//!
//! ## Why
//! Each round waits for the one before it. Where the rounds do not need each other, starting them all and waiting once, with
//! `Promise.all`, is quicker.
//!
//! ## Bad
//! ```js
//! async function load(urls) {
//!     const texts = [];
//!     for (const url of urls) {
//!         texts.push(await read(url));
//!     }
//!     return texts;
//! }
//! ```
//!
//! ## Good
//! ```js
//! async function load(urls) {
//!     return Promise.all(urls.map((url) => read(url)));
//! }
//! ```

use syntax::ast::{AwaitExpr, ForOfStmt, UsingDecl};
use syntax::semantic::{Node, NodeId};

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-await-in-loop", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    let awaits = file.nodes.all::<AwaitExpr>().map(|(id, _)| id);
    let loops = file.nodes.all::<ForOfStmt>().filter(|(_, it)| it.is_await).map(|(id, _)| id);
    let using = file.nodes.all::<UsingDecl>().filter(|(_, it)| it.is_await).map(|(id, _)| id);
    for id in awaits.chain(loops).chain(using) {
        if is_in_loop(file, id) {
            report.at(file.node(id).range(), "each round of the loop waits here for the one before");
        }
    }
}

fn is_in_loop(file: &File, id: NodeId) -> bool {
    let mut from = id;
    for around in file.nodes.ancestors(id) {
        let children = || file.nodes.children(around);
        let is_repeated = match file.node(around) {
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => return false,
            // This one waits for each by itself.
            Node::ForOfStmt(it) if it.is_await => return false,
            Node::ForOfStmt(_) => {
                let is_using = matches!(file.node(from), Node::UsingDecl(_)) && from == id;
                is_using || children().last() == Some(from)
            }
            Node::ForInStmt(_) => children().last() == Some(from),
            Node::ForStmt(it) => it.init.is_none() || children().next() != Some(from),
            Node::WhileStmt(_) | Node::DoWhileStmt(_) => true,
            _ => false,
        };
        if is_repeated {
            return true;
        }
        from = around;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn what_each_round_waits_for_is_reported() {
        check(
            &RULE,
            "
async function f() {
    for (const a of await b()) { await c(a); }
//                               ^^^^^^^^^^ waits here
    for (let d = await e(); await g(d);) {}
//                          ^^^^^^^^^^ waits here
    for await (const h of i) { await j(h); }
    while (k) { l(async () => await m()); }
}
",
        );
    }
}

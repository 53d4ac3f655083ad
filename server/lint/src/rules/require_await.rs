//! Requires `await` in `async` functions.
//!
//! ## Why
//! A function that never waits gives a promise for nothing, and everybody has to wait for it.
//!
//! ## Bad
//! ```js
//! async function area(shape) {
//!     return shape.width * shape.height;
//! }
//! ```
//!
//! ## Good
//! ```js
//! async function area(shape) {
//!     return (await shape.width()) * (await shape.height());
//! }
//! ```

use rustc_hash::FxHashSet;
use source::{Edit, TextRange};
use syntax::ast::{ArrowExpr, ArrowFunctionBody, AwaitExpr, ForOfStmt, Function, UsingDecl};
use syntax::semantic::{Node, NodeId};

use crate::file::File;
use crate::functions::{described, head, holder};
use crate::report::Report;
use crate::rule::rule;

rule!("require-await", Suspicious, Off, Suggestion);

fn run(file: &File, report: &mut Report) {
    let of_functions = file.nodes.all::<Function>().filter(|(_, it)| {
        it.is_async && !it.is_generator && it.body.as_ref().is_some_and(|body| !body.stmts.is_empty())
    });
    let of_arrows = file.nodes.all::<ArrowExpr>().filter(|(_, it)| {
        let is_empty = matches!(&*it.body, ArrowFunctionBody::FunctionBody(body) if body.stmts.is_empty());
        it.is_async && !is_empty
    });
    let functions: Vec<NodeId> = of_functions.map(|(id, _)| id).chain(of_arrows.map(|(id, _)| id)).collect();
    if functions.is_empty() {
        return;
    }
    let awaits = file.nodes.all::<AwaitExpr>().map(|(id, _)| id);
    let loops = file.nodes.all::<ForOfStmt>().filter(|(_, it)| it.is_await).map(|(id, _)| id);
    let using = file.nodes.all::<UsingDecl>().filter(|(_, it)| it.is_await).map(|(id, _)| id);
    let waiting: FxHashSet<NodeId> =
        awaits.chain(loops).chain(using).filter_map(|id| file.function_around(id)).collect();
    for id in functions.into_iter().filter(|id| !waiting.contains(id)) {
        let problem = report.at(head(file, id), format!("the {} never waits", described(file, id)));
        if let Some(word) = async_word(file, id) {
            problem.suggest("Remove `async`", [Edit::delete(word)]);
        }
    }
}

/// The word and the space behind it; none where what is left might be read as going on with the line before it.
fn async_word(file: &File, id: NodeId) -> Option<TextRange> {
    let from = match holder(file, id) {
        Some(it @ (Node::ClassMethod(_) | Node::PrivateMethod(_) | Node::MethodProp(_))) => it.range().start(),
        _ => file.node(id).range().start(),
    };
    let word = file.find_token(from, file.node(id).range().end(), "async")?;
    let next = file.next_token(word.end());
    let rest = &file.text[next as usize..];
    let is_first = file.has_line_break(file.previous_token_end(word.start()), word.start());
    let goes_on = ["[", "(", "in", "instanceof", "*"].iter().any(|start| rest.starts_with(start));
    let behind = if file.has_comments_in(TextRange::new(word.end(), next)) { word.end() } else { next };
    (!(is_first && goes_on)).then(|| TextRange::new(word.start(), behind))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn each_function_waits_itself() {
        check(
            &RULE,
            "
async function a() { return async () => { await b; }; }
//^^^^^^^^^^^^^^ async function `a` never waits
const c = { async d() { for await (const e of f); } };
async () => {};
async () => 1;
//       ^^ async arrow function never waits
async function* g() { h(); }
",
        );
    }

    #[test]
    fn the_word_is_removed_on_wish() {
        case(&RULE, "async function a() { b(); }").check_suggestion("function a() { b(); }");
        case(&RULE, "class A { static async b() { c(); } }").check_suggestion("class A { static b() { c(); } }");
    }
}

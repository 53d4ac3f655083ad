//! Requires braces around what belongs to `if`, `else`, `for`, `while` and `do`.
//!
//! ## Why
//! Without braces a second statement looks as if it belonged there, too.
//!
//! ## Bad
//! ```js
//! if (isReady) start();
//! ```
//!
//! ## Good
//! ```js
//! if (isReady) {
//!     start();
//! }
//! ```
//!
//! ## Options
//! A word:
//! - `"all"` (default)
//! - `"multi"`: braces only around several statements.
//! - `"multi-line"`: one statement on the same line needs none.
//! - `"multi-or-nest"`: one statement of one line has none, all others do.
//!
//! Behind one of the last three, `"consistent"`: all branches of an `if` have braces, or none.

use serde::Deserialize;
use serde_json::{Value, json};
use source::{Edit, TextRange};
use syntax::ast::{BlockStmt, DoWhileStmt, ForInStmt, ForOfStmt, ForStmt, IfStmt, Stmt, WhileStmt};

use crate::braces::{inner_body, is_else, needs_braces};
use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;

rule!("curly", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
struct Options {
    mode: Mode,
    is_consistent: bool,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    All,
    Multi,
    MultiLine,
    MultiOrNest,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (mode, is_consistent) = match values {
            [] => return Ok(Options::default()),
            [mode] => (mode, false),
            [mode, consistent] if consistent == "consistent" => (mode, true),
            _ => return Err(OptionsError("takes a word, and `\"consistent\"` behind it".to_owned())),
        };
        Ok(Options { mode: from_value(mode)?, is_consistent })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), json!({ "enum": ["consistent"] })]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let nodes = &file.nodes;
    let loops = (nodes.all::<WhileStmt>().map(|(_, it)| (&*it.body, "while")))
        .chain(nodes.all::<DoWhileStmt>().map(|(_, it)| (&*it.body, "do")))
        .chain(nodes.all::<ForStmt>().map(|(_, it)| (&*it.body, "for")))
        .chain(nodes.all::<ForInStmt>().map(|(_, it)| (&*it.body, "for")))
        .chain(nodes.all::<ForOfStmt>().map(|(_, it)| (&*it.body, "for")));
    for (body, word) in loops {
        check(file, body, word, wanted(file, body, options.mode), report);
    }
    for (id, statement) in nodes.all::<IfStmt>() {
        if !is_else(file, id, statement) {
            chain(file, statement, options, report);
        }
    }
}

/// An `if` with all its `else`.
fn chain(file: &File, first: &IfStmt, options: &Options, report: &mut Report) {
    let mut branches = Vec::new();
    let mut current = Some(first);
    while let Some(statement) = current {
        branches.push((&*statement.cons, "if"));
        current = match statement.alt.as_deref() {
            Some(Stmt::If(next)) => Some(next),
            Some(last) => {
                branches.push((last, "else"));
                None
            }
            None => None,
        };
    }
    let all = branches.iter().any(|(body, _)| wanted(file, body, options.mode).unwrap_or(is_block(body)));
    for (body, word) in branches {
        let wanted = if options.is_consistent { Some(all) } else { wanted(file, body, options.mode) };
        check(file, body, word, wanted, report);
    }
}

fn is_block(body: &Stmt) -> bool {
    matches!(body, Stmt::Block(_))
}

/// Whether there should be braces; `None` when both are fine.
fn wanted(file: &File, body: &Stmt, mode: Mode) -> Option<bool> {
    let only = match body {
        Stmt::Block(block) => match &*block.stmts {
            [only] if !needs_braces(file, block, only) => only,
            _ => return Some(true),
        },
        other => other,
    };
    match mode {
        Mode::All => Some(true),
        Mode::Multi => Some(false),
        Mode::MultiLine => {
            let start = file.previous_token_end(body.range().start());
            file.has_line_break(start, end_without_semicolon(file, body)).then_some(true)
        }
        Mode::MultiOrNest => {
            let is_line = matches!(only, Stmt::Empty(_))
                || !file.has_line_break(only.range().start(), end_without_semicolon(file, only));
            let before = TextRange::new(body.range().start(), only.range().start());
            Some(!is_line || file.has_comments_in(before))
        }
    }
}

fn end_without_semicolon(file: &File, statement: &Stmt) -> u32 {
    let range = statement.range();
    match file.source_of(statement).ends_with(';') {
        true => file.previous_token_end(range.end() - 1).max(range.start()),
        false => range.end(),
    }
}

fn check(file: &File, body: &Stmt, word: &str, wanted: Option<bool>, report: &mut Report) {
    let range = body.range();
    match (wanted, body) {
        (Some(true), body) if !is_block(body) => {
            // Two small edits and no large one: where statements are nested, the text of each holds that of all within.
            let edits = [Edit::insert(range.start(), "{"), Edit::insert(range.end(), "}")];
            report.at(range, format!("what belongs to `{word}` needs braces")).fix(edits);
        }
        (Some(false), Stmt::Block(block)) => {
            let problem = report.at(range, format!("what belongs to `{word}` needs no braces"));
            if !needs_semicolon(file, block) {
                let text = &file.slice(range)[1..range.len() as usize - 1];
                let is_close = word == "do" && needs_space(&file.text[..range.start() as usize], text);
                let space = if is_close { " " } else { "" };
                let open = TextRange::new(range.start(), range.start() + 1);
                let close = TextRange::new(range.end() - 1, range.end());
                problem.fix([Edit::replace(open, space), Edit::delete(close)]);
            }
        }
        _ => {}
    }
}

/// Whether the last statement of a block would go on with what follows the braces.
fn needs_semicolon(file: &File, block: &BlockStmt) -> bool {
    let end = block.range().end();
    let last_end = file.previous_token_end(end - 1);
    let before = &file.text[..last_end as usize];
    let next = file.next_token(end);
    let rest = &file.text[next as usize..];
    if before.ends_with(';') || rest.is_empty() || block.stmts.last().is_some_and(ends_in_block) {
        return false;
    }
    !file.has_line_break(last_end, next)
        || rest.starts_with(['(', '[', '/', '`', '+', '-'])
        || before.ends_with("++")
        || before.ends_with("--")
}

fn ends_in_block(statement: &Stmt) -> bool {
    match statement {
        Stmt::Block(_) | Stmt::Try(_) => true,
        Stmt::If(it) => ends_in_block(it.alt.as_deref().unwrap_or(&it.cons)),
        other => inner_body(other).is_some_and(ends_in_block),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn braces_are_required() {
        check(
            &RULE,
            "
if (a) b(); else if (c) { d(); }
//     ^^^^ `if` needs braces
while (a) { b(); }
",
        );
        check_fix(&RULE, "do a(); while (b)", "do {a();} while (b)");
    }

    #[test]
    fn braces_can_be_too_much() {
        let multi = |text| case(&RULE, text).options(json!(["multi"]));
        multi("if (a) { b(); } else { c(); d(); }").check_fix("if (a)  b();  else { c(); d(); }");
        multi("if (a) { if (b) c(); } else d(); while (e) { let f; }").check();
    }

    #[test]
    fn lines_can_decide() {
        let text = "
if (a) b();
if (a)
    b();
//  ^^^^ needs braces
";
        case(&RULE, text).options(json!(["multi-line"])).check();
        case(&RULE, "if (a) { b(); }").options(json!(["multi-or-nest"])).check_fix("if (a)  b(); ");
    }

    #[test]
    fn branches_can_have_to_be_alike() {
        case(&RULE, "if (a) b(); else { c(); d(); }")
            .options(json!(["multi", "consistent"]))
            .check_fix("if (a) {b();} else { c(); d(); }");
    }
}

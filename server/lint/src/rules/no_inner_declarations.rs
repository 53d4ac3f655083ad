//! Disallows functions, and `var`, in blocks inside of a function.
//!
//! ## Why
//! They belong to the whole function, and in sloppy code it depends on the way through it whether they are there.
//!
//! ## Bad
//! ```js
//! with (options) {
//!     function start() {}
//! }
//! ```
//!
//! ## Good
//! ```js
//! function start() {}
//! if (isReady) start();
//! ```
//!
//! ## Options
//! A word: `"functions"` (default), or `"both"` for `var` too. Behind it an object:
//! - `blockScopedFunctions` (default `"allow"`): `"disallow"` for functions in strict code, too, where they belong to their block.

use serde::Deserialize;
use serde_json::Value;
use source::TextRange;
use syntax::ast::{FnDecl, VarDecl, VarDeclKind};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::report::Report;
use crate::rule::rule;

rule!("no-inner-declarations", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the word.
    #[serde(skip)]
    has_variables: bool,
    block_scoped_functions: BlockScoped,
}

#[derive(Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum BlockScoped {
    #[default]
    Allow,
    Disallow,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum What {
    Functions,
    Both,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (what, details) = word_and_object(values)?;
        Ok(Options { has_variables: what == Some(What::Both), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<What>(), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, declaration) in file.nodes.all::<FnDecl>() {
        let belongs_to_block = file.is_strict(id) && options.block_scoped_functions == BlockScoped::Allow;
        if !belongs_to_block && !declaration.declare && declaration.function.body.is_some() {
            look(file, id, declaration.range(), "function", report);
        }
    }
    if options.has_variables {
        for (id, declaration) in file.nodes.all::<VarDecl>() {
            if declaration.kind == VarDeclKind::Var {
                look(file, id, declaration.range(), "`var`", report);
            }
        }
    }
}

fn look(file: &File, id: NodeId, range: TextRange, what: &str, report: &mut Report) {
    let is_at_home = match file.parent(id) {
        Some(
            Node::FunctionBody(_) | Node::Module(_) | Node::Script(_) | Node::StaticBlock(_) | Node::ExportDecl(_),
        ) => true,
        Some(Node::ForStmt(_) | Node::ForInStmt(_) | Node::ForOfStmt(_)) => false,
        Some(Node::ExportDefaultDecl(_) | Node::TsModuleDecl(_)) => true,
        _ => false,
    };
    if !is_at_home {
        let home = if file.function_around(id).is_some() { "its function" } else { "the program" };
        report.at(range, format!("the {what} belongs to {home}, but stands in a block of it"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn declarations_in_blocks() {
        let text = "\nif (a) { function b() {} var c; }\n//       ^^^^^^^^^^^^^^^ belongs to the program\n";
        case(&RULE, text).script().check();
        case(&RULE, "if (a) { function b() {} var c; }").check();
        let text = "\nif (a) { function b() { var e; { var c; } } let d; }\n//                               ^^^^^^ the `var` belongs to its function\n";
        case(&RULE, text).options(json!(["both"])).check();
    }
}

//! Limits how many statements a function has.
//!
//! ## Why
//! A long function does several things, and each could have a name.
//!
//! ## Bad
//! ```js
//! function f() { a(); b(); c(); d(); e(); f(); g(); h(); i(); j(); k(); }
//! ```
//!
//! ## Good
//! ```js
//! function f() { first(); second(); }
//! ```
//!
//! ## Options
//! The number (default 10), or `{ "max": … }`. Behind it an object:
//! - `ignoreTopLevelFunctions` (default `false`): the one function around all others is not counted.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use syntax::ast::{BlockStmt, FunctionBody};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Nearest, is_function};
use crate::functions::{described, head};
use crate::limits::Limit;
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;

rule!("max-statements", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the number.
    #[serde(skip, default = "ten")]
    max: usize,
    ignore_top_level_functions: bool,
}

fn ten() -> usize {
    10
}

impl Default for Options {
    fn default() -> Self {
        Options { max: ten(), ignore_top_level_functions: false }
    }
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let Limit(max) = Limit::<10>::read(values.get(..1).unwrap_or_default())?;
        let details = values.get(1).map_or(Ok(Options::default()), from_value)?;
        Ok(Options { max, ..details })
    }

    fn schema() -> Vec<Value> {
        let max = json!({ "type": "object", "properties": { "max": { "type": "integer" } } });
        vec![json!({ "anyOf": [{ "type": "integer" }, max] }), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut counts: FxHashMap<NodeId, usize> = FxHashMap::default();
    let mut known = Nearest::default();
    let bodies = file.nodes.all::<FunctionBody>().map(|(id, it)| (id, it.stmts.len()));
    for (id, count) in bodies.chain(file.nodes.all::<BlockStmt>().map(|(id, it)| (id, it.stmts.len()))) {
        if let Some(function) = file.nearest(id, &mut known, |outer| is_function(file.node(outer))) {
            *counts.entry(function).or_default() += count;
        }
    }
    counts.retain(|function, _| !matches!(file.node(*function), Node::StaticBlock(_)));
    if options.ignore_top_level_functions {
        let is_top = |function: NodeId| file.function_around(function).is_none();
        if counts.keys().filter(|function| is_top(**function)).count() == 1 {
            counts.retain(|function, _| !is_top(*function));
        }
    }
    for (function, count) in counts.into_iter().filter(|(_, count)| *count > options.max) {
        let what = described(file, function);
        report.at(head(file, function), format!("the {what} has {count} statements, {} are allowed", options.max));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn statements_are_counted() {
        let text = "\nfunction f() { if (a) { b(); } c(); }\n//^^^^^^^^ function `f` has 3 statements\n";
        case(&RULE, text).options(json!([2])).check();
        case(&RULE, "(() => { a(); b(); })()").options(json!([1, { "ignoreTopLevelFunctions": true }])).check();
    }
}

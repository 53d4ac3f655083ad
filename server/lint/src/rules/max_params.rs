//! Limits how many parameters a function has.
//!
//! ## Why
//! In a call with many arguments nobody sees what each of them means; an object names them.
//!
//! ## Bad
//! ```js
//! function create(name, size, color, border) {}
//! ```
//!
//! ## Good
//! ```js
//! function create({ name, size, color, border }) {}
//! ```
//!
//! ## Options
//! The number (default 3), or an object:
//! - `max` (default 3)
//! - `countThis` (default `"except-void"`): in TypeScript, whether `this` counts: `"never"`, `"always"`, not when it is `void`.

use serde::Deserialize;
use syntax::ast::{ArrowExpr, Constructor, Function, TsKeywordType, TsKeywordTypeKind, TsThisParam, TsType};

use crate::file::File;
use crate::functions::{described, head};
use crate::limits::LimitOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("max-params", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    #[serde(alias = "maximum")]
    max: usize,
    count_this: CountThis,
    /// The older word for `countThis`.
    count_void_this: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum CountThis {
    Never,
    ExceptVoid,
    Always,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 3, count_this: CountThis::ExceptVoid, count_void_this: false }
    }
}

impl LimitOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let functions = file.nodes.all::<Function>().map(|(id, it)| {
        let this = it.this_param.as_deref().is_some_and(|this| counts(options, this));
        (id, it.params.len() + usize::from(this))
    });
    let arrows = file.nodes.all::<ArrowExpr>().map(|(id, it)| (id, it.params.len()));
    let constructors = file.nodes.all::<Constructor>().map(|(id, it)| (id, it.params.len()));
    for (id, count) in functions.chain(arrows).chain(constructors).filter(|(_, count)| *count > options.max) {
        let message = format!("the {} has {count} parameters, {} are allowed", described(file, id), options.max);
        report.at(head(file, id), message);
    }
}

fn counts(options: &Options, this: &TsThisParam) -> bool {
    let is_void = this.type_ann.as_ref().is_some_and(|it| {
        matches!(&*it.type_ann, TsType::TsKeywordType(TsKeywordType { kind: TsKeywordTypeKind::TsVoidKeyword, .. }))
    });
    match options.count_this {
        CountThis::Never => false,
        CountThis::Always => true,
        CountThis::ExceptVoid => !is_void || options.count_void_this,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn parameters_are_counted() {
        let text = "\nclass A { b(c, { d }) {} }\n//        ^ method `b` has 2 parameters\n";
        case(&RULE, text).options(json!([{ "max": 1 }])).check();
        case(&RULE, "(a, b, c) => 1").check();
    }
}

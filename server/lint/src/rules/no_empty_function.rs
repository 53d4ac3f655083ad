//! Disallows functions without a statement or a comment in them.
//!
//! ## Why
//! Whoever reads one does not know whether something was forgotten.
//!
//! ## Bad
//! ```js
//! function close() {}
//! ```
//!
//! ## Good
//! ```js
//! function close() {
//!     // Nothing is open.
//! }
//! ```
//!
//! ## Options
//! - `allow` (default `[]`): kinds that may be empty: `functions`, `arrowFunctions`, `generatorFunctions`, `asyncFunctions`,
//!   `methods`, `generatorMethods`, `asyncMethods`, `getters`, `setters`, `constructors`, and in TypeScript
//!   `privateConstructors`, `protectedConstructors`, `decoratedFunctions`, `overrideMethods`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{
    Accessibility, ArrowExpr, ArrowFunctionBody, Constructor, Function, FunctionBody, MethodKind, ParamOrTsParamProp,
};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::functions::described;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty-function", Suspicious, Off, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow: Vec<Kind>,
}

impl RuleOptions for Options {}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Functions,
    ArrowFunctions,
    GeneratorFunctions,
    AsyncFunctions,
    Methods,
    GeneratorMethods,
    AsyncMethods,
    Getters,
    Setters,
    Constructors,
    #[serde(alias = "private-constructors")]
    PrivateConstructors,
    #[serde(alias = "protected-constructors")]
    ProtectedConstructors,
    DecoratedFunctions,
    OverrideMethods,
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, function) in file.nodes.all::<Function>() {
        if let Some(body) = &function.body {
            look(file, options, id, body, || kinds_of(file, id, function), report);
        }
    }
    for (id, arrow) in file.nodes.all::<ArrowExpr>() {
        if let ArrowFunctionBody::FunctionBody(body) = &*arrow.body {
            look(file, options, id, body, || vec![Kind::ArrowFunctions], report);
        }
    }
    for (id, constructor) in file.nodes.all::<Constructor>() {
        // Parameters with a modifier are fields that it fills.
        let is_field = |parameter: &ParamOrTsParamProp| matches!(parameter, ParamOrTsParamProp::TsParamProp(_));
        if let Some(body) = &constructor.body
            && !constructor.params.iter().any(is_field)
        {
            let of_access = match constructor.accessibility {
                Some(Accessibility::Private) => Some(Kind::PrivateConstructors),
                Some(Accessibility::Protected) => Some(Kind::ProtectedConstructors),
                _ => None,
            };
            let kinds = || [Kind::Constructors].into_iter().chain(of_access).collect();
            look(file, options, id, body, kinds, report);
        }
    }
}

fn look(
    file: &File,
    options: &Options,
    id: NodeId,
    body: &FunctionBody,
    kinds: impl Fn() -> Vec<Kind>,
    report: &mut Report,
) {
    let range = body.range();
    if !body.stmts.is_empty() || file.has_comments_in(range) || kinds().iter().any(|kind| options.allow.contains(kind))
    {
        return;
    }
    let inside = TextRange::new(range.start() + 1, range.end() - 1);
    report
        .at(range, format!("the {} is empty", described(file, id)))
        .suggest("Say that it is meant to be empty", [Edit::replace(inside, " /* empty */ ")]);
}

fn kinds_of(file: &File, id: NodeId, function: &Function) -> Vec<Kind> {
    let (is_method, is_override, is_decorated) = match file.parent(id) {
        Some(Node::GetterProp(_)) => return vec![Kind::Getters],
        Some(Node::SetterProp(_)) => return vec![Kind::Setters],
        Some(Node::MethodProp(_)) => (true, false, false),
        Some(Node::ClassMethod(it)) if it.kind == MethodKind::Getter => return vec![Kind::Getters],
        Some(Node::ClassMethod(it)) if it.kind == MethodKind::Setter => return vec![Kind::Setters],
        Some(Node::ClassMethod(it)) => (true, it.is_override, !function.decorators.is_empty()),
        Some(Node::PrivateMethod(it)) if it.kind == MethodKind::Getter => return vec![Kind::Getters],
        Some(Node::PrivateMethod(it)) if it.kind == MethodKind::Setter => return vec![Kind::Setters],
        Some(Node::PrivateMethod(_)) => (true, false, false),
        _ => (false, false, false),
    };
    let kind = match (is_method, function.is_generator, function.is_async) {
        (true, true, _) => Kind::GeneratorMethods,
        (true, _, true) => Kind::AsyncMethods,
        (true, ..) => Kind::Methods,
        (false, true, _) => Kind::GeneratorFunctions,
        (false, _, true) => Kind::AsyncFunctions,
        (false, ..) => Kind::Functions,
    };
    let more = [(is_override, Kind::OverrideMethods), (is_decorated, Kind::DecoratedFunctions)];
    [kind].into_iter().chain(more.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn functions_without_anything() {
        check(&RULE, "\nx = { get a() {}, b() { /* nothing */ } }\n//            ^^ getter `a` is empty\n");
        case(&RULE, "x = async () => {}").options(json!([{ "allow": ["arrowFunctions"] }])).check();
        case(&RULE, "x = () => { }").check_suggestion("x = () => { /* empty */ }");
    }
}

//! Requires the short forms of methods and properties in objects.
//!
//! ## Why
//! `{ size, open() {} }` says the same as `{ size: size, open: function () {} }`.
//!
//! ## Bad
//! ```js
//! const door = { size: size, open: function () {} };
//! ```
//!
//! ## Good
//! ```js
//! const door = { size, open() {} };
//! ```
//!
//! ## Options
//! A word: `"always"` (default), `"methods"`, `"properties"`, `"never"`, `"consistent"` (all of an object or none),
//! `"consistent-as-needed"` (all where all can be). Behind it an object:
//! - `avoidQuotes` (default `false`): names in quotes have the long form.
//! - `ignoreConstructors` (default `false`): functions whose name begins with a capital letter may have it.
//! - `methodsIgnorePattern`: a regular expression of the names of functions that may have it.
//! - `avoidExplicitReturnArrows` (default `false`): also arrow functions with braces should be methods.

use serde::Deserialize;
use serde_json::Value;
use source::{Edit, TextRange};
use syntax::ast::{
    ArrowExpr, ArrowFunctionBody, Expr, FnExpr, Ident, KeyValueProp, Lit, MetaPropExpr, MetaPropKind, MethodProp,
    ObjectLit, Prop, PropName, PropOrSpread, Super, ThisExpr,
};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::property_name;
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("object-shorthand", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the word.
    #[serde(skip)]
    mode: Mode,
    avoid_quotes: bool,
    ignore_constructors: bool,
    methods_ignore_pattern: Option<Pattern>,
    avoid_explicit_return_arrows: bool,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    Always,
    Methods,
    Properties,
    Never,
    Consistent,
    ConsistentAsNeeded,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (mode, details) = word_and_object(values)?;
        Ok(Options { mode: mode.unwrap_or_default(), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, object) in file.nodes.all::<ObjectLit>() {
        if matches!(options.mode, Mode::Consistent | Mode::ConsistentAsNeeded) {
            consistent(object, options.mode, report);
            continue;
        }
        for property in object.props.iter().filter_map(PropOrSpread::as_prop) {
            match &**property {
                Prop::Shorthand(name) => short_property(options, name, report),
                Prop::Method(method) => short_method(file, options, method, report),
                Prop::KeyValue(property) => long(file, options, property, report),
                _ => {}
            }
        }
    }
}

fn consistent(object: &ObjectLit, mode: Mode, report: &mut Report) {
    let mut counts = (0, 0, 0);
    for property in object.props.iter().filter_map(PropOrSpread::as_prop) {
        match &**property {
            Prop::Shorthand(_) | Prop::Method(_) => counts.0 += 1,
            Prop::KeyValue(property) if could_be_short(property) => counts.1 += 1,
            Prop::KeyValue(_) => counts.2 += 1,
            _ => {}
        }
    }
    match (counts, mode) {
        ((0, 1.., 0), Mode::ConsistentAsNeeded) => {
            report.at(object.range(), "all properties of this object can have the short form");
        }
        ((0, ..) | (_, 0, 0), _) => {}
        _ => {
            report.at(object.range(), "some properties of this object have the short form, and some do not");
        }
    }
}

fn could_be_short(property: &KeyValueProp) -> bool {
    match without_parentheses(&property.value) {
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Ident(name) => property_name(&property.key).is_some_and(|key| *key == *name.sym),
        _ => false,
    }
}

fn short_property(options: &Options, name: &Ident, report: &mut Report) {
    if options.mode == Mode::Never {
        let range = name.range();
        let edit = Edit::insert(range.end(), format!(": {}", name.sym));
        report.at(range, "the long form of the property is wanted").fix([edit]);
    }
}

fn short_method(file: &File, options: &Options, method: &MethodProp, report: &mut Report) {
    if options.mode == Mode::Never || options.avoid_quotes && is_string(&method.key) {
        let range = method.range().cover(method.function.range());
        let word = match (method.function.is_async, method.function.is_generator) {
            (false, false) => "function",
            (false, true) => "function*",
            (true, false) => "async function",
            (true, true) => "async function*",
        };
        let key = method.key.range();
        let edit = Edit::replace(TextRange::new(range.start(), key.end()), format!("{}: {word}", file.slice(key)));
        report.at(range, "the long form of the method is wanted").fix([edit]);
    }
}

fn is_string(key: &PropName) -> bool {
    match key {
        PropName::Str(_) => true,
        PropName::Computed(computed) => matches!(without_parentheses(&computed.expr), Expr::Lit(Lit::Str(_))),
        _ => false,
    }
}

fn long(file: &File, options: &Options, property: &KeyValueProp, report: &mut Report) {
    let value = without_parentheses(&property.value);
    match value {
        Expr::Fn(FnExpr { ident: None, .. }) | Expr::Arrow(_)
            if matches!(options.mode, Mode::Always | Mode::Methods) && !is_exempt(options, property) =>
        {
            long_method(file, options, property, value, report);
        }
        Expr::Ident(name) => {
            let is_asked = matches!(options.mode, Mode::Always | Mode::Properties)
                && !property.key.is_computed()
                && !(options.avoid_quotes && is_string(&property.key));
            if is_asked && property_name(&property.key).is_some_and(|key| *key == *name.sym) {
                long_property(file, property, name, report);
            }
        }
        _ => {}
    }
}

fn is_exempt(options: &Options, property: &KeyValueProp) -> bool {
    let is_constructor = |name: &str| {
        let first = name.chars().find(|character| !matches!(character, '_' | '$') && !character.is_ascii_digit());
        first.is_some_and(char::is_uppercase)
    };
    options.ignore_constructors && matches!(&property.key, PropName::Ident(name) if is_constructor(&name.sym))
        || options.avoid_quotes && is_string(&property.key)
        || options
            .methods_ignore_pattern
            .as_ref()
            .is_some_and(|pattern| property_name(&property.key).is_some_and(|name| pattern.matches(&name)))
}

fn long_property(file: &File, property: &KeyValueProp, name: &Ident, report: &mut Report) {
    let range = property.range();
    let comments = file.comments_in(range);
    // A comment with a type belongs to the value.
    let is_cast = |text: &str| text.starts_with('*') && text.contains("@type");
    if comments.iter().any(|comment| comment.is_block && is_cast(file.comment_text(comment))) {
        return;
    }
    let problem = report.at(range, "the short form of the property is wanted");
    if comments.is_empty() {
        problem.fix([Edit::replace(range, file.source_of(name))]);
    }
}

fn long_method(file: &File, options: &Options, property: &KeyValueProp, value: &Expr, report: &mut Report) {
    let range = property.range();
    let message = "the short form of the method is wanted";
    let key = property.key.range();
    let has_comments = file.has_comments_in(TextRange::new(key.end(), value.range().start()));
    let end = value.range().end();
    let rest = |from: u32| file.slice(TextRange::new(from, end));
    match value {
        Expr::Fn(FnExpr { function, .. }) => {
            let problem = report.at(range, message);
            let start = value.range().start();
            if let Some(word) = file.find_token(start, end, "function")
                && !has_comments
            {
                let star = if function.is_generator { file.find_token(word.end(), end, "*") } else { None };
                let head = head(file, key, function.is_async, function.is_generator);
                let parameters = star.map_or(word.end(), TextRange::end);
                problem.fix([Edit::replace(range, format!("{head}{}", rest(parameters)))]);
            }
        }
        Expr::Arrow(arrow) => {
            let ArrowFunctionBody::FunctionBody(body) = &*arrow.body else { return };
            if !options.avoid_explicit_return_arrows || uses_surroundings(file, arrow) {
                return;
            }
            let problem = report.at(range, message);
            if !has_comments {
                let sign_end = file.previous_token_end(body.range().start());
                let parameters_end = file.previous_token_end(sign_end - "=>".len() as u32);
                let start = arrow.range().start();
                let start = if arrow.is_async { file.next_token(start + "async".len() as u32) } else { start };
                let parameters = file.slice(TextRange::new(start, parameters_end));
                let (open, close) = if parameters.ends_with(')') { ("", "") } else { ("(", ")") };
                let head = head(file, key, arrow.is_async, false);
                problem.fix([Edit::replace(range, format!("{head}{open}{parameters}{close}{}", rest(sign_end)))]);
            }
        }
        _ => {}
    }
}

fn head(file: &File, key: TextRange, is_async: bool, is_generator: bool) -> String {
    let word = if is_async { "async " } else { "" };
    let star = if is_generator { "*" } else { "" };
    format!("{word}{star}{}", file.slice(key))
}

/// Whether an arrow function uses `this`, `arguments`, `super` or `new.target` of the function around it.
fn uses_surroundings(file: &File, arrow: &ArrowExpr) -> bool {
    let nodes = &file.nodes;
    let Some(id) = nodes.id_of(arrow) else { return true };
    let around = file.function_of_this(id);
    let is_own = |inner| file.function_of_this(inner) == around;
    let is_target = |it: &MetaPropExpr| it.kind == MetaPropKind::NewTarget;
    nodes.all_in::<ThisExpr>(id).any(|(inner, _)| is_own(inner))
        || nodes.all_in::<Super>(id).any(|(inner, _)| is_own(inner))
        || nodes.all_in::<MetaPropExpr>(id).any(|(inner, it)| is_target(it) && is_own(inner))
        || nodes.all_in::<Ident>(id).any(|(inner, it)| *it.sym == *"arguments" && is_own(inner))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn long_forms_are_reported() {
        check(
            &RULE,
            "
x = { a: a, 'b': b, c: function () {}, d: e, f: function f() {}, g: () => {} };
//    ^^^^ the short form of the property
//          ^^^^^^
//                  ^^^^^^^^^^^^^^^^^ the short form of the method
",
        );
        check_fix(
            &RULE,
            "x = { 'a': (a), [b]: async function* () {}, c: function () {} }",
            "x = { a, async *[b] () {}, c () {} }",
        );
    }

    #[test]
    fn short_forms_can_be_disallowed() {
        case(&RULE, "x = { a, async b() {} }")
            .options(json!(["never"]))
            .check_fix("x = { a: a, b: async function() {} }");
    }

    #[test]
    fn objects_can_have_to_be_alike() {
        let text = "
x = { a, b: c };
//  ^^^^^^^^^^^ and some do not
";
        case(&RULE, text).options(json!(["consistent"])).check();
    }

    #[test]
    fn arrows_can_be_methods() {
        case(&RULE, "x = { a: b => { c(); }, d: () => { this.e(); } }")
            .options(json!(["always", { "avoidExplicitReturnArrows": true }]))
            .check_fix("x = { a(b) { c(); }, d: () => { this.e(); } }");
    }
}

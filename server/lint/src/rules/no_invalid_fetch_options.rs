//! Disallows a body in a `GET` or `HEAD` request.
//!
//! ## Why
//! `fetch` and `Request` throw when they are given one.
//!
//! ## Bad
//! ```js
//! const response = await fetch("/search", { body: "q=a" });
//! ```
//!
//! ## Good
//! ```js
//! const response = await fetch("/search", { method: "POST", body: "q=a" });
//! ```

use std::borrow::Cow;

use source::TextRange;
use syntax::ast::{Expr, Lit, ObjectLit, Prop, PropOrSpread};

use crate::calls::Call;
use crate::file::{File, Ranged, without_casts};
use crate::names::{name_range, property_name};
use crate::report::Report;
use crate::rule::rule;
use crate::values::{constant_string, is_undefined};

rule!("no-invalid-fetch-options", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let fetches = file.calls_of(&["fetch"]).filter(|call| file.is_global(call.callee, "fetch"));
    let requests = file.constructions_of(&["Request"]).filter(|call| file.is_global(call.callee, "Request"));
    for call in fetches.chain(requests) {
        let Some(options) = options(&call) else { continue };
        let Some((key, body)) = property(options, "body") else { continue };
        let is_nothing =
            |body: &Expr| is_undefined(file, body) || matches!(without_casts(body), Expr::Lit(Lit::Null(_)));
        let has_body = !body.is_some_and(is_nothing);
        let method = match property(options, "method") {
            Some((_, Some(method))) => constant_string(file, without_casts(method)),
            Some((_, None)) => None,
            None => Some(Cow::Borrowed("GET")),
        };
        let Some(method) = method.map(|method| method.to_uppercase()) else { continue };
        if has_body && matches!(&*method, "GET" | "HEAD") {
            report.at(key, format!("a `{method}` request has no body"));
        }
    }
}

/// The options of a call, if all of them stand there.
fn options<'a>(call: &Call<'a>) -> Option<&'a ObjectLit> {
    let [url, options, ..] = call.arguments else { return None };
    let Expr::Object(object) = without_casts(&options.expr) else { return None };
    let is_known = url.spread.is_none() && options.spread.is_none() && object.props.iter().all(PropOrSpread::is_prop);
    is_known.then_some(object)
}

/// The last property of a name, with its value if it is not the variable of the same name.
fn property<'a>(object: &'a ObjectLit, name: &str) -> Option<(TextRange, Option<&'a Expr>)> {
    object.props.iter().rev().filter_map(PropOrSpread::as_prop).find_map(|property| match &**property {
        Prop::KeyValue(it) if property_name(&it.key).is_some_and(|key| key == name) => {
            Some((name_range(&it.key), Some(&*it.value)))
        }
        Prop::Shorthand(it) if *it.sym == *name => Some((it.range(), None)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn requests_without_a_body() {
        let text = "
fetch(a, { method: 'head', body: b });
//                         ^^^^ a `HEAD` request
fetch(a, { method: c, body: b }); fetch(a, { ...d, body: b }); fetch(a, { body: null });
";
        case(&RULE, text).global("fetch").check();
    }
}

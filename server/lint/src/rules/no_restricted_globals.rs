//! Disallows globals that the configuration names.
//!
//! ## Why
//! `event`, `name` or `status` are globals of browsers: where a parameter was forgotten, they stand in for it without a word.
//!
//! ## Bad
//! ```js
//! /* eslint no-restricted-globals: ["error", "event"] */
//! function onClick() {
//!     console.log(event);
//! }
//! ```
//!
//! ## Good
//! ```js
//! /* eslint no-restricted-globals: ["error", "event"] */
//! function onClick(event) {
//!     console.log(event);
//! }
//! ```
//!
//! ## Options
//! Names, or objects `{ "name", "message" }`; or one object:
//! - `globals`: the same list.
//! - `checkGlobalObject` (default `false`): also `globalThis.name`, `self.name`, `window.name`.
//! - `globalObjects` (default `[]`): more names of the global object.

use serde::Deserialize;
use serde_json::{Value, json};
use syntax::ast::{MemberExpr, MemberProp};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;

rule!("no-restricted-globals", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    globals: Vec<Restricted>,
    check_global_object: bool,
    global_objects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Restricted {
    Name(String),
    Explained { name: String, message: Option<String> },
}

impl Restricted {
    fn name(&self) -> &str {
        match self {
            Restricted::Name(name) | Restricted::Explained { name, .. } => name,
        }
    }
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        match values {
            [only] if only.get("globals").is_some() => from_value(only),
            list => {
                let globals = list.iter().map(from_value).collect::<Result<_, _>>()?;
                Ok(Options { globals, ..Options::default() })
            }
        }
    }

    fn schema() -> Vec<Value> {
        let one = json!({ "anyOf": [
            { "type": "string" },
            { "type": "object", "properties": { "name": { "type": "string" }, "message": { "type": "string" } } },
        ] });
        let mut whole = schema_of::<Options>();
        whole["properties"]["globals"]["items"] = one.clone();
        vec![json!({ "anyOf": [one, whole] })]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let message = |name: &str| {
        let restricted = options.globals.iter().find(|restricted| restricted.name() == name)?;
        Some(match restricted {
            Restricted::Explained { message: Some(message), .. } => format!("`{name}` is not wanted: {message}"),
            _ => format!("`{name}` is not wanted"),
        })
    };
    for reference in file.undeclared() {
        if let Some(message) = message(&reference.name) {
            report.at(reference.range, message);
        }
    }
    if !options.check_global_object {
        return;
    }
    let objects = || ["globalThis", "self", "window"].into_iter().chain(options.global_objects.iter().map(|it| &**it));
    for (_, member) in file.nodes.all::<MemberExpr>() {
        let Some(message) = member_name(&member.prop).and_then(|name| message(&name)) else { continue };
        if objects().any(|object| file.is_object_of_itself(&member.obj, object)) {
            let range = match &member.prop {
                MemberProp::Computed(computed) => without_parentheses(&computed.expr).range(),
                other => other.range(),
            };
            report.at(range, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn names_that_nobody_declares() {
        let options = json!(["a", { "name": "b", "message": "Take c." }]);
        let text = "\nx = [a, b];\n//   ^ `a` is not wanted\n//      ^ Take c.\n(a) => a;\n";
        case(&RULE, text).options(options).check();
        let options = json!([{ "globals": ["a"], "checkGlobalObject": true }]);
        case(&RULE, "\nglobalThis.a();\n//         ^ not wanted\n").options(options).check();
    }
}

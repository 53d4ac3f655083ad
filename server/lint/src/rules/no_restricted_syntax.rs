//! Disallows syntax that the configuration names.
//!
//! ## Why
//! What a project does not want, it can describe: a kind of statement, a call of some function.
//!
//! ## Bad
//! ```js
//! /* eslint no-restricted-syntax: ["error", "WithStatement", "CallExpression[callee.name='setTimeout'][arguments.length!=2]"] */
//! setTimeout(start);
//! ```
//!
//! ## Good
//! ```js
//! /* eslint no-restricted-syntax: ["error", "WithStatement", "CallExpression[callee.name='setTimeout'][arguments.length!=2]"] */
//! setTimeout(start, 10);
//! ```
//!
//! ## Options
//! Selectors as ESLint has them, or objects `{ "selector", "message" }`. Types of ESTree, attributes, `:not()`, `:is()`, `:has()`,
//! what is inside and directly inside are known; siblings and the places of children are not.

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Value, json};

use crate::file::File;
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::report::Report;
use crate::rule::rule;
use crate::selectors::Selectors;

rule!("no-restricted-syntax", Suspicious, Off, None, options: Options);

#[derive(Default)]
struct Options(Vec<Restricted>);

struct Restricted {
    selectors: Selectors,
    message: String,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let read = |value: &Value| {
            let text: String = from_value(value.get("selector").unwrap_or(value))?;
            let message = match value.get("message") {
                Some(message) => from_value(message)?,
                None => format!("`{text}` is not wanted"),
            };
            let selectors = Selectors::read(&text).map_err(OptionsError)?;
            Ok(Restricted { selectors, message })
        };
        values.iter().map(read).collect::<Result<_, _>>().map(Options)
    }

    fn schema() -> Vec<Value> {
        let text = json!({ "type": "string" });
        let object = json!({ "type": "object", "properties": { "selector": text, "message": text } });
        vec![json!({ "anyOf": [text, object] })]
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Options, D::Error> {
        let values: Vec<Value> = Vec::deserialize(deserializer)?;
        Options::read(&values).map_err(|error| D::Error::custom(error.0))
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for restricted in &options.0 {
        for id in restricted.selectors.find(file) {
            report.at(file.node(id).range(), restricted.message.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn what_selectors_find() {
        let text = "
with (a) b(1);
//^^^^^^^^^^^^ `WithStatement`
x = [b(2), c(3), d?.e.f, () => {}];
//   ^^^^ b with a number
//               ^^^^^^ chains
y = { k: 1, 'l': 2 };
//          ^^^ `Property > Literal.key`
";
        let options = json!([
            "WithStatement",
            { "selector": "ArrayExpression CallExpression[callee.name=/^b/]:has(Literal[value>1])", "message": "b with a number" },
            { "selector": "ChainExpression:not(CallExpression > *)", "message": "chains" },
            "Property > Literal.key",
        ]);
        case(&RULE, text).script().options(options).check();
    }
}

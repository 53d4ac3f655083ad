//! Disallows brackets around keys that are literals.
//!
//! ## Why
//! `{ ["a"]: 1 }` is `{ "a": 1 }`.
//!
//! ## Bad
//! ```js
//! const options = { ["size"]: 1 };
//! ```
//!
//! ## Good
//! ```js
//! const options = { size: 1, [name]: 2 };
//! ```
//!
//! ## Options
//! - `enforceForClassMembers` (default `true`): also in classes.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{ClassMethod, ClassProp, ComputedPropName, Expr, Lit};
use syntax::semantic::Node;

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-computed-key", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    enforce_for_class_members: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { enforce_for_class_members: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, key) in file.nodes.all::<ComputedPropName>() {
        let inner = without_parentheses(&key.expr);
        let name = match inner {
            Expr::Lit(Lit::Str(string)) => string.value.as_str(),
            Expr::Lit(Lit::Num(_)) => None,
            _ => continue,
        };
        let whole = match file.parent(id) {
            // These would set the prototype.
            Some(Node::KeyValueProp(_) | Node::MethodProp(_) | Node::GetterProp(_) | Node::SetterProp(_))
                if name == Some("__proto__") =>
            {
                continue;
            }
            Some(Node::KeyValueProp(property)) => property.range(),
            Some(Node::MethodProp(property)) => property.range().cover(property.function.range()),
            Some(Node::GetterProp(property)) => property.range(),
            Some(Node::SetterProp(property)) => property.range(),
            Some(Node::KeyValuePatProp(property)) => property.range(),
            Some(Node::ClassMethod(method)) if options.enforce_for_class_members && !is_special(method, name) => {
                method.range()
            }
            Some(Node::ClassProp(property))
                if options.enforce_for_class_members && !is_special_field(property, name) =>
            {
                property.range()
            }
            _ => continue,
        };
        useless(file, whole, key.range(), inner.range(), report);
    }
}

/// Whether a method without the brackets would be the constructor, or refused.
fn is_special(method: &ClassMethod, name: Option<&str>) -> bool {
    name == Some(if method.is_static { "prototype" } else { "constructor" })
}

fn is_special_field(property: &ClassProp, name: Option<&str>) -> bool {
    name == Some("constructor") || property.is_static && name == Some("prototype")
}

fn useless(file: &File, whole: TextRange, brackets: TextRange, key: TextRange, report: &mut Report) {
    let text = file.slice(key);
    let problem = report.at(whole, format!("`{text}` needs no brackets"));
    if !file.has_comments_in(brackets) {
        let space = if needs_space(&file.text[..brackets.start() as usize], text) { " " } else { "" };
        problem.fix([Edit::replace(brackets, format!("{space}{text}"))]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn brackets_around_literals_are_reported() {
        check(
            &RULE,
            "
x = { ['a']: 1, [b]: 2, ['__proto__']: 3 };
//    ^^^^^^^^ `'a'` needs no brackets
class A { ['b'] = 1; ['constructor']() {} }
//        ^^^^^^^^^^
",
        );
        check_fix(&RULE, "x = { get[2]() {}, async [('a')]() {} }", "x = { get 2() {}, async 'a'() {} }");
    }

    #[test]
    fn classes_can_be_left_out() {
        case(&RULE, "class A { ['b']() {} }").options(json!([{ "enforceForClassMembers": false }])).check();
    }
}

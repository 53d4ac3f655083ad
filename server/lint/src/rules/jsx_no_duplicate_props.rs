//! Disallows the same attribute twice in an element.
//!
//! ## Why
//! Only the last one counts.
//!
//! ## Bad
//! ```js
//! const item = <Item name="a" name="b" />;
//! ```
//!
//! ## Good
//! ```js
//! const item = <Item name="a" title="b" />;
//! ```
//!
//! ## Options
//! - `ignoreCase` (default `false`): `name` and `Name` are the same.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use syntax::ast::{JSXAttrOrSpread, JSXOpeningElement};

use crate::elements::attribute_name;
use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("jsx-no-duplicate-props", React, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore_case: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, element) in file.nodes.all::<JSXOpeningElement>() {
        if element.attrs.len() < 2 {
            continue;
        }
        let mut names: FxHashSet<Cow<str>> = FxHashSet::default();
        for attribute in &element.attrs {
            let JSXAttrOrSpread::JSXAttr(attribute) = attribute else { continue };
            let Some(name) = attribute_name(attribute) else { continue };
            let key = if options.ignore_case { Cow::Owned(name.to_lowercase()) } else { Cow::Borrowed(name) };
            if !names.insert(key) {
                report.at(attribute.range(), format!("the element has `{name}` already"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn names_are_there_once() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let text = "\n<A a=\"1\" A {...b} a />;\n//                ^ has `a` already\n";
        case(&RULE, text).kind(kind).check();
        let text = "\n<A a A />;\n//   ^ has `A` already\n";
        case(&RULE, text).kind(kind).options(json!([{ "ignoreCase": true }])).check();
    }
}

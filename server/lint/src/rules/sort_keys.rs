//! Requires the properties of an object to stand in the order of their names.
//!
//! ## Why
//! In a long list a name is found sooner. What has an order that means something is better left as it is.
//!
//! ## Bad
//! ```js
//! const sizes = { small: 1, large: 3, medium: 2 };
//! ```
//!
//! ## Good
//! ```js
//! const sizes = { large: 3, medium: 2, small: 1 };
//! ```
//!
//! ## Options
//! `"asc"` (default) or `"desc"`, and an object:
//! - `caseSensitive` (default `true`): large letters come before small ones.
//! - `natural` (default `false`): numbers in names count as numbers.
//! - `minKeys` (default `2`): say nothing of objects with fewer properties.
//! - `allowLineSeparatedGroups` (default `false`): an empty line begins a new order.
//! - `ignoreComputedKeys` (default `false`): a name that is computed begins a new order.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use source::TextRange;
use syntax::ast::{Expr, ObjectLit, Prop, PropName, PropOrSpread};

use crate::file::{File, Ranged};
use crate::names::property_name;
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::order::{Direction, Order};
use crate::report::Report;
use crate::rule::rule;

rule!("sort-keys", Style, Off, None, options: SortKeys);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct SortKeys {
    /// Set by the word.
    #[serde(skip)]
    direction: Direction,
    case_sensitive: bool,
    natural: bool,
    min_keys: usize,
    allow_line_separated_groups: bool,
    ignore_computed_keys: bool,
}

impl Default for SortKeys {
    fn default() -> SortKeys {
        SortKeys {
            direction: Direction::Asc,
            case_sensitive: true,
            natural: false,
            min_keys: 2,
            allow_line_separated_groups: false,
            ignore_computed_keys: false,
        }
    }
}

impl RuleOptions for SortKeys {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        let (direction, details): (Option<Direction>, SortKeys) = word_and_object(values)?;
        Ok(SortKeys { direction: direction.unwrap_or_default(), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Direction>(), schema_of::<SortKeys>()]
    }
}

fn run(file: &File, options: &SortKeys, report: &mut Report) {
    let order =
        Order { direction: options.direction, is_case_sensitive: options.case_sensitive, is_natural: options.natural };
    for (_, object) in file.nodes.all::<ObjectLit>().filter(|(_, object)| object.props.len() >= options.min_keys) {
        let mut before: Option<Cow<str>> = None;
        let mut end_before: Option<u32> = None;
        for property in &object.props {
            let PropOrSpread::Prop(property) = property else {
                (before, end_before) = (None, None);
                continue;
            };
            let range = property.range();
            let is_new_group = options.allow_line_separated_groups
                && end_before.is_some_and(|end| has_empty_line(file, TextRange::new(end, range.start())));
            end_before = Some(range.end());
            let (name, is_computed, place) = key(property);
            if is_computed && options.ignore_computed_keys {
                before = None;
                continue;
            }
            if let (Some(before), Some(name), false) = (&before, &name, is_new_group)
                && !order.allows(before, name)
            {
                report.at(place, format!("`{name}` stands behind `{before}`"));
            }
            before = if is_new_group { name } else { name.or(before) };
        }
    }
}

/// The name of a property as far as it can be told, whether it is computed, and where it stands.
fn key(property: &Prop) -> (Option<Cow<'_, str>>, bool, TextRange) {
    let name = match property {
        Prop::Shorthand(name) => return (Some(Cow::Borrowed(&*name.sym)), false, name.range()),
        Prop::Assign(it) => return (Some(Cow::Borrowed(&*it.key.sym)), false, it.key.range()),
        Prop::KeyValue(it) => &it.key,
        Prop::Getter(it) => &it.key,
        Prop::Setter(it) => &it.key,
        Prop::Method(it) => &it.key,
    };
    let PropName::Computed(computed) = name else { return (property_name(name), false, name.range()) };
    let known = match &*computed.expr {
        // What a variable is called is taken for its value.
        Expr::Ident(variable) => Some(Cow::Borrowed(&*variable.sym)),
        _ => property_name(name),
    };
    (known, true, computed.expr.range())
}

/// Whether there is an empty line in a part of the text outside of comments.
fn has_empty_line(file: &File, between: TextRange) -> bool {
    let mut start = between.start();
    let comments = file.comments.iter().map(|comment| comment.range);
    let ends = comments.filter(|comment| between.contains_range(*comment)).chain([TextRange::empty(between.end())]);
    for next in ends {
        let gap = file.slice(TextRange::new(start, next.start()));
        if gap.lines().count() > 2 || gap.matches('\n').count() > 1 {
            return true;
        }
        start = next.end();
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn keys_in_order() {
        check(
            &RULE,
            "
a = { b: 1, a: 2, ...c, a: 1, [b]: 2, ['c']: 3, get d() {}, B: 1 };
//          ^ `a` stands behind `b`
//                                                          ^ `B` stands behind `d`
a = { a, b() {}, 1: 1 };
//               ^ `1` stands behind `b`
",
        );
    }

    #[test]
    fn other_orders() {
        let natural = json!(["desc", { "natural": true, "minKeys": 3 }]);
        case(&RULE, "a = { a: 1, b: 1 }; a = { a10: 1, a2: 1, a1: 1 };").options(natural).check();
        let in_groups =
            json!(["asc", { "allowLineSeparatedGroups": true, "ignoreComputedKeys": true, "caseSensitive": false }]);
        let text = "
a = { b: 1,

  // first
  a: 1, B: 1, [z]: 2, a: 1,
  // second
  A: 1 };
";
        case(&RULE, text).options(in_groups).check();
    }
}

//! Disallows two properties of the same name in an object.
//!
//! ## Why
//! The first is lost, silently.
//!
//! ## Bad
//! ```js
//! const size = { width: 1, height: 2, width: 3 };
//! ```
//!
//! ## Good
//! ```js
//! const size = { width: 1, height: 2, depth: 3 };
//! ```

use std::borrow::Cow;

use source::TextRange;
use syntax::ast::{ObjectLit, Prop, PropName, PropOrSpread};

use crate::file::{File, Ranged};
use crate::names::{Accessor, Accessors, name_range, property_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-dupe-keys", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let mut seen = Accessors::default();
    for (_, object) in file.nodes.all::<ObjectLit>() {
        let properties = || object.props.iter().filter_map(PropOrSpread::as_prop);
        if properties().nth(1).is_none() {
            continue;
        }
        seen.clear();
        for property in properties() {
            if let Some((name, range, kind)) = key(property)
                && !seen.add(name.clone(), kind)
            {
                report.at(range, format!("the object has another property `{name}`"));
            }
        }
    }
}

/// The name of a property, where it stands, and which of the two accessors it is.
fn key(property: &Prop) -> Option<(Cow<'_, str>, TextRange, Option<Accessor>)> {
    let (name, accessor) = match property {
        Prop::Shorthand(name) => return Some((Cow::Borrowed(&name.sym), name.range(), None)),
        Prop::KeyValue(it) if is_prototype(&it.key) => return None,
        Prop::KeyValue(it) => (&it.key, None),
        Prop::Method(it) => (&it.key, None),
        Prop::Getter(it) => (&it.key, Some(Accessor::Get)),
        Prop::Setter(it) => (&it.key, Some(Accessor::Set)),
        Prop::Assign(_) => return None,
    };
    Some((property_name(name)?, name_range(name), accessor))
}

/// `__proto__: value` sets the prototype; it is no property.
fn is_prototype(name: &PropName) -> bool {
    !name.is_computed() && property_name(name).is_some_and(|name| name == "__proto__")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_same_name_is_reported() {
        check(
            &RULE,
            "
a = { b: 1, ['b']: 2, get c() {}, set c(d) {}, c() {} };
//           ^^^ another property `b`
//                                             ^
a = { 1: 1, 0x1: 2, [b]: 1, [b]: 2, __proto__: null, ['__proto__']: 1 };
//          ^^^
",
        );
    }
}

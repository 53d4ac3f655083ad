//! Disallows two members of the same name in a class.
//!
//! ## Why
//! The first is lost, silently.
//!
//! ## Bad
//! ```js
//! class Door {
//!     open() {}
//!     open() {}
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Door {
//!     open() {}
//!     close() {}
//! }
//! ```

use syntax::ast::{Class, ClassMember, Key, MethodKind, PropName};

use crate::file::File;
use crate::names::{Accessor, Accessors, name_range, property_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-dupe-class-members", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let (mut own, mut of_class) = (Accessors::default(), Accessors::default());
    for (_, class) in file.nodes.all::<Class>() {
        own.clear();
        of_class.clear();
        for member in &class.body {
            let Some((key, is_static, accessor)) = member_key(member) else { continue };
            let Some(name) = property_name(key) else { continue };
            let seen = if is_static { &mut of_class } else { &mut own };
            if !seen.add(name.clone(), accessor) {
                report.at(name_range(key), format!("the class has another member `{name}`"));
            }
        }
    }
}

/// The name of a member, whether it is static, and which of the two accessors it is. Declarations of overloads are none.
fn member_key(member: &ClassMember) -> Option<(&PropName, bool, Option<Accessor>)> {
    match member {
        ClassMember::Method(method) if method.function.body.is_some() => {
            let accessor = match method.kind {
                MethodKind::Method => None,
                MethodKind::Getter => Some(Accessor::Get),
                MethodKind::Setter => Some(Accessor::Set),
            };
            Some((&method.key, method.is_static, accessor))
        }
        ClassMember::ClassProp(property) => Some((&property.key, property.is_static, None)),
        ClassMember::AutoAccessor(property) => match &property.key {
            Key::Public(key) => Some((key, property.is_static, None)),
            Key::Private(_) => None,
        },
        _ => None,
    }
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
class A {
    a() {} static a() {} ['a'] = 1;
    //                    ^^^ another member `a`
    get b() {} set b(c) {} b() {}
    //                     ^ another member `b`
    constructor() {} ['constructor']() {}
}
",
        );
    }
}

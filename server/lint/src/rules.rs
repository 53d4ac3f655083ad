//! The rules: one line for each.

use crate::rule::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All rules, by their names.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    no_debugger
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

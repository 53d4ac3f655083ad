//! The rules: one line for each.

use crate::rule::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All rules, by their names.
        pub const RULES: &[Rule] =
            &[$(Rule { source: include_str!(concat!("rules/", stringify!($module), ".rs")), ..$module::RULE }),*];
    };
}

rules! {
    no_debugger
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

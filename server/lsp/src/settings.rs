//! The settings, in one table. An editor sends them as `lode.<name>`; whatever it sends that makes no sense counts as not sent.

use serde_json::Value;

/// One row of the table, for the reference and for editors' own lists of settings.
pub struct Setting {
    /// With dots: `diagnostics.enable`.
    pub name: &'static str,
    pub description: &'static str,
    pub default: fn() -> Value,
}

macro_rules! settings {
    ($($(#[doc = $description:literal])* $name:literal $field:ident: $type:ty = $default:expr;)*) => {
        /// What the person wants.
        #[derive(Clone, PartialEq, Debug)]
        pub(crate) struct Settings {
            $($(#[doc = $description])* pub $field: $type,)*
        }

        pub const SETTINGS: &[Setting] = &[
            $(Setting {
                name: $name,
                description: concat!($($description, "\n"),*),
                default: || Value::from($default),
            },)*
        ];

        impl Default for Settings {
            fn default() -> Self {
                Settings { $($field: $default,)* }
            }
        }

        impl Settings {
            /// Takes what an editor sends for `lode`: nested objects, or names with dots, or both.
            pub(crate) fn read(value: &Value) -> Settings {
                let mut settings = Settings::default();
                $(
                    if let Some(found) = find(value, $name).and_then(|found| serde_json::from_value(found.clone()).ok()) {
                        settings.$field = found;
                    }
                )*
                settings
            }
        }
    };
}

settings! {
    /// Show what is wrong with a file
    "diagnostics.enable" diagnostics: bool = true;
    /// Show above functions, classes and exports how often they are used
    "codeLens.references" code_lens_references: bool = false;
    /// Offer to run a program above its first line
    "codeLens.run" code_lens_run: bool = true;
    /// Show the name of the parameter before arguments that are literals
    "inlayHints.parameterNames" inlay_hints_parameter_names: bool = false;
    /// Show the types of variables that do not say it themselves
    "inlayHints.variableTypes" inlay_hints_variable_types: bool = false;
    /// Show what functions return
    "inlayHints.returnTypes" inlay_hints_return_types: bool = false;
}

fn find<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    if let Some(found) = object.get(name) {
        return Some(found);
    }
    name.match_indices('.').find_map(|(dot, _)| find(object.get(&name[..dot])?, &name[dot + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_read_however_they_are_nested() {
        for value in [json!({ "diagnostics": { "enable": false } }), json!({ "diagnostics.enable": false })] {
            assert!(!Settings::read(&value).diagnostics, "{value}");
        }
        for value in [json!(null), json!({ "diagnostics": 1 }), json!({ "diagnostics": { "enable": "yes" } })] {
            assert_eq!(Settings::read(&value), Settings::default(), "{value}");
        }
    }
}

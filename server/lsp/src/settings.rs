//! The settings, in one table. An editor sends them as `lode.<name>`; whatever it sends that makes no sense counts as not sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One row of the table, for the reference and for editors' own lists of settings.
pub struct Setting {
    /// With dots: `diagnostics.enable`.
    pub name: &'static str,
    pub description: &'static str,
    pub default: fn() -> Value,
    /// What it can be, where that is one of a few words; empty otherwise.
    pub words: fn() -> Vec<Value>,
}

/// The type of a setting.
trait SettingType {
    fn words() -> Vec<Value> {
        Vec::new()
    }
}

impl SettingType for bool {}
impl SettingType for u32 {}

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
                words: <$type as SettingType>::words,
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
    /// Show what lint rules say, as `lode lint` does
    "lint.enable" lint: bool = true;
    /// When rules look at a file: `onType`, or `onSave`
    "lint.run" lint_run: LintRun = LintRun::OnType;
    /// Whether configurations that are programs, such as eslint.config.js, are run, in a process of their own: `always`, `never`, or when the person, being asked, agrees: `ask`
    "lint.programs" lint_programs: RunPrograms = RunPrograms::Ask;
    /// Whether the formatter of the project is run, in a process of its own: `always`, `never`, or when the person, being asked, agrees: `ask`
    "format.run" format_run: RunPrograms = RunPrograms::Ask;
    /// Show above functions, classes and exports how often they are used
    "codeLens.references" code_lens_references: bool = false;
    /// Offer to run a program above its first line
    "codeLens.run" code_lens_run: bool = true;
    /// Whether the workspace is trusted: nothing of one that is not is ever run
    "trusted" trusted: bool = true;
    /// Files named `*.scratch.*` show their values once they are edited, without being turned live
    "live.scratch" live_scratch: bool = true;
    /// How long after the last key a live file runs, in milliseconds
    "live.debounce" live_debounce: u32 = 75;
    /// How long a live file may run without a pause, in milliseconds
    "live.timeout" live_timeout: u32 = 1000;
    /// What values of live files were is offered where the code does not tell what they are
    "live.observed" live_observed: bool = true;
    /// Show the name of the parameter before arguments that are literals
    "inlayHints.parameterNames" inlay_hints_parameter_names: bool = false;
    /// Show the types of variables that do not say it themselves
    "inlayHints.variableTypes" inlay_hints_variable_types: bool = false;
    /// Show what functions return
    "inlayHints.returnTypes" inlay_hints_return_types: bool = false;
}

macro_rules! words {
    ($($(#[doc = $description:literal])* $name:ident { $($word:ident)* })*) => {
        $($(#[doc = $description])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) enum $name {
            $($word,)*
        }

        impl From<$name> for Value {
            fn from(word: $name) -> Value {
                serde_json::to_value(word).unwrap_or_default()
            }
        }

        impl SettingType for $name {
            fn words() -> Vec<Value> {
                vec![$(Value::from($name::$word)),*]
            }
        })*
    };
}

words! {
    /// When rules look at a file.
    LintRun { OnType OnSave }
    /// Whether programs that configure the linter are run.
    RunPrograms { Always Ask Never }
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

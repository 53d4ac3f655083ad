//! What a rule is.

use std::any::Any;

use serde_json::Value;

use crate::file::File;
use crate::imports::importer::Importer;
use crate::imports::manifest::Manifest;
use crate::options::OptionsError;
use crate::report::Report;

/// A rule, as its file declares it with [`rule!`].
#[derive(Clone, Copy)]
pub struct Rule {
    pub name: &'static str,
    pub group: Group,
    /// Whether it is on when nobody says otherwise, and how loud.
    pub default: Severity,
    pub fixes: Fixes,
    /// The file of the rule, whose documentation is the comment at its beginning; the table of rules puts it in.
    pub(crate) source: &'static str,
    pub(crate) read: fn(&[Value]) -> Result<Options, OptionsError>,
    /// The JSON schemas of its options, one behind the other.
    pub(crate) schema: fn() -> Vec<Value>,
    pub(crate) run: Run,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// One file and nothing else.
    File(fn(&File, &Options, &mut Report)),
    /// What a file imports and exports, when that is known of all files.
    Modules(fn(&Importer, &Options, &mut Report)),
    /// A package.json, when all files of its package are known.
    Package(fn(&Manifest, &Options, &mut Report)),
}

/// What a rule is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Group {
    /// Code that is wrong, or does nothing.
    Correctness,
    /// Code that is most likely wrong.
    Suspicious,
    /// Code that could be written better.
    Style,
    /// Modules, packages, and how they are imported.
    Imports,
    React,
    Promise,
}

impl Group {
    pub const ALL: [Group; 6] =
        [Group::Correctness, Group::Suspicious, Group::Style, Group::Imports, Group::React, Group::Promise];

    pub fn name(self) -> &'static str {
        match self {
            Group::Correctness => "correctness",
            Group::Suspicious => "suspicious",
            Group::Style => "style",
            Group::Imports => "imports",
            Group::React => "react",
            Group::Promise => "promise",
        }
    }

    pub fn named(name: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.name() == name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    Off,
    Warning,
    Error,
}

impl Severity {
    /// As a configuration has it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Warning => "warn",
            Severity::Error => "error",
        }
    }

    /// As a configuration gives it.
    pub fn of(value: &Value) -> Option<Severity> {
        match (value.as_str(), value.as_u64()) {
            (Some("off" | "allow"), _) | (_, Some(0)) => Some(Severity::Off),
            (Some("warn"), _) | (_, Some(1)) => Some(Severity::Warning),
            (Some("error" | "deny"), _) | (_, Some(2)) => Some(Severity::Error),
            _ => None,
        }
    }
}

/// Whether a rule mends what it finds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fixes {
    None,
    /// By edits that keep what the code does.
    Safe,
    /// By edits that someone has to choose.
    Suggestion,
    Both,
}

/// The options of one rule, read.
pub(crate) struct Options(pub(crate) Box<dyn Any + Send + Sync>);

impl Options {
    /// The options as the type that the rule reads them to.
    pub fn get<T: 'static>(&self) -> &T {
        self.0.downcast_ref().expect("a rule gets the options that it read")
    }
}

impl Rule {
    /// The documentation: Markdown, its first line the rule in a sentence.
    pub fn documentation(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// The first line of the documentation.
    pub fn description(&self) -> &'static str {
        self.source.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default()
    }
}

/// Declares the `RULE` of a file, which has a function `run(file, report)`, or, with `options: Type`, `run(file, options, report)`.
/// With `modules` the function gets an `Importer` for a file, with `package` a `Manifest` for a package.json.
macro_rules! rule {
    ($name:literal, $group:ident, $default:ident, $fixes:ident) => {
        rule!(@ $name, $group, $default, $fixes, none, File(|file, _, report| run(file, report)));
    };
    ($name:literal, $group:ident, $default:ident, $fixes:ident, modules) => {
        rule!(@ $name, $group, $default, $fixes, none, Modules(|file, _, report| run(file, report)));
    };
    ($name:literal, $group:ident, $default:ident, $fixes:ident, package) => {
        rule!(@ $name, $group, $default, $fixes, none, Package(|manifest, _, report| run(manifest, report)));
    };
    ($name:literal, $group:ident, $default:ident, $fixes:ident, modules, options: $options:ty) => {
        rule!(@ $name, $group, $default, $fixes, of $options, Modules(|file, options, report| {
            run(file, options.get::<$options>(), report)
        }));
    };
    ($name:literal, $group:ident, $default:ident, $fixes:ident, options: $options:ty) => {
        rule!(@ $name, $group, $default, $fixes, of $options, File(|file, options, report| {
            run(file, options.get::<$options>(), report)
        }));
    };
    (@ $name:literal, $group:ident, $default:ident, $fixes:ident, none, $what:ident($run:expr)) => {
        rule!(@@ $name, $group, $default, $fixes, $crate::options::none, Vec::new, $what($run));
    };
    (@ $name:literal, $group:ident, $default:ident, $fixes:ident, of $options:ty, $what:ident($run:expr)) => {
        rule!(
            @@ $name, $group, $default, $fixes, $crate::options::read::<$options>,
            <$options as $crate::options::RuleOptions>::schema, $what($run)
        );
    };
    (@@ $name:literal, $group:ident, $default:ident, $fixes:ident, $read:expr, $schema:expr, $what:ident($run:expr)) => {
        pub(crate) const RULE: $crate::rule::Rule = $crate::rule::Rule {
            name: $name,
            group: $crate::rule::Group::$group,
            default: $crate::rule::Severity::$default,
            fixes: $crate::rule::Fixes::$fixes,
            source: "",
            read: $read,
            schema: $schema,
            run: $crate::rule::Run::$what($run),
        };
    };
}
pub(crate) use rule;

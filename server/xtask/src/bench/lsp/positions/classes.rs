//! The kinds of receivers, names and specifiers by which results are told apart.

use std::collections::HashMap;
use std::path::Path;

use resolve::builtins;

use super::scan::{Named, Receiver};
use super::scopes::Declared;
use crate::bench::lsp::projects::{Project, own_module};

pub(super) const BUILTIN: &str = "node builtin";

/// In the order of the table.
pub(crate) const MEMBERS: &[&str] = &[
    "parameter",
    "this",
    "local, from a call",
    "local, from a literal or new",
    "local, other",
    "own module",
    "typed package",
    "untyped package",
    BUILTIN,
    "member of a member",
    "result of a call",
    "global",
    "other",
];

pub(crate) const IDENTIFIERS: &[&str] = &["parameter", "local", "of the file", "imported", "global"];

pub(crate) const SPECIFIERS: &[&str] = &["relative", "package", BUILTIN];

/// Sorts what was found in one project.
pub(super) struct Classes<'p> {
    project: &'p Project,
    typed: HashMap<String, bool>,
}

impl<'p> Classes<'p> {
    pub(super) fn new(project: &'p Project) -> Self {
        Classes { project, typed: HashMap::new() }
    }

    pub(super) fn of_receiver(&mut self, receiver: &Receiver) -> &'static str {
        match receiver {
            Receiver::This => "this",
            Receiver::Member => "member of a member",
            Receiver::Call => "result of a call",
            Receiver::Other => "other",
            Receiver::Name(Named::Global) => "global",
            Receiver::Name(Named::OfFile(declared) | Named::Local(declared)) => match declared {
                Declared::Parameter => "parameter",
                Declared::Call => "local, from a call",
                Declared::Literal => "local, from a literal or new",
                Declared::Other => "local, other",
                Declared::Module(specifier) => self.of_module(specifier),
            },
        }
    }

    pub(super) fn of_name(&self, named: &Named) -> &'static str {
        match named {
            Named::Global => "global",
            Named::OfFile(Declared::Module(_)) => "imported",
            Named::OfFile(_) => "of the file",
            Named::Local(Declared::Parameter) => "parameter",
            Named::Local(_) => "local",
        }
    }

    pub(super) fn of_specifier(&self, specifier: &str) -> &'static str {
        match specifier {
            _ if builtins::builtin(specifier).is_some() => BUILTIN,
            _ if is_relative(specifier) => "relative",
            _ => "package",
        }
    }

    /// Whether an auto-import may name it: a builtin, a file that is there, a direct dependency.
    pub(super) fn can_be_imported(&self, specifier: &str, from: &Path) -> bool {
        match self.of_specifier(specifier) {
            BUILTIN => true,
            "relative" => own_module(specifier, from).is_some(),
            _ => self.project.dependencies.iter().any(|name| name == package_name(specifier)),
        }
    }

    fn of_module(&mut self, specifier: &str) -> &'static str {
        match self.of_specifier(specifier) {
            BUILTIN => BUILTIN,
            "relative" => "own module",
            _ if self.is_typed(package_name(specifier)) => "typed package",
            _ => "untyped package",
        }
    }

    fn is_typed(&mut self, package: &str) -> bool {
        *self.typed.entry(package.to_owned()).or_insert_with(|| self.project.has_types(package))
    }
}

pub(super) fn is_relative(specifier: &str) -> bool {
    matches!(specifier, "." | "..") || specifier.starts_with("./") || specifier.starts_with("../")
}

/// `@a/b` of `@a/b/c`, `a` of `a/b`.
fn package_name(specifier: &str) -> &str {
    let of_scope = if specifier.starts_with('@') { specifier.find('/').map_or(0, |slash| slash + 1) } else { 0 };
    specifier[of_scope..].find('/').map_or(specifier, |slash| &specifier[..of_scope + slash])
}

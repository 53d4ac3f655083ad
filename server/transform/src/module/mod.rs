//! An ES module as something that an engine without modules can run.
//!
//! The program's text stays where it is. `import` and `export` are blanked, and the whole becomes the body of a function
//! ([`wrapper`] draws it) whose imported names are variables of its own scope: reading one costs what reading any variable
//! costs. The loader and the function talk through one object, the *link*:
//!
//! ```text
//! link.get = (export) => value     set by the module: the value of its local binding, in its temporal dead zone a throw
//! link.set = (import, value)       set by the module: a live binding changed
//! link.value(import)               the current value of an import
//! link.announce(export, result)    an exported binding was assigned: importers must hear of it; gives `result` back
//! link.constant                    assigning a property of it throws: `TypeError: Assignment to constant variable.`
//! link.meta                        import.meta
//! link.import(specifier, options)  import()
//! link.save() / link.restore(context, value)   the asynchronous context, around `await`
//! link.name(function)              an anonymous default function is to be called `default`
//! ```
//!
//! Numbers, not names, go over that border: an index into [`Module::locals`] or [`Module::imports`].

mod wrapper;

use serde::{Deserialize, Serialize};

use crate::positions::{Position, Positions};

pub use wrapper::{Layers, Wrapped};

/// A compiled module.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Module {
    /// The program without its wrapper.
    #[serde(skip)]
    pub code: String,
    /// Modules that are asked for, in the order of the text, each (specifier, attributes) once.
    pub requests: Vec<Request>,
    /// Bindings that come from requests.
    pub imports: Vec<Import>,
    /// Local variables that are exported.
    pub locals: Vec<Local>,
    /// `(exported name, index into locals)`.
    pub exports: Vec<(String, u32)>,
    /// Exports that belong to another module: `export { a as b } from`, `export * as ns from`, and exported imports.
    pub indirect_exports: Vec<IndirectExport>,
    /// `export * from`: indices into requests.
    pub star_exports: Vec<u32>,
    /// `await` outside of any function: evaluation is asynchronous.
    pub has_top_level_await: bool,
    /// Where the first such `await` stands, line and column from 0.
    pub await_place: Option<(u32, u32)>,
    pub uses_import_meta: bool,
    pub uses_dynamic_import: bool,
    /// Without the wrapper: `prologue_length` is set by [`Module::wrap`].
    pub positions: Positions,
    pub(crate) names: Names,
}

/// `import … from "specifier" with { type: "json" }`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    pub specifier: String,
    pub attributes: Vec<(String, String)>,
    /// Where the specifier stands, from 0: errors about a request point at it.
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Import {
    /// Index into [`Module::requests`].
    pub request: u32,
    /// `None` imports the namespace object.
    pub name: Option<String>,
    /// The variable that holds it.
    pub local: String,
    /// Where the name stands, from 0, for the error when there is no such export.
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "(String, u8)", into = "(String, u8)")]
pub struct Local {
    pub name: String,
    pub kind: LocalKind,
    /// Assigned after its declaration.
    pub is_mutable: bool,
}

impl Local {
    /// Kind and mutability in one number, as the cache and the loader have them.
    pub fn number(&self) -> u8 {
        self.kind as u8 | if self.is_mutable { MUTABLE } else { 0 }
    }
}

const MUTABLE: u8 = 4;

impl From<(String, u8)> for Local {
    fn from((name, number): (String, u8)) -> Self {
        let kind = match number & !MUTABLE {
            0 => LocalKind::Function,
            1 => LocalKind::Var,
            _ => LocalKind::Lexical,
        };
        Local { name, kind, is_mutable: number & MUTABLE != 0 }
    }
}

impl From<Local> for (String, u8) {
    fn from(local: Local) -> Self {
        let number = local.number();
        (local.name, number)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalKind {
    /// A function declaration: there before the module is evaluated.
    Function,
    /// `var`: undefined before the module is evaluated.
    Var,
    /// `let`, `const`, `class`, a default expression: in its dead zone until its declaration is reached.
    Lexical,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IndirectExport {
    pub exported: String,
    pub request: u32,
    /// `None` is the namespace object.
    pub name: Option<String>,
    pub line: u32,
    pub column: u32,
}

/// Names of the variables that the rewrite added. Each is empty when it is not used.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Names {
    /// The parameter: the link.
    pub link: String,
    pub announce: String,
    pub constant: String,
    pub meta: String,
    pub import: String,
    pub this: String,
    pub save: String,
    pub restore: String,
    /// The saved context of the top level.
    pub context: String,
    /// The anonymous default function to be named.
    pub default_function: String,
}

impl Module {
    /// Leads the places of requests and imports back through the source map of a text that was printed anew.
    pub(crate) fn retrace_requests(&mut self) {
        let Some(map) = self.positions.source_map.take() else { return };
        let retrace = |line: &mut u32, column: &mut u32| {
            if let Some(original) = map.original(Position { line: *line, column: *column }) {
                (*line, *column) = (original.line, original.column);
            }
        };
        if let Some((line, column)) = &mut self.await_place {
            retrace(line, column);
        }
        self.requests.iter_mut().for_each(|request| retrace(&mut request.line, &mut request.column));
        self.imports.iter_mut().for_each(|import| retrace(&mut import.line, &mut import.column));
        self.indirect_exports.iter_mut().for_each(|export| retrace(&mut export.line, &mut export.column));
        self.positions.source_map = Some(map);
    }
}

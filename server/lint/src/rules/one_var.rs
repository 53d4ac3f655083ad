//! Requires the variables of a scope to be declared together, or each by itself.
//!
//! ## Why
//! A declaration for each variable can be moved and taken away without touching the others; one for all shows what a function works
//! with. Either is good; both at once in one project are not.
//!
//! ## Bad
//! ```js
//! let width = 1;
//! let height = 2;
//! ```
//!
//! ## Good
//! ```js
//! let width = 1,
//!     height = 2;
//! ```
//!
//! ## Options
//! `"always"` (default): together; `"never"`: each by itself; `"consecutive"`: together where one follows the other. Or an object that
//! says it:
//! - `var`, `let`, `const`, `using`, `awaitUsing`: for each kind.
//! - `initialized`, `uninitialized`: for variables that get a value, and for those that do not.
//! - `separateRequires` (default `false`): with `"always"`, what `require` gives is declared apart from the rest.

mod fixes;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use syntax::ast::{Callee, Expr, VarDeclKind, VarDeclarator};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, is_function, without_parentheses};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;

rule!("one-var", Style, Off, Safe, options: OneVar);

#[derive(Default)]
struct OneVar {
    modes: [Modes; 5],
    separate_requires: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Always,
    Never,
    Consecutive,
}

/// For variables that get a value, and for the others.
#[derive(Clone, Copy)]
struct Modes {
    initialized: Option<Mode>,
    uninitialized: Option<Mode>,
}

impl Default for Modes {
    fn default() -> Modes {
        Modes::all(Mode::Always)
    }
}

impl Modes {
    fn all(mode: Mode) -> Modes {
        Modes { initialized: Some(mode), uninitialized: Some(mode) }
    }

    /// Whether all variables have a mode.
    fn are(self, mode: Mode) -> bool {
        self.initialized == Some(mode) && self.uninitialized == Some(mode)
    }
}

/// The options as an object.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Details {
    separate_requires: bool,
    var: Option<Mode>,
    r#let: Option<Mode>,
    r#const: Option<Mode>,
    using: Option<Mode>,
    await_using: Option<Mode>,
    initialized: Option<Mode>,
    uninitialized: Option<Mode>,
}

impl<'d> Deserialize<'d> for OneVar {
    fn deserialize<D: serde::Deserializer<'d>>(deserializer: D) -> Result<OneVar, D::Error> {
        let Details { separate_requires, var, r#let, r#const, using, await_using, initialized, uninitialized } =
            Details::deserialize(deserializer)?;
        let by_kind = [var, r#let, r#const, using, await_using];
        let modes = match initialized.is_some() || uninitialized.is_some() {
            true => [Modes { initialized, uninitialized }; 5],
            false => by_kind.map(|mode| Modes { initialized: mode, uninitialized: mode }),
        };
        Ok(OneVar { modes, separate_requires })
    }
}

impl RuleOptions for OneVar {
    fn read(values: &[Value]) -> Result<OneVar, OptionsError> {
        match values {
            [] => Ok(OneVar::default()),
            [mode @ Value::String(_)] => Ok(OneVar { modes: [Modes::all(from_value(mode)?); 5], ..OneVar::default() }),
            [details] => from_value(details),
            _ => Err(OptionsError("takes one option, a word or an object".to_owned())),
        }
    }

    fn schema() -> Vec<Value> {
        vec![json!({ "anyOf": [schema_of::<Mode>(), schema_of::<Details>()] })]
    }
}

/// `var`, `let`, `const`, `using`, `await using`, in the order of the modes.
const KEYWORDS: [&str; 5] = ["var", "let", "const", "using", "await using"];

/// One declaration.
#[derive(Clone, Copy)]
struct Declaration<'a> {
    id: NodeId,
    /// Its place among the keywords.
    kind: usize,
    variables: &'a [VarDeclarator],
}

impl<'a> Declaration<'a> {
    fn of(id: NodeId, node: Node<'a>) -> Option<Declaration<'a>> {
        let (kind, variables) = match node {
            Node::VarDecl(it) => match it.kind {
                VarDeclKind::Var => (0, &it.decls),
                VarDeclKind::Let => (1, &it.decls),
                VarDeclKind::Const => (2, &it.decls),
            },
            Node::UsingDecl(it) => (3 + usize::from(it.is_await), &it.decls),
            _ => return None,
        };
        Some(Declaration { id, kind, variables })
    }

    fn initialized(&self) -> usize {
        self.variables.iter().filter(|variable| variable.init.is_some()).count()
    }

    fn uninitialized(&self) -> usize {
        self.variables.len() - self.initialized()
    }

    fn has_requires(&self) -> bool {
        self.variables.iter().any(is_require)
    }
}

/// What has been declared in a scope so far, with one keyword.
#[derive(Default)]
struct Declared {
    initialized: bool,
    uninitialized: bool,
    /// What `require` gives.
    required: bool,
}

fn run(file: &File, options: &OneVar, report: &mut Report) {
    let mut declared: FxHashMap<(NodeId, usize), Declared> = FxHashMap::default();
    for id in file.nodes.ids() {
        let Some(declaration) = Declaration::of(id, file.node(id)) else { continue };
        let modes = options.modes[declaration.kind];
        if modes.initialized.is_none() && modes.uninitialized.is_none() {
            continue;
        }
        let keyword = KEYWORDS[declaration.kind];
        let range = file.node(id).range();
        let are_requires_apart = options.separate_requires && modes.initialized == Some(Mode::Always);
        if are_requires_apart && declaration.has_requires() && !declaration.variables.iter().all(is_require) {
            report.at(range, "what `require` gives is declared together with other variables");
        }
        if let Some(what) = follows(file, declaration, modes) {
            let message = format!("this `{keyword}` follows another one{what}; one is enough");
            report.at(range, message).fix(fixes::joined(file, declaration));
        }
        let scope = declared.entry((scope_of(file, declaration), declaration.kind)).or_default();
        if is_first(options, modes, declaration, scope) {
            scope.note(declaration, are_requires_apart);
        } else {
            report_second(file, declaration, modes, report);
        }
        report_together(file, declaration, modes, report);
    }
}

/// What of a declaration could stand in the one right before it. `None`: nothing.
fn follows(file: &File, declaration: Declaration, modes: Modes) -> Option<&'static str> {
    let before = fixes::before(file, declaration)?;
    let requires = before.variables.iter().chain(declaration.variables).filter(|variable| is_require(variable)).count();
    if requires > 0 && requires < before.variables.len() + declaration.variables.len() {
        return None;
    }
    let is = |mode: Option<Mode>| mode == Some(Mode::Consecutive);
    if modes.are(Mode::Consecutive) {
        Some("")
    } else if is(modes.initialized) && declaration.initialized() > 0 && before.initialized() > 0 {
        Some(" with values")
    } else if is(modes.uninitialized) && declaration.uninitialized() > 0 && before.uninitialized() > 0 {
        Some(" without values")
    } else {
        None
    }
}

/// Whether nothing before it in its scope could hold its variables.
fn is_first(options: &OneVar, modes: Modes, declaration: Declaration, scope: &Declared) -> bool {
    let is_always = |mode: Option<Mode>| mode == Some(Mode::Always);
    let has_requires = declaration.has_requires();
    let are_apart = options.separate_requires && has_requires;
    if modes.are(Mode::Always) && (scope.initialized || scope.uninitialized) && !are_apart {
        return false;
    }
    let is_second = is_always(modes.uninitialized) && declaration.uninitialized() > 0 && scope.uninitialized
        || is_always(modes.initialized) && declaration.initialized() > 0 && scope.initialized && !are_apart
        || scope.required && has_requires;
    !is_second
}

impl Declared {
    fn note(&mut self, declaration: Declaration, are_requires_apart: bool) {
        for variable in declaration.variables {
            match &variable.init {
                Some(_) if are_requires_apart && is_require(variable) => self.required = true,
                Some(_) => self.initialized = true,
                None => self.uninitialized = true,
            }
        }
    }
}

fn report_second(file: &File, declaration: Declaration, modes: Modes, report: &mut Report) {
    let (range, keyword) = (file.node(declaration.id).range(), KEYWORDS[declaration.kind]);
    let mut say = |what: &str| {
        let message = format!("this is a second `{keyword}`{what} here; one is enough");
        report.at(range, message).fix(fixes::joined(file, declaration));
    };
    if modes.are(Mode::Always) {
        return say("");
    }
    if modes.initialized == Some(Mode::Always) && declaration.initialized() > 0 {
        say(" with values");
    }
    if modes.uninitialized == Some(Mode::Always)
        && declaration.uninitialized() > 0
        && !is_loop_variable(file, declaration)
    {
        say(" without values");
    }
}

/// Reports variables that are to be declared each by itself.
fn report_together(file: &File, declaration: Declaration, modes: Modes, report: &mut Report) {
    let is_of_loop = matches!(file.parent(declaration.id), Some(Node::ForStmt(it))
        if it.init.as_ref().is_some_and(|init| init.range() == file.node(declaration.id).range()));
    if declaration.variables.len() < 2 || is_of_loop {
        return;
    }
    let is_never = |mode: Option<Mode>| mode == Some(Mode::Never);
    let what = if modes.are(Mode::Never) {
        ""
    } else if is_never(modes.initialized) && declaration.initialized() > 0 {
        " with values"
    } else if is_never(modes.uninitialized) && declaration.uninitialized() > 0 {
        " without values"
    } else {
        return;
    };
    let message = format!("variables{what} are declared together; each wants a `{}`", KEYWORDS[declaration.kind]);
    report.at(file.node(declaration.id).range(), message).fix(fixes::split(file, declaration));
}

/// `for (const key in object)`
fn is_loop_variable(file: &File, declaration: Declaration) -> bool {
    let start = file.node(declaration.id).range().start();
    match file.parent(declaration.id) {
        Some(Node::ForInStmt(it)) => it.left.range().start() == start,
        Some(Node::ForOfStmt(it)) => it.left.range().start() == start,
        _ => false,
    }
}

/// The node in which what is declared can be seen.
fn scope_of(file: &File, declaration: Declaration) -> NodeId {
    let is_var = declaration.kind == 0;
    let is_scope = |id: &NodeId| {
        let node = file.node(*id);
        let is_block = matches!(
            node,
            Node::BlockStmt(_)
                | Node::FunctionBody(_)
                | Node::ForStmt(_)
                | Node::ForInStmt(_)
                | Node::ForOfStmt(_)
                | Node::SwitchStmt(_)
        );
        is_function(node) || !is_var && is_block
    };
    file.nodes.ancestors(declaration.id).find(is_scope).unwrap_or(NodeId::PROGRAM)
}

fn is_require(variable: &VarDeclarator) -> bool {
    let Some(Expr::Call(call)) = variable.init.as_deref().map(without_parentheses) else { return false };
    matches!(&call.callee, Callee::Expr(callee) if matches!(&**callee, Expr::Ident(name) if *name.sym == *"require"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn together() {
        check(
            &RULE,
            "
let a; const b = 1; function f(c) { let d; { let e; } }
    let g = 1;
//  ^^^^^^^^^^ this is a second `let` here
for (const h of a) {} for (const i of b) {}
",
        );
        check_fix(&RULE, "let a;\nlet b = 1", "let a,\n b = 1");
        case(&RULE, "var a = require('a'); var b = 1; var c = require('c'), d = require('d');")
            .script()
            .options(json!([{ "var": "always", "separateRequires": false }]))
            .check_fix("var a = require('a'),  b = 1,  c = require('c'), d = require('d');");
    }

    #[test]
    fn apart() {
        let never = || json!(["never"]);
        case(&RULE, "for (let i = 0, j = 1;;) { let a, b = 1 }")
            .options(never())
            .check_fix("for (let i = 0, j = 1;;) { let a; let b = 1 }");
        case(&RULE, "export const a = 1, // one\n  b = 2;")
            .options(never())
            .check_fix("export const a = 1; // one\n  export const b = 2;");
        case(&RULE, "let a, b; let c = 1, d = 2;")
            .options(json!([{ "initialized": "never" }]))
            .check_fix("let a, b; let c = 1; let d = 2;");
    }

    #[test]
    fn where_one_follows_another() {
        let consecutive = json!(["consecutive"]);
        case(&RULE, "let a; let b; f(); let c; const d = 1;")
            .options(consecutive)
            .check_fix("let a,  b; f(); let c; const d = 1;");
    }
}

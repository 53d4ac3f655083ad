//! Disallows variables that have the name of one around them.
//!
//! ## Why
//! The outer one can't be reached, and the reader takes one for the other.
//!
//! ## Bad
//! ```js
//! const a = 1;
//! function f(a) { return a; }
//! ```
//!
//! ## Good
//! ```js
//! const a = 1;
//! function f(b) { return a + b; }
//! ```
//!
//! ## Options
//! - `builtinGlobals` (default `false`): also names of globals of the environment.
//! - `hoist` (default `"functions"`): whether an outer name counts that is declared further down: of a function only; `"all"`;
//!   `"never"`; `"types"`, `"functions-and-types"` for TypeScript.
//! - `allow` (default `[]`): names that may be used again.
//! - `ignoreOnInitialization` (default `false`): leave out parameters of a function that is called to make the outer variable.
//! - `ignoreTypeValueShadow` (default `true`): a type and a value may have the same name.
//! - `ignoreFunctionTypeParameterNameValueShadow` (default `true`): so may the parameters in a function type.

use serde::Deserialize;
use source::TextRange;
use syntax::semantic::{Definition, DefinitionKind, Node, NodeId, ScopeKind, Scopes, Variable};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-shadow", Suspicious, Off, None, options: NoShadow);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoShadow {
    builtin_globals: bool,
    hoist: Hoist,
    allow: Vec<String>,
    ignore_on_initialization: bool,
    ignore_type_value_shadow: bool,
    /// Parameters in a type are no variables here, so there is nothing to switch off.
    #[serde(rename = "ignoreFunctionTypeParameterNameValueShadow")]
    _ignore_function_type_parameters: bool,
}

impl Default for NoShadow {
    fn default() -> Self {
        NoShadow {
            builtin_globals: false,
            hoist: Hoist::Functions,
            allow: Vec::new(),
            ignore_on_initialization: false,
            ignore_type_value_shadow: true,
            _ignore_function_type_parameters: true,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Hoist {
    All,
    Functions,
    FunctionsAndTypes,
    Never,
    Types,
}

impl RuleOptions for NoShadow {}

fn run(file: &File, options: &NoShadow, report: &mut Report) {
    for variable in file.variables() {
        let Some(definition) = variable.definitions.first() else { continue };
        if variable.scope == Scopes::GLOBAL
            || is_second_name_of_class(file, variable, definition)
            || definition.kind == DefinitionKind::EnumMember
            || options.allow.iter().any(|allowed| **allowed == *variable.name)
        {
            continue;
        }
        match shadowed(file, variable) {
            Some(outer) => {
                if let Some(other) = outer.definitions.first()
                    && !is_let_off(file, options, variable, outer)
                {
                    report
                        .at(definition.range, format!("`{}` hides a variable around it", variable.name))
                        .relate(other.range, "The one that is hidden");
                }
            }
            None if options.builtin_globals && file.has_global(&variable.name) => {
                report.at(definition.range, format!("`{}` hides a global", variable.name));
            }
            None => {}
        }
    }
}

/// A class's name is a variable outside of it, and another one inside.
fn is_second_name_of_class(file: &File, variable: &Variable, definition: &Definition) -> bool {
    let is_declared = matches!(file.node(definition.node), Node::ClassDecl(_))
        || matches!(file.parent(definition.node), Some(Node::ExportDefaultDecl(_)));
    is_declared && file.scopes.scope(variable.scope).kind == ScopeKind::Class
}

fn shadowed<'f>(file: &'f File, variable: &Variable) -> Option<&'f Variable> {
    let mut outwards = file.scopes.outwards(variable.scope).skip(1);
    outwards.find_map(|scope| {
        let found = file.scopes.variable(file.scopes.in_scope(scope, &variable.name)?);
        (!found.definitions.is_empty()).then_some(found)
    })
}

fn is_let_off(file: &File, options: &NoShadow, variable: &Variable, outer: &Variable) -> bool {
    let (inner_definition, outer_definition) = (&variable.definitions[0], &outer.definitions[0]);
    is_name_of_value(file, inner_definition, outer_definition)
        || is_of_static_method(file, inner_definition)
        || options.ignore_type_value_shadow && is_type(file, inner_definition) != is_type(file, outer_definition)
        || options.ignore_on_initialization && is_in_call_of_initializer(file, variable, outer)
        || options.hoist != Hoist::All && is_declared_later(options.hoist, inner_definition, outer_definition)
}

/// Types, and what is imported as one.
fn is_type(file: &File, definition: &Definition) -> bool {
    let is_imported_as_type =
        || matches!(file.parent(definition.node), Some(Node::ImportDecl(import)) if import.type_only);
    definition.kind == DefinitionKind::Type
        || definition.kind == DefinitionKind::Import
            && (matches!(file.node(definition.node), Node::ImportNamedSpecifier(it) if it.is_type_only)
                || is_imported_as_type())
}

/// A static method does not see the type parameters of its class.
fn is_of_static_method(file: &File, inner: &Definition) -> bool {
    inner.kind == DefinitionKind::Type
        && matches!(file.parent(inner.node), Some(Node::ClassMethod(method)) if method.is_static)
}

fn is_declared_later(hoist: Hoist, inner: &Definition, outer: &Definition) -> bool {
    let counts = match outer.kind {
        DefinitionKind::Function => matches!(hoist, Hoist::Functions | Hoist::FunctionsAndTypes),
        DefinitionKind::Type => matches!(hoist, Hoist::Types | Hoist::FunctionsAndTypes),
        _ => false,
    };
    inner.range.end() < outer.range.start() && !counts
}

/// `const f = function f() {}`: both names are of the same thing.
fn is_name_of_value(file: &File, inner: &Definition, outer: &Definition) -> bool {
    if !matches!(file.node(inner.node), Node::FnExpr(_) | Node::ClassExpr(_)) {
        return false;
    }
    let mut value = inner.node;
    loop {
        let Some(parent) = file.nodes.parent(value) else { return false };
        let range = file.node(value).range();
        match file.node(parent) {
            Node::ParenExpr(_) | Node::BinExpr(_) => {}
            Node::CondExpr(choice) if !choice.test.range().contains_range(range) => {}
            Node::VarDeclarator(declarator) => return declarator.name.range() == outer.range,
            Node::AssignPat(pattern) => return pattern.left.range() == outer.range,
            Node::AssignPatProp(property) => return property.key.range() == outer.range,
            _ => return false,
        }
        value = parent;
    }
}

/// `const a = f((a) => 1)`: the parameter is gone when the variable is there.
fn is_in_call_of_initializer(file: &File, variable: &Variable, outer: &Variable) -> bool {
    let function_scope = file.scopes.scope(file.scopes.function_scope(variable.scope));
    let function = function_scope.node;
    let (expression, around) = match file.node(function) {
        Node::ArrowExpr(_) => (function, function_scope.parent),
        Node::Function(_) => match file.nodes.parent(function).map(|id| (id, file.node(id))) {
            Some((id, Node::FnExpr(expression))) => {
                let outside = function_scope.parent.filter(|_| expression.ident.is_some());
                (id, outside.map_or(function_scope.parent, |name| file.scopes.scope(name).parent))
            }
            _ => return false,
        },
        _ => return false,
    };
    if around != Some(outer.scope) {
        return false;
    }
    let mut ancestors = file.nodes.ancestors(expression);
    let call = ancestors.find(|id| matches!(file.node(*id), Node::CallExpr(_) | Node::OptCall(_)));
    call.is_some_and(|call| initializer_contains(file, &outer.definitions[0], call))
}

/// Whether a node is in what a variable's first value is made from.
fn initializer_contains(file: &File, definition: &Definition, node: NodeId) -> bool {
    let end = file.node(node).range().end();
    let has_end = |range: TextRange| range.start() <= end && end <= range.end();
    match file.node(definition.node) {
        Node::VarDeclarator(declarator) => {
            let head = file.nodes.parent(definition.node).and_then(|id| file.parent(id));
            let is_looped_over = match head {
                Some(Node::ForInStmt(head)) => has_end(head.right.range()),
                Some(Node::ForOfStmt(head)) => has_end(head.right.range()),
                _ => false,
            };
            declarator.init.as_ref().is_some_and(|value| has_end(value.range()))
                || is_looped_over
                || file.is_in_own_default(definition, has_end)
        }
        _ => file.is_in_own_default(definition, has_end),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_around() {
        check(
            &RULE,
            "
const aaa = 1, f = function f() {};
function g(aaa, later, h) { { let g; } }
//         ^^^ `aaa` hides
//                     ^ `h` hides
//                                ^ `g` hides
const later = 1;
function h() {}
",
        );
    }

    #[test]
    fn options() {
        let text = "function f(Object) {}\n//         ^^^^^^ `Object` hides a global";
        case(&RULE, text).options(json!([{ "builtinGlobals": true }])).check();
        case(&RULE, "let a = f((a) => a);").options(json!([{ "ignoreOnInitialization": true }])).check();
    }
}

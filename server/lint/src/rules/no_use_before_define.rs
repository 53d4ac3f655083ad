//! Disallows names above the place that declares them.
//!
//! ## Why
//! `let`, `const` and classes throw when they are used too early; `var` is `undefined` there.
//!
//! ## Bad
//! ```js
//! f(a);
//! const a = 1;
//! ```
//!
//! ## Good
//! ```js
//! const a = 1;
//! f(a);
//! ```
//!
//! ## Options
//! `"nofunc"`, which stands for `{ "functions": false, "classes": true, "variables": true }`, or an object:
//! - `functions` (default `true`): also functions, which can be called above their declaration.
//! - `classes`, `variables` (default `true`): also where a function uses them that may be called later.
//! - `allowNamedExports` (default `false`): `export { a }` may stand above.
//! - `enums`, `typedefs` (default `true`), `ignoreTypeReferences` (default `true`): the same for TypeScript.

use serde::Deserialize;
use serde_json::{Value, json};
use source::TextRange;
use syntax::ast::{Class, ClassMember};
use syntax::semantic::{Definition, DefinitionKind, Node, Reference, ScopeKind, Variable};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;

rule!("no-use-before-define", Suspicious, Off, None, options: NoUseBeforeDefine);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoUseBeforeDefine {
    functions: bool,
    classes: bool,
    variables: bool,
    allow_named_exports: bool,
    enums: bool,
    typedefs: bool,
    ignore_type_references: bool,
}

impl Default for NoUseBeforeDefine {
    fn default() -> Self {
        NoUseBeforeDefine {
            functions: true,
            classes: true,
            variables: true,
            allow_named_exports: false,
            enums: true,
            typedefs: true,
            ignore_type_references: true,
        }
    }
}

impl RuleOptions for NoUseBeforeDefine {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values {
            [] => Ok(Self::default()),
            [Value::String(word)] if word == "nofunc" => Ok(NoUseBeforeDefine { functions: false, ..Self::default() }),
            [options] => from_value(options),
            _ => Err(OptionsError("takes one option, `nofunc` or an object".to_owned())),
        }
    }

    fn schema() -> Vec<Value> {
        vec![json!({ "anyOf": [{ "enum": ["nofunc"] }, schema_of::<NoUseBeforeDefine>()] })]
    }
}

fn run(file: &File, options: &NoUseBeforeDefine, report: &mut Report) {
    for (_, reference) in file.scopes.references() {
        let Some(variable) = reference.variable.map(|id| file.scopes.variable(id)) else { continue };
        let Some(definition) = variable.definitions.first() else { continue };
        let is_early = reference.range.end() < definition.range.end()
            || reference.range != definition.range && is_in_initializer(file, variable, definition, reference);
        if is_early && !reference.is_initializer && is_asked(file, options, variable, definition, reference) {
            report
                .at(reference.range, format!("`{}` is used above its declaration", reference.name))
                .relate(definition.range, "It is declared here");
        }
    }
}

fn is_asked(
    file: &File,
    options: &NoUseBeforeDefine,
    variable: &Variable,
    definition: &Definition,
    reference: &Reference,
) -> bool {
    if file.is_in_type(reference) && options.ignore_type_references {
        return false;
    }
    let is_export = || matches!(file.parent(reference.node), Some(Node::ExportNamedSpecifier(_)));
    if options.allow_named_exports && is_export() {
        return false;
    }
    let is_wanted_inside = match definition.kind {
        DefinitionKind::Function => return options.functions,
        DefinitionKind::Type => return options.typedefs,
        DefinitionKind::Class => options.classes,
        DefinitionKind::Enum => options.enums,
        DefinitionKind::Var | DefinitionKind::Let | DefinitionKind::Const | DefinitionKind::Using => options.variables,
        _ => true,
    };
    is_wanted_inside || !runs_later(file, variable, reference)
}

/// Whether a reference is evaluated while its variable is given its first value.
fn is_in_initializer(file: &File, variable: &Variable, definition: &Definition, reference: &Reference) -> bool {
    if runs_later(file, variable, reference) {
        return false;
    }
    let has = |range: TextRange| range.contains_range(reference.range);
    match file.node(definition.node) {
        Node::ClassDecl(it) => has(it.class.range()) && !is_in_static(&it.class, has),
        Node::ClassExpr(it) => has(it.class.range()) && !is_in_static(&it.class, has),
        Node::VarDeclarator(declarator) => {
            let head = file.nodes.parent(definition.node).and_then(|id| file.parent(id));
            let is_looped_over = match head {
                Some(Node::ForInStmt(head)) => has(head.right.range()),
                Some(Node::ForOfStmt(head)) => has(head.right.range()),
                _ => false,
            };
            declarator.init.as_ref().is_some_and(|value| has(value.range()))
                || is_looped_over
                || has(declarator.name.range()) && file.is_in_own_default(definition, has)
        }
        _ => file.is_in_own_default(definition, has),
    }
}

/// Static fields and blocks run when the class is there.
fn is_in_static(class: &Class, has: impl Fn(TextRange) -> bool) -> bool {
    class.body.iter().any(|member| match member {
        ClassMember::ClassProp(it) if it.is_static => it.value.as_ref().is_some_and(|value| has(value.range())),
        ClassMember::PrivateProp(it) if it.is_static => it.value.as_ref().is_some_and(|value| has(value.range())),
        ClassMember::StaticBlock(it) => has(it.range()),
        _ => false,
    })
}

/// Whether a function or the initializer of a field stands between a reference and its variable.
fn runs_later(file: &File, variable: &Variable, reference: &Reference) -> bool {
    let scopes = file.scopes.outwards(reference.scope).take_while(|scope| *scope != variable.scope);
    scopes.map(|scope| file.scopes.scope(scope)).any(|scope| match scope.kind {
        ScopeKind::Function => true,
        ScopeKind::FieldInitializer => match file.node(scope.node) {
            Node::ClassProp(property) => !property.is_static,
            Node::PrivateProp(property) => !property.is_static,
            Node::AutoAccessor(accessor) => !accessor.is_static,
            _ => true,
        },
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn above_the_declaration() {
        check(
            &RULE,
            "
if (aaa) f();
//  ^^^ `aaa` is used above
const aaa = 1, b = () => b;
let { c = c } = aaa;
//        ^ `c` is used above
function g() {}
class D { static e = D; [D] = 1; }
//                       ^ `D` is used above
",
        );
    }

    #[test]
    fn what_may_be_used() {
        let text = "f(); function f() { a; } const a = 1;";
        case(&RULE, text).options(json!([{ "functions": false, "variables": false }])).check();
    }
}
